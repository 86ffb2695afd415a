package prose

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"signpost/generator/internal/diag"
)

// SegmentKind tells what a segment is.
type SegmentKind string

// The kinds of segments.
const (
	SegmentHeading   SegmentKind = "heading"
	SegmentParagraph SegmentKind = "paragraph"
	SegmentItem      SegmentKind = "list item" // its first paragraph
	SegmentCell      SegmentKind = "table cell"
	SegmentTab       SegmentKind = "title of a tab"
	SegmentAnswer    SegmentKind = "answer"
)

// Segment is what a translator translates at one go: the words of one
// paragraph, heading, cell, answer. It is never empty.
type Segment struct {
	// Unit is the unit it belongs to, as Units has them.
	Unit string
	Kind SegmentKind
	// Hint is whether it is, or is part of, what explains an answer.
	Hint bool
	Pos  diag.Pos
	// Start and End span it, in bytes of Document.Raw.
	Start, End int
	Pieces     []Piece
}

// Division is a part of a document that stands or falls together: what stands
// before the first heading, or a section with its heading and all below it.
type Division struct {
	ID         string // "_intro", or the id of the section
	Start, End int    // in bytes of the body, to where the next one begins
	// Shape names the blocks of the section with all that is no words in them. Texts
	// of one shape have the same segments, in the same order.
	Shape    string
	Segments []Segment
}

// Raw is the text of the document below its front matter, which has been
// replaced by as many empty lines. The caller does not change it.
func (d *Document) Raw() []byte { return d.src }

// Divisions cuts a document into segments. flow is whether it is the words of a
// flow, whose answers are units of their own. Titles and descriptions are not
// part of it: they are in Front.
func (d *Document) Divisions(flow bool) []Division {
	if d.root == nil {
		return nil
	}
	var out []Division
	for _, s := range append([]*Section{d.Intro}, d.Sections...) {
		c := divider{d: d, div: Division{ID: s.ID}}
		if s == d.Intro {
			c.div.ID, c.div.Start = "_intro", introStart(d.src)
		} else {
			if s.ID == "" || d.byID[s.ID] != s {
				continue // an error that was reported
			}
			first := max(s.heading.Pos(), 0)
			if s.heading.Lines().Len() > 0 {
				first = s.heading.Lines().At(0).Start
			}
			c.div.Start = bytes.LastIndexByte(d.src[:first], '\n') + 1
		}
		if n := len(out); n > 0 {
			out[n-1].End = c.div.Start
		}
		c.section(s, flow)
		c.div.Shape = c.shape.String()
		out = append(out, c.div)
	}
	out[len(out)-1].End = len(d.src)
	return out
}

// introStart is where the body begins: behind the lines of the front matter.
func introStart(src []byte) int {
	for i, b := range src {
		if b != '\n' {
			return bytes.LastIndexByte(src[:i], '\n') + 1
		}
	}
	return len(src)
}

// divider cuts one division.
type divider struct {
	d     *Document
	div   Division
	unit  string
	hint  bool
	shape strings.Builder
}

func (c *divider) section(s *Section, flow bool) {
	c.unit = c.div.ID
	if s.heading != nil {
		c.heading(s.heading)
	}
	var answers ast.Node
	choices, rest := c.d.Choices(s)
	if flow && separable(choices) {
		in := map[ast.Node]bool{}
		for _, n := range rest {
			in[n] = true
		}
		for _, n := range s.blocks {
			if !in[n] {
				answers = n
			}
		}
	}
	for _, n := range s.blocks {
		if n == answers && n != nil {
			c.answers(n, choices)
			continue
		}
		c.block(n, SegmentParagraph)
	}
}

// answers cuts a list of choices: what stands before the words of an answer,
// its id, is none of a translator's business.
func (c *divider) answers(list ast.Node, choices []Choice) {
	c.shape.WriteString("answers(")
	i := 0
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		choice := choices[i]
		i++
		c.unit = c.div.ID + "/" + choice.ID
		c.shape.WriteString(choice.ID + "(")
		para := item.FirstChild()
		if len(choice.label) > 0 {
			start, end := span(para, c.d.src)
			start = c.behindDash(para.FirstChild(), start, end)
			c.segment(SegmentAnswer, start, end, choice.label)
		}
		c.hint = true
		for b := para.NextSibling(); b != nil; b = b.NextSibling() {
			c.block(b, SegmentParagraph)
		}
		c.hint = false
		c.shape.WriteString(")")
	}
	c.shape.WriteString(")")
	c.unit = c.div.ID
}

// behindDash is where the words of an answer begin that starts with an id in
// code.
func (c *divider) behindDash(code ast.Node, start, end int) int {
	src := c.d.src
	i := start
	if t, ok := code.LastChild().(*ast.Text); ok {
		i = t.Segment.Stop
	}
	skip := func(cut string) {
		for i < end {
			r, n := utf8.DecodeRune(src[i:])
			if !strings.ContainsRune(cut, r) {
				return
			}
			i += n
		}
	}
	skip(spaces + "\n")
	skip("`")
	skip(spaces + "\n")
	if r, n := utf8.DecodeRune(src[i:]); strings.ContainsRune("–—-:", r) {
		i += n
	}
	skip(spaces + "\n")
	return i
}

func (c *divider) heading(h *ast.Heading) {
	id := ""
	if v, ok := h.AttributeString("id"); ok {
		id = fmt.Sprint(v)
	}
	fmt.Fprintf(&c.shape, "h%d#%s", h.Level, id)
	if h.Lines().Len() == 0 {
		return
	}
	start, end := span(h, c.d.src)
	if id != "" {
		if i := bytes.LastIndex(c.d.src[start:end], []byte("{#")); i >= 0 {
			end = start + len(bytes.TrimRight(c.d.src[start:start+i], " "))
		}
	}
	c.segment(SegmentHeading, start, end, children(h))
}

// block cuts a block. kind is that of the paragraphs in it.
func (c *divider) block(n ast.Node, kind SegmentKind) {
	switch n := n.(type) {
	case *ast.Heading:
		c.heading(n)
		return
	case *ast.Paragraph, *ast.TextBlock:
		start, end := span(n, c.d.src)
		if marked(n, c.d.src) {
			start = n.Lines().At(1).Start
		}
		c.shape.WriteString("p")
		c.segment(kind, start, end, children(n))
		return
	case *extast.TableCell:
		c.shape.WriteString("td")
		if n.Lines().Len() > 0 {
			start, end := span(n, c.d.src)
			c.segment(SegmentCell, start, end, children(n))
		}
		return
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		c.shape.WriteString("pre")
		return
	case *ast.HTMLBlock:
		return
	case *ast.ListItem:
		c.shape.WriteString("li")
		kind = SegmentItem
	case *ast.List:
		if c.shape.WriteString("ul"); n.IsOrdered() {
			fmt.Fprintf(&c.shape, ".%d", n.Start)
		}
	case *callout:
		c.shape.WriteString(n.kind)
	case *zone:
		c.shape.WriteString("zone " + n.audience)
	case *tab:
		c.shape.WriteString("tab " + n.id)
		c.tabTitle(n)
	default:
		c.shape.WriteString(n.Kind().String())
	}
	c.shape.WriteString("(")
	for b := n.FirstChild(); b != nil; b = b.NextSibling() {
		c.block(b, kind)
		if kind == SegmentItem {
			kind = SegmentParagraph
		}
	}
	c.shape.WriteString(")")
}

func (c *divider) tabTitle(t *tab) {
	line := c.d.src[t.at:]
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	if i := bytes.LastIndex(line, []byte(t.title)); i > 0 && t.title != "" {
		c.add(SegmentTab, t.at+i, t.at+i+len(t.title), []Piece{{Text: wordsIn([]byte(t.title))}})
	}
}

// marked reports whether the first line of a paragraph is the mark of the callout,
// zone or tab that it is in.
func marked(p ast.Node, src []byte) bool {
	if p.PreviousSibling() != nil || p.Lines().Len() < 2 {
		return false
	}
	switch p.Parent().(type) {
	case *callout, *zone, *tab:
		first := p.Lines().At(0)
		return anyMark.Match(first.Value(src))
	}
	return false
}

var anyMark = regexp.MustCompile(`^\[![A-Za-z]+[ \]]`)

// span is the extent of a block of words, without blanks around.
func span(n ast.Node, src []byte) (start, end int) {
	l := n.Lines()
	start, end = l.At(0).Start, l.At(l.Len()-1).Stop
	for end > start && strings.IndexByte(" \t\n", src[end-1]) >= 0 {
		end--
	}
	for start < end && strings.IndexByte(" \t\n", src[start]) >= 0 {
		start++
	}
	return start, end
}

func children(n ast.Node) []ast.Node {
	var out []ast.Node
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		out = append(out, c)
	}
	return out
}

func (c *divider) segment(kind SegmentKind, start, end int, nodes []ast.Node) {
	var p piecer
	p.d = c.d
	for _, n := range nodes {
		p.add(n)
	}
	c.add(kind, start, end, Tidy(p.out))
}

func (c *divider) add(kind SegmentKind, start, end int, pieces []Piece) {
	if len(pieces) == 0 || end <= start {
		c.shape.WriteString("-")
		return
	}
	c.div.Segments = append(c.div.Segments, Segment{Unit: c.unit, Kind: kind, Hint: c.hint,
		Pos: c.d.pos(start), Start: start, End: end, Pieces: pieces})
}
