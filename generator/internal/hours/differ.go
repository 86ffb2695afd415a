package hours

import "slices"

// Difference is days on which the hours are not those of the week. Both ends
// belong to it; more than one day is a closure.
type Difference struct {
	From, To Date
	Hours    Day // none: closed. Not to be changed
	Why      Reason
	ID       string // as in Planned
	Name     string // as in Planned
}

// Differences lists them for n days, beginning with one, in their order. A holiday on a
// day without hours is none: it changes nothing. A closure begins and ends in
// the span.
func (s *Schedule) Differences(from Date, n int) []Difference {
	var out []Difference
	bare := false // the last one is days of a closure that have no hours anyway
	for _, p := range s.Plan(from, n) {
		same := slices.Equal(p.Hours, s.Week[p.Date.Weekday()])
		if k := len(out) - 1; p.Why == Closed && k >= 0 && out[k].Why == Closed && out[k].ID == p.ID && out[k].To == p.Date-1 {
			out[k].To = p.Date
			bare = bare && same
			continue
		}
		if bare {
			out = out[:len(out)-1]
		}
		if bare = p.Why == Closed && same; same && !bare {
			continue
		}
		out = append(out, Difference{p.Date, p.Date, p.Hours, p.Why, p.ID, p.Name})
	}
	if bare {
		out = out[:len(out)-1]
	}
	return out
}
