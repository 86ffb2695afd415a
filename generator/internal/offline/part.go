package offline

import (
	"html"
	"path"
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
	for _, a := range t.attrs {
		key := strings.ToLower(a.key)
		if key != "href" && key != "src" {
			continue
		}
		value := html.UnescapeString(a.value)
		way, rest := value, ""
		if i := strings.IndexAny(value, "?#"); i >= 0 {
			way, rest = value[:i], value[i:]
		}
		if way == "" || strings.HasPrefix(way, "/") || scheme(way) {
			if scheme(way) && t.name == "a" {
				p.apart(t, a, value)
			}
			continue
		}
		name := path.Join(path.Dir(p.page), way)
		switch {
		case p.out[name] != nil:
		case t.name == "a" && p.base != "":
			p.apart(t, a, p.base+strings.TrimSuffix(name, index)+rest)
		case t.name == "a":
			p.e.cut(a.off-1, a.end)
		case p.files[name] != nil:
			p.out[name] = p.files[name]
		}
	}
}

// apart makes a link one that opens in a window of its own.
func (p *part) apart(t tag, a attribute, to string) {
	text := html.EscapeString(to)
	if !t.has("target") {
		text += `" target="_blank`
	}
	p.e.replace(a.valueOff, a.valueOff+len(a.value), text)
}
