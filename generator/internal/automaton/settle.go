package automaton

import (
	"signpost/generator/internal/decision"
)

// settle goes on from t over what readers never meet, and returns the state
// at which they arrive, or -1.
func (e *explorer) settle(t target, s, edge int) int {
	passed := 0 // since an answer was new
	for passed <= len(e.nodes) {
		if t.flow != "" {
			return e.state(raw{node: -1, exit: t.flow}, s, edge)
		}
		q, v, ask := e.unasked(t.node)
		if ask {
			return e.state(raw{node: int32(t.node)}, s, edge)
		}
		if s < 0 {
			e.start.set(t.node)
		}
		if n := len(e.seen[t.node]); s >= 0 && (n == 0 || e.seen[t.node][n-1] != s) {
			e.seen[t.node] = append(e.seen[t.node], s)
		}
		for _, q := range e.set {
			e.asked[t.node].set(q)
		}
		passed++
		if q >= 0 {
			if e.current[q] < 0 {
				passed = 0
			}
			e.assign(q, v)
			if s >= 0 {
				e.born[q] = append(e.born[q], [2]int{s, edge})
			}
		}
		next, ok := e.follow(t.node, s, edge)
		if !ok {
			return -1
		}
		t = next
	}
	n := e.nodes[t.node]
	d := e.l.Add(n.Pos, "flow-loop", "%s %q leads back to itself, and nothing is asked on the way", n.Kind, n.ID)
	d.Path = n.Path()
	d.Hint = e.after(s, edge, "lead one of its rows on")
	e.over = true
	return -1
}

// unasked tells how a node is passed without the reader: with a question and
// the value it gets, or with -1; ask is true where a reader must be met.
func (e *explorer) unasked(node int) (q, value int, ask bool) {
	n := e.nodes[node]
	if n.Kind == decision.Question {
		if v, ok := e.taken(node); ok {
			return node, v, false
		}
	}
	switch {
	case n.Kind == decision.Table || n.Kind == decision.Question && n.Type == decision.Used:
		return -1, 0, false
	case n.Kind == decision.Result:
		q := e.index[n.Given]
		if _, ok := e.taken(q); ok || !n.Use.Show {
			return q, e.resultValue(node), false
		}
	}
	return -1, 0, true
}

// taken is the answer to a question that is not asked: it was given to another
// one, or is known.
func (e *explorer) taken(q int) (value int, ok bool) {
	if n := e.nodes[q]; n.Given != "" {
		if from := e.index[n.Given]; e.current[from] >= 0 {
			return e.takeOver(from, q), true
		}
	}
	v, ok := e.known[q]
	return v, ok
}

// takeOver turns the answer to one question into that to another: the same in
// words.
func (e *explorer) takeOver(from, to int) int {
	return e.spaces[to].value(e.spaces[from].text(int(e.current[from])))
}

// follow takes the first row of a node that holds for what is assigned. s and
// edge say where the reader comes from.
func (e *explorer) follow(node, s, edge int) (target, bool) {
	if n := e.nodes[node]; n.Kind == decision.Question && n.Type == decision.Used {
		if v, ok := e.taken(node); ok {
			return target{node: e.index[n.ID+"."+n.Answers[v].ID]}, true
		}
		return e.cases[node][0].to, true
	}
	st := e.stats[e.owner(node)]
	st.grow(len(e.nodes[node].Next.Rows))
	rows := e.cases[node]
	m := match{node: e.nodes[node], s: s, edge: edge, first: -1, second: -1, row: -1}
	try := func(c int) bool {
		a := &rows[c]
		e.work++
		e.work += len(m.rows)
		if a.row == m.row || !e.all(a.tests) { // another clause of the row holds already
			return true
		}
		return m.add(st, c, a)
	}
	if low, high := e.low[node], e.low[node+1]; e.carried > 0 && high > low {
		e.rest.each(low, high, func(c int) bool { return try(c - low) })
	} else {
		for c := range rows {
			if !try(c) {
				break
			}
		}
	}
	if m.first >= 0 {
		m.done(st, rows)
		return rows[m.first].to, true
	}
	e.gap(node, s, edge)
	return target{}, false
}

func (e *explorer) all(tests []*test) bool {
	for _, t := range tests {
		e.work++
		if v := e.current[t.question]; v < 0 || !t.accepts.has(int(v)) {
			return false
		}
	}
	return true
}

// gap reports answers for which no row holds, once for a node.
func (e *explorer) gap(node, s, edge int) {
	st := e.stats[e.owner(node)]
	n := e.nodes[e.owner(node)]
	known := st.gap || inner(n) || e.ownNext(e.owner(node)).Map // a map that leaves out an answer was reported when it was read
	st.gap = true
	if known {
		return
	}
	way := e.way(s, edge)
	d := e.l.Add(e.ownNext(e.owner(node)).Pos, "flow-gap", "no row of %s %q holds for: %s", n.Kind, n.ID, list(way))
	d.Hint = "add a row for these answers, or end the rows with else"
	d.Path = n.Path() + ".next"
}
