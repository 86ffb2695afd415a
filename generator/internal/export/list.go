package export

import (
	"strconv"
	"strings"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
)

// Item is a node in the list of a flow: what a picture shows, in words. Each
// node of the flow is described by one item; all others are references.
type Item struct {
	ID      string // of the node, or flow:<name>
	Kind    string // see the package doc
	Title   string
	Outcome string // the words for the kind of an outcome
	About   string // how a number, or a question with several answers, is answered
	Href    string // of its section; "" for none
	// Ref is whether the node is described elsewhere. Then there is nothing below.
	Ref      bool
	Grid     *Grid // of a table: its rows
	Branches []Branch
}

// Branch is where an answer leads. Label is "" after a step, and where nothing
// decides.
type Branch struct {
	Label string
	To    Item
}

// Grid is a table as people read it: the last column is where a row leads.
type Grid struct {
	Head []string
	Rows [][]string
}

// maxDepth is how many items may stand in one another. What would be deeper,
// and tables, stand at the top.
const maxDepth = 5

// List describes a flow: the start, then what is not described within the
// items before.
func List(a *automaton.Automaton, o Options) []Item {
	l := &lister{words: newWords(a.Flow, o), done: map[string]bool{}}
	roots := append([]decision.Target{a.Flow.Start}, a.Flow.Entries...)
	for _, t := range roots {
		l.later(t.ID)
	}
	var out []Item
	for next := 0; ; {
		for len(l.waiting) > 0 {
			id := l.waiting[0]
			l.waiting = l.waiting[1:]
			if n := a.Flow.Node(id); n != nil {
				out = append(out, l.describe(n, 1))
			}
		}
		for next < len(a.Flow.Nodes) && l.done[a.Flow.Nodes[next].ID] {
			next++
		}
		if next == len(a.Flow.Nodes) {
			return out
		}
		l.later(a.Flow.Nodes[next].ID)
	}
}

type lister struct {
	*words
	done    map[string]bool // described, or waiting
	waiting []string
}

// later has a node described at the top.
func (l *lister) later(id string) {
	if !l.done[id] {
		l.done[id] = true
		l.waiting = append(l.waiting, id)
	}
}

// to is the item for a target: described here, or a reference.
func (l *lister) to(t decision.Target, depth int) Item {
	n := l.flow.Node(t.ID)
	if t.Flow != "" || n == nil {
		id := t.String()
		item := Item{ID: id, Kind: "exit", Title: l.exit(t.Flow), Href: l.href(id), Ref: l.done[id]}
		l.done[id] = true
		return item
	}
	switch end := n.Kind == decision.Outcome; {
	case l.done[n.ID]:
	case end || n.Kind != decision.Table && depth <= maxDepth:
		l.done[n.ID] = true
		return l.describe(n, depth)
	default:
		l.later(n.ID)
	}
	item := l.item(n)
	item.About, item.Ref = "", true
	return item
}

func (l *lister) item(n *decision.Node) Item {
	item := Item{ID: n.ID, Kind: kindOf(n), Title: l.node(n), About: l.about(n)}
	if n.Kind == decision.Outcome {
		item.Outcome = l.kind(n.Outcome)
	}
	if !n.Silent() {
		item.Href = l.href(n.ID)
	}
	return item
}

func (l *lister) describe(n *decision.Node, depth int) Item {
	item := l.item(n)
	branches := l.branches(n)
	if n.Kind == decision.Table {
		item.Grid = l.grid(n)
		for i := range branches {
			branches[i].label = strconv.Itoa(branches[i].row)
		}
	}
	for _, b := range joined(branches) {
		label := b.label
		if n.Kind == decision.Table {
			label = strings.Replace(l.Terms.Row, "%s", strings.ReplaceAll(label, "\n", ", "), 1)
		}
		item.Branches = append(item.Branches, Branch{strings.ReplaceAll(label, "\n", " / "), l.to(b.to, depth+1)})
	}
	return item
}

// grid writes the rows of a table with a column for each input. A cell is
// empty where a row does not read the input.
func (l *lister) grid(n *decision.Node) *Grid {
	g := &Grid{Head: []string{""}}
	column := map[string]int{}
	for i, in := range n.Inputs {
		id := prefix(n) + in.Question
		column[id] = i + 1
		head := id
		if q := l.flow.Node(id); q != nil {
			head = l.node(q)
		}
		g.Head = append(g.Head, head)
	}
	g.Head = append(g.Head, l.Terms.LeadsTo)
	for i, row := range n.Next.Rows {
		cells := make([]string, len(g.Head))
		cells[0] = strconv.Itoa(i + 1)
		for _, clause := range row.When {
			for _, e := range clause {
				if q := l.flow.Node(e.Question); q != nil {
					sign, value := l.test(q, e.Test)
					if sign != "=" {
						value = sign + " " + value
					}
					cells[column[e.Question]] = value
				}
			}
		}
		if len(row.When) == 0 {
			cells[1] = l.Terms.Otherwise
		}
		cells[len(cells)-1] = l.target(row.Then)
		g.Rows = append(g.Rows, cells)
	}
	return g
}
