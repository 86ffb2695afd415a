package automaton

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
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

// project is a draft parsed, with the flows it uses, and linked.
type project struct {
	text   string
	flow   *decision.Flow // as parsed
	flows  map[string]*decision.Flow
	linked *decision.Flow
}

func (d *draft) project() (*project, error) {
	p := &project{flows: map[string]*decision.Flow{}}
	for _, u := range append([]*draft{d}, d.uses()...) {
		text := u.String()
		f, l := decision.Parse(u.name, u.name+".yaml", []byte(text))
		if l.HasErrors() {
			return nil, fmt.Errorf("%v\n%s", l, text)
		}
		p.text += "--- " + u.name + "\n" + text
		p.flows[u.name] = f
	}
	p.flow = p.flows[d.name]
	linked, l := decision.Link(p.flow, func(name string) *decision.Flow { return p.flows[name] })
	if len(l) > 0 {
		return nil, fmt.Errorf("%v\n%s", l, p.text)
	}
	p.linked = linked
	return p, nil
}

// seeds runs a test for each seed, on all processors, and stops at the first
// that fails.
func seeds(t *testing.T, n uint64, run func(seed uint64) error) {
	t.Helper()
	var at atomic.Uint64
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for seed := at.Add(1) - 1; seed < n && !t.Failed(); seed = at.Add(1) - 1 {
				if err := guarded(run, seed); err != nil {
					t.Errorf("seed %d: %v", seed, err)
				}
			}
		})
	}
	wait.Wait()
}

func guarded(run func(uint64) error, seed uint64) (err error) {
	defer func() {
		if p := recover(); p != nil {
			stack := make([]byte, 4096)
			err = fmt.Errorf("panic: %v\n%s", p, stack[:runtime.Stack(stack, false)])
		}
	}()
	return run(seed)
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

// tally counts what random flows turned out to be.
type tally struct {
	sync.Mutex
	n map[string]int
}

func (c *tally) add(what string) {
	c.Lock()
	defer c.Unlock()
	if c.n == nil {
		c.n = map[string]int{}
	}
	c.n[what]++
}

// TestAgainstNaive holds the compiler against the naive interpreter, over
// random flows: what is found, and, where nothing runs in a circle, every way
// and every figure.
func TestAgainstNaive(t *testing.T) {
	var saw tally
	seeds(t, campaign(2000), func(seed uint64) error {
		r := rand.New(rand.NewPCG(seed, 1))
		d := randomFlow(r)
		if seed%2 == 0 {
			if mended := d.mend(); mended != nil {
				d = mended
			}
		}
		p, err := d.project()
		if err != nil {
			return err
		}
		return against(p, r, seed%4 == 0, &saw)
	})
	t.Logf("%v", saw.n)
	for _, what := range []string{"sound", "no finding", "flow-gap", "flow-dead-end", "flow-loop", "flow-asked-twice", "flow-unreachable", "flow-row-unreachable",
		"flow-row-masked", "flow-row-redundant", "flow-else-unreachable", "flow-answer-unreachable", "flow-condition-never-asked", "flow-overlap", "flow-contradiction"} {
		if saw.n[what] < 5 {
			t.Errorf("the random flows say too little: %q %d times", what, saw.n[what])
		}
	}
}

func against(p *project, r *rand.Rand, shares bool, saw *tally) error {
	n := interpret(p.flow, p.flows, int64(r.IntN(9)), int64(r.IntN(1_000_000)))
	if n.large {
		saw.add("large")
		return nil
	}
	a, l := Compile(p.linked)
	if n.silent && slices.Contains(findings(l), "flow-loop") && a == nil {
		return nil // neither looks further
	}
	if d := cmp.Diff(n.findings(), findings(l)); d != "" {
		return fmt.Errorf("findings (-naive +compiler):\n%s\n%s", d, p.text)
	}
	if len(l) == 0 {
		saw.add("no finding")
	}
	for _, d := range l {
		saw.add(d.Code)
		if d.Pos.Line == 0 || d.Pos.Col == 0 || d.Path == "" || d.Hint == "" {
			return fmt.Errorf("no position, path or hint: %v\n%s", d, p.text)
		}
		if err := shows(n, d); err != nil {
			return fmt.Errorf("%v: %w\n%s", d, err, p.text)
		}
	}
	if (a == nil) != (n.loop || n.roots[0] == nil) {
		return fmt.Errorf("automaton %v, loop %v\n%s", a != nil, n.loop, p.text)
	}
	if a == nil {
		return nil
	}
	if !l.HasErrors() {
		saw.add("sound")
	}
	shares = shares && !n.again() // else it is no combination
	if err := figures(a, n, shares); err != nil {
		return fmt.Errorf("%w\n%s", err, p.text)
	}
	if err := ids(a); err != nil {
		return fmt.Errorf("%w\n%s", err, p.text)
	}
	if got := classes(a); got != len(a.States) {
		return fmt.Errorf("%d states, minimal are %d\n%s", len(a.States), got, p.text)
	}
	most := 0
	ways := n.ways(300, r)
	for _, w := range ways {
		most = max(most, w.address())
		answers := w.answers
		if d := cmp.Diff(w.met, named(a, a.Walk(answers))); d != "" {
			return fmt.Errorf("%v (-naive +automaton):\n%s\n%s", answers, d, p.text)
		}
		if d := cmp.Diff(w.took, taken(rowsTaken(p.linked, answers))); d != "" {
			return fmt.Errorf("%v: rows taken (-naive +compiler):\n%s\n%s", answers, d, p.text)
		}
	}
	if bound := a.address(a.fromEnds()); most > bound {
		return fmt.Errorf("an address of %d characters; %d at most were said\n%s", most, bound, p.text)
	} else if a.Ways.IsInt64() && len(ways) > 0 && len(ways) < 300 && most < bound && !strings.Contains(p.text, "type: many") && !l.HasErrors() {
		return fmt.Errorf("an address of %d characters at most; %d were said\n%s", most, bound, p.text)
	}
	return nil
}

// address is how long the address of a way is at its end: "#", then each node
// with its answer. What leads to another flow is not written.
func (w way) address() int {
	length := 0
	for i, m := range w.met {
		last := i == len(w.met)-1 || i == len(w.met)-2 && strings.HasPrefix(w.met[i+1], "flow:")
		switch {
		case last && (w.end != "" || !strings.Contains(m, "=")):
		case strings.Contains(m, "="):
			length += len("&") + len(m)
		default:
			length += len("&") + len(m) + len("=done")
		}
	}
	return length
}

func taken(rows []Taken) []string {
	var out []string
	for _, t := range rows {
		out = append(out, fmt.Sprint(t.Node.ID, " ", t.Row))
	}
	return out
}

// named writes a walk over the automaton as way does.
func named(a *Automaton, walk []Visit) []string {
	var out []string
	for _, v := range walk {
		st := a.States[v.State]
		switch {
		case st.Node == nil:
			out = append(out, st.ID)
		case v.Answer != "":
			out = append(out, st.Node.ID+"="+v.Answer)
		default:
			out = append(out, st.Node.ID)
		}
	}
	return out
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
	if err := ids(a); err != nil {
		t.Error(err)
	}
}
