package automaton

import (
	"fmt"
	"slices"
	"strings"

	"signpost/generator/internal/decision"
)

// way lists the answers of a shortest way to an edge of a raw state, or to the
// state itself where edge is -1. Steps, and what is passed without the reader,
// do not appear.
func (e *explorer) way(s, edge int) []decision.Given {
	if s < 0 {
		return nil
	}
	var out []decision.Given
	picks := map[int32]uint64{}
	for {
		st := &e.states[s]
		if edge >= 0 && st.node >= 0 {
			if n := e.nodes[st.node]; n.Kind == decision.Question {
				sp := e.spaces[st.node]
				switch {
				case n.Type != decision.Many:
					out = append(out, decision.Given{Question: n.ID, Answer: sp.text(edge)})
				default:
					picks[st.node] |= uint64(edge) << st.option
					if st.option == 0 {
						out = append(out, decision.Given{Question: n.ID, Answer: sp.choice(picks[st.node])})
						delete(picks, st.node)
					}
				}
			}
		}
		if st.parent < 0 {
			break
		}
		s, edge = st.parent, st.via
	}
	slices.Reverse(out)
	return out
}

// texts writes answers as "question=answer".
func texts(way []decision.Given) []string {
	var out []string
	for _, g := range way {
		out = append(out, g.Question+"="+g.Answer)
	}
	return out
}

// list writes a way as messages have it: no more than maxListed answers.
func list(way []decision.Given) string {
	switch n := len(way); {
	case n == 0:
		return "any answers"
	case n > maxListed:
		return fmt.Sprintf("%s, … and %d more", strings.Join(texts(way[:maxListed]), ", "), n-maxListed)
	}
	return strings.Join(texts(way), ", ")
}

// maxListed is how many answers a message names.
const maxListed = 40

// after puts the way to a place before a hint.
func (e *explorer) after(s, edge int, hint string) string {
	if way := e.way(s, edge); len(way) > 0 {
		return "after " + list(way) + "; " + hint
	}
	return hint
}
