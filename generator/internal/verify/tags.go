package verify

import (
	"bytes"
	"strings"

	xhtml "golang.org/x/net/html"
)

// start judges a start tag and notes where the scanner now is.
func (s *scanner) start(z *xhtml.Tokenizer, raw []byte, off int, selfClosing bool) {
	pg := &s.page
	name := tagName(raw)
	attrs, repeated := parseAttrs(z, raw, s.attrs)
	s.attrs = attrs
	if repeated >= 0 {
		s.problem(off+repeated, "out-attribute", "an attribute is given twice")
	}
	if len(attrs) > maxAttrs {
		s.problem(off, "out-attribute", "the tag has more than %d attributes", maxAttrs)
	}
	el := allowed[string(name)]
	if el == nil && string(name) != "style" && string(name) != "base" {
		p := s.problem(off, "out-element", "element <%s> is not allowed", cut(name))
		if string(name) == "nil" || string(name) == "no" {
			p.hint = "a template printed a value that is not there"
		}
	}
	s.element(z, string(name), attrs, off)
	s.offlineTag(string(name), attrs, off)
	open := !(selfClosing && pg.svg > 0)
	if string(name) == "svg" && !selfClosing {
		pg.svg++
	}
	for i := range attrs {
		s.attribute(string(name), el, attrs, &attrs[i], off)
	}
	if pg.suspect {
		for _, a := range attrs {
			s.leftover(a.val, off+a.off, false)
			if bytes.Contains(a.key, refusedName) {
				s.problem(off+a.off, "out-leftover", "%s stands in the page", quote(a.key)).hint = "a name of an attribute that the template engine refused"
			}
		}
	}
	if !open {
		return
	}
	switch string(name) {
	case "code", "pre", "kbd", "samp":
		pg.code++
	case "template":
		pg.template++
	}
}

// element applies the rules that belong to one element.
func (s *scanner) element(z *xhtml.Tokenizer, name string, attrs []attr, off int) {
	pg := &s.page
	switch name {
	case "html":
		s.htmlTag(attrs, off)
	case "title":
		pg.raw = name
		if pg.svg == 0 && pg.template == 0 {
			pg.titles++
			if pg.titles > 1 {
				s.problem(off, "out-title", "the page has a second title")
			}
		}
	case "h1":
		if pg.template > 0 {
			return
		}
		if pg.headings++; pg.headings > 1 {
			s.problem(off, "out-heading", "the page has a second h1")
		}
	case "main":
		if pg.mains++; pg.mains > 1 {
			s.problem(off, "out-main", "the page has a second main")
		}
	case "meta":
		s.meta(attrs, off)
	case "link":
		s.beforePolicy(off)
		s.linkTag(attrs, off)
	case "script":
		pg.raw = name
		s.beforePolicy(off)
		s.script(attrs, off)
	case "style":
		pg.raw = name
		s.beforePolicy(off)
		if s.site.single {
			pg.raw = "own"
			return
		}
		s.problem(off, "out-inline-style", "the page has a style element").hint = "put the rules into the site's style sheet"
	case "textarea":
		pg.raw = name
	case "noscript":
		z.NextIsNotRawText()
	case "base":
		s.problem(off, "out-base", "a base element changes every address of the page")
	case "img", "area":
		s.alt(name, attrs, off)
	case "input":
		if v, _ := get(attrs, "type"); bytes.EqualFold(v, []byte("image")) {
			s.alt("input type=image", attrs, off)
		}
	case "a":
		if pg.link.open {
			s.problem(off, "out-markup", "a link begins within a link")
			s.closeLink()
		}
		if _, ok := get(attrs, "href"); ok || find(attrs, "xlink:href") >= 0 {
			pg.link = openLink{open: true, off: off, named: hasName(attrs)}
		}
		return
	}
	if pg.link.open && !pg.link.named {
		pg.link.named = hasName(attrs)
	}
}

// hasName reports whether the attributes give an accessible name.
func hasName(attrs []attr) bool {
	for _, a := range attrs {
		switch string(a.key) {
		case "aria-label", "aria-labelledby", "title", "alt":
			if len(bytes.TrimSpace(a.val)) > 0 {
				return true
			}
		}
	}
	return false
}

func (s *scanner) alt(what string, attrs []attr, off int) {
	if find(attrs, "alt") < 0 {
		s.problem(off, "out-alt", "<%s> has no alt", what).hint = `alt="" for an image that says nothing`
	}
}

// script judges what a script element is.
func (s *scanner) script(attrs []attr, off int) {
	kind, typed := get(attrs, "type")
	kind = lower(bytes.TrimSpace(kind))
	data := string(kind) == "application/json" || string(kind) == "application/ld+json"
	if find(attrs, "src") < 0 {
		if string(kind) == "application/ld+json" {
			s.page.raw = "ld"
		}
		if !data && s.site.single {
			if s.page.template == 0 {
				s.page.raw = "own"
			}
			return
		}
		if !data {
			s.problem(off, "out-inline-script", "the page has an inline script").hint = "the policy lets only files run"
		}
		return
	}
	if typed && string(kind) != "text/javascript" && string(kind) != "" {
		s.problem(off, "out-attribute", "script type %s does not run everywhere", quote(kind)).
			hint = "a classic script, without type, also runs from a folder"
	}
}

// linkTag judges the address of a <link>, whose meaning is in rel.
func (s *scanner) linkTag(attrs []attr, off int) {
	i := find(attrs, "href")
	if i < 0 {
		return
	}
	rel, _ := get(attrs, "rel")
	kind := linkPlain
	lang, hasLang := get(attrs, "hreflang")
	for _, word := range bytes.Fields(lower(rel)) {
		switch string(word) {
		case "canonical":
			kind = linkCanonical
		case "alternate":
			if hasLang {
				kind = linkAlternate
			}
		case "author", "license", "help", "next", "prev", "search", "me", "bookmark", "nofollow", "noopener", "noreferrer":
		default:
			kind = linkRequest // whatever is not known to be harmless
		}
	}
	s.refer(attrs[i].val, off+attrs[i].off, kind, s.word(lower(lang)))
}

// attribute applies the rules for one attribute, and follows its addresses.
func (s *scanner) attribute(name string, el *element, attrs []attr, a *attr, off int) {
	at := off + a.off
	switch key := string(a.key); {
	case key == "style":
		s.problem(at, "out-inline-style", "<%s> has a style attribute", cut(name)).hint = "use a class"
		s.css(a.val, -1-at)
		return
	case len(key) > 2 && key[:2] == "on":
		s.problem(at, "out-handler", "<%s> has the handler %s", cut(name), quote(key))
		return
	case el != nil && !el.allows(a.key, s.page.svg > 0):
		s.problem(at, "out-attribute", "attribute %s is not allowed on <%s>", quote(key), name)
	}
	switch string(a.key) {
	case "id":
		s.id(a, at)
	case "name":
		if name == "a" && (find(attrs, "id") < 0 || !bytes.Equal(attrs[find(attrs, "id")].val, a.val)) {
			s.id(a, at)
		}
	case "lang", "hreflang", "srclang", "xml:lang":
		xDefault := name == "link" && string(lower(a.val)) == "x-default"
		if !xDefault && !s.site.wellFormed(a.val) {
			s.problem(at, "out-lang-tag", "%s is no language tag", quote(a.val))
		}
	case "href", "xlink:href":
		switch name {
		case "link":
		case "a", "area":
			lang, _ := get(attrs, "hreflang")
			s.refer(a.val, at, linkPlain, s.word(lower(lang)))
		default:
			s.refer(a.val, at, linkRequest, "")
		}
	case "src", "poster", "action", "formaction", "background", "data", "manifest", "ping":
		if !(string(a.key) == "data" && name != "object") {
			s.refer(a.val, at, linkRequest, "")
		}
	case "srcset", "imagesrcset":
		s.referSet(a.val, at)
	default:
		if s.page.svg > 0 && bytes.Contains(a.val, []byte("(")) {
			s.css(a.val, -1-at)
		}
	}
}

func (s *scanner) id(a *attr, at int) {
	switch {
	case s.page.template > 0:
	case len(a.val) == 0 || bytes.ContainsAny(a.val, " \t\r\n\f"):
		s.problem(at, "out-attribute", "id %s is empty or holds a space", quote(a.val))
	default:
		s.page.ids = append(s.page.ids, idAt{s.word(a.val), at})
	}
}

// cut shortens a name from a page for a message.
func cut[T string | []byte](name T) string {
	return strings.Trim(quote(name), `"`)
}
