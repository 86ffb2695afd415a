package automaton

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
)

var (
	example = regexp.MustCompile(`for: (.*)$`)
	row     = regexp.MustCompile(`(contradicts|overlaps with) row ([0-9]+)( and ([0-9]+) more)?, for`)
)

// listed reads the answers out of a message.
func listed(message string) (map[string]string, bool) {
	m := example.FindStringSubmatch(message)
	if m == nil {
		return nil, false
	}
	out := map[string]string{}
	if m[1] == "any answers" || m[1] == "" {
		return out, true
	}
	for part := range strings.SplitSeq(m[1], ", ") {
		q, a, _ := strings.Cut(part, "=")
		if before, twice := out[q]; twice && before != a {
			return nil, true // asked twice: no list of answers says this
		}
		out[q] = a
	}
	return out, true
}

// shows holds the example of a finding against the naive interpreter.
func shows(n *naive, d diag.Diagnostic) error {
	var s *spot
	row := -1
	for _, o := range n.spots {
		if o.in == n.root && (o.n.Pos == d.Pos || o.n.Next.Pos == d.Pos) {
			s = o
		}
		for i := range o.n.Next.Rows {
			if o.in == n.root && o.n.Next.Rows[i].Pos == d.Pos && d.Pos != o.n.Next.Pos {
				s, row = o, i
			}
		}
	}
	answers, ok := listed(d.Message)
	var holds func(*place, []held) bool
	switch d.Code {
	case "flow-gap":
		holds = func(at *place, log []held) bool {
			return at == nil && len(log) > 0 && log[len(log)-1].s == s && log[len(log)-1].rows == nil
		}
	case "flow-dead-end":
		holds = func(at *place, _ []held) bool {
			return at != nil && at.spot == s && !slices.ContainsFunc(at.next, func(to *place) bool { return to != nil })
		}
	case "flow-overlap", "flow-contradiction":
		var with []int
		for _, rel := range d.Related {
			with = append(with, slices.IndexFunc(s.n.Next.Rows, func(r decision.Row) bool { return r.Pos == rel.Pos }))
		}
		var want []int
		for o := range row {
			if s.pairs[[2]int{o, row}] {
				want = append(want, o)
			}
		}
		if !slices.Equal(with, want) {
			return fmt.Errorf("holds together with rows %v, not %v", want, with)
		}
		first, err := partner(d.Message, len(with))
		if err != nil {
			return err
		}
		if apart := s.n.Next.Rows[first].Then.String() != s.n.Next.Rows[row].Then.String(); apart != (d.Code == "flow-contradiction") {
			return fmt.Errorf("row %d is the wrong one to name", first+1)
		}
		holds = func(_ *place, log []held) bool {
			return slices.ContainsFunc(log, func(h held) bool {
				return h.s == s && slices.Contains(h.rows, first) && slices.Contains(h.rows, row)
			})
		}
	default:
		return nil
	}
	if !ok {
		return fmt.Errorf("no example of answers")
	}
	if answers != nil && !n.again() && !n.reaches(answers, holds) {
		return fmt.Errorf("the example does not show it: %v", answers)
	}
	return nil
}

// partner is the row that a message names.
func partner(message string, with int) (int, error) {
	m := row.FindStringSubmatch(message)
	if m == nil {
		return 0, fmt.Errorf("no row is named")
	}
	var first, more int
	fmt.Sscan(m[2], &first)
	fmt.Sscan(m[4], &more)
	if more != with-1 {
		return 0, fmt.Errorf("%d more rows are named, of %d", more, with)
	}
	return first - 1, nil
}
