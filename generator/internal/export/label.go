package export

import (
	"fmt"
	"strconv"
	"strings"

	"signpost/generator/internal/decision"
)

// branch is where some answers at a node lead.
type branch struct {
	label string // "" where a way just goes on
	row   int    // counts from 1
	to    decision.Target
}

// branches lists where a node leads, in the order of its rows.
func (w *words) branches(n *decision.Node) []branch {
	next := n.Next
	if n.Kind == decision.Result {
		next = w.decided(n)
	}
	return w.rows(n, next)
}

// rows puts rows into short words.
func (w *words) rows(n *decision.Node, next decision.Next) []branch {
	numbered := !next.Map && !n.Unique && len(next.Rows) > 1 && len(next.Rows[1].When) > 0
	var out []branch
	for i, row := range next.Rows {
		label := ""
		switch own, ok := ownAnswers(n, row); {
		case ok:
			label = w.answers(n, own)
		case len(row.When) > 0:
			label = w.condition(row.When)
		case row.Else:
			label = w.rest(n, next)
		}
		if numbered && len(row.When) > 0 {
			label = strconv.Itoa(i+1) + w.Terms.Colon + " " + label
		}
		out = append(out, branch{label, i + 1, row.Then})
	}
	return out
}

// ownAnswers are the answers of a question of type one, or one that uses a
// flow, where a row reads nothing else.
func ownAnswers(n *decision.Node, row decision.Row) ([]string, bool) {
	if n.Kind != decision.Question || n.Type == decision.Many || n.Type == decision.Number || len(row.When) != 1 || len(row.When[0]) != 1 {
		return nil, false
	}
	e := row.When[0][0]
	return e.Answers, e.Question == n.ID && !e.Not
}

// rest names what else stands for: the answers left, where they are few.
func (w *words) rest(n *decision.Node, next decision.Next) string {
	if !next.Map {
		return w.Terms.Otherwise
	}
	named := map[string]bool{}
	for _, row := range next.Rows {
		own, _ := ownAnswers(n, row)
		for _, a := range own {
			named[a] = true
		}
	}
	var left []string
	for _, a := range n.Answers {
		if !named[a.ID] {
			left = append(left, a.ID)
		}
	}
	if len(left) == 0 || len(left) > 3 {
		return w.Terms.Otherwise
	}
	return w.answers(n, left)
}

// answers joins answers of which one was given. Words may have commas in them.
func (w *words) answers(n *decision.Node, ids []string) string {
	if w.Answer != nil {
		return w.join(n, ids, " / ")
	}
	return w.join(n, ids, ", ")
}

func (w *words) join(n *decision.Node, ids []string, between string) string {
	var out []string
	for _, id := range ids {
		out = append(out, w.answer(n, id))
	}
	return strings.Join(out, between)
}

// decided are the rows of a result that may hold for the answer it gives,
// without what that answer settles.
func (w *words) decided(n *decision.Node) decision.Next {
	next := n.Next
	next.Rows = nil
	q := w.flow.Node(n.Given)
	for _, row := range n.Next.Rows {
		var when decision.Condition
		settled := len(row.When) == 0
		for _, clause := range row.When {
			var rest decision.Clause
			holds := true
			for _, e := range clause {
				if e.Question != n.Given || q == nil {
					rest = append(rest, e)
				} else if !e.Holds(q, n.Answer) {
					holds = false
				}
			}
			if holds && len(rest) == 0 {
				settled = true
			}
			if holds {
				when = append(when, rest)
			}
		}
		if settled {
			when = nil
		} else if len(when) == 0 {
			continue
		}
		row.When = when
		row.Else = settled && len(next.Rows) > 0
		next.Rows = append(next.Rows, row)
		if settled {
			break
		}
	}
	next.Map = next.Map || len(next.Rows) == 1
	return next
}

func (w *words) condition(c decision.Condition) string {
	var clauses []string
	for _, clause := range c {
		var entries []string
		for _, e := range clause {
			entries = append(entries, w.entry(e))
		}
		clauses = append(clauses, strings.Join(entries, w.Terms.Semicolon+" "))
	}
	return strings.Join(clauses, " "+w.Terms.Or+" ")
}

func (w *words) entry(e decision.Entry) string {
	n := w.flow.Node(e.Question)
	if n == nil {
		return clean(e.Question) + " = ?" // a flow with errors
	}
	sign, value := w.test(n, e.Test)
	return strings.TrimRight(w.node(n), "?？ \u00a0\u202f") + " " + sign + " " + value
}

// test puts what an answer must be into a sign and a value.
func (w *words) test(n *decision.Node, t decision.Test) (sign, value string) {
	equal := "="
	if t.Not {
		equal = "≠"
	}
	switch {
	case len(t.Ranges) == 1 && t.Ranges[0].Min != t.Ranges[0].Max:
		r := t.Ranges[0]
		switch {
		case r.Max == n.Max && r.Min == n.Min:
			return equal, numbers(r)
		case r.Max == n.Max && !t.Not:
			return "≥", number(r.Min)
		case r.Max == n.Max:
			return "<", number(r.Min)
		case r.Min == n.Min && !t.Not:
			return "≤", number(r.Max)
		case r.Min == n.Min:
			return ">", number(r.Max)
		}
		return equal, numbers(r)
	case len(t.Ranges) > 0:
		var out []string
		for _, r := range t.Ranges {
			out = append(out, numbers(r))
		}
		return equal, strings.Join(out, ", ")
	}
	ids := t.Answers
	if t.None {
		ids = append([]string{decision.None}, ids...)
	}
	if t.All {
		return equal, w.join(n, ids, " + ")
	}
	return equal, w.answers(n, ids)
}

// number writes a number with a real minus sign.
func number(v int64) string {
	return strings.Replace(strconv.FormatInt(v, 10), "-", "−", 1)
}

func numbers(r decision.Range) string {
	if r.Min == r.Max {
		return number(r.Min)
	}
	return number(r.Min) + "–" + number(r.Max)
}

// about says how a question is answered, where its answers do not.
func (w *words) about(n *decision.Node) string {
	if n.Kind != decision.Question {
		return ""
	}
	switch n.Type {
	case decision.Number:
		return fmt.Sprintf(w.Terms.Numbers, n.Min, n.Max)
	case decision.Many:
		var ids []string
		for _, a := range n.Answers {
			ids = append(ids, a.ID)
		}
		return w.Terms.Any + w.Terms.Colon + " " + w.answers(n, ids)
	}
	return ""
}

// joined brings together what leads to one target, in the order of the first.
func joined(branches []branch) []branch {
	type goal struct{ id, flow string }
	var out []branch
	place := map[goal]int{}
	var labels [][]string
	for _, b := range branches {
		to := goal{b.to.ID, b.to.Flow}
		at, ok := place[to]
		if !ok {
			at = len(out)
			place[to] = at
			out, labels = append(out, b), append(labels, nil)
		}
		if b.label != "" {
			labels[at] = append(labels[at], b.label)
		}
	}
	for i := range out {
		out[i].label = strings.Join(labels[i], "\n")
	}
	return out
}
