package hours

import (
	"cmp"
	"slices"
	"time"
)

// Months is how long pages look ahead.
const Months = 18

// Span gives the span that pages know: from 00:00 UTC on the date before that of
// the build, which is today already somewhere, for Months months.
func Span(build Date) (from, to time.Time) {
	start := (build - 1).Time()
	return start, start.AddDate(0, Months, 0)
}

// Interval is a span of minutes after 1970-01-01 00:00 UTC. To is not part of it.
type Interval struct{ From, To int64 }

// Timeline is when somebody is there in a span of time. It does not change.
type Timeline struct {
	From, To int64      // in minutes like those of Interval
	Open     []Interval // in their order; neither touching nor overlapping

	shifts []shift
}

// Timeline computes the open intervals of a span, cut to whole minutes. Where the zone
// could not be read, nobody is there.
func (s *Schedule) Timeline(from, to time.Time) *Timeline {
	t := &Timeline{From: from.Unix() / 60, To: to.Unix() / 60}
	if s.Zone == nil || t.From >= t.To {
		return t
	}
	t.shifts = shifts(s.Zone, t.From, t.To)
	first, n := s.dates(t)
	var local []Interval
	for _, p := range s.Plan(first, n) {
		for _, r := range p.Hours {
			midnight := int64(p.Date) * dayMinutes
			local = append(local, Interval{midnight + int64(r.From), midnight + int64(r.To)})
		}
	}
	t.Open = toUTC(merge(local), t.shifts, t.From, t.To)
	return t
}

// dates are the days on which hours begin that may be part of the span. No zone
// is a day away from UTC.
func (s *Schedule) dates(t *Timeline) (first Date, n int) {
	first = Date(t.From/dayMinutes) - 2
	return first, int(t.To/dayMinutes) + 2 - int(first)
}

// toUTC cuts hours as clocks show them to the stretches of time between two changes
// of the clock: see the package's documentation for what that means.
func toUTC(local []Interval, shifts []shift, from, to int64) []Interval {
	var out []Interval
	for i, sh := range shifts {
		end := to
		if i+1 < len(shifts) {
			end = shifts[i+1].at
		}
		for _, in := range local {
			a, b := max(in.From-sh.ahead, sh.at, from), min(in.To-sh.ahead, end)
			if a < b {
				out = append(out, Interval{a, b})
			}
		}
	}
	return merge(out)
}

// merge sorts intervals and joins those that touch.
func merge(list []Interval) []Interval {
	slices.SortFunc(list, func(a, b Interval) int { return cmp.Compare(a.From, b.From) })
	var out []Interval
	for _, in := range list {
		if n := len(out); n > 0 && in.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, in.To)
			continue
		}
		out = append(out, in)
	}
	return out
}

// Join gives the timeline of several schedules together: somebody is there where one
// of them is open. Their spans are the same; days are those of the first one's zone.
func Join(first *Timeline, others ...*Timeline) *Timeline {
	out := *first
	all := slices.Clone(first.Open)
	for _, t := range others {
		all = append(all, t.Open...)
	}
	out.Open = merge(all)
	return &out
}
