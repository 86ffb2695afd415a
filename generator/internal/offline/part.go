package offline

import (
	"html"
	"strings"
)

// Part gives some pages of a tree that Tree gave, with the files that they load. Links
// to other pages lead to the site at base, an absolute address that ends with a slash, in a window of
// their own: the pages are shown within another window. Where base is "" they are words only.
func Part(files Files, base string, wanted func(page string) bool) Files {
	out := Files{}
	for name, data := range files {
		if strings.HasSuffix(name, ".html") && wanted(name) {
			out[name] = data
		}
	}
	for _, page := range out.Names() {
		p := part{files: files, out: out, page: page, base: base, e: editor{data: files[page]}}
		walk(files[page], p.tag)
		out[page] = p.e.done()
	}
	return out
}

// part changes a page. Pages are in out before their links are looked at.
type part struct {
	files, out Files
	page, base string
	e          editor
}

func (p *part) tag(t tag) {
	if t.name != "a" {
		for _, a := range t.attrs {
			if key := strings.ToLower(a.key); key == "href" || key == "src" {
				if name, _, ok := target(p.page, html.UnescapeString(a.value)); ok && p.files[name] != nil {
					p.out[name] = p.files[name]
				}
			}
		}
		return
	}
	value := t.get("href")
	name, rest, ok := target(p.page, value)
	switch {
	case ok && p.out[name] != nil, !ok && !strings.HasPrefix(value, "http:") && !strings.HasPrefix(value, "https:"):
		return // here, or no page
	case ok && p.base == "":
		value = ""
	case ok:
		value = p.base + strings.TrimSuffix(name, index) + rest
	}
	for _, a := range t.attrs {
		switch key := strings.ToLower(a.key); {
		case key == "href" && value == "", key == "target":
			p.e.cut(a.off-1, a.end)
		case key == "href":
			p.e.replace(a.off, a.end, `href="`+html.EscapeString(value)+`" target="_blank"`)
		}
	}
}
