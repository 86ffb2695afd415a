package check

import (
	"path"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/media"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// images: an image that a text shows is there, and one that is there is shown.
var images = Rule{
	Codes: []string{"image-missing", "image-unused"},
	Doc:   "an image that a text shows is part of the project, and every image of the project is shown",
	Run: func(p *project.Project, l *diag.List) {
		shown := map[*media.Image]bool{}
		for _, doc := range p.Documents() {
			docImages(p, doc, shown, l)
		}
		for _, img := range p.Images() {
			if !shown[img] {
				l.Warn(top(img.File), "image-unused", "no text shows the image").Hint = "show it, or delete it: it is not part of the site"
			}
		}
	},
}

func docImages(p *project.Project, doc *prose.Document, shown map[*media.Image]bool, l *diag.List) {
	for _, img := range doc.Images {
		found := p.Image(doc.File, img.Dest)
		shown[found] = true
		file := path.Join(path.Dir(doc.File), img.Dest)
		if found != nil || p.Unreadable(file) {
			continue
		}
		d := l.Add(img.Pos, "image-missing", "image %q is not there", img.Dest)
		d.Hint = "put the file at " + file
		if !media.IsImage(file) {
			d.Hint = "images are .png, .jpg, .jpeg or .webp files"
			continue
		}
		var files []string
		for _, img := range p.Images() {
			files = append(files, img.File)
		}
		if near, ok := diag.Nearest(file, files); ok {
			d.Hint = "is " + near + " meant?"
		}
	}
}
