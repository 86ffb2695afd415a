package site

import (
	"slices"
	"testing"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
)

const usedFlow = `start: size
questions:
  size:
    was: [extent]
    answers: [small, large]
    next: {small: fine, large: bad}
outcomes:
  fine: {kind: self}
  bad: {kind: escalate, was: [worse]}
`

const usingFlow = `start: signs
questions:
  signs:
    type: many
    was: [symptoms]
    answers: [smoke, fire]
    answers-was: {flames: fire}
    next:
      - when: {signs: none}
        then: calm
      - else: check
  check:
    use: used
    was: [probe]
    show: yes
    next: {fine: calm, bad: call}
outcomes:
  calm: {kind: self}
  call: {kind: escalate}
`

// TestOlder holds what addresses of another time find on the page.
func TestOlder(t *testing.T) {
	used, l := decision.Parse("used", "used.yaml", []byte(usedFlow))
	using, more := decision.Parse("using", "using.yaml", []byte(usingFlow))
	linked, linking := decision.Link(using, func(string) *decision.Flow { return used })
	if l = append(append(l, more...), linking...); len(l) > 0 {
		t.Fatal(l)
	}
	a, l := automaton.Compile(linked)
	if len(l) > 0 {
		t.Fatal(l)
	}
	nodes := map[string][]string{
		"signs": {"symptoms"}, "calm": nil,
		"check.size": {"check.extent", "probe.size", "probe.extent"},
		"check.bad":  {"check.worse", "probe.bad", "probe.worse"},
	}
	for id, want := range nodes {
		if got := olderNodes(linked, linked.Node(id)); !slices.Equal(got, want) {
			t.Errorf("older ids of %s: %q, want %q", id, got, want)
		}
	}
	if got := olderAnswers(linked.Node("signs")); !slices.Equal(got, []string{"flames:fire"}) {
		t.Errorf("older answers: %q", got)
	}
	seen := map[string]bool{}
	for i := range a.States {
		seen[a.States[i].ID] = true
	}
	found := map[string]string{}
	for i, ids := range olderStates(a) {
		for _, id := range ids {
			if seen[id] {
				t.Errorf("%s stands twice", id)
			}
			seen[id] = true
			found[id] = a.States[i].Node.ID
		}
	}
	for old, node := range map[string]string{"symptoms": "signs", "symptoms.flames": "signs", "probe.extent": "check.size", "probe.worse": "check.bad"} {
		if found[old] != node {
			t.Errorf("%s leads to %q, want %q", old, found[old], node)
		}
	}
}
