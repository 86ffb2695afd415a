package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
)

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

// runExamples prints a line for each example of a flow, where it ends and what
// it asks, and how much of the flow they cover. Whether that is right is in
// the diagnostics.
func (a *app) runExamples(f *project.Flow, m *automaton.Automaton) {
	failed := 0
	for _, x := range m.Flow.Examples {
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
	c := m.Coverage()
	fmt.Fprintf(a.env.Stdout, "%s: they cover %d of %s, %d of %s, %d of %s\n", f.Name,
		c.States.Done, plural(c.States.All, "state"), c.Edges.Done, plural(c.Edges.All, "edge"), c.Rows.Done, plural(c.Rows.All, "row"))
	if len(c.Missing) > 0 {
		fmt.Fprintf(a.env.Stdout, "examples for the rest, to be read before they are added to %s:\n", f.File)
	}
	for _, x := range c.Missing {
		fmt.Fprintf(a.env.Stdout, "  %s\n", x)
	}
}
