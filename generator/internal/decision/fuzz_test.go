package decision

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

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
			if n.Kind != Outcome && len(n.Next.Rows) == 0 {
				t.Errorf("%s %q leads nowhere, without an error", n.Kind, n.ID)
			}
			for _, row := range n.Next.Rows {
				target(row.Then)
			}
		}
	})
}
