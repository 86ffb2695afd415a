package check

import (
	"slices"
	"strings"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
	"signpost/generator/internal/terms"
)

// partnerFlows: what a partner lays over flows fits the flows of the site.
var partnerFlows = Rule{
	Codes: []string{"terms-flow"},
	Doc:   "what a partner lays over a flow names a flow of the site, and questions, answers and outcomes that it has",
	Partner: func(p *project.Project, partner *terms.Partner, l *diag.List) {
		var names []string
		for _, f := range p.Flows {
			names = append(names, f.Name)
		}
		linked := map[string]*decision.Flow{} // nil for one with errors of its own
		for _, t := range partner.Ahead() {
			for _, o := range t.Flows {
				name := o.Flow.ID
				if !slices.Contains(names, name) {
					l.Add(o.Flow.Pos, "terms-flow", "the site has no flow %q", name).HintNearest(name, names)
					continue
				}
				f, known := linked[name]
				if sound := p.Sound(name); !known && sound != nil {
					f, _ = decision.Link(sound, p.Sound)
				}
				if linked[name] = f; f != nil {
					overlay(o, f, l)
				}
			}
		}
	},
}

// overlay holds what is laid over a flow against the flow.
func overlay(o terms.Overlay, f *decision.Flow, l *diag.List) {
	ids := func(kind decision.Kind) []string {
		var out []string
		for _, n := range f.Nodes {
			if n.Kind == kind {
				out = append(out, n.ID)
			}
		}
		return out
	}
	for _, k := range o.Known {
		n := f.Node(k.ID)
		if n == nil || n.Kind != decision.Question {
			l.Add(k.Pos, "terms-flow", "flow %q has no question %q", f.Name, k.ID).HintNearest(k.ID, ids(decision.Question))
			continue
		}
		given := strings.Join(k.Answers, ",")
		if _, ok := n.Value(given); ok {
			continue
		}
		var answers []string
		for _, a := range n.Answers {
			answers = append(answers, a.ID)
		}
		d := l.Add(k.Pos, "terms-flow", "%q is no answer to question %q", strings.Join(k.Answers, ", "), k.ID)
		if d.HintNearest(given, answers); d.Hint == "" && len(answers) > 0 {
			d.Hint = "answers: " + strings.Join(answers, ", ")
		}
	}
	outcomes := ids(decision.Outcome)
	for _, out := range o.Outcomes {
		if !slices.Contains(outcomes, out.ID) {
			l.Add(out.Pos, "terms-flow", "flow %q has no outcome %q", f.Name, out.ID).HintNearest(out.ID, outcomes)
		}
	}
}

// partnerLanguages: a partner's site has a language.
var partnerLanguages = Rule{
	Codes: []string{"terms-no-site"},
	Doc:   "the terms in force are published in a language of the site",
	Partner: func(p *project.Project, partner *terms.Partner, l *diag.List) {
		if t := partner.Current; t != nil && p.For(partner) == nil {
			l.Add(t.Languages[0].Pos, "terms-no-site", "the site has none of the languages of the terms").Hint =
				"the site has " + strings.Join(p.Config.Languages, ", ")
		}
	},
}
