package automaton

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestProposals adds the examples that are proposed to sound random flows
// until there are none: all is covered then, and none says anything wrong.
func TestProposals(t *testing.T) {
	var saw tally
	seeds(t, campaign(300), func(seed uint64) error {
		d := randomFlow(rand.New(rand.NewPCG(seed, 7))).mend()
		if d == nil {
			return nil
		}
		d.entries = nil // what only an entry leads to cannot be covered
		for range 30 {
			p, err := d.project()
			if err != nil {
				return err
			}
			a, l := Compile(p.linked)
			if len(l) > 0 || a == nil { // the entries were needed
				return nil
			}
			for _, f := range a.Examples() {
				if f.Code != "example-missing" {
					return fmt.Errorf("a proposed example is reported: %v\n%s", f, p.text)
				}
			}
			c := a.Coverage()
			if len(c.Missing) == 0 {
				if c.States.Done < c.States.All || c.Edges.Done < c.Edges.All || c.Rows.Done < c.Rows.All {
					return fmt.Errorf("nothing is proposed, and not all is covered: %v\n%s", c, p.text)
				}
				if l := a.Examples(); len(l) > 0 {
					return fmt.Errorf("all is covered, and yet: %v\n%s", l, p.text)
				}
				saw.add("covered")
				return nil
			}
			for _, x := range c.Missing {
				d.examples = append(d.examples, fmt.Sprintf("x%d%s", len(d.examples), x[len("case"):]))
			}
		}
		return fmt.Errorf("the proposals never cover all of\n%s", d)
	})
	t.Logf("%v", saw.n)
	if saw.n["covered"] < 100 {
		t.Errorf("%d flows were covered", saw.n["covered"])
	}
}
