package epub

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	xhtml "golang.org/x/net/html"
)

// node is an element or text of a page, as the parser gives it.
type node = xhtml.Node

// page is a page of the site, parsed.
type page struct {
	kind      string
	main      *node
	menu      []string // paths that its main menu leads to
	about     string   // its description
	canonical string
}

// left are the kinds of pages that are not in the book: what needs a script, or is for
// those who make the site, or only leads on.
var left = []string{"search", "review", "embed", "chooser", "notfound", "withheld", "sections", "components", "training", "drills", "bundle"}

// read finds the pages of the language, and their order.
func read(tree fs.FS, f Facts) (*book, error) {
	b := &book{facts: f, tree: tree, byPath: map[string]*chapter{}, notes: map[string][]*node{}, pictures: map[string]*picture{}}
	var paths []string
	err := fs.WalkDir(tree, f.folder(), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Base(name) != "index.html" {
			return err
		}
		if paths = append(paths, path.Dir(name)+"/"); len(paths) > maxPages {
			return fmt.Errorf("the site has more than %d pages in %q", maxPages, f.Language)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.Sort(paths)
	pages := map[string]*chapter{}
	for _, p := range paths {
		pg, err := b.page(p)
		if err != nil {
			return nil, err
		}
		if slices.Contains(left, pg.kind) {
			continue
		}
		pages[p] = &chapter{path: p, kind: pg.kind, title: title(pg.main), page: pg, places: map[string]place{}}
	}
	home := pages[f.home()]
	if home == nil || home.kind != "home" {
		return nil, fmt.Errorf("%sindex.html is no home page", f.home())
	}
	b.about = home.page.about
	b.base = strings.TrimSuffix(home.page.canonical, f.home())
	if b.base == home.page.canonical {
		b.base = ""
	}
	b.order(home, pages, paths)
	return b, nil
}

// page parses a page and finds what matters of it.
func (b *book) page(p string) (*page, error) {
	data, err := fs.ReadFile(b.tree, p+"index.html")
	if err != nil {
		return nil, err
	}
	root, err := xhtml.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("reading %sindex.html: %w", p, err)
	}
	pg := &page{}
	for n := range root.Descendants() {
		if n.Type != xhtml.ElementNode {
			continue
		}
		switch n.Data {
		case "body":
			for _, c := range strings.Fields(attr(n, "class")) {
				pg.kind = strings.TrimPrefix(c, "is-") // an embed is a flow as well, and says so last
			}
		case "main":
			pg.main = n
		case "nav":
			if hasClass(n, "menu") {
				for a := range n.Descendants() {
					if to, ok := leads(a, p); ok {
						pg.menu = append(pg.menu, to)
					}
				}
			}
		case "meta":
			if attr(n, "name") == "description" {
				pg.about = attr(n, "content")
			}
		case "link":
			if attr(n, "rel") == "canonical" {
				pg.canonical = attr(n, "href")
			}
		}
	}
	if pg.main == nil && !slices.Contains(left, pg.kind) {
		return nil, fmt.Errorf("%sindex.html has no main part", p)
	}
	return pg, nil
}

// leads gives the path of the page that a link of page p leads to.
func leads(a *node, p string) (string, bool) {
	if a.Type != xhtml.ElementNode || a.Data != "a" {
		return "", false
	}
	to, _, ok := within(attr(a, "href"), p)
	return to, ok
}

// within resolves a relative address on page p: the path of the page or file
// in the tree, and the fragment, decoded. It is not ok where the address leads out.
func within(href, p string) (to, fragment string, ok bool) {
	u, err := url.Parse(href)
	if err != nil || href == "" || u.Scheme != "" || u.Host != "" || strings.HasPrefix(href, "/") {
		return "", "", false
	}
	if u.Path == "" {
		return p, u.Fragment, true
	}
	to = path.Join(p, u.Path)
	switch {
	case to == ".." || strings.HasPrefix(to, "../"):
		return "", "", false
	case strings.HasSuffix(u.Path, "/index.html") || u.Path == "index.html":
		to = path.Dir(to)
		fallthrough
	case strings.HasSuffix(u.Path, "/") || strings.HasSuffix(u.Path, ".."):
		to += "/"
	}
	return to, u.Fragment, true
}

// order puts the chapters in order: the home page, the flows as it names them,
// what the menu leads to with what stands below it, and the rest by path; the
// glossary ends the book.
func (b *book) order(home *chapter, pages map[string]*chapter, paths []string) {
	taken := map[string]bool{}
	take := func(p string) *entry {
		c := pages[p]
		if c == nil || b.byPath[p] != nil {
			return nil
		}
		c.files = []*file{{name: name(p, b.facts.home(), taken)}}
		b.byPath[p] = c
		return &entry{title: c.title, chapter: c}
	}
	b.contents = append(b.contents, take(home.path))
	if flows := b.flows(home, pages, take); flows != nil {
		b.contents = append(b.contents, flows)
	}
	var glossary string
	for _, p := range home.page.menu {
		if c := pages[p]; c != nil && c.kind == "glossary" {
			glossary = p
			continue
		}
		if e := take(p); e != nil {
			b.below(e, take)
			b.contents = append(b.contents, e)
		}
	}
	for _, p := range paths {
		if c := pages[p]; c != nil && c.kind == "glossary" {
			glossary = p
			continue
		}
		if e := take(p); e != nil {
			b.below(e, take)
			b.hang(e)
		}
	}
	if e := take(glossary); e != nil {
		b.contents = append(b.contents, e)
	}
	b.inOrder(b.contents)
}

// inOrder lists the chapters as the contents do.
func (b *book) inOrder(list []*entry) {
	for _, e := range list {
		if e.chapter != nil {
			b.chapters = append(b.chapters, e.chapter)
		}
		b.inOrder(e.below)
	}
}

// flows takes what the home page lists first, under its heading.
func (b *book) flows(home *chapter, pages map[string]*chapter, take func(string) *entry) *entry {
	part := &entry{}
	for n := range home.page.main.Descendants() {
		if !hasClass(n, "home-flows") {
			continue
		}
		for in := range n.Descendants() {
			if in.Type == xhtml.ElementNode && in.Data == "h2" && part.title == "" {
				part.title = words(in)
			}
			if p, ok := leads(in, home.path); ok && pages[p] != nil && pages[p].kind == "flow" {
				if e := take(p); e != nil {
					part.below = append(part.below, e)
				}
			}
		}
	}
	if part.title == "" || part.below == nil {
		return nil
	}
	return part
}

// below takes the pages that a section lists as cards.
func (b *book) below(e *entry, take func(string) *entry) {
	if e.chapter.kind != "section" {
		return
	}
	for n := range e.chapter.page.main.Descendants() {
		if !hasClass(n, "card-title") {
			continue
		}
		for a := range n.Descendants() {
			if p, ok := leads(a, e.chapter.path); ok {
				if child := take(p); child != nil {
					b.below(child, take)
					e.below = append(e.below, child)
				}
			}
		}
	}
}

// hang puts a page that nothing listed below the page whose path begins its own.
func (b *book) hang(e *entry) {
	var under func([]*entry) *entry
	under = func(list []*entry) *entry {
		for _, at := range list {
			if in := under(at.below); in != nil {
				return in
			}
			if c := at.chapter; c != nil && c.kind != "home" && strings.HasPrefix(e.chapter.path, c.path) {
				return at
			}
		}
		return nil
	}
	if at := under(b.contents); at != nil {
		at.below = append(at.below, e)
		return
	}
	b.contents = append(b.contents, e)
}

// title gives the words of the first h1.
func title(main *node) string {
	for n := range main.Descendants() {
		if n.Type == xhtml.ElementNode && n.Data == "h1" {
			return words(n)
		}
	}
	return ""
}

// words gives the text of an element, its spaces folded; those that may not break stay.
func words(n *node) string {
	var b strings.Builder
	var walk func(*node)
	walk = func(n *node) {
		if n.Type == xhtml.TextNode {
			b.WriteString(n.Data)
		}
		if n.Type == xhtml.ElementNode && (n.Data == "template" || n.Data == "svg") {
			return
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(n)
	return strings.Join(strings.FieldsFunc(b.String(), func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' }), " ")
}

func attr(n *node, key string) string {
	for _, a := range n.Attr {
		if a.Namespace == "" && a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a xhtml.Attribute) bool { return a.Namespace == "" && a.Key == key })
}

func hasClass(n *node, class string) bool {
	return n.Type == xhtml.ElementNode && slices.Contains(strings.Fields(attr(n, "class")), class)
}
