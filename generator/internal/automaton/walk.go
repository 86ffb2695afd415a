package automaton

import (
	"fmt"
	"strings"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
)

// Visit is one state of a walk with the answer given at it ("" at steps and
// at the last state).
type Visit struct {
	State  int
	Answer string
}

// Walk follows the answers (by question) from the start as far as they go.
// The last visit is at an end, at the first question without a known answer,
// or where a gap of the flow refuses to go on. Answers to questions that are not met have no effect.
func (a *Automaton) Walk(answers map[string]string) []Visit {
	var out []Visit
	for s := 0; ; {
		st := &a.States[s]
		next := -1
		visit := Visit{State: s}
		for _, e := range st.Edges {
			if e.Answer == "" || e.Answer == answers[st.Node.ID] {
				visit.Answer, next = e.Answer, e.To
				break
			}
		}
		out = append(out, visit)
		if next < 0 {
			return out
		}
		s = next
	}
}

// Asked lists the questions of a walk in order.
func (a *Automaton) Asked(walk []Visit) []string {
	var out []string
	for _, v := range walk {
		if n := a.States[v.State].Node; n != nil && n.Kind == decision.Question {
			out = append(out, n.ID)
		}
	}
	return out
}

// Examples holds the examples of the flow against the automaton.
func (a *Automaton) Examples() diag.List {
	var l diag.List
	reached := map[string]bool{}
	for _, x := range a.Flow.Examples {
		end, _ := a.example(x, &l)
		reached[end] = true
	}
	for _, s := range a.States {
		if s.Node != nil && s.Node.Kind == decision.Outcome && !reached[s.Node.ID] {
			d := l.Warn(s.Node.Pos, "example-missing", "no example reaches outcome %q", s.Node.ID)
			d.Path = s.Node.Path()
			d.Hint = "add one under examples: it keeps the outcome from being lost by a later change"
		}
	}
	return l
}

// example walks one example and returns its end, and whether it has come to
// one: where a gap stops it, the end is the one it expects.
func (a *Automaton) example(x *decision.Example, l *diag.List) (string, bool) {
	where := "examples." + x.ID
	walk := a.Walk(x.Answers())
	asked := a.Asked(walk)
	last := &a.States[walk[len(walk)-1].State]
	if !last.End() {
		if _, answered := x.Answers()[last.Node.ID]; answered || last.Node.Kind == decision.Step {
			return x.Expect.String(), false // a gap: reported as such
		}
		d := l.Add(x.Pos, "example-unanswered", "example %q does not answer question %q", x.ID, last.Node.ID)
		d.Path = where
		d.Hint = fmt.Sprintf("add \"%s: …\" under given", last.Node.ID)
		return "", false
	}
	met := map[string]bool{}
	for _, q := range asked {
		met[q] = true
	}
	for _, g := range x.Given {
		if !met[g.Question] {
			d := l.Warn(g.Pos, "example-unused", "example %q answers %q, which is not asked on its way", x.ID, g.Question)
			d.Path = where + ".given." + g.Question
			d.Hint = "the way asks: " + strings.Join(asked, ", ")
		}
	}
	if end := x.Expect.String(); end != last.ID && (last.Node == nil || end != last.Node.ID) {
		got := last.ID
		if last.Node != nil {
			got = last.Node.ID
		}
		d := l.Add(x.Expect.Pos, "example-outcome", "example %q ends at %q, not at %q", x.ID, got, end)
		d.Path = where + ".expect"
		d.Hint = "its way: " + strings.Join(steps(a, walk), ", ")
	}
	if x.Asks != nil {
		var want []string
		for _, q := range x.Asks {
			want = append(want, q.Question)
		}
		if strings.Join(want, " ") != strings.Join(asked, " ") {
			pos := x.Pos
			if len(x.Asks) > 0 {
				pos = x.Asks[0].Pos
			}
			d := l.Add(pos, "example-asks", "example %q asks other questions than it says", x.ID)
			d.Path = where + ".asks"
			d.Hint = "it asks: [" + strings.Join(asked, ", ") + "]"
		}
	}
	if last.Node == nil {
		return last.ID, true
	}
	return last.Node.ID, true
}

// steps writes a walk as "question=answer" and names of steps.
func steps(a *Automaton, walk []Visit) []string {
	var out []string
	for _, v := range walk[:len(walk)-1] {
		s := a.States[v.State].Node.ID
		if v.Answer != "" {
			s += "=" + v.Answer
		}
		out = append(out, s)
	}
	return out
}

// Agrees reports whether an example ends and asks what it says.
func (a *Automaton) Agrees(x *decision.Example) bool {
	var l diag.List
	_, ok := a.example(x, &l)
	return ok && !l.HasErrors()
}

// Inner counts the states that are no ends.
func (a *Automaton) Inner() int {
	n := 0
	for i := range a.States {
		if !a.States[i].End() {
			n++
		}
	}
	return n
}
