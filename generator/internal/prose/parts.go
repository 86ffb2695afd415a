package prose

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"signpost/generator/internal/diag"
)

// PartKind tells what a Part is.
type PartKind string

// The kinds of parts.
const (
	PartHeading    PartKind = "heading"
	PartLink       PartKind = "link"
	PartImage      PartKind = "image"
	PartBold       PartKind = "bold"
	PartStray      PartKind = "stray" // a mark ** or half of one that stands in the text as it is
	PartItem       PartKind = "item"  // of a list
	PartCallout    PartKind = "callout"
	PartRow        PartKind = "row" // of a table, its head included
	PartCode       PartKind = "code"
	PartHTML       PartKind = "html" // one tag or comment within a line
	PartHTMLBlock  PartKind = "html-block"
	PartDefinition PartKind = "definition" // [ref]: address
)

// Part is a piece of the structure of a text: what a translation has the same
// of. Start and End are byte offsets into the text that was scanned, and span
// the part with its marks; End is 0 of bold, items, callouts and rows.
type Part struct {
	Kind       PartKind
	Pos        diag.Pos
	Start, End int
	// Words is what a reader sees of a heading, link or image; the mark of a
	// callout, "note"; the text of code and of HTML.
	Words string
	// Dest is where a link or image goes. DestStart and DestEnd span it with the
	// brackets or blanks around; both are 0 where it stands elsewhere, as in
	// [words][ref] and <https://…>.
	Dest               string
	DestStart, DestEnd int
	ID                 string // of a heading: as written in {#id}; ""
	Level              int    // of a heading; the number of cells of a row
	Nested             bool   // a heading inside another block than a zone or tab
	InTable            bool
	InLink             bool // an image that is the words of a link, or part of them
}

// Parts lists the parts of a text in order. Any Markdown will do: it need not
// follow the rules of a site.
func Parts(file string, src []byte) []Part {
	d := &Document{File: file, src: src, root: markdown().Parse(text.NewReader(src))}
	return d.Parts()
}

// Parts lists the parts of the document in order, offsets counted in its file.
// The list is made once; it is not for changing.
func (d *Document) Parts() []Part {
	d.once.Do(func() { d.parts = d.listParts() })
	return d.parts
}

func (d *Document) listParts() []Part {
	if d.root == nil {
		return nil
	}
	p := parter{d: d, out: make([]Part, 0, 8+len(d.src)/64)} // as most have
	_ = ast.Walk(d.root, p.visit)
	for i := range p.out {
		p.out[i].Pos = d.pos(p.out[i].Start)
	}
	return p.out
}

// parter collects parts while it walks a document.
type parter struct {
	d     *Document
	out   []Part
	last  int // offset of the nearest text before
	table int // how many tables, and links, it is in
	links int
}

func (p *parter) add(part Part) {
	part.InTable = p.table > 0
	p.out = append(p.out, part)
}

func (p *parter) visit(n ast.Node, in bool) (ast.WalkStatus, error) {
	if !in {
		switch n.Kind() {
		case extast.KindTable:
			p.table--
		case ast.KindLink:
			p.links--
		}
		return ast.WalkContinue, nil
	}
	src := p.d.src
	at := p.last
	if pos := n.Pos(); pos > 0 {
		at = pos
	}
	switch n := n.(type) {
	case *ast.Text:
		p.last = n.Segment.Start
		p.stray(n)
	case *ast.Heading:
		p.heading(n)
	case *ast.Link:
		part := Part{Kind: PartLink, Start: at, Dest: destination(n), Words: p.d.plain(n)}
		part.bounds(src, n.Reference == nil)
		if part.Words == "" && hasImage(n) {
			part.Words = "image"
		}
		p.add(part)
		p.links++
	case *ast.AutoLink:
		label := string(n.Label(src))
		p.add(Part{Kind: PartLink, Start: at, End: at + len(label) + 2, Dest: string(n.URL(src)), Words: label})
	case *ast.Image:
		part := Part{Kind: PartImage, Start: at, Dest: addressOf(n.Destination), Words: p.d.plain(n), InLink: p.links > 0}
		part.bounds(src, n.Reference == nil)
		p.add(part)
	case *ast.Emphasis:
		if n.Level == 2 {
			p.add(Part{Kind: PartBold, Start: at, Words: p.d.plain(n)})
		}
	case *ast.ListItem:
		p.add(Part{Kind: PartItem, Start: at})
	case *callout:
		p.add(Part{Kind: PartCallout, Start: at, Words: n.kind})
	case *extast.Table:
		p.table++
	case *extast.TableHeader, *extast.TableRow:
		p.add(Part{Kind: PartRow, Start: at, Level: n.ChildCount()})
	case *ast.CodeSpan:
		p.code(n)
		return ast.WalkSkipChildren, nil
	case *ast.RawHTML:
		if k := n.Segments.Len(); k > 0 {
			first, last := n.Segments.At(0), n.Segments.At(k-1)
			p.add(Part{Kind: PartHTML, Start: first.Start, End: last.Stop, Words: string(src[first.Start:last.Stop])})
		}
	default:
		p.block(n)
	}
	return ast.WalkContinue, nil
}

// block adds the blocks that are taken by their lines.
func (p *parter) block(n ast.Node) {
	var kind PartKind
	switch n.Kind() {
	case ast.KindCodeBlock, ast.KindFencedCodeBlock:
		kind = PartCode
	case ast.KindHTMLBlock:
		kind = PartHTMLBlock
	case ast.KindLinkReferenceDefinition:
		kind = PartDefinition
	default:
		return
	}
	k := n.Lines().Len()
	if k == 0 {
		return
	}
	start, end := n.Lines().At(0).Start, n.Lines().At(k-1).Stop
	if h, ok := n.(*ast.HTMLBlock); ok && h.HasClosure() {
		end = max(end, h.ClosureLine.Stop)
	}
	p.add(Part{Kind: kind, Start: start, End: end, Words: string(p.d.src[start:end])})
}

func (p *parter) heading(h *ast.Heading) {
	src := p.d.src
	if h.Lines().Len() == 0 { // marks alone
		start := max(h.Pos(), 0)
		end := start + len(src[start:])
		if i := bytes.IndexByte(src[start:], '\n'); i >= 0 {
			end = start + i
		}
		p.add(Part{Kind: PartHeading, Start: start, End: end, Level: h.Level, Nested: !inZone(h.Parent())})
		return
	}
	start := h.Lines().At(0).Start
	start = max(bytes.LastIndexByte(src[:start], '\n')+1, h.Pos())
	end := h.Lines().At(h.Lines().Len() - 1).Stop
	if i := bytes.IndexByte(src[end:], '\n'); i >= 0 && (end == 0 || src[end-1] != '\n') {
		end += i
	} else if i < 0 {
		end = len(src)
	}
	words := p.d.plain(h)
	id := ""
	if v, ok := h.AttributeString("id"); ok {
		id, _ = v.(string)
	} else if m := idAtEnd.FindStringSubmatch(words); m != nil {
		words, id = m[1], m[2]
	}
	p.add(Part{Kind: PartHeading, Start: start, End: end, Words: words, ID: id, Level: h.Level, Nested: !inZone(h.Parent())})
}

var idAtEnd = regexp.MustCompile(`^(.*?) *\{#([^}\s]*)\}$`)

// stray finds the marks of bold that mark nothing.
func (p *parter) stray(n *ast.Text) {
	s := n.Segment.Value(p.d.src)
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] == '*' && i+1 < len(s) && s[i+1] == '*':
			p.add(Part{Kind: PartStray, Start: n.Segment.Start + i, End: n.Segment.Start + i + 2})
			i++
		case s[i] == '*' && p.halved(n.Segment.Start+i):
			p.add(Part{Kind: PartStray, Start: n.Segment.Start + i, End: n.Segment.Start + i + 1})
		}
	}
}

// halved reports whether the star at i is what is left of a mark ** of which
// the other star marks emphasis: "**word*".
func (p *parter) halved(i int) bool {
	src := p.d.src
	return i+1 < len(src) && src[i+1] == '*' || i > 0 && src[i-1] == '*' && (i < 2 || src[i-2] != '\\')
}

// code adds a code span with its backticks.
func (p *parter) code(n *ast.CodeSpan) {
	first, ok := n.FirstChild().(*ast.Text)
	if !ok {
		return
	}
	last, ok := n.LastChild().(*ast.Text)
	if !ok {
		return
	}
	src := p.d.src
	start := bytes.LastIndexByte(src[:first.Segment.Start], '`')
	for start > 0 && src[start-1] == '`' {
		start--
	}
	end := last.Segment.Stop
	if i := bytes.IndexByte(src[end:], '`'); i >= 0 {
		end += i
		for end < len(src) && src[end] == '`' {
			end++
		}
	}
	p.add(Part{Kind: PartCode, Start: max(start, 0), End: end, Words: p.d.code(n)})
}

// bounds finds the end of a link or image whose marks begin at Start, and
// where its destination stands. inline: it has one behind its words.
func (part *Part) bounds(src []byte, inline bool) {
	i := bytes.IndexByte(src[part.Start:], '[')
	if i < 0 {
		return
	}
	end := closing(src, part.Start+i, '[', ']')
	part.End = end
	if end >= len(src) {
		return
	}
	switch {
	case inline && src[end] == '(':
		stop := destinationEnd(src, end)
		part.DestStart, part.DestEnd, part.End = end+1, stop, stop+1
	case !inline && src[end] == '[':
		part.End = closing(src, end, '[', ']')
	}
}

// closing gives the offset after the bracket that closes the one at open. Code
// and escaped brackets do not count.
func closing(src []byte, open int, left, right byte) int {
	depth := 0
	for i := open; i < len(src); i++ {
		switch src[i] {
		case '\\':
			i++
		case '`':
			n := i
			for n < len(src) && src[n] == '`' {
				n++
			}
			if j := bytes.Index(src[n:], src[i:n]); j >= 0 {
				i = n + j + (n - i) - 1
			} else {
				i = n - 1
			}
		case left:
			depth++
		case right:
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(src)
}

// destinationEnd gives the offset of the parenthesis that closes the one at
// open: quotes of a title and brackets <…> may hold others.
func destinationEnd(src []byte, open int) int {
	depth := 0
	blank := false
	for i := open; i < len(src); i++ {
		c := src[i]
		switch {
		case c == '\\':
			i++
		case c == '<' && i == open+1+len(src[open+1:i])-len(bytes.TrimSpace(src[open+1:i])):
			if j := bytes.IndexByte(src[i:], '>'); j >= 0 {
				i += j
			}
		case (c == '"' || c == '\'') && blank:
			if j := bytes.IndexByte(src[i+1:], c); j >= 0 {
				i += 1 + j
			}
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				return i
			}
		}
		blank = c == ' ' || c == '\t' || c == '\n'
	}
	return len(src) - 1
}

// hasImage reports whether an image stands in a node.
func hasImage(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == ast.KindImage || hasImage(c) {
			return true
		}
	}
	return false
}

// Slug is the id that a heading without one gets elsewhere: its words in lower
// case, with hyphens between.
func Slug(words string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(words) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' || r > 0x7f && r != '\u00a0':
			b.WriteRune(r)
		case (r == ' ' || r == '-' || r == '\u00a0') && b.Len() > 0:
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}
