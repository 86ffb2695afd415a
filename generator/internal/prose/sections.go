package prose

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"signpost/generator/internal/diag"
)

// named reports sections that the front matter names and the text does not
// have, or has without a word.
func (d *Document) named(l *diag.List) {
	var ids []string
	for _, h := range d.Headings {
		ids = append(ids, h.ID)
	}
	for _, n := range d.Front.sections {
		switch {
		case !d.Has(n.Value):
			l.Add(n.Pos, "text-front-matter", "the text has no section %q", n.Value).HintNearest(n.Value, ids)
		default:
			for _, h := range d.Below(n.Value) {
				if d.Plain(h.ID) == "" {
					l.Add(h.Pos, "text-front-matter", "the front matter names section %q, and there is no text in it", h.ID).Hint =
						"write the text, or take the section out of the front matter"
				}
			}
		}
	}
}

// Below returns the headings of level 3 within a section of level 2, or the
// section itself where it has none.
func (d *Document) Below(id string) []Heading {
	var out []Heading
	for i, h := range d.Headings {
		if h.ID != id {
			continue
		}
		for _, sub := range d.Headings[i+1:] {
			if sub.Level <= h.Level {
				break
			}
			out = append(out, sub)
		}
		if len(out) == 0 {
			out = append(out, h)
		}
		break
	}
	return out
}

// Plain is the text of a section of level 2 or 3 with all below it, without
// its own heading and without markup; a line for each paragraph, item and row.
func (d *Document) Plain(id string) string {
	if d.root == nil {
		return ""
	}
	var lines []string
	level := 0
	for n := d.root.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok {
			if level > 0 && h.Level <= level {
				break
			}
			if own, ok := h.AttributeString("id"); ok && level == 0 && own == id {
				level = h.Level
				continue
			}
		}
		if level > 0 {
			lines = d.lines(lines, n, "")
		}
	}
	return strings.Join(lines, "\n")
}

// lines adds the text of a block.
func (d *Document) lines(out []string, n ast.Node, mark string) []string {
	add := func(text string) {
		if text != "" {
			out = append(out, mark+text)
			mark = ""
		}
	}
	switch t := n.(type) {
	case *ast.Paragraph, *ast.TextBlock, *ast.Heading:
		add(d.plain(n))
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		add(strings.TrimRight(string(n.Lines().Value(d.src)), "\n"))
	case *ast.List:
		number := t.Start
		for item := t.FirstChild(); item != nil; item = item.NextSibling() {
			sign := "– "
			if t.IsOrdered() {
				sign = fmt.Sprintf("%d. ", number)
				number++
			}
			out = d.lines(out, item, mark+sign)
			mark = ""
		}
	case *extast.TableHeader, *extast.TableRow:
		var cells []string
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			cells = append(cells, d.plain(c))
		}
		add(strings.Join(cells, " | "))
	default:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if c.Type() == ast.TypeBlock {
				before := len(out)
				if out = d.lines(out, c, mark); len(out) > before {
					mark = ""
				}
			}
		}
	}
	return out
}
