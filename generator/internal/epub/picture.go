package epub

import (
	"bytes"
	"fmt"
	"image/png"
	"io/fs"
	"path"
	"strings"

	"golang.org/x/image/webp"
)

// picture is one that chapters show.
type picture struct {
	name      string // within the package
	mediaType string
	data      []byte
}

// mediaTypes are the kinds of pictures that every reader of EPUB 3 shows, by the
// ending of a name.
var mediaTypes = map[string]string{".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}

// picture takes the picture of an img into the book. WebP came to EPUB late: it
// becomes PNG, with the same pixels.
func (b *book) picture(c *chapter, img *node) error {
	from, _, ok := within(attr(img, "src"), c.path)
	if !ok {
		return fmt.Errorf("a picture is not of the site: %s", attr(img, "src"))
	}
	p := b.pictures[from]
	if p == nil {
		data, err := fs.ReadFile(b.tree, from)
		if err != nil {
			return err
		}
		ext := path.Ext(from)
		if ext == ".webp" {
			picture, err := webp.Decode(bytes.NewReader(data))
			if err != nil {
				return fmt.Errorf("reading %s: %w", from, err)
			}
			var out bytes.Buffer
			if err := png.Encode(&out, picture); err != nil {
				return err
			}
			data, ext = out.Bytes(), ".png"
		}
		if mediaTypes[ext] == "" {
			return fmt.Errorf("%s is a picture that a book cannot show", from)
		}
		p = &picture{name: fmt.Sprintf("images/%d%s", len(b.pictures)+1, ext), mediaType: mediaTypes[ext], data: data}
		b.pictures[from] = p
	}
	set(img, "src", "../"+p.name)
	if !hasAttr(img, "alt") {
		img.Attr = append(img.Attr, attribute("alt", strings.TrimSpace(attr(img, "title"))))
	}
	return nil
}
