package prose

import (
	"cmp"
	"fmt"
	"html"
	"regexp"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// name gives a part of a page that a reader may be led to a name of its own:
// what it is, the heading above, and its number below that heading.
func (r *Renderer) name(part ast.Node, what string) string {
	if r.placesOf != r.doc {
		r.placesOf, r.places = r.doc, places(r.doc)
	}
	at, name := r.places[part], what
	if at.heading != nil {
		name += cmp.Or(r.words.Colon, ":") + " " + r.doc.plain(at.heading)
	}
	if at.number > 1 {
		name += fmt.Sprintf(" (%d)", at.number)
	}
	return r.title(name)
}

// partPlace is the heading above a part, nil for none, and the how manyth of its
// kind the part is below it.
type partPlace struct {
	heading ast.Node
	number  int
}

// places finds those of all parts at once: a text may have thousands of them.
func places(d *Document) map[ast.Node]partPlace {
	out, numbers := map[ast.Node]partPlace{}, map[ast.NodeKind]int{}
	var heading ast.Node
	_ = ast.Walk(d.root, func(n ast.Node, in bool) (ast.WalkStatus, error) {
		switch n.Kind() {
		case ast.KindHeading:
			if in {
				heading = n
				clear(numbers)
			}
			return ast.WalkSkipChildren, nil
		case extast.KindTable, ast.KindCodeBlock, ast.KindFencedCodeBlock, kindTabs:
			if in {
				numbers[n.Kind()]++
				out[n] = partPlace{heading, numbers[n.Kind()]}
			}
		case ast.KindParagraph, ast.KindTextBlock:
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return out
}

// code wraps a block of code, which may be wider than the page, into a region
// that scrolls.
func (r *Renderer) code(w util.BufWriter, src []byte, n ast.Node, in bool) (ast.WalkStatus, error) {
	if !in {
		return ast.WalkContinue, nil
	}
	fmt.Fprintf(w, "<div class=\"code\" data-copy><section tabindex=\"0\" aria-label=\"%s\"><pre><code>", html.EscapeString(r.name(n, r.words.Code)))
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		w.WriteString(html.EscapeString(string(line.Value(src))))
	}
	w.WriteString("</code></pre></section></div>\n")
	return ast.WalkSkipChildren, nil
}

// takeAlong is a text that a reader may want to take along: a host with a path,
// or an e-mail address.
var takeAlong = regexp.MustCompile(`^(?:(?:https://)?(?:[a-z0-9-]+\.)+[a-z]{2,}/\S*|[^\s@/]+@(?:[a-z0-9-]+\.)+[a-z]{2,})$`)

func (r *Renderer) codeSpan(w util.BufWriter, _ []byte, n ast.Node, in bool) (ast.WalkStatus, error) {
	if !in {
		return ast.WalkContinue, nil
	}
	s := r.doc.code(n.(*ast.CodeSpan))
	if takeAlong.MatchString(s) {
		w.WriteString("<code data-copy>")
	} else {
		w.WriteString("<code>")
	}
	w.WriteString(html.EscapeString(s))
	w.WriteString("</code>")
	return ast.WalkSkipChildren, nil
}
