package automaton

import (
	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
)

// askedTwice reports questions that come again on one way.
func (a *Automaton) askedTwice(back []int) diag.List {
	var l diag.List
	number := map[*decision.Node]int{} // of questions
	for _, n := range a.Flow.Nodes {
		if n.Kind == decision.Question {
			number[n] = len(number)
		}
	}
	later := make([]bitset, len(a.States))
	reported := map[*decision.Node]bool{}
	for _, s := range back {
		st := &a.States[s]
		later[s] = newBitset(len(number))
		last := -1
		for _, e := range st.Edges {
			if e.To == last {
				continue
			}
			last = e.To
			later[s].union(later[e.To])
			if to := a.States[e.To].Node; to != nil && to.Kind == decision.Question {
				later[s].set(number[to])
			}
		}
		if n := st.Node; n != nil && n.Kind == decision.Question && later[s].has(number[n]) && !reported[n] {
			reported[n] = true
			d := l.Add(n.Pos, "flow-asked-twice", "a way asks question %q twice", n.ID)
			d.Path = n.Path()
			d.Hint = "read the first answer in a condition instead of asking again"
		}
	}
	return l
}

// done stands for an answer where an address tells that a step was passed.
const done = "done"

// address is the length of the longest address of a way, in characters: "#",
// then node=answer for each answer given and step passed, joined by "&". What
// leads to another flow is not written: the reader is on another page then.
func (a *Automaton) address(back []int) int {
	length := make([]int, len(a.States)) // from each state on, each pair with its "#" or "&"
	for _, s := range back {
		st := &a.States[s]
		for _, e := range st.Edges {
			if a.States[e.To].Node == nil {
				continue
			}
			answer := e.Answer
			if st.Node.Kind == decision.Step {
				answer = done
			}
			length[s] = max(length[s], len("&")+len(st.Node.ID)+len("=")+len(answer)+length[e.To])
		}
	}
	return length[0]
}

// addressLong reports a flow whose address may be too long to be read.
func (a *Automaton) addressLong(back []int) diag.List {
	var l diag.List
	if n := a.address(back); n > MaxAddress {
		d := l.Add(a.Flow.Start.Pos, "flow-address-long", "the answers of a way may make an address of %d characters; %d are read", n, MaxAddress)
		d.Path = "start"
		d.Hint = "shorten the ids of questions, steps and answers, or ask less on one way"
	}
	return l
}
