package automaton

import (
	"fmt"
	"slices"
	"strings"

	"signpost/generator/internal/decision"
)

// Coverage tells how much of a flow its examples walk. What stands within a
// used flow is not counted: its own examples cover it there. A question of
// type many counts as one state, with two edges for each option.
type Coverage struct {
	States, Edges, Rows Covered
	// Missing are ready examples, as lines of flow.yaml, that cover the rest;
	// at most maxProposed.
	Missing []string
}

// Covered counts things that examples cover, of all.
type Covered struct{ Done, All int }

// edgeKey is an edge as it is counted: its state, and its answer; of many, the
// first state, and an option with Yes or No.
type edgeKey struct {
	state          int
	option, answer string
}

// maxProposed is how many examples are proposed at once.
const maxProposed = 20

// cover is what a set of answers walks.
type cover struct {
	states map[int]bool
	edges  map[edgeKey]bool
	rows   map[Taken]bool
}

// Coverage walks all examples that come to an end.
func (a *Automaton) Coverage() Coverage {
	c := cover{map[int]bool{}, map[edgeKey]bool{}, map[Taken]bool{}}
	for _, x := range a.Flow.Examples {
		if a.Agrees(x) {
			a.cover(c, x.Answers())
		}
	}
	out := a.covered(c)
	a.missing(c, &out)
	return out
}

// cover adds what answers walk.
func (a *Automaton) cover(c cover, answers map[string]string) {
	for _, v := range a.Walk(answers) {
		c.states[v.State] = true
		for _, h := range a.hops(v) {
			c.edges[a.key(v.State, h)] = true
		}
	}
	for _, t := range rowsTaken(a.Flow, answers) {
		c.rows[t] = true
	}
}

// hop is an edge: a state, and the place among its Edges.
type hop struct{ state, edge int }

// key is how an edge is counted that a visit of a state takes.
func (a *Automaton) key(visited int, h hop) edgeKey {
	st := &a.States[h.state]
	return edgeKey{visited, st.Option, st.Edges[h.edge].Answer}
}

// hops lists the edges of a visit: one, or for a question of type many one for
// each option; none where the walk stands still.
func (a *Automaton) hops(v Visit) []hop {
	st := &a.States[v.State]
	if st.End() || v.Answer == "" && st.Node.Kind == decision.Question {
		return nil
	}
	var out []hop
	for s := v.State; ; {
		at := &a.States[s]
		holds := func(e Edge) bool { return e.Answer == v.Answer }
		switch {
		case at.Option != "":
			chosen := decision.Test{Answers: []string{at.Option}}.Holds(at.Node, v.Answer)
			holds = func(e Edge) bool { return e.Answer == Yes == chosen }
		case at.Node.Kind == decision.Question && at.Node.Type == decision.Number:
			holds = func(e Edge) bool {
				return decision.Test{Ranges: []decision.Range{e.Range}}.Holds(at.Node, v.Answer)
			}
		}
		i := slices.IndexFunc(at.Edges, holds)
		if i < 0 {
			return out
		}
		out = append(out, hop{s, i})
		if s = at.Edges[i].To; at.Option == "" || a.States[s].Node != at.Node || a.States[s].asks() {
			return out
		}
	}
}

// eachEdge calls f for each edge as it is counted, with the hops to it from
// the state it is counted at, itself the last.
func (a *Automaton) eachEdge(s int, f func(edgeKey, []hop)) {
	seen := map[edgeKey]bool{}
	var visit func(at int, before []hop)
	visit = func(at int, before []hop) {
		st := &a.States[at]
		for e := range st.Edges {
			hops := append(slices.Clone(before), hop{at, e})
			key := a.key(s, hops[len(hops)-1])
			if seen[key] {
				continue
			}
			seen[key] = true
			f(key, hops)
			if to := &a.States[st.Edges[e].To]; to.Node == st.Node && to.Option != "" && !to.asks() {
				visit(st.Edges[e].To, hops)
			}
		}
	}
	visit(s, nil)
}

// counts reports whether a state belongs to the flow itself, and is not a
// further option of many.
func (s *State) counts() bool {
	return s.Node == nil || !inner(s.Node) && (s.Option == "" || s.asks())
}

// eachRow calls f for each row of the flow's own nodes that some answers take.
func (a *Automaton) eachRow(f func(t Taken, first moment)) {
	for i, n := range a.e.nodes {
		if inner(n) {
			continue
		}
		st := a.e.stats[i]
		for r := range a.e.ownNext(i).Rows {
			if r < len(st.used) && st.used[r] {
				f(Taken{n, r}, st.first[r])
			}
		}
	}
}

func (a *Automaton) covered(c cover) Coverage {
	var out Coverage
	count := func(to *Covered, done bool) {
		to.All++
		if done {
			to.Done++
		}
	}
	for s := range a.States {
		if !a.States[s].counts() {
			continue
		}
		count(&out.States, c.states[s])
		a.eachEdge(s, func(key edgeKey, _ []hop) { count(&out.Edges, c.edges[key]) })
	}
	a.eachRow(func(t Taken, _ moment) { count(&out.Rows, c.rows[t]) })
	return out
}

// missing proposes examples for what is not covered, each for as much as it
// covers.
func (a *Automaton) missing(c cover, out *Coverage) {
	propose := func(answers map[string]string) {
		if answers == nil {
			return
		}
		a.cover(c, answers)
		out.Missing = append(out.Missing, fmt.Sprintf("case-%d: %s", len(out.Missing)+1, a.given(answers)))
	}
	ways := a.shortest()
	for s := range a.States {
		if !a.States[s].counts() || ways[s] == nil {
			continue
		}
		a.eachEdge(s, func(key edgeKey, hops []hop) {
			if !c.edges[key] && len(out.Missing) < maxProposed {
				propose(a.through(ways, s, hops))
			}
		})
		if !c.states[s] && len(out.Missing) < maxProposed {
			propose(a.through(ways, s, nil))
		}
	}
	a.eachRow(func(t Taken, first moment) {
		if !c.rows[t] && len(out.Missing) < maxProposed {
			propose(a.complete(first))
		}
	})
}

// arrival is how a state is first reached from the start: by an edge of another.
type arrival struct{ from, edge int }

// shortest finds a shortest way from the start to each state; nil where an
// entry leads to it alone.
func (a *Automaton) shortest() []*arrival {
	out := make([]*arrival, len(a.States))
	out[0] = &arrival{-1, -1}
	for todo := []int{0}; len(todo) > 0; todo = todo[1:] {
		s := todo[0]
		for i, e := range a.States[s].Edges {
			if out[e.To] == nil {
				out[e.To] = &arrival{s, i}
				todo = append(todo, e.To)
			}
		}
	}
	return out
}

// through gives answers that come to a state, take edges from there on, and go
// on to a nearest end; nil where no end can be reached.
func (a *Automaton) through(ways []*arrival, s int, then []hop) map[string]string {
	var hops []hop
	for at := s; ways[at].from >= 0; at = ways[at].from {
		hops = append(hops, hop{ways[at].from, ways[at].edge})
	}
	slices.Reverse(hops)
	hops = append(hops, then...)
	if len(then) > 0 {
		last := then[len(then)-1]
		s = a.States[last.state].Edges[last.edge].To
	}
	rest := a.toEnd(s)
	if rest == nil && !a.States[s].End() {
		return nil
	}
	hops = append(hops, rest...)
	answers := map[string]string{}
	for _, h := range hops {
		st := &a.States[h.state]
		if st.Node.Kind != decision.Question {
			continue
		}
		e := st.Edges[h.edge]
		switch id := st.Node.ID; {
		case st.Option == "":
			answers[id] = e.Answer
			if st.Node.Type == decision.Number {
				answers[id] = fmt.Sprint(near(e.Range))
			}
		case e.Answer == Yes && answers[id] != "" && answers[id] != decision.None:
			answers[id], _ = st.Node.Value(answers[id] + "," + st.Option)
		case e.Answer == Yes:
			answers[id] = st.Option
		case answers[id] == "":
			answers[id] = decision.None
		}
	}
	return answers
}

// near is the number of a range that an author would take: the one nearest to
// zero.
func near(r decision.Range) int64 { return max(r.Min, min(r.Max, 0)) }

// toEnd lists the edges of a shortest way from a state to an end.
func (a *Automaton) toEnd(from int) []hop {
	came := map[int]arrival{from: {-1, -1}}
	for todo := []int{from}; len(todo) > 0; todo = todo[1:] {
		s := todo[0]
		if a.States[s].End() {
			var out []hop
			for at := came[s]; at.from >= 0; at = came[at.from] {
				out = append(out, hop{at.from, at.edge})
			}
			slices.Reverse(out)
			return out
		}
		for i, e := range a.States[s].Edges {
			if _, ok := came[e.To]; !ok {
				came[e.To] = arrival{s, i}
				todo = append(todo, e.To)
			}
		}
	}
	return nil
}

// complete gives answers that come to a moment and go on to an end.
func (a *Automaton) complete(m moment) map[string]string {
	answers := map[string]string{}
	for _, g := range a.e.way(m.s, m.edge) {
		answers[g.Question] = g.Answer
	}
	walk := a.Walk(answers)
	last := walk[len(walk)-1].State
	if a.States[last].End() {
		return answers
	}
	ways := make([]*arrival, len(a.States))
	ways[last] = &arrival{-1, -1}
	rest := a.through(ways, last, nil)
	if rest == nil {
		return nil
	}
	for q, answer := range rest {
		answers[q] = answer
	}
	return answers
}

// given writes answers and their end: "{given: {…}, expect: …}", the questions
// in the order in which they are asked.
func (a *Automaton) given(answers map[string]string) string {
	walk := a.Walk(answers)
	var parts []string
	for _, v := range walk {
		n := a.States[v.State].Node
		if n == nil || n.Kind != decision.Question {
			continue
		}
		text := v.Answer
		if n.Type == decision.Many && strings.Contains(text, ",") {
			text = "[" + strings.ReplaceAll(text, ",", ", ") + "]"
		}
		parts = append(parts, n.ID+": "+text)
	}
	return "{given: {" + strings.Join(parts, ", ") + "}, expect: " + a.States[walk[len(walk)-1].State].EndID() + "}"
}
