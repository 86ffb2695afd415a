package automaton

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"signpost/generator/internal/decision"
)

// TestSpecialise holds flows with known answers against the whole ones, over
// random flows: each way that agrees with what is known ends alike, and asks
// the same but for what is known.
func TestSpecialise(t *testing.T) {
	var saw tally
	seeds(t, campaign(500), func(seed uint64) error {
		r := rand.New(rand.NewPCG(seed, 3))
		d := randomFlow(r)
		if mended := d.mend(); mended != nil && seed%5 > 0 {
			d = mended
		}
		p, err := d.project()
		if err != nil {
			return err
		}
		n := interpret(p.flow, p.flows)
		if n.large || n.loop || n.roots[0] == nil {
			return nil
		}
		known := map[string]string{}
		for _, s := range n.questions {
			if r.IntN(3) == 0 && len(s.values) > 0 {
				known[s.name] = s.values[r.IntN(len(s.values))]
				saw.add(s.n.Type.String())
			}
		}
		if err := specialised(n, p.linked, known, r, &saw); err != nil {
			return fmt.Errorf("known %v: %w\n%s", known, err, p.text)
		}
		return nil
	})
	t.Logf("%v", saw.n)
	for _, what := range []string{"one", "many", "number", "use", "agrees", "fewer asked"} {
		if saw.n[what] < 50 {
			t.Errorf("the random flows say too little: %q %d times", what, saw.n[what])
		}
	}
}

func specialised(n *naive, f *decision.Flow, known map[string]string, r *rand.Rand, saw *tally) error {
	a, l := Specialise(f, known)
	if a != nil {
		if got := classes(a); got != len(a.States) {
			return fmt.Errorf("%d states, minimal are %d", len(a.States), got)
		}
		if err := ids(a); err != nil {
			return err
		}
		for i := range a.States {
			if st := &a.States[i]; st.Node != nil && st.Node.Kind == decision.Question && isKnown(known, st.Node.ID) {
				return fmt.Errorf("%q is asked", st.Node.ID)
			}
		}
	}
	for _, w := range n.ways(1000, r) {
		if !w.agrees(known) {
			continue
		}
		saw.add("agrees")
		var want []string
		for _, m := range w.met {
			name, _, _ := strings.Cut(m, "=")
			for _, q := range n.questions { // a result is passed where its question is known
				if outcome, ok := strings.CutPrefix(name, q.name+"."); ok && q.inner != nil && !q.n.Use.Tail && slices.Contains(q.values, outcome) {
					name = q.name
				}
			}
			if !isKnown(known, name) || w.end == name {
				want = append(want, m)
			} else {
				saw.add("fewer asked")
			}
		}
		if a == nil {
			if w.end != "" {
				return fmt.Errorf("no automaton: %v", l)
			}
			continue
		}
		got := named(a, a.Walk(w.answers))
		if w.end == "" { // a gap: the question before it may be known
			if st := a.Walk(w.answers); a.States[st[len(st)-1].State].End() {
				return fmt.Errorf("%v ends at %v, and stops at a gap", w.answers, got)
			}
			continue
		}
		if d := cmp.Diff(want, got); d != "" {
			return fmt.Errorf("%v (-whole +specialised):\n%s", w.answers, d)
		}
	}
	return nil
}

// isKnown reports whether a question, or one that takes its questions up, is
// known.
func isKnown(known map[string]string, name string) bool {
	for q := range known {
		if name == q || strings.HasPrefix(name, q+".") {
			return true
		}
	}
	return false
}

// agrees reports whether a way gives no other answer than those known.
func (w way) agrees(known map[string]string) bool {
	for q, v := range known {
		if a, asked := w.answers[q]; asked && a != v {
			return false
		}
		met, same := false, false
		for _, h := range w.heard {
			name, outcome, said := strings.Cut(h, "=")
			met = met || name == q
			same = same || name == q && said && outcome == v
		}
		if met && !same {
			return false
		}
	}
	return true
}

const knownFlows = `
start: asker
questions:
  asker: {answers: [partner, customer], next: {partner: symptoms, customer: contact}}
  symptoms:
    type: many
    answers: [slow, down]
    next: [{when: {symptoms: none}, then: keep}, {else: users}]
  users: {type: number, min: 0, max: 100, next: sev}
  sev: {use: severity, show: yes, next: {high: call, low: file}}
outcomes:
  contact: {kind: self}
  keep: {kind: self}
  call: {kind: escalate}
  file: {kind: escalate}
`

// TestKnown has answers that decide at once, and more that do not.
func TestKnown(t *testing.T) {
	flows := map[string]*decision.Flow{"severity": parse(t, `
start: down
questions:
  down: {answers: [yes, no], next: {yes: high, no: low}}
outcomes:
  high: {kind: info}
  low: {kind: info}
`)}
	top := parse(t, knownFlows)
	f, l := decision.Link(top, func(name string) *decision.Flow { return flows[name] })
	if len(l) > 0 {
		t.Fatal(l)
	}
	for _, c := range []struct {
		known string
		want  string // the states
	}{
		{"", "asker symptoms contact symptoms.down~symptoms-none symptoms.down~symptoms-slow keep users sev.down sev.high sev.low call file"},
		{"asker=customer", "contact"},
		{"asker=partner symptoms=none", "keep"},
		{"symptoms=none", "asker keep contact"},
		{"asker=partner symptoms=down", "users sev.down sev.high sev.low call file"},
		{"asker=partner symptoms=down users=0 sev=high", "call"},
		{"asker=partner symptoms=slow,down users=100", "sev.down sev.high sev.low call file"},
		{"asker=partner symptoms=slow,down users=100 sev.down=no", "sev.low file"},
		{"sev=low", "asker symptoms contact symptoms.down~symptoms-none symptoms.down~symptoms-slow keep users file"},
	} {
		known := map[string]string{}
		for part := range strings.FieldsSeq(c.known) {
			q, a, _ := strings.Cut(part, "=")
			known[q] = a
		}
		a, _ := Specialise(f, known)
		var got []string
		for _, s := range a.States {
			got = append(got, s.ID)
		}
		want := strings.Fields(c.want)
		slices.Sort(got)
		slices.Sort(want)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q: %s", c.known, d)
		}
		if st := &a.States[0]; st.End() && (a.Ways.Int64() != 1 || a.Longest != 0 || a.Combinations.Int64() != 1) {
			t.Errorf("%q ends at once: %s ways, longest %d", c.known, a.Ways, a.Longest)
		}
	}
}
