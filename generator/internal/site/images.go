package site

import (
	"path"
	"strings"

	"signpost/generator/internal/media"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// imagePath is the path of an image in the site. Its name carries a hash of the
// content, so that it may be kept for ever.
func imagePath(img *media.Image) string {
	ext := path.Ext(img.File)
	return "assets/" + strings.TrimSuffix(path.Base(img.File), ext) + "." + img.Hash + ext
}

// renderer makes a renderer for a language that shows the project's images.
func (c *context) renderer(lang string) *prose.Renderer {
	r := prose.NewRenderer(c.words[lang])
	r.Picture = func(file, dest string) (width, height int) {
		if img := c.p.Image(file, dest); img != nil {
			return img.Width, img.Height
		}
		return 0, 0
	}
	return r
}

// shownImages gives the images that texts show, by their paths in the site.
func shownImages(p *project.Project) map[string][]byte {
	out := map[string][]byte{}
	for _, doc := range p.Documents() {
		for _, written := range doc.Images {
			if img := p.Image(doc.File, written.Dest); img != nil {
				out[imagePath(img)] = img.Data
			}
		}
	}
	return out
}
