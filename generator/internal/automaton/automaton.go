// Package automaton compiles a flow into a finite automaton and proves what
// can be known about it.
//
// In: a decision.Flow without errors. Out: an Automaton, whose states are what
// pages show and what every walker walks, and a diag.List of what is wrong
// with the flow: exact, for every combination of answers. It never sees a
// word that readers see, and never walks the ways one by one: they may be
// more than a number holds.
//
// # States
//
// A state is a node together with those answers given so far that something
// later still reads. Two such pairs that go on alike are one state: the result
// is the smallest automaton that asks the same questions, found by folding
// from the ends. The number of states before folding is bounded by MaxStates,
// the work to find them by MaxWork.
//
// Where a combination of answers leads nowhere, the answer is refused: its
// state has no edge for it. Ways are those that come to an end.
//
// # Codes
//
//	flow-gap                    a combination of answers leads nowhere
//	flow-loop                   a reader can walk in a circle
//	flow-asked-twice            a way asks one question twice
//	flow-unreachable            no way leads to a question, step or outcome
//	flow-row-unreachable        no reader ever takes a row of next (warning)
//	flow-condition-never-asked  a condition reads a question asked on no way to it
//	flow-budget                 more than MaxStates states, or more than MaxWork comparisons
//	flow-address-long           a way's address may be longer than MaxAddress
//	example-outcome             an example ends elsewhere than it says
//	example-asks                an example asks something else than it says
//	example-unanswered          an example does not answer a question it meets
//	example-unused              an example answers a question it does not meet (warning)
//	example-missing             no example reaches an outcome (warning)
package automaton

import (
	"math/big"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
)

// MaxStates is how many states a flow may have before equal ones are merged.
const MaxStates = 20_000

// MaxWork bounds how long a flow is explored: the number of rows and entries
// of conditions that are evaluated, with 10 for each answer followed and each
// answer a state remembers.
const MaxWork = 20_000_000

// MaxAddress is how long an address may be that the pages read, in characters
// from the "#" on.
const MaxAddress = 8192

// Automaton is a compiled flow.
type Automaton struct {
	Flow *decision.Flow
	// States holds the start first, then the others in the order in which a
	// reader can first meet them.
	States []State
	// Unmerged is the number of states before equal ones were folded.
	Unmerged int
	// Ways is the number of different ways from the start to an end. It is 0
	// only where all answers are refused somewhere.
	Ways *big.Int
	// Shortest and Longest count the questions on a way; 0 without a way.
	Shortest, Longest int
	// Ends holds each end of the flow with the number of ways to it, in the
	// order of States.
	Ends []End
}

// State is a place on a way: a question, a step, an outcome, or the exit to
// another flow.
type State struct {
	// ID is language-neutral: the id of the node, with "~" and what tells this
	// state from its siblings where the node has several ("call~impact-down").
	// An exit has the id "flow:<name>".
	ID    string
	Node  *decision.Node // nil for an exit
	Exit  string         // the name of the other flow, for an exit
	Edges []Edge         // in the order of the answers, without those refused; none at an end
}

// End reports whether a way ends here.
func (s *State) End() bool { return s.Node == nil || s.Node.Kind == decision.Outcome }

// Edge goes from a state to another one.
type Edge struct {
	Answer string // "" from a step
	To     int    // index in Automaton.States
}

// End is where ways end.
type End struct {
	ID   string // of an outcome, or flow:<name>
	Ways *big.Int
}

// Compile compiles a flow. The automaton is nil when the list has errors that
// leave none: a loop, or a flow over the budget.
func Compile(f *decision.Flow) (*Automaton, diag.List) {
	e := explore(f)
	if e.over {
		return nil, e.l
	}
	order, ok := e.order()
	e.reach()
	if !ok {
		return nil, e.l
	}
	a := e.merge(order)
	back := a.fromEnds()
	a.count(back)
	e.l = append(e.l, a.askedTwice(back)...)
	e.l = append(e.l, a.addressLong(back)...)
	return a, e.l
}

// count fills Ways, Ends, Shortest and Longest. States are in an order in
// which a state may stand before one that leads to it, so it works on the
// states sorted from the ends (back).
func (a *Automaton) count(back []int) {
	n := len(a.States)
	ways := make([]*big.Int, n) // from the start to each state
	for i := range ways {
		ways[i] = new(big.Int)
	}
	ways[0].SetInt64(1)
	for i := n - 1; i >= 0; i-- { // from the start
		s := back[i]
		for _, e := range a.States[s].Edges {
			ways[e.To].Add(ways[e.To], ways[s])
		}
	}
	short, long := make([]int, n), make([]int, n) // -1 where no way comes to an end
	for _, s := range back {
		st := &a.States[s]
		if st.End() {
			continue
		}
		short[s], long[s] = -1, -1
		for _, e := range st.Edges {
			if short[e.To] < 0 {
				continue
			}
			if short[s] < 0 || short[e.To] < short[s] {
				short[s] = short[e.To]
			}
			long[s] = max(long[s], long[e.To])
		}
		if st.Node.Kind == decision.Question && short[s] >= 0 {
			short[s]++
			long[s]++
		}
	}
	a.Ways, a.Shortest, a.Longest = new(big.Int), max(short[0], 0), max(long[0], 0)
	for i := range a.States {
		if st := &a.States[i]; st.End() {
			a.Ways.Add(a.Ways, ways[i])
			a.Ends = append(a.Ends, End{st.ID, ways[i]})
		}
	}
}

// fromEnds lists the states so that each comes after all it leads to.
func (a *Automaton) fromEnds() []int {
	out := make([]int, 0, len(a.States))
	seen := make([]bool, len(a.States))
	var visit func(int)
	visit = func(i int) {
		seen[i] = true
		for _, e := range a.States[i].Edges {
			if !seen[e.To] {
				visit(e.To)
			}
		}
		out = append(out, i)
	}
	visit(0)
	return out
}
