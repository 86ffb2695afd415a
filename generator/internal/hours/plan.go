package hours

import (
	"sort"
	"time"
)

// Reason says why a day has the hours it has.
type Reason uint8

// The reasons.
const (
	Usual   Reason = iota // the week
	Dated                 // a date under days
	Closed                // a closure
	Holiday               // a holiday: closed, or with hours of its own under days
	Moved                 // a government moved a working day here
	Shorter               // the eve of a holiday
)

// Planned is one day of a plan. Its hours may go on past midnight, whatever the next
// day is: they belong to the day on which they begin.
type Planned struct {
	Date  Date
	Hours Day // not to be changed
	Why   Reason
	ID    string // Holiday, Closed: its id; "" for a closure without one
	Name  string // Holiday: its name in the language of the country, where the id has no name of ours
}

// Plan gives the hours of n days, beginning with one.
func (s *Schedule) Plan(from Date, n int) []Planned {
	years := map[int]yearOff{}
	out := make([]Planned, 0, n)
	for d := from; d < from+Date(n); d++ {
		year, ok := years[d.Year()]
		if !ok {
			year = s.Holidays.year(d.Year())
			years[d.Year()] = year
		}
		out = append(out, s.plan(d, year))
	}
	return out
}

// plan applies the rules in the order that the package's documentation gives.
func (s *Schedule) plan(d Date, year yearOff) Planned {
	holiday, isOff := year.off[d]
	_, month, day := d.Date()
	for _, x := range s.Days {
		if x.Month == 0 && x.Holiday == "" && x.Date == d {
			return Planned{Date: d, Hours: x.Hours, Why: Dated}
		}
	}
	for _, c := range s.Closures {
		if c.From <= d && d <= c.To {
			return Planned{Date: d, Why: Closed, ID: c.ID}
		}
	}
	for _, x := range s.Days {
		if x.Month == month && x.Day == day {
			return Planned{Date: d, Hours: x.Hours, Why: Dated}
		}
	}
	if isOff {
		p := Planned{Date: d, Why: Holiday, ID: holiday.id, Name: holiday.name}
		for _, x := range s.Days {
			if x.Holiday == holiday.id {
				p.Hours = x.Hours
			}
		}
		return p
	}
	p := Planned{Date: d, Hours: s.Week[d.Weekday()]}
	if instead, ok := year.hours[d]; ok {
		p.Hours, p.Why = s.Week[instead], Moved
	}
	if shorter, ok := shorten(p.Hours); ok && year.eves[d] {
		p.Hours, p.Why = shorter, Shorter
	}
	return p
}

// shorten takes the last hour of a day away; not where work goes on to
// midnight or past it.
func shorten(day Day) (Day, bool) {
	if len(day) == 0 || day[len(day)-1].To >= dayMinutes {
		return nil, false
	}
	last := day[len(day)-1]
	last.To -= 60
	out := append(Day(nil), day[:len(day)-1]...)
	if last.To > last.From {
		out = append(out, last)
	}
	return out, true
}

// shift is how far the clock is ahead of UTC, in minutes, from a moment on.
type shift struct{ at, ahead int64 }

// shifts lists those of a zone in a span of minutes after 1970; the first is that
// of its beginning. It looks at every day: Time.ZoneBounds ends at the turn of a
// year, and in a leap year a day before.
func shifts(zone *time.Location, from, to int64) []shift {
	ahead := func(minute int64) int64 {
		_, seconds := time.Unix(minute*60, 0).In(zone).Zone()
		return int64(seconds) / 60
	}
	out := []shift{{from, ahead(from)}}
	for at := from; at < to; at += dayMinutes {
		before := out[len(out)-1].ahead
		if ahead(min(at+dayMinutes, to)) == before {
			continue
		}
		n := sort.Search(dayMinutes, func(n int) bool { return ahead(at+int64(n)) != before })
		if first := at + int64(n); first < to {
			out = append(out, shift{first, ahead(first)})
		}
	}
	return out
}
