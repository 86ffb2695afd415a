package prose

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"signpost/generator/internal/diag"
)

// Audiences are those that a zone can be for.
func Audiences() []string { return []string{"customer", "partner", "trainee"} }

var (
	kindZone = ast.NewNodeKind("Zone")
	kindTabs = ast.NewNodeKind("Tabs")
	kindTab  = ast.NewNodeKind("Tab")
)

// zone is a block quotation that begins with [!FOR audience]: a passage for one
// audience.
type zone struct {
	ast.BaseBlock
	audience string // as written
	at       int    // offset of the mark, argAt that of the audience
	argAt    int
	words    bool // words stand behind the mark
}

// tabs are block quotations one after the other that begin with [!TAB id]: what
// stands for the same thing in different cases.
type tabs struct {
	ast.BaseBlock
	at int // offset of the first mark
}

// tab is one of them.
type tab struct {
	ast.BaseBlock
	id     string // as written
	title  string // source text behind the mark
	marked bool   // the title holds markup
	anchor bool   // the id is that of a place on the page: the first tab that has it
	at     int    // offset of the mark, argAt that of the id
	argAt  int
}

// Kind implements ast.Node.
func (*zone) Kind() ast.NodeKind { return kindZone }

// Kind implements ast.Node.
func (*tabs) Kind() ast.NodeKind { return kindTabs }

// Kind implements ast.Node.
func (*tab) Kind() ast.NodeKind { return kindTab }

// Dump implements ast.Node.
func (z *zone) Dump(src []byte, level int) {
	ast.DumpHelper(z, src, level, map[string]string{"audience": z.audience}, nil)
}

// Dump implements ast.Node.
func (t *tabs) Dump(src []byte, level int) { ast.DumpHelper(t, src, level, nil, nil) }

// Dump implements ast.Node.
func (t *tab) Dump(src []byte, level int) {
	ast.DumpHelper(t, src, level, map[string]string{"id": t.id, "title": t.title}, nil)
}

// markLine is a first line such as "[!FOR partner]" or "[!TAB azure] Azure".
var markLine = regexp.MustCompile(`^\[!([A-Za-z]+)(?:[ \t]+([^\]\n]*))?\][ \t]*([^\n]*)\n?$`)

// markOf reads the mark that a quotation begins with; nil where it has none. m
// holds pairs of offsets into first's text: all, word, argument, words behind.
func markOf(q *ast.Blockquote, src []byte) (first text.Segment, m []int) {
	p, ok := q.FirstChild().(*ast.Paragraph)
	if !ok || p.Lines().Len() == 0 {
		return first, nil
	}
	first = p.Lines().At(0)
	return first, markLine.FindSubmatchIndex(first.Value(src))
}

// zones turns marked quotations into zones and tabs.
type zones struct{}

// Transform implements parser.ASTTransformer.
func (zones) Transform(doc *ast.Document, reader text.Reader, _ parser.Context) {
	src := reader.Source()
	for _, q := range quotes(doc) {
		first, m := markOf(q, src)
		if m == nil {
			continue
		}
		part := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return string(first.Value(src)[m[2*i]:m[2*i+1]])
		}
		argAt := first.Start
		if m[4] >= 0 {
			argAt += m[4]
		}
		switch part(1) {
		case "FOR":
			z := &zone{audience: strings.TrimSpace(part(2)), at: first.Start, argAt: argAt, words: part(3) != ""}
			become(q, z, first)
		case "TAB":
			t := &tab{id: strings.TrimSpace(part(2)), title: strings.TrimSpace(part(3)), at: first.Start, argAt: argAt}
			before := q.PreviousSibling()
			t.marked = become(q, t, first)
			set, ok := before.(*tabs)
			if !ok {
				set = &tabs{at: first.Start}
				t.Parent().ReplaceChild(t.Parent(), t, set)
			} else {
				t.Parent().RemoveChild(t.Parent(), t)
			}
			set.AppendChild(set, t)
		}
	}
}

// quotes lists the block quotations, outer ones before those within.
func quotes(doc ast.Node) []*ast.Blockquote {
	var out []*ast.Blockquote
	_ = ast.Walk(doc, func(n ast.Node, in bool) (ast.WalkStatus, error) {
		if q, ok := n.(*ast.Blockquote); ok && in {
			out = append(out, q)
		}
		return ast.WalkContinue, nil
	})
	return out
}

// become puts a block in the place of a quotation, with all it holds but its
// first line. It reports whether that line has markup.
func become(q *ast.Blockquote, block ast.Node, first text.Segment) (markup bool) {
	p := q.FirstChild()
	for n := p.FirstChild(); n != nil; {
		next := n.NextSibling()
		switch at := textStart(n); {
		case at < 0 || at >= first.Stop:
		default:
			if _, plain := n.(*ast.Text); !plain {
				markup = true
			}
			p.RemoveChild(p, n)
		}
		n = next
	}
	if p.ChildCount() == 0 {
		q.RemoveChild(q, p)
	}
	for n := q.FirstChild(); n != nil; {
		next := n.NextSibling()
		block.AppendChild(block, n)
		n = next
	}
	if setter, ok := block.(interface{ SetPos(int) }); ok {
		setter.SetPos(q.Pos())
	}
	q.Parent().ReplaceChild(q.Parent(), q, block)
	return markup
}

// textStart is the offset of the first text in an inline node, or -1.
func textStart(n ast.Node) int {
	if t, ok := n.(*ast.Text); ok {
		return t.Segment.Start
	}
	if p := n.Pos(); p > 0 {
		return p
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if at := textStart(c); at >= 0 {
			return at
		}
	}
	return -1
}

// inZone reports whether a block may hold headings: the document itself, a
// zone, a tab.
func inZone(n ast.Node) bool {
	switch n.(type) {
	case *ast.Document, *zone, *tab:
		return true
	}
	return false
}

// Passage is a zone or tab, as one of the list that every language has the same of.
type Passage struct {
	Pos diag.Pos
	// Mark is how it is written, without its words: "[!FOR partner]", "[!TAB azure]".
	Mark string
	// Audience is whom a zone is for; "" of a tab.
	Audience string
}

// passage reads a zone or tab and reports what is wrong with it.
func (d *Document) passage(n ast.Node, l *diag.List) {
	switch n := n.(type) {
	case *zone:
		at := d.pos(n.at)
		d.Passages = append(d.Passages, Passage{Pos: at, Mark: "[!FOR " + n.audience + "]", Audience: n.audience})
		if n.audience == "" {
			l.Add(at, "text-zone-audience", "the zone names no audience").Hint = "write one of them behind FOR: " + strings.Join(Audiences(), ", ")
		} else if !slices.Contains(Audiences(), n.audience) {
			x := l.Add(d.pos(n.argAt), "text-zone-audience", "there is no audience %q", n.audience)
			if x.HintNearest(n.audience, Audiences()); x.Hint == "" {
				x.Hint = "audiences: " + strings.Join(Audiences(), ", ")
			}
		}
		if n.words {
			l.Add(at, "text-mark", "words behind the mark of a zone").Hint = "write them in the next line: the zone has its title from the theme"
		}
		d.filled(n, at, "zone", l)
		if _, top := n.Parent().(*ast.Document); !top {
			l.Add(at, "text-zone-nested", "a zone inside another block").Hint = "move it out: zones stand between the paragraphs of a page"
		}
	case *tabs:
		at := d.pos(n.at)
		if n.ChildCount() < 2 {
			l.Add(at, "text-tab-single", "a tab alone").Hint =
				"add a second one below, with an empty line between, or write the text without a tab"
		}
		switch n.Parent().(type) {
		case *ast.Document, *zone:
		default:
			l.Add(at, "text-zone-nested", "tabs inside another block").Hint = "move them out: tabs stand between paragraphs, or in a zone"
		}
	case *tab:
		d.tab(n, l)
	}
}

func (d *Document) tab(n *tab, l *diag.List) {
	at := d.pos(n.at)
	d.Passages = append(d.Passages, Passage{Pos: at, Mark: "[!TAB " + n.id + "]"})
	if !validID(n.id) || strings.HasPrefix(n.id, themePrefix) {
		l.Add(d.pos(n.argAt), "text-tab-id", "%q is not an id of a tab", n.id).Hint =
			"an id begins with a-z and goes on with a-z, 0-9 and -, the same in every language: [!TAB short-id] Words"
	}
	if n.title == "" || n.marked {
		l.Add(at, "text-tab-title", "the tab has no plain words").Hint = "write them behind the mark, without markup: [!TAB " + n.id + "] Words"
	}
	for other := n.PreviousSibling(); other != nil; other = other.PreviousSibling() {
		if o := other.(*tab); o.id == n.id && n.id != "" {
			x := l.Add(d.pos(n.argAt), "text-tab-repeated", "tab %q stands twice side by side", n.id)
			x.Related = []diag.Related{{Pos: d.pos(o.argAt), Message: "it stood here first"}}
			x.Hint = "put a paragraph between two sets of tabs"
			break
		}
	}
	d.filled(n, at, "tab", l)
}

func (d *Document) filled(n ast.Node, at diag.Pos, what string, l *diag.List) {
	if n.ChildCount() == 0 {
		l.Add(at, "text-zone-empty", "the %s is empty", what).Hint = "every line of it begins with >, empty ones too"
	}
}

// strangeMark reports a quotation with a mark that nobody knows and something
// beside it, which is a zone or tab gone wrong.
func (d *Document) strangeMark(q *ast.Blockquote, l *diag.List) {
	first, m := markOf(q, d.src)
	if m == nil || m[4] < 0 || m[4] == m[5] {
		return
	}
	word := string(first.Value(d.src)[m[2]:m[3]])
	x := l.Add(d.pos(first.Start), "text-mark", "%q marks nothing that is known", word)
	if x.HintNearest(word, []string{"FOR", "TAB"}); x.Hint == "" {
		x.Hint = "write [!FOR audience] or [!TAB id] Words, in capitals"
	}
}

func (r *Renderer) zone(w util.BufWriter, _ []byte, n ast.Node, in bool) (ast.WalkStatus, error) {
	if !in {
		w.WriteString("</div>\n")
		return ast.WalkContinue, nil
	}
	audience := n.(*zone).audience
	title := html.EscapeString(r.words.Zone[audience])
	fmt.Fprintf(w, "<div class=\"zone\" role=\"group\" aria-label=\"%s\" data-for=\"%s\">\n<p class=\"zone-title\">%s</p>\n",
		title, html.EscapeString(audience), title)
	return ast.WalkContinue, nil
}

// tabs stand one below the other, each with its title, until a script puts
// them side by side.
func (r *Renderer) tabs(w util.BufWriter, _ []byte, n ast.Node, in bool) (ast.WalkStatus, error) {
	if in {
		fmt.Fprintf(w, "<div class=\"tabs\" data-tabs=\"%s\">\n", html.EscapeString(r.name(n, r.words.Tabs)))
	} else {
		w.WriteString("</div>\n")
	}
	return ast.WalkContinue, nil
}

func (r *Renderer) tab(w util.BufWriter, _ []byte, n ast.Node, in bool) (ast.WalkStatus, error) {
	if !in {
		w.WriteString("</div>\n")
		return ast.WalkContinue, nil
	}
	t := n.(*tab)
	anchor := ""
	if t.anchor && r.Anchors {
		anchor = fmt.Sprintf(" id=\"%s\"", html.EscapeString(t.id))
	}
	fmt.Fprintf(w, "<div class=\"tab\"%s data-tab=\"%s\">\n<p class=\"tab-title\">%s</p>\n",
		anchor, html.EscapeString(t.id), html.EscapeString(r.title(wordsIn([]byte(t.title)))))
	return ast.WalkContinue, nil
}
