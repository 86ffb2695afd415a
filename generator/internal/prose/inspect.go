package prose

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"signpost/generator/internal/diag"
)

// schemes by which a link may leave the site.
var schemes = []string{"https:", "mailto:", "tel:"}

// inspect collects the links and reports what no text of ours holds.
func (d *Document) inspect(l *diag.List) {
	last := 0 // offset of the nearest text before, for nodes without a place
	_ = ast.Walk(d.root, func(n ast.Node, in bool) (ast.WalkStatus, error) {
		if !in {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			last = n.Segment.Start
		case *ast.Link:
			at, words := d.inlinePos(n, last), d.plain(n)
			d.link(Link{at, destination(n), words}, l)
			if words == "" {
				l.Add(at, "text-link-empty", "a link to %q without words", n.Destination).Hint =
					"write what the reader finds there between [ and ]"
			}
		case *ast.AutoLink:
			dest := string(n.URL(d.src))
			if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(dest, "mailto:") {
				dest = "mailto:" + dest
			}
			d.link(Link{d.inlinePos(n, last), dest, string(n.Label(d.src))}, l)
		case *ast.Image:
			d.image(n, d.inlinePos(n, last), l)
		case *ast.RawHTML:
			if n.Segments.Len() > 0 {
				last = n.Segments.At(0).Start
			}
			d.html(last, l)
		case *ast.HTMLBlock:
			if n.Lines().Len() > 0 {
				last = n.Lines().At(0).Start
			}
			d.html(last, l)
		case *zone, *tabs, *tab:
			d.passage(n, l)
		case *ast.Blockquote:
			d.strangeMark(n, l)
		case *ast.Heading:
			if !inZone(n.Parent()) {
				l.Add(d.headingPos(n), "text-heading-level", "a heading inside another block").Hint =
					"move it out: sections are found by the headings of the page"
			}
		}
		return ast.WalkContinue, nil
	})
}

func (d *Document) html(offset int, l *diag.List) {
	l.Add(d.pos(offset), "text-html", "raw HTML does not reach the page").Hint =
		"write Markdown; put a literal < into `code` or write \\<"
}

// inlinePos is the place of an inline node: the parser's, or the nearest known.
func (d *Document) inlinePos(n ast.Node, near int) diag.Pos {
	if p := n.Pos(); p > 0 {
		return d.pos(p)
	}
	return d.pos(near)
}

func (d *Document) link(link Link, l *diag.List) {
	d.Links = append(d.Links, link)
	at, dest := link.Pos, link.Dest
	scheme := schemeOf(dest)
	switch {
	case strings.HasPrefix(dest, "//"):
		l.Add(at, "text-link-scheme", "link %q does not say how to get there", dest).Hint = "begin with https://"
	case scheme != "" && !containsFold(schemes, scheme):
		l.Add(at, "text-link-scheme", "a link may not leave by %q", scheme).Hint =
			"use https:, mailto: or tel:"
	}
}

// destination is where a link goes, as a browser will read it: without
// backslashes and character references, which could hide a scheme.
func destination(n *ast.Link) string { return addressOf(n.Destination) }

func addressOf(written []byte) string {
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(written))))
}

// schemeOf returns "https:" of an address, or "" where it has none.
func schemeOf(dest string) string {
	scheme, _, found := strings.Cut(dest, ":")
	if !found || strings.ContainsAny(scheme, "/#?") {
		return ""
	}
	return scheme + ":"
}

func containsFold(list []string, s string) bool {
	for _, x := range list {
		if strings.EqualFold(x, s) {
			return true
		}
	}
	return false
}
