// Package drill makes cases to train with of the examples of a flow.
//
// In: a compiled flow, and the words of its drills in the source language. Out:
// for each drill the right way through the flow and where it ends, both found by
// walking the flow and never typed; what is wrong with the drills; how many
// points the answers of a learner get; the state of a learner as a short text.
// It never asks for words in another language: that is for check. It never reads
// a clock: days are passed in.
//
// A drill is an example in flow.yaml with a section of drills.<lang>.md that has
// the example's name as its id. The section tells the case. Its list, if there is
// one, has an item for a question on the way, a hint, with the reason for its
// answer in further paragraphs; and one for the outcome, with the reason for it.
//
// # Points
//
// A drill has 100 points, whatever way a learner takes. 60 are for the outcome.
// 40 are for the way: each question of the right way counts the same, and counts
// if it was answered as the case wants it. All 100 are to be had on the right way
// alone. How far up an outcome takes a case (decision.Node.Rank) tells a learner
// who hands on too much from one who hands on too little.
//
// # Codes
//
//	drill-stale   the flow changed, and the drill does not end, or does not ask, what its example says
//	drill-hint    an item is about a question or outcome that is not on the drill's way
//	drill-limit   a site has more drills than the state of a learner holds, or two that it cannot tell apart
package drill

import (
	"slices"
	"strings"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/prose"
)

// NoRank is the rank of the end at another flow: that alone does not say how far
// up a case goes.
const NoRank = -1

// Drill is a case with its right way.
type Drill struct {
	Flow string // name
	ID   string // of the example
	Pos  diag.Pos
	// Way are the questions of the right way in order. It has one at least.
	Way []Answer
	// End is the id of an outcome, or flow:<name>.
	End string
	// Rank is that of the end, or NoRank.
	Rank int
}

// Answer is a question with an answer, written as a value (see decision).
type Answer struct {
	Question, Answer string
	State            int // index in the states of the automaton: of type many, that of its first option
}

// Key names a drill within a site: "escalate/mail-is-down".
func (d *Drill) Key() string { return d.Flow + "/" + d.ID }

// Make makes the drills of a flow, in the order of the text. Sections that are no
// example's are left out: check reports them. A drill that is stale is left out,
// too.
func Make(a *automaton.Automaton, source *prose.Document) ([]*Drill, diag.List) {
	var l diag.List
	var out []*Drill
	for _, s := range source.Sections {
		i := slices.IndexFunc(a.Flow.Examples, func(x *decision.Example) bool { return x.ID == s.ID })
		if i < 0 || source.Section(s.ID) != s {
			continue
		}
		m := maker{a: a, x: a.Flow.Examples[i], at: s.Pos, l: &l}
		d := m.drill()
		if d == nil {
			continue
		}
		out = append(out, d)
		choices, _ := source.Choices(s)
		for _, c := range choices {
			if c.ID == "" || c.ID == d.End || slices.ContainsFunc(d.Way, func(w Answer) bool { return w.Question == c.ID }) {
				continue
			}
			x := l.Add(c.Pos, "drill-hint", "%q is not on the way of drill %q", c.ID, s.ID)
			names := []string{}
			for _, w := range d.Way {
				names = append(names, w.Question)
			}
			if x.HintNearest(c.ID, append(names, d.End)); x.Hint == "" {
				x.Hint = "its way asks: " + strings.Join(names, ", ") + "; it ends at " + d.End
			}
		}
	}
	return out, l
}

// Limits reports where the drills of a site are too many for the state of a
// learner, or two have the same key there.
func Limits(all []*Drill) diag.List {
	var l diag.List
	if len(all) > MaxDrills {
		l.Add(all[MaxDrills].Pos, "drill-limit", "the site has %d drills; the state of a learner holds %d", len(all), MaxDrills).Hint =
			"take some out: what a learning platform keeps for a learner is short"
	}
	seen := map[string]*Drill{}
	for _, d := range all {
		if first := seen[Mark(d.Key())]; first != nil {
			x := l.Add(d.Pos, "drill-limit", "the state of a learner does not tell drill %q from %q", d.Key(), first.Key())
			x.Related = []diag.Related{{Pos: first.Pos, Message: "the other one is here"}}
			x.Hint = "rename one of the two examples"
			continue
		}
		seen[Mark(d.Key())] = d
	}
	return l
}

// maker makes one drill.
type maker struct {
	a  *automaton.Automaton
	x  *decision.Example
	at diag.Pos
	l  *diag.List
}

// stale reports that the flow leads elsewhere than the drill says.
func (m *maker) stale(at diag.Pos, why, format string, args ...any) *diag.Diagnostic {
	d := m.l.Add(m.at, "drill-stale", format, args...)
	d.Related = []diag.Related{{Pos: at, Message: why}}
	d.Hint = "mend the flow; or, where the flow is right, mend the example and tell the case anew, in every language"
	return d
}

// drill walks the example; nil where it is stale.
func (m *maker) drill() *Drill {
	id := m.x.ID
	visits := m.a.Walk(m.x.Answers())
	way := m.way(visits)
	last := &m.a.States[visits[len(visits)-1].State]
	want, before := m.x.Expect.String(), len(*m.l)
	switch end := last.EndID(); {
	case !last.End():
		m.stale(last.Node.Pos, "the question is here", "drill %q stops at question %q, which its example does not answer, and not at outcome %q", id, end, want)
	case end != want:
		q, ok := m.decided(visits, want)
		if !ok {
			m.stale(m.x.Expect.Pos, "the example says so here", "drill %q ends at outcome %q, not at %q, to which no way leads", id, end, want)
			break
		}
		m.stale(m.a.Flow.Node(q.Question).Pos, "the question is here",
			"drill %q ends at outcome %q, not at %q: since its answer %q to question %q no way leads there", id, end, want, q.Answer, q.Question)
	default:
		m.asked(way)
	}
	if len(*m.l) > before || len(way) == 0 {
		return nil
	}
	d := &Drill{Flow: m.a.Flow.Name, ID: id, Pos: m.at, Way: way, End: want, Rank: Rank(last)}
	return d
}

// asked holds the questions of the way against those of the example.
func (m *maker) asked(way []Answer) {
	var names []string
	for _, w := range way {
		names = append(names, w.Question)
	}
	for _, g := range m.x.Given {
		if !slices.Contains(names, g.Question) {
			m.stale(g.Pos, "the example answers it here", "drill %q answers question %q, which is not asked on its way to outcome %q any more", m.x.ID, g.Question, m.x.Expect)
			return
		}
	}
	for i, q := range m.x.Asks {
		if i >= len(names) || names[i] != q.Question {
			m.stale(q.Pos, "the example has it here", "drill %q asks other questions on its way to outcome %q than its example says: not %q", m.x.ID, m.x.Expect, q.Question)
			return
		}
	}
}

// way lists the questions of a walk with their answers; a question of type many
// is one, however many options it has.
func (m *maker) way(visits []automaton.Visit) []Answer {
	var out []Answer
	for _, v := range visits {
		if n := m.a.States[v.State].Node; v.Answer != "" && n != nil && n.Kind == decision.Question {
			out = append(out, Answer{n.ID, v.Answer, v.State})
		}
	}
	return out
}

// decided finds the answer of a walk after which no way leads to an end any more;
// false where none leads there from the start.
func (m *maker) decided(visits []automaton.Visit, end string) (Answer, bool) {
	leads := m.leading(end)
	if !leads[visits[0].State] {
		return Answer{}, false
	}
	var last Answer
	for i, v := range visits[:len(visits)-1] {
		if n := m.a.States[v.State].Node; n.Kind == decision.Question {
			last = Answer{n.ID, v.Answer, v.State}
		}
		if !leads[visits[i+1].State] {
			return last, last.Question != ""
		}
	}
	return Answer{}, false
}

// leading tells for each state whether a way leads from it to an end.
func (m *maker) leading(end string) []bool {
	out := make([]bool, len(m.a.States))
	for i := range m.a.States {
		out[i] = m.a.States[i].End() && m.a.States[i].EndID() == end
	}
	for changed := true; changed; {
		changed = false
		for i := len(m.a.States) - 1; i >= 0; i-- {
			if !out[i] && slices.ContainsFunc(m.a.States[i].Edges, func(e automaton.Edge) bool { return out[e.To] }) {
				out[i], changed = true, true
			}
		}
	}
	return out
}

// Rank is that of a state at the end of a way, or NoRank.
func Rank(s *automaton.State) int {
	if s.Node == nil || !s.End() {
		return NoRank
	}
	return s.Node.Rank
}
