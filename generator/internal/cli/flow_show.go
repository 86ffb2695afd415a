package cli

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/export"
)

// figures is what `flow show --json` prints.
type figures struct {
	Name string `json:"name"`
	export.FiguresJSON
}

func (a *app) flowShow() *cobra.Command {
	var asJSON bool
	var known []string
	c := &cobra.Command{
		Use:   "show NAME",
		Short: "Show a flow's figures and its table of states",
		Long: `Show a flow's figures and its table of states.

With --known the questions named are not asked: what is shown is the smaller
flow that is left for readers of whom these answers are known.`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			l, err := a.project()
			if err != nil {
				return err
			}
			f, err := find(l, args[0])
			if err != nil {
				return err
			}
			problem := a.report(flowList(l, f), l.project.Source)
			m := l.automata[f.Name]
			if m == nil {
				return cmp.Or(problem, errNoFacts(f))
			}
			if len(known) > 0 {
				if m, err = specialise(m, known); err != nil {
					return err
				}
			}
			if asJSON {
				e := json.NewEncoder(a.env.Stdout)
				e.SetIndent("", "  ")
				if err := e.Encode(figures{m.Flow.Name, export.Figures(m)}); err != nil {
					return err
				}
				return problem
			}
			if err := a.printFlow(m); err != nil {
				return err
			}
			return problem
		},
	}
	c.Flags().StringArrayVar(&known, "known", nil, "an answer that is known, as question=answer; may be repeated")
	c.Flags().BoolVar(&asJSON, "json", false, "print the figures as JSON")
	return c
}

// specialise compiles a flow again with known answers, each "question=answer".
func specialise(m *automaton.Automaton, known []string) (*automaton.Automaton, error) {
	answers := map[string]string{}
	for _, k := range known {
		id, text, _ := strings.Cut(k, "=")
		n := m.Flow.Node(id)
		if n == nil || n.Kind != decision.Question {
			return nil, fmt.Errorf("flow %q has no question %q", m.Flow.Name, id)
		}
		value, ok := n.Value(text)
		if !ok {
			return nil, fmt.Errorf("%q is no answer of question %q", text, id)
		}
		answers[id] = value
	}
	smaller, l := automaton.Specialise(m.Flow, answers)
	if smaller == nil {
		why := "these answers lead nowhere"
		if i := slices.IndexFunc(l, func(d diag.Diagnostic) bool {
			return d.Code == "flow-gap" || d.Code == "flow-loop" || d.Code == "flow-budget"
		}); i >= 0 {
			why = l[i].Message
		}
		return nil, fmt.Errorf("nothing is left of flow %q: %s", m.Flow.Name, why)
	}
	return smaller, nil
}

// printFlow prints figures, and a row for each answer in each state.
func (a *app) printFlow(m *automaton.Automaton) error {
	f := export.Figures(m)
	fmt.Fprintf(a.env.Stdout, "%s: %s, %s, %s\n", m.Flow.Name, plural(f.Questions, "question"), plural(f.Steps, "step"), plural(len(f.Outcomes), "end"))
	ways, asked := f.Ways+" ways", fmt.Sprintf("%d to %d questions", f.Shortest, f.Longest)
	if f.Ways == "1" {
		ways = "1 way"
	}
	if f.Shortest == f.Longest {
		asked = plural(f.Longest, "question")
	}
	fmt.Fprintf(a.env.Stdout, "%s (%d before merging), %s, %s on a way\n\n", plural(f.States, "state"), f.StatesUnmerged, ways, asked)
	w := tabwriter.NewWriter(a.env.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "state\tanswer\tgoes to")
	for i := range m.States {
		st := &m.States[i]
		if !st.End() && len(st.Edges) == 0 {
			fmt.Fprintf(w, "%s\t(none)\t\n", st.ID)
		}
		for j, e := range st.Edges {
			id := st.ID
			if j > 0 {
				id = ""
			}
			answer := e.Answer
			if answer == "" {
				answer = "(then)"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\n", id, answer, m.States[e.To].ID)
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	w = tabwriter.NewWriter(a.env.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "\nend\tkind\tways\tof all\tof all answers")
	for i, e := range m.Ends {
		kind := cmp.Or(f.Outcomes[i].Kind, "flow")
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", e.ID, kind, f.Outcomes[i].Ways, percent(e.Ways, m.Ways), percent(e.Combinations, m.Combinations))
	}
	return w.Flush()
}

// percent writes a part of a whole with one digit after the point.
func percent(part, whole *big.Int) string {
	if whole.Sign() == 0 {
		return "0.0 %"
	}
	share := new(big.Rat).SetFrac(part, whole)
	return share.Mul(share, big.NewRat(100, 1)).FloatString(1) + " %"
}
