package media

import (
	"bytes"
	"encoding/hex"
	"image"
	"image/jpeg"
	"image/png"
	"testing"
)

// webpFile is a picture of 1 × 1 pixel.
const webpFile = "52494646240000005745425056503820180000003001009d012a0100010002003425a400037000fefb940000"

func TestParse(t *testing.T) {
	var p, j, wide bytes.Buffer
	pic := image.NewGray(image.Rect(0, 0, 3, 2))
	if err := png.Encode(&p, pic); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&j, pic, nil); err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(&wide, image.NewGray(image.Rect(0, 0, 8193, 1))); err != nil {
		t.Fatal(err)
	}
	w, err := hex.DecodeString(webpFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		file          string
		data          []byte
		width, height int
		code          string
	}{
		{"a.png", p.Bytes(), 3, 2, ""},
		{"a.jpg", j.Bytes(), 3, 2, ""},
		{"a.jpeg", j.Bytes(), 3, 2, ""},
		{"a.webp", w, 1, 1, ""},
		{"a.png", j.Bytes(), 0, 0, "image-format"},
		{"a.jpg", p.Bytes(), 0, 0, "image-format"},
		{"a.png", nil, 0, 0, "image-format"},
		{"a.svg", []byte("<svg/>"), 0, 0, "image-format"},
		{"a.png", p.Bytes()[:20], 0, 0, "image-format"},
		{"a.png", wide.Bytes(), 0, 0, "image-limit"},
		{"a.png", append(p.Bytes(), make([]byte, MaxBytes)...), 0, 0, "image-limit"},
	} {
		img, l := Parse(tt.file, tt.data)
		switch {
		case tt.code != "":
			if img != nil || len(l) != 1 || l[0].Code != tt.code || l[0].Hint == "" {
				t.Errorf("%s, %d bytes: %v %v, want %s", tt.file, len(tt.data), img, l, tt.code)
			}
		case img == nil || len(l) > 0 || img.Width != tt.width || img.Height != tt.height || len(img.Hash) != 12:
			t.Errorf("%s: %v %v", tt.file, img, l)
		}
	}
}
