package prose

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"signpost/generator/internal/diag"
)

// Bold reports bold text that came apart, as machine translation leaves it:
// marks that mark nothing, and marks that cut through a word or a pair of
// brackets. They are warnings.
func (d *Document) Bold() diag.List {
	var l diag.List
	line := 0
	for _, p := range d.Parts() {
		if p.Kind == PartStray && p.Pos.Line != line { // one for a line: others follow from it
			line = p.Pos.Line
			l.Warn(p.Pos, "text-bold", "the marks ** mark nothing and stand in the text").Hint =
				"bold text has no blank inside its marks, and a blank or punctuation outside; a literal star is \\*"
		}
	}
	if d.root == nil {
		return l
	}
	_ = ast.Walk(d.root, func(n ast.Node, in bool) (ast.WalkStatus, error) {
		if e, ok := n.(*ast.Emphasis); ok && in && e.Level == 2 {
			d.boldCut(e, &l)
		}
		return ast.WalkContinue, nil
	})
	return l
}

// boldCut reports bold text that begins or ends inside a word, or inside a
// pair of brackets.
func (d *Document) boldCut(n *ast.Emphasis, l *diag.List) {
	start, end := d.span(n)
	if start < 2 || end+2 > len(d.src) {
		return
	}
	words := d.plain(n)
	if round, ok := unpaired(words); ok {
		l.Warn(d.pos(start-2), "text-bold", "the marks ** cut through a pair of brackets: %q", short(words)).Hint =
			fmt.Sprintf("put both %s inside the marks, or both outside", round)
		return
	}
	before, _ := utf8.DecodeLastRune(d.src[:start-2])
	first, _ := utf8.DecodeRune(d.src[start:])
	last, _ := utf8.DecodeLastRune(d.src[:end])
	after, _ := utf8.DecodeRune(d.src[end+2:])
	if joined(before, first) || joined(last, after) {
		l.Warn(d.pos(start-2), "text-bold", "the marks ** cut through a word: %q", short(words)).Hint = "put the whole word inside the marks, or outside"
	}
}

func joined(a, b rune) bool { return unicode.IsLetter(a) && unicode.IsLetter(b) }

// unpaired names the brackets of which a text has one without the other.
func unpaired(s string) (string, bool) {
	depth := 0
	for _, r := range s {
		switch r {
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				return "( and )", true
			}
		}
	}
	return "( and )", depth != 0
}

// span is where the text of an inline node begins and ends in the body; 0, 0
// where it is not known: its first or last child is no text.
func (d *Document) span(n ast.Node) (start, end int) {
	first, ok := n.FirstChild().(*ast.Text)
	if !ok {
		return 0, 0
	}
	last, ok := n.LastChild().(*ast.Text)
	if !ok {
		return 0, 0
	}
	return first.Segment.Start, last.Segment.Stop
}

func short(s string) string {
	r := []rune(strings.TrimSpace(s))
	if len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return string(r)
}
