package prose

import (
	"cmp"
	"fmt"
	"html"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	gmhtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// Words are the words that markup brings with it, in the page's language.
type Words struct {
	Callout map[string]string // by kind: note, tip, important, warning, caution
	Table   string            // the name of a table that can be scrolled
	Code    string            // that of a block of code
	Zone    map[string]string // the title of a zone, by audience
	Tabs    string            // what a set of tabs is
	Colon   string            // between such a name and the heading above, with what stands before; "" is ":"
}

// Renderer turns parts of documents into HTML. It is not safe for concurrent
// use; make one per goroutine.
type Renderer struct {
	// Anchors is whether headings below a section's own keep their ids. It is
	// turned off where a section is printed a second time on a page.
	Anchors bool
	// Term tells the id of the term that a link as written in a file leads to,
	// "" where it is no term's; optional.
	Term func(file, dest string) string
	// Top is whether links that leave the page open in the window around a frame.
	Top bool

	// Prefix stands before the ids of headings, so that they are no others' of the page.
	Prefix string
	// Rel is what links to whole addresses are, as the attribute rel has it; "" is "noopener noreferrer".
	Rel string

	// Typeset sets the texts of a line as the language of the document wants its
	// spaces; optional. It is given the parts that markup makes of the line, U+FFFC
	// for what is no text and U+2028 where the author ended the line, and gives as
	// many back.
	Typeset func(parts []string) []string

	// Picture tells the size in pixels of an image as written in a file, 0 and 0
	// where there is none: its words stand in its place then; optional.
	Picture func(file, dest string) (width, height int)

	words Words
	lines map[*ast.Text]string // what is typeset already
	doc   *Document            // being rendered

	placesOf *Document // whose places are known
	places   map[ast.Node]partPlace

	resolve func(dest string) string
	r       renderer.Renderer
}

// NewRenderer makes a renderer for one language. The HTML it gives holds
// nothing that the Markdown could smuggle in: raw HTML is left out, and links
// are what resolve returns.
func NewRenderer(words Words) *Renderer {
	r := &Renderer{words: words, Anchors: true}
	r.r = renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(r, 100),
		util.Prioritized(extension.NewTableHTMLRenderer(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)), 500),
		util.Prioritized(extension.NewStrikethroughHTMLRenderer(), 500),
		util.Prioritized(gmhtml.NewRenderer(), 1000),
	))
	return r
}

// markdown is the parser: CommonMark, tables and strikethrough. It keeps no
// state between documents.
var markdown = sync.OnceValue(func() parser.Parser {
	return goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough),
		goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(zones{}, 50), util.Prioritized(callouts{}, 100)))).Parser()
})

// Section gives the HTML of a section's blocks, without its heading. resolve
// turns a link as written into an address.
func (r *Renderer) Section(d *Document, s *Section, resolve func(string) string) string {
	return r.Blocks(d, s.blocks, resolve)
}

// Body gives the HTML of a whole document: intro and sections with headings.
func (r *Renderer) Body(d *Document, resolve func(string) string) string {
	if d.root == nil {
		return ""
	}
	r.doc, r.resolve = d, resolve
	clear(r.lines)
	var b sheet
	b.Grow(2 * len(d.src)) // as most have
	r.render(&b, d, d.root)
	return b.String()
}

// Label gives the HTML of a choice's label, Hint that of its hint.
func (r *Renderer) Label(d *Document, c Choice, resolve func(string) string) string {
	return strings.TrimSpace(r.Blocks(d, c.label, resolve))
}

// Hint gives the HTML of a choice's hint, "" where it has none.
func (r *Renderer) Hint(d *Document, c Choice, resolve func(string) string) string {
	return r.Blocks(d, c.hint, resolve)
}

// Blocks gives the HTML of some nodes: blocks, or the inline nodes of one line.
func (r *Renderer) Blocks(d *Document, blocks []ast.Node, resolve func(string) string) string {
	r.doc, r.resolve = d, resolve
	clear(r.lines)
	if len(blocks) > 0 && blocks[0].Type() == ast.TypeInline && r.Typeset != nil {
		r.line(blocks)
	}
	var b sheet
	for _, n := range blocks {
		r.render(&b, d, n)
	}
	return b.String()
}

// sheet is what HTML is written to. It is a util.BufWriter, or goldmark would put a buffer before it each time.
type sheet struct{ strings.Builder }

func (*sheet) Available() int { return 0 }
func (*sheet) Buffered() int  { return 0 }
func (*sheet) Flush() error   { return nil }

// render writes one node. Writing to memory does not fail, and a node kind
// without a renderer is a bug of ours.
func (r *Renderer) render(b *sheet, d *Document, n ast.Node) {
	if err := r.r.Render(b, d.src, n); err != nil {
		panic(fmt.Sprintf("prose: rendering %s: %v", d.File, err))
	}
}

// RegisterFuncs registers what differs from goldmark's own rendering.
func (r *Renderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindText, r.text)
	reg.Register(ast.KindLink, r.link)
	reg.Register(ast.KindAutoLink, r.autoLink)
	reg.Register(ast.KindImage, r.image)
	reg.Register(ast.KindRawHTML, nothing)
	reg.Register(ast.KindHTMLBlock, nothing)
	reg.Register(ast.KindHeading, r.heading)
	reg.Register(extast.KindTable, r.table)
	reg.Register(kindCallout, r.callout)
	reg.Register(kindZone, r.zone)
	reg.Register(kindTabs, r.tabs)
	reg.Register(kindTab, r.tab)
	reg.Register(ast.KindCodeBlock, r.code)
	reg.Register(ast.KindFencedCodeBlock, r.code)
	reg.Register(ast.KindCodeSpan, r.codeSpan)
}

func nothing(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
	return ast.WalkSkipChildren, nil
}

func (r *Renderer) link(w util.BufWriter, _ []byte, n ast.Node, in bool) (ast.WalkStatus, error) {
	if in {
		r.open(w, destination(n.(*ast.Link)), "")
	} else {
		w.WriteString("</a>")
	}
	return ast.WalkContinue, nil
}

func (r *Renderer) autoLink(w util.BufWriter, src []byte, n ast.Node, in bool) (ast.WalkStatus, error) {
	if in {
		l := n.(*ast.AutoLink)
		dest := string(l.URL(src))
		if l.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(dest, "mailto:") {
			dest = "mailto:" + dest
		}
		r.open(w, dest, " data-copy")
		w.WriteString(html.EscapeString(string(l.Label(src))))
		w.WriteString("</a>")
	}
	return ast.WalkSkipChildren, nil
}

// open begins a link. more is what else stands in its tag.
func (r *Renderer) open(w util.BufWriter, dest, more string) {
	href, scheme := dest, schemeOf(dest)
	switch {
	case scheme != "" && !containsFold(schemes, scheme):
		href = "#"
	case scheme == "":
		href = r.resolve(dest)
	}
	fmt.Fprintf(w, `<a href="%s"`, html.EscapeString(string(util.URLEscape([]byte(href), false))))
	if strings.EqualFold(scheme, "https:") {
		fmt.Fprintf(w, ` rel="%s"`, html.EscapeString(cmp.Or(r.Rel, "noopener noreferrer")))
	} else if r.Top && !strings.HasPrefix(href, "#") {
		w.WriteString(` rel="noopener"`)
	}
	if r.Top && !strings.HasPrefix(href, "#") {
		w.WriteString(` target="_top"`)
	}
	if r.Term != nil && scheme == "" {
		if id := r.Term(r.doc.File, dest); id != "" {
			fmt.Fprintf(w, ` class="term" data-term="%s"`, html.EscapeString(id))
		}
	}
	w.WriteString(more + ">")
}

func (r *Renderer) heading(w util.BufWriter, src []byte, n ast.Node, in bool) (ast.WalkStatus, error) {
	h := n.(*ast.Heading)
	if !in {
		fmt.Fprintf(w, "</h%d>\n", h.Level)
		return ast.WalkContinue, nil
	}
	if id, ok := h.AttributeString("id"); ok && r.Anchors {
		fmt.Fprintf(w, `<h%d id="%s">`, h.Level, html.EscapeString(r.Prefix+id.(string)))
	} else {
		fmt.Fprintf(w, "<h%d>", h.Level)
	}
	return ast.WalkContinue, nil
}

// table wraps a table, which may be wider than the page, into a region that
// scrolls. Its name is that of the heading above, so that each has its own.
func (r *Renderer) table(w util.BufWriter, _ []byte, n ast.Node, in bool) (ast.WalkStatus, error) {
	if !in {
		w.WriteString("</table></section>\n")
		return ast.WalkContinue, nil
	}
	fmt.Fprintf(w, "<section class=\"table\" tabindex=\"0\" aria-label=\"%s\"><table>\n", html.EscapeString(r.name(n, r.words.Table)))
	return ast.WalkContinue, nil
}
