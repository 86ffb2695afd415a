package export

import (
	"fmt"
	"strings"
	"unicode"

	"signpost/generator/internal/automaton"
)

// Mermaid writes the whole flow as a Mermaid flowchart.
func Mermaid(a *automaton.Automaton, o Options) string {
	g := build(a, o)
	var b strings.Builder
	fmt.Fprintf(&b, "flowchart TD\n  accTitle: %s\n  accDescr: %s\n", mermaidText(clean(g.Title)), mermaidText(g.describe()))
	g.walk(visitor{node: func(depth, i int) {
		n := &g.nodes[i]
		lines := wrap(n.text, nodeLine, nodeLines)
		if n.note != "" {
			lines = append(lines, "("+n.note+")")
		}
		open, end := mermaidShape(n)
		fmt.Fprintf(&b, "%sn%d%s%s%s\n", strings.Repeat("  ", depth+1), i, open, mermaidLabel(lines), end)
	}, open: func(depth, number int, text string) {
		fmt.Fprintf(&b, "%ssubgraph s%d[%s]\n", strings.Repeat("  ", depth+1), number, mermaidLabel([]string{text}))
	}, close: func(depth int) {
		fmt.Fprintf(&b, "%send\n", strings.Repeat("  ", depth+1))
	}})
	for _, e := range g.edges {
		if e.label == "" {
			fmt.Fprintf(&b, "  n%d --> n%d\n", e.from, e.to)
		} else {
			fmt.Fprintf(&b, "  n%d -->|%s| n%d\n", e.from, mermaidLabel(wrap(e.label, edgeLine, edgeLines)), e.to)
		}
	}
	for i := range g.nodes {
		if href := g.nodes[i].href; href != "" {
			fmt.Fprintf(&b, "  click n%d href %s\n", i, mermaidLink(href))
		}
	}
	return b.String()
}

// mermaidShape is what stands around the label of a node.
func mermaidShape(n *node) (open, end string) {
	switch n.kind {
	case "question":
		return "(", ")"
	case "use", "table":
		return "[[", "]]"
	case "result":
		return "{{", "}}"
	case "outcome":
		return "([", "])"
	case "exit":
		return ">", "]"
	case "start":
		return "((", "))"
	}
	return "[", "]"
}

// mermaidLabel quotes the lines of a label.
func mermaidLabel(lines []string) string {
	var out []string
	for _, l := range lines {
		out = append(out, mermaidText(l))
	}
	return `"` + strings.Join(out, "<br/>") + `"`
}

// mermaidText writes a text so that Mermaid finds no syntax, no HTML and no
// Markdown in it: all but letters, digits and some marks become entities.
func mermaidText(s string) string {
	runes := []rune(s)
	word := func(i int) bool {
		return i >= 0 && i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsDigit(runes[i]))
	}
	var b strings.Builder
	for i, r := range runes {
		switch {
		case r >= 0x80, word(i), strings.ContainsRune(" ,:?!/'()=", r),
			(r == '-' || r == '.') && word(i-1) && word(i+1): // not a list, not an arrow
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "#%d;", r)
		}
	}
	return b.String()
}

// mermaidLink quotes an address, where entities mean nothing.
func mermaidLink(href string) string {
	return `"` + strings.NewReplacer(`"`, "%22", " ", "%20", "<", "%3C", ">", "%3E", "`", "%60", `\`, "%5C").Replace(href) + `"`
}
