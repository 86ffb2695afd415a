package prose

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// Piece is a run of words, or a mark between words: what a link, emphasis or a
// piece of code is for somebody who translates the words.
type Piece struct {
	Text string // words, where Mark is nil
	// Mark is what stands here instead; nil of words.
	Mark *Mark
	// Closes is whether a mark that spans words ends here.
	Closes bool
}

// MarkKind tells what a mark is.
type MarkKind string

// The kinds of marks. The first five span words, an image only where it has some.
const (
	MarkEmphasis MarkKind = "emphasis"
	MarkStrong   MarkKind = "strong"
	MarkStruck   MarkKind = "struck"
	MarkLink     MarkKind = "link"
	MarkImage    MarkKind = "image"
	MarkCode     MarkKind = "code"
	MarkBreak    MarkKind = "break"
	MarkAddress  MarkKind = "address"  // a link that is its own words: <https://…>
	MarkHTML     MarkKind = "html"     // a tag, which reaches no page
	MarkVariable MarkKind = "variable" // {{ .Count }}, in strings of the interface
)

// Mark is markup within a line. A mark that spans words is one value, which both
// its pieces point to.
type Mark struct {
	Kind  MarkKind
	Dest  string // of a link, image or address, as a browser reads it
	Title string // of a link or image; rare
	Text  string // of code, HTML, variables
	Spans bool   // whether words stand between two pieces of it
}

// Same reports whether two marks say the same.
func (m *Mark) Same(o *Mark) bool { return *m == *o }

// piecer makes pieces of inline nodes.
type piecer struct {
	d   *Document
	out []Piece
}

func (p *piecer) words(s string) { p.out = append(p.out, Piece{Text: s}) }

func (p *piecer) single(m Mark) { p.out = append(p.out, Piece{Mark: &m}) }

func (p *piecer) add(n ast.Node) {
	var m *Mark
	switch n := n.(type) {
	case *ast.Text:
		p.words(p.d.words(n))
		switch {
		case n.HardLineBreak():
			p.single(Mark{Kind: MarkBreak})
		case n.SoftLineBreak():
			p.words(" ")
		}
		return
	case *ast.String:
		p.words(string(n.Value))
		return
	case *ast.CodeSpan:
		p.single(Mark{Kind: MarkCode, Text: p.d.code(n)})
		return
	case *ast.AutoLink:
		p.single(Mark{Kind: MarkAddress, Dest: string(n.Label(p.d.src))})
		return
	case *ast.RawHTML:
		var b strings.Builder
		for i := range n.Segments.Len() {
			s := n.Segments.At(i)
			b.Write(s.Value(p.d.src))
		}
		p.single(Mark{Kind: MarkHTML, Text: b.String()})
		return
	case *ast.Link:
		m = &Mark{Kind: MarkLink, Dest: destination(n), Title: wordsIn(n.Title)}
	case *ast.Image:
		m = &Mark{Kind: MarkImage, Dest: addressOf(n.Destination), Title: wordsIn(n.Title)}
	case *ast.Emphasis:
		if m = (&Mark{Kind: MarkEmphasis}); n.Level == 2 {
			m.Kind = MarkStrong
		}
	case *extast.Strikethrough:
		m = &Mark{Kind: MarkStruck}
	}
	if m != nil && n.FirstChild() == nil {
		p.single(*m)
		return
	}
	if m != nil {
		m.Spans = true
		p.out = append(p.out, Piece{Mark: m})
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		p.add(c)
	}
	if m != nil {
		p.out = append(p.out, Piece{Mark: m, Closes: true})
	}
}

// Tidy gives pieces the form that the same text has always: runs of blanks are
// one, none stand at the ends, beside a line break, or just inside emphasis, words
// are not cut where nothing stands between.
func Tidy(pieces []Piece) []Piece {
	out := slices.Clone(pieces)
	blank := func(r byte) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }
	// Blanks move out of marks that cannot begin or end with one.
	for changed := true; changed; {
		changed = false
		for i := 0; i+1 < len(out); i++ {
			a, b := out[i], out[i+1]
			switch {
			case a.Mark != nil && a.Mark.Spans && !a.Closes && b.Mark == nil && b.Text != "" && blank(b.Text[0]):
				out[i+1].Text = strings.TrimLeft(b.Text, " \t\n\r")
				out = slices.Insert(out, i, Piece{Text: " "})
				changed = true
			case a.Mark == nil && a.Text != "" && blank(a.Text[len(a.Text)-1]) && b.Mark != nil && b.Closes:
				out[i].Text = strings.TrimRight(a.Text, " \t\n\r")
				out = slices.Insert(out, i+2, Piece{Text: " "})
				changed = true
			}
		}
	}
	var tidy []Piece
	after := true // a blank, or the beginning
	for _, p := range out {
		if p.Mark != nil {
			if p.Mark.Kind == MarkBreak {
				tidy = trimEnd(tidy)
				after = true
			} else if !p.Mark.Spans {
				after = false
			}
			tidy = append(tidy, p)
			continue
		}
		text := normalInner(p.Text)
		if after {
			text = strings.TrimPrefix(text, " ")
		}
		if text == "" {
			continue
		}
		after = text[len(text)-1] == ' '
		if n := len(tidy); n > 0 && tidy[n-1].Mark == nil {
			tidy[n-1].Text += text
			continue
		}
		tidy = append(tidy, Piece{Text: text})
	}
	return trimEnd(tidy)
}

// trimEnd takes the blank off the end of the last words, also where marks that
// close stand behind them.
func trimEnd(pieces []Piece) []Piece {
	for i := len(pieces) - 1; i >= 0; i-- {
		p := &pieces[i]
		if p.Mark != nil {
			if p.Mark.Spans {
				continue
			}
			break
		}
		if p.Text = strings.TrimSuffix(p.Text, " "); p.Text != "" {
			break
		}
		pieces = slices.Delete(pieces, i, i+1)
	}
	return pieces
}

// normalInner makes one blank of several, and leaves one at each end.
func normalInner(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		if r == ' ' || r == '\t' || r == '\n' || r == '\r' {
			space = true
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	if space {
		b.WriteByte(' ')
	}
	return b.String()
}

// Equal reports whether two lists of pieces say the same.
func Equal(a, b []Piece) bool {
	return slices.EqualFunc(a, b, func(x, y Piece) bool {
		switch {
		case (x.Mark == nil) != (y.Mark == nil):
			return false
		case x.Mark == nil:
			return x.Text == y.Text
		}
		return x.Closes == y.Closes && x.Mark.Same(y.Mark)
	})
}

// WordsOf is the text of pieces without their marks.
func WordsOf(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		switch {
		case p.Mark == nil:
			b.WriteString(p.Text)
		case p.Mark.Kind == MarkBreak:
			b.WriteByte(' ')
		}
	}
	return b.String()
}
