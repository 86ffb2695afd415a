package automaton

import (
	"slices"
	"strings"

	"signpost/generator/internal/decision"
)

// order lists the raw states so that each comes after all it leads to. Where
// a reader can walk in a circle it reports the circle and returns false.
func (e *explorer) order() ([]int, bool) {
	const open, done = 1, 2
	mark := make([]uint8, len(e.states))
	out := make([]int, 0, len(e.states))
	var trail []int
	var visit func(int) bool
	visit = func(s int) bool {
		mark[s] = open
		trail = append(trail, s)
		for _, to := range e.states[s].edges {
			if to < 0 || mark[to] == done {
				continue
			}
			if mark[to] == open {
				e.loop(trail[slices.Index(trail, to):])
				return false
			}
			if !visit(to) {
				return false
			}
		}
		trail = trail[:len(trail)-1]
		mark[s] = done
		out = append(out, s)
		return true
	}
	return out, visit(0)
}

// loop reports a circle of states.
func (e *explorer) loop(circle []int) {
	var names []string
	for _, s := range circle {
		names = append(names, e.nodes[e.states[s].node].ID)
	}
	first := e.nodes[e.states[circle[0]].node]
	msg := strings.Join(append(names, names[0]), " → ")
	d := e.l.Add(first.Pos, "flow-loop", "a reader can walk in a circle: %s", msg)
	d.Path = first.Path()
	d.Hint = "lead one of these on; a way must come to an outcome"
	if way := e.way(circle[0]); len(way) > 0 {
		d.Hint = "after " + strings.Join(way, ", ") + "; " + d.Hint
	}
}

// reach reports what no way reaches, and what no way makes true. Past a
// limit nothing is known.
func (e *explorer) reach() {
	if e.over {
		return
	}
	met := newBitset(len(e.nodes))
	for _, st := range e.states {
		if st.node >= 0 {
			met.set(st.node)
		}
	}
	for i, n := range e.nodes {
		if !met.has(i) {
			d := e.l.Add(n.Pos, "flow-unreachable", "no way leads to %s %q", n.Kind, n.ID)
			d.Path = n.Path()
			d.Hint = "name it as a target, or delete it"
			continue
		}
		e.rows(i, n)
	}
}

// rows reports conditions that read what was never asked, and rows that no
// reader takes for any other reason.
func (e *explorer) rows(i int, n *decision.Node) {
	for r, row := range n.Next.Rows {
		blind := false
		for _, clause := range row.When {
			for _, entry := range clause {
				q := e.index[entry.Question]
				if q == i || e.asked[i].has(q) {
					continue
				}
				blind = true
				d := e.l.Add(entry.Pos, "flow-condition-never-asked", "question %q is asked on no way to %s %q", entry.Question, n.Kind, n.ID)
				d.Path = n.Path() + ".next"
				d.Hint = "ask it before, or decide on another answer"
			}
		}
		if blind || e.used[i].has(r) {
			continue
		}
		what := "this row"
		if row.Else {
			what = "else"
		}
		d := e.l.Warn(row.Pos, "flow-row-unreachable", "no reader ever takes %s of %s %q", what, n.Kind, n.ID)
		d.Path = n.Path() + ".next"
		d.Hint = "the rows above it cover every case: delete it, or change them"
	}
}
