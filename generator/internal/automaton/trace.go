package automaton

import (
	"slices"

	"signpost/generator/internal/decision"
)

// Taken is a row that decided on a way: its node, and its place in the node's
// own next.
type Taken struct {
	Node *decision.Node
	Row  int
}

// rowsTaken interprets a linked flow for given answers and lists the rows that
// decide, up to an end or to a question without an answer. The compiled table
// knows of no rows: that is why.
func rowsTaken(f *decision.Flow, answers map[string]string) []Taken {
	var out []Taken
	given := map[string]string{}
	t := f.Start
	for range 2 * len(f.Nodes) {
		n := f.Node(t.ID)
		if t.Flow != "" || n == nil || n.Kind == decision.Outcome {
			return out
		}
		owner := n
		switch {
		case n.Kind == decision.Question && n.Type == decision.Used:
			t = n.Next.Rows[0].Then
			if answer, ok := given[n.Given]; ok && n.Given != "" {
				t = decision.Target{ID: n.ID + "." + answer}
			}
			continue
		case n.Kind == decision.Question:
			answer, ok := given[n.Given]
			if n.Given == "" || !ok {
				if answer, ok = answers[n.ID]; !ok {
					return out
				}
			}
			given[n.ID] = answer
		case n.Kind == decision.Result:
			given[n.Given] = n.Answer
			owner = f.Node(n.Given)
		}
		r := slices.IndexFunc(n.Next.Rows, func(row decision.Row) bool { return rowHolds(f, row.When, given) })
		if r < 0 {
			return out
		}
		out = append(out, Taken{owner, r})
		t = n.Next.Rows[r].Then
	}
	return out
}

// rowHolds evaluates a condition over the answers given so far.
func rowHolds(f *decision.Flow, c decision.Condition, given map[string]string) bool {
	return len(c) == 0 || slices.ContainsFunc(c, func(clause decision.Clause) bool {
		return !slices.ContainsFunc(clause, func(e decision.Entry) bool {
			answer, asked := given[e.Question]
			return !asked || !e.Holds(f.Node(e.Question), answer)
		})
	})
}
