// Package automaton compiles a flow into a finite automaton and proves what
// can be known about it.
//
// In: a linked decision.Flow (see decision.Link). Out: an Automaton, whose
// states are what pages show and what every walker walks, and a diag.List of
// what is wrong with the flow: exact, for every combination of answers. It
// never sees a word that readers see, and never walks the ways one by one:
// they may be more than a number holds.
//
// # States
//
// A state is a node together with what something later may still make of the
// answers so far: which rows of conditions they leave possible. Two such pairs
// that go on alike are one state: the result is the smallest automaton that
// asks the same questions, found by folding from the ends. The number of
// states before folding is bounded by MaxStates, the work to find them by
// MaxWork. Tables, and whatever else readers never meet, are passed at once
// and are no states.
//
// A question of type many is asked option by option: a state for each, with
// what its conditions make of the options before. A number's edges are ranges:
// the numbers that no condition tells apart are one.
//
// Where a combination of answers leads nowhere, the answer is refused: its
// state has no edge for it. Ways are those that come to an end.
//
// # Codes
//
//	flow-gap                    a combination of answers leads nowhere
//	flow-dead-end               whatever is answered leads nowhere
//	flow-loop                   a reader can walk in a circle
//	flow-asked-twice            a way asks one question twice
//	flow-unreachable            no way leads to a question, step, table or outcome
//	flow-row-unreachable        the condition of a row holds for no reader (warning)
//	flow-row-masked             rows above decide whenever a row holds (warning)
//	flow-row-redundant          without a row nothing would be decided otherwise (warning)
//	flow-else-unreachable       rows above else cover every case (warning)
//	flow-answer-unreachable     a used flow never ends at an outcome here (warning)
//	flow-overlap                two rows of a table with policy unique hold together
//	flow-contradiction          and lead to different places
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
// of conditions that are looked at, with 10 for each answer followed and each
// answer a state remembers.
const MaxWork = 20_000_000

// MaxAddress is how long an address may be that the pages read, in characters
// from the "#" on.
const MaxAddress = 8192

// Automaton is a compiled flow.
type Automaton struct {
	Flow *decision.Flow // linked
	// States holds the start first, then the others in the order in which a
	// reader can first meet them.
	States []State
	// Entries are the states of the flow's entries, in its order.
	Entries []int
	// Unmerged is the number of states before equal ones were folded.
	Unmerged int
	// Ways is the number of different ways from the start to an end. It is 0
	// only where all answers are refused somewhere.
	Ways *big.Int
	// Combinations is the number of ways to answer all questions that the states
	// ask, whether or not one way asks them all: the product of how many answers
	// each has.
	Combinations *big.Int
	// Shortest and Longest count the questions on a way; 0 without a way.
	Shortest, Longest int
	// Ends holds each end of the flow with the number of ways to it, in the
	// order of States.
	Ends []End

	e *explorer
}

// State is a place on a way: a question, a step, an outcome, or the exit to
// another flow.
type State struct {
	// ID is language-neutral: the id of the node, with "~" and what tells this
	// state from its siblings where the node has several ("call~impact-down").
	// An exit has the id "flow:<name>".
	ID   string
	Node *decision.Node // nil for an exit
	Exit string         // the name of the other flow, for an exit
	// Option is the answer of a question of type many that is asked about here:
	// each has a state of its own, with the edges Yes and No.
	Option string
	Edges  []Edge // in the order of the answers, without those refused; none at an end
}

// The answers at a state with an Option.
const (
	No  = "no"
	Yes = "yes"
)

// End reports whether a way ends here.
func (s *State) End() bool { return s.Node == nil || s.Node.Kind == decision.Outcome }

// Edge goes from a state to another one.
type Edge struct {
	Answer string         // "" from a step; of a number its range: "0..49", or "7"
	Range  decision.Range // of a number
	To     int            // index in Automaton.States
}

// End is where ways end.
type End struct {
	ID   string // of an outcome, or flow:<name>
	Ways *big.Int
	// Combinations is how many of Automaton.Combinations end here.
	Combinations *big.Int
}

// Compile compiles a linked flow. The automaton is nil when the list has errors
// that leave none: a loop, or a flow over the budget.
func Compile(f *decision.Flow) (*Automaton, diag.List) { return Specialise(f, nil) }

// Specialise compiles a linked flow with the answers to some questions known:
// these are not asked. Answers that are none of their question's make it panic:
// see decision.Node.Value.
func Specialise(f *decision.Flow, known map[string]string) (*Automaton, diag.List) {
	a, l, twice := compile(explore(f, known, maxCarried))
	if twice {
		// What an answer excluded may come back when it is given anew: only the
		// answers themselves tell.
		a, l, _ = compile(explore(f, known, 0))
	}
	return a, l
}

// compile makes an automaton of what was explored. twice is whether a way asks
// a question again, or walks in a circle.
func compile(e *explorer) (a *Automaton, l diag.List, twice bool) {
	if e.over {
		return nil, e.l, false
	}
	order, ok := e.order()
	e.reach()
	if !ok || e.roots[0] < 0 {
		return nil, e.l, !ok
	}
	e.deadEnds(order)
	a = e.merge(order)
	back := a.fromEnds()
	a.count(back)
	again := a.askedTwice(back)
	e.l = append(e.l, again...)
	e.l = append(e.l, a.addressLong(back)...)
	return a, e.l, len(again) > 0
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
	share := make([]*big.Int, n) // of all combinations, those that come to each state
	for i := range share {
		share[i] = new(big.Int)
	}
	a.Combinations = a.combinations()
	share[0].Set(a.Combinations)
	ways[0].SetInt64(1)
	var part big.Int
	for i := n - 1; i >= 0; i-- { // from the start
		s := back[i]
		for _, e := range a.States[s].Edges {
			ways[e.To].Add(ways[e.To], ways[s])
			taken, of := a.States[s].share(e)
			part.Mul(share[s], big.NewInt(taken))
			share[e.To].Add(share[e.To], part.Quo(&part, big.NewInt(of)))
		}
		if !a.States[s].End() {
			ways[s], share[s] = nil, nil // large numbers, of which only the ends' are asked for
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
		if st.asks() && short[s] >= 0 {
			short[s]++
			long[s]++
		}
	}
	a.Ways, a.Shortest, a.Longest = new(big.Int), max(short[0], 0), max(long[0], 0)
	for i := range a.States {
		if st := &a.States[i]; st.End() {
			a.Ways.Add(a.Ways, ways[i])
			a.Ends = append(a.Ends, End{st.ID, ways[i], share[i]})
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
	for _, entry := range a.Entries {
		if !seen[entry] {
			visit(entry)
		}
	}
	if !seen[0] {
		visit(0)
	}
	return out
}

// asks reports whether a question is asked here that was not begun before.
func (s *State) asks() bool {
	return s.Node != nil && s.Node.Kind == decision.Question && (s.Option == "" || s.Option == s.Node.Answers[0].ID)
}

// share is how many of a state's answers go along an edge, and how many there
// are.
func (s *State) share(e Edge) (taken, of int64) {
	switch n := s.Node; {
	case n.Kind != decision.Question:
		return 1, 1
	case n.Type == decision.Number:
		return e.Range.Max - e.Range.Min + 1, n.Max - n.Min + 1
	case n.Type == decision.Many:
		return 1, 2
	default:
		return 1, int64(len(n.Answers))
	}
}

func (a *Automaton) combinations() *big.Int {
	all := big.NewInt(1)
	counted := map[*decision.Node]bool{}
	for i := range a.States {
		st := &a.States[i]
		if !st.asks() || counted[st.Node] {
			continue
		}
		counted[st.Node] = true
		switch n := st.Node; n.Type {
		case decision.Number:
			all.Mul(all, big.NewInt(n.Max-n.Min+1))
		case decision.Many:
			all.Lsh(all, uint(len(n.Answers)))
		default:
			all.Mul(all, big.NewInt(int64(len(n.Answers))))
		}
	}
	return all
}
