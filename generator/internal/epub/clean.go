package epub

import (
	"slices"
	"strings"

	xhtml "golang.org/x/net/html"
)

// kept are the elements that a chapter may hold, each with the attributes it
// keeps beside those of every element (common). What is not listed is taken apart: its content
// stands in its place.
var kept = map[string]string{
	"h1": "", "h2": "", "h3": "", "h4": "", "h5": "", "h6": "", "p": "", "hr": "", "br": "", "wbr": "", "pre": "", "div": "", "span": "",
	"header": "", "section": "", "aside": "", "address": "", "blockquote": "", "q": "",
	"ul": "", "ol": "start type reversed", "li": "value", "dl": "", "dt": "", "dd": "", "figure": "", "figcaption": "",
	"a": "href hreflang", "em": "", "strong": "", "b": "", "i": "", "u": "", "s": "", "small": "", "sub": "", "sup": "", "mark": "", "abbr": "", "cite": "",
	"code": "", "kbd": "", "samp": "", "var": "", "dfn": "", "bdi": "", "bdo": "", "del": "datetime", "ins": "datetime", "time": "datetime",
	"ruby": "", "rt": "", "rp": "", "img": "src alt width height",
	"table": "", "caption": "", "thead": "", "tbody": "", "tfoot": "", "tr": "", "colgroup": "span", "col": "span",
	"th": "colspan rowspan scope", "td": "colspan rowspan",
}

// common are the attributes of every element. Of roles and classes only some are kept.
const common = "id lang dir title role class"

// dropped are elements that are nothing without a script, a form or a window.
var dropped = map[string]bool{
	"script": true, "style": true, "template": true, "noscript": true, "svg": true, "nav": true, "dialog": true,
	"button": true, "input": true, "select": true, "textarea": true, "fieldset": true, "output": true, "progress": true, "meter": true,
	"audio": true, "video": true, "iframe": true, "object": true, "embed": true, "link": true, "meta": true, "title": true, "head": true,
}

// apart are classes of elements that a book does without, or that it has in another
// form: what says where one is on a page, what a script fills, what paper gets.
var apart = []string{
	"visually-hidden", "breadcrumbs", "toc", "section-count", "card-arrow", "state-progress", "state-from", "state-restart",
	"flow-notice", "flow-back", "flow-review", "summary", "request-start", "request-status", "origin-actions", "terms", "letters",
}

// classes are those that the style of the book knows.
var classes = []string{
	"answers", "answer-hint", "callout", "callout-title", "card-text", "card-title", "facts", "goto", "intro", "note", "number", "option", "option-count",
	"option-title", "options", "origin", "origin-title", "plans-group", "plans-vendor", "restart", "right", "center", "state", "state-keep",
	"state-label", "state-part", "support-note", "tab", "tab-title", "table", "zone", "zone-title",
}

// blocks are elements that stand beside blocks, not in a line.
var blocks = map[string]bool{
	"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "p": true, "hr": true, "pre": true, "div": true, "header": true,
	"section": true, "aside": true, "address": true, "blockquote": true, "ul": true, "ol": true, "dl": true, "figure": true, "table": true,
}

// clean gives what a book keeps of a node: new nodes, without a parent.
func clean(n *node) []*node {
	switch n.Type {
	case xhtml.TextNode:
		return []*node{{Type: xhtml.TextNode, Data: n.Data}}
	case xhtml.ElementNode:
	default:
		return nil
	}
	if dropped[n.Data] || hasAttr(n, "hidden") || n.Namespace != "" || slices.ContainsFunc(apart, func(c string) bool { return hasClass(n, c) }) {
		return nil
	}
	var inside []*node
	for c := range n.ChildNodes() {
		inside = append(inside, clean(c)...)
	}
	tag := n.Data
	class := cleanClasses(n)
	switch {
	case tag == "details":
		tag = "div" // many readers never open one
	case tag == "summary":
		tag, class = "p", append(class, "tab-title")
	case tag == "section" && slices.Contains(class, "table"):
		tag = "div" // one that scrolls
	}
	extra, ok := kept[tag]
	if !ok {
		return inside
	}
	out := &node{Type: xhtml.ElementNode, Data: tag}
	keep := strings.Fields(common + " " + extra)
	for _, a := range n.Attr {
		switch {
		case a.Namespace != "" || !slices.Contains(keep, a.Key) || a.Key == "class":
		case a.Key == "role" && a.Val != "note":
		default:
			out.Attr = append(out.Attr, attribute(a.Key, a.Val))
		}
	}
	if len(class) > 0 {
		out.Attr = append(out.Attr, attribute("class", strings.Join(class, " ")))
	}
	if hasAttr(n, "data-term") {
		out.Attr = append(out.Attr, attribute("data-term", attr(n, "data-term")))
	}
	for _, c := range inside {
		out.AppendChild(c)
	}
	if empty(out) || needless(out) {
		return detach(out)
	}
	return []*node{out}
}

// cleanClasses gives the classes of an element that the book has. An alignment of a
// cell becomes one.
func cleanClasses(n *node) []string {
	var out []string
	for _, c := range strings.Fields(attr(n, "class")) {
		if slices.Contains(classes, c) {
			out = append(out, c)
		}
	}
	if a := attr(n, "align"); a == "right" || a == "center" {
		out = append(out, a)
	}
	return out
}

// empty reports whether an element has nothing to show. Anchors and cells stay.
func empty(n *node) bool {
	switch n.Data {
	case "img", "br", "hr", "wbr", "col", "colgroup", "td", "th":
		return false
	case "span":
		if attr(n, "id") != "" {
			return false
		}
	}
	for c := range n.ChildNodes() {
		if c.Type == xhtml.ElementNode || strings.TrimSpace(c.Data) != "" {
			return false
		}
	}
	return true
}

// needless reports whether an element only wraps blocks, and says nothing itself.
func needless(n *node) bool {
	if len(n.Attr) > 0 {
		return false
	}
	switch n.Data {
	case "span":
		return true
	case "div", "section", "header":
	default:
		return false
	}
	for c := range n.ChildNodes() {
		if c.Type == xhtml.TextNode && strings.TrimSpace(c.Data) != "" || c.Type == xhtml.ElementNode && !blocks[c.Data] {
			return false
		}
	}
	return true
}

// detach gives the children of a node that is let go. What an empty one held is a space.
func detach(n *node) []*node {
	var out []*node
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		out = append(out, c)
	}
	return out
}

// element makes one with a class, "" for none, and what is in it.
func element(tag, class string, inside ...*node) *node {
	n := &node{Type: xhtml.ElementNode, Data: tag}
	if class != "" {
		set(n, "class", class)
	}
	for _, c := range inside {
		n.AppendChild(c)
	}
	return n
}

func attribute(key, val string) xhtml.Attribute { return xhtml.Attribute{Key: key, Val: val} }

func text(s string) *node { return &node{Type: xhtml.TextNode, Data: s} }

// set gives an attribute a value; "" takes it away.
func set(n *node, key, val string) {
	i := slices.IndexFunc(n.Attr, func(a xhtml.Attribute) bool { return a.Key == key })
	switch {
	case i >= 0 && val != "":
		n.Attr[i].Val = val
	case i >= 0:
		n.Attr = slices.Delete(n.Attr, i, i+1)
	case val != "":
		n.Attr = append(n.Attr, attribute(key, val))
	}
}

// all gives the elements below the nodes and themselves, in order.
func all(nodes []*node, visit func(*node)) {
	for _, n := range nodes {
		if n.Type == xhtml.ElementNode {
			visit(n)
		}
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling // visit may take c away
			all([]*node{c}, visit)
			c = next
		}
	}
}
