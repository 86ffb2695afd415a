package export

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
)

func randomFlow(r *rand.Rand, inner int) string {
	var b strings.Builder
	target := func(from int) string {
		if to := from + 1 + r.IntN(6); to < inner {
			return fmt.Sprintf("n%d", to)
		}
		return fmt.Sprintf("o%d", r.IntN(5))
	}
	b.WriteString("start: n0\nquestions:\n")
	var tables []int
	for i := range inner {
		switch r.IntN(4) {
		case 0:
			if i > 0 && i < inner-1 {
				tables = append(tables, i)
				continue
			}
			fallthrough
		case 1:
			fmt.Fprintf(&b, "  n%d: {answers: [a, b, c], next: {a: %s, else: %s}}\n", i, target(i), target(i))
		case 2:
			fmt.Fprintf(&b, "  n%d: {type: number, min: 0, max: 99, next: [{when: {n%d: {min: 50}}, then: %s}, {else: %s}]}\n", i, i, target(i), target(i))
		default:
			fmt.Fprintf(&b, "  n%d: {answers: [a, b], next: {a: n%d, b: %s}}\n", i, min(i+1, inner-1), target(i))
			if i == inner-1 {
				return randomFlow(r, inner)
			}
		}
	}
	if len(tables) > 0 {
		b.WriteString("tables:\n")
	}
	for _, i := range tables {
		fmt.Fprintf(&b, "  n%d: {inputs: [n0], rows: [{n0: %s, then: %s}, {else: %s}]}\n", i, "ANY", target(i), target(i))
	}
	b.WriteString("outcomes:\n")
	for i := range 5 {
		fmt.Fprintf(&b, "  o%d: {kind: self}\n", i)
	}
	value := "a"
	if strings.Contains(b.String(), "n0: {type") {
		value = "{max: 9}"
	}
	return strings.ReplaceAll(b.String(), "ANY", value)
}

func TestComplete(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 3))
		text := randomFlow(r, 5+r.IntN(100)+int(seed%3)*60)
		f, l := decision.Parse("random", "flow.yaml", []byte(text))
		if l.HasErrors() {
			t.Fatalf("%v\n%s", l, text)
		}
		complete(t, &automaton.Automaton{Flow: f})
	}
	complete(t, small(t))
	// A flow that is split, of which the sections are used flows.
	big := randomFlow(rand.New(rand.NewPCG(1, 3)), 70)
	complete(t, &automaton.Automaton{Flow: compile(t, "outer", map[string]string{
		"outer": "start: u\nquestions:\n  u: {use: inner, next: {o0: e, else: w}}\n  w: {use: inner}\noutcomes:\n  e: {kind: self}\n",
		"inner": big,
	}).Flow})
}

func complete(t *testing.T, a *automaton.Automaton) {
	t.Helper()
	b := build(a, Options{})
	want := map[string]bool{}
	for _, n := range a.Flow.Nodes {
		want[n.ID] = true
		next := n.Next
		if n.Kind == decision.Result {
			next = b.decided(n)
		}
		for _, row := range next.Rows {
			want[n.ID+" > "+row.Then.String()] = true
		}
	}
	got := map[string]bool{}
	parts := b.pieces()
	for p := range parts {
		g := &parts[p].graph
		led := map[int]bool{}
		for _, e := range g.edges {
			led[e.to], led[e.from] = true, true
		}
		for i := range g.nodes {
			if !led[i] && p > 0 {
				t.Errorf("part %d has %s with nothing around it", p, g.nodes[i].id)
			}
		}
		if n := g.size(); n > MaxPart+len(g.nodes)-len(led) {
			t.Errorf("part %d has %d nodes", p, n)
		}
		for _, n := range g.nodes {
			got[n.id] = true
		}
		for _, e := range g.edges {
			from, to := g.nodes[e.from].id, g.nodes[e.to].id
			if at, ok := strings.CutPrefix(to, "(to-"); ok {
				to = strings.TrimSuffix(at, ")")
			}
			got[from+" > "+to] = true
		}
	}
	for w := range want {
		if !got[w] {
			t.Errorf("the picture lacks %s", w)
		}
	}
	got = map[string]bool{}
	described := map[string]int{}
	var visit func(Item)
	visit = func(i Item) {
		if !i.Ref {
			described[i.ID]++
		}
		for _, br := range i.Branches {
			got[i.ID+" > "+br.To.ID] = true
			visit(br.To)
		}
	}
	for _, i := range List(a, Options{}) {
		visit(i)
	}
	for _, n := range a.Flow.Nodes {
		if described[n.ID] != 1 {
			t.Errorf("the list describes %s %d times", n.ID, described[n.ID])
		}
	}
	for w := range want {
		if strings.Contains(w, " > ") && !got[w] {
			t.Errorf("the list lacks %s", w)
		}
	}
}

func TestLarge(t *testing.T) {
	var b strings.Builder
	b.WriteString("start: q0\nquestions:\n")
	for i := range 9999 {
		fmt.Fprintf(&b, "  q%d: {answers: [yes, no], next: {yes: q%d, no: o}}\n", i, i+1)
	}
	b.WriteString("  q9999: {answers: [yes, no], next: {yes: p, no: o}}\noutcomes:\n  o: {kind: self}\n  p: {kind: info}\n")
	a := compile(t, "long", map[string]string{"long": b.String()})
	if _, err := Draw(a, Options{}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("drawing: %v", err)
	}
	if _, err := CSV(a, Options{}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("CSV: %v", err)
	}
	for name, size := range map[string]int{"dot": len(DOT(a, Options{})), "mermaid": len(Mermaid(a, Options{})), "md": len(Markdown(a, Options{}))} {
		if size < 10_000 || size > 3_000_000 {
			t.Errorf("%s: %d bytes", name, size)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	for _, nodes := range []int{55, 1990} {
		f, _ := decision.Parse("random", "flow.yaml", []byte(randomFlow(rand.New(rand.NewPCG(5, 5)), nodes)))
		a := &automaton.Automaton{Flow: f}
		b.Run(fmt.Sprint(nodes), func(b *testing.B) {
			for b.Loop() {
				draw(b, a, Options{})
			}
		})
	}
}
