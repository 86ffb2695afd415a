package automaton

import (
	"fmt"
	"math/big"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
)

// within fails a test whose flow takes so long to compile that the work must
// have grown with its combinations. The figures are those of make bench.
func within(t *testing.T, f *decision.Flow) (*Automaton, diag.List) {
	t.Helper()
	start := time.Now()
	a, l := Compile(f)
	if took := time.Since(start); took > time.Minute {
		t.Errorf("compiling took %s", took)
	}
	return a, l
}

// chain is a flow of questions in a row, the nodes in the order of the ways or
// against it; each question but the first reads the one before it: after y and
// y the way leads to another flow.
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
			entry := func(q int) decision.Entry {
				return decision.Entry{Pos: pos, Question: fmt.Sprintf("q%d", q), Test: decision.Test{Answers: []string{"y"}}}
			}
			when := decision.Condition{{entry(i - 1), entry(i)}}
			n.Next.Rows = slices.Insert(n.Next.Rows, 0, decision.Row{Pos: pos, When: when, Then: decision.Target{Flow: "other", Pos: pos}})
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
		a, l := within(t, chain(9_999, against))
		if a == nil || len(l) != 1 || l[0].Code != "flow-address-long" {
			t.Fatalf("against %v: automaton %v, %d findings", against, a != nil, len(l))
		}
		// The question after y is another state than the one after x: two of each but the first.
		if a.Shortest != 2 || a.Longest != 9_999 || len(a.States) != 2*9_999-1+2 {
			t.Errorf("%d states, %d to %d questions, ways of %d bits", len(a.States), a.Shortest, a.Longest, a.Ways.BitLen())
		}
		// f(n) = f(n-1) + f(n-2): the ways are a Fibonacci number.
		ways, next := big.NewInt(2), big.NewInt(4)
		for range 9_998 {
			ways, next = next, new(big.Int).Add(new(big.Int).Add(next, ways), big.NewInt(1))
		}
		if a.Ways.Cmp(ways) != 0 {
			t.Errorf("ways of %d bits, want %d", a.Ways.BitLen(), ways.BitLen())
		}
	}
}

// TestManyWays has forty questions that no one reads: 2^40 ways.
func TestManyWays(t *testing.T) {
	f := chain(40, false)
	for _, n := range f.Nodes[1:40] {
		n.Next.Rows = n.Next.Rows[1:]
	}
	a, l := within(t, f)
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

// pairs asks n questions, and then n more, each of which reads one of the first:
// nothing less than all their answers is enough.
func pairs(n int) string {
	var b strings.Builder
	b.WriteString("start: q0\nquestions:\n")
	for i := range n {
		next := fmt.Sprintf("q%d", i+1)
		if i == n-1 {
			next = "r0"
		}
		fmt.Fprintf(&b, "  q%d: {answers: [x, y], next: %s}\n", i, next)
	}
	for i := range n {
		next := fmt.Sprintf("r%d", i+1)
		if i == n-1 {
			next = "end"
		}
		fmt.Fprintf(&b, "  r%d: {answers: [x, y], next: [{when: {q%[1]d: x, r%[1]d: x}, then: flow:other}, {else: %s}]}\n", i, next)
	}
	b.WriteString("outcomes:\n  end: {kind: info}\n")
	return b.String()
}

// allocated runs f and returns how many bytes it allocated in all.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestBudget has flows whose smallest automaton is over the budget, and just
// within: 2^n states after n questions, and about 4 times as many in all.
func TestBudget(t *testing.T) {
	a, l := within(t, parse(t, pairs(12)))
	if a == nil || len(l) > 0 || a.Unmerged > MaxStates || len(a.States) < 1<<13 {
		t.Errorf("12 pairs: automaton %v, %v", a != nil, l)
	}
	for _, n := range []int{14, 40} {
		f := parse(t, pairs(n))
		bytes := allocated(func() { a, l = within(t, f) })
		if a != nil || len(l) != 1 || l[0].Code != "flow-budget" || l[0].Pos.Line != 1 || l[0].Severity != diag.Error ||
			!strings.Contains(l[0].Message, "more than 20000 states; carried furthest: \"q0\", \"q1\"") {
			t.Errorf("%d pairs: automaton %v, %v", n, a != nil, l)
		}
		t.Logf("%d MB", bytes>>20)
		if bytes > 200<<20 {
			t.Errorf("%d pairs: %d MB were allocated; 200 are the limit", n, bytes>>20)
		}
	}
}

// TestWork has few states and very many combinations.
func TestWork(t *testing.T) {
	compare := func(n int) *decision.Flow { // the second answer must fit the first
		var rows strings.Builder
		for i := range n {
			fmt.Fprintf(&rows, "      - {when: {one: a%d, two: a%[1]d}, then: end}\n", i)
		}
		list := strings.Join(numbered("a", n), ", ")
		return parse(t, fmt.Sprintf("start: one\nquestions:\n  one: {answers: [%s], next: two}\n  two:\n    answers: [%[1]s]\n    next:\n%s"+
			"      - else: flow:other\noutcomes:\n  end: {kind: info}\n", list, rows.String()))
	}
	over := func(t *testing.T, f *decision.Flow, most string) {
		t.Helper()
		var a *Automaton
		var l diag.List
		bytes := allocated(func() { a, l = within(t, f) })
		if a != nil || len(l) != 1 || l[0].Code != "flow-budget" || l[0].Pos.Line != 1 ||
			!strings.Contains(l[0].Message, "20000000 comparisons") || !strings.Contains(l[0].Message, "at: \""+most+"\"") {
			t.Errorf("automaton %v, %v", a != nil, l)
		}
		if bytes > 200<<20 {
			t.Errorf("%d MB were allocated; 200 are the limit", bytes>>20)
		}
	}
	t.Run("edges", func(t *testing.T) { over(t, compare(2000), "two") })
	t.Run("edges within the limit", func(t *testing.T) {
		if a, l := within(t, compare(900)); a == nil || len(l) > 0 || a.Ways.Int64() != 900*900 {
			t.Errorf("automaton %v, %v", a != nil, l)
		}
	})
	own := func(n int) *decision.Flow { // a row for each answer
		var rows strings.Builder
		for i := range n {
			fmt.Fprintf(&rows, "      - {when: {one: a%d}, then: o%d}\n", i, i%2)
		}
		return parse(t, fmt.Sprintf("start: one\nquestions:\n  one:\n    answers: [%s]\n    next:\n%soutcomes:\n  o0: {kind: info}\n  o1: {kind: info}\n",
			strings.Join(numbered("a", n), ", "), rows.String()))
	}
	t.Run("rows", func(t *testing.T) { over(t, own(5000), "one") })
	t.Run("rows within the limit", func(t *testing.T) {
		if a, l := within(t, own(2000)); a == nil || len(l) > 0 || a.Ways.Int64() != 2000 {
			t.Errorf("automaton %v, %v", a != nil, l)
		}
	})
	carried := func(t *testing.T, n int) (*Automaton, diag.List) { // one answer leads on, and the last question reads all
		f := chain(n, false)
		var all decision.Clause
		for i, node := range f.Nodes[:n] {
			pos := node.Pos
			all = append(all, decision.Entry{Pos: pos, Question: node.ID, Test: decision.Test{Answers: []string{"x"}}})
			on := node.Next.Rows[len(node.Next.Rows)-1].Then
			stay := decision.Condition{{{Pos: pos, Question: node.ID, Test: decision.Test{Answers: []string{"x"}}}}}
			node.Next.Rows = []decision.Row{{Pos: pos, When: stay, Then: on}, {Pos: pos, Then: decision.Target{Flow: "other"}}}
			if i == n-1 {
				node.Next.Rows[0].When = decision.Condition{all}
			}
		}
		return within(t, f)
	}
	t.Run("carried within the limit", func(t *testing.T) {
		a, l := carried(t, 1500)
		if a == nil || len(l) != 1 || l[0].Code != "flow-address-long" || a.Ways.Int64() != 1501 || len(a.States) != 1502 {
			t.Errorf("automaton %v, %v", a != nil, l)
		}
	})
}

// TestManyOptions has questions of type many of which each option is read.
func TestManyOptions(t *testing.T) {
	options := func(n int) *decision.Flow {
		var rows, outcomes strings.Builder
		for i := range n {
			fmt.Fprintf(&rows, "      - {when: {one: a%d}, then: o%[1]d}\n", i)
			fmt.Fprintf(&outcomes, "  o%d: {kind: info}\n", i)
		}
		return parse(t, fmt.Sprintf("start: one\nquestions:\n  one:\n    type: many\n    answers: [%s]\n    next:\n%s      - else: flow:other\noutcomes:\n%s",
			strings.Join(numbered("a", n), ", "), rows.String(), outcomes.String()))
	}
	a, l := within(t, options(decision.MaxOptions))
	if a == nil || len(l) > 0 || a.Ways.Cmp(new(big.Int).Lsh(big.NewInt(1), decision.MaxOptions)) != 0 {
		t.Errorf("%d options: automaton %v, %v", decision.MaxOptions, a != nil, l)
	}
	a, l = within(t, options(12))
	if a == nil || len(l) > 0 || a.Ways.Int64() != 1<<12 || a.Combinations.Int64() != 1<<12 || a.Shortest != 1 || a.Longest != 1 {
		t.Fatalf("automaton %v, %v", a != nil, l)
	}
	for _, e := range a.Ends { // the first that is chosen decides
		want := int64(1)
		if e.ID != "flow:other" {
			var first int
			fmt.Sscanf(e.ID, "o%d", &first)
			want = 1 << (11 - first)
		}
		if e.Ways.Int64() != want || e.Combinations.Int64() != want {
			t.Errorf("%s: %s ways, %s combinations, want %d", e.ID, e.Ways, e.Combinations, want)
		}
	}
	all := strings.Join(numbered("a", decision.MaxOptions), ", ")
	a, l = within(t, parse(t, "start: one\nquestions:\n  one:\n    type: many\n    answers: ["+all+"]\n    next:\n"+
		"      - {when: {one: {all: ["+all+"]}}, then: end}\n      - {when: {one: none}, then: no}\n      - else: flow:other\n"+
		"outcomes:\n  end: {kind: info}\n  no: {kind: info}\n"))
	if a == nil || len(l) > 0 || a.Ways.Cmp(new(big.Int).Lsh(big.NewInt(1), decision.MaxOptions)) != 0 {
		t.Errorf("automaton %v, %v", a != nil, l)
	}
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
