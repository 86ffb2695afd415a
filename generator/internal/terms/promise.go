package terms

import (
	"slices"

	"signpost/generator/internal/hours"
)

// Promise is when a problem is answered: what hours.Timeline.Due asks for.
type Promise struct {
	First hours.Target
	// Schedules are those that count, in the order of the author: of several, time
	// counts while any is open (hours.Join). Never empty in terms without errors.
	Schedules []*hours.Schedule
}

// Promise gives what a plan promises for a severity; false where it says nothing
// of it.
func (t *Terms) Promise(plan, severity string) (Promise, bool) {
	i := slices.IndexFunc(t.Plans, func(p Plan) bool { return p.ID == plan })
	if i < 0 {
		return Promise{}, false
	}
	j := slices.IndexFunc(t.Plans[i].Targets, func(x Target) bool { return x.Severity.ID == severity })
	if j < 0 {
		return Promise{}, false
	}
	x := t.Plans[i].Targets[j]
	out := Promise{First: hours.Target{Duration: x.First, Clock: hours.Wall}, Schedules: t.serving(t.Plans[i], x)}
	if x.Business {
		out.First.Clock = hours.Business
	}
	return out, true
}

// serving are the schedules that count for a target: its own, or the plan's,
// less those that are for other severities.
func (t *Terms) serving(p Plan, x Target) []*hours.Schedule {
	refs := x.Hours
	if len(refs) == 0 {
		refs = p.Hours
	}
	var out []*hours.Schedule
	for _, r := range refs {
		k := slices.IndexFunc(t.Hours, func(s *hours.Schedule) bool { return s.ID == r.ID })
		if k >= 0 && t.Hours[k].Serves(x.Severity.ID) {
			out = append(out, t.Hours[k])
		}
	}
	return out
}

// staffed reports targets that nobody is there for.
func (p *parser) staffed() {
	for _, plan := range p.t.Plans {
		for _, x := range plan.Targets {
			if len(x.Hours)+len(plan.Hours) == 0 || len(p.t.serving(plan, x)) > 0 || p.unknown(append(slices.Clone(x.Hours), plan.Hours...)) {
				continue
			}
			p.l.Add(x.Severity.Pos, "terms-target-missing", "plan %q promises an answer for %q, and its hours are for other severities", plan.ID, x.Severity.ID).Hint =
				"add a schedule without for, or one that is for " + x.Severity.ID
		}
	}
}

// unknown reports whether one of the schedules does not exist, which was reported.
func (p *parser) unknown(refs []Ref) bool {
	return slices.ContainsFunc(refs, func(r Ref) bool {
		return !slices.ContainsFunc(p.t.Hours, func(s *hours.Schedule) bool { return s.ID == r.ID })
	})
}
