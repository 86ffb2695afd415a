// Package media reads images.
//
// In: the bytes of a file and its name. Out: an Image with its format and size,
// and a diag.List; a small square of a PNG, for icons (Square). It never decodes more than the head of a file unless it is
// asked whether a picture is whole, never changes a pixel, and takes PNG, JPEG and
// WebP only: an SVG can hold scripts and ask other hosts.
//
// # Limits
//
//	file     4 MiB
//	size     8,192 pixels each way, and 32 million together
//
// # Codes
//
//	image-format  the file is not what its name says, or of another kind
//	image-limit   the file or the picture is too large
package media

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/jpeg"
	"image/png"
	"path"
	"strings"

	"golang.org/x/image/webp"

	"signpost/generator/internal/diag"
)

// Limits of an image: bytes of the file, pixels each way and together.
const (
	MaxBytes = 4 << 20
	maxSide  = 8192
	maxArea  = 32_000_000
)

// Image is a picture that pages can show.
type Image struct {
	File          string
	Data          []byte
	Width, Height int    // pixels
	Hash          string // 12 hexadecimal digits of the content's SHA-256
}

// IsImage reports whether a file has the name of an image that can be shown.
func IsImage(name string) bool {
	switch path.Ext(name) {
	case ".png", ".jpg", ".jpeg", ".webp":
		return true
	}
	return false
}

// Parse reads an image. It is nil where the list has errors.
func Parse(file string, data []byte) (*Image, diag.List) {
	var l diag.List
	at := diag.Pos{File: file, Line: 1, Col: 1}
	if len(data) > MaxBytes {
		l.Add(at, "image-limit", "the file has %d bytes; the limit is %d", len(data), MaxBytes).Hint = "save it smaller, or as WebP"
		return nil, l
	}
	var cfg image.Config
	var err error
	r := bytes.NewReader(data)
	ext := path.Ext(file)
	switch ext {
	case ".png":
		cfg, err = png.DecodeConfig(r)
	case ".jpg", ".jpeg":
		cfg, err = jpeg.DecodeConfig(r)
	case ".webp":
		cfg, err = webp.DecodeConfig(r)
	default:
		l.Add(at, "image-format", "%q is no ending of an image", ext).Hint = "images are .png, .jpg, .jpeg or .webp files"
		return nil, l
	}
	if err != nil || cfg.Width <= 0 || cfg.Height <= 0 {
		l.Add(at, "image-format", "the file is no %s image", strings.ToUpper(strings.TrimPrefix(ext, "."))).Hint =
			"its name says so and its content does not: save it anew"
		return nil, l
	}
	if cfg.Width > maxSide || cfg.Height > maxSide || cfg.Width*cfg.Height > maxArea {
		l.Add(at, "image-limit", "the picture has %d × %d pixels", cfg.Width, cfg.Height).Hint = "scale it down: a page is 1,200 pixels wide at most"
		return nil, l
	}
	sum := sha256.Sum256(data)
	return &Image{File: file, Data: data, Width: cfg.Width, Height: cfg.Height, Hash: hex.EncodeToString(sum[:6])}, l
}
