package project

import (
	"maps"
	"path"
	"slices"
	"strings"

	"signpost/generator/internal/media"
)

// mediaFolder is the folder of content that holds images for all languages.
const mediaFolder = "media"

// Image follows an image as written in a file. Where the file's language has
// none at that path, it is that of the source language. It returns nil where
// there is none.
func (p *Project) Image(from, dest string) *media.Image {
	file := path.Join(path.Dir(from), dest)
	if img := p.images[file]; img != nil {
		return img
	}
	parts := strings.SplitN(file, "/", 3)
	if len(parts) < 3 || parts[0] != "content" || !slices.Contains(p.Config.Languages, parts[1]) {
		return nil
	}
	return p.images[path.Join("content", p.SourceLanguage(), parts[2])]
}

// Images lists the images of the project by their files.
func (p *Project) Images() []*media.Image {
	var out []*media.Image
	for _, file := range slices.Sorted(maps.Keys(p.images)) {
		out = append(out, p.images[file])
	}
	return out
}
