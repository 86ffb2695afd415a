package automaton

import (
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"signpost/generator/internal/decision"
)

// end follows answers, one for each question, to an end; NoWay at a gap.
func (n *naive) end(answers map[string]string) string {
	for p := n.roots[0]; p != nil; {
		v := 0
		switch {
		case p.end != "":
			return p.end
		case p.asks():
			v = p.spot.number(answers[p.name()])
		}
		p = p.next[v]
	}
	return NoWay
}

// asked lists the questions that are asked on some way.
func (n *naive) asked(into map[string]*spot) {
	for _, p := range n.order {
		if p.asks() {
			into[p.name()] = p.spot
		}
	}
}

// TestDiff changes random flows here and there, and holds what is said to be
// decided differently against all combinations of answers.
func TestDiff(t *testing.T) {
	var saw tally
	seeds(t, campaign(500), func(seed uint64) error {
		r := rand.New(rand.NewPCG(seed, 8))
		d := randomFlow(r)
		if mended := d.mend(); mended != nil {
			d = mended
		}
		d.entries = nil
		changed := d.clone()
		for range 1 + r.IntN(2) {
			n, row := changed.rowed(r, anyRow)
			if n == nil {
				return nil
			}
			n.rows[row].then = changed.nodes[len(changed.nodes)-1].id
			if r.IntN(3) == 0 && n.form == byRows && len(n.rows) > 1 {
				n.rows = slices.Delete(n.rows, row, row+1)
			}
		}
		return compared(d, changed, &saw)
	})
	t.Logf("%v", saw.n)
	if saw.n["differ"] < 100 || saw.n["alike"] < 5 {
		t.Errorf("the random changes say too little: %v", saw.n)
	}
}

func compared(d, changed *draft, saw *tally) error {
	var ns [2]*naive
	var as [2]*Automaton
	questions := map[string]*spot{}
	text := ""
	for i, x := range []*draft{d, changed} {
		p, err := x.project()
		if err != nil {
			return nil // the change has made it no flow
		}
		text += p.text + "=====\n"
		ns[i] = interpret(p.flow, p.flows, -3, -2, -1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
		if ns[i].large || ns[i].again() || ns[i].roots[0] == nil {
			return nil
		}
		as[i], _ = Compile(p.linked)
		ns[i].asked(questions)
	}
	total := 1
	for _, s := range questions {
		if s.n.Type == decision.Number && s.n.Max-s.n.Min > 12 {
			return nil // not every number can be tried
		}
		if total *= len(s.values); total > 20_000 {
			return nil
		}
	}
	diff, err := Diff(as[0], as[1])
	if err != nil {
		return fmt.Errorf("%w\n%s", err, text)
	}
	names := slices.Sorted(maps.Keys(questions))
	var all []combination
	count := map[string]int{}
	differ := 0
	for k := range total {
		answers := map[string]string{}
		for _, q := range names {
			values := questions[q].values
			answers[q] = values[k%len(values)]
			k /= len(values)
		}
		before, after := ns[0].end(answers), ns[1].end(answers)
		if before != after {
			differ++
			count[before+" → "+after]++
		}
		all = append(all, combination{answers, before, after})
		for _, g := range diff.Groups {
			in := slices.ContainsFunc(g.Conditions, func(c Cube) bool { return contains(c, questions, answers) })
			if !g.More && in != (before == g.Before && after == g.After) {
				return fmt.Errorf("%v goes from %s to %s; in the group from %s to %s: %v, %v\n%s", answers, before, after, g.Before, g.After, in, g.Conditions, text)
			}
		}
	}
	got := map[string]int{}
	for _, g := range diff.Groups {
		got[g.Before+" → "+g.After] = int(g.Combinations.Int64())
	}
	if d := cmp.Diff(count, got); d != "" || diff.Combinations.Cmp(big.NewInt(int64(total))) != 0 || diff.Differ.Cmp(big.NewInt(int64(differ))) != 0 {
		return fmt.Errorf("%s of %s differ; %d of %d by brute force (-brute force +diff):\n%s\n%s", diff.Differ, diff.Combinations, differ, total, d, text)
	}
	for _, g := range diff.Groups {
		if why := needless(g, questions, all); why != "" && total <= 2000 {
			return fmt.Errorf("from %s to %s: %s in %v\n%s", g.Before, g.After, why, g.Conditions, text)
		}
	}
	if differ == 0 {
		saw.add("alike")
	} else {
		saw.add("differ")
	}
	if strings.Contains(text, "use: ") {
		saw.add("with used flows")
	}
	return nil
}

// combination is an answer to each question, and where it leads before and
// after a change.
type combination struct {
	answers       map[string]string
	before, after string
}

// contains reports whether a cube holds for answers.
func contains(c Cube, questions map[string]*spot, answers map[string]string) bool {
	return !slices.ContainsFunc(c, func(e Constraint) bool {
		return questions[e.Question] == nil || !says(e.Test, questions[e.Question].n.Type, answers[e.Question])
	})
}

// needless names a cube of a group that could be left out, or an entry of one.
func needless(g Group, questions map[string]*spot, all []combination) string {
	for i, c := range g.Conditions {
		alone := slices.ContainsFunc(all, func(x combination) bool {
			for k, other := range g.Conditions {
				if k != i && contains(other, questions, x.answers) {
					return false
				}
			}
			return contains(c, questions, x.answers)
		})
		if !alone && !g.More {
			return fmt.Sprintf("%q could be left out", c)
		}
		for k := range c {
			shorter := slices.Delete(slices.Clone(c), k, k+1)
			if !slices.ContainsFunc(all, func(x combination) bool {
				return contains(shorter, questions, x.answers) && (x.before != g.Before || x.after != g.After)
			}) {
				return fmt.Sprintf("%q could be shorter by %q", c, c[k].Question)
			}
		}
	}
	return ""
}
