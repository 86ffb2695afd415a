package automaton

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"signpost/generator/internal/decision"
)

// Done stands for an answer where a step, or a result that is shown, was
// passed.
const Done = "done"

// Trail is where answers lead: what a page makes of its address.
type Trail struct {
	Steps   []Passed
	Current int // index in Automaton.States: the first state without an answer, or an end
	// Waiting are answers to nodes that may still be asked after the current
	// one: kept, not counted.
	Waiting map[string]string
	Dropped []Dropped // by node, but for one at the current state, which comes first
}

// Passed is a state that an answer led on from. Of a question of type many it
// is the first.
type Passed struct {
	State        int
	Node, Answer string
}

// Dropped is an answer that has no effect.
type Dropped struct {
	Node, Answer string
	// Off is whether the answer is one, only not on this way any more. Else
	// nothing is known of it.
	Off bool
}

// Follow walks the table from its start as far as the answers (by node) carry.
// An answer is a value, and Done for a step. It never goes to another flow.
// The walker of the pages does the same, and both are held against the same
// vectors.
func (a *Automaton) Follow(answers map[string]string) Trail {
	left := maps.Clone(answers)
	t := Trail{Waiting: map[string]string{}}
	for {
		st := &a.States[t.Current]
		if st.End() {
			break
		}
		answer, ok := left[st.Node.ID]
		if !ok {
			break
		}
		delete(left, st.Node.ID)
		to, value := a.next(t.Current, answer)
		if to < 0 || a.States[to].Node == nil {
			t.Dropped = append(t.Dropped, Dropped{st.Node.ID, answer, false})
			break
		}
		t.Steps = append(t.Steps, Passed{t.Current, st.Node.ID, value})
		t.Current = to
	}
	ahead := a.ahead(t.Current)
	for _, node := range slices.Sorted(maps.Keys(left)) {
		switch answer := left[node]; {
		case a.leads(ahead, node, answer):
			t.Waiting[node] = answer
		default:
			t.Dropped = append(t.Dropped, Dropped{node, answer, a.leads(nil, node, answer)})
		}
	}
	return t
}

// next goes on from a state with an answer. It returns the state after it and
// the answer as a value, or -1.
func (a *Automaton) next(s int, answer string) (int, string) {
	st := &a.States[s]
	switch n := st.Node; {
	case n.Kind != decision.Question:
		if answer == Done && len(st.Edges) > 0 {
			return st.Edges[0].To, Done
		}
	case n.Type == decision.Number:
		value, ok := n.Value(answer)
		v, _ := strconv.ParseInt(value, 10, 64)
		for _, e := range st.Edges {
			if ok && e.Range.Min <= v && v <= e.Range.Max {
				return e.To, value
			}
		}
	case n.Type == decision.Many:
		value, ok := n.Value(answer)
		if !ok || !st.asks() {
			return -1, answer
		}
		chosen := strings.Split(value, ",")
		for range n.Answers {
			want := No
			if slices.Contains(chosen, a.States[s].Option) {
				want = Yes
			}
			if s = a.States[s].along(want); s < 0 {
				break
			}
		}
		return s, value
	default:
		return st.along(answer), answer
	}
	return -1, answer
}

// along is the state that an edge leads to, or -1.
func (s *State) along(answer string) int {
	for _, e := range s.Edges {
		if e.Answer == answer {
			return e.To
		}
	}
	return -1
}

// ahead lists the states after one on any way, without itself.
func (a *Automaton) ahead(from int) []int {
	seen := map[int]bool{from: true}
	out := []int{} // not nil, which stands for all
	for todo := []int{from}; len(todo) > 0; {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, e := range a.States[s].Edges {
			if !seen[e.To] {
				seen[e.To] = true
				out = append(out, e.To)
				todo = append(todo, e.To)
			}
		}
	}
	return out
}

// leads reports whether an answer leads on, within the flow, from one of the
// states of a node; nil are all states.
func (a *Automaton) leads(states []int, node, answer string) bool {
	leads := func(s int) bool {
		st := &a.States[s]
		if st.Node == nil || st.Node.ID != node || st.End() {
			return false
		}
		to, _ := a.next(s, answer)
		return to >= 0 && a.States[to].Node != nil
	}
	if states != nil {
		return slices.ContainsFunc(states, leads)
	}
	for s := range a.States {
		if leads(s) {
			return true
		}
	}
	return false
}

// Visit is one state of a walk with the answer given at it ("" at steps and
// at the last state).
type Visit struct {
	State  int
	Answer string
}

// Walk follows the answers (by question) from the start as far as they go;
// steps are passed by themselves. The last visit is at an end, at the first
// question without a known answer, or where a gap of the flow refuses to go
// on. Answers to questions that are not met have no effect.
func (a *Automaton) Walk(answers map[string]string) []Visit {
	var out []Visit
	for s := 0; ; {
		st := &a.States[s]
		to, value := -1, ""
		switch {
		case st.End():
		case st.Node.Kind != decision.Question:
			to, _ = a.next(s, Done)
		default:
			if answer, ok := answers[st.Node.ID]; ok {
				to, value = a.next(s, answer)
			}
		}
		if to < 0 {
			return append(out, Visit{State: s})
		}
		out = append(out, Visit{s, value})
		s = to
	}
}

// Asked lists the questions of a walk in order.
func (a *Automaton) Asked(walk []Visit) []string {
	var out []string
	for _, v := range walk {
		if n := a.States[v.State].Node; n != nil && n.Kind == decision.Question {
			out = append(out, n.ID)
		}
	}
	return out
}

// EndID names a state at the end of a walk as examples do: an outcome, or
// flow:<name>.
func (s *State) EndID() string {
	if s.Node == nil {
		return s.ID
	}
	return s.Node.ID
}

// Inner counts the states that are no ends.
func (a *Automaton) Inner() int {
	n := 0
	for i := range a.States {
		if !a.States[i].End() {
			n++
		}
	}
	return n
}
