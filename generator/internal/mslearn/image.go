package mslearn

import (
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"signpost/generator/internal/media"
	"signpost/generator/internal/prose"
)

// image writes an image: as one of ours where its file is in the folder and can
// be shown, else as its words.
func (f *folder) image(p *page, part prose.Part, src, alt, title string, inLink bool) {
	at := f.where(p, part.Start)
	alt = strings.Join(strings.Fields(alt), " ")
	decorative := title == "decorative"
	if title != "" && !decorative {
		f.report(at, "mslearn-image", "the title %q of an image is left out", title)
	}
	words := escapeWords(alt)
	if !inLink && words != "" {
		words = "*" + words + "*"
	}
	if alt == "" && inLink {
		words = escapeWords(stem(src))
	}
	if strings.HasPrefix(src, "http:") || strings.HasPrefix(src, "https:") {
		f.report(at, "mslearn-image", "image %q is on another host; a link stands in its place", src).Hint = "pages show nothing from elsewhere"
		if !inLink {
			if alt == "" {
				words = escapeWords(stem(src))
			}
			words = "[" + strings.Trim(words, "*") + "](" + written(https(src)) + ")"
		}
		p.edit(part.Start, part.End, words)
		return
	}
	clean, _, _ := strings.Cut(src, "?")
	name, ok := f.find(f.local(f.fileAt(p, part.Start), clean))
	if !ok || strings.HasPrefix(src, "/") {
		f.report(at, "mslearn-image", "image %q is not there; its words stand in its place", src).Hint =
			"put the file into the folder and import again"
		p.edit(part.Start, part.End, words)
		return
	}
	out, ok := f.images[name]
	if !ok {
		out = f.takeImage(name)
		f.images[name] = out
	}
	if out == "" {
		f.report(at, "mslearn-image", "image %q cannot be shown; its words stand in its place", src).Hint =
			"images are PNG, JPEG or WebP files; save it as one of them"
		p.edit(part.Start, part.End, words)
		return
	}
	to, err := filepath.Rel(path.Dir(p.out), out)
	if err != nil {
		to = out
	}
	to = filepath.ToSlash(to)
	switch {
	case decorative:
		p.edit(part.Start, part.End, "![]("+to+` "decorative")`)
	case alt == "":
		f.report(at, "mslearn-image", "image %q has no words; the name of its file stands for them", src).Hint = "say what the image shows"
		alt = stem(src)
		fallthrough
	default:
		p.edit(part.Start, part.End, "!["+escapeWords(alt)+"]("+to+")")
	}
}

// stem is the name of a file as words.
func stem(src string) string {
	base := path.Base(strings.ReplaceAll(src, `\`, "/"))
	return strings.ReplaceAll(strings.TrimSuffix(base, path.Ext(base)), "-", " ")
}

// takeImage decides where an image goes; "" where it cannot be shown.
func (f *folder) takeImage(name string) string {
	data, err := fs.ReadFile(f.from.FS, name)
	if err != nil || len(data) > maxImage {
		return ""
	}
	var parts []string
	dir, base := path.Split(name)
	for _, part := range strings.Split(strings.Trim(dir, "/"), "/") {
		if part != "" {
			parts = append(parts, nameOf(part))
		}
	}
	ext := strings.ToLower(path.Ext(base))
	out := path.Join(path.Join(parts...), nameOf(strings.TrimSuffix(base, path.Ext(base)))+ext)
	for other, taken := range f.images {
		if taken == out && other != name {
			return ""
		}
	}
	if _, l := media.Parse(out, data); len(l) > 0 {
		return ""
	}
	return out
}

// copyImages takes the images along that pages show.
func (f *folder) copyImages(res *Result) {
	for _, name := range sorted(f.images) {
		if out := f.images[name]; out != "" {
			if data, err := fs.ReadFile(f.from.FS, name); err == nil {
				res.Files[path.Join(f.opt.Out, out)] = data
			}
		}
	}
}
