package export

import (
	"encoding/json"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
)

// TableJSON is the table of states that every walker walks. The first state
// is the start.
type TableJSON struct {
	Flow    string      `json:"flow"`
	Start   string      `json:"start"`
	Entries []string    `json:"entries"`
	States  []StateJSON `json:"states"`
	Figures FiguresJSON `json:"figures"`
}

// StateJSON is a state. Node and what follows are absent for an exit, which
// has Exit alone; Type is there for questions.
type StateJSON struct {
	ID      string     `json:"id"`
	Node    string     `json:"node,omitempty"`
	Kind    string     `json:"kind"`             // question, step, result, outcome, exit
	Type    string     `json:"type,omitempty"`   // one, many, number
	Option  string     `json:"option,omitempty"` // many: the answer that is asked about
	Min     *int64     `json:"min,omitempty"`    // number
	Max     *int64     `json:"max,omitempty"`
	Outcome string     `json:"outcome,omitempty"` // result, outcome: its kind
	Exit    string     `json:"exit,omitempty"`    // the other flow
	Edges   []EdgeJSON `json:"edges,omitempty"`   // none at an end
}

// EdgeJSON leads to another state. Answer is "" where there is nothing to
// choose; "0..49" for a number from Min to Max.
type EdgeJSON struct {
	Answer string `json:"answer"`
	Min    *int64 `json:"min,omitempty"`
	Max    *int64 `json:"max,omitempty"`
	To     string `json:"to"`
}

// FiguresJSON is what is known of a flow in numbers. Those that may be larger
// than a number type are decimal strings.
type FiguresJSON struct {
	Questions      int       `json:"questions"`
	Steps          int       `json:"steps"`
	States         int       `json:"states"`         // without ends
	StatesUnmerged int       `json:"statesUnmerged"` // without ends
	Ways           string    `json:"ways"`
	Combinations   string    `json:"combinations"`
	Shortest       int       `json:"shortest"` // questions on a way
	Longest        int       `json:"longest"`
	Outcomes       []EndJSON `json:"outcomes"`
}

// EndJSON is an end of the flow with the ways and combinations that come to it.
type EndJSON struct {
	ID           string `json:"id"`
	Kind         string `json:"kind,omitempty"` // of an outcome
	Ways         string `json:"ways"`
	Combinations string `json:"combinations"`
}

// Table gives a compiled flow as data.
func Table(a *automaton.Automaton) TableJSON {
	t := TableJSON{Flow: a.Flow.Name, Start: a.States[0].ID, Entries: []string{}, Figures: Figures(a)}
	for _, i := range a.Entries {
		t.Entries = append(t.Entries, a.States[i].ID)
	}
	for i := range a.States {
		t.States = append(t.States, stateJSON(a, &a.States[i]))
	}
	return t
}

func stateJSON(a *automaton.Automaton, st *automaton.State) StateJSON {
	out := StateJSON{ID: st.ID, Kind: "exit", Exit: st.Exit}
	n := st.Node
	if n != nil {
		out.Node, out.Kind, out.Option, out.Outcome = n.ID, n.Kind.String(), st.Option, n.Outcome
	}
	isNumber := n != nil && n.Kind == decision.Question && n.Type == decision.Number
	if n != nil && n.Kind == decision.Question {
		out.Type = n.Type.String()
	}
	if isNumber {
		out.Min, out.Max = &n.Min, &n.Max
	}
	for i := range st.Edges {
		e := &st.Edges[i]
		to := EdgeJSON{Answer: e.Answer, To: a.States[e.To].ID}
		if isNumber {
			to.Min, to.Max = &e.Range.Min, &e.Range.Max
		}
		out.Edges = append(out.Edges, to)
	}
	return out
}

// Figures gives the numbers of a compiled flow. Questions and steps are those
// that a reader may meet, in the flow itself and in those it uses.
func Figures(a *automaton.Automaton) FiguresJSON {
	f := FiguresJSON{States: a.Inner(), StatesUnmerged: a.Unmerged - (len(a.States) - a.Inner()), Ways: a.Ways.String(),
		Combinations: a.Combinations.String(), Shortest: a.Shortest, Longest: a.Longest, Outcomes: []EndJSON{}}
	counted := map[*decision.Node]bool{}
	for i := range a.States {
		n := a.States[i].Node
		if n == nil || counted[n] {
			continue
		}
		counted[n] = true
		switch n.Kind {
		case decision.Question:
			f.Questions++
		case decision.Step:
			f.Steps++
		}
	}
	for _, e := range a.Ends {
		out := EndJSON{ID: e.ID, Ways: e.Ways.String(), Combinations: e.Combinations.String()}
		if n := a.Flow.Node(e.ID); n != nil {
			out.Kind = n.Outcome
		}
		f.Outcomes = append(f.Outcomes, out)
	}
	return f
}

// JSON writes the table.
func JSON(a *automaton.Automaton) ([]byte, error) {
	data, err := json.MarshalIndent(Table(a), "", "  ")
	return append(data, '\n'), err
}
