package check

import (
	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
)

// flowTargets: flow:<name> names a flow of the project, and not the flow it
// stands in.
var flowTargets = Rule{
	Codes: []string{"flow-unknown", "flow-itself"},
	Doc:   "a target flow:<name> names another flow of the project",
	Run: func(p *project.Project, l *diag.List) {
		var names []string
		for _, f := range p.Flows {
			names = append(names, f.Name)
		}
		for _, f := range p.Flows {
			one := func(t decision.Target) {
				switch {
				case t.Flow == "":
				case t.Flow == f.Name:
					l.Add(t.Pos, "flow-itself", "flow %q leads to itself", f.Name).Hint = "name a question of the flow instead"
				case p.Flow(t.Flow) == nil:
					l.Add(t.Pos, "flow-unknown", "there is no flow %q", t.Flow).HintNearest(t.Flow, names)
				}
			}
			one(f.Start)
			for _, n := range f.Nodes {
				for _, row := range n.Next.Rows {
					one(row.Then)
				}
			}
			for _, x := range f.Examples {
				one(x.Expect)
			}
		}
	},
}
