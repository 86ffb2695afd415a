package automaton

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
)

const file = "flow.yaml"

func parse(t *testing.T, text string) *decision.Flow {
	t.Helper()
	f, l := decision.Parse("test", file, []byte(text))
	if l.HasErrors() {
		t.Fatalf("%v\n%s", l, text)
	}
	return f
}

// findings writes a list as naive.findings does.
func findings(l diag.List) []string {
	var out []string
	for _, d := range l {
		s := d.Code + " " + d.Pos.String()
		if d.Code == "flow-loop" {
			s = d.Code
		}
		out = append(out, s)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestAgainstNaive holds the compiler against the naive interpreter, over
// random flows: what is found, and, where the flow is sound, every way.
func TestAgainstNaive(t *testing.T) {
	codes, sound := map[string]int{}, 0
	for seed := range uint64(2000) {
		text := randomFlow(rand.New(rand.NewPCG(seed, 1)))
		f := parse(t, text)
		n := interpret(f)
		a, l := Compile(f)
		if d := cmp.Diff(n.findings(), findings(l)); d != "" {
			t.Fatalf("seed %d: findings (-naive +compiler):\n%s\n%s", seed, d, text)
		}
		for _, d := range l {
			codes[d.Code]++
			if d.Pos.Line == 0 || d.Pos.Col == 0 {
				t.Fatalf("seed %d: no position: %v", seed, d)
			}
		}
		if (a == nil) != n.loop {
			t.Fatalf("seed %d: automaton %v, loop %v, gaps %v\n%s", seed, a != nil, n.loop, n.gaps, text)
		}
		if a == nil {
			continue
		}
		if len(n.gaps) == 0 {
			sound++
		}
		figures(t, seed, text, a, n)
		ids(t, a, text)
		if got := classes(a); got != len(a.States) {
			t.Fatalf("seed %d: %d states, minimal are %d\n%s", seed, len(a.States), got, text)
		}
		for _, answers := range assignments(f) {
			if d := cmp.Diff(n.way(answers), named(a, a.Walk(answers))); d != "" {
				t.Fatalf("seed %d: %v (-naive +automaton):\n%s\n%s", seed, answers, d, text)
			}
		}
	}
	t.Logf("%d sound; found: %v", sound, codes)
	if sound < 500 || len(codes) < 6 {
		t.Errorf("the random flows say too little: %d sound; found: %v", sound, codes)
	}
}

func figures(t *testing.T, seed uint64, text string, a *Automaton, n *naive) {
	t.Helper()
	ways, shortest, longest, ends := n.count()
	got := map[string]int{}
	for _, e := range a.Ends {
		got[e.ID] = int(e.Ways.Int64())
	}
	if a.Ways.Int64() != int64(ways) || a.Shortest != shortest || a.Longest != longest || !cmp.Equal(got, ends) {
		t.Fatalf("seed %d: ways %s, %d to %d, ends %v; naive: %d, %d to %d, %v\n%s",
			seed, a.Ways, a.Shortest, a.Longest, got, ways, shortest, longest, ends, text)
	}
}

var stateID = regexp.MustCompile(`^(flow:)?[a-z][a-z0-9~-]*$`)

func ids(t *testing.T, a *Automaton, text string) {
	t.Helper()
	seen := map[string]bool{}
	for _, s := range a.States {
		if seen[s.ID] || !stateID.MatchString(s.ID) {
			t.Fatalf("state id %q is not valid or stands twice\n%s", s.ID, text)
		}
		seen[s.ID] = true
		if s.Node != nil && s.ID != s.Node.ID && !strings.HasPrefix(s.ID, s.Node.ID+"~") {
			t.Fatalf("state id %q of node %q", s.ID, s.Node.ID)
		}
	}
}

// TestIDsAreStable adds a question that nothing reads in front of the others:
// the states there were keep their ids.
func TestIDsAreStable(t *testing.T) {
	states := 0
	for seed := range uint64(500) {
		text := randomFlow(rand.New(rand.NewPCG(seed, 2)))
		a, _ := Compile(parse(t, text))
		if a == nil {
			continue
		}
		more := strings.Replace(text, "start: q0\nquestions:\n", "start: new\nquestions:\n  new: {answers: [a0, a1], next: q0}\n", 1)
		b, _ := Compile(parse(t, more))
		var was, is []string
		for _, s := range a.States {
			was = append(was, s.ID)
		}
		for _, s := range b.States[1:] {
			is = append(is, s.ID)
		}
		states += len(was)
		if d := cmp.Diff(was, is); d != "" {
			t.Fatalf("seed %d (-before +after):\n%s\n%s", seed, d, text)
		}
	}
	if states < 1000 {
		t.Errorf("only %d states", states)
	}
}

// TestIDsThatReadAlike has two questions whose ids and answers, joined, read
// the same.
func TestIDsThatReadAlike(t *testing.T) {
	f := parse(t, `
start: first
questions:
  first: {answers: [one, two], next: {one: a, two: a-b}}
  a: {answers: [b-c, x], next: {b-c: last, x: end}}
  a-b: {answers: [c, x], next: {c: last, x: end}}
  last:
    answers: [y, n]
    next:
      - when: {a: b-c, last: y}
        then: other
      - when: {a-b: c, last: n}
        then: other
      - else: end
outcomes:
  end: {kind: info}
  other: {kind: info}
`)
	a, l := Compile(f)
	if len(l) > 0 {
		t.Fatal(l)
	}
	ids(t, a, "")
}

// TestBudget makes a flow that remembers too much.
func TestBudget(t *testing.T) {
	var b strings.Builder
	b.WriteString("start: q0\nquestions:\n")
	var all []string
	for i := range 16 {
		q := "q" + string(rune('a'+i))
		if i == 0 {
			q = "q0"
		}
		all = append(all, q)
	}
	for i, q := range all {
		next := "end"
		if i+1 < len(all) {
			next = all[i+1]
		}
		b.WriteString("  " + q + ":\n    answers: [x, y]\n")
		if next != "end" {
			b.WriteString("    next: " + next + "\n")
			continue
		}
		b.WriteString("    next:\n      - when: {" + strings.Join(all, ": x, ") + ": x}\n        then: end\n      - else: flow:other\n")
	}
	b.WriteString("outcomes:\n  end: {kind: info}\n")
	a, l := Compile(parse(t, b.String()))
	if a == nil && len(l) == 1 && l[0].Code == "flow-budget" && l[0].Pos.Line == 1 && strings.Contains(l[0].Message, `"q0"`) {
		return
	}
	t.Errorf("automaton %v, %v", a != nil, l)
}
