package automaton

import (
	"encoding/binary"
	"fmt"
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
	edges  []int   // by answer; -1 where nothing holds
	parent int     // how it was first reached, by a shortest way; -1 at the start
	via    int     // the answer given at parent
}

// explorer walks a flow breadth first over (node, live answers).
type explorer struct {
	f      *decision.Flow
	nodes  []*decision.Node
	index  map[string]int
	live   []bitset // by node: questions read at it or later
	states []raw
	found  map[string]int
	used   []bitset // by node: the rows taken
	asked  []bitset // by node: the questions asked on some way to it
	broken bool
	l      diag.List
}

func explore(f *decision.Flow) *explorer {
	e := &explorer{f: f, nodes: f.Nodes, index: make(map[string]int, len(f.Nodes)), found: map[string]int{}}
	for i, n := range f.Nodes {
		e.index[n.ID] = i
		e.used = append(e.used, newBitset(len(n.Next.Rows)))
		e.asked = append(e.asked, newBitset(len(f.Nodes)))
	}
	e.liveness()
	e.state(f.Start, nil, -1, 0)
	gaps := map[int]bool{}
	for s := 0; s < len(e.states); s++ {
		if len(e.states) > MaxStates {
			e.budget(e.states[s].node)
			return e
		}
		e.step(s, gaps)
	}
	return e
}

// liveness computes, from the ends, which questions each node or something
// after it reads. A question's own answer is born at it.
func (e *explorer) liveness() {
	e.live = make([]bitset, len(e.nodes))
	for i := range e.live {
		e.live[i] = newBitset(len(e.nodes))
	}
	for changed := true; changed; {
		changed = false
		for i := len(e.nodes) - 1; i >= 0; i-- {
			n := e.nodes[i]
			for _, row := range n.Next.Rows {
				for _, clause := range row.When {
					for _, entry := range clause {
						if q := e.index[entry.Question]; q != i {
							changed = e.live[i].set(q) || changed
						}
					}
				}
				if to, ok := e.index[row.Then.ID]; ok && row.Then.Flow == "" {
					changed = e.live[i].union(e.live[to], i) || changed
				}
			}
		}
	}
}

// state returns the number of a state, making it if it is new.
func (e *explorer) state(t decision.Target, env []given, parent, via int) int {
	node := -1
	var kept []given
	key := []byte("flow:" + t.Flow)
	if t.Flow == "" {
		node = e.index[t.ID]
		key = binary.AppendVarint(nil, int64(node))
		for _, g := range env {
			if e.live[node].has(int(g.question)) {
				kept = append(kept, g)
				key = binary.AppendVarint(binary.AppendVarint(key, int64(g.question)), int64(g.answer))
			}
		}
	}
	if s, ok := e.found[string(key)]; ok {
		return s
	}
	s := len(e.states)
	e.found[string(key)] = s
	e.states = append(e.states, raw{node: node, exit: t.Flow, env: kept, parent: parent, via: via})
	return s
}

// step follows all answers out of state s.
func (e *explorer) step(s int, gaps map[int]bool) {
	st := e.states[s]
	if st.node < 0 {
		return
	}
	n := e.nodes[st.node]
	for _, g := range st.env {
		e.asked[st.node].set(int(g.question))
	}
	switch n.Kind {
	case decision.Outcome:
		return
	case decision.Step:
		e.states[s].edges = []int{e.follow(s, st.env, 0, gaps)}
	case decision.Question:
		edges := make([]int, len(n.Answers))
		at, _ := slices.BinarySearchFunc(st.env, int32(st.node), func(g given, q int32) int { return int(g.question - q) })
		env := slices.Insert(slices.Clone(st.env), at, given{int32(st.node), 0})
		for a := range n.Answers {
			env[at].answer = int32(a)
			edges[a] = e.follow(s, env, a, gaps)
		}
		e.states[s].edges = edges
	}
}

// follow evaluates the rows of the node of state s over env.
func (e *explorer) follow(s int, env []given, answer int, gaps map[int]bool) int {
	node := e.states[s].node
	n := e.nodes[node]
	lookup := func(question string) (string, bool) {
		q := int32(e.index[question])
		for _, g := range env {
			if g.question == q {
				return e.nodes[q].Answers[g.answer].ID, true
			}
		}
		return "", false
	}
	for i, row := range n.Next.Rows {
		if row.When.Holds(lookup) {
			e.used[node].set(i)
			return e.state(row.Then, env, s, answer)
		}
	}
	e.broken = true
	if !gaps[node] {
		gaps[node] = true
		way := e.way(s)
		if n.Kind == decision.Question {
			way = append(way, n.ID+"="+n.Answers[answer].ID)
		}
		d := e.l.Add(n.Next.Pos, "flow-gap", "no row of %s %q holds for: %s", n.Kind, n.ID, strings.Join(way, ", "))
		d.Hint = "add a row for these answers, or end the rows with else"
		d.Path = path(n) + ".next"
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

// budget reports a flow that runs away, naming what it carries furthest.
func (e *explorer) budget(node int) {
	e.broken = true
	carried := map[int32]int{}
	for _, st := range e.states {
		for _, g := range st.env {
			carried[g.question]++
		}
	}
	ids := make([]int32, 0, len(carried))
	for q := range carried {
		ids = append(ids, q)
	}
	slices.SortFunc(ids, func(a, b int32) int {
		return compare(carried[b], carried[a], int(a), int(b))
	})
	var names []string
	for _, q := range ids[:min(len(ids), 5)] {
		names = append(names, fmt.Sprintf("%q", e.nodes[q].ID))
	}
	d := e.l.Add(diag.Pos{File: e.f.File, Line: 1, Col: 1}, "flow-budget", "the flow has more than %d states; carried furthest: %s", MaxStates, strings.Join(names, ", "))
	d.Hint = "decide on these answers sooner, so that later questions need not remember them"
}

// path is the place of a node in the data.
func path(n *decision.Node) string { return n.Kind.String() + "s." + n.ID }

func compare(pairs ...int) int {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] != pairs[i+1] {
			return pairs[i] - pairs[i+1]
		}
	}
	return 0
}
