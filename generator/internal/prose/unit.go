package prose

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"signpost/generator/internal/diag"
)

// Unit is a piece of a document that is translated as one: the title, a
// section of level 2 with all below it, an answer.
type Unit struct {
	// ID is "_title", "_description", "_change" or "_intro"; "ready" of a
	// section; "kind/fault" of an answer. An id of a section begins with a letter.
	ID  string
	Pos diag.Pos
	// Heading is what a reader finds the unit by, as plain text: the heading of
	// a section, the words of an answer; "" of others.
	Heading string
	// Blocks are its paragraphs, lists and so on, each in normal form. How lines
	// are broken and which of several equal signs is written leaves no trace.
	Blocks []string
}

// Marks of the normal form. No text that was read holds control characters.
const (
	TargetOpen, TargetClose = '\x02', '\x03' // around where a link leads
	CodeOpen, CodeClose     = '\x10', '\x11' // around code
	FormOpen, FormClose     = '\x0e', '\x0f' // around the name of a form: "ul", "strong", "h3 id"
)

// Units cuts a document into what is translated as one, in the order of the
// text. Every text is part of one unit. Items of a list of choices are units of
// their own where the document is the words of a flow and each item has an id.
func (d *Document) Units(flow bool) []Unit {
	var out []Unit
	front := func(id, text string) {
		if text = normalSpaces(text); text != "" {
			out = append(out, Unit{ID: id, Pos: diag.Pos{File: d.File, Line: 1, Col: 1}, Blocks: []string{text}})
		}
	}
	front("_title", d.Front.Title)
	front("_description", d.Front.Description)
	front("_change", d.Front.Change)
	if d.root == nil {
		return out
	}
	if len(d.Intro.blocks) > 0 {
		out = append(out, Unit{ID: "_intro", Pos: diag.Pos{File: d.File, Line: 1, Col: 1}, Blocks: d.normal(d.Intro.blocks)})
	}
	for _, s := range d.Sections {
		if s.ID == "" || d.byID[s.ID] != s {
			continue // an error that was reported
		}
		u := Unit{ID: s.ID, Pos: s.Pos, Heading: s.Title}
		heading := d.normalInline(s.heading)
		choices, rest := d.Choices(s)
		if !flow || !separable(choices) {
			u.Blocks = append([]string{heading}, d.normal(s.blocks)...)
			out = append(out, u)
			continue
		}
		u.Blocks = append([]string{heading}, d.normal(rest)...)
		out = append(out, u)
		for _, c := range choices {
			var label strings.Builder
			for _, n := range c.label {
				d.normalTo(&label, n)
			}
			out = append(out, Unit{ID: s.ID + "/" + c.ID, Pos: c.Pos, Heading: c.Label,
				Blocks: append([]string{normalSpaces(label.String())}, d.normal(c.hint)...)})
		}
	}
	return out
}

// separable reports whether every choice has an id of its own.
func separable(choices []Choice) bool {
	seen := map[string]bool{}
	for _, c := range choices {
		if !validChoice(c.ID) || seen[c.ID] {
			return false
		}
		seen[c.ID] = true
	}
	return len(choices) > 0
}

// validChoice reports whether an id is that of an answer, or of a question that
// another flow asks: "severity-check.impact".
func validChoice(id string) bool {
	for part := range strings.SplitSeq(id, ".") {
		if !validID(part) {
			return false
		}
	}
	return true
}

func (d *Document) normal(blocks []ast.Node) []string {
	out := make([]string, 0, len(blocks))
	for _, n := range blocks {
		var b strings.Builder
		d.normalTo(&b, n)
		out = append(out, normalSpaces(b.String()))
	}
	return out
}

func (d *Document) normalInline(n ast.Node) string {
	var b strings.Builder
	d.normalChildren(&b, n)
	return normalSpaces(b.String())
}

func (d *Document) normalChildren(b *strings.Builder, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		d.normalTo(b, c)
	}
}

// normalTo writes a node in normal form.
func (d *Document) normalTo(b *strings.Builder, n ast.Node) {
	form, target := "", ""
	switch n := n.(type) {
	case *ast.Text:
		b.WriteString(d.words(n))
		switch {
		case n.HardLineBreak():
			b.WriteString(" " + mark("br"))
		case n.SoftLineBreak():
			b.WriteByte(' ')
		}
		return
	case *ast.String:
		b.Write(n.Value)
		return
	case *ast.CodeSpan:
		b.WriteRune(CodeOpen)
		b.WriteString(d.code(n))
		b.WriteRune(CodeClose)
		return
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		b.WriteString(mark("pre"))
		b.WriteRune(CodeOpen)
		b.Write(n.Lines().Value(d.src))
		b.WriteRune(CodeClose)
		return
	case *ast.HTMLBlock, *ast.RawHTML:
		return // does not reach the page
	case *ast.AutoLink:
		b.WriteRune(TargetOpen)
		b.Write(n.URL(d.src))
		b.WriteRune(TargetClose)
		return
	case *ast.Link:
		target = destination(n)
	case *ast.Emphasis:
		form = fmt.Sprintf("em%d", n.Level)
	case *extast.Strikethrough:
		form = "del"
	case *ast.Heading:
		form = fmt.Sprintf("h%d", n.Level)
		if id, ok := n.AttributeString("id"); ok {
			form += fmt.Sprintf(" %s", id)
		}
	case *ast.List:
		form = "ul"
		if n.IsOrdered() {
			form = fmt.Sprintf("ol%d", n.Start)
		}
	case *ast.ListItem:
		form = "li"
	case *ast.Blockquote:
		form = "quote"
	case *callout:
		form = "callout " + n.kind
	case *zone:
		form = "zone " + n.audience
	case *tabs:
		form = "tabs"
	case *tab:
		form = "tab " + n.id
		b.WriteString(mark(form) + wordsIn([]byte(n.title)) + " ")
		form = ""
	case *ast.ThematicBreak:
		form = "hr"
	case *extast.TableHeader, *extast.TableRow:
		form = "tr"
	case *extast.TableCell:
		form = "td"
	}
	if form != "" {
		b.WriteString(mark(form))
	}
	d.normalChildren(b, n)
	if target != "" {
		b.WriteRune(TargetOpen)
		b.WriteString(target)
		b.WriteRune(TargetClose)
	}
	if n.Type() == ast.TypeBlock {
		b.WriteByte(' ')
	} else if form != "" {
		b.WriteString(mark("/"))
	}
}

func mark(form string) string { return string(FormOpen) + form + string(FormClose) }

// normalSpaces makes one space of several, line ends included. Spaces that do
// not break stay: they are typography.
func normalSpaces(s string) string {
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		switch c := s[i]; c {
		case ' ', '\t', '\n', '\r':
			if len(b) > 0 && b[len(b)-1] != ' ' {
				b = append(b, ' ')
			}
		default:
			b = append(b, c)
		}
	}
	return string(bytes.TrimSuffix(b, []byte(" ")))
}
