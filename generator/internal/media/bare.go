package media

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"path"
	"slices"

	"signpost/generator/internal/diag"
)

// Bare gives a picture that Whole found whole without all that is not needed to
// paint it: where and when it was taken and by whom (EXIF, XMP, IPTC), remarks,
// small pictures of it, profiles of colours, parts that no browser reads, bytes
// between parts. What is painted is copied as it is, so it looks the same: a
// picture for which that would not be true, since what is left out says to turn
// it or to read its colours otherwise, is reported, and Bare is nil.
//
// Parts are those of PNG (W3C, third edition), of JPEG (ITU-T T.81, T.871) and
// of WebP (RFC 9649).
func Bare(img *Image) (*Image, diag.List) {
	var l diag.List
	var out []byte
	var about remarks
	switch path.Ext(img.File) {
	case ".png":
		out, about = barePNG(img.Data)
	case ".jpg", ".jpeg":
		out, about = bareJPEG(img.Data)
	case ".webp":
		out, about = bareWebP(img.Data)
	}
	at := diag.Pos{File: img.File, Line: 1, Col: 1}
	switch {
	case out == nil:
		l.Add(at, "image-format", "the picture is damaged").Hint = "save it anew"
	case about.turned:
		l.Add(at, "image-format", "the picture is to be turned before it is shown").Hint =
			"turn it, and save it upright: what a camera writes beside a picture is left out, how to hold it too"
	case about.profile != nil && !standard(about.profile), about.otherColours:
		l.Add(at, "image-format", "the colours of the picture are not those of sRGB").Hint =
			"save it in the colours of sRGB: profiles of colours are left out"
	}
	if len(l) > 0 {
		return nil, l
	}
	sum := sha256.Sum256(out)
	return &Image{File: img.File, Data: out, Width: img.Width, Height: img.Height, Hash: hex.EncodeToString(sum[:6])}, nil
}

// remarks are what a picture says of itself and changes how it looks.
type remarks struct {
	turned       bool
	profile      []byte // of its colours, ICC; nil for none
	otherColours bool   // said otherwise than by a profile
}

// painted are the chunks of a PNG that pixels and their colours are made of.
var painted = []string{"IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "IDAT", "IEND"}

func barePNG(data []byte) ([]byte, remarks) {
	var about remarks
	out := bytes.Clone(data[:8])
	for at := 8; at+12 <= len(data); {
		size := int(binary.BigEndian.Uint32(data[at:]))
		if size < 0 || size > len(data)-at-12 {
			return nil, about
		}
		name, body := string(data[at+4:at+8]), data[at+8:at+8+size]
		switch {
		case slices.Contains(painted, name):
			out = append(out, data[at:at+12+size]...)
		case name == "eXIf":
			about.turned = about.turned || turned(body)
		case name == "iCCP":
			about.profile = inflated(body)
		case name == "cICP": // primaries and curve, ITU-T H.273; 1 and 13 are those of sRGB
			about.otherColours = len(body) < 2 || body[0] != 1 || body[1] != 13
		}
		if at += 12 + size; name == "IEND" {
			return out, about
		}
	}
	return nil, about
}

// Marks of the parts of a JPEG.
const (
	markSOI   = 0xd8
	markEOI   = 0xd9
	markSOS   = 0xda
	markAPP0  = 0xe0
	markAPP1  = 0xe1
	markAPP2  = 0xe2
	markAPP14 = 0xee
)

// kept reports parts of a JPEG that its pixels are made of: frames, the tables
// of Huffman and of quantization, how often a scan begins anew, scans.
func kept(mark byte) bool {
	return 0xc0 <= mark && mark <= 0xc2 || slices.Contains([]byte{0xc4, 0xdb, 0xdd, markSOS}, mark)
}

func bareJPEG(data []byte) ([]byte, remarks) {
	var about remarks
	out := []byte{0xff, markSOI}
	part := func(mark byte, body []byte) {
		out = append(out, 0xff, mark)
		out = append(binary.BigEndian.AppendUint16(out, uint16(len(body)+2)), body...)
	}
	for at, inScan := 2, false; at+1 < len(data); {
		mark := data[at+1]
		if data[at] != 0xff || mark == 0 || mark == 0xff || 0xd0 <= mark && mark <= 0xd7 {
			n := 1
			if data[at] == 0xff && mark != 0xff {
				n = 2
			}
			if inScan { // else it is nothing, and readers pass over it
				out = append(out, data[at:at+n]...)
			}
			at += n
			continue
		}
		if mark == markEOI {
			return append(out, 0xff, markEOI), about
		}
		if mark == 0x01 || at+4 > len(data) {
			at += 2
			continue
		}
		size := int(binary.BigEndian.Uint16(data[at+2:]))
		if size < 2 || size > len(data)-at-2 {
			return nil, about
		}
		body := data[at+4 : at+2+size]
		inScan = mark == markSOS
		switch {
		case kept(mark):
			part(mark, body)
		case mark == markAPP0 && bytes.HasPrefix(body, []byte("JFIF\x00")):
			if len(body) < 14 { // some readers take it for one, others do not
				return nil, about
			}
			part(mark, append(bytes.Clone(body[:12]), 0, 0)) // no small picture
		case mark == markAPP14 && bytes.HasPrefix(body, []byte("Adobe")) && len(body) >= 12:
			part(mark, body[:12]) // it says what the colours are: three of light, four of ink
		case mark == markAPP1 && bytes.HasPrefix(body, []byte("Exif\x00")) && len(body) > 6:
			about.turned = about.turned || turned(body[6:])
		case mark == markAPP2 && bytes.HasPrefix(body, []byte("ICC_PROFILE\x00")) && len(body) > 14:
			about.profile = append(about.profile, body[14:]...)
		}
		at += 2 + size
	}
	return nil, about
}

func bareWebP(data []byte) ([]byte, remarks) {
	const alpha = 1 << 4
	var about remarks
	var out []byte
	whole := false
	for at := 12; at+8 <= len(data); {
		name, size := string(data[at:at+4]), int(binary.LittleEndian.Uint32(data[at+4:]))
		if size < 0 || size > len(data)-at-8 {
			return nil, about
		}
		body := data[at+8 : at+8+size]
		switch name {
		case "VP8X":
			if size != 10 || out != nil {
				return nil, about
			}
			// Of what it promises nothing is left but transparency.
			out = append(out, data[at:at+8]...)
			out = append(append(out, body[0]&alpha, 0, 0, 0), body[4:]...)
		case "ALPH", "VP8 ", "VP8L":
			if whole {
				break // a second picture, which no reader looks for
			}
			whole = name != "ALPH"
			out = append(append(out, data[at:at+8]...), body...)
			if size%2 == 1 {
				out = append(out, 0)
			}
		case "EXIF":
			about.turned = about.turned || turned(bytes.TrimPrefix(body, []byte("Exif\x00\x00")))
		case "ICCP":
			about.profile = bytes.Clone(body)
		}
		at += 8 + size + size%2
	}
	if !whole {
		return nil, about
	}
	head := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(4+len(out)))
	return append(append(head, "WEBP"...), out...), about
}
