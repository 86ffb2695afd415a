package media

import (
	"bytes"
	"encoding/hex"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// TestWhole takes pictures as they are, cut anywhere, and with something behind.
func TestWhole(t *testing.T) {
	var p, j bytes.Buffer
	pic := image.NewRGBA(image.Rect(0, 0, 40, 30))
	for i := range 1200 { // so that there are markers within the data of a JPEG
		pic.Set(i%40, i/40, color.RGBA{uint8(i * 7), uint8(i * 31), uint8(i * i), 255})
	}
	if err := png.Encode(&p, pic); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&j, pic, &jpeg.Options{Quality: 100}); err != nil {
		t.Fatal(err)
	}
	w, err := hex.DecodeString(webpFile)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"a.png": p.Bytes(), "a.jpg": j.Bytes(), "a.webp": w} {
		whole := func(data []byte) string {
			img, l := Parse(name, data)
			if img != nil {
				l = Whole(img)
			}
			if len(l) == 0 {
				return ""
			}
			if l[0].Code != "image-format" || l[0].Hint == "" {
				t.Errorf("%s: %v", name, l)
			}
			return l[0].Message
		}
		if got := whole(data); got != "" {
			t.Errorf("%s: %s", name, got)
		}
		for _, tail := range []string{"\x00", "PK\x03\x04", string(data), "\xff\xd9", "<script>\xff\xd9"} {
			if got := whole(append(bytes.Clone(data), tail...)); !strings.Contains(got, "follow the picture") {
				t.Errorf("%s with %q behind it: %q", name, tail, got)
			}
		}
		for n := range len(data) {
			if whole(data[:n]) == "" {
				t.Errorf("%s: its first %d of %d bytes are taken for all of it", name, n, len(data))
			}
		}
	}
}
