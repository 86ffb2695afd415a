package prose

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"signpost/generator/internal/diag"
)

// Object stands in a Line for what is no prose: code, an address, an image.
const Object = '\ufffc'

// Line is the words of a block that holds words, as a reader sees them: a
// paragraph, a heading, a cell; or of the title or the description.
type Line struct {
	// Section is the id of the section of level 2 that it stands in, Under that
	// of level 2 or 3; both are "" before the first heading, and "_title" and
	// "_description" of those.
	Section, Under string
	// Group numbers what belongs together: the lines of one paragraph, of one item of a
	// list that is not in another, of one row.
	Group   int
	Heading bool
	Text    string

	at     diag.Pos // of all of it, where pieces are none
	pieces []piece
	doc    *Document
}

// piece says that the text from an offset on stands in the source from another.
type piece struct{ text, source int }

// LineOf is a line of words that stand in no document, such as a string of the interface; all of it is at
// one place, and belongs to a section by itself.
func LineOf(text, section string, at diag.Pos) Line {
	return Line{Section: section, Under: section, Text: text, at: at}
}

// Pos is where the byte at an offset of Text stands in the file. Where the author wrote
// it in other characters, "&amp;", it is where these begin.
func (l *Line) Pos(offset int) diag.Pos {
	i := sort.Search(len(l.pieces), func(i int) bool { return l.pieces[i].text > offset }) - 1
	if i < 0 {
		return l.at
	}
	at := l.pieces[i].source
	if l.doc.verbatim(l, i) {
		at += offset - l.pieces[i].text
	}
	return l.doc.pos(at)
}

// verbatim reports whether piece i is written as it is read.
func (d *Document) verbatim(l *Line, i int) bool {
	end := len(l.Text)
	if i+1 < len(l.pieces) {
		end = l.pieces[i+1].text
	}
	s := l.Text[l.pieces[i].text:end]
	at := l.pieces[i].source
	return at+len(s) <= len(d.src) && string(d.src[at:at+len(s)]) == s
}

// Lines lists all words of the document that are prose, in order, those of the front matter first. Callers must
// not change them.
func (d *Document) Lines() []Line {
	w := liner{d: d, out: make([]Line, 0, 8+len(d.src)/64), pieces: make([]piece, 0, 8+len(d.src)/32)} // as most have
	for _, f := range []struct {
		id, text string
		at       diag.Pos
	}{{"_title", d.Front.Title, d.Front.titleAt}, {"_description", d.Front.Description, d.Front.descriptionAt}} {
		if f.text != "" {
			w.out = append(w.out, Line{Section: f.id, Under: f.id, Group: w.next(), Text: f.text, at: f.at, doc: d})
		}
	}
	if d.root != nil {
		for n := d.root.FirstChild(); n != nil; n = n.NextSibling() {
			w.next()
			w.block(n, 0)
		}
	}
	return w.out
}

// liner collects lines.
type liner struct {
	d              *Document
	out            []Line
	group          int
	section, under string

	text   []byte  // of the line that is being read
	pieces []piece // of all lines
}

func (w *liner) next() int { w.group++; return w.group }

// block adds the lines of a block; depth counts the lists it is in.
func (w *liner) block(n ast.Node, depth int) {
	switch n := n.(type) {
	case *ast.HTMLBlock, *ast.CodeBlock, *ast.FencedCodeBlock:
		return
	case *ast.Heading:
		if id, ok := n.AttributeString("id"); ok {
			w.under = id.(string)
			if n.Level == 2 {
				w.section = w.under
			}
		}
	case *ast.List:
		depth++
	case *ast.ListItem:
		if depth == 1 {
			w.next()
		}
	case *extast.TableHeader, *extast.TableRow:
		w.next()
	case *tab:
		w.out = append(w.out, Line{Section: w.section, Under: w.under, Group: w.group, Heading: true,
			Text: wordsIn([]byte(n.title)), at: w.d.pos(n.argAt), doc: w.d})
	}
	if first := n.FirstChild(); first != nil && first.Type() == ast.TypeInline {
		l := Line{Section: w.section, Under: w.under, Group: w.group, Heading: n.Kind() == ast.KindHeading, doc: w.d}
		from := len(w.pieces)
		w.text = w.text[:0]
		w.inline(n)
		l.pieces = slices.Clip(w.pieces[from:])
		if l.Text = string(w.text); strings.Trim(l.Text, " \n"+string(Object)) != "" {
			w.out = append(w.out, l)
		}
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if depth == 0 && !whole(n) {
			w.next()
		}
		w.block(c, depth)
	}
}

// whole reports whether all in a block belongs together.
func whole(n ast.Node) bool {
	switch n.Kind() {
	case ast.KindListItem, extast.KindTableHeader, extast.KindTableRow:
		return true
	}
	return false
}

// inline reads the words in a node.
func (w *liner) inline(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch t := c.(type) {
		case *ast.Text:
			w.piece(t.Segment.Start)
			if words := t.Segment.Value(w.d.src); plainly(words) {
				w.text = append(w.text, words...)
			} else {
				w.text = append(w.text, wordsIn(words)...)
			}
			if t.SoftLineBreak() || t.HardLineBreak() {
				w.piece(t.Segment.Stop)
				w.text = append(w.text, '\n')
			}
		case *ast.String:
			w.piece(max(t.Pos(), 0))
			w.text = append(w.text, t.Value...)
		case *ast.CodeSpan, *ast.AutoLink, *ast.Image:
			w.piece(max(c.Pos(), 0))
			w.text = utf8.AppendRune(w.text, Object)
		case *ast.RawHTML: // never reaches a page
		default:
			w.inline(c)
		}
	}
}

// piece says where what is read next stands.
func (w *liner) piece(source int) { w.pieces = append(w.pieces, piece{len(w.text), source}) }
