package prose

import (
	"cmp"
	"fmt"
	"html"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// name gives a part of a page that a reader may be led to a name of its own:
// what it is, the heading above, and its number below that heading.
func (r *Renderer) name(part ast.Node, what string) string {
	name, number := what, 0
	_ = ast.Walk(r.doc.root, func(n ast.Node, in bool) (ast.WalkStatus, error) {
		switch {
		case !in:
		case n.Kind() == ast.KindHeading:
			name, number = what+cmp.Or(r.words.Colon, ":")+" "+r.doc.plain(n), 0
		case n.Kind() == part.Kind():
			number++
		}
		if n == part {
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	if number > 1 {
		name += fmt.Sprintf(" (%d)", number)
	}
	return r.title(name)
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
