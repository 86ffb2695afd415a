package tabular

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"signpost/generator/internal/diag"
)

// parser carries what the steps of Parse share.
type parser struct {
	file  string
	comma rune // what separates the cells
	l     *diag.List
	t     *Table
	ids   ids // of questions, table and outcomes

	head    []cell
	records []record // below the header; each as wide as it
	numbers bool     // the first column has the numbers of rules
	outcome int      // the column of the outcome
	columns []column // those that are asked
	other   bool     // the last record holds for what the others leave
}

// column is a column that is asked.
type column struct {
	cell          // of the header
	index int     // in a record
	conds []*cond // one for each record
}

func (p *parser) note(line int, format string, args ...any) {
	p.t.Notes = append(p.t.Notes, Note{line, fmt.Sprintf(format, args...)})
}

// rows takes the header from the rest and holds the others against its width.
// It reports false where the header cannot be read.
func (p *parser) rows(records []record) bool {
	p.head = records[0].cells
	for len(p.head) > 1 && p.head[len(p.head)-1].text == "" && !slices.ContainsFunc(records, func(r record) bool {
		return len(r.cells) >= len(p.head) && r.cells[len(p.head)-1].text != ""
	}) {
		p.head = p.head[:len(p.head)-1] // an empty column, as spreadsheets leave behind
	}
	width := len(p.head)
	if width > maxColumns {
		p.l.Add(p.head[maxColumns].pos, "csv-limit", "%d columns; the limit is %d", width, maxColumns).Hint = hintSplit
		return false
	}
	if len(records) == 1 {
		p.l.Add(records[0].pos, "csv-empty", "there is no row below the header").Hint = "each row below the names of the columns is a rule"
	}
	for _, r := range records[1:] {
		for len(r.cells) > width && r.cells[len(r.cells)-1].text == "" {
			r.cells = r.cells[:len(r.cells)-1]
		}
		switch {
		case len(r.cells) == width:
			p.records = append(p.records, r)
		case !r.torn:
			d := p.l.Add(r.pos, "csv-row", "the row has %s, the header %d", cells(len(r.cells)), width)
			d.Hint = "a cell that holds the separator needs quotation marks; a cell that does not matter is empty"
			d.Related = []diag.Related{{Pos: p.head[0].pos, Message: "the header"}}
		}
	}
	return !records[0].torn
}

func cells(n int) string {
	if n == 1 {
		return "1 cell"
	}
	return fmt.Sprintf("%d cells", n)
}

// What headers are taken for, in small letters.
const (
	ruleHeads       = "|#|№|no|no.|nr|nr.|rule|rules|rule no|rule no.|rule number|rule id|rule #|row|id|u|f|unique|first||"
	annotationHeads = "|annotation|annotations|comment|comments|description|descriptions|note|notes|"
	outcomeHeads    = "|outcome|then|result|output|"
	policies        = "|A|P|C|C+|C#|C<|C>|R|O|" // as written; those we do not have
	otherwise       = "|else|otherwise|"
	always          = "||-|–|—|*|any|"
)

// is reports whether a text is one of the words of a list above.
func is(list, text string) bool {
	return !strings.Contains(text, "|") && strings.Contains(list, "|"+strings.ToLower(text)+"|")
}

// header decides what each column is. It reports false where it cannot.
func (p *parser) header() bool {
	known := len(*p.l)
	first := 0
	if p.numbers = p.ruleNumbers(); p.numbers {
		first = 1
		if p.policy(); p.t.Corner == "" && p.head[0].text != "" {
			p.note(0, "column %q is not read: it numbers the rules", p.head[0].text)
		}
	}
	var named, rest []int
	for i := first; i < len(p.head); i++ {
		switch text := p.head[i].text; {
		case is(annotationHeads, text):
			p.note(0, "column %q is not read: it is for people", text)
		case text == "" && p.blank(i):
		case text == "":
			p.l.Add(p.head[i].pos, "csv-header", "column %d has no name", i+1).Hint = "name it in the first row, or delete its cells"
		default:
			rest = append(rest, i)
			if is(outcomeHeads, text) {
				named = append(named, i)
			}
		}
	}
	for n, i := range rest {
		for _, j := range rest[:n] {
			if key(p.head[i].text) == key(p.head[j].text) {
				p.l.Add(p.head[i].pos, "csv-header", "column %q stands twice", p.head[i].text).Related =
					[]diag.Related{{Pos: p.head[j].pos, Message: "it stands here first"}}
				break
			}
		}
	}
	switch {
	case len(*p.l) > known:
		return false
	case len(rest) < 2:
		p.l.Add(p.head[0].pos, "csv-header", "a table needs two columns: what is asked, and the outcome").Hint =
			"cells are separated by a comma, a semicolon or a tab"
		return false
	case len(named) > 1:
		d := p.l.Add(p.head[named[1]].pos, "csv-header", "columns %q and %q may both be the outcome", p.head[named[0]].text, p.head[named[1]].text)
		d.Hint = "a table has one: join the two, or give one another name"
		d.Related = []diag.Related{{Pos: p.head[named[0]].pos, Message: "the other"}}
		return false
	case len(named) == 1:
		p.outcome = named[0]
		p.note(0, "the outcome is column %q, for its name", p.head[p.outcome].text)
	default:
		p.outcome = rest[len(rest)-1]
		p.note(0, "the outcome is column %q, the last one", p.head[p.outcome].text)
	}
	for _, i := range rest {
		if i != p.outcome {
			p.columns = append(p.columns, column{cell: p.head[i], index: i})
		}
	}
	return true
}

// blank reports whether no cell of a column has a text.
func (p *parser) blank(i int) bool {
	return !slices.ContainsFunc(p.records, func(r record) bool { return r.cells[i].text != "" })
}

var ruleNumber = regexp.MustCompile(`^\p{L}{0,6}[ .-]?\d{1,6}[.):]?$`)

// ruleNumbers reports whether the first column has the numbers of rules.
func (p *parser) ruleNumbers() bool {
	letter := strings.Contains(policies, "|"+p.head[0].text+"|") && len(p.records) > 2
	if !letter && !is(ruleHeads, p.head[0].text) {
		return false
	}
	seen := map[string]bool{}
	for i, r := range p.records {
		text := r.cells[0].text
		switch {
		case text == "" || i == len(p.records)-1 && is(otherwise, text):
		case !ruleNumber.MatchString(text) || seen[text] || letter && text != strconv.Itoa(i+1):
			return false
		}
		seen[text] = true
	}
	return true
}

// policy reads the letter above the numbers of rules.
func (p *parser) policy() {
	switch text := p.head[0].text; strings.ToLower(text) {
	case "u", "unique":
		p.t.Corner = text
	case "f", "first":
		p.t.Policy, p.t.Corner = "first", text
	default:
		if strings.Contains(policies, "|"+text+"|") {
			p.l.Add(p.head[0].pos, "csv-header", "hit policy %q is not known here", text).Hint =
				"write U where no two rows may hold, or F where the first row that holds decides; if the column is asked, name it in words"
		}
	}
}
