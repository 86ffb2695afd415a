package site

import (
	"path"
	"strings"

	"signpost/generator/internal/media"
	"signpost/generator/internal/project"
)

// imagePath is the path of an image in the site. Its name carries a hash of the
// content, so that it may be kept for ever.
func imagePath(img *media.Image) string {
	ext := path.Ext(img.File)
	return "assets/" + strings.TrimSuffix(path.Base(img.File), ext) + "." + img.Hash + ext
}

// picture gives the size of an image as written in a file, 0 and 0 where there
// is none.
func (c *context) picture(file, dest string) (width, height int) {
	if img := c.p.Image(file, dest); img != nil {
		return img.Width, img.Height
	}
	return 0, 0
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
