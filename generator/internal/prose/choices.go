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

	label []ast.Node // inline nodes
	hint  []ast.Node // blocks
}

// Choices finds the list of choices in a section: the last list all of whose
// items begin with an id in code. rest are the section's other blocks.
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
	var out []Choice
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		para := item.FirstChild()
		if para == nil {
			return nil
		}
		code, ok := para.FirstChild().(*ast.CodeSpan)
		if !ok {
			return nil
		}
		c := Choice{ID: d.code(code), label: d.afterDash(code)}
		if t, ok := code.FirstChild().(*ast.Text); ok {
			c.Pos = d.pos(t.Segment.Start)
		}
		for _, n := range c.label {
			c.Label += d.plainInline(n)
		}
		c.Label = strings.TrimSpace(c.Label)
		for b := para.NextSibling(); b != nil; b = b.NextSibling() {
			c.hint = append(c.hint, b)
		}
		out = append(out, c)
	}
	return out
}

// code is the text of a code span.
func (d *Document) code(n *ast.CodeSpan) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(d.src))
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
	if len(out) == 0 {
		return nil
	}
	t, ok := out[0].(*ast.Text)
	if !ok {
		return out
	}
	v := t.Segment.Value(d.src)
	rest := bytes.TrimLeft(v, " \u00a0")
	for _, dash := range []string{"–", "—", "-", ":"} {
		if after, ok := bytes.CutPrefix(rest, []byte(dash)); ok {
			rest = bytes.TrimLeft(after, " \u00a0")
			break
		}
	}
	cut := ast.NewTextSegment(t.Segment.WithStart(t.Segment.Start + len(v) - len(rest)))
	cut.SetSoftLineBreak(t.SoftLineBreak())
	cut.SetHardLineBreak(t.HardLineBreak())
	out[0] = cut
	return out
}
