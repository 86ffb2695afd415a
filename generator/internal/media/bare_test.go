package media

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/webp"
)

const secret = "52 deg 22' 12.3\" N" // stands in all that is to be left out

// exif is a TIFF that says how to turn a picture, and a secret.
func exif(order binary.AppendByteOrder, orientation uint16) []byte {
	out := []byte("II*\x00")
	if order.String() == "BigEndian" {
		out = []byte("MM\x00*")
	}
	out = order.AppendUint16(order.AppendUint32(out, 8), 2)
	out = order.AppendUint32(order.AppendUint16(order.AppendUint16(out, 271), 2), uint32(len(secret)))
	out = order.AppendUint32(out, 38)
	out = order.AppendUint32(order.AppendUint16(order.AppendUint16(out, 274), 3), 1)
	out = append(order.AppendUint16(out, orientation), 0, 0)
	return append(order.AppendUint32(out, 0), secret...)
}

// icc is a profile with three colours, the red one of this x.
func icc(space string, red float64) []byte {
	out := make([]byte, 128)
	copy(out[16:], space)
	out = binary.BigEndian.AppendUint32(out, 4)
	r := primaries["rXYZ"]
	r[0] = red
	var values []byte
	for i, c := range [][3]float64{r, primaries["gXYZ"], primaries["bXYZ"]} {
		out = append(out, []string{"rXYZ", "gXYZ", "bXYZ"}[i]...)
		out = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(out, uint32(132+48+20*i)), 20)
		values = append(values, "XYZ \x00\x00\x00\x00"...)
		for _, v := range c {
			values = binary.BigEndian.AppendUint32(values, uint32(int32(v*65536)))
		}
	}
	out = append(append(out, "cprt"...), 0, 0, 0, 240, 0, 0, 0, 30)
	return append(append(out, values...), secret...)
}

var srgb = icc("RGB ", 0.4361)

// scene is a picture with many colours.
func scene(alpha uint8) image.Image {
	pic := image.NewNRGBA(image.Rect(0, 0, 40, 30))
	for i := range 1200 {
		pic.Set(i%40, i/40, color.NRGBA{uint8(i * 7), uint8(i * 31), uint8(i * i), alpha})
	}
	return pic
}

func chunk(name string, body []byte) []byte {
	out := append(binary.BigEndian.AppendUint32(nil, uint32(len(body))), name...)
	out = append(out, body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// withPNG puts chunks behind the first one.
func withPNG(t testing.TB, chunks ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, scene(200)); err != nil {
		t.Fatal(err)
	}
	return slices.Concat(b.Bytes()[:33], bytes.Join(chunks, nil), b.Bytes()[33:])
}

func packed(profile []byte) []byte {
	b := bytes.NewBufferString("a\x00\x00")
	w := zlib.NewWriter(b)
	_, _ = w.Write(profile)
	_ = w.Close()
	return b.Bytes()
}

func segment(mark byte, body string) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, mark}, uint16(len(body)+2)), body...)
}

// withJPEG puts parts behind the begin.
func withJPEG(t testing.TB, parts ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, scene(255), &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return slices.Concat(b.Bytes()[:2], bytes.Join(parts, nil), b.Bytes()[2:])
}

func webpChunk(name string, body []byte) []byte {
	out := binary.LittleEndian.AppendUint32([]byte(name), uint32(len(body)))
	if out = append(out, body...); len(body)%2 == 1 {
		out = append(out, 0)
	}
	return out
}

// withWebP puts chunks around those of a picture of 1 × 1 pixel.
func withWebP(t testing.TB, flags byte, before, after []byte) []byte {
	t.Helper()
	data, err := hex.DecodeString(webpFile)
	if err != nil {
		t.Fatal(err)
	}
	body := slices.Concat([]byte("WEBP"), webpChunk("VP8X", []byte{flags, 's', 's', 's', 0, 0, 0, 0, 0, 0}), before, data[12:], after)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

func pixels(t *testing.T, name string, data []byte) image.Image {
	t.Helper()
	decode := map[byte]func([]byte) (image.Image, error){
		'p': func(b []byte) (image.Image, error) { return png.Decode(bytes.NewReader(b)) },
		'j': func(b []byte) (image.Image, error) { return jpeg.Decode(bytes.NewReader(b)) },
		'w': func(b []byte) (image.Image, error) { return webp.Decode(bytes.NewReader(b)) },
	}[name[strings.LastIndexByte(name, '.')+1]]
	img, err := decode(data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return img
}

func same(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			r1, g1, b1, a1 := a.At(x, y).RGBA()
			if r2, g2, b2, a2 := b.At(x, y).RGBA(); r1 != r2 || g1 != g2 || b1 != b2 || a1 != a2 {
				return false
			}
		}
	}
	return true
}

// bare takes a picture as a partner's is taken.
func bare(name string, data []byte) (*Image, string) {
	img, l := Parse(name, data)
	if img != nil {
		l = Whole(img)
	}
	if len(l) == 0 {
		img, l = Bare(img)
	}
	if len(l) > 0 {
		return nil, l[0].Message + " | " + l[0].Hint
	}
	return img, ""
}

// TestBare: what a picture says beside its pixels is left out, and the pixels are
// the same.
func TestBare(t *testing.T) {
	le, be := binary.LittleEndian, binary.BigEndian
	jfif := "JFIF\x00\x01\x02\x00\x00\x48\x00\x48\x02\x02" + secret[:12]
	cut := len(srgb) / 2
	for name, data := range map[string][]byte{
		"plain.png": withPNG(t),
		"all.png": withPNG(t, chunk("eXIf", exif(le, 1)), chunk("tEXt", []byte("GPS\x00"+secret)), chunk("iTXt", []byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"+secret)),
			chunk("zTXt", packed([]byte(secret))), chunk("iCCP", packed(srgb)), chunk("tIME", []byte("\x07\xea\x0b\x1a\x00\x00\x00")), chunk("pHYs", make([]byte, 9)),
			chunk("prVt", []byte("<script>"+secret))),
		"colours.png": withPNG(t, chunk("cICP", []byte{1, 13, 0, 1})),
		"grey.png":    withPNG(t, chunk("iCCP", packed(icc("GRAY", 0)))),
		"plain.jpg":   withJPEG(t),
		"all.jpg": withJPEG(t, segment(0xe0, jfif), segment(0xe0, "JFXX\x00"+secret), segment(0xe1, "Exif\x00\x00"+string(exif(be, 1))), segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00"+secret),
			segment(0xe2, "ICC_PROFILE\x00\x01\x02"+string(srgb[:cut])), segment(0xe2, "ICC_PROFILE\x00\x02\x02"+string(srgb[cut:])), segment(0xe2, "MPF\x00"+secret),
			segment(0xed, "Photoshop 3.0\x00"+secret), segment(0xfe, secret), segment(0xef, "<script>"+secret)),
		"adobe.jpeg": withJPEG(t, segment(0xee, "Adobe\x00\x64\x00\x00\x00\x00\x01"+secret)),
		"plain.webp": withWebP(t, 0, nil, nil),
		"all.webp":   withWebP(t, 1<<2|1<<3|1<<5, webpChunk("ICCP", srgb), slices.Concat(webpChunk("EXIF", exif(le, 1)), webpChunk("XMP ", []byte(secret)), webpChunk("JUNK", []byte(secret)))),
	} {
		img, wrong := bare(name, data)
		if img == nil {
			t.Errorf("%s: %s", name, wrong)
			continue
		}
		if !same(pixels(t, name, data), pixels(t, name, img.Data)) {
			t.Errorf("%s: other pixels", name)
		}
		for _, left := range []string{secret[:9], "Exif", "Photoshop", "ICC_PROFILE", "<script>", "XMP", "tIME", "sss"} {
			if bytes.Contains(img.Data, []byte(left)) {
				t.Errorf("%s: it holds %q", name, left)
			}
		}
		if strings.HasPrefix(name, "all") && len(img.Data) >= len(data) {
			t.Errorf("%s: %d bytes of %d", name, len(img.Data), len(data))
		}
		if again, wrong := bare(name, img.Data); again == nil || !bytes.Equal(again.Data, img.Data) || again.Hash != img.Hash {
			t.Errorf("%s: a second time it is another: %s", name, wrong)
		}
	}
}

// TestBareRefused: what would look otherwise without what is left out.
func TestBareRefused(t *testing.T) {
	le, be := binary.LittleEndian, binary.BigEndian
	p3 := icc("RGB ", 0.5151)
	const turn, colours = "the picture is to be turned", "the colours of the picture are not those of sRGB"
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"a.png", withPNG(t, chunk("eXIf", exif(le, 6))), turn},
		{"a.png", withPNG(t, chunk("iCCP", packed(p3))), colours},
		{"a.png", withPNG(t, chunk("iCCP", packed(srgb[:150]))), colours},
		{"a.png", withPNG(t, chunk("iCCP", []byte("a\x00\x00nothing packed"))), colours},
		{"a.png", withPNG(t, chunk("cICP", []byte{9, 16, 0, 1})), colours},
		{"a.jpg", withJPEG(t, segment(0xe1, "Exif\x00\x00"+string(exif(be, 8)))), turn},
		{"a.jpg", withJPEG(t, segment(0xe1, "Exif\x00\x00"+string(exif(le, 3)))), turn},
		{"a.jpg", withJPEG(t, segment(0xe2, "ICC_PROFILE\x00\x01\x01"+string(p3))), colours},
		{"a.jpg", withJPEG(t, segment(0xe2, "ICC_PROFILE\x00\x01\x01"+string(icc("CMYK", 0)))), colours},
		{"a.jpg", withJPEG(t, segment(0xe0, "JFIF\x00a")), "the picture is damaged"},
		{"a.webp", withWebP(t, 1<<3, nil, webpChunk("EXIF", exif(le, 6))), turn},
		{"a.webp", withWebP(t, 1<<5, webpChunk("ICCP", p3), nil), colours},
	} {
		if img, wrong := bare(c.name, c.data); img != nil || !strings.HasPrefix(wrong, c.want) || !strings.Contains(wrong, " | ") {
			t.Errorf("%s: %q, want %q", c.name, wrong, c.want)
		}
	}
	for _, tiff := range []string{"", "II*\x00", "II*\x00\xff\xff\xff\xff", "MM\x00*\x00\x00\x00\x08\xff\xff", "II*\x00\x08\x00\x00\x00\x01\x00\x12\x01", "GIF89a\x00\x00\x08\x00"} {
		if turned([]byte(tiff)) {
			t.Errorf("%q says to turn", tiff)
		}
	}
}

// FuzzBare: of whatever is taken for a picture, the bare one is whole, and has
// the same pixels.
func FuzzBare(f *testing.F) {
	f.Add(byte(0), withPNG(f, chunk("tEXt", []byte(secret)), chunk("iCCP", packed(srgb)), chunk("eXIf", exif(binary.LittleEndian, 6))))
	f.Add(byte(1), withJPEG(f, segment(0xe1, "Exif\x00\x00"+string(exif(binary.BigEndian, 1))), segment(0xee, "Adobe\x00\x64\x00\x00\x00\x00\x01")))
	f.Add(byte(2), withWebP(f, 1<<3, webpChunk("ICCP", srgb), webpChunk("EXIF", exif(binary.LittleEndian, 1))))
	f.Fuzz(func(t *testing.T, kind byte, data []byte) {
		name := []string{"a.png", "a.jpg", "a.webp"}[kind%3]
		if img, _ := Parse(name, data); img == nil || img.Width*img.Height > 1<<16 {
			return
		}
		img, _ := bare(name, data)
		if img == nil {
			return
		}
		if again, wrong := bare(name, img.Data); again == nil || !bytes.Equal(again.Data, img.Data) {
			t.Fatalf("the bare picture is none: %s", wrong)
		}
		if !same(pixels(t, name, data), pixels(t, name, img.Data)) {
			t.Fatal("other pixels")
		}
	})
}
