package automaton

import (
	"fmt"
	"strings"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
)

// maxInHint is how many answers an example may have to stand in a hint.
const maxInHint = 40

// Examples holds the examples of the flow against the automaton.
func (a *Automaton) Examples() diag.List {
	var l diag.List
	reached := map[string]bool{}
	for _, x := range a.Flow.Examples {
		end, _ := a.example(x, &l)
		reached[end] = true
	}
	var ways []*arrival
	for i, s := range a.States {
		if s.Node != nil && s.Node.Kind == decision.Outcome && !inner(s.Node) && !reached[s.Node.ID] {
			if ways == nil {
				ways = a.shortest()
			}
			if ways[i] == nil {
				continue // an entry alone leads here, and examples begin at the start
			}
			d := l.Warn(s.Node.Pos, "example-missing", "no example reaches outcome %q", s.Node.ID)
			d.Path = s.Node.Path()
			d.Hint = "add one under examples"
			if answers := a.through(ways, i, nil); len(answers) <= maxInHint {
				d.Hint += ", such as case-1: " + a.given(answers)
			}
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
