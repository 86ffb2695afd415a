package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// Extract is a piece of a document that a link can go to, as plain text: what
// stands under a heading of level 2 or 3, up to the next one.
type Extract struct {
	ID    string // "" for what stands before the first heading
	Title string // of the heading; "" with an empty ID
	Text  string // on one line; list items and cells are parted by " · "
}

// Extracts cuts the whole document. The first one has no ID, and its text may
// be empty.
func (d *Document) Extracts() []Extract {
	out := []Extract{{}}
	if d.root == nil {
		return out
	}
	var blocks []ast.Node
	end := func() { out[len(out)-1].Text, blocks = d.PlainBlocks(blocks), nil }
	for n := d.root.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok {
			if id, ok := h.AttributeString("id"); ok {
				end()
				out = append(out, Extract{ID: id.(string), Title: d.plain(h)})
				continue
			}
		}
		blocks = append(blocks, n)
	}
	end()
	return out
}

// PlainBlocks is the text of blocks, as Choices gives them, on one line.
func (d *Document) PlainBlocks(blocks []ast.Node) string {
	var parts []string
	for _, n := range blocks {
		if t := d.blockText(n); t != "" {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, " ")
}

// PlainSection is the text of a section without its heading.
func (d *Document) PlainSection(s *Section) string { return d.PlainBlocks(s.blocks) }

// PlainHint is the text of a choice's hint, "" where it has none.
func (d *Document) PlainHint(c Choice) string { return d.PlainBlocks(c.hint) }

// blockText is on one line, for those who look for words; Plain has a line for
// each paragraph, for those who read.
func (d *Document) blockText(n ast.Node) string {
	switch n := n.(type) {
	case *ast.HTMLBlock:
		return "" // does not reach the page
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		return oneLine(n.Lines().Value(d.src))
	}
	first := n.FirstChild()
	if first == nil {
		return ""
	}
	if first.Type() == ast.TypeInline {
		return oneLine(d.appendChildren(make([]byte, 0, 256), n))
	}
	var parts []string
	if t, ok := n.(*tab); ok {
		parts = append(parts, wordsIn([]byte(t.title)))
	}
	for c := first; c != nil; c = c.NextSibling() {
		if t := d.blockText(c); t != "" {
			parts = append(parts, t)
		}
	}
	switch n.(type) {
	case *ast.List, *extast.Table, *extast.TableRow, *extast.TableHeader:
		return strings.Join(parts, " · ")
	}
	return strings.Join(parts, " ")
}

// oneLine makes one space of what spaces of any kind there are in a row, and none at the ends. The bytes are its own from then on.
func oneLine(text []byte) string {
	out, space := text[:0], false
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text[i:])
		}
		if unicode.IsSpace(r) {
			space = true
		} else {
			if space && len(out) > 0 {
				out = append(out, ' ')
			}
			space = false
			out = append(out, text[i:i+size]...)
		}
		i += size
	}
	return string(out)
}
