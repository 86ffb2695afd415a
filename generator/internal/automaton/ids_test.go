package automaton

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"signpost/generator/internal/decision"
)

// drawn writes the states of an automaton with their edges, in their order.
func drawn(a *Automaton) []string {
	var out []string
	for _, s := range a.States {
		line := s.ID + ":"
		for _, e := range s.Edges {
			line += " " + e.Answer + ">" + a.States[e.To].ID
		}
		out = append(out, line)
	}
	return out
}

func compiled(d *draft) (*Automaton, error) {
	p, err := d.project()
	if err != nil {
		return nil, err
	}
	a, _ := Compile(p.linked)
	return a, nil
}

// TestIDsAreStable compiles random flows again, with the nodes in another
// order, and with something more that the rest does not read: the states there
// were keep their ids.
func TestIDsAreStable(t *testing.T) {
	var saw tally
	seeds(t, campaign(500), func(seed uint64) error {
		r := rand.New(rand.NewPCG(seed, 2))
		d := randomFlow(r)
		a, err := compiled(d)
		if err != nil || a == nil {
			return err
		}
		want := drawn(a)
		for range 2 {
			again, _ := compiled(d)
			if d := cmp.Diff(want, drawn(again)); d != "" {
				return fmt.Errorf("compiled again:\n%s", d)
			}
		}
		shuffled := d.clone()
		r.Shuffle(len(shuffled.nodes), func(i, j int) {
			shuffled.nodes[i], shuffled.nodes[j] = shuffled.nodes[j], shuffled.nodes[i]
		})
		b, err := compiled(shuffled)
		if err != nil {
			return err
		}
		if diff := cmp.Diff(want, drawn(b)); diff != "" {
			return fmt.Errorf("nodes in another order (-before +after):\n%s\n%s", diff, d)
		}
		for _, grow := range []func(*draft, *rand.Rand) bool{inFront, atAnEnd, apart} {
			more := d.clone()
			if !grow(more, r) {
				continue
			}
			c, err := compiled(more)
			if err != nil {
				return err
			}
			if c == nil {
				return fmt.Errorf("nothing is compiled with something more\n%s", more)
			}
			have := map[string]bool{}
			for _, s := range c.States {
				have[s.ID] = true
			}
			for _, s := range a.States {
				if !have[s.ID] {
					return fmt.Errorf("state %q is gone\n%s\n%s", s.ID, d, more)
				}
				saw.add("states")
			}
		}
		return nil
	})
	if saw.n["states"] < 3000 {
		t.Errorf("only %d states", saw.n["states"])
	}
}

// inFront asks one more question before the first.
func inFront(d *draft, _ *rand.Rand) bool {
	d.nodes = append(d.nodes, &sketch{id: "front", kind: decision.Question, answers: []string{"x", "y"}, rows: []line{{then: d.start}}})
	d.start = "front"
	return true
}

// atAnEnd asks one more question behind an outcome, which is a step then.
func atAnEnd(d *draft, r *rand.Rand) bool {
	for _, n := range d.nodes {
		if n.kind == decision.Outcome && r.IntN(2) == 0 {
			n.kind, n.rows = decision.Step, []line{{then: "behind"}}
			d.nodes = append(d.nodes,
				&sketch{id: "behind", kind: decision.Question, answers: []string{"x", "y"}, form: byAnswer, rows: []line{{answer: "x", then: "one"}, {answer: "y", then: "two"}}},
				&sketch{id: "one", kind: decision.Outcome}, &sketch{id: "two", kind: decision.Outcome})
			return true
		}
	}
	return false
}

// apart adds what nothing leads to: an entry of its own.
func apart(d *draft, _ *rand.Rand) bool {
	d.entries = append(d.entries, "apart")
	d.nodes = append(d.nodes,
		&sketch{id: "apart", kind: decision.Question, answers: []string{"x", "y"}, form: byAnswer, rows: []line{{answer: "x", then: "one"}, {answer: "y", then: "two"}}},
		&sketch{id: "one", kind: decision.Outcome}, &sketch{id: "two", kind: decision.Outcome})
	return true
}

// TestIDsSayWhatIsRemembered has flows whose ids can be told beforehand.
func TestIDsSayWhatIsRemembered(t *testing.T) {
	for _, c := range []struct{ flow, want string }{
		{`
start: a
questions:
  a: {answers: [x, y], next: b}
  b: {answers: [x, y], next: [{when: {a: x, b: x}, then: o}, {else: p}]}
`, "a b~a-x b~none o p"},
		{`
start: m
questions:
  m: {type: many, answers: [x, y, z], next: [{when: {m: {all: [x, y]}}, then: o}, {else: p}]}
`, "m m.y~m-none m.y~m-x m.z~m-none m.z~m-x-y o p"},
		{`
start: n
questions:
  n: {type: number, min: -5, max: 5, next: b}
  b: {answers: [x, y], next: [{when: {n: {min: 2}, b: x}, then: o}, {when: {n: {max: -2}, b: y}, then: o}, {else: p}]}
`, "n b~n--2 b~none b~n-2 o p"},
		{`
start: a
entries: [b]
questions:
  a: {answers: [x, y], next: b}
  b: {answers: [x, y], next: [{when: {a: x, b: x}, then: o}, {else: p}]}
`, "a b b~a-x o p"},
		{`
start: a
questions:
  a: {answers: [x, y, z], next: b}
  b: {answers: [x, y], next: [{when: {a: [x, y], b: x}, then: o}, {else: p}]}
`, "a b~a-x b~none o p"},
	} {
		a, _ := Compile(parse(t, strings.TrimPrefix(c.flow, "\n")+"outcomes:\n  o: {kind: info}\n  p: {kind: info}\n"))
		have := map[string]bool{}
		for _, s := range a.States {
			have[s.ID] = true
		}
		for id := range strings.FieldsSeq(c.want) {
			if !have[id] {
				t.Errorf("no state %q in %q", id, drawn(a))
			}
		}
		if len(a.States) != len(strings.Fields(c.want)) {
			t.Errorf("%q, want %s", drawn(a), c.want)
		}
	}
}
