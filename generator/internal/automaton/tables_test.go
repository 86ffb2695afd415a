package automaton

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
)

// farthest is the number farthest from zero that a flow may name.
const farthest = 1<<53 - 1

// randomTable writes a flow of two to five questions in a row and one table
// that reads them all.
func randomTable(r *rand.Rand) *draft {
	w := &writer{r: r, d: &draft{name: "top", start: "q0"}}
	inputs := 2 + r.IntN(4)
	for q := range inputs {
		n := w.question(fmt.Sprintf("q%d", q), nil)
		if n.typ == decision.Number && r.IntN(3) == 0 {
			n.min, n.max = -farthest, farthest
		}
		n.rows = []line{{then: fmt.Sprintf("q%d", q+1)}}
		w.slots = append(w.slots, n)
	}
	w.slots[inputs-1].rows[0].then = "t"
	table := &sketch{id: "t", kind: decision.Table, unique: r.IntN(2) == 0, form: byRows}
	var outcomes []*sketch
	for o := range 1 + r.IntN(4) {
		outcomes = append(outcomes, &sketch{id: fmt.Sprintf("o%d", o), kind: decision.Outcome})
	}
	outcome := func() string { return outcomes[r.IntN(len(outcomes))].id }
	for range 1 + r.IntN(8) {
		var clause []term
		for _, n := range w.slots {
			if r.IntN(2) == 0 {
				clause = append(clause, term{n.id, w.test(n)})
			}
		}
		if clause == nil {
			clause = []term{{"q0", w.test(w.slots[0])}}
		}
		table.rows = append(table.rows, line{when: [][]term{clause}, then: outcome()})
	}
	if r.IntN(3) > 0 {
		table.rows = append(table.rows, line{els: true, then: outcome()})
	}
	w.d.nodes = slices.Concat(w.slots, []*sketch{table}, outcomes)
	return w.d
}

// brute is what a table does with all combinations of answers, one by one.
type brute struct {
	table              *decision.Node
	inputs             []*decision.Node
	values             [][]string
	gap                bool
	used, held, needed []bool
	pairs              map[[2]int]bool
	reached            map[string]bool
}

func bruteForce(f *decision.Flow) *brute {
	b := &brute{table: f.Node("t"), pairs: map[[2]int]bool{}, reached: map[string]bool{}}
	var points []int64
	for _, row := range b.table.Next.Rows {
		for _, clause := range row.When {
			for _, e := range clause {
				for _, at := range e.Ranges {
					points = append(points, at.Min-1, at.Min, at.Max, at.Max+1)
				}
			}
		}
	}
	for _, n := range f.Nodes {
		if n.Kind != decision.Question {
			continue
		}
		var values []string
		switch n.Type {
		case decision.Number:
			for _, at := range append(points, n.Min, n.Max) {
				if v := strconv.FormatInt(at, 10); n.Min <= at && at <= n.Max && !slices.Contains(values, v) {
					values = append(values, v)
				}
			}
		case decision.Many:
			for pick := range 1 << len(n.Answers) {
				var ids []string
				for i, a := range n.Answers {
					if pick>>i&1 == 1 {
						ids = append(ids, a.ID)
					}
				}
				values = append(values, strings.Join(ids, ","))
			}
			values[0] = "none"
		default:
			for _, a := range n.Answers {
				values = append(values, a.ID)
			}
		}
		b.inputs, b.values = append(b.inputs, n), append(b.values, values)
	}
	rows := len(b.table.Next.Rows)
	b.used, b.held, b.needed = make([]bool, rows), make([]bool, rows), make([]bool, rows)
	b.each(0, make([]int, len(b.inputs)), b.truths())
	return b
}

// truths says of each row, input and value whether the row allows it.
func (b *brute) truths() [][][]bool {
	out := make([][][]bool, len(b.table.Next.Rows))
	for r, row := range b.table.Next.Rows {
		out[r] = make([][]bool, len(b.inputs))
		for i, n := range b.inputs {
			for _, v := range b.values[i] {
				allowed := true
				for _, clause := range row.When {
					for _, e := range clause {
						allowed = allowed && (e.Question != n.ID || says(e.Test, n.Type, v))
					}
				}
				out[r][i] = append(out[r][i], allowed)
			}
		}
	}
	return out
}

func (b *brute) each(i int, combination []int, allows [][][]bool) {
	if i < len(b.inputs) {
		for v := range b.values[i] {
			combination[i] = v
			b.each(i+1, combination, allows)
		}
		return
	}
	var held []int
	for r := range allows {
		holds := true
		for i, v := range combination {
			holds = holds && allows[r][i][v]
		}
		if holds {
			held = append(held, r)
			b.held[r] = true
		}
	}
	b.take(held)
}

func (b *brute) take(held []int) {
	rows := b.table.Next.Rows
	if len(held) == 0 {
		b.gap = true
		return
	}
	b.used[held[0]] = true
	b.reached[rows[held[0]].Then.ID] = true
	if len(held) == 1 || rows[held[1]].Then.ID != rows[held[0]].Then.ID {
		b.needed[held[0]] = true
	}
	for k, r := range held {
		for _, o := range held[:k] {
			if !rows[r].Else {
				b.pairs[[2]int{o, r}] = true
			}
		}
	}
}

// findings lists what must be reported, as findings does.
func (b *brute) findings(f *decision.Flow) []string {
	var out []string
	add := func(code string, at diag.Pos) { out = append(out, code+" "+at.String()) }
	rows := b.table.Next.Rows
	if b.gap {
		add("flow-gap", b.table.Next.Pos)
	}
	for r, row := range rows {
		switch {
		case b.used[r] && !b.needed[r] && !row.Else:
			add("flow-row-redundant", row.Pos)
		case b.used[r]:
		case row.Else:
			add("flow-else-unreachable", row.Pos)
		case b.held[r]:
			add("flow-row-masked", row.Pos)
		default:
			add("flow-row-unreachable", row.Pos)
		}
		code := ""
		for o := range r {
			if b.table.Unique && b.pairs[[2]int{o, r}] {
				if rows[o].Then.ID != row.Then.ID {
					code = "flow-contradiction"
				} else if code == "" {
					code = "flow-overlap"
				}
			}
		}
		if code != "" {
			add(code, row.Pos)
		}
	}
	for _, n := range f.Nodes {
		if n.Kind == decision.Outcome && !b.reached[n.ID] {
			add("flow-unreachable", n.Pos)
		}
	}
	slices.Sort(out)
	return out
}

// TestTables holds tables against a check of all combinations of their inputs,
// and the examples in what is reported against the table.
func TestTables(t *testing.T) {
	var saw tally
	seeds(t, campaign(500), func(seed uint64) error {
		p, err := randomTable(rand.New(rand.NewPCG(seed, 4))).project()
		if err != nil {
			return err
		}
		b := bruteForce(p.flow)
		_, l := Compile(p.linked)
		got := slices.DeleteFunc(findings(l), func(s string) bool { return strings.HasPrefix(s, "flow-dead-end") })
		if d := cmp.Diff(b.findings(p.flow), got); d != "" {
			return fmt.Errorf("findings (-brute force +compiler):\n%s\n%s", d, p.text)
		}
		if len(l) == 0 {
			saw.add("no finding")
		}
		n := interpret(p.flow, p.flows)
		for _, d := range l {
			saw.add(d.Code)
			if n.large {
				continue
			}
			if err := shows(n, d); err != nil {
				return fmt.Errorf("%v: %w\n%s", d, err, p.text)
			}
		}
		return nil
	})
	t.Logf("%v", saw.n)
	for _, what := range []string{"no finding", "flow-gap", "flow-row-redundant", "flow-row-masked", "flow-row-unreachable", "flow-else-unreachable", "flow-overlap", "flow-contradiction"} {
		if saw.n[what] < 10 {
			t.Errorf("the random tables say too little: %q %d times", what, saw.n[what])
		}
	}
}

// TestTableExamples has tables small enough to be read, and what is said of
// each.
func TestTableExamples(t *testing.T) {
	for _, c := range []struct {
		policy, rows string
		want         []string // code, row or 0 for the table, answers
	}{
		{"first", "{a: x, n: {max: 4}, then: o} {a: y, then: o} {n: {min: 6}, then: p}", []string{"flow-gap 0 m=none, a=x, n=5"}},
		{"unique", "{n: {max: 5}, then: o} {n: {min: 5}, then: p}", []string{"flow-contradiction 2 m=none, a=x, n=5"}},
		{"unique", "{n: {max: 5}, then: o} {n: {min: 5}, then: o} {a: y, n: 9, then: p} {else: p}",
			[]string{"flow-contradiction 3 m=none, a=y, n=9", "flow-else-unreachable 4 ", "flow-overlap 2 m=none, a=x, n=5", "flow-row-masked 3 ", "flow-unreachable - "}},
		{"first", "{n: 10, then: o} {n: {min: 10}, then: p} {else: p}", []string{"flow-row-masked 2 "}},
		{"first", "{n: 0, then: o} {n: {not: {min: 1}}, then: p} {else: p}", []string{"flow-row-masked 2 "}},
		{"first", "{n: {max: 3}, then: o} {n: {max: 9}, then: o} {else: p}", []string{"flow-row-redundant 1 "}},
		{"first", "{m: {all: [b, c]}, then: o} {m: [b, c], then: p} {m: none, then: p}", nil},
		{"unique", "{m: {all: [b, c]}, then: o} {m: [b, c], then: p} {m: none, then: p}", []string{"flow-contradiction 2 m=b,c, a=x, n=0"}},
		{"unique", "{m: none, then: o} {m: {not: {any: [b, c]}}, then: o} {m: {any: [b, c]}, then: p}", []string{"flow-overlap 2 m=none, a=x, n=0", "flow-row-masked 2 ", "flow-row-redundant 1 "}},
		{"first", "{m: {all: [b, c]}, a: x, then: o} {m: [b], then: p} {m: [none, c], then: p} {m: b, a: y, then: o}", []string{"flow-row-masked 4 "}},
		{"first", "{n: {not: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}, then: o} {a: x, then: o} {else: p}", []string{"flow-row-unreachable 1 "}},
		{"first", "{n: {min: 0}, then: o} {else: p}", []string{"flow-else-unreachable 2 ", "flow-unreachable - "}},
	} {
		inputs := map[string]bool{}
		rows := strings.Split(strings.TrimSuffix(strings.TrimPrefix(c.rows, "{"), "}"), "} {")
		text := "start: m\nquestions:\n  m: {type: many, answers: [b, c], next: a}\n  a: {answers: [x, y], next: n}\n  n: {type: number, min: 0, max: 10, next: t}\ntables:\n  t:\n"
		var lines strings.Builder
		for _, r := range rows {
			for _, q := range []string{"m", "a", "n"} {
				if strings.HasPrefix(r, q+": ") || strings.Contains(r, ", "+q+": ") {
					inputs[q] = true
				}
			}
			lines.WriteString("      - {" + r + "}\n")
		}
		text += "    policy: " + c.policy + "\n    inputs: [" + strings.Join(slices.Sorted(maps.Keys(inputs)), ", ") + "]\n    rows:\n" + lines.String()
		text += "outcomes:\n  o: {kind: info}\n  p: {kind: info}\n"
		f := parse(t, text)
		_, l := Compile(f)
		var got []string
		for _, d := range l {
			at := "-"
			for i, row := range f.Node("t").Next.Rows {
				if row.Pos == d.Pos {
					at = strconv.Itoa(i + 1)
				}
			}
			if d.Code == "flow-gap" {
				at = "0"
			}
			_, answers, _ := strings.Cut(d.Message, "for: ")
			got = append(got, d.Code+" "+at+" "+answers)
		}
		slices.Sort(got)
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s %s: %s\n%v", c.policy, c.rows, d, l)
		}
	}
}
