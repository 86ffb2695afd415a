package automaton

import (
	"encoding/binary"
	"slices"
	"strings"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
)

// given is an answer by number: the question's place among the nodes and the
// answer's place in it.
type given struct{ question, answer int32 }

// raw is a state before merging.
type raw struct {
	node   int     // index in explorer.nodes, or -1 for an exit
	exit   string  // flow name
	env    []given // what something later still reads, by question
	edges  []int   // by answer; -1 where no row holds
	parent int     // how it was first reached, by a shortest way; -1 at the start
	via    int     // the answer given at parent
}

// explorer walks a flow breadth first over (node, live answers).
type explorer struct {
	f       *decision.Flow
	nodes   []*decision.Node
	index   map[string]int
	rules   [][]rule // by node: its rows, resolved to numbers
	live    []bitset // by node: questions read at it or later
	states  []raw
	found   map[string]int
	current []int32  // by question: the answer given in the state at hand; -1 for none
	reached []int    // by row of the node at hand: the state it leads to, whatever is answered; -1 where not known
	work    int      // see MaxWork
	spent   []int    // work, by node
	used    []bitset // by node: the rows taken
	asked   []bitset // by node: the questions asked on some way to it
	gaps    bitset   // the nodes at which no row holds for some answers
	over    bool     // a limit was passed: nothing else is known
	l       diag.List
}

func explore(f *decision.Flow) *explorer {
	e := &explorer{f: f, nodes: f.Nodes, index: make(map[string]int, len(f.Nodes)), found: map[string]int{}}
	rows := 0
	for i, n := range f.Nodes {
		e.index[n.ID] = i
		e.used = append(e.used, newBitset(len(n.Next.Rows)))
		e.current = append(e.current, -1)
		rows = max(rows, len(n.Next.Rows))
	}
	e.reached = make([]int, rows)
	e.spent = make([]int, len(e.nodes))
	e.gaps = newBitset(len(e.nodes))
	e.rules = e.resolve()
	e.liveness()
	e.state(target{e.index[f.Start.ID], f.Start.Flow}, nil, -1, 0)
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

// state returns the number of a state, making it if it is new.
func (e *explorer) state(t target, env []given, parent, via int) int {
	node := -1
	var key []byte
	kept := 0
	if t.flow != "" {
		key = []byte("flow:" + t.flow)
	} else {
		node = t.node
		key = binary.AppendVarint(make([]byte, 0, 64), int64(node))
		e.work += len(env)
		for _, g := range env {
			if e.live[node].has(int(g.question)) {
				kept++
				key = binary.AppendVarint(binary.AppendVarint(key, int64(g.question)), int64(g.answer))
			}
		}
	}
	if s, ok := e.found[string(key)]; ok {
		return s
	}
	e.work += 10 * kept
	var keep []given
	if kept > 0 {
		keep = make([]given, 0, kept)
		for _, g := range env {
			if e.live[node].has(int(g.question)) {
				keep = append(keep, g)
			}
		}
	}
	s := len(e.states)
	e.found[string(key)] = s
	e.states = append(e.states, raw{node: node, exit: t.flow, env: keep, parent: parent, via: via})
	return s
}

// step follows all answers out of state s, as far as the limits allow.
func (e *explorer) step(s int) {
	st := e.states[s]
	if st.node < 0 {
		return
	}
	n, before := e.nodes[st.node], e.work
	for _, g := range st.env {
		e.asked[st.node].set(int(g.question))
		e.current[g.question] = g.answer
	}
	for i := range n.Next.Rows {
		e.reached[i] = -1
	}
	var edges []int
	switch n.Kind {
	case decision.Step:
		edges = []int{e.follow(s, st.env, 0)}
	case decision.Question:
		edges = make([]int, 0, len(n.Answers))
		at, _ := slices.BinarySearchFunc(st.env, int32(st.node), func(g given, q int32) int { return int(g.question - q) })
		env := slices.Insert(slices.Clone(st.env), at, given{int32(st.node), 0})
		for a := range n.Answers {
			env[at].answer, e.current[st.node] = int32(a), int32(a)
			edges = append(edges, e.follow(s, env, a))
			if e.work > MaxWork || len(e.states) > MaxStates {
				break
			}
		}
		e.current[st.node] = -1
	}
	e.states[s].edges = edges
	for _, g := range st.env {
		e.current[g.question] = -1
	}
	e.spent[st.node] += e.work - before
}

// follow evaluates the rows of the node of state s over env, which stands in
// current too.
func (e *explorer) follow(s int, env []given, answer int) int {
	node := e.states[s].node
	e.work += 10
	for i := range e.rules[node] {
		r := &e.rules[node][i]
		if !e.holds(r) {
			continue
		}
		e.used[node].set(i)
		if r.to.flow == "" && e.live[r.to.node].has(node) {
			return e.state(r.to, env, s, answer)
		}
		// The answer is forgotten there: all answers lead to one state.
		if e.reached[i] < 0 {
			e.reached[i] = e.state(r.to, env, s, answer)
		}
		return e.reached[i]
	}
	if e.gaps.set(node) {
		n := e.nodes[node]
		way := e.way(s)
		if n.Kind == decision.Question {
			way = append(way, n.ID+"="+n.Answers[answer].ID)
		}
		d := e.l.Add(n.Next.Pos, "flow-gap", "no row of %s %q holds for: %s", n.Kind, n.ID, strings.Join(way, ", "))
		d.Hint = "add a row for these answers, or end the rows with else"
		d.Path = n.Path() + ".next"
	}
	return -1
}

// way lists the answers of a shortest way to state s, as "question=answer".
func (e *explorer) way(s int) []string {
	var out []string
	for ; e.states[s].parent >= 0; s = e.states[s].parent {
		st := e.states[s]
		if n := e.nodes[e.states[st.parent].node]; n.Kind == decision.Question {
			out = append(out, n.ID+"="+n.Answers[st.via].ID)
		}
	}
	slices.Reverse(out)
	return out
}
