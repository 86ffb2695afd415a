package decision

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// FuzzParse parses anything: no panic, every position inside the file, and a
// flow without errors that is whole.
func FuzzParse(f *testing.F) {
	names, err := filepath.Glob("../../../decisions/*/flow.yaml")
	if err != nil || len(names) == 0 {
		f.Fatal("no flows to begin with")
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	for _, s := range []string{
		"", "a", "start:", "start: [a]\nquestions: {a: }\n", "questions: {a: {answers: [b, c], next: [{when: , then: }]}}",
		"questions: {a: {answers: [b, c], next: [{when: [{a: {not: }}], then: a}, {else: {}}]}}\nstart: a\n",
		"outcomes: {a: {kind: {}}}\nexamples: {a: {given: {b: []}, expect: [], asks: [{}]}}\n",
		"start: a\nentries: [a, s, a, o, 'flow:x', []]\nquestions: {a: {answers: [b, c], was: [d, [e], o], answers-was: {f: b, b: c, g: }, next: s}}\nsteps: {s: {was: , next: o}}\noutcomes: {o: {kind: info, was: {}}}\n",
		"start: m\nquestions:\n  m: {type: many, answers: [b, c, none], next: [{when: {m: {all: [b, c]}}, then: o}, {when: [{m: {not: {any: [b]}}}, {m: [none, c]}], then: o}, {else: o}]}\noutcomes: {o: {kind: info}}\nexamples: {e: {given: {m: [c, b]}, expect: o, asks: [m]}, f: {given: {m: []}, expect: o}}\n",
		"start: n\nquestions:\n  n: {type: number, min: -9007199254740991, max: 9007199254740991, next: [{when: {n: {min: -3, max: 7}}, then: o}, {when: {n: {not: [1, 2]}}, then: o}, {when: {n: {not: {max: -1}}}, then: o}]}\noutcomes: {o: {kind: info}}\nexamples: {e: {given: {n: -0}, expect: o}}\n",
		"start: u\nquestions:\n  u: {use: low, given: [u, v, v], show: yes, next: {p: o, q.r: o, else: t}}\n  v: {use: low}\ntables: {t: {policy: unique, inputs: [u, v], rows: [{u: p, v: {not: q}, then: o}, {else: o}]}}\noutcomes: {o: {kind: info}}\nexamples: {e: {given: {u.a: x, v.b: [y, z], v.: 1}, expect: v.p, asks: [u.a, v.b]}}\n",
		"start: t\ntables: {t: {inputs: [], rows: []}, r: {policy: , inputs: [t, [a]], rows: [{then: t}, {else: t, a: b}, {else: r}]}}\n",
		"questions: {a: {type: number, min: 5, max: 5, next: a}, b: {type: number, min: , max: 1e9, next: [{when: {b: {min: 1, mix: 2}}, then: a}]}}\nstart: b\n",
		"steps: {a: {next: {b: c}}}", "questions: {a: {answers: {}, type: [], next: []}}", "questions: {'': {answers: [''], next: ''}}",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		data, _ := source.Text("flow.yaml", []byte(s))
		if data == nil {
			return
		}
		flow, l := Parse("fuzz", "flow.yaml", data)
		lines := strings.Split(string(data), "\n")
		for _, d := range l {
			if d.Pos.Line < 1 || d.Pos.Line > len(lines) || d.Pos.Col < 1 || d.Pos.Col > len([]rune(lines[d.Pos.Line-1]))+1 {
				t.Errorf("position outside of the file: %v", d)
			}
		}
		if l.HasErrors() {
			return
		}
		target := func(to Target) {
			if to.Flow == "" && flow.Node(to.ID) == nil {
				t.Errorf("target %q names nothing, without an error", to.ID)
			}
		}
		target(flow.Start)
		for _, n := range flow.Nodes {
			if n.Kind != Outcome && len(n.Next.Rows) == 0 && (n.Use == nil || !n.Use.Tail) {
				t.Errorf("%s %q leads nowhere, without an error", n.Kind, n.ID)
			}
			for _, row := range n.Next.Rows {
				target(row.Then)
				for _, clause := range row.When {
					for _, e := range clause {
						whole(t, flow, e)
					}
				}
			}
		}
	})
}

// whole holds an entry of a flow without errors against its question.
func whole(t *testing.T, flow *Flow, e Entry) {
	t.Helper()
	q := flow.Node(e.Question)
	if q == nil || q.Kind != Question {
		t.Errorf("a condition reads %q, which is no question, without an error", e.Question)
		return
	}
	for _, r := range e.Ranges {
		if q.Type != Number || r.Min > r.Max || r.Min < q.Min || r.Max > q.Max {
			t.Errorf("range %v of question %q, without an error", r, q.ID)
		}
	}
	for _, a := range e.Answers {
		if q.Type != Used && !q.HasAnswer(a) {
			t.Errorf("answer %q of question %q, without an error", a, q.ID)
		}
	}
	if len(e.Ranges) == 0 && len(e.Answers) == 0 && !e.None {
		t.Errorf("the condition on %q says nothing, without an error", q.ID)
	}
}

// conditioned is a flow with a question of each type; its last row reads what
// the fuzzer writes.
const conditioned = `start: one
questions:
  one: {answers: [a, b, none], next: many}
  many: {type: many, answers: [c, d, e], next: number}
  number: {type: number, min: -4, max: 9, next: used}
  used: {use: low, next: s}
steps:
  s:
    next:
      - when: %s
        then: o
      - else: o
outcomes:
  o: {kind: info}
`

// FuzzCondition parses a condition; where it has no errors, what String writes
// parses again and means the same for every answer.
func FuzzCondition(f *testing.F) {
	for _, s := range []string{
		"{one: a}", "{one: [a, b], many: c}", "[{one: {not: a}}, {number: 3}]", "{one: none}", "{many: none}", "{many: [none, c]}", "{many: {not: none}}",
		"{many: {all: [c, d]}}", "{many: {any: [c, d]}}", "{many: {not: {all: [c, e]}}}", "{many: {all: c}}", "{many: {any: none}}", "{number: {min: -4}}",
		"{number: {max: 9}}", "{number: {min: 1, max: 1}}", "{number: {not: {min: 2, max: 5}}}", "{number: [1, 2, 9]}", "{number: {not: [1]}}", "{number: {not: 1}}",
		"{used: x}", "{used: {not: [x, y.z]}}", "{}", "[]", "{one: }", "{number: {min: 5, max: 4}}", "{many: {all: [], any: [c]}}", "{many: {all: [c, c]}}",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, r := range s {
			if r < ' ' || r == 0x7f {
				return // on one line, or it is another condition
			}
		}
		first, l := fuzzed(s)
		if l.HasErrors() || first == nil {
			return
		}
		for _, clause := range first {
			for _, e := range clause {
				again, l := fuzzed("{" + e.Question + ": " + e.String() + "}")
				if l.HasErrors() || len(again) != 1 || len(again[0]) != 1 {
					t.Fatalf("%q is written as %q: %v", s, e.String(), l)
				}
				for _, v := range values(e.Question) {
					q := &Node{Type: types[e.Question]}
					if one, two := e.Holds(q, v), again[0][0].Holds(q, v); one != two {
						t.Errorf("%q is written as %q, which differs for %s", s, e.String(), v)
					}
				}
				if text := again[0][0].String(); text != e.String() {
					t.Errorf("%q is written as %q, and then as %q", s, e.String(), text)
				}
			}
		}
	})
}

var types = map[string]Type{"one": One, "many": Many, "number": Number, "used": Used}

// values lists answers to a question of conditioned.
func values(question string) []string {
	switch question {
	case "one":
		return []string{"a", "b", "none"}
	case "many":
		return []string{"none", "c", "d", "c,d", "e", "c,e", "d,e", "c,d,e"}
	case "number":
		return []string{"-4", "-3", "-2", "-1", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}
	}
	return []string{"x", "y", "y.z"}
}

// fuzzed parses a condition in its place; it is nil where the text is more
// than one value there.
func fuzzed(s string) (Condition, diag.List) {
	data, _ := source.Text("flow.yaml", []byte(strings.Replace(conditioned, "%s", s, 1)))
	if data == nil {
		return nil, nil
	}
	flow, l := Parse("fuzz", "flow.yaml", data)
	if l.HasErrors() {
		return nil, l
	}
	n := flow.Node("s")
	if n == nil || len(n.Next.Rows) != 2 {
		return nil, nil
	}
	return n.Next.Rows[0].When, l
}
