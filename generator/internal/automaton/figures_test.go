package automaton

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"

	"github.com/google/go-cmp/cmp"

	"signpost/generator/internal/decision"
)

func figures(a *Automaton, n *naive, shares bool) error {
	want := n.fold(shares)
	got := map[string]int{}
	all := new(big.Rat).SetInt(a.Combinations)
	for _, e := range a.Ends {
		if e.Ways.Sign() > 0 {
			got[e.ID] = int(e.Ways.Int64())
		}
		if !shares {
			continue
		}
		part := want.share[e.ID]
		if part == nil {
			part = new(big.Rat)
		}
		if combos := part.Mul(part, all); combos.Cmp(new(big.Rat).SetInt(e.Combinations)) != 0 {
			return fmt.Errorf("%s combinations end at %s; naive: %s", e.Combinations, e.ID, combos)
		}
	}
	if a.Ways.Int64() != int64(want.ways) || a.Shortest != want.shortest || a.Longest != want.longest || !cmp.Equal(got, want.ends) {
		return fmt.Errorf("ways %s, %d to %d, ends %v; naive: %d, %d to %d, %v", a.Ways, a.Shortest, a.Longest, got, want.ways, want.shortest, want.longest, want.ends)
	}
	states := map[string]int{}
	combinations := big.NewInt(1)
	for i := range a.States {
		st := &a.States[i]
		if st.Option != "" && st.Option != st.Node.Answers[0].ID {
			continue
		}
		if states[st.EndID()]++; states[st.EndID()] > 1 || !st.asks() {
			continue
		}
		switch q := n.byName[st.Node.ID]; q.n.Type {
		case decision.Number:
			combinations.Mul(combinations, big.NewInt(q.n.Max-q.n.Min+1))
		default:
			combinations.Mul(combinations, big.NewInt(int64(len(q.values))))
		}
	}
	if d := cmp.Diff(want.states, states); d != "" {
		return fmt.Errorf("states by node (-naive +automaton):\n%s", d)
	}
	if combinations.Cmp(a.Combinations) != 0 {
		return fmt.Errorf("%s combinations; naive: %s", a.Combinations, combinations)
	}
	return nil
}

var stateID = regexp.MustCompile(`^(flow:)?[a-z][a-z0-9.~-]*$`)

func ids(a *Automaton) error {
	seen := map[string]bool{}
	for _, s := range a.States {
		if seen[s.ID] || !stateID.MatchString(s.ID) {
			return fmt.Errorf("state id %q is not valid or stands twice", s.ID)
		}
		seen[s.ID] = true
		if s.Node == nil {
			continue
		}
		want := s.Node.ID
		if s.Option != "" && s.Option != s.Node.Answers[0].ID {
			want += "." + s.Option
		}
		if s.ID != want && !strings.HasPrefix(s.ID, want+"~") {
			return fmt.Errorf("state id %q of node %q", s.ID, want)
		}
	}
	return nil
}

// classes counts the classes of states that go on alike, by refining a
// partition from what states are to where they lead. Neighbouring numbers that
// lead to one class are one edge.
func classes(a *Automaton) int {
	class := make([]string, len(a.States))
	for i, s := range a.States {
		class[i] = s.Exit
		if s.Node != nil {
			class[i] = "node " + s.Node.ID + " " + s.Option
		}
	}
	for count := 0; ; {
		number := map[string]int{}
		next := make([]string, len(class))
		for i, s := range a.States {
			key := class[i]
			var runs []Edge // with the class in Answer
			for _, e := range s.Edges {
				to := class[e.To]
				if last := len(runs) - 1; last >= 0 && e.Range != (decision.Range{}) && runs[last].Answer == to && runs[last].Range.Max+1 == e.Range.Min {
					runs[last].Range.Max = e.Range.Max
				} else {
					runs = append(runs, Edge{Answer: to, Range: e.Range})
				}
				if s.Node.Kind != decision.Question || s.Node.Type != decision.Number {
					runs[len(runs)-1].Answer = e.Answer + ">" + to
				}
			}
			key += fmt.Sprint(runs)
			if _, ok := number[key]; !ok {
				number[key] = len(number)
			}
			next[i] = fmt.Sprint(number[key])
		}
		if len(number) == count {
			return count
		}
		count, class = len(number), next
	}
}
