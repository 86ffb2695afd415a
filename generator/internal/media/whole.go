package media

import (
	"bytes"
	"encoding/binary"
	"image/jpeg"
	"image/png"
	"path"

	"golang.org/x/image/webp"

	"signpost/generator/internal/diag"
)

// Whole decodes a picture that Parse took, and reports what its head could not
// tell: that the rest of it is no picture, or that something else follows it,
// which another program might read. It takes four bytes of memory for a pixel.
func Whole(img *Image) diag.List {
	var l diag.List
	var err error
	end, r := -1, bytes.NewReader(img.Data)
	switch path.Ext(img.File) {
	case ".png":
		end = pngEnd(img.Data)
		_, err = png.Decode(r)
	case ".jpg", ".jpeg":
		end = jpegEnd(img.Data)
		_, err = jpeg.Decode(r)
	case ".webp":
		end = webpEnd(img.Data)
		_, err = webp.Decode(r)
	}
	at := diag.Pos{File: img.File, Line: 1, Col: 1}
	switch {
	case err != nil || end < 0 || end > len(img.Data):
		l.Add(at, "image-format", "the picture is damaged").Hint = "save it anew"
	case end < len(img.Data):
		l.Add(at, "image-format", "%d bytes follow the picture", len(img.Data)-end).Hint = "save it anew: they belong to no picture"
	}
	return l
}

// pngEnd is where the chunk that ends a PNG ends; -1 where there is none.
func pngEnd(data []byte) int {
	for at := 8; at+12 <= len(data); {
		size := int(binary.BigEndian.Uint32(data[at:]))
		if size < 0 || size > len(data) {
			return -1
		}
		name := string(data[at+4 : at+8])
		if at += 12 + size; name == "IEND" {
			return at
		}
	}
	return -1
}

// jpegEnd is where the marker that ends a JPEG ends; -1 where there is none.
func jpegEnd(data []byte) int {
	for at := 2; at+1 < len(data); {
		switch mark := data[at+1]; {
		case data[at] != 0xff || mark == 0xff || mark == 0: // within data, or a byte that fills
			at++
		case mark == 0xd9:
			return at + 2
		case mark == 0x01 || 0xd0 <= mark && mark <= 0xd7: // markers without content
			at += 2
		case at+4 > len(data):
			return -1
		default:
			at += 2 + int(binary.BigEndian.Uint16(data[at+2:]))
		}
	}
	return -1
}

// webpEnd is where the container of a WebP ends; -1 where there is none.
func webpEnd(data []byte) int {
	if len(data) < 12 {
		return -1
	}
	size := int(binary.LittleEndian.Uint32(data[4:]))
	if size < 0 || size > len(data) {
		return -1
	}
	return 8 + size + size%2
}
