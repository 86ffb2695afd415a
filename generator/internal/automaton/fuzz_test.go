package automaton

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"signpost/generator/internal/decision"
)

// FuzzCompile compiles whatever parses without error: no panic, every
// position in the file, and a walk that ends.
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
	f.Add("start: a\nquestions:\n  a: {answers: [x, y], next: a}\n")
	f.Add("start: flow:other\n")
	f.Add("start: o\noutcomes: {o: {kind: info}}\n")
	f.Fuzz(func(t *testing.T, text string) {
		flow, l := decision.Parse("fuzz", file, []byte(text))
		if l.HasErrors() {
			return
		}
		a, l := Compile(flow)
		lines := strings.Count(text, "\n") + 1
		for _, d := range l {
			if d.Pos.Line < 1 || d.Pos.Line > lines || d.Pos.Col < 1 {
				t.Errorf("position outside of the file: %v", d)
			}
		}
		if a == nil {
			return
		}
		a.Examples()
		for _, x := range flow.Examples {
			a.Walk(x.Answers())
		}
		if n := classes(a); n != len(a.States) {
			t.Errorf("%d states, minimal are %d", len(a.States), n)
		}
	})
}
