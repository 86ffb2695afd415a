package tabular

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/prose"
)

// TestCells reads one cell of a column whose other cells are "other", and
// holds the row against what a flow.yaml should have.
func TestCells(t *testing.T) {
	for cell, want := range map[string]string{
		"":                          "",
		"-":                         "",
		"*":                         "",
		"Any":                       "",
		"gold":                      "c: gold",
		"  Gold  Plus ":             "c: gold-plus",
		`"gold, silver"`:            "c: [gold, silver]",
		`"gold;silver|gold"`:        "c: [gold, silver]",
		`"""gold, or more"""`:       "c: gold-or-more",
		`"""EU"",""US"""`:           "c: [eu, us]",
		`"Gold (EU, US)"`:           "c: gold-eu-us",
		`"gold,"`:                   "c: gold",
		"not(gold)":                 "c: {not: gold}",
		`"Not (gold, silver)"`:      "c: {not: [gold, silver]}",
		"!gold":                     "c: {not: gold}",
		"≠ gold":                    "c: {not: gold}",
		"<> gold":                   "c: {not: gold}",
		"!=gold":                    "c: {not: gold}",
		"= gold":                    "c: gold",
		"not started":               "c: not-started",
		"yes":                       "c: yes",
		"TRUE":                      "c: true",
		"7":                         "c: c-7",
		"1.5":                       "c: c-1-5",
		"2024-01-15":                "c: c-2024-01-15",
		"Žluťoučký kůň":             "c: zlutoucky-kun",
		`"Щёлково, объект"`:         "c: [shchelkovo, obekt]",
		"Straße":                    "c: strasse",
		"日本":                        "c: c",
		"else":                      "c: c-else",
		"signpost-x":                "c: c-signpost-x",
		"> 5 and x":                 "c: above-5-and-x",
		strings.Repeat("long ", 20): "c: " + strings.Repeat("long-", 12) + "long",
	} {
		t.Run(cell, func(t *testing.T) {
			table, l := Parse("t.csv", []byte("D,C,Outcome\nd,"+cell+",x\ne,other,y\n"))
			if l.HasErrors() {
				t.Fatal(l)
			}
			got := strings.TrimPrefix(entry(table, 0), "d: d")
			if got = strings.TrimPrefix(got, ", "); got != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}

// entry is a row as flow.yaml has it, without then.
func entry(t *Table, row int) string {
	s := strings.TrimPrefix(t.row(t.Rows[row]), "{")
	return strings.TrimSuffix(s[:strings.LastIndex(s, "then: ")], ", ")
}

// TestNumbers reads one cell of a column of numbers.
func TestNumbers(t *testing.T) {
	for cell, want := range map[string]string{
		"":                   "",
		">= 50":              "n: {min: 50}",
		"≥50":                "n: {min: 50}",
		"=> 50":              "n: {min: 50}",
		"50+":                "n: {min: 50}",
		"> 50":               "n: {min: 51}",
		"< 10":               "n: {max: 9}",
		"<=9":                "n: {max: 9}",
		"≤ 9":                "n: {max: 9}",
		"7":                  "n: 7",
		"=7":                 "n: 7",
		"007":                "n: 7",
		"-7":                 "n: -7",
		"10..20":             "n: {min: 10, max: 20}",
		"[10..20]":           "n: {min: 10, max: 20}",
		"(10..20]":           "n: {min: 11, max: 20}",
		"]10..20[":           "n: {min: 11, max: 19}",
		`"[10, 20)"`:         "n: {min: 10, max: 19}",
		"10-20":              "n: {min: 10, max: 20}",
		"10 – 20":            "n: {min: 10, max: 20}",
		"-5 - -3":            "n: {min: -5, max: -3}",
		"10 to 20":           "n: {min: 10, max: 20}",
		"10..10":             "n: 10",
		">= 10 and < 20":     "n: {min: 10, max: 19}",
		"≥10 & ≤20":          "n: {min: 10, max: 20}",
		"> 1 000":            "n: {min: 1001}",
		"> 1'000'000":        "n: {min: 1000001}",
		`"1, 2,3"`:           "n: [1, 2, 3]",
		"1|2":                "n: [1, 2]",
		`"1..5, 4..9"`:       "n: {min: 1, max: 9}",
		`"1..5, 6"`:          "n: {min: 1, max: 6}",
		`"<5, >10"`:          "n: {not: {min: 5, max: 10}}",
		"<5 | 6 | >7":        "n: {not: [5, 7]}",
		"not(5)":             "n: {not: 5}",
		"!= 5":               "n: {not: 5}",
		"not(10..20)":        "n: {not: {min: 10, max: 20}}",
		`"not(5, 7)"`:        "n: {not: [5, 7]}",
		`"not(<5, >10)"`:     "n: {min: 5, max: 10}",
		`"1..3, 7"`:          "n: {min: 1, max: 3}; n: 7",
		`"not(0..3, 5..8)"`:  "n: 4; n: {min: 9}",
		`"not(-3..3, 5..8)"`: "n: {max: -4}; n: 4; n: {min: 9}",
	} {
		t.Run(cell, func(t *testing.T) {
			table, l := Parse("t.csv", []byte("D,N,Outcome\nd,"+cell+",x\ne,>= 100,y\nelse,,z\n"))
			if l.HasErrors() {
				t.Fatal(l)
			}
			var got []string
			for i, row := range table.Rows {
				if row.Line == 2 {
					got = append(got, strings.TrimPrefix(strings.TrimPrefix(entry(table, i), "d: d"), ", "))
				}
			}
			if s := strings.Join(got, "; "); s != want {
				t.Errorf("%q, want %q", s, want)
			}
		})
	}
}

// TestRanges holds from where to where the numbers of a column go.
func TestRanges(t *testing.T) {
	for cells, want := range map[string]string{
		">= 50|< 50":                             "0 100",
		">= 100|< 100":                           "0 1000",
		"1..5|6..9":                              "0 9",
		"<= 0|> 0":                               "0 10",
		"< 0|0..9":                               "-10 10",
		"-5..5":                                  "-5 5",
		"not(10..20)|15..17":                     "0 100",
		"0..0":                                   "0 1",
		"> 9007199254740989":                     "0 9007199254740991",
		"1|2|3|4|5|6|7|8|9|10|11|12":             "",
		"1|2|3|4|5|6|7|8|9|10|11|12|13":          "0 13",
		"01|02|03|04|05|06|07|08|09|10|11|12|13": "",
		"> 5 kg|<= 5 KG":                         "0 10",
		"> 5 kg|<= 5 t":                          "",
		"> 5|often":                              "",
		"≥ €50|< €50":                            "0 100",
	} {
		t.Run(cells, func(t *testing.T) {
			text := "N,Outcome\n"
			for i, cell := range strings.Split(cells, "|") {
				text += fmt.Sprintf("%s,x%d\n", cell, i)
			}
			table, l := Parse("t.csv", []byte(text))
			if l.HasErrors() {
				t.Fatal(l)
			}
			got := ""
			if in := table.Inputs[0]; in.Number() {
				got = fmt.Sprint(in.Min, in.Max)
			}
			if got != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}

// TestFaults reads tables with something wrong, and holds place, code and
// message of each fault.
func TestFaults(t *testing.T) {
	for text, want := range map[string]string{
		"":                                   `1:1 csv-empty the table is empty`,
		"\ufeff\r\n,,\r\n":                   `1:1 csv-empty the table is empty`,
		"A,Outcome\n":                        `1:1 csv-empty there is no row below the header`,
		"A\nx\n":                             `1:1 csv-header a table needs two columns: what is asked, and the outcome`,
		"A,a,Outcome\nx,y,z\n":               `1:3 csv-header column "a" stands twice`,
		"A,Then,Result\nx,y,z\n":             `1:8 csv-header columns "Then" and "Result" may both be the outcome`,
		"A,,Outcome\nx,y,z\n":                `1:3 csv-header column 2 has no name`,
		"A,Outcome\n-,z\n":                   `1:1 csv-header no column decides anything`,
		"C,A,B\n1,x,y\n2,y,z\n3,x,y\n":       `1:1 csv-header hit policy "C" is not known here`,
		"A,Outcome\nx\nx,y,z\n":              `2:1 csv-row the row has 1 cell, the header 2|3:1 csv-row the row has 3 cells, the header 2`,
		"A,Outcome\n\"x,y\n":                 `2:1 csv-row the quotation mark is not closed`,
		"A,Outcome\n é \"x\"y,z\n\"x\"y,z\n": `3:4 csv-row text after the closing quotation mark`,
		"A,Outcome\n-,z\nx,y\n":              `2:1 csv-row the row always holds, and rows stand below it`,
		"A,Outcome\nelse,z\nx,y\n":           `2:1 csv-row the row always holds, and rows stand below it`,
		"A,Outcome\nx,\ny,-\n":               `2:3 csv-cell the row has no outcome|3:3 csv-cell the row has no outcome`,
		"A,Outcome\n\", ,\",z\n":             `2:1 csv-cell ", ," names no answer`,
		"A,Outcome\nnot(),z\n":               `2:1 csv-cell "not()" names no answer`,
		"A,Outcome\n!,z\n":                   `2:1 csv-cell "!" names no answer`,
		"A,Outcome\n\"!a, b\",z\n":           `2:1 csv-cell it is not clear how far the sign of "!a, b" reaches`,
		"A,Outcome\n\"a, !b\",z\n":           `2:1 csv-cell a negation within a list: "a, !b"`,
		"A,Outcome\n\"a, -\",z\n":            `2:1 csv-cell "a, -" is any answer and a list at once`,
		"A,Outcome\n\"not(a), not(b)\",z\n":  `2:1 csv-cell a negation within a list: "not(a), not(b)"`,
		"A,Outcome\nnot(-),z\n":              `2:1 csv-cell "not(-)" is any answer and a list at once`,
		"A;Outcome\n1,5;z\n":                 `2:1 csv-cell "1,5" may be one number or several`,
		"A,Outcome\n\"1,000\",z\n":           `2:1 csv-cell "1,000" may be one number or several`,
		"A,Outcome\n\">= 2,5\",z\n":          `2:1 csv-cell ">= 2,5" may be one number or several`,
		"Ä Ö,Outcome\n>= 5,z\n  2.5,z\n":     `3:3 csv-cell "2.5" is not a whole number; column "Ä Ö" is one of numbers`,
		"A,Outcome\n>= 2024-01-15,z\n":       `2:1 csv-cell ">= 2024-01-15" is a date or a time; column "A" is one of numbers`,
		"A,Outcome\n20..10,z\n(1..2),z\n": `2:1 csv-cell "20..10" takes no whole number; column "A" is one of numbers|` +
			`3:1 csv-cell "(1..2)" takes no whole number; column "A" is one of numbers`,
		"A,Outcome\n>= 50 and < 20,z\n":                 `2:1 csv-cell ">= 50 and < 20" takes no whole number; column "A" is one of numbers`,
		"A,Outcome\n\">= 5, < 9\",z\n":                  `2:1 csv-cell ">= 5, < 9" holds for every number`,
		"A,Outcome\n> 9007199254740992,z\n":             `2:1 csv-cell "> 9007199254740992" is larger than a number of a flow may be; column "A" is one of numbers`,
		"A,Outcome\nx,caf\xe9\n":                        `2:6 csv-encoding byte 0xE9 is not UTF-8`,
		"\xff\xfeA":                                     `1:1 csv-encoding the file is UTF-16`,
		"A,Outcome\nx\u202e,y\x00\n":                    `2:2 csv-encoding invisible character U+202E|2:5 csv-encoding invisible character U+0000`,
		strings.Repeat("a,", 64) + "b\nx":               `1:129 csv-limit 65 columns; the limit is 64`,
		strings.Repeat(" ", MaxBytes+1):                 `1:1 csv-limit the file has more than 1048576 bytes, which is the limit`,
		"A,Outcome\n" + strings.Repeat("x,y\n", 10_001): `10002:1 csv-limit more than 10000 rows`,
		wide(): `1:1 csv-limit the flow would have `,
	} {
		t.Run(text[:min(len(text), 40)], func(t *testing.T) {
			table, l := Parse("t.csv", []byte(text))
			if table != nil {
				t.Error("a table in spite of errors")
			}
			var got []string
			for _, d := range l.Sorted() {
				got = append(got, fmt.Sprintf("%d:%d %s %s", d.Pos.Line, d.Pos.Col, d.Code, d.Message))
				if d.Hint == "" && len(d.Related) == 0 {
					t.Errorf("no advice: %v", d)
				}
			}
			if s := strings.Join(got, "|"); s != want && !(strings.HasSuffix(want, " have ") && strings.HasPrefix(s, want)) {
				t.Errorf("%s\nwant %s", s, want)
			}
		})
	}
}

// TestColumns holds what becomes of the columns of a table.
func TestColumns(t *testing.T) {
	for text, want := range map[string]string{
		"A,B,C\nx,y,z\n":                                "a b > z, unique",
		"U,A,B\n1,x,z\n2,y,z\n":                         "a > z, unique U",
		"F,A,B\n,x,z\n,y,z\n":                           "a > z, first F",
		"U,B\nx,z\ny,z\n":                               "u > z, unique",
		"#,A,B\nR1,x,z\nelse,,y\n":                      "a > z y, unique",
		",A,B,,\n1,x,z,,\n2,y,z,,\n":                    "a > z, unique",
		"ID,A,B\n17,x,z\n4,y,z\n":                       "a > z, unique",
		"No,B\nyes,z\nno,y\n":                           "no > z y, unique",
		"Outcome,A,B\nz,x,y\n":                          "a b > z, unique",
		"A,Result,Comment\nx,z,why\ny,Z,\n":             "a > z, unique",
		"A,B,C\nx,,z\ny,any,z\n":                        "a > z, unique",
		"Result,B,Then\nx,y,z\n":                        "",
		"Result 1,Result!,Then\nx,y,result\n":           "result-1 result-2 > result-3, unique",
		"2 FA?,Where,When,Then\nx,y,a,else\n":           "q-2-fa where q-when > outcome-else, unique",
		"sep=;\nA;B\n\"x\";z,y\n":                       "a > z-y, unique",
		"A\tB\t\n\"x\" \t z \t\n \ty\t\n":               "a > z y, unique",
		"\n\nA;B,C;D\rx;y;z\r":                          "a b-c > z, unique",
		"A,B,C,D\n1,\"b\nb\" , \" say \"\"z\"\" \",z\n": "a b c > z, unique",
	} {
		t.Run(text, func(t *testing.T) {
			table, l := Parse("t.csv", []byte(text))
			got := ""
			if !l.HasErrors() {
				for _, in := range table.Inputs {
					got += in.ID + " "
				}
				got += ">"
				for _, o := range table.Outcomes {
					got += " " + o.ID
				}
				got += strings.TrimRight(", "+table.Policy+" "+table.Corner, " ")
			}
			if got != want {
				t.Errorf("%q, want %q; %v", got, want, l)
			}
		})
	}
}

// TestWhole holds all that is written of one table.
func TestWhole(t *testing.T) {
	table, l := Parse("t.csv", []byte("F;Users hit;Plan?;Say *so*;Comment\n"+
		"1;>= 50;Gold, Silver;Call **now**;\n2;;not(Gold);Write;often\n3;-;;<Wait>;\n"))
	if l.HasErrors() {
		t.Fatal(l)
	}
	want := `# Imported from a table. The kinds of the outcomes are to be set.
start: users-hit

questions:
  users-hit:
    type: number
    min: 0
    max: 100
    next: plan
  plan:
    answers: [gold, silver]
    next: result

tables:
  result:
    policy: first
    inputs: [users-hit, plan]
    rows:
      - {users-hit: {min: 50}, plan: [gold, silver], then: call-now}  # line 2
      - {plan: {not: gold}, then: write}  # line 3
      - {else: wait}  # line 4

outcomes:
  call-now: {kind: info}
  write: {kind: info}
  wait: {kind: info}

examples:
  call-now:
    given: {users-hit: 50, plan: gold}
    expect: call-now
  write:
    given: {users-hit: 0, plan: silver}
    expect: write
  wait:
    given: {users-hit: 0, plan: gold}
    expect: wait
`
	if d := cmp.Diff(want, string(table.YAML())); d != "" {
		t.Error(d)
	}
	want = `---
title: T
description: 2 questions, and what follows from the answers.
made: machine
reviewed: no
---

## Users hit? {#users-hit}

## Plan? {#plan}

- ` + "`gold`" + ` – Gold
- ` + "`silver`" + ` – Silver

## Call \*\*now\*\* {#call-now}

## Write {#write}

## \<Wait\> {#wait}
`
	if d := cmp.Diff(want, string(table.Words("T"))); d != "" {
		t.Error(d)
	}
	var notes []string
	for _, n := range table.Notes {
		notes = append(notes, fmt.Sprintf("%d %s", n.Line, n.Text))
	}
	if d := cmp.Diff([]string{
		`0 column "Comment" is not read: it is for people`,
		`0 the outcome is column "Say *so*", the last one`,
		`4 the last row says nothing of the inputs: it is else`,
		`1 column "Users hit": a number from 0 to 100, as far as the cells tell; set min and max of "users-hit" in flow.yaml`,
		`2 column "Plan?": "Gold, Silver" is 2 answers of which one is enough; quotes inside a cell keep an answer whole`,
	}, notes); d != "" {
		t.Error(d)
	}
}

// whole reads back what a table writes, and holds the words against the flow.
func whole(t *testing.T, table *Table) *decision.Flow {
	t.Helper()
	data := table.YAML()
	flow, l := decision.Parse("import", "flow.yaml", data)
	if len(l) > 0 {
		t.Fatalf("%v\n%s", l, data)
	}
	words := table.Words("Title")
	doc, l := prose.Parse("en.md", words, prose.KeysOf(false, true))
	if len(l) > 0 {
		t.Fatalf("%v\n%s", l, words)
	}
	if len(doc.Sections) != len(flow.Nodes)-1 {
		t.Fatalf("%d sections for %d nodes\n%s", len(doc.Sections), len(flow.Nodes), words)
	}
	for _, in := range table.Inputs {
		s := doc.Section(in.ID)
		if s == nil {
			t.Fatalf("no section %q\n%s", in.ID, words)
		}
		choices, _ := doc.Choices(s)
		if len(choices) != len(in.Answers) {
			t.Fatalf("%d items for %d answers\n%s", len(choices), len(in.Answers), words)
		}
		for i, c := range choices {
			if c.ID != in.Answers[i].ID || c.Label != in.Answers[i].Text {
				t.Errorf("item %q %q, want %q", c.ID, c.Label, in.Answers[i])
			}
		}
	}
	for _, o := range table.Outcomes {
		if s := doc.Section(o.ID); s == nil || s.Title != o.Text {
			t.Errorf("section %v, want %q", s, o)
		}
	}
	return flow
}

// TestScanner cuts as encoding/csv does where that reads the file.
func TestScanner(t *testing.T) {
	for _, text := range []string{
		"a,b\nc,d", "a,\"b\"\"c\"\n,\n", "\"a,b\",\"c\nd\"\n\"\",x", "a\n\nb\n", "a,b,\n,,\n", "\"x\"", "", "é,\"ü\"\n",
	} {
		r := csv.NewReader(strings.NewReader(text))
		r.FieldsPerRecord = -1
		want, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		want = slices.DeleteFunc(want, func(r []string) bool { return strings.Join(r, "") == "" })
		var l diag.List
		var got [][]string
		records, _ := read("t.csv", []byte(text), &l)
		for _, r := range records {
			var row []string
			for _, c := range r.cells {
				row = append(row, c.text)
			}
			got = append(got, row)
		}
		for _, row := range want {
			for i, s := range row {
				row[i] = strings.ReplaceAll(s, "\n", " ")
			}
		}
		if d := cmp.Diff(want, got); d != "" && len(want)+len(got) > 0 || len(l) > 0 {
			t.Errorf("%q: %s %v", text, d, l)
		}
	}
}

// wide is a table that fits, and whose flow does not: its columns have long
// names.
func wide() string {
	var b strings.Builder
	for c := range 60 {
		fmt.Fprintf(&b, "%s%d,", strings.Repeat("c", 60), c)
	}
	b.WriteString("Outcome\n")
	b.WriteString(strings.Repeat(strings.Repeat("x,", 60)+"y\n", 5_000))
	return b.String()
}
