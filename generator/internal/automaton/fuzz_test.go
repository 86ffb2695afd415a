package automaton

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// FuzzCompile compiles whatever parses without error, linked with itself and
// with another flow: no panic, every position in the file, findings that are the
// same each time, the fewest states, and a walk that ends.
func FuzzCompile(f *testing.F) {
	flows, err := filepath.Glob("../../../decisions/*/flow.yaml")
	if err != nil || len(flows) == 0 {
		f.Fatal("no flows to begin with")
	}
	for _, name := range flows {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	for _, s := range []string{
		"start: a\nquestions:\n  a: {answers: [x, y], next: a}\n",
		"start: a\nquestions:\n  a: {use: fuzz, next: o}\noutcomes: {o: {kind: info}}\n",
		"start: a\nquestions:\n  a: {use: other, given: [q, m, n], show: yes, next: {o: a, else: t}}\n  q: {answers: [x, y], next: a}\ntables: {t: {inputs: [a], rows: [{a: p, then: q}, {else: o}]}}\noutcomes: {o: {kind: info}}\n",
		"start: q\nquestions:\n  q: {answers: [x], next: m}\n",
		"start: q\nentries: [m, n]\nquestions:\n  q: {answers: [x, y], next: m}\n  m: {type: many, answers: [b, c], next: n}\n  n: {type: number, min: 0, max: 9, next: a}\n  a: {use: other, given: [q, m, n]}\noutcomes: {o: {kind: info}}\n" +
			"examples: {e: {given: {q: x, m: [b, c], n: 3, a.q: y}, expect: a.o, asks: [q, m, n]}}\n",
		"start: t\ntables: {t: {inputs: [], rows: [{else: r}]}, r: {inputs: [], rows: [{else: t}]}}\n",
		"start: n\nquestions:\n  n: {type: number, min: -9007199254740991, max: 9007199254740991, next: [{when: {n: {not: {min: -3}}}, then: o}, {when: {n: [0, 9007199254740991]}, then: p}]}\noutcomes: {o: {kind: info}, p: {kind: info}}\n",
	} {
		f.Add(s)
	}
	r := rand.New(rand.NewPCG(1, 6))
	for range 40 {
		f.Add(randomDraft(r, "fuzz", nil, 1+r.IntN(4)).String())
	}
	other, l := decision.Parse("other", "other.yaml", []byte(`
start: q
questions:
  q: {answers: [x, y], next: {x: m, y: n}}
  m: {type: many, answers: [b, c], next: [{when: {m: b}, then: o}, {else: p}]}
  n: {type: number, min: 0, max: 9, next: [{when: {n: {min: 5}}, then: o}, {else: m}]}
outcomes:
  o: {kind: info}
  p: {kind: info}
`))
	if l.HasErrors() {
		f.Fatal(l)
	}
	f.Fuzz(func(t *testing.T, text string) {
		data, _ := source.Text(file, []byte(text))
		if data == nil {
			return
		}
		flow, l := decision.Parse("fuzz", file, data)
		if l.HasErrors() {
			return
		}
		linked, l := decision.Link(flow, func(name string) *decision.Flow { return map[string]*decision.Flow{"fuzz": flow, "other": other}[name] })
		placed(t, text, l)
		if linked == nil || l.HasErrors() {
			return
		}
		a, l := Compile(linked)
		placed(t, text, l)
		if _, again := Compile(linked); !slices.Equal(findings(l), findings(again)) {
			t.Errorf("found: %v, then %v", l, again)
		}
		if a == nil {
			if !l.HasErrors() {
				t.Error("no automaton, and no error")
			}
			return
		}
		placed(t, text, a.Examples())
		for _, x := range linked.Examples {
			a.Walk(x.Answers())
			a.Follow(x.Answers())
			if b, _ := Specialise(linked, known(linked, x)); b != nil {
				b.Walk(x.Answers())
			}
		}
		if n := classes(a); n != len(a.States) {
			t.Errorf("%d states, minimal are %d", len(a.States), n)
		}
		if err := ids(a); err != nil {
			t.Error(err)
		}
		a.Coverage()
	})
}

// known are the answers of an example that are answers of its flow.
func known(f *decision.Flow, x *decision.Example) map[string]string {
	out := map[string]string{}
	for q, v := range x.Answers() {
		if n := f.Node(q); n != nil && n.Kind == decision.Question {
			if v, ok := n.Value(v); ok {
				out[q] = v
			}
		}
	}
	return out
}

// placed holds the positions of findings against the text.
func placed(t *testing.T, text string, l diag.List) {
	t.Helper()
	lines := strings.Count(text, "\n") + 1
	for _, d := range l {
		if d.Pos.File == file && (d.Pos.Line < 1 || d.Pos.Line > lines || d.Pos.Col < 1) {
			t.Errorf("position outside of the file: %v", d)
		}
	}
}
