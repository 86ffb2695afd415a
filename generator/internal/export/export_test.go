package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
)

var update = flag.Bool("update", false, "write the golden files anew; read the diff before you keep it")

// compile links and compiles the first of some flows, given by name.

func compile(t testing.TB, name string, flows map[string]string) *automaton.Automaton {
	t.Helper()
	parsed := map[string]*decision.Flow{}
	for name, text := range flows {
		f, l := decision.Parse(name, name+".yaml", []byte(text))
		if l.HasErrors() {
			t.Fatalf("%v\n%s", l, text)
		}
		parsed[name] = f
	}
	linked, l := decision.Link(parsed[name], func(name string) *decision.Flow { return parsed[name] })
	if linked == nil {
		t.Fatal(l)
	}
	a, l := automaton.Compile(linked)
	if a == nil {
		t.Fatal(l)
	}
	return a
}

// small has every kind of node and of condition.

func small(t testing.TB) *automaton.Automaton {
	return compile(t, "help", map[string]string{"help": `
start: asker
entries: [users-hit]
questions:
  asker:
    answers: [partner, customer, other]
    next: {customer: flow:contact, else: symptoms}
  symptoms:
    type: many
    answers: [down, slow]
    next:
      - {when: {symptoms: none}, then: look}
      - {when: {symptoms: {all: [down, slow]}}, then: check}
      - else: users-hit
  users-hit:
    type: number
    min: 0
    max: 1000
    next: check
  check:
    use: severity
    given: [asker]
    next:
      - {when: {check: low}, then: look}
      - {when: {users-hit: {min: 50}}, then: how}
      - else: call
  shown:
    use: severity
    show: yes
    next: {low: found, high: call}
steps:
  look: {next: shown}
tables:
  how:
    inputs: [asker, symptoms, users-hit]
    rows:
      - {asker: partner, users-hit: {max: 99}, then: call}
      - {symptoms: {not: slow}, then: found}
      - {else: call}
outcomes:
  call: {kind: escalate}
  found: {kind: self}
`, "severity": `
start: asker
questions:
  asker:
    answers: [partner, customer, other]
    next: {partner: low, else: hours}
  hours:
    answers: [day, night]
    next: {day: low, night: high}
outcomes:
  low: {kind: info}
  high: {kind: escalate}
`})
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s (-want +got):\n%s", file, d)
	}
}

func draw(t testing.TB, a *automaton.Automaton, o Options) []Part {
	t.Helper()
	parts, err := Draw(a, o)
	if err != nil {
		t.Fatal(err)
	}
	return parts
}

func TestGolden(t *testing.T) {
	a := small(t)
	golden(t, "help.svg", draw(t, a, Options{Paper: true})[0].SVG)
	golden(t, "help.dot", []byte(DOT(a, Options{})))
	golden(t, "help.mmd", []byte(Mermaid(a, Options{})))
	golden(t, "help.md", Markdown(a, Options{}))
	data, err := JSON(a)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "help.json", data)
	f := compile(t, "short", map[string]string{"short": `
start: kind
questions:
  kind: {answers: [question, fault], next: {question: self, fault: parts}}
  parts: {type: many, answers: [mail, web], next: [{when: {parts: none}, then: self}, {else: count}]}
  count: {type: number, min: 0, max: 9, next: [{when: {count: {min: 5}}, then: call}, {else: flow:other}]}
outcomes:
  self: {kind: self}
  call: {kind: escalate}
`})
	if data, err = CSV(f, Options{}); err != nil {
		t.Fatal(err)
	}
	golden(t, "short.csv", data)
}

// TestDeterministic writes everything twice, the pictures at the same time.

func TestDeterministic(t *testing.T) {
	a := small(t)
	var pictures [2][]Part
	var group sync.WaitGroup
	for i := range pictures {
		group.Go(func() { pictures[i], _ = Draw(a, Options{}) })
	}
	group.Wait()
	for i := range pictures {
		if d := cmp.Diff(pictures[0], pictures[i]); d != "" || len(pictures[i]) != 1 {
			t.Errorf("drawing %d differs:\n%s", i, d)
		}
	}
	for name, write := range map[string]func() string{
		"dot":     func() string { return DOT(a, Options{}) },
		"mermaid": func() string { return Mermaid(a, Options{}) },
		"md":      func() string { return string(Markdown(a, Options{})) },
	} {
		if first := write(); first != write() {
			t.Errorf("%s: the same flow gives different texts", name)
		}
	}
}

// randomFlow writes a flow of inner questions and tables, and some outcomes.

// TestComplete holds the pictures and lists of random flows, small and split,

// against the flow: every node and every edge is there.

// complete wants every node and edge of a flow in its parts, and in its list.

// hostile are labels that no format may trip over.

// TestHostileMermaid wants every line to be one of those the writer means to

// write.

// TestCSVWalks walks the answers of every row.

func TestCSVWalks(t *testing.T) {
	a := small(t)
	data, err := CSV(a, Options{})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, row := range rows[1:] {
		answers := map[string]string{}
		asked := 0
		for i, c := range row[:len(row)-1] {
			if c = strings.ReplaceAll(c, English().None, decision.None); c != "-" {
				answers[rows[0][i]], _, _ = strings.Cut(c, "..")
				asked++
			}
		}
		walk := a.Walk(answers)
		if got := a.States[walk[len(walk)-1].State].EndID(); got != row[len(row)-1] {
			t.Errorf("%v ends at %s", row, got)
		}
		if key := strings.Join(row, "|"); seen[key] {
			t.Errorf("%v stands twice", row)
		} else {
			seen[key] = true
		}
	}
}

// TestHostileMarkdown reads the document without a parser: nothing that means

// something to Markdown stands unescaped in it but what the writer wrote.

func TestTable(t *testing.T) {
	a := small(t)
	data, err := JSON(a)
	if err != nil {
		t.Fatal(err)
	}
	var got TableJSON
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(Table(a), got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	ids := map[string]bool{}
	for _, s := range got.States {
		ids[s.ID] = true
	}
	for _, s := range got.States {
		for _, e := range s.Edges {
			if !ids[e.To] {
				t.Errorf("%s leads to %s, which is no state", s.ID, e.To)
			}
		}
	}
	if !ids[got.Start] || len(got.Entries) != 1 || !ids[got.Entries[0]] {
		t.Errorf("start %q, entries %q", got.Start, got.Entries)
	}
}

// TestLarge tries flows beyond the limits: what is refused is refused at once,

// and the rest does not hang.

// BenchmarkDraw draws a picture of 60 nodes, and one of the most nodes in

// parts.
