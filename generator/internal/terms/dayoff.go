package terms

import (
	"slices"

	"signpost/generator/internal/hours"
)

// daysOff are the ids of closures and days off that no country knows: they
// have words in section "days-off".
func daysOff(s *hours.Schedule) []Ref {
	var out []Ref
	if s.Holidays != nil {
		for _, e := range s.Holidays.Also {
			out = append(out, Ref(e.Ref))
		}
	}
	for _, c := range s.Closures {
		if c.ID != "" {
			out = append(out, Ref{c.ID, c.Pos})
		}
	}
	return out
}

// addDays adds those that are not there yet: schedules share closures.
func addDays(to, more []Ref) []Ref {
	for _, r := range more {
		if !slices.ContainsFunc(to, func(o Ref) bool { return o.ID == r.ID }) {
			to = append(to, r)
		}
	}
	return to
}
