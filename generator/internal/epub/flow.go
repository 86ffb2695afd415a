package epub

import (
	"bytes"
	"fmt"
	"strconv"

	xhtml "golang.org/x/net/html"
)

// flow makes the sections of a flow: its head, a section for each state in the
// order of the page, what to write, and how the text came to be. They are put
// into as many files as they need.
func (b *book) flow(c *chapter) error {
	article := find(c.page.main, func(n *node) bool { return hasAttr(n, "data-flow") && n.Data == "article" })
	if article == nil {
		return fmt.Errorf("%sindex.html is no flow: it has no article with data-flow", c.path)
	}
	var states []*node
	for n := range article.Descendants() {
		if n.Type == xhtml.ElementNode && n.Data == "section" && hasAttr(n, "data-state") {
			states = append(states, n)
		}
	}
	if len(states) == 0 {
		return fmt.Errorf("%sindex.html is a flow without states", c.path)
	}
	head, end := around(article)
	head = append(head, element("p", "intro", text(b.facts.Words.Hint)))
	request := find(article, func(n *node) bool { return hasAttr(n, "data-request-box") })
	at := c.files[0]
	at.nodes = head
	size := measure(head)
	for i, s := range states {
		section := state(s, i+1)
		if request != nil && hasAttr(s, "data-request") {
			ask := element("a", "", text(words(find(request, func(n *node) bool { return n.Data == "h2" }))))
			set(ask, "href", "#"+requestID)
			section.AppendChild(element("p", "", ask))
		}
		if i > 0 {
			restart := find(s, func(n *node) bool { return hasAttr(n, "data-restart") })
			if restart != nil {
				again := element("a", "", text(words(restart)))
				set(again, "href", attr(restart, "href"))
				section.AppendChild(element("p", "restart", again))
			}
		}
		more := measure([]*node{section})
		if i > 0 && size+more > maxFile {
			at = &file{name: fmt.Sprintf("%s_%d", c.files[0].name, len(c.files)+1)}
			c.files, size = append(c.files, at), 0
		}
		at.nodes, size = append(at.nodes, section), size+more
		b.stand(c, at, s, i+1)
	}
	if request != nil {
		set(request, "class", "state")
		set(request, "id", requestID)
		at.nodes = append(at.nodes, clean(request)...)
	}
	at.nodes = append(at.nodes, end...)
	return nil
}

// requestID is the id of the section that says what a request has.
const requestID = "signpost_request_box"

// around gives what stands before the states, and behind them: title and intro,
// and how the text came to be.
func around(article *node) (head, end []*node) {
	before := true
	for n := range article.ChildNodes() {
		switch {
		case n.Type != xhtml.ElementNode:
		case hasAttr(n, "data-state"):
			before = false
		case hasAttr(n, "data-request-box"):
		case before:
			head = append(head, clean(n)...)
		default:
			end = append(end, clean(n)...)
		}
	}
	return head, end
}

// state makes the section of a state. Links still have the addresses of the page.
func state(s *node, number int) *node {
	out := element("section", "state")
	set(out, "id", stateID(number))
	for n := range s.ChildNodes() {
		for _, c := range clean(n) {
			out.AppendChild(c)
		}
	}
	h := find(out, func(n *node) bool { return n.Data == "h2" })
	if h == nil {
		return out
	}
	set(h, "id", "")
	for _, anchor := range anchors(h) {
		h.RemoveChild(anchor)
	}
	h.InsertBefore(text(" "), h.FirstChild)
	h.InsertBefore(element("span", "number", text(strconv.Itoa(number))), h.FirstChild)
	return out
}

func stateID(number int) string { return "q" + strconv.Itoa(number) }

// anchors are the empty elements that older ids of a heading stand on.
func anchors(h *node) []*node {
	var out []*node
	for n := range h.ChildNodes() {
		if n.Type == xhtml.ElementNode && n.Data == "span" && n.FirstChild == nil {
			out = append(out, n)
		}
	}
	return out
}

// stand notes where the ids of a state are.
func (b *book) stand(c *chapter, f *file, s *node, number int) {
	at := place{file: f, id: stateID(number), number: number}
	for n := range s.Descendants() {
		if n.Type != xhtml.ElementNode {
			continue
		}
		if id := attr(n, "id"); id != "" && (n.Data == "h2" || n.Data == "span") && c.places[id].file == nil {
			c.places[id] = at
		}
	}
	if id := attr(s, "data-state"); c.places[id].file == nil {
		c.places[id] = at
	}
}

// find gives the first element that is so, or nil.
func find(root *node, so func(*node) bool) *node {
	for n := range root.Descendants() {
		if n.Type == xhtml.ElementNode && so(n) {
			return n
		}
	}
	return nil
}

// measure gives about how many bytes the nodes take. The addresses in the book are shorter than those here.
func measure(nodes []*node) int {
	var b bytes.Buffer
	for _, n := range nodes {
		write(&b, n)
	}
	return b.Len()
}
