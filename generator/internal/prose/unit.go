package prose

import (
	"bytes"
	"fmt"
	"slices"
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
	w := normalizer{d: d}
	front := func(id, text string) {
		w.spaced(text)
		if text = w.take(); text != "" {
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
		out = append(out, Unit{ID: "_intro", Pos: diag.Pos{File: d.File, Line: 1, Col: 1}, Blocks: w.blocks(nil, d.Intro.blocks)})
	}
	for _, s := range d.Sections {
		if s.ID == "" || d.byID[s.ID] != s {
			continue // an error that was reported
		}
		u := Unit{ID: s.ID, Pos: s.Pos, Heading: s.Title}
		w.children(s.heading)
		heading := []string{w.take()}
		choices, rest := d.Choices(s)
		if !flow || !separable(choices) {
			u.Blocks = w.blocks(heading, s.blocks)
			out = append(out, u)
			continue
		}
		u.Blocks = w.blocks(heading, rest)
		out = append(out, u)
		for _, c := range choices {
			for _, n := range c.label {
				w.node(n)
			}
			out = append(out, Unit{ID: s.ID + "/" + c.ID, Pos: c.Pos, Heading: c.Label,
				Blocks: w.blocks([]string{w.take()}, c.hint)})
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

// normalizer writes texts in normal form, one after the other.
type normalizer struct {
	d    *Document
	text []byte // written so far; it is used again for the next one
}

// take gives the text that was written, and begins another.
func (w *normalizer) take() string {
	s := string(bytes.TrimSuffix(w.text, []byte(" ")))
	w.text = w.text[:0]
	return s
}

// blocks adds the normal form of each block to a list.
func (w *normalizer) blocks(list []string, blocks []ast.Node) []string {
	list = slices.Grow(list, len(blocks))
	for _, n := range blocks {
		w.node(n)
		list = append(list, w.take())
	}
	return list
}

func (w *normalizer) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.node(c)
	}
}

func (w *normalizer) node(n ast.Node) {
	form, target := "", ""
	switch n := n.(type) {
	case *ast.Text:
		if words := n.Segment.Value(w.d.src); plainly(words) {
			w.text = appendSpaced(w.text, words)
		} else {
			w.spaced(wordsIn(words))
		}
		switch {
		case n.HardLineBreak():
			w.spaced(" ")
			w.mark("br")
		case n.SoftLineBreak():
			w.spaced(" ")
		}
		return
	case *ast.String:
		w.text = appendSpaced(w.text, n.Value)
		return
	case *ast.CodeSpan:
		w.enclosed(CodeOpen, w.d.code(n), CodeClose)
		return
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		w.mark("pre")
		w.enclosed(CodeOpen, string(n.Lines().Value(w.d.src)), CodeClose)
		return
	case *ast.HTMLBlock, *ast.RawHTML:
		return // does not reach the page
	case *ast.AutoLink:
		w.enclosed(TargetOpen, string(n.URL(w.d.src)), TargetClose)
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
		w.mark("tab " + n.id)
		w.spaced(wordsIn([]byte(n.title)))
		w.spaced(" ")
	case *ast.ThematicBreak:
		form = "hr"
	case *extast.TableHeader, *extast.TableRow:
		form = "tr"
	case *extast.TableCell:
		form = "td"
	}
	if form != "" {
		w.mark(form)
	}
	w.children(n)
	if target != "" {
		w.enclosed(TargetOpen, target, TargetClose)
	}
	if n.Type() == ast.TypeBlock {
		w.spaced(" ")
	} else if form != "" {
		w.mark("/")
	}
}

func (w *normalizer) mark(form string) { w.enclosed(FormOpen, form, FormClose) }

// enclosed writes a text between two marks.
func (w *normalizer) enclosed(open byte, text string, end byte) {
	w.text = append(w.text, open)
	w.spaced(text)
	w.text = append(w.text, end)
}

// spaced writes a text with one space for several, line ends included. Spaces that do
// not break stay: they are typography.
func (w *normalizer) spaced(s string) { w.text = appendSpaced(w.text, s) }

func appendSpaced[T string | []byte](b []byte, s T) []byte {
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
	return b
}
