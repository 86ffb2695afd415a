package export

import (
	"fmt"
	"strings"

	"signpost/generator/internal/automaton"
)

// Lines of labels in graphs as text are this long, in em, and these many.
const (
	nodeLine, nodeLines = 15, 6
	edgeLine, edgeLines = 14, 12
)

// DOT writes the whole flow as a Graphviz graph.
func DOT(a *automaton.Automaton, o Options) string {
	b := build(a, o)
	return dot(&b.graph, b.Title)
}

// dotShape is the shape in Graphviz for the kind of a node.
func dotShape(n *node) string {
	switch n.kind {
	case "question":
		return `shape=box style=rounded`
	case "use":
		return `shape=box peripheries=2`
	case "table":
		return `shape=tab`
	case "result":
		if n.silent {
			return `shape=hexagon style=dashed`
		}
		return `shape=hexagon`
	case "outcome":
		return `shape=box style="rounded,bold"`
	case "exit":
		return `shape=rarrow`
	case "start":
		return `shape=point`
	case "port":
		return `shape=box style="rounded,dotted"`
	}
	return `shape=box`
}

func dot(g *graph, title string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "digraph %s {\n", dotString(title))
	fmt.Fprintf(&b, "  label=%s labelloc=t fontname=\"sans-serif\"\n  node [fontname=\"sans-serif\"]\n  edge [fontname=\"sans-serif\"]\n", dotLabel([]string{clean(title)}))
	g.walk(visitor{node: func(depth, i int) {
		n := &g.nodes[i]
		lines := wrap(n.text, nodeLine, nodeLines)
		if n.note != "" {
			lines = append(lines, "("+n.note+")")
		}
		fmt.Fprintf(&b, "%s%s [label=%s class=%s %s", strings.Repeat("  ", depth+1), dotString(n.id), dotLabel(lines), dotString(n.kind), dotShape(n))
		if n.href != "" {
			fmt.Fprintf(&b, " URL=%s", dotString(n.href))
		}
		b.WriteString("]\n")
	}, open: func(depth, number int, text string) {
		indent := strings.Repeat("  ", depth+1)
		fmt.Fprintf(&b, "%ssubgraph cluster_%d {\n%s  label=%s\n", indent, number, indent, dotLabel([]string{text}))
	}, close: func(depth int) {
		fmt.Fprintf(&b, "%s}\n", strings.Repeat("  ", depth+1))
	}})
	for _, e := range g.edges {
		fmt.Fprintf(&b, "  %s -> %s", dotString(g.nodes[e.from].id), dotString(g.nodes[e.to].id))
		if e.label != "" {
			fmt.Fprintf(&b, " [label=%s]", dotLabel(wrap(e.label, edgeLine, edgeLines)))
		}
		b.WriteString("\n")
	}
	b.WriteString("}\n")
	return b.String()
}

// dotString quotes an id: within quotes nothing but the quote itself is
// special, and a backslash where it stands before one or before a new line.
func dotString(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(s) + `"`
}

// dotLabel quotes the lines of a label, in which "\" and "&" mean something.
func dotLabel(lines []string) string {
	r := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;", "\n", " ")
	var out []string
	for _, l := range lines {
		out = append(out, r.Replace(l))
	}
	return `"` + strings.Join(out, `\n`) + `"`
}
