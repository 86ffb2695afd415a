package automaton

import (
	"slices"
	"strings"

	"signpost/generator/internal/decision"
)

// maxCarried is how many cases are followed from state to state, see
// explorer.rest. Beyond it, states remember answers instead: more of them,
// with less work for each.
const maxCarried = 1 << 14

// alternative is a row with one clause of its condition: it holds when all its
// tests do.
type alternative struct {
	row   int
	tests []*test
	to    target
}

// target is a decision.Target with the node by number.
type target struct {
	node int    // index in explorer.nodes, where flow is ""
	flow string // name of another flow
}

// readRows turns the rows of every node into alternatives, once, and numbers
// those of nodes that read what was asked before, where they are no more than
// carry.
func (e *explorer) readRows(carry int) {
	e.cases = make([][]alternative, len(e.nodes))
	e.low = make([]int, len(e.nodes)+1)
	for i, n := range e.nodes {
		foreign := false
		for r, row := range n.Next.Rows {
			to := target{e.index[row.Then.ID], row.Then.Flow}
			if len(row.When) == 0 {
				e.cases[i] = append(e.cases[i], alternative{r, nil, to})
			}
			for _, clause := range row.When {
				tests := e.tests(i, clause)
				for _, t := range tests {
					foreign = foreign || t.question != e.answered(i)
				}
				e.cases[i] = append(e.cases[i], alternative{r, tests, to})
			}
		}
		e.low[i+1] = e.low[i]
		if foreign {
			e.low[i+1] += len(e.cases[i])
			for c := range e.cases[i] {
				e.numbered = append(e.numbered, &e.cases[i][c])
			}
		}
	}
	e.carried = e.low[len(e.nodes)]
	if e.carried > carry {
		e.carried = 0
	}
	e.share()
}

// tests turns a clause of a node into tests: one for each entry, but for a
// question of type many one for all its entries.
func (e *explorer) tests(node int, clause decision.Clause) []*test {
	var out []*test
	many := map[int][]decision.Test{}
	for _, entry := range clause {
		q := e.index[entry.Question]
		if s := e.spaces[q]; s.node.Type != decision.Many {
			out = append(out, s.test(q, entry.Test))
		} else if many[q] = append(many[q], entry.Test); len(many[q]) == 1 {
			out = append(out, &test{question: q})
		}
	}
	for _, t := range out {
		if parts := many[t.question]; parts != nil {
			e.spaces[t.question].ask(choice{test: t, node: node, decide: len(out) == 1 && !e.nodes[node].Unique}, parts)
		}
	}
	return out
}

// share lets a question tell apart what another one that takes its answer over
// tells apart.
func (e *explorer) share() {
	var takers []int
	for i, n := range e.nodes {
		if n.Kind == decision.Question && n.Given != "" {
			takers = append(takers, i)
		}
	}
	depth := func(i int) int { return strings.Count(e.nodes[i].ID, ".") }
	slices.SortStableFunc(takers, func(a, b int) int { return depth(b) - depth(a) })
	for _, i := range takers {
		from := e.index[e.nodes[i].Given]
		for _, t := range e.spaces[i].tests {
			e.spaces[from].test(from, t.meaning)
		}
		for _, c := range e.spaces[i].choices {
			var tests []decision.Test
			for _, p := range c.parts {
				tests = append(tests, p.Test)
			}
			e.spaces[from].ask(choice{test: &test{question: from}, node: -1}, tests)
		}
	}
}

// answered is the question that is answered at a node: itself, or the one that
// uses the flow of a result; -1 where none is.
func (e *explorer) answered(node int) int {
	switch n := e.nodes[node]; n.Kind {
	case decision.Question:
		return node
	case decision.Result:
		return e.index[n.Given]
	}
	return -1
}

// owner is the node whose rows a node has: a result has those of the question
// that uses its flow.
func (e *explorer) owner(node int) int {
	if n := e.nodes[node]; n.Kind == decision.Result {
		return e.index[n.Given]
	}
	return node
}

// reader is a case that reads a question.
type reader struct {
	at int // its number among those carried
	t  *test
}

// liveness computes which questions each node or something after it reads. An
// answer is born where it is given. Each question is followed back from those
// who read it, so that no order of the nodes in the file makes it slow.
func (e *explorer) liveness() {
	before := make([][]int, len(e.nodes)) // the nodes that lead to each
	readers := make([][]int, len(e.nodes))
	e.live = make([]bitset, len(e.nodes))
	e.needed = make([]bitset, len(e.nodes))
	e.readers = make([][]reader, len(e.nodes))
	e.within = make([]bitset, len(e.nodes))
	add := func(to []int, i int) []int { // nodes come in order: the last one tells
		if len(to) > 0 && to[len(to)-1] == i {
			return to
		}
		return append(to, i)
	}
	taken := map[int][]int{} // by question: the nodes that take its answer over
	for i := range e.nodes {
		e.live[i] = newBitset(len(e.nodes))
		if n := e.nodes[i]; n.Kind == decision.Question && n.Given != "" {
			q := e.index[n.Given]
			taken[q] = append(taken[q], i)
			readers[q] = add(readers[q], i)
		}
		for c, a := range e.cases[i] {
			if a.to.flow == "" {
				before[a.to.node] = add(before[a.to.node], i)
			}
			for _, t := range a.tests {
				readers[t.question] = add(readers[t.question], i)
				if e.carried > 0 && e.low[i] < e.low[i+1] {
					e.readers[t.question] = append(e.readers[t.question], reader{e.low[i] + c, t})
				}
			}
		}
	}
	follow := func(q int, from []int, live func(int) bool) {
		todo := append([]int(nil), from...)
		for len(todo) > 0 {
			i := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			e.work++
			if e.answered(i) != q && live(i) {
				todo = append(todo, before[i]...)
			}
		}
	}
	for q, at := range readers {
		follow(q, at, func(i int) bool { return e.live[i].set(q) })
	}
	for q, at := range taken {
		follow(q, at, func(i int) bool {
			if e.needed[i] == nil {
				e.needed[i] = newBitset(len(e.nodes))
			}
			return e.needed[i].set(q)
		})
	}
}

// reads is the set of carried cases that read what is live at a node.
func (e *explorer) reads(node int) bitset {
	if e.within[node] == nil {
		b := newBitset(e.carried)
		e.live[node].each(0, len(e.nodes), func(q int) bool {
			for _, r := range e.readers[q] {
				b.set(r.at)
			}
			return true
		})
		e.within[node] = b
	}
	return e.within[node]
}

// narrow takes the cases out of rest that an answer excludes.
func (e *explorer) narrow(rest bitset, q, value int) {
	readers := e.readers[q]
	if len(readers) <= 64 {
		for _, r := range readers {
			if !r.t.accepts.has(value) {
				rest[r.at/64] &^= 1 << (r.at % 64)
			}
		}
		return
	}
	key := [2]int{q, value}
	mask, ok := e.masks[key]
	if !ok {
		mask = newBitset(e.carried)
		for w := range mask {
			mask[w] = ^uint64(0)
		}
		for _, r := range readers {
			if !r.t.accepts.has(value) {
				mask[r.at/64] &^= 1 << (r.at % 64)
			}
		}
		e.masks[key] = mask
	}
	rest.and(mask)
}

// inner reports whether a node stands within a used flow: what is wrong with
// it is reported there.
func inner(n *decision.Node) bool { return n.Flow != "" || strings.Contains(n.ID, ".") }
