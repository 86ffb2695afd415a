package hours

import (
	"fmt"
	"slices"
	"time"
)

// Weekly is days of the week with the same hours, as tables show them. Its days
// follow each other.
type Weekly struct {
	Days  []time.Weekday
	Hours Day // none: closed. Not to be changed
}

// ByWeek groups the days of the week: neighbours with the same hours stand
// together, from Monday on.
func (s *Schedule) ByWeek() []Weekly {
	var out []Weekly
	for i := range weekdays {
		d := weekday(i)
		if k := len(out) - 1; k >= 0 && slices.Equal(out[k].Hours, s.Week[d]) {
			out[k].Days = append(out[k].Days, d)
			continue
		}
		out = append(out, Weekly{[]time.Weekday{d}, s.Week[d]})
	}
	return out
}

// clock writes a minute of a day as 09:00; the end of a day is 24:00, what is past
// midnight is a time of the next day.
func clock(minute int) string {
	if minute > dayMinutes {
		minute -= dayMinutes
	}
	return fmt.Sprintf("%02d:%02d", minute/60, minute%60)
}

// Specification is one OpeningHoursSpecification of schema.org, as plain
// values. The times are those of the schedule's zone.
type Specification struct {
	DayOfWeek    []string // "Monday" …; none for certain days
	Opens        string   // 09:00
	Closes       string   // 17:30; before Opens: of the next day. Both 00:00: closed
	ValidFrom    string   // optional: 2026-12-24
	ValidThrough string   // optional: 2027-01-01; that day belongs to it
}

// Specifications gives the hours of the week and of the days of a span that
// differ. As search engines want it, a day ends at 23:59, and a closed one
// opens and closes at 00:00.
func (s *Schedule) Specifications(from Date, n int) []Specification {
	var out []Specification
	for _, w := range s.ByWeek() {
		var names []string
		for _, d := range w.Days {
			names = append(names, d.String())
		}
		for _, r := range w.Hours {
			out = append(out, Specification{DayOfWeek: names, Opens: clock(r.From), Closes: closes(r)})
		}
	}
	for _, d := range s.Differences(from, n) {
		spec := Specification{Opens: "00:00", Closes: "00:00", ValidFrom: d.From.String(), ValidThrough: d.To.String()}
		if len(d.Hours) == 0 {
			out = append(out, spec)
		}
		for _, r := range d.Hours {
			spec.Opens, spec.Closes = clock(r.From), closes(r)
			out = append(out, spec)
		}
	}
	return out
}

func closes(r Range) string {
	if r.To == dayMinutes {
		return "23:59"
	}
	return clock(r.To)
}
