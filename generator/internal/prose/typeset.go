package prose

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	gmhtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// What Typeset is given for parts that are no text, and where a line was ended
// by hand.
const (
	object    = "\ufffc"
	lineBreak = "\u2028"
)

// text writes a text, typeset together with all that stands in its line: a rule
// may look at the words on both sides of a link, or of emphasis.
func (r *Renderer) text(w util.BufWriter, src []byte, node ast.Node, in bool) (ast.WalkStatus, error) {
	if !in {
		return ast.WalkContinue, nil
	}
	n := node.(*ast.Text)
	set, ok := r.lines[n]
	if !ok && r.Typeset != nil {
		r.line(inlines(blockOf(n)))
		set, ok = r.lines[n]
	}
	if ok && !strings.ContainsAny(set, "<>&\"\x00") {
		w.WriteString(set) // as almost all
	} else if ok {
		w.Write(util.EscapeHTML([]byte(set)))
	} else {
		gmhtml.DefaultWriter.Write(w, n.Segment.Value(src))
		if n.SoftLineBreak() {
			w.WriteString("\n")
		}
	}
	if n.HardLineBreak() {
		w.WriteString("<br>\n")
	}
	return ast.WalkContinue, nil
}

// blockOf is the block that an inline node stands in.
func blockOf(n ast.Node) ast.Node {
	for p := n.Parent(); p != nil; p = p.Parent() {
		n = p
		if p.Type() == ast.TypeBlock {
			break
		}
	}
	return n
}

func inlines(block ast.Node) []ast.Node {
	var out []ast.Node
	for n := block.FirstChild(); n != nil; n = n.NextSibling() {
		out = append(out, n)
	}
	return out
}

// line typesets the texts in some inline nodes that make one line, and keeps
// them for when they are written.
func (r *Renderer) line(nodes []ast.Node) {
	var parts []string
	var texts []*ast.Text // by part; nil for an object
	for _, top := range nodes {
		_ = ast.Walk(top, func(n ast.Node, in bool) (ast.WalkStatus, error) {
			if !in {
				return ast.WalkContinue, nil
			}
			switch t := n.(type) {
			case *ast.Text:
				s := r.doc.words(t)
				switch {
				case t.HardLineBreak():
					s += lineBreak
				case t.SoftLineBreak():
					s += "\n"
				}
				parts, texts = append(parts, s), append(texts, t)
			case *ast.CodeSpan, *ast.AutoLink, *ast.Image:
				parts, texts = append(parts, object), append(texts, nil)
				return ast.WalkSkipChildren, nil
			case *ast.RawHTML: // never written
				return ast.WalkSkipChildren, nil
			}
			return ast.WalkContinue, nil
		})
	}
	if r.lines == nil {
		r.lines = map[*ast.Text]string{}
	}
	for i, s := range r.Typeset(parts) {
		if t := texts[i]; t != nil {
			if t.HardLineBreak() {
				s = strings.TrimSuffix(s, lineBreak)
			}
			r.lines[t] = s
		}
	}
}

// title typesets words of a page that stand alone.
func (r *Renderer) title(s string) string {
	if r.Typeset == nil {
		return s
	}
	return r.Typeset([]string{s})[0]
}
