package automaton

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"signpost/generator/internal/decision"
)

func TestAhead(t *testing.T) {
	const flow = `start: who
questions:
  who: {answers: [guest, staff], next: {guest: wishes, staff: flow:other}}
  wishes:
    type: many
    answers: [tea, cake, music]
    next: [{when: {wishes: none}, then: rest}, {when: {wishes: music}, then: people}, {else: wash}]
  people: {type: number, min: 0, max: 9, next: [{when: {people: 0}, then: rest}, {else: wash}]}
steps:
  wash: {next: hall}
outcomes:
  hall: {kind: escalate}
  rest: {kind: info}
`
	f, l := decision.Parse("party", "flow.yaml", []byte(flow))
	if len(l) > 0 {
		t.Fatal(l)
	}
	linked, l := decision.Link(f, func(string) *decision.Flow { return f })
	if len(l) > 0 {
		t.Fatal(l)
	}
	a, _ := Compile(linked)
	got := map[string]Ahead{}
	for i, ahead := range a.Ahead() {
		st := &a.States[i]
		name := st.ID
		if st.Option != "" {
			name = fmt.Sprintf("wishes/%s", st.Option)
			if old, ok := got[name]; ok { // one of several with other ways on
				ahead = Ahead{max(old.Screens, ahead.Screens), max(old.States, ahead.States), old.Leaves || ahead.Leaves}
			}
		}
		got[name] = ahead
	}
	want := map[string]Ahead{
		"who":          {3, 5, true}, // wishes, people, wash; without a script wishes thrice
		"wishes/tea":   {2, 4, false},
		"wishes/cake":  {2, 3, false},
		"wishes/music": {2, 2, false},
		"people":       {1, 1, false},
		"wash":         {},
		"hall":         {},
		"rest":         {},
		"flow:other":   {0, 0, true},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

// TestAheadOfRandomFlows takes every way, one by one, through flows small
// enough for that.
func TestAheadOfRandomFlows(t *testing.T) {
	const flows, mostWays = 400, 2000
	walked := 0
	for seed := range uint64(flows) {
		d := randomFlow(rand.New(rand.NewPCG(seed, 4)))
		a, err := compiled(d)
		if err != nil || a == nil || !a.Ways.IsInt64() || a.Ways.Int64() > mostWays {
			continue
		}
		walked++
		for s, got := range a.Ahead() {
			if want := everyWay(a, s); got != want {
				t.Fatalf("seed %d, state %s: %+v, by every way %+v\n%s", seed, a.States[s].ID, got, want, d)
			}
		}
	}
	if walked < flows/4 {
		t.Errorf("only %d of %d flows were walked", walked, flows)
	}
}

// everyWay follows every way from a state to its end.
func everyWay(a *Automaton, s int) Ahead {
	st := &a.States[s]
	out := Ahead{Leaves: st.Exit != ""}
	for _, e := range st.Edges {
		on := everyWay(a, e.To)
		if to := &a.States[e.To]; !to.End() {
			on.States++
			if st.Option == "" || to.Node != st.Node {
				on.Screens++
			}
		}
		out = Ahead{max(out.Screens, on.Screens), max(out.States, on.States), out.Leaves || on.Leaves}
	}
	return out
}
