package prose

import (
	"fmt"
	"html"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

var kindCallout = ast.NewNodeKind("Callout")

// callout is a block quotation that begins with [!KIND].
type callout struct {
	ast.BaseBlock
	kind string // note, tip, important, warning, caution
}

// Kind implements ast.Node.
func (*callout) Kind() ast.NodeKind { return kindCallout }

// Dump implements ast.Node.
func (c *callout) Dump(src []byte, level int) {
	ast.DumpHelper(c, src, level, map[string]string{"kind": c.kind}, nil)
}

var calloutMark = regexp.MustCompile(`^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*\n?$`)

// callouts turns GitHub's alerts into callouts.
// https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts
type callouts struct{}

// Transform implements parser.ASTTransformer.
func (callouts) Transform(doc *ast.Document, reader text.Reader, _ parser.Context) {
	src := reader.Source()
	for _, q := range quotes(doc) {
		p, ok := q.FirstChild().(*ast.Paragraph)
		if !ok || p.Lines().Len() == 0 {
			continue
		}
		first := p.Lines().At(0)
		if m := calloutMark.FindSubmatch(first.Value(src)); m != nil {
			become(q, &callout{kind: strings.ToLower(string(m[1]))}, first)
		}
	}
}

func (r *Renderer) callout(w util.BufWriter, _ []byte, n ast.Node, in bool) (ast.WalkStatus, error) {
	if !in {
		w.WriteString("</div>\n")
		return ast.WalkContinue, nil
	}
	kind := n.(*callout).kind
	fmt.Fprintf(w, "<div class=\"callout callout-%s\" role=\"note\">\n<p class=\"callout-title\">%s</p>\n",
		kind, html.EscapeString(r.words.Callout[kind]))
	return ast.WalkContinue, nil
}
