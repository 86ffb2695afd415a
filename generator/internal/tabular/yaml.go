package tabular

import (
	"fmt"
	"strconv"
	"strings"
)

// lineWidth is where a list of answers becomes one of lines, in characters.
const lineWidth = 100

// YAML writes the flow.yaml: the questions in the order of the columns, the
// table, its outcomes, and an example for each outcome where a simple one is
// found. Rows name their line in the file.
func (t *Table) YAML() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# Imported from a table. The kinds of the outcomes are to be set.\nstart: %s\n\nquestions:\n", t.Inputs[0].ID)
	for i, in := range t.Inputs {
		next := resultID
		if i+1 < len(t.Inputs) {
			next = t.Inputs[i+1].ID
		}
		fmt.Fprintf(&b, "  %s:\n", in.ID)
		if in.Number() {
			fmt.Fprintf(&b, "    type: number\n    min: %d\n    max: %d\n", in.Min, in.Max)
		} else {
			writeAnswers(&b, in)
		}
		fmt.Fprintf(&b, "    next: %s\n", next)
	}
	ids := make([]string, len(t.Inputs))
	for i, in := range t.Inputs {
		ids[i] = in.ID
	}
	fmt.Fprintf(&b, "\ntables:\n  %s:\n    policy: %s\n    inputs: [%s]\n    rows:\n", resultID, t.Policy, strings.Join(ids, ", "))
	for _, row := range t.Rows {
		fmt.Fprintf(&b, "      - %s  # line %d\n", t.row(row), row.Line)
	}
	b.WriteString("\noutcomes:\n")
	for _, o := range t.Outcomes {
		fmt.Fprintf(&b, "  %s: {kind: info}\n", o.ID)
	}
	t.writeExamples(&b)
	return []byte(b.String())
}

func writeAnswers(b *strings.Builder, in *Input) {
	ids := make([]string, len(in.Answers))
	for i, a := range in.Answers {
		ids[i] = a.ID
	}
	if line := "    answers: [" + strings.Join(ids, ", ") + "]"; len(line) <= lineWidth {
		b.WriteString(line + "\n")
		return
	}
	b.WriteString("    answers:\n      - " + strings.Join(ids, "\n      - ") + "\n")
}

// row writes a row with its braces.
func (t *Table) row(row Row) string {
	then := t.Outcomes[row.Outcome].ID
	if row.Tests == nil {
		return "{else: " + then + "}"
	}
	var parts []string
	for i, c := range row.Tests {
		if !c.any() {
			parts = append(parts, t.Inputs[i].ID+": "+t.Inputs[i].test(c))
		}
	}
	return "{" + strings.Join(append(parts, "then: "+then), ", ") + "}"
}

// test writes a test as an entry of a row has it.
func (in *Input) test(c test) string {
	var ids []string
	for _, a := range c.answers {
		ids = append(ids, in.Answers[a].ID)
	}
	s := ""
	for _, r := range c.ranges {
		switch {
		case r.Min == r.Max:
			ids = append(ids, strconv.FormatInt(r.Min, 10))
		case r.Min == noMin:
			s = fmt.Sprintf("{max: %d}", r.Max)
		case r.Max == noMax:
			s = fmt.Sprintf("{min: %d}", r.Min)
		default:
			s = fmt.Sprintf("{min: %d, max: %d}", r.Min, r.Max)
		}
	}
	switch len(ids) {
	case 0:
	case 1:
		s = ids[0]
	default:
		s = "[" + strings.Join(ids, ", ") + "]"
	}
	if c.not {
		return "{not: " + s + "}"
	}
	return s
}

// Words writes the words of the flow, the same for every language: the texts
// of the file, with a question mark behind those that are asked. title has
// letters, digits and spaces.
func (t *Table) Words(title string) []byte {
	var b strings.Builder
	questions := "1 question"
	if n := len(t.Inputs); n > 1 {
		questions = fmt.Sprintf("%d questions", n)
	}
	fmt.Fprintf(&b, "---\ntitle: %s\ndescription: %s, and what follows from the answers.\nmade: machine\nreviewed: no\n---\n", title, questions)
	for _, in := range t.Inputs {
		text := strings.TrimRight(in.Text, " :?")
		if text == "" {
			text = in.ID
		}
		fmt.Fprintf(&b, "\n## %s? {#%s}\n", markdown(text), in.ID)
		for i, a := range in.Answers {
			if i == 0 {
				b.WriteByte('\n')
			}
			fmt.Fprintf(&b, "- `%s` – %s\n", a.ID, markdown(a.Text))
		}
	}
	for _, o := range t.Outcomes {
		fmt.Fprintf(&b, "\n## %s {#%s}\n", markdown(o.Text), o.ID)
	}
	return []byte(b.String())
}

// markdown writes a text so that Markdown shows it as it is.
func markdown(text string) string {
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune("\\`*_{}[]<>#|~&!$", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
