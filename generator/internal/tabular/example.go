package tabular

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// How much is done to find examples: rows that are tried for one outcome, and
// rows that are looked at for all of them.
const (
	tries    = 8
	maxWork  = 20_000_000
	maxSteps = 400 // changes of one answer, for one row
)

// writeExamples writes an example for each outcome: the answers of the first
// row that gives it, with the first answer where any will do, and others only
// where a row above would take them. An outcome for which none is found in
// reasonable time has none.
func (t *Table) writeExamples(b *strings.Builder) {
	rows := make([][]int, len(t.Outcomes)) // by outcome
	for i, row := range t.Rows {
		if len(rows[row.Outcome]) < tries {
			rows[row.Outcome] = append(rows[row.Outcome], i)
		}
	}
	s := search{t: t}
	head := "\nexamples:\n"
	for o, out := range t.Outcomes {
		for _, i := range rows[o] {
			answers, ok := s.find(t.Rows[i])
			if !ok {
				continue
			}
			given := make([]string, len(answers))
			for q, in := range t.Inputs {
				given[q] = in.ID + ": " + in.answer(answers[q])
			}
			fmt.Fprintf(b, "%s  %s:\n    given: {%s}\n    expect: %s\n", head, out.ID, strings.Join(given, ", "), out.ID)
			head = ""
			break
		}
	}
}

// answer writes an answer as an example gives it.
func (in *Input) answer(v int64) string {
	if in.Number() {
		return strconv.FormatInt(v, 10)
	}
	return in.Answers[v].ID
}

// search looks for answers that a row decides.
type search struct {
	t       *Table
	work    int // rows looked at
	steps   int // changes so far, for this row
	row     Row
	answers []int64
	changed []bool
}

// find gives answers for which the table gives the row's outcome.
func (s *search) find(row Row) ([]int64, bool) {
	s.row, s.steps = row, 0
	s.answers, s.changed = make([]int64, len(s.t.Inputs)), make([]bool, len(s.t.Inputs))
	for q := range s.t.Inputs {
		first := s.choices(q, nil)
		if len(first) == 0 {
			return nil, false
		}
		s.answers[q] = first[0]
	}
	return s.answers, s.settle()
}

// settle changes answers, each at most once, until no other row stands in the
// way.
func (s *search) settle() bool {
	rival, found := s.rival()
	if !found {
		return true
	}
	for q, c := range rival.Tests {
		if s.changed[q] || c.any() {
			continue
		}
		before := s.answers[q]
		s.changed[q] = true
		for _, v := range s.choices(q, &c) {
			if s.steps++; s.steps > maxSteps || s.work > maxWork {
				return false
			}
			if s.answers[q] = v; s.settle() {
				return true
			}
		}
		s.answers[q], s.changed[q] = before, false
	}
	return false
}

// rival finds a row that holds too and gives another outcome: under first
// above the row, under unique anywhere.
func (s *search) rival() (Row, bool) {
	for _, row := range s.t.Rows {
		s.work++
		if row.Tests == nil || s.t.Policy == "first" && row.Line == s.row.Line {
			break // what is below does not matter
		}
		holds := row.Outcome != s.row.Outcome
		for q, c := range row.Tests {
			holds = holds && c.holds(s.answers[q])
		}
		if holds {
			return row, true
		}
	}
	return Row{}, false
}

// choices lists answers to a question for which the row holds, and the rival's
// test does not: the lowest of each span.
func (s *search) choices(q int, rival *test) []int64 {
	in, own := s.t.Inputs[q], test{}
	if s.row.Tests != nil {
		own = s.row.Tests[q]
	}
	low, high := in.Min, in.Max
	turns := append([]int64{low}, own.turns()...)
	if !in.Number() {
		low, high, turns = 0, int64(len(in.Answers))-1, nil
		for a := range in.Answers {
			turns = append(turns, int64(a))
		}
	} else if rival != nil {
		turns = append(turns, rival.turns()...)
	}
	slices.Sort(turns)
	return slices.DeleteFunc(slices.Compact(turns), func(v int64) bool {
		return v < low || v > high || !own.holds(v) || rival != nil && rival.holds(v)
	})
}

// turns lists the numbers at which a test may begin to hold, or cease to.
func (t test) turns() []int64 {
	var out []int64
	for _, r := range t.ranges {
		if out = append(out, r.Min); r.Max != noMax {
			out = append(out, r.Max+1)
		}
	}
	return out
}
