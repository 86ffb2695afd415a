package automaton

import (
	"slices"
	"strings"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
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
	for _, s := range e.roots {
		if s >= 0 && mark[s] == 0 && !visit(s) {
			return nil, false
		}
	}
	return out, true
}

// loop reports a circle of states.
func (e *explorer) loop(circle []int) {
	var names []string
	for _, s := range circle {
		names = append(names, e.nodes[e.states[s].node].ID)
	}
	names = slices.Compact(names) // a question of type many is met once for each of its answers
	if last := len(names) - 1; last > 0 && names[last] == names[0] {
		names = names[:last]
	}
	first := e.nodes[e.states[circle[0]].node]
	msg := strings.Join(append(names, names[0]), " → ")
	d := e.l.Add(first.Pos, "flow-loop", "a reader can walk in a circle: %s", msg)
	d.Path = first.Path()
	d.Hint = e.after(circle[0], -1, "lead one of these on; a way must come to an outcome")
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
			met.set(int(st.node))
		}
	}
	for i := range e.nodes {
		if len(e.seen[i]) > 0 || e.start.has(i) {
			met.set(i)
		}
	}
	for i, n := range e.nodes {
		switch {
		case inner(n):
		case met.has(i):
			e.rows(i, n)
		default:
			d := e.l.Add(n.Pos, "flow-unreachable", "no way leads to %s %q", n.Kind, n.ID)
			d.Path = n.Path()
			d.Hint = "name it as a target, or delete it"
		}
	}
}

// deadEnds reports states at which every answer is refused, once for a node.
// order has each state after all it leads to.
func (e *explorer) deadEnds(order []int) {
	refused := make([]bool, len(e.states))
	reported := map[*decision.Node]bool{}
	for _, s := range order {
		st := &e.states[s]
		if st.node < 0 || e.nodes[st.node].Kind == decision.Outcome {
			continue
		}
		refused[s] = !slices.ContainsFunc(st.edges, func(to int) bool {
			further := to >= 0 && e.states[to].node == st.node && e.states[to].option > 0 // of the options of many
			return to >= 0 && !(further && refused[to])
		})
		n := e.nodes[st.node]
		if !refused[s] || st.option > 0 || reported[n] || inner(n) {
			continue
		}
		reported[n] = true
		if st := e.stats[e.owner(int(st.node))]; !slices.Contains(st.used, true) { // that no row holds says it all
			e.l = slices.DeleteFunc(e.l, func(d diag.Diagnostic) bool {
				return d.Path == n.Path()+".next" && (d.Code == "flow-gap" || d.Code == "flow-row-unreachable")
			})
		}
		d := e.l.Add(n.Pos, "flow-dead-end", "%s %q leads nowhere, for: %s", n.Kind, n.ID, list(e.way(s, -1)))
		d.Path = n.Path()
		d.Hint = "whatever is answered here, no row holds: add one, or do not lead here"
	}
}
