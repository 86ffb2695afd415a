package site

import (
	"html"
	"strconv"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
)

// number is what a question of type number has: its limits, both included, as
// digits and as a reader sees them.
type number struct {
	Min    string `json:"min"`
	Max    string `json:"max"`
	From   string `json:"from"`
	Till   string `json:"till"`
	Signed bool   `json:"signed,omitempty"` // there are numbers below 0
}

// intervals computes the answers of a number without script: one for each
// interval that leads its own way.
func (sp *speaker) intervals(st *automaton.State) (*number, []answer) {
	n := st.Node
	digits := func(v int64) string { return strconv.FormatInt(v, 10) }
	out := &number{digits(n.Min), digits(n.Max), sp.whole(n.Min), sp.whole(n.Max), n.Min < 0}
	var answers []answer
	for _, e := range st.Edges {
		answers = append(answers, answer{ID: e.Answer, Label: html.EscapeString(sp.interval(n, e.Range)), goal: sp.goal(e.To)})
	}
	return out, answers
}

// interval says which numbers are meant: "7", "0–49", "50 or more".
func (sp *speaker) interval(n *decision.Node, r decision.Range) string {
	low, high := sp.whole(r.Min), sp.whole(r.Max)
	switch {
	case r.Min == r.Max:
		return low
	case r.Max == n.Max && r.Min > n.Min:
		return sp.sentence("number-from", map[string]string{"Min": low})
	case r.Min == n.Min && r.Min < 0 && r.Max < n.Max:
		return sp.sentence("number-below", map[string]string{"Limit": sp.whole(r.Max + 1)})
	case r.Min < 0: // a dash between signs would be one too many
		return sp.sentence("number-limits", map[string]string{"Min": low, "Max": high})
	default:
		return sp.sentence("number-range", map[string]string{"Min": low, "Max": high})
	}
}
