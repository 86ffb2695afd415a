// Package prose reads the words of a site: Markdown with front matter.
//
// In: a Markdown file of the project. Out: a Document, cut into sections by
// heading id, with its links, and the HTML of any part of it. It never
// resolves a link itself and never decides whether a section belongs where it
// stands: callers know the site, prose knows the text.
//
// # The Markdown that authors write
//
// CommonMark with tables and strikethrough as GitHub writes them. The title is
// in the front matter, so a body has headings from ## down to ####; each ##
// and ### carries an id: "## Who asks? {#asker}". Callouts are GitHub's
// "> [!NOTE]". A passage for one audience is "> [!FOR partner]"; passages of
// which a reader needs one are quotations below each other that begin with
// "> [!TAB azure] Azure". An image is "![what it shows](button.png)", or
// "![](line.png "decorative")" where it shows nothing. Raw HTML, heading attributes other than an id, and shortcodes do
// not exist.
//
// # Codes
//
//	text-front-matter     a key of the front matter is missing or has no such value
//	text-heading-id       a heading has no id, or one of a wrong form, or of the theme
//	text-heading-empty    a heading without words
//	text-heading-level    a heading of level 1, or deeper than 4
//	text-duplicate-id     one id names two sections
//	text-mark             a quotation begins with a mark that is none
//	text-zone-audience    a zone for an audience that is none
//	text-zone-empty       a zone or tab without content
//	text-zone-nested      a zone or tabs inside a block where none can be
//	text-tab-single       a tab alone
//	text-tab-id           an id of a tab has a wrong form
//	text-tab-title        a tab without words, or with markup in them
//	text-tab-repeated     two tabs of a set have one id
//	text-html             raw HTML
//	text-link-scheme      a link leaves by something else than https, mailto, tel
//	text-link-empty       a link without words
//	text-image            an image from elsewhere, or with a title
//	text-image-alt        an image without words, or a decorative one with some
package prose

import (
	"bufio"
	"bytes"
	"html"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	gmhtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// Document is a parsed Markdown file.
type Document struct {
	File  string
	Front Front
	// Intro is what stands before the first heading; it has no ID.
	Intro *Section
	// Sections are cut at headings of level 2, in order.
	Sections []*Section
	// Headings are those of levels 2 and 3, in order: what a link can go to.
	Headings []Heading
	// Links are all links of the document, in order.
	Links []Link
	// Images are all images of the document, in order.
	Images []Image
	// Passages are all zones and tabs, in order.
	Passages []Passage

	src    []byte
	root   ast.Node
	byID   map[string]*Section
	ids    map[string]diag.Pos
	sorted []string // the keys of ids
	// tabIDs are those of ids that tabs have.
	tabIDs map[string]bool

	once  sync.Once // of parts
	parts []Part
}

// Mentions reports whether the file holds a string, wherever it stands.
func (d *Document) Mentions(s string) bool { return bytes.Contains(d.src, []byte(s)) }

// Heading is a heading with an id.
type Heading struct {
	ID    string
	Level int    // 2 or 3
	Title string // plain text
	Pos   diag.Pos
}

// Section is a heading of level 2 with what follows it up to the next one.
// The intro is a section without ID.
type Section struct {
	Heading

	heading *ast.Heading
	blocks  []ast.Node
}

// Link is a link as written.
type Link struct {
	Pos  diag.Pos
	Dest string // "guide.md#id", "https://…", "#id"
	Text string // its words, without markup
}

// Internal reports whether the link stays in the project.
func (l Link) Internal() bool { return schemeOf(l.Dest) == "" }

// Readable reports whether the body could be read; false where the front
// matter has no end.
func (d *Document) Readable() bool { return d.root != nil }

// Section returns the section with the id, or nil.
func (d *Document) Section(id string) *Section { return d.byID[id] }

// Has reports whether a heading or a tab has the id.
func (d *Document) Has(id string) bool {
	_, ok := d.ids[id]
	return ok
}

// IDs lists the ids of headings and tabs, sorted. Callers must not change the list.
func (d *Document) IDs() []string { return d.sorted }

// Definition reports whether a section is one or more paragraphs without links:
// what can be shown beside a text.
func (d *Document) Definition(s *Section) bool {
	for _, b := range s.blocks {
		if b.Kind() != ast.KindParagraph || len(d.linksIn(b, s.Pos)) > 0 {
			return false
		}
	}
	return len(s.blocks) > 0
}

// Parse reads a Markdown file. data must come from source.Read. keys are the
// keys its front matter may have.
func Parse(file string, data []byte, keys Keys) (*Document, diag.List) {
	meta, body, l := source.FrontMatter(file, data)
	d := &Document{File: file, src: body, byID: map[string]*Section{}, ids: map[string]diag.Pos{}, tabIDs: map[string]bool{}, Intro: &Section{}}
	if meta != nil {
		d.Front = front(meta, keys, &l)
	}
	if body == nil {
		return d, l
	}
	d.root = markdown().Parse(text.NewReader(body))
	d.cut(&l)
	d.inspect(&l)
	d.named(&l)
	d.sorted = slices.Sorted(maps.Keys(d.ids))
	return d, l
}

// Mark is where the text holds the id of a heading, {#id}, be it that of one or not: that of a line that was meant to be one.
func (d *Document) Mark(id string) (at diag.Pos, ok bool) {
	i := bytes.Index(d.src, []byte("{#"+id+"}"))
	return d.pos(i), i >= 0
}

// pos turns a byte offset of the body into a position of the file.
func (d *Document) pos(offset int) diag.Pos { return source.PosAt(d.File, d.src, offset) }

// cut divides the document's blocks into sections.
func (d *Document) cut(l *diag.List) {
	current := d.Intro
	for n := d.root.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok {
			current.blocks = append(current.blocks, n)
			d.within(n, l)
			continue
		}
		heading, ok := d.heading(h, l)
		if !ok || h.Level > 2 {
			current.blocks = append(current.blocks, n)
			continue
		}
		current = &Section{Heading: heading, heading: h}
		d.Sections = append(d.Sections, current)
		if heading.ID != "" && d.byID[heading.ID] == nil {
			d.byID[heading.ID] = current
		}
	}
}

// within registers what can be linked to in a zone or in tabs: each tab by its
// id, the first of the page that has it, and headings, which are part of a
// section and so of level 3 or 4.
func (d *Document) within(block ast.Node, l *diag.List) {
	switch b := block.(type) {
	case *zone, *tabs:
	case *tab:
		d.anchor(b, l)
	default:
		return
	}
	for n := block.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		switch {
		case !ok:
			d.within(n, l)
		case h.Level == 2:
			l.Add(d.headingPos(h), "text-heading-level", "a heading of level 2 inside a zone").Hint =
				"a zone is part of a section: write ###, or put the heading above the zone"
		default:
			d.heading(h, l)
		}
	}
}

func (d *Document) anchor(t *tab, l *diag.List) {
	first, taken := d.ids[t.id]
	switch {
	case !validID(t.id) || strings.HasPrefix(t.id, themePrefix):
	case !taken:
		t.anchor = true
		d.ids[t.id], d.tabIDs[t.id] = d.pos(t.argAt), true
	case !d.tabIDs[t.id]:
		l.Add(d.pos(t.argAt), "text-duplicate-id", "tab %q has the id of a section", t.id).Related =
			[]diag.Related{{Pos: first, Message: "the section is here"}}
	}
}

// heading reads the id of a heading and registers it; false where the heading
// is none of those that can be linked to.
func (d *Document) heading(h *ast.Heading, l *diag.List) (Heading, bool) {
	id, hasID := d.headingID(h)
	written := id
	if !validID(id) {
		id, hasID = "", false
	}
	out := Heading{ID: id, Level: h.Level, Title: d.plain(h), Pos: d.headingPos(h)}
	switch {
	case h.Level == 1 || h.Level > 4:
		l.Add(out.Pos, "text-heading-level", "a heading of level %d", h.Level).Hint =
			"the title stands in the front matter; headings in the text are ##, ### and ####"
		return out, false
	case out.Title == "":
		l.Add(out.Pos, "text-heading-empty", "the heading has no words").Hint =
			"write them before the id: ## Heading {#short-id}"
	}
	switch {
	case h.Level == 4:
		return out, false
	case !hasID && written != "":
		l.Add(out.Pos, "text-heading-id", "%q is not an id of a section", written).Hint =
			"an id begins with a-z and goes on with a-z, 0-9 and -"
	case !hasID:
		l.Add(out.Pos, "text-heading-id", "the heading has no id").Hint =
			"add one in English, the same in every language: ## Heading {#short-id}"
	case strings.HasPrefix(id, themePrefix):
		out.ID = ""
		l.Add(out.Pos, "text-heading-id", "section id %q may be one of the theme", id).Hint =
			"ids that begin with " + themePrefix + " are the theme's: choose another"
	default:
		if first, ok := d.ids[id]; ok {
			l.Add(out.Pos, "text-duplicate-id", "section id %q stands twice", id).Related =
				[]diag.Related{{Pos: first, Message: "it stood here first"}}
			break
		}
		d.ids[id] = out.Pos
		h.SetAttributeString("id", id)
	}
	d.Headings = append(d.Headings, out)
	return out, true
}

// headingPos is where a heading's line begins.
func (d *Document) headingPos(h *ast.Heading) diag.Pos {
	if h.Lines().Len() == 0 {
		return d.pos(max(h.Pos(), 0))
	}
	start := h.Lines().At(0).Start
	return d.pos(bytes.LastIndexByte(d.src[:start], '\n') + 1)
}

// headingID takes "{#id}" off the end of a heading's text. The id may be of a
// wrong form.
func (d *Document) headingID(h *ast.Heading) (string, bool) {
	last, ok := h.LastChild().(*ast.Text)
	if !ok {
		return "", false
	}
	t := last.Segment.Value(d.src)
	open := bytes.LastIndex(t, []byte("{#"))
	if open < 0 || !bytes.HasSuffix(bytes.TrimRight(t, " "), []byte("}")) {
		return "", false
	}
	id := string(bytes.TrimSuffix(bytes.TrimRight(t[open+2:], " "), []byte("}")))
	keep := bytes.TrimRight(t[:open], " ")
	last.Segment = last.Segment.WithStop(last.Segment.Start + len(keep))
	return id, true
}

// themePrefix begins the ids that the theme's own parts of a page have.
const themePrefix = "signpost-"

func validID(id string) bool {
	return id != "" && id[0] >= 'a' && id[0] <= 'z' && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// plain is the text of a node's children without markup.
func (d *Document) plain(n ast.Node) string {
	return string(bytes.TrimSpace(d.appendChildren(make([]byte, 0, 64), n)))
}

// plainInline is the text of an inline node without markup.
func (d *Document) plainInline(n ast.Node) string { return string(d.appendPlain(nil, n)) }

func (d *Document) appendChildren(b []byte, n ast.Node) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b = d.appendPlain(b, c)
	}
	return b
}

func (d *Document) appendPlain(b []byte, n ast.Node) []byte {
	switch t := n.(type) {
	case *ast.Text:
		if words := t.Segment.Value(d.src); plainly(words) {
			b = append(b, words...)
		} else {
			b = append(b, wordsIn(words)...)
		}
		if t.SoftLineBreak() || t.HardLineBreak() {
			b = append(b, ' ')
		}
		return b
	case *ast.String:
		return append(b, t.Value...)
	case *ast.AutoLink:
		return append(b, t.Label(d.src)...)
	case *ast.CodeSpan:
		return append(b, d.code(t)...)
	}
	return d.appendChildren(b, n)
}

// words is what a reader sees of a text: backslashes and character references
// are read as rendering reads them.
func (d *Document) words(t *ast.Text) string { return wordsIn(t.Segment.Value(d.src)) }

func wordsIn(text []byte) string {
	if plainly(text) {
		return string(text) // as almost all
	}
	var b strings.Builder
	w := bufio.NewWriter(&b)
	gmhtml.DefaultWriter.Write(w, text)
	_ = w.Flush() // memory takes all
	return html.UnescapeString(b.String())
}

// plainly reports whether a text is read as it is written.
func plainly(text []byte) bool {
	return bytes.IndexByte(text, '&') < 0 && bytes.IndexByte(text, '\\') < 0 && bytes.IndexByte(text, 0) < 0
}
