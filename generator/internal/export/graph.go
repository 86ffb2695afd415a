package export

import (
	"fmt"
	"strconv"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
)

// graph is a flow as it is drawn.
type graph struct {
	nodes []node
	edges []edge
}

// node is something drawn. Its id is not one of the flow where its kind is
// start or port.
type node struct {
	id      string
	kind    string // see the package doc
	silent  bool   // a result without a page
	text    string
	note    string // the kind of outcome
	href    string
	section string // the question that uses the flow the node comes from; "" for the flow's own
}

// inner reports whether the node is one of the flow's that lead on.
func (n *node) inner() bool { return !n.end() && n.kind != "start" && n.kind != "port" }

// end reports whether ways end here.
func (n *node) end() bool { return n.kind == "outcome" || n.kind == "exit" }

// edge leads from one node to another, by index.
type edge struct {
	from, to int
	label    string // lines
}

// builder makes a graph.
type builder struct {
	*words
	graph
	index map[string]int
	uses  []int // the questions that use flows
}

// build makes the graph of a whole flow.
func build(a *automaton.Automaton, o Options) *builder {
	b := &builder{words: newWords(a.Flow, o), index: map[string]int{}}
	section := map[string]string{} // by the start of ids
	for _, n := range a.Flow.Nodes {
		d := node{id: n.ID, kind: kindOf(n), text: b.node(n), section: section[prefix(n)]}
		if d.kind == "use" {
			section[n.ID+"."] = n.ID
			b.uses = append(b.uses, len(b.nodes))
		}
		d.silent = n.Kind == decision.Result && n.Silent()
		if !n.Silent() {
			d.href = b.href(n.ID)
		}
		if n.Outcome != "" && n.Kind == decision.Outcome {
			d.note = b.kind(n.Outcome)
		}
		b.add(d)
	}
	b.start(a.Flow)
	for _, n := range a.Flow.Nodes {
		for _, br := range joined(b.branches(n)) {
			b.connect(b.index[n.ID], b.target(br.to), br.label)
		}
	}
	return b
}

// prefix is what the id of a node has before its id in the flow it comes from.
func prefix(n *decision.Node) string {
	for i := len(n.ID) - 1; i >= 0; i-- {
		if n.ID[i] == '.' {
			return n.ID[:i+1]
		}
	}
	return ""
}

func (b *builder) add(n node) int {
	b.index[n.id] = len(b.nodes)
	b.nodes = append(b.nodes, n)
	return len(b.nodes) - 1
}

// start adds the discs before the start and the entries.
func (b *builder) start(f *decision.Flow) {
	done := map[int]bool{}
	for i, t := range append([]decision.Target{f.Start}, f.Entries...) {
		to := b.target(t)
		if to < 0 || done[to] {
			continue
		}
		done[to] = true
		at := b.add(node{id: "(start-" + strconv.Itoa(i+1) + ")", kind: "start", text: b.Terms.Start, section: b.nodes[to].section})
		b.connect(at, to, "")
	}
}

// target finds a node, or adds an exit. It returns -1 for what does not exist.
func (b *builder) target(t decision.Target) int {
	id := t.String()
	if i, ok := b.index[id]; ok {
		return i
	}
	if t.Flow == "" {
		return -1
	}
	return b.add(node{id: id, kind: "exit", text: b.exit(t.Flow), href: b.href(id)})
}

func (b *builder) connect(from, to int, label string) {
	if to >= 0 {
		b.edges = append(b.edges, edge{from, to, label})
	}
}

// size is how many nodes count against MaxPart and MaxDrawn.
func (g *graph) size() int {
	n := 0
	for i := range g.nodes {
		if g.nodes[i].inner() || g.nodes[i].end() {
			n++
		}
	}
	return n
}

// describe says what the picture is of.
func (b *builder) describe() string {
	questions, ends := 0, 0
	for i := range b.nodes {
		switch n := &b.nodes[i]; {
		case n.kind == "question":
			questions++
		case n.end():
			ends++
		}
	}
	return fmt.Sprintf(b.Terms.Describe, questions, ends)
}
