package prose

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Run is part of a line of text: words as they stand in the file.
type Run struct {
	// Text is what a reader sees: words; a line feed where the line of the file
	// ends; U+FFFC for what is no text: code, an address, an image, HTML.
	Text string
	// Start and End are the bytes of the file's body that Text stands for: see
	// Body. They are as many as Text has where Literal is true, which is not so
	// of a line's end, of "&amp;" and of "\*".
	Start, End int
	Literal    bool
	// Marked is whether the words are emphasised (*one star*): words of another
	// language, names.
	Marked bool
}

// Runs lists the words of the document in order, as far as they are text: for each
// paragraph, heading, item or cell its runs.
func (d *Document) Runs() [][]Run {
	if d.root == nil {
		return nil
	}
	var out [][]Run
	all := make([]Run, 0, 8+len(d.src)/32) // as most have
	_ = ast.Walk(d.root, func(n ast.Node, in bool) (ast.WalkStatus, error) {
		if !in || n.Type() != ast.TypeBlock {
			return ast.WalkContinue, nil
		}
		if t, ok := n.(*tab); ok {
			out = append(out, d.tabTitle(t))
			return ast.WalkContinue, nil
		}
		first := n.FirstChild()
		if n.IsRaw() || first == nil || first.Type() != ast.TypeInline {
			return ast.WalkContinue, nil
		}
		from := len(all)
		for c := first; c != nil; c = c.NextSibling() {
			all = d.runs(all, c, false)
		}
		out = append(out, slices.Clip(all[from:]))
		return ast.WalkSkipChildren, nil
	})
	return out
}

// Shape tells the structure of the document: the forms of its blocks and lines,
// one in another, without words. Two texts of one shape are read alike.
func (d *Document) Shape() string {
	if d.root == nil {
		return ""
	}
	var b strings.Builder
	_ = ast.Walk(d.root, func(n ast.Node, in bool) (ast.WalkStatus, error) {
		switch t, ok := n.(*ast.Text); {
		case ok && in && t.HardLineBreak():
			b.WriteString("\\")
		case ok && in && t.SoftLineBreak():
			b.WriteString("/")
		case ok:
		case in:
			b.WriteString("(" + n.Kind().String())
			if e, ok := n.(*ast.Emphasis); ok {
				b.WriteByte(byte('0' + e.Level))
			}
		default:
			b.WriteByte(')')
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// Body is the text that offsets of Runs and Parts count in: the file, in
// which line feeds stand for the lines of the front matter.
func (d *Document) Body() []byte { return d.src }

// tabTitle is the words of a tab, as far as they stand in the file as such.
func (d *Document) tabTitle(t *tab) []Run {
	at := t.argAt + len(t.id)
	if i := bytes.Index(d.src[min(at, len(d.src)):], []byte(t.title)); i >= 0 && t.title != "" && !strings.ContainsAny(t.title, "\\&") {
		return []Run{{Text: t.title, Start: at + i, End: at + i + len(t.title), Literal: true}}
	}
	return nil
}

func (d *Document) runs(l []Run, n ast.Node, marked bool) []Run {
	switch n := n.(type) {
	case *ast.Text:
		l = d.textRuns(l, n.Segment.Start, n.Segment.Stop, marked)
		switch {
		case n.HardLineBreak():
			l = append(l, Run{Text: "\u2028", Start: n.Segment.Stop, End: n.Segment.Stop})
		case n.SoftLineBreak():
			l = append(l, Run{Text: "\n", Start: n.Segment.Stop, End: n.Segment.Stop})
		}
		return l
	case *ast.CodeSpan, *ast.AutoLink, *ast.RawHTML, *ast.String:
		return append(l, Run{Text: string(Object)})
	case *ast.Image: // its words are an attribute, and text all the same
		l = append(l, Run{Text: string(Object)})
	case *ast.Link:
		if !n.HasChildren() { // without words, and reported
			return append(l, Run{Text: string(Object)})
		}
	case *ast.Emphasis:
		marked = marked || n.Level == 1
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		l = d.runs(l, c, marked)
	}
	if n.Kind() == ast.KindImage {
		l = append(l, Run{Text: string(Object)})
	}
	return l
}

// textRuns cuts a text where what is written is not what is read.
func (d *Document) textRuns(l []Run, start, stop int, marked bool) []Run {
	for at := start; at < stop; {
		i := bytes.IndexAny(d.src[at:stop], "\\&\x00")
		end := stop
		if i >= 0 {
			end = at + i
		}
		if end > at {
			l = append(l, Run{Text: string(d.src[at:end]), Start: at, End: end, Literal: true, Marked: marked})
		}
		if i < 0 {
			break
		}
		n := 1
		switch d.src[end] {
		case '\\':
			n = min(2, stop-end)
		case '&':
			if k := bytes.IndexByte(d.src[end:min(end+40, stop)], ';'); k > 0 && wordsIn(d.src[end:end+k+1]) != string(d.src[end:end+k+1]) {
				n = k + 1
			}
		}
		words := wordsIn(d.src[end : end+n])
		l = append(l, Run{Text: words, Start: end, End: end + n, Literal: words == string(d.src[end:end+n]), Marked: marked})
		at = end + n
	}
	return l
}
