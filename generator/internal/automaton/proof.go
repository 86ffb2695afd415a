package automaton

import (
	"strconv"

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
			if to := &a.States[e.To]; to.asks() {
				later[s].set(number[to.Node])
			}
		}
		if n := st.Node; st.asks() && later[s].has(number[n]) && !reported[n] {
			reported[n] = true
			d := l.Add(n.Pos, "flow-asked-twice", "a way asks question %q twice", n.ID)
			d.Path = n.Path()
			d.Hint = "read the first answer in a condition instead of asking again"
		}
	}
	return l
}

// address bounds the length of the longest address of a way, in characters:
// "#", then node=answer for each answer given and step passed, joined by "&".
// What leads to another flow is not written: the reader is on another page
// then.
func (a *Automaton) address(back []int) int {
	length := make([]int, len(a.States)) // from each state on, each pair with its "#" or "&"
	for _, s := range back {
		st := &a.States[s]
		for _, e := range st.Edges {
			if a.States[e.To].Node != nil {
				length[s] = max(length[s], st.written(e)+length[e.To])
			}
		}
	}
	return length[0]
}

// written is how long an answer may be in an address, with its node. That of a
// question of type many counts at its first option.
func (s *State) written(e Edge) int {
	n := s.Node
	answer := len(e.Answer)
	switch {
	case n.Kind != decision.Question:
		answer = len(Done)
	case n.Type == decision.Number:
		answer = max(len(strconv.FormatInt(e.Range.Min, 10)), len(strconv.FormatInt(e.Range.Max, 10)))
	case n.Type == decision.Many && !s.asks():
		return 0
	case n.Type == decision.Many:
		answer = -len(",")
		for _, option := range n.Answers {
			answer += len(",") + len(option.ID)
		}
		answer = max(answer, len(decision.None))
	}
	return len("&") + len(n.ID) + len("=") + answer
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
