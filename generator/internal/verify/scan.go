package verify

import (
	"bytes"
	"cmp"
	"fmt"
	"html"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	xhtml "golang.org/x/net/html"
)

// scanner reads one file after another; each goroutine has its own.
type scanner struct {
	site  *site
	words map[string]string // one copy of each target
	buf   []byte
	attrs []attr
	input bytes.Reader

	pieces func(path string, piece func(start int, text []byte))
	known  map[pieceKey]*piece // of earlier checks; only read
	fresh  map[pieceKey]*piece
	round  int64

	path, dir string // dir is "" or ends with a slash
	data      []byte
	facts     *facts
	links     []link
	problems  []problem
	page      pageState

	foreigners [][]byte // absolute addresses since a piece began
	rooted     bool     // whether an address since then depends on where the site lies on its host
}

// pageState is where the scanner stands within a page.
type pageState struct {
	ids      []idAt
	suspect  bool // the bytes hold a leftover, perhaps in code
	code     int  // depth of code, pre, kbd, samp
	template int
	svg      int
	raw      string // the raw text element whose text comes next

	policy                                   string
	doctype, charset, html, csp, titleFilled bool
	early                                    int // offset of the first of script, link, style without policy before, or -1
	titles, headings, mains                  int
	link                                     openLink

	// Of structured data: what people must find on the page, the ids of things, and those that are named.
	told           []told
	claimed, named []string
}

type idAt struct {
	id  string
	off int
}

// openLink is the <a href> the scanner is in.
type openLink struct {
	open, named bool
	off         int
}

// scan gives the facts of one file.
func (s *scanner) scan(p string, kind fileKind, data []byte) *facts {
	s.path, s.dir, s.data = p, "", data
	if d := path.Dir(p); d != "." {
		s.dir = d + "/"
	}
	s.facts, s.links, s.problems = &facts{kind: kind}, s.links[:0], s.problems[:0]
	ids := s.page.ids[:0]
	s.page = pageState{ids: ids, early: -1}
	if !utf8.Valid(data) {
		s.problem(invalidAt(data), "out-markup", "the file is not UTF-8")
	}
	switch kind {
	case kindStyle:
		s.css(data, 0)
	case kindXML:
		s.xml(data)
	case kindText:
		s.plainText(data)
	case kindScript:
		s.scriptFile(data)
	default:
		s.markup()
		s.settleIDs()
		if kind == kindPage {
			s.settlePage()
		}
	}
	s.facts.links = slices.Clone(s.links)
	s.facts.diags = report(p, data, s.problems)
	return s.facts
}

// problem notes what is wrong at a byte offset; the pointer is good until the
// next call.
func (s *scanner) problem(off int, code, format string, args ...any) *problem {
	s.problems = append(s.problems, problem{off: off, code: code, message: fmt.Sprintf(format, args...), other: -1})
	return &s.problems[len(s.problems)-1]
}

// word gives one lasting copy of b.
func (s *scanner) word(b []byte) string {
	if w, ok := s.words[string(b)]; ok {
		return w
	}
	w := string(b)
	s.words[w] = w
	return w
}

func invalidAt(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// markup walks the tokens of a page or drawing.
func (s *scanner) markup() {
	s.page.suspect = hasLeftover(s.data)
	z, r := s.tokens(0), s.piecesOf(s.path)
	defer r.end(s)
	for off := 0; ; {
		kind := z.Next()
		raw := s.data[off:min(off+len(z.Raw()), len(s.data))]
		switch kind {
		case xhtml.ErrorToken:
			if off < len(s.data) {
				s.problem(off, "out-markup", "the file ends within a tag")
			}
			return
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			s.start(z, raw, off, kind == xhtml.SelfClosingTagToken)
		case xhtml.EndTagToken:
			s.end(tagName(raw))
		case xhtml.TextToken:
			s.text(raw, off)
		case xhtml.DoctypeToken:
			s.page.doctype = s.page.doctype || !s.page.html
		case xhtml.CommentToken:
			s.comment(raw, off)
		}
		off += len(raw)
		if kind == xhtml.EndTagToken && len(r.pieces) > 0 {
			if next := r.at(s, off); next != off {
				z, off = s.tokens(next), next
			}
		}
	}
}

// text looks at what a reader sees, and at the text of title and style.
func (s *scanner) text(raw []byte, off int) {
	pg := &s.page
	in := pg.raw
	pg.raw = ""
	switch in {
	case "script":
		return
	case "own":
		s.ownHash(raw, off)
		return
	case "ld":
		s.structured(raw, off)
		return
	case "style":
		s.css(raw, off)
		return
	case "title":
		if pg.svg == 0 && hasWords(raw) {
			pg.titleFilled = true
		}
	}
	if pg.link.open && !pg.link.named && hasWords(raw) {
		pg.link.named = true
	}
	if pg.suspect && pg.code == 0 {
		s.leftover(raw, off, true)
	}
}

// hasWords reports whether raw text holds more than spaces.
func hasWords(raw []byte) bool {
	raw = bytes.TrimSpace(raw)
	if bytes.IndexByte(raw, '&') < 0 {
		return len(raw) > 0
	}
	return strings.TrimSpace(html.UnescapeString(string(raw))) != ""
}

func (s *scanner) comment(raw []byte, off int) {
	switch {
	case s.facts.kind == kindImage && off == 0 && bytes.HasPrefix(raw, []byte("<?xml")):
	case !bytes.HasPrefix(raw, []byte("<!--")):
		s.problem(off, "out-markup", "%s is no markup", quote(raw))
	case bytes.Contains(raw, []byte("raw HTML omitted")):
		s.problem(off, "out-leftover", "HTML in the text was left out here")
	case s.page.suspect:
		s.leftover(raw, off, false)
	}
}

// end closes what start opened.
func (s *scanner) end(name []byte) {
	pg := &s.page
	switch string(name) {
	case "code", "pre", "kbd", "samp":
		pg.code = max(0, pg.code-1)
	case "template":
		pg.template = max(0, pg.template-1)
	case "svg":
		pg.svg = max(0, pg.svg-1)
	case "script", "style", "title", "textarea":
		pg.raw = ""
	case "a":
		s.closeLink()
	}
}

func (s *scanner) closeLink() {
	l := &s.page.link
	if l.open && !l.named && s.page.template == 0 {
		s.problem(l.off, "out-link-text", "the link has no words").
			hint = "give it text, or an image in it an alt"
	}
	*l = openLink{}
}

// settleIDs reports repeated ids and leaves the sorted ones.
func (s *scanner) settleIDs() {
	ids := s.page.ids
	slices.SortFunc(ids, func(a, b idAt) int { return cmp.Or(strings.Compare(a.id, b.id), a.off-b.off) })
	s.facts.ids = make([]string, 0, len(ids))
	first := 0
	for i, v := range ids {
		if i > 0 && v.id == ids[first].id {
			p := s.problem(v.off, "out-duplicate-id", "id %s is given twice in this page", quote(v.id))
			p.other, p.note = ids[first].off, "first given here"
			continue
		}
		first = i
		s.facts.ids = append(s.facts.ids, v.id)
	}
}
