package prose

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"signpost/generator/internal/diag"
)

// Choice is an item of a list that begins with an id in code:
//
//   - `partner` – We are a partner
//
//     A hint, in further paragraphs.
type Choice struct {
	ID  string
	Pos diag.Pos
	// Label is the text after the id, without markup.
	Label string
	// Links are the places of the links in the label.
	Links []diag.Pos

	label []ast.Node // inline nodes
	hint  []ast.Node // blocks
}

// Choices finds the list of choices in a section: the last list with an item
// that begins with an id in code. An item of it that does not has no ID. rest
// are the section's other blocks.
func (d *Document) Choices(s *Section) (choices []Choice, rest []ast.Node) {
	for i := len(s.blocks) - 1; i >= 0; i-- {
		list, ok := s.blocks[i].(*ast.List)
		if !ok {
			continue
		}
		if c := d.choices(list); c != nil {
			rest = append(rest, s.blocks[:i]...)
			return c, append(rest, s.blocks[i+1:]...)
		}
	}
	return nil, s.blocks
}

func (d *Document) choices(list *ast.List) []Choice {
	if !hasChoice(list) {
		return nil // as most lists
	}
	var out []Choice
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		para := item.FirstChild()
		if para == nil {
			out = append(out, Choice{Pos: d.pos(max(item.Pos(), 0))})
			continue
		}
		code, ok := para.FirstChild().(*ast.CodeSpan)
		if !ok {
			out = append(out, Choice{Pos: d.pos(max(item.Pos(), 0)), Label: d.plain(para)})
			continue
		}
		c := Choice{ID: d.code(code), label: d.afterDash(code)}
		if t, ok := code.FirstChild().(*ast.Text); ok {
			c.Pos = d.pos(t.Segment.Start)
		}
		for _, n := range c.label {
			c.Label += d.plainInline(n)
			c.Links = append(c.Links, d.linksIn(n, c.Pos)...)
		}
		c.Label = strings.TrimSpace(c.Label)
		for b := para.NextSibling(); b != nil; b = b.NextSibling() {
			c.hint = append(c.hint, b)
		}
		out = append(out, c)
	}
	return out
}

// hasChoice reports whether an item of a list begins with code.
func hasChoice(list *ast.List) bool {
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		if para := item.FirstChild(); para != nil {
			if _, ok := para.FirstChild().(*ast.CodeSpan); ok {
				return true
			}
		}
	}
	return false
}

// code is the text of a code span.
func (d *Document) code(n *ast.CodeSpan) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(bytes.ReplaceAll(t.Segment.Value(d.src), []byte("\n"), []byte(" ")))
		}
	}
	return strings.TrimSpace(b.String())
}

// afterDash lists the inline nodes after the id, without the dash between. The
// tree itself stays as it is.
func (d *Document) afterDash(code ast.Node) []ast.Node {
	var out []ast.Node
	for n := code.NextSibling(); n != nil; n = n.NextSibling() {
		out = append(out, n)
	}
	dashed := false
	for ; len(out) > 0; out = out[1:] {
		t, ok := out[0].(*ast.Text)
		if !ok {
			return out
		}
		v := t.Segment.Value(d.src)
		rest := bytes.TrimLeft(v, spaces)
		for _, dash := range []string{"–", "—", "-", ":"} {
			if after, ok := bytes.CutPrefix(rest, []byte(dash)); ok && !dashed {
				rest, dashed = bytes.TrimLeft(after, spaces), true
			}
		}
		if len(rest) == 0 {
			continue // the dash may stand on the next line
		}
		cut := ast.NewTextSegment(t.Segment.WithStart(t.Segment.Start + len(v) - len(rest)))
		cut.SetSoftLineBreak(t.SoftLineBreak())
		cut.SetHardLineBreak(t.HardLineBreak())
		out[0] = cut
		return out
	}
	return nil
}

// spaces may stand around the dash: also the no-break ones.
const spaces = " \t\u00a0\u2009\u202f"

// linksIn lists the places of the links in an inline node.
func (d *Document) linksIn(n ast.Node, near diag.Pos) []diag.Pos {
	var out []diag.Pos
	_ = ast.Walk(n, func(n ast.Node, in bool) (ast.WalkStatus, error) {
		if k := n.Kind(); in && (k == ast.KindLink || k == ast.KindAutoLink) {
			at := near
			if p := n.Pos(); p > 0 {
				at = d.pos(p)
			}
			out = append(out, at)
		}
		return ast.WalkContinue, nil
	})
	return out
}
