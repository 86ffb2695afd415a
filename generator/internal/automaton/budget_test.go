package automaton

import (
	"fmt"
	"math/big"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
)

// within fails a test whose flow takes longer to compile than a limit. The
// race detector and loaded machines get three times as long.
func within(t *testing.T, limit time.Duration, f *decision.Flow) (*Automaton, diag.List) {
	t.Helper()
	start := time.Now()
	a, l := Compile(f)
	took := time.Since(start)
	t.Logf("%s", took)
	if took > 3*limit {
		t.Errorf("compiling took %s; %s is the limit", took, limit)
	}
	return a, l
}

// chain is a flow of questions in a row, the nodes in the order of the ways or
// against it; each question but the first reads the one before it.
func chain(questions int, against bool) *decision.Flow {
	pos := diag.Pos{File: file, Line: 1, Col: 1}
	f := &decision.Flow{Name: "chain", File: file, Start: decision.Target{ID: "q0", Pos: pos}}
	for i := range questions {
		n := &decision.Node{ID: fmt.Sprintf("q%d", i), Pos: pos, Answers: []decision.Answer{{ID: "x"}, {ID: "y"}}}
		to := decision.Target{ID: fmt.Sprintf("q%d", i+1)}
		if i == questions-1 {
			to.ID = "end"
		}
		n.Next = decision.Next{Pos: pos, Rows: []decision.Row{{Pos: pos, Then: to}}}
		if i > 0 {
			when := decision.Condition{{{Pos: pos, Question: fmt.Sprintf("q%d", i-1), Answers: []string{"x"}}}}
			n.Next.Rows = slices.Insert(n.Next.Rows, 0, decision.Row{Pos: pos, When: when, Then: to})
		}
		f.Nodes = append(f.Nodes, n)
	}
	f.Nodes = append(f.Nodes, &decision.Node{ID: "end", Pos: pos, Kind: decision.Outcome, Outcome: "info"})
	if against {
		slices.Reverse(f.Nodes)
	}
	return f
}

func TestLongChain(t *testing.T) {
	for _, against := range []bool{false, true} {
		a, l := within(t, time.Second, chain(9_999, against))
		if a == nil || len(l) != 1 || l[0].Code != "flow-address-long" {
			t.Fatalf("against %v: automaton %v, %v", against, a != nil, l)
		}
		if a.Ways.Cmp(new(big.Int).Lsh(big.NewInt(1), 9_999)) != 0 || a.Shortest != 9_999 || a.Longest != 9_999 || len(a.States) != 10_000 {
			t.Errorf("%d states, %d to %d questions, ways of %d bits", len(a.States), a.Shortest, a.Longest, a.Ways.BitLen())
		}
	}
}

// TestManyWays has forty questions that no one reads: 2^40 ways.
func TestManyWays(t *testing.T) {
	f := chain(40, false)
	for _, n := range f.Nodes[1:40] {
		n.Next.Rows = n.Next.Rows[1:]
	}
	a, l := within(t, 50*time.Millisecond, f)
	if len(l) > 0 || a.Ways.Cmp(big.NewInt(1<<40)) != 0 || a.Unmerged != 41 {
		t.Errorf("%v; %v", a, l)
	}
}

// numbered writes ids p0 to p<n-1>.
func numbered(p string, n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("%s%d", p, i))
	}
	return out
}

// TestWork has few states and very many combinations.
func TestWork(t *testing.T) {
	list := func(n int) string { return strings.Join(numbered("a", n), ", ") }
	var late strings.Builder
	for i := range 700 {
		fmt.Fprintf(&late, "      - when: {one: a%d, two: a%d, last: a%d}\n        then: end\n", i%140, i/5, i)
	}
	t.Run("rows", func(t *testing.T) {
		a, l := within(t, time.Second, parse(t, fmt.Sprintf(`
start: one
questions:
  one: {answers: [%s], next: two}
  two: {answers: [%[1]s], next: last}
  last:
    answers: [%s]
    next:
%s      - else: flow:other
outcomes:
  end: {kind: info}
`, list(140), list(700), late.String())))
		if a != nil || len(l) != 1 || l[0].Code != "flow-budget" || l[0].Pos.Line != 1 ||
			!strings.Contains(l[0].Message, "20000000 comparisons") || !strings.Contains(l[0].Message, `at: "last"`) {
			t.Errorf("automaton %v, %v", a != nil, l)
		}
	})
	edges := func(t *testing.T, many, last int) (*Automaton, diag.List) {
		return within(t, time.Second, parse(t, fmt.Sprintf(`
start: one
questions:
  one: {answers: [%s], next: two}
  two: {answers: [%[1]s], next: three}
  three: {answers: [%s], next: four}
  four:
    answers: [x, y]
    next:
      - when: {one: a1, two: a1, four: x}
        then: end
      - else: flow:other
outcomes:
  end: {kind: info}
`, list(many), list(last))))
	}
	t.Run("edges", func(t *testing.T) {
		a, l := edges(t, 95, 2000)
		if a != nil || len(l) != 1 || l[0].Code != "flow-budget" {
			t.Errorf("automaton %v, %v", a != nil, l)
		}
	})
	t.Run("edges within the limit", func(t *testing.T) {
		if a, l := edges(t, 60, 450); a == nil || len(l) > 0 {
			t.Errorf("automaton %v, %v", a != nil, l)
		}
	})
	carried := func(t *testing.T, n int) (*Automaton, diag.List) { // one answer leads on, and the last question reads all
		f := chain(n, false)
		var all decision.Clause
		for i, node := range f.Nodes[:n] {
			pos := node.Pos
			all = append(all, decision.Entry{Pos: pos, Question: node.ID, Answers: []string{"x"}})
			on := node.Next.Rows[len(node.Next.Rows)-1].Then
			stay := decision.Condition{{{Pos: pos, Question: node.ID, Answers: []string{"x"}}}}
			node.Next.Rows = []decision.Row{{Pos: pos, When: stay, Then: on}, {Pos: pos, Then: decision.Target{ID: "end"}}}
			if i == n-1 {
				node.Next.Rows[0].When = decision.Condition{all}
			}
		}
		return within(t, time.Second, f)
	}
	t.Run("carried", func(t *testing.T) {
		if _, l := carried(t, 2500); len(l) != 1 || l[0].Code != "flow-budget" {
			t.Errorf("%v", l)
		}
	})
	t.Run("carried within the limit", func(t *testing.T) {
		if a, l := carried(t, 1500); a == nil || len(l) != 1 || l[0].Code != "flow-address-long" {
			t.Errorf("automaton %v, %v", a != nil, l)
		}
	})
}

// TestAddressLong has ways with an address of just as many characters as are
// read, and of one more.
func TestAddressLong(t *testing.T) {
	for _, more := range []int{0, 1} {
		var b strings.Builder
		b.WriteString("start: s\nsteps:\n  s: {next: q00}\nquestions:\n")
		left := MaxAddress - len("#s=done")
		for i := 0; left > 0; i++ {
			id := fmt.Sprintf("q%02d", i)
			answer := "a" + strings.Repeat("b", 63)
			next := fmt.Sprintf("q%02d", i+1)
			rest := left - len("&"+id+"="+answer)
			if rest < 10 { // the last one
				answer, rest, next = answer[:left-len("&"+id+"=")+more], 0, "end"
			}
			fmt.Fprintf(&b, "  %s: {answers: [%s, z], next: {%[2]s: %s, z: flow:other}}\n", id, answer, next)
			left = rest
		}
		b.WriteString("outcomes:\n  end: {kind: info}\n")
		a, l := Compile(parse(t, b.String()))
		if got := a.address(a.fromEnds()); got != MaxAddress+more {
			t.Fatalf("an address of %d characters, want %d", got, MaxAddress+more)
		}
		if long := len(l) == 1 && l[0].Code == "flow-address-long" && l[0].Pos.Line == 1; long != (more == 1) || len(l) != more {
			t.Errorf("%d more: %v", more, l)
		}
	}
}

// TestMaxAddress holds the limit against that of the pages.
func TestMaxAddress(t *testing.T) {
	src, err := os.ReadFile("../../../themes/signpost/assets/ts/address.ts")
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("LONGEST = %d;", MaxAddress); !strings.Contains(string(src), want) {
		t.Errorf("address.ts has no %q", want)
	}
}

// TestGaps has a flow whose answers partly lead nowhere: figures are of the
// ways that come to an end.
func TestGaps(t *testing.T) {
	a, l := Compile(parse(t, `
start: one
questions:
  one: {answers: [x, y, z], next: [{when: {one: x}, then: two}, {when: {one: z}, then: end}]}
  two: {answers: [x, y], next: [{when: {two: y}, then: other}]}
outcomes:
  end: {kind: info}
  other: {kind: info}
examples:
  ends: {given: {one: z}, expect: end}
  stops: {given: {one: x, two: x}, expect: other}
`))
	var edges []string
	for _, s := range a.States {
		for _, e := range s.Edges {
			edges = append(edges, s.ID+"="+e.Answer+">"+a.States[e.To].ID)
		}
	}
	if got := strings.Join(edges, " "); got != "one=x>two one=z>end two=y>other" {
		t.Errorf("edges: %s", got)
	}
	if a.Ways.Int64() != 2 || a.Shortest != 1 || a.Longest != 2 || len(a.Ends) != 2 || a.Inner() != 2 {
		t.Errorf("%s ways, %d to %d, ends %v, %d inner", a.Ways, a.Shortest, a.Longest, a.Ends, a.Inner())
	}
	if got := strings.Join(findings(l), " "); strings.Count(got, "flow-gap") != 2 {
		t.Errorf("%s", got)
	}
	if l := a.Examples(); len(l) > 0 {
		t.Errorf("%v", l)
	}
	if a.Agrees(a.Flow.Examples[1]) {
		t.Error("an example that a gap stops holds")
	}
}

// TestNoWay has a flow that refuses every answer.
func TestNoWay(t *testing.T) {
	a, _ := Compile(parse(t, `
start: one
questions:
  one: {answers: [x, y], next: two}
  two: {answers: [x, y], next: [{when: {one: x, two: {not: [x, y]}}, then: end}]}
outcomes:
  end: {kind: info}
`))
	if a.Ways.Sign() != 0 || a.Shortest != 0 || a.Longest != 0 || len(a.Ends) != 0 || a.Inner() != len(a.States) {
		t.Errorf("%s ways, %d to %d, ends %v", a.Ways, a.Shortest, a.Longest, a.Ends)
	}
}

// TestNeverAskedBesides has a condition of which one half is never met.
func TestNeverAskedBesides(t *testing.T) {
	_, l := Compile(parse(t, `
start: kind
questions:
  kind:
    answers: [question, fault]
    next:
      - when: [{kind: question}, {urgent: yes}]
        then: end
      - else: urgent
  urgent: {answers: [yes, no], next: end}
outcomes:
  end: {kind: info}
`))
	if got := findings(l); len(got) != 1 || got[0] != "flow-condition-never-asked flow.yaml:7:35" {
		t.Errorf("%q", got)
	}
}
