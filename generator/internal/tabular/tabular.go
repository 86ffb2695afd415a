// Package tabular makes a flow of a decision table: a file of comma-separated
// values, as spreadsheets and modelling tools write it.
//
// In: the bytes of the file. Out: a Table, which gives a flow.yaml and the
// words of the flow, and diagnostics about the file. What it writes is read by
// package decision without an error. It never reads or writes a file, never
// guesses at what a cell means when two readings would decide differently, and
// never proves anything: gaps and overlaps are for automaton to find.
//
// # The file
//
// UTF-8, with or without a byte order mark; cells are separated by a comma, a
// semicolon or a tab, whichever stands most often in the first row, or by what
// a first line "sep=;" says. Cells may be quoted, spaces around them do not
// count, empty rows are passed over. At most 1 MiB, 64 columns, 10,000 rows;
// and the flow must not be larger than a flow.yaml may be.
//
// # The columns
//
// The first row names the columns. The outcome is the column called outcome,
// then, result or output, else the last one. Not read are: a first column of
// rule numbers (#, No, Nr, Rule, Row, ID, U, F or no name; every cell empty or
// a number of its own); columns called annotation, comment, description or
// note; columns without a name and without a cell; columns that decide
// nothing, since every cell is "any". U or F above the rule numbers is the
// policy: unique or first. Without one it is unique, which proves most. Every
// other column is a question; they are asked in the order of the columns.
//
// # The cells
//
//	(empty), -, *, any            any answer
//	gold                          this answer; capital letters do not count
//	gold, silver                  one of these; also with | or ; between
//	"gold, or more"               quotes inside the cell keep an answer whole
//	not(gold, silver)             none of these
//	!gold, ≠ gold, != gold, <> gold
//	7, =7                         this number
//	>= 50, > 50, < 10, <= 9, 50+  also ≥ and ≤; two with "and" between them
//	10..20, 10-20, 10 to 20       both ends belong to it
//	[10..20], (10..20], ]10..20[  an end with the bracket turned away does not
//
// A cell of the outcome is taken as a whole. In the last row, else or
// otherwise in place of the first input, or any in all of them, holds for what
// no other row takes.
//
// A column is a number where all of its cells are numbers or conditions on
// numbers, and there is a comparison or range or more than twelve numbers.
// They may have a unit, the same in all cells. Numbers are whole. The question
// goes from 0, or the lowest number below, to the highest. Where a cell
// compares or says not, it goes to the power of ten above that, and likewise
// below 0, so that a gap beyond the comparison is found: the author sets what
// it should be. Every other column is a choice of one among the texts that
// stand in it, by first appearance. A column with a single text gets a second
// answer.
//
// # Codes
//
//	csv-encoding  not UTF-8, or an invisible character
//	csv-limit     the file or the flow is too large
//	csv-empty     there is no row
//	csv-header    the first row does not say what the columns are
//	csv-row       a row has too few or too many cells, or stands after one that always holds
//	csv-cell      a cell says nothing that can be understood
package tabular

import (
	"math"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// Limits of a file. The last two are those of flow.yaml and of Markdown.
const (
	MaxBytes    = 1 << 20
	maxColumns  = 64
	maxRows     = 10_000
	maxFlow     = source.MaxFlow     // bytes
	maxMarkdown = source.MaxMarkdown // bytes
)

// Table is a decision table that was read.
type Table struct {
	Policy   string // "unique" or "first"; may be changed before the flow is written
	Corner   string // what says so above the numbers of rules; "" where nothing does
	Inputs   []*Input
	Rows     []Row
	Outcomes []Value // by first appearance
	Notes    []Note  // what was chosen where the file does not say
}

// Value is an answer or an outcome: the id made for it and the text it has in
// the file.
type Value struct{ ID, Text string }

// Input is a column that became a question.
type Input struct {
	Value
	Answers  []Value // two or more; none for a number
	Min, Max int64   // of a number
}

// Number reports whether the question is answered by a number.
func (in *Input) Number() bool { return len(in.Answers) == 0 }

// Row is a row of the flow's table.
type Row struct {
	Line    int    // in the file, 1-based
	Tests   []test // one for each input; none in the row that holds for the rest
	Outcome int    // index in Outcomes
}

// Note tells of a choice. Line is where in the file, 0 for all of it.
type Note struct {
	Line int
	Text string
}

// The ends of ranges that have none.
const (
	noMin = math.MinInt64
	noMax = math.MaxInt64
)

// test is what a cell says of its question. The zero value holds always.
type test struct {
	not     bool
	answers []int            // indices in Answers
	ranges  []decision.Range // with noMin and noMax for open ends
}

func (t test) any() bool { return len(t.answers)+len(t.ranges) == 0 }

// holds reports whether the test holds for an answer: an index in Answers, or
// a number.
func (t test) holds(v int64) bool {
	if t.any() {
		return true
	}
	holds := false
	for _, a := range t.answers {
		holds = holds || int64(a) == v
	}
	for _, r := range t.ranges {
		holds = holds || r.Min <= v && v <= r.Max
	}
	return holds != t.not
}

// Parse reads a table. file is its name in positions. Where the list has
// errors the table is nil.
func Parse(file string, data []byte) (*Table, diag.List) {
	var l diag.List
	records, comma := read(file, data, &l)
	if len(records) == 0 && !l.HasErrors() {
		l.Add(diag.Pos{File: file, Line: 1, Col: 1}, "csv-empty", "the table is empty").Hint =
			"the first row names the columns, each further row is a rule"
	}
	if len(records) == 0 {
		return nil, l
	}
	p := &parser{file: file, comma: comma, l: &l, t: &Table{Policy: "unique"}, ids: newIDs(resultID)}
	// Beyond the header one fault hides no other.
	if p.rows(records) && p.header() {
		p.conditions()
		p.assemble()
	}
	if !l.HasErrors() {
		p.measure()
	}
	if l.HasErrors() {
		return nil, l
	}
	return p.t, l
}

// measure holds what will be written against the limits of those who read it.
func (p *parser) measure() {
	flow := p.t.YAML()
	at := diag.Pos{File: p.file, Line: 1, Col: 1}
	if len(flow) > maxFlow {
		p.l.Add(at, "csv-limit", "the flow would have %d bytes; a flow.yaml has at most %d", len(flow), maxFlow).Hint = hintSplit
		return
	}
	if n := len(p.t.Words("")); n > maxMarkdown-1024 { // the title is not known here
		p.l.Add(at, "csv-limit", "the words of the flow would have %d bytes; a file of words has at most %d", n, maxMarkdown).Hint = hintSplit
		return
	}
	_, l := decision.Parse("import", "flow.yaml", flow)
	for _, d := range l {
		p.l.Add(at, "csv-limit", "the flow cannot be read back: %s", d.Message).Hint = hintSplit
		return
	}
}

const hintSplit = "import it as several tables, or leave out what decides nothing"
