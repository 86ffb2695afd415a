package tabular

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"signpost/generator/internal/decision"
)

// want is a table in the terms of its file: what each cell takes, and what
// each row gives.
type want struct {
	texts   []string // the file
	values  [][]string
	takes   [][]func(string) bool // by row and column
	outcome []string              // by row
}

// result is the outcome of the first row that holds, "" where none does.
func (w *want) result(given []string) string {
	for i, row := range w.takes {
		holds := true
		for c, takes := range row {
			holds = holds && takes(given[c])
		}
		if holds {
			return w.outcome[i]
		}
	}
	return ""
}

// first is the outcome of the first row of a flow's table that holds.
func first(flow *decision.Flow, given map[string]string) string {
	for _, row := range flow.Node(resultID).Next.Rows {
		holds := len(row.When) == 0
		for _, clause := range row.When {
			all := true
			for _, e := range clause {
				all = all && e.Holds(flow.Node(e.Question), given[e.Question])
			}
			holds = holds || all
		}
		if holds {
			return row.Then.ID
		}
	}
	return ""
}

// same holds an imported table against what the file says, for every
// combination of the values.
func (w *want) same(t *testing.T, table *Table, names []string) int {
	t.Helper()
	flow := whole(t, table)
	given := make([]string, len(w.values))
	count := 0
	var walk func(int)
	walk = func(c int) {
		if c < len(given) {
			for _, v := range w.values[c] {
				given[c] = v
				walk(c + 1)
			}
			return
		}
		count++
		answers := map[string]string{}
		for c, v := range given {
			in := inputOf(table, names[c])
			if in == nil {
				continue // it decides nothing
			}
			answers[in.ID] = v
			if !in.Number() {
				i := slices.IndexFunc(in.Answers, func(a Value) bool { return key(a.Text) == key(v) })
				if i < 0 {
					return // no cell names it, and it is no answer
				}
				answers[in.ID] = in.Answers[i].ID
			}
		}
		got := first(flow, answers)
		if i := slices.IndexFunc(table.Outcomes, func(o Value) bool { return o.ID == got }); i >= 0 {
			got = table.Outcomes[i].Text
		}
		if result := w.result(given); got != result {
			t.Fatalf("%v: %q, want %q\n%s\n%s", given, got, result, strings.Join(w.texts, "\n"), table.YAML())
		}
	}
	walk(0)
	return count
}

// inputOf finds the input of a column by the beginning of its text, which a
// unit may follow.
func inputOf(table *Table, name string) *Input {
	for _, in := range table.Inputs {
		if in.Text == name || strings.HasPrefix(in.Text, name+" (") {
			return in
		}
	}
	return nil
}

// TestLarge imports a table of 7 inputs and 192 rows, one for each combination
// of six columns of two answers and one of three.
func TestLarge(t *testing.T) {
	names := []string{"Production?", "Impact", "Contract", "Known fault", "Region", "Language", "At night"}
	values := [][]string{{"Yes", "No"}, {"Down", "Degraded", "Cosmetic"}, {"Direct", "Through a partner"}, {"Yes", "No"},
		{"EU / EFTA", "Elsewhere"}, {"English", "Français"}, {"yes", "no"}}
	w := &want{values: values, texts: []string{"U;" + strings.Join(names, ";") + ";Severity"}}
	cells := make([]string, len(names))
	var fill func(int)
	fill = func(c int) {
		if c < len(names) {
			for _, cells[c] = range values[c] {
				fill(c + 1)
			}
			return
		}
		row := slices.Clone(cells)
		var takes []func(string) bool
		for _, v := range row {
			takes = append(takes, func(s string) bool { return s == v })
		}
		w.takes = append(w.takes, takes)
		w.outcome = append(w.outcome, "Severity "+string("ABCDE"[len(w.takes)*7%5]))
		w.texts = append(w.texts, fmt.Sprintf("%d;%s;%s", len(w.takes), strings.Join(row, " ; "), w.outcome[len(w.takes)-1]))
	}
	fill(0)
	table, l := Parse("large.csv", []byte("\ufeff"+strings.Join(w.texts, "\r\n")+"\r\n"))
	if l.HasErrors() {
		t.Fatal(l)
	}
	if n := w.same(t, table, names); n != 192 || len(table.Rows) != 192 || len(table.Inputs) != 7 || len(table.Outcomes) != 5 {
		t.Errorf("%d combinations, %d rows, %d inputs, %d outcomes", n, len(table.Rows), len(table.Inputs), len(table.Outcomes))
	}
	for i, row := range table.Rows {
		for c, test := range row.Tests {
			if !test.holds(int64(slices.IndexFunc(table.Inputs[c].Answers, func(a Value) bool { return w.takes[i][c](a.Text) }))) {
				t.Fatalf("row %d is not that of the file", i)
			}
		}
		if row.Line != i+2 || table.Outcomes[row.Outcome].Text != w.outcome[i] {
			t.Fatalf("row %d: line %d, outcome %q", i, row.Line, table.Outcomes[row.Outcome].Text)
		}
	}
	if n := strings.Count(string(table.YAML()), "expect: "); n != 5 {
		t.Errorf("%d examples", n)
	}
}

// TestRandom imports random tables with cells of every form, and holds what
// they decide against the file for every combination.
func TestRandom(t *testing.T) {
	examples := 0
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 1))
		w, names := random(r)
		table, l := Parse("random.csv", []byte(strings.Join(w.texts, "\n")))
		if l.HasErrors() {
			t.Fatalf("seed %d: %v\n%s", seed, l, strings.Join(w.texts, "\n"))
		}
		table.Policy = "first"
		w.same(t, table, names)
		flow := whole(t, table)
		for _, x := range flow.Examples {
			if got := first(flow, x.Answers()); got != x.Expect.ID {
				t.Fatalf("seed %d: example %q gives %q\n%s", seed, x.ID, got, table.YAML())
			}
			examples++
		}
	}
	if examples < 400 {
		t.Errorf("%d examples", examples)
	}
}

// random makes a table. Its columns of numbers hold for 0 to 10 and beyond.
func random(r *rand.Rand) (*want, []string) {
	columns := 1 + r.IntN(4)
	comma := []string{",", ";", "\t"}[r.IntN(3)]
	w := &want{}
	var names, words []string
	number := make([]bool, columns)
	for c := range columns {
		names = append(names, fmt.Sprintf("Input %d", c))
		number[c] = r.IntN(2) == 0
		if number[c] {
			w.values = append(w.values, []string{"0", "1", "4", "5", "6", "9", "10"})
		} else {
			w.values = append(w.values, []string{"yes", "Ano!", "a & b", "více (x, y)"}[:2+r.IntN(3)])
		}
	}
	w.texts = []string{strings.Join(append(slices.Clone(names), "Outcome"), comma)}
	for row := range 1 + r.IntN(12) {
		words = nil
		var takes []func(string) bool
		always := true
		for c := range columns {
			text, f := cellOf(r, number[c], w.values[c], row == 0)
			always = always && f == nil
			if f == nil {
				f = func(string) bool { return true }
			}
			takes = append(takes, f)
			words = append(words, quote(r, text, comma))
		}
		if always {
			continue // the first row never is one
		}
		w.takes = append(w.takes, takes)
		w.outcome = append(w.outcome, fmt.Sprintf("Out %d", r.IntN(4)))
		w.texts = append(w.texts, strings.Join(append(words, w.outcome[len(w.outcome)-1]), comma))
	}
	if r.IntN(2) == 0 {
		takes := make([]func(string) bool, columns)
		cells := make([]string, columns)
		for c := range takes {
			takes[c] = func(string) bool { return true }
		}
		cells[0] = []string{"", "else", "Otherwise"}[r.IntN(3)]
		w.takes = append(w.takes, takes)
		w.outcome = append(w.outcome, "Rest")
		w.texts = append(w.texts, strings.Join(append(cells, "Rest"), comma))
	}
	return w, names
}

// quote writes a cell, in quotes where it needs them or by chance.
func quote(r *rand.Rand, text, comma string) string {
	if strings.ContainsAny(text, comma+`"`) || r.IntN(4) == 0 {
		text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	}
	if comma == "\t" {
		return text
	}
	return strings.Repeat(" ", r.IntN(2)) + text + strings.Repeat(" ", r.IntN(2))
}

// cellOf makes a cell and what it takes; nil for any. The first row is such
// that its column becomes what it should.
func cellOf(r *rand.Rand, number bool, values []string, start bool) (string, func(string) bool) {
	if number {
		a, b := r.IntN(10), 0
		b = a + 1 + r.IntN(10-a)
		n := func(f func(int) bool) func(string) bool {
			return func(s string) bool { v, _ := strconv.Atoi(s); return f(v) }
		}
		within := n(func(v int) bool { return a <= v && v <= b })
		form := r.IntN(12)
		if start {
			form = 5 + r.IntN(5) // with an end of 10 at least
			b = 10
		}
		switch form {
		case 0:
			return []string{"", "-", "*", "any"}[r.IntN(4)], nil
		case 1:
			return strconv.Itoa(a), n(func(v int) bool { return v == a })
		case 2:
			return fmt.Sprintf("%d, %d", a, b), n(func(v int) bool { return v == a || v == b })
		case 3:
			return fmt.Sprintf("< %d", b), n(func(v int) bool { return v < b })
		case 4:
			return fmt.Sprintf("not(>=%d)", b), n(func(v int) bool { return v < b })
		case 5:
			return fmt.Sprintf([]string{"%d..%d", "[%d..%d]", "%d - %d", "%d to %d"}[r.IntN(4)], a, b), within
		case 6:
			return fmt.Sprintf("[%d..%d]", a, b), within
		case 7:
			return fmt.Sprintf("not(%d..%d)", a, b), n(func(v int) bool { return v < a || v > b })
		case 8:
			return fmt.Sprintf("<%d | >%d", a, b), n(func(v int) bool { return v < a || v > b })
		case 9:
			return fmt.Sprintf("≥ %d and <= %d", a, b), within
		case 10:
			return fmt.Sprintf("0..%d; %d", a, b), n(func(v int) bool { return v <= a || v == b })
		}
		return fmt.Sprintf("!= %d", a), n(func(v int) bool { return v != a })
	}
	chosen := slices.Clone(values)
	r.Shuffle(len(chosen), func(i, j int) { chosen[i], chosen[j] = chosen[j], chosen[i] })
	chosen = chosen[:1+r.IntN(len(chosen))]
	form := r.IntN(5)
	if start {
		chosen, form = values, 1 // so that all are answers
	}
	in := func(s string) bool { return slices.Contains(chosen, s) }
	list := strings.Join(chosen, []string{", ", ";", " | "}[r.IntN(3)])
	switch form {
	case 0:
		return "", nil
	case 1:
		return list, in
	case 2:
		return "not(" + list + ")", func(s string) bool { return !in(s) }
	case 3:
		chosen = chosen[:1]
		return strings.ToUpper(chosen[0]), in
	}
	chosen = chosen[:1]
	return []string{"!", "≠ ", "<>"}[r.IntN(3)] + chosen[0], func(s string) bool { return !in(s) }
}

// FuzzImport imports anything: no panic, every position inside the file, and
// what it writes is read without a finding.
func FuzzImport(f *testing.F) {
	for _, s := range []string{
		"U,Age,Plan,Outcome\n1,>= 18,\"Gold, Silver\",Yes\n2,< 18,not(Gold),No\n3,-,-,Else\n",
		"Größe;Härte?;Ergebnis\n10..20;ja;\"A \"\"b\"\"\"\n]20..30[;≠ ja;B\nelse;;C\n",
		"Возраст\tТариф\tИтог\n> 65\tОсновной | Льготный\tДа\n18 to 65\t\tНет\n",
		"sep=;\r\nA;B;Then;Comment\r\n*;!x;y;z\r\n", "A,B\n\"1..3, 5..8\",x\n\"not(1..3, 5..8)\",y\n",
		"a,b\n<5|6|>7,*\\_`[x](y)\n>= 2024-01-01,x\n", "日本,x\n1 000,&amp;<b>\n> 5 kg,# {#x}\n", "\ufeff,A,,B\n1,x,,y\nelse,,,z",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		table, l := Parse("f.csv", data)
		text := strings.TrimPrefix(strings.ReplaceAll(strings.ReplaceAll(string(data), "\r\n", "\n"), "\r", "\n"), "\ufeff")
		lines := strings.Split(text, "\n")
		for _, d := range l {
			if d.Pos.Line < 1 || d.Pos.Line > len(lines) || d.Pos.Col < 1 || d.Pos.Col > len([]rune(lines[d.Pos.Line-1]))+1 {
				t.Errorf("position outside of the file: %v", d)
			}
			if strings.Contains(d.Message, "read back") {
				t.Errorf("%v", d)
			}
		}
		if (table == nil) != l.HasErrors() {
			t.Fatalf("table %v, %v", table, l)
		}
		if table != nil {
			whole(t, table)
		}
	})
}
