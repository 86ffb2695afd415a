package site

import (
	"slices"
	"strconv"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
)

// many is what a state of a question of type many has: without script its
// options are asked about one by one.
type many struct {
	First   bool     `json:"first,omitempty"`   // the state where the question begins
	Option  *option  `json:"option,omitempty"`  // the one asked about here
	Options []answer `json:"options,omitempty"` // all of them, in the first state
	None    *goal    `json:"none,omitempty"`    // where no to all of them leads, in the first state
}

// option is one of the answers.
type option struct {
	answer
	Place string `json:"place"` // in words: which one of how many
}

// many computes the options of a state. answers are those of the question.
func (sp *speaker) many(i int, answers []answer) *many {
	st := &sp.a.States[i]
	at := slices.IndexFunc(answers, func(a answer) bool { return a.ID == st.Option })
	m := &many{Option: &option{answers[at], sp.place(at+1, len(answers))}}
	if at > 0 {
		return m
	}
	m.First, m.Options = true, answers
	for sp.a.States[i].Node == st.Node {
		no := slices.IndexFunc(sp.a.States[i].Edges, func(e automaton.Edge) bool { return e.Answer == automaton.No })
		if no < 0 {
			return m // refused: a gap, which check reports
		}
		i = sp.a.States[i].Edges[no].To
	}
	g := sp.goal(i)
	m.None = &g
	return m
}

func (sp *speaker) place(n, of int) string {
	return sp.c.typeset(sp.lang, sp.sentence("flow-option", map[string]string{"Number": strconv.Itoa(n), "Total": strconv.Itoa(of)}))
}

// yesNo are the answers about one option, yes first.
func (sp *speaker) yesNo(st *automaton.State) []answer {
	var out []answer
	for _, id := range []string{automaton.Yes, automaton.No} {
		for _, e := range st.Edges {
			if e.Answer == id {
				out = append(out, answer{ID: id, Label: sp.text("flow-" + id), goal: sp.goal(e.To)})
			}
		}
	}
	return out
}

// olderAnswers lists the older ids of a question's answers as "old:new", in
// the order of the answers.
func olderAnswers(n *decision.Node) []string {
	var out []string
	for _, a := range n.Answers {
		for _, old := range olderAnswer(n, a.ID) {
			out = append(out, old+":"+a.ID)
		}
	}
	return out
}

// olderAnswer lists the older ids of an answer, sorted.
func olderAnswer(n *decision.Node, id string) []string {
	var out []string
	for old, now := range n.AnswersWas {
		if now == id {
			out = append(out, old)
		}
	}
	slices.Sort(out)
	return out
}
