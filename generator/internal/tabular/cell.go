package tabular

import (
	"regexp"
	"strings"
	"unicode"

	"signpost/generator/internal/diag"
)

// cond is what a cell says before it is known what its column is.
type cond struct {
	cell
	any, not bool
	faulty   bool     // it was reported
	values   []string // the answers, where it is a choice
	amounts  []amount // the numbers; nil where one of the values is none
	split    bool     // there was a separator inside
}

// conditions reads the cells of the columns that are asked.
func (p *parser) conditions() {
	last := len(p.records) - 1
	if last < 0 {
		return
	}
	p.other = p.isElse(p.records[last])
	for i, r := range p.records {
		if i == last && p.other {
			continue
		}
		always := true
		for c := range p.columns {
			col := &p.columns[c]
			cond := p.cond(r.cells[col.index])
			col.conds = append(col.conds, cond)
			always = always && cond.any
		}
		switch {
		case i == last && always:
			p.other = true
			p.note(r.pos.Line, "the last row says nothing of the inputs: it is else")
		case always || p.isElse(r):
			p.l.Add(r.pos, "csv-row", "the row always holds, and rows stand below it").Hint = "move it to the end, where it is else"
		}
	}
	if p.other {
		for c := range p.columns {
			p.columns[c].conds = p.columns[c].conds[:min(last, len(p.columns[c].conds))]
		}
	}
}

// isElse reports whether a row says else in place of the first input, or of
// the number of the rule, and nothing of the inputs otherwise.
func (p *parser) isElse(r record) bool {
	said := p.numbers && is(otherwise, r.cells[0].text)
	for i, col := range p.columns {
		text := r.cells[col.index].text
		switch {
		case is(always, text):
		case i == 0 && is(otherwise, text):
			said = true
		default:
			return false
		}
	}
	return said
}

var (
	notForm = regexp.MustCompile(`(?i)^not ?\((.*)\)$`)
	notSign = regexp.MustCompile(`^(?:!=|<>|≠|!) ?(.*)$`)
)

// cond reads a cell. It reports what can be understood in no way, or in two.
func (p *parser) cond(c cell) *cond {
	out := &cond{cell: c, any: is(always, c.text)}
	if out.any {
		return out
	}
	text, sign := c.text, false
	if m := notForm.FindStringSubmatch(text); m != nil && balanced(m[1]) {
		out.not, text = true, strings.TrimSpace(m[1])
	} else if m := notSign.FindStringSubmatch(text); m != nil {
		out.not, sign, text = true, true, m[1]
	}
	out.values, out.split = split(text)
	out.amounts = amounts(text)
	fault := func(hint, format string, args ...any) *cond {
		p.l.Add(c.pos, "csv-cell", format, args...).Hint = hint
		out.faulty = true
		return out
	}
	switch {
	case len(out.values) == 0:
		return fault("write an answer, a list of answers, or not(…); an empty cell is any answer", "%q names no answer", c.text)
	case sign && (len(out.values) > 1 || len(out.amounts) > 1):
		return fault("write not("+text+") for none of these", "it is not clear how far the sign of %q reaches", c.text)
	case out.amounts != nil && torn(text, p.comma):
		return fault("write digits alone for one number, or a space after each comma for several", "%q may be one number or several", c.text)
	}
	for _, v := range out.values {
		switch {
		case is(always, v):
			return fault("empty the cell if any answer will do", "%q is any answer and a list at once", c.text)
		case notSign.MatchString(v) || notForm.MatchString(v):
			return fault("write not(…) around the whole list", "a negation within a list: %q", c.text)
		}
	}
	return out
}

// split cuts a text at commas, semicolons and bars, but for those in quotes
// or parentheses, and takes the quotes off. It reports whether there were any.
func split(text string) (values []string, found bool) {
	depth, quoted := 0, false
	nested := balanced(text)
	paired := strings.Count(text, `"`)%2 == 0
	parts := strings.FieldsFunc(text, func(r rune) bool {
		switch {
		case r == '"':
			quoted = paired && !quoted
		case quoted:
		case r == '(' && nested:
			depth++
		case r == ')' && nested:
			depth--
		case depth == 0 && strings.ContainsRune(",;|", r):
			found = true
			return true
		}
		return false
	})
	for _, part := range parts {
		part = strings.TrimSpace(part)
		if len(part) > 2 && part[0] == '"' && strings.IndexByte(part[1:], '"') == len(part)-2 {
			part = strings.TrimSpace(part[1 : len(part)-1])
		}
		part = strings.TrimSpace(strings.TrimPrefix(part, "="))
		if part != "" {
			values = append(values, part)
		}
	}
	return values, found
}

// balanced reports whether the parentheses of a text fit.
func balanced(text string) bool {
	depth := 0
	for _, r := range text {
		switch r {
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				return false
			}
		}
	}
	return depth == 0
}

// key is what makes two texts the same.
func key(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) { // soft hyphens and the like
			return -1
		}
		return unicode.ToLower(r)
	}, compose(text))
}

// distinct finds texts by what makes them the same.
type distinct struct {
	texts []string
	pos   []diag.Pos
	index map[string]int
}

// add returns the index of a text, which is new if it was not there.
func (d *distinct) add(text string, pos diag.Pos) int {
	k := key(text)
	if i, ok := d.index[k]; ok {
		return i
	}
	if d.index == nil {
		d.index = map[string]int{}
	}
	d.index[k] = len(d.texts)
	d.texts = append(d.texts, text)
	d.pos = append(d.pos, pos)
	return len(d.texts) - 1
}
