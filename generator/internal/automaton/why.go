package automaton

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"signpost/generator/internal/decision"
)

// Reason is an answer that decided where a trail ends: another one in its
// place, all else being equal, leads elsewhere.
type Reason struct {
	Node, Answer string
	Instead      []Instead // never empty
}

// Instead is another answer and the state a reader stands in then.
type Instead struct {
	Answer string
	State  int
}

// Why lists what decided the end of a trail, in the order of its steps. Of a
// number, each other interval stands with the number nearest to the one given;
// of many, each option is changed alone.
func (a *Automaton) Why(t Trail) []Reason {
	given := map[string]string{}
	for _, p := range t.Steps {
		given[p.Node] = p.Answer
	}
	var out []Reason
	for _, p := range t.Steps {
		r := Reason{Node: p.Node, Answer: p.Answer}
		for _, other := range a.others(p) {
			changed := maps.Clone(given)
			changed[p.Node] = other
			at := a.Follow(changed)
			if at.Current == p.State { // it leads to another flow
				at.Current, _ = a.next(p.State, other)
			}
			if at.Current != t.Current {
				r.Instead = append(r.Instead, Instead{other, at.Current})
			}
		}
		if r.Instead != nil {
			out = append(out, r)
		}
	}
	return out
}

// others lists the other answers that lead on from a step of a trail.
func (a *Automaton) others(p Passed) []string {
	st := &a.States[p.State]
	n := st.Node
	var out []string
	add := func(answer string) {
		if to, _ := a.next(p.State, answer); to >= 0 {
			out = append(out, answer)
		}
	}
	switch {
	case n.Kind != decision.Question:
	case n.Type == decision.Number:
		given, _ := strconv.ParseInt(p.Answer, 10, 64)
		for _, e := range st.Edges {
			if given < e.Range.Min || given > e.Range.Max {
				add(strconv.FormatInt(max(e.Range.Min, min(e.Range.Max, given)), 10))
			}
		}
	case n.Type == decision.Many:
		for _, option := range n.Answers {
			chosen := strings.Split(p.Answer, ",")
			if i := slices.Index(chosen, option.ID); i >= 0 {
				chosen = slices.Delete(chosen, i, i+1)
			} else {
				chosen = append(slices.DeleteFunc(chosen, func(id string) bool { return id == decision.None }), option.ID)
			}
			value := decision.None
			if len(chosen) > 0 {
				value, _ = n.Value(strings.Join(chosen, ","))
			}
			add(value)
		}
	default:
		for _, answer := range n.Answers {
			if answer.ID != p.Answer {
				add(answer.ID)
			}
		}
	}
	return out
}
