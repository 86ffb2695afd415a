package automaton

import (
	"cmp"
	"maps"
	"slices"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
)

// given is an answer by number: the question's place among the nodes and the
// value's in its space.
type given struct{ question, value int32 }

// raw is a state before merging.
type raw struct {
	node   int32   // index in explorer.nodes, or -1 for an exit
	option int32   // of a question of type many: how many options were answered before
	partly int32   // and what is known of them: the place in the layer of that option
	exit   string  // flow name
	env    []given // what something later still reads, by question
	rest   bitset  // see explorer.rest
	edges  []int   // by value, or without and with the option; -1 where no row holds
	parent int     // how it was first reached, by a shortest way; -1 at a beginning
	via    int     // the edge of the parent
}

// explorer walks a flow breadth first over (node, what is still read).
type explorer struct {
	f      *decision.Flow
	known  map[int]int      // question to value: not asked
	nodes  []*decision.Node // by id, so that nothing depends on the order of the file
	index  map[string]int
	spaces []*space        // by node
	cases  [][]alternative // by node: its rows
	low    []int           // by node: the number of its first carried case
	live   []bitset        // by node: questions read at it or later
	needed []bitset        // by node: questions whose very answer is read at it or later; nil for none
	// carried is the number of cases that read what was asked before; 0 where
	// they are too many to follow.
	carried  int
	numbered []*alternative    // by number
	readers  [][]reader        // by question
	within   []bitset          // by node, once made: see reads
	masks    map[[2]int]bitset // see narrow
	states   []raw
	found    map[string]int
	roots    []int   // states: the start, then the entries
	current  []int32 // by question: the value given in the state at hand; -1 for none
	set      []int   // the questions with a value in current
	rest     bitset  // the carried cases that the answers so far do not exclude
	left     bitset  // and those of them that something later may still read
	marks    []int   // by question: the marking in which it was last marked
	marking  int
	work     int              // see MaxWork
	spent    []int            // work, by node
	stats    []*stats         // by node, see owner
	start    bitset           // silent nodes passed before the first state
	asked    []bitset         // by node: questions that were certainly asked on some way to it
	seen     [][]int          // by silent node: the states from which it is passed
	born     map[int][][2]int // by question: the states and edges on which it is answered without the reader
	behind   map[int]bitset   // by question, once made: see statesAfter
	over     bool             // a limit was passed: nothing else is known
	l        diag.List
}

// explore follows up to carry cases from state to state, see explorer.carried.
// Where a question is asked twice on a way they tell too little: see
// Specialise.
func explore(f *decision.Flow, known map[string]string, carry int) *explorer {
	e := &explorer{f: f, known: map[int]int{}, nodes: slices.Clone(f.Nodes), index: make(map[string]int, len(f.Nodes)),
		found: map[string]int{}, masks: map[[2]int]bitset{}, born: map[int][][2]int{}, behind: map[int]bitset{}}
	slices.SortFunc(e.nodes, func(a, b *decision.Node) int { return cmp.Compare(a.ID, b.ID) })
	for i, n := range e.nodes {
		e.index[n.ID] = i
		e.spaces = append(e.spaces, &space{node: n})
		e.stats = append(e.stats, &stats{})
		e.current = append(e.current, -1)
		e.marks = append(e.marks, 0)
	}
	e.spent = make([]int, len(e.nodes))
	e.start = newBitset(len(e.nodes))
	e.seen = make([][]int, len(e.nodes))
	e.asked = make([]bitset, len(e.nodes))
	for i := range e.asked {
		e.asked[i] = newBitset(len(e.nodes))
	}
	e.readRows(carry)
	for i, s := range e.spaces {
		if !s.prepare() {
			e.tooManyChoices(i)
			return e
		}
	}
	for _, id := range slices.Sorted(maps.Keys(known)) {
		if q, ok := e.index[id]; ok {
			e.known[q] = e.spaces[q].value(known[id])
		}
	}
	e.liveness()
	e.rest, e.left = newBitset(e.carried), newBitset(e.carried)
	e.begin(f.Start)
	for _, t := range f.Entries {
		e.begin(t)
	}
	for s := 0; s < len(e.states); s++ {
		if len(e.states) > MaxStates {
			e.tooManyStates()
			return e
		}
		if e.step(s); e.work > MaxWork {
			e.tooMuchWork()
			return e
		}
	}
	return e
}

// begin makes the state in which a reader begins at a node.
func (e *explorer) begin(t decision.Target) {
	for c := range e.carried {
		e.rest.set(c)
	}
	s := e.settle(target{e.index[t.ID], t.Flow}, -1, 0)
	e.forget(0)
	e.roots = append(e.roots, s)
}

// assign notes an answer.
func (e *explorer) assign(q, value int) {
	if e.current[q] < 0 {
		e.set = append(e.set, q)
	}
	e.current[q] = int32(value)
	if e.carried > 0 {
		e.narrow(e.rest, q, value)
	}
}

// forget takes back all answers but the first n assigned.
func (e *explorer) forget(n int) {
	for _, q := range e.set[n:] {
		e.current[q] = -1
	}
	e.set = e.set[:n]
}

// step follows all answers out of state s, as far as the limits allow.
func (e *explorer) step(s int) {
	st := e.states[s]
	if st.node < 0 {
		return
	}
	node, before := int(st.node), e.work
	n := e.nodes[node]
	for _, g := range st.env {
		e.current[g.question] = g.value
		e.set = append(e.set, int(g.question))
		e.asked[node].set(int(g.question))
	}
	base := len(e.set)
	answer := func(edge int, set bool, value int) bool {
		e.reset(node, st.rest)
		e.work += 10
		if set {
			e.assign(e.answered(node), value)
		}
		to := -1
		if t, ok := e.follow(node, s, edge); ok {
			to = e.settle(t, s, edge)
		}
		e.forget(base)
		e.states[s].edges = append(e.states[s].edges, to)
		return e.work <= MaxWork && len(e.states) <= MaxStates
	}
	switch {
	case n.Kind == decision.Step:
		answer(0, false, 0)
	case n.Kind == decision.Result:
		answer(0, true, e.resultValue(node))
	case n.Kind == decision.Question && n.Type == decision.Many:
		layer := e.spaces[node].layers
		last := int(st.option) == len(layer)-1
		for with, to := range layer[st.option][st.partly].on {
			if last {
				if !answer(with, true, int(to)) {
					break
				}
				continue
			}
			e.reset(node, st.rest)
			next := e.state(raw{node: st.node, option: st.option + 1, partly: to}, s, with)
			e.states[s].edges = append(e.states[s].edges, next)
		}
	case n.Kind == decision.Question:
		for v := range e.spaces[node].size() {
			if !answer(v, true, v) {
				break
			}
		}
	}
	e.forget(0)
	e.spent[node] += e.work - before
}

// reset makes rest what it was when the reader came to the node. What the node
// does not keep was asked by none or is read by none.
func (e *explorer) reset(node int, rest bitset) {
	if e.carried == 0 {
		return
	}
	for w, reads := range e.reads(node) {
		e.rest[w] = rest[w] | ^reads
	}
}

// resultValue is the answer that a result gives, by number.
func (e *explorer) resultValue(node int) int {
	n := e.nodes[node]
	return e.spaces[e.index[n.Given]].value(n.Answer)
}
