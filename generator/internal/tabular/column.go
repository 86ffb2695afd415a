package tabular

import (
	"slices"
	"strings"

	"signpost/generator/internal/decision"
)

// manyNumbers is how many numbers, without a condition among them, make a
// column one of numbers.
const manyNumbers = 12

// inputs makes the questions, and the tests of their cells by column and
// record.
func (p *parser) inputs() (tests [][][]test) {
	for i := range p.columns {
		col := &p.columns[i]
		if !slices.ContainsFunc(col.conds, func(c *cond) bool { return !c.any }) {
			p.note(0, "column %q decides nothing and is left out", col.text)
			continue
		}
		in, t := p.input(col)
		p.t.Inputs = append(p.t.Inputs, in)
		tests = append(tests, t)
	}
	if len(tests) == 0 && len(p.records) > 0 {
		p.l.Add(p.head[0].pos, "csv-header", "no column decides anything").Hint = "write into the cells which answers a row is for"
	}
	return tests
}

// input makes the question of a column, and the tests of its cells: for each
// cell one, or several of which one holds.
func (p *parser) input(col *column) (*Input, [][]test) {
	in := &Input{Value: Value{Text: col.text}}
	in.ID = p.ids.add(col.text, "q", "question")
	if unit, ok := p.numeric(col); ok {
		if unit != "" && !strings.HasSuffix(col.text, ")") {
			in.Text += " (" + unit + ")"
		}
		return in, p.numberTests(in, col)
	}
	return in, p.choiceTests(in, col)
}

// numeric reports whether a column is one of numbers, and their unit. It notes
// where a column with conditions on numbers is none.
func (p *parser) numeric(col *column) (string, bool) {
	var first *cond // with a condition on numbers
	var unit string
	var odd *cond // the first cell because of which it is no column of numbers
	numbers := map[int64]bool{}
	plain := true
	for _, c := range col.conds {
		switch {
		case c.any || c.faulty:
			continue
		case c.amounts == nil:
			if odd == nil {
				odd = c
			}
			continue
		}
		for _, a := range c.amounts {
			if a.compares && first == nil {
				first = c
			}
			if unit == "" {
				unit = a.unit
			} else if a.unit != "" && a.unit != unit && odd == nil {
				odd = c
			}
			plain = plain && !a.zeros && a.fault == "" && a.unit == ""
			numbers[a.Min] = true
		}
	}
	if first != nil && odd != nil {
		p.note(odd.pos.Line, "column %q has %q and %q: it is no column of numbers, and its texts are the answers", col.text, first.text, odd.text)
	}
	return unit, odd == nil && (first != nil || plain && len(numbers) > manyNumbers)
}

// choiceTests finds the answers of a column, in the order of the file.
func (p *parser) choiceTests(in *Input, col *column) [][]test {
	var found distinct
	tests := make([][]test, len(col.conds))
	var listed *cond
	for i, c := range col.conds {
		if c.any || c.faulty {
			tests[i] = []test{{}}
			continue
		}
		if c.split && len(c.values) > 1 && listed == nil {
			listed = c
		}
		t := test{not: c.not}
		for _, v := range c.values {
			if a := found.add(v, c.pos); !slices.Contains(t.answers, a) {
				t.answers = append(t.answers, a)
			}
		}
		tests[i] = []test{t}
	}
	if listed != nil {
		p.note(listed.pos.Line, "column %q: %q is %d answers of which one is enough; quotes inside a cell keep an answer whole",
			col.text, listed.text, len(listed.values))
	}
	if len(found.texts) == 1 {
		other := opposite(found.texts[0])
		found.add(other, col.pos)
		p.note(col.pos.Line, "column %q names one answer, %q: there is a second, %q", col.text, found.texts[0], other)
	}
	names := newIDs()
	for _, text := range found.texts {
		in.Answers = append(in.Answers, Value{names.add(text, in.ID, in.ID), text})
	}
	return tests
}

// opposite is the second answer where a column names one.
func opposite(text string) string {
	for _, pair := range [][2]string{{"yes", "no"}, {"Yes", "No"}, {"true", "false"}, {"True", "False"}, {"TRUE", "FALSE"}, {"YES", "NO"}} {
		switch text {
		case pair[0]:
			return pair[1]
		case pair[1]:
			return pair[0]
		}
	}
	if key(text) == "other" {
		return "Another"
	}
	return "Other"
}

// numberTests reads the conditions of a column of numbers, and finds from
// where to where the numbers go.
func (p *parser) numberTests(in *Input, col *column) [][]test {
	tests := make([][]test, len(col.conds))
	var ends []int64 // of all ranges that have them
	open := false
	for i, c := range col.conds {
		if c.any || c.faulty {
			tests[i] = []test{{}}
			continue
		}
		var ranges []decision.Range
		for _, a := range c.amounts {
			if a.fault != "" {
				p.l.Add(c.pos, "csv-cell", "%q %s; column %q is one of numbers", c.text, a.fault, col.text).Hint = a.fault.hint()
				break
			}
			ranges = append(ranges, a.Range)
			open = open || a.Min == noMin || a.Max == noMax || c.not
			for _, v := range []int64{a.Min, a.Max} {
				if v != noMin && v != noMax {
					ends = append(ends, v)
				}
			}
		}
		if len(ranges) < len(c.amounts) {
			continue
		}
		ranges = union(ranges)
		if len(ranges) == 1 && ranges[0].Min == noMin && ranges[0].Max == noMax {
			p.l.Add(c.pos, "csv-cell", "%q holds for every number", c.text).Hint =
				"a comma means or: for numbers between two write 10..20; empty the cell if any number will do"
			continue
		}
		tests[i] = rangeTests(ranges, c.not)
	}
	if len(ends) == 0 {
		return tests // all were reported
	}
	in.Min, in.Max = min(0, slices.Min(ends)), slices.Max(ends)
	if open {
		// A comparison tells that there are numbers on both of its sides: a
		// gap there is to be found.
		in.Max = above(in.Max)
		if in.Min < 0 {
			in.Min = -above(-in.Min)
		}
	}
	in.Max = max(in.Max, in.Min+1)
	for i, t := range tests {
		if len(t) > 1 { // what is ruled out may leave nothing at an end
			tests[i] = slices.DeleteFunc(t, func(t test) bool { return t.ranges[0].Max < in.Min || t.ranges[0].Min > in.Max })
		}
	}
	p.note(col.pos.Line, "column %q: a number from %d to %d, as far as the cells tell; set min and max of %q in flow.yaml", col.text, in.Min, in.Max, in.ID)
	return tests
}

// above gives the power of ten above a number, if there is one that is a
// number of a flow.
func above(n int64) int64 {
	power := int64(10)
	for power <= n {
		if power > maxNumber/10 {
			return maxNumber
		}
		power *= 10
	}
	return power
}

// rangeTests writes ranges as tests that a row of a flow can have: lone
// numbers, or one range. Where they are several, so are the tests.
func rangeTests(ranges []decision.Range, not bool) []test {
	alone := func(ranges []decision.Range) bool {
		return len(ranges) == 1 || !slices.ContainsFunc(ranges, func(r decision.Range) bool { return r.Min != r.Max })
	}
	if alone(ranges) {
		return []test{{not: not, ranges: ranges}}
	}
	others := complement(ranges)
	if alone(others) {
		return []test{{not: !not, ranges: others}}
	}
	if not {
		ranges = others
	}
	var out []test
	for _, r := range ranges {
		out = append(out, test{ranges: []decision.Range{r}})
	}
	return out
}

// assemble puts the rows together, and finds the outcomes.
func (p *parser) assemble() {
	tests := p.inputs()
	var found distinct
	for i, r := range p.records {
		c := r.cells[p.outcome]
		if is(always, c.text) {
			p.l.Add(c.pos, "csv-cell", "the row has no outcome").Hint = "write what is the case when the row holds"
			continue
		}
		row := Row{Line: r.pos.Line, Outcome: found.add(c.text, c.pos)}
		if p.l.HasErrors() {
			continue
		}
		if p.other && i == len(p.records)-1 {
			p.t.Rows = append(p.t.Rows, row)
			continue
		}
		if !p.multiply(row, tests, i) {
			p.l.Add(r.pos, "csv-limit", "up to this row, the flow needs more than %d rows", maxRows).Hint =
				"several ranges in one cell make several rows: write them so in the file"
			return
		}
	}
	for _, text := range found.texts {
		p.t.Outcomes = append(p.t.Outcomes, Value{p.ids.add(text, "outcome", "outcome"), text})
	}
}

// multiply adds a row for each combination of the tests that its cells need.
// It reports false where the rows become too many.
func (p *parser) multiply(row Row, tests [][][]test, record int) bool {
	rows := [][]test{nil}
	for _, column := range tests {
		var next [][]test
		for _, head := range rows {
			for _, t := range column[record] {
				next = append(next, append(slices.Clone(head), t))
			}
		}
		if rows = next; len(p.t.Rows)+len(rows) > maxRows {
			return false
		}
	}
	if len(rows) > 1 {
		p.note(row.Line, "several ranges in one cell: the row became %d rows of the flow", len(rows))
	}
	for _, t := range rows {
		row.Tests = t
		p.t.Rows = append(p.t.Rows, row)
	}
	return true
}
