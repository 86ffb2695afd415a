package cli

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/config"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
)

func (a *app) flow() *cobra.Command {
	c := &cobra.Command{
		Use:   "flow",
		Short: "Look into the flows of the project",
		Args:  cobra.NoArgs, // so that a slip in a name below is not taken for a call for help
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	c.AddCommand(a.flowShow(), a.flowTest())
	return c
}

// errNoFlow says that a flow of that name does not exist.
var errNoFlow = errors.New("no such flow")

// find returns a flow by name.
func find(l *loaded, name string) (*project.Flow, error) {
	if f := l.project.Flow(name); f != nil {
		return f, nil
	}
	var names []string
	for _, f := range l.project.Flows {
		names = append(names, f.Name)
	}
	hint := "the project has: " + strings.Join(names, ", ")
	if n, ok := diag.Nearest(name, names); ok {
		hint = fmt.Sprintf("did you mean %q?", n)
	}
	return nil, fmt.Errorf("%w: %q; %s", errNoFlow, name, hint)
}

// flowList keeps what concerns one flow's facts: its own file, and nothing of
// its words. Where that does not say why there are no facts, it is all about
// the flow's folder and the settings.
func flowList(l *loaded, f *project.Flow) diag.List {
	own := slices.DeleteFunc(slices.Clone(l.list), func(d diag.Diagnostic) bool {
		return d.Pos.File != f.File || d.Code == "text-file-missing"
	})
	if l.automata[f.Name] != nil || own.HasErrors() {
		return own
	}
	return slices.DeleteFunc(slices.Clone(l.list), func(d diag.Diagnostic) bool {
		return d.Pos.File != config.File && !strings.HasPrefix(d.Pos.File, path.Dir(f.File)+"/")
	})
}

// errNoFacts says that a flow has no table of states and nothing tells why.
func errNoFacts(f *project.Flow) error {
	return fmt.Errorf("flow %q has no facts that could be read; \"signpost check\" says more", f.Name)
}

// figures is what `flow show --json` prints.
type figures struct {
	Name           string       `json:"name"`
	Questions      int          `json:"questions"`
	Steps          int          `json:"steps"`
	States         int          `json:"states"`         // after merging, without ends
	StatesUnmerged int          `json:"statesUnmerged"` // without ends, which are never doubled
	Ways           string       `json:"ways"`           // decimal; may exceed any number type
	Shortest       int          `json:"shortest"`
	Longest        int          `json:"longest"`
	Outcomes       []endFigures `json:"outcomes"`
}

type endFigures struct {
	ID   string `json:"id"`
	Ways string `json:"ways"`
}

func figuresOf(a *automaton.Automaton) figures {
	f := figures{Name: a.Flow.Name, States: a.Inner(), StatesUnmerged: a.Unmerged - (len(a.States) - a.Inner()), Ways: a.Ways.String(),
		Shortest: a.Shortest, Longest: a.Longest, Outcomes: []endFigures{}}
	for _, n := range a.Flow.Nodes {
		switch n.Kind {
		case decision.Question:
			f.Questions++
		case decision.Step:
			f.Steps++
		}
	}
	for _, e := range a.Ends {
		f.Outcomes = append(f.Outcomes, endFigures{e.ID, e.Ways.String()})
	}
	return f
}

func (a *app) flowShow() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "show NAME",
		Short: "Show a flow's figures and its table of states",
		Args:  cobra.ExactArgs(1),
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
			if asJSON {
				e := json.NewEncoder(a.env.Stdout)
				e.SetIndent("", "  ")
				if err := e.Encode(figuresOf(m)); err != nil {
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
	c.Flags().BoolVar(&asJSON, "json", false, "print the figures as JSON")
	return c
}

// printFlow prints figures, and a row for each answer in each state.
func (a *app) printFlow(m *automaton.Automaton) error {
	f := figuresOf(m)
	fmt.Fprintf(a.env.Stdout, "%s: %s, %s, %s\n", f.Name, plural(f.Questions, "question"), plural(f.Steps, "step"), plural(len(f.Outcomes), "end"))
	fmt.Fprintf(a.env.Stdout, "%s (%d before merging), %s ways, %d to %d questions on a way\n\n",
		plural(f.States, "state"), f.StatesUnmerged, f.Ways, f.Shortest, f.Longest)
	w := tabwriter.NewWriter(a.env.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "state\tanswer\tgoes to")
	for i := range m.States {
		st := &m.States[i]
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
	fmt.Fprintln(w, "\t\t\nend\tkind\tways")
	for i, e := range m.Ends {
		kind := "flow"
		if n := m.Flow.Node(e.ID); n != nil {
			kind = n.Outcome
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", e.ID, kind, f.Outcomes[i].Ways)
	}
	return w.Flush()
}

func (a *app) flowTest() *cobra.Command {
	return &cobra.Command{
		Use:   "test [NAME…]",
		Short: "Run the examples of the flows",
		RunE: func(_ *cobra.Command, args []string) error {
			l, err := a.project()
			if err != nil {
				return err
			}
			flows := l.project.Flows
			if len(args) > 0 {
				flows = nil
				for _, name := range args {
					f, err := find(l, name)
					if err != nil {
						return err
					}
					flows = append(flows, f)
				}
			}
			var list diag.List
			var problem error
			for _, f := range flows {
				list = append(list, flowList(l, f)...)
				if m := l.automata[f.Name]; m != nil {
					a.runExamples(f, m)
				} else {
					problem = cmp.Or(problem, errNoFacts(f))
				}
			}
			// Two flows may have the same settings to blame.
			list = slices.CompactFunc(list.Sorted(), func(a, b diag.Diagnostic) bool {
				return a.Pos == b.Pos && a.Code == b.Code && a.Message == b.Message
			})
			return cmp.Or(a.report(list, l.project.Source), problem)
		},
	}
}

// runExamples prints a line for each example of a flow: where it ends and
// what it asks. Whether that is right is in the diagnostics.
func (a *app) runExamples(f *project.Flow, m *automaton.Automaton) {
	failed := 0
	for _, x := range f.Examples {
		walk := m.Walk(x.Answers())
		end := &m.States[walk[len(walk)-1].State]
		verdict := "ok  "
		if !m.Agrees(x) {
			verdict = "FAIL"
			failed++
		}
		fmt.Fprintf(a.env.Stdout, "%s  %s/%s: %s → %s\n", verdict, f.Name, x.ID, strings.Join(m.Asked(walk), ", "), end.ID)
	}
	fmt.Fprintf(a.env.Stdout, "%s: %d of %s hold\n", f.Name, len(f.Examples)-failed, plural(len(f.Examples), "example"))
}
