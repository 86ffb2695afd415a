package prose

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/text"

	"signpost/generator/internal/diag"
)

// Markdown writes the words of a segment as Markdown that is read as the same
// pieces. prefix begins each line but the first. false where no Markdown of
// ours says that: bold that begins inside a word before a bracket, say.
func Markdown(kind SegmentKind, pieces []Piece, prefix string) (string, bool) {
	pieces = Tidy(pieces)
	if len(pieces) == 0 {
		return "", false
	}
	// As it is, if it can be read so; else with backslashes; else with the other
	// sign of emphasis.
	for _, way := range []writer{{emphasis: "*"}, {emphasis: "*", escape: true}, {emphasis: "_", escape: true}} {
		way.cell = kind == SegmentCell
		s, ok := way.write(pieces)
		if ok && Equal(reread(kind, s), pieces) {
			return strings.ReplaceAll(s, "\n", "\n"+prefix), true
		}
	}
	return "", false
}

// Prefix is what begins the second line of a segment that begins at start: the
// marks of quotations, blanks for those of lists.
func Prefix(src []byte, start int) string {
	line := src[bytes.LastIndexByte(src[:start], '\n')+1 : start]
	var b strings.Builder
	for _, r := range string(line) {
		if r != '>' && r != '\t' {
			r = ' '
		}
		b.WriteRune(r)
	}
	return b.String()
}

// reread reads the words of a segment that stands alone; nil where it is read as
// something else.
func reread(kind SegmentKind, s string) []Piece {
	before, after := "", "\n"
	switch kind {
	case SegmentHeading:
		if strings.Contains(s, "\n") {
			return nil
		}
		before, after = "## ", " {#x}\n"
	case SegmentCell:
		if strings.Contains(s, "\n") {
			return nil
		}
		before, after = "| ", " |\n|---|\n"
	case SegmentTab:
		if strings.Contains(s, "\n") {
			return nil
		}
		before, after = "> [!TAB x] ", "\n> y\n"
	case SegmentAnswer:
		before, s = "- `x` – ", strings.ReplaceAll(s, "\n", "\n  ")
	case SegmentItem:
		before, s = "- ", strings.ReplaceAll(s, "\n", "\n  ")
	}
	src := []byte("\n" + before + s + after)
	d := &Document{src: src, byID: map[string]*Section{}, Intro: &Section{}}
	d.ids, d.tabIDs = map[string]diag.Pos{}, map[string]bool{}
	d.root = markdown().Parse(text.NewReader(src))
	d.cut(new(diag.List))
	section := d.Intro
	if kind == SegmentHeading {
		section = d.byID["x"]
	}
	if section == nil {
		return nil
	}
	c := divider{d: d, div: Division{ID: "x"}}
	c.section(section, kind == SegmentAnswer)
	want := map[SegmentKind]string{SegmentHeading: "h2#x", SegmentParagraph: "p", SegmentItem: "ul(li(p))", SegmentAnswer: "answers(x())",
		SegmentCell: "Table(TableHeader(td))", SegmentTab: "Tabs(tab x(p))"}[kind]
	if c.shape.String() != want || len(c.div.Segments) == 0 {
		return nil
	}
	return c.div.Segments[0].Pieces
}

// writer writes pieces in one of several ways.
type writer struct {
	b        strings.Builder
	emphasis string
	escape   bool
	cell     bool
}

func (w *writer) write(pieces []Piece) (string, bool) {
	for i, p := range pieces {
		switch m := p.Mark; {
		case m == nil:
			w.words(p.Text, i == 0 || pieces[i-1].Mark != nil && pieces[i-1].Mark.Kind == MarkBreak)
		case !w.mark(m, p.Closes):
			return "", false
		}
	}
	return w.b.String(), true
}

func (w *writer) mark(m *Mark, closes bool) bool {
	switch m.Kind {
	case MarkEmphasis:
		w.b.WriteString(w.emphasis)
	case MarkStrong:
		w.b.WriteString("**")
	case MarkStruck:
		w.b.WriteString("~~")
	case MarkLink, MarkImage:
		if !closes {
			if m.Kind == MarkImage {
				w.b.WriteByte('!')
			}
			w.b.WriteByte('[')
		}
		if closes || !m.Spans {
			w.b.WriteString("](" + w.address(m) + ")")
		}
	case MarkCode:
		w.code(m.Text)
	case MarkBreak:
		w.b.WriteString("\\\n")
	case MarkAddress:
		w.b.WriteString("<" + m.Dest + ">")
	case MarkHTML:
		w.b.WriteString(m.Text)
	default:
		return false
	}
	return true
}

// address writes where a link leads, and its title.
func (w *writer) address(m *Mark) string {
	s := strings.NewReplacer("\\", "\\\\", "&", "&amp;").Replace(m.Dest)
	if !strings.Contains(m.Dest, "\\") && addressOf([]byte(m.Dest)) == m.Dest {
		s = m.Dest
	}
	if strings.ContainsAny(s, " ()") {
		s = "<" + strings.NewReplacer("<", "\\<", ">", "\\>").Replace(s) + ">"
	}
	if w.cell {
		s = strings.ReplaceAll(s, "|", "\\|")
	}
	if m.Title != "" {
		s += ` "` + strings.NewReplacer("\\", "\\\\", `"`, `\"`).Replace(m.Title) + `"`
	}
	return s
}

func (w *writer) code(s string) {
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	if w.cell {
		s = strings.ReplaceAll(s, "|", "\\|")
	}
	w.b.WriteString(fence + s + fence)
}

// words writes words; first is whether a line begins with them.
func (w *writer) words(s string, first bool) {
	for i, r := range s {
		switch {
		case w.cell && r == '|':
			w.b.WriteByte('\\')
		case !w.escape:
		case strings.ContainsRune("\\`*_[]<>~&!#{", r):
			w.b.WriteByte('\\')
		case first && i == 0 && strings.ContainsRune("+-=|:", r):
			w.b.WriteByte('\\')
		case first && (r == '.' || r == ')') && i > 0 && strings.Trim(s[:i], "0123456789") == "":
			w.b.WriteByte('\\')
		}
		w.b.WriteRune(r)
	}
}
