package cli

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/check"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/hours"
	"signpost/generator/internal/terms"
)

// special is a flow of which some answers are known. from is the whole flow: as long
// as it is the same, so is the rest.
type special struct {
	from *decision.Flow
	a    *automaton.Automaton
}

// specialised gives the flows of the site with what a partner knows of all its
// readers, and proves them again. Partners that know the same share them.
func (w *workspace) specialised(site *loaded, t *terms.Terms) (map[string]*automaton.Automaton, diag.List) {
	out := maps.Clone(site.automata)
	var l diag.List
	for _, o := range t.Flows {
		f := site.linked[o.Flow.ID]
		if f == nil || len(o.Known) == 0 {
			continue
		}
		known, ok := knownAnswers(f, o)
		if !ok {
			continue // it was reported
		}
		key := o.Flow.ID + " " + fmt.Sprint(known) // maps are printed in the order of their keys
		a := w.special[key].a
		if w.special[key].from != f {
			var list diag.List
			if a, list = automaton.Specialise(f, known); a == nil || stuck(list) {
				d := l.Add(o.Flow.Pos, "terms-flow", "with what is known, flow %q leads nowhere", o.Flow.ID)
				d.Hint = "take answers out of known, or correct them"
				if i := slices.IndexFunc(list, func(d diag.Diagnostic) bool { return d.Code == "flow-gap" || d.Code == "flow-loop" }); i >= 0 {
					d.Related = []diag.Related{{Pos: list[i].Pos, Message: list[i].Message}}
				}
				continue
			}
			if w.special == nil {
				w.special = map[string]special{}
			}
			w.special[key] = special{f, a}
		}
		l = append(l, agrees(o, f, a, known)...)
		out[o.Flow.ID] = a
	}
	return out, l
}

// stuck reports whether a way ends at nothing.
func stuck(l diag.List) bool {
	return slices.ContainsFunc(l, func(d diag.Diagnostic) bool {
		return d.Severity == diag.Error && (d.Code == "flow-gap" || d.Code == "flow-loop" || d.Code == "flow-budget")
	})
}

// knownAnswers are the values of what a partner knows; false where one is none.
func knownAnswers(f *decision.Flow, o terms.Overlay) (map[string]string, bool) {
	out := map[string]string{}
	for _, k := range o.Known {
		n := f.Node(k.ID)
		if n == nil || n.Kind != decision.Question {
			return nil, false
		}
		value, ok := n.Value(strings.Join(k.Answers, ","))
		if !ok {
			return nil, false
		}
		out[k.ID] = value
	}
	return out, true
}

// agrees walks the examples of the flow that say what the partner knows: they end
// where they ended.
func agrees(o terms.Overlay, f *decision.Flow, a *automaton.Automaton, known map[string]string) diag.List {
	var l diag.List
	for _, x := range f.Examples {
		answers := x.Answers()
		if !consistent(answers, known) {
			continue
		}
		walk := a.Walk(answers)
		end := &a.States[walk[len(walk)-1].State]
		if !end.End() {
			continue // the example stops before a question that it does not answer: so it does on the site
		}
		got := end.Exit
		if end.Node != nil {
			got = end.Node.ID
		} else {
			got = "flow:" + got
		}
		if want := x.Expect.String(); want != got {
			d := l.Add(o.Flow.Pos, "terms-flow", "with what is known, example %q of flow %q ends at %q and not at %q", x.ID, f.Name, got, want)
			d.Related = []diag.Related{{Pos: x.Pos, Message: "the example stands here"}}
			d.Hint = "take answers out of known, or correct them"
		}
	}
	return l
}

// consistent reports whether an example answers every known question as known. One that
// does not answer it may go another way.
func consistent(answers, known map[string]string) bool {
	for q, v := range known {
		if answers[q] != v {
			return false
		}
	}
	return true
}

// partnerFlows gives the flows of the site as the earlier version and those of a partner as the later one,
// and the names of those to compare: all that the partner knows something of, unless some are asked for.
func (a *app) partnerFlows(ctx context.Context, site *loaded, id string, names []string) (*earlier, *loaded, []string, error) {
	p, err := a.sound(ctx, id, func() (hours.Date, error) { return a.day("") })
	if err != nil {
		return nil, nil, nil, err
	}
	v := &earlier{flows: map[string]*decision.Flow{}, text: map[string][]byte{}, files: map[string]string{}}
	for _, f := range site.project.Flows {
		if f.Sound {
			v.flows[f.Name], v.files[f.Name] = f.Flow, f.File
		}
	}
	var w workspace
	automata, l := w.specialised(site, p.Current)
	l = append(l, check.Partner(site.project, p.Partner)...)
	shown := *site
	shown.partners = []guarded{p}
	if err := a.report(l.Sorted(), shown.source); err != nil {
		return nil, nil, nil, err
	}
	after := *site
	after.automata = automata
	if len(names) == 0 {
		for _, o := range p.Current.Flows {
			if len(o.Known) > 0 {
				names = append(names, o.Flow.ID)
			}
		}
	}
	return v, &after, names, nil
}
