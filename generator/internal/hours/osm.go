package hours

import (
	"slices"
	"strings"
	"time"
)

// OSM writes the hours as opening_hours of OpenStreetMap: the week, then the days of a span on which it is otherwise, each with its date. It
// needs no table of holidays and no place, and every program reads the same from it.
//
// A normal rule (";") is for a whole day as the calendar has it, and takes away what came past midnight from the day before, where hours
// here belong to the day on which they begin. So rules of a week with nights are joined by ",", which takes nothing away, and what stands with a
// date is what the clock shows on that date: the end of the night before, and its own hours up to midnight.
func (s *Schedule) OSM(from Date, n int) string {
	var rules []string
	if week := s.osmWeek(); week != "" {
		rules = append(rules, week)
	}
	plan := s.Plan(from-1, n+1)
	var run osmRun
	for i, p := range plan[1:] {
		shown := clockDay(plan[i].Hours, p.Hours)
		usual := clockDay(s.Week[(p.Date-1).Weekday()], s.Week[p.Date.Weekday()])
		differs := !slices.Equal(shown, usual)
		if run.open && slices.Equal(run.hours, shown) {
			if differs {
				run.to = p.Date
			}
			continue
		}
		rules = run.close(rules)
		if differs {
			run = osmRun{true, p.Date, p.Date, shown}
		}
	}
	return strings.Join(run.close(rules), "; ")
}

// MapTag writes what stays the same from year to year, for a map: the week, "PH off" where public holidays are off, and dates of
// each year. It is only for programs that know which country the place lies in: others take the holidays of another one.
func (s *Schedule) MapTag() string {
	rules := []string{s.osmWeek()}
	add := func(month time.Month, day int, hours Day) {
		if month != 0 {
			rules = append(rules, time.Date(2000, month, day, 0, 0, 0, 0, time.UTC).Format("Jan 02")+" "+osmHours(hours))
		}
	}
	if h := s.Holidays; h != nil {
		if h.Country != "" {
			rules = append(rules, "PH off")
		}
		for _, x := range h.Also {
			add(x.Month, x.Day, nil)
		}
	}
	for _, d := range s.Days {
		add(d.Month, d.Day, d.Hours)
	}
	return strings.Join(rules, "; ")
}

// osmRun are days that follow each other and show the same hours. The last of them differs from
// the week.
type osmRun struct {
	open     bool
	from, to Date
	hours    Day
}

func (r *osmRun) close(rules []string) []string {
	if r.open {
		rules = append(rules, osmDates(r.from, r.to)+" "+osmHours(r.hours))
	}
	*r = osmRun{}
	return rules
}

// osmWeek writes the week; "24/7" where nobody is ever away.
func (s *Schedule) osmWeek() string {
	if s.Always() {
		return "24/7"
	}
	var rules []string
	join := "; "
	for _, w := range s.ByWeek() {
		if len(w.Hours) == 0 {
			continue
		}
		days := w.Days[0].String()[:2]
		if k := len(w.Days); k > 1 {
			days += "-" + w.Days[k-1].String()[:2]
		}
		if w.Hours[len(w.Hours)-1].To > dayMinutes {
			join = ", "
		}
		rules = append(rules, days+" "+osmHours(w.Hours))
	}
	return strings.Join(rules, join)
}

// clockDay is what the clock shows of a day: the end of what began the day before, and its own hours
// up to midnight.
func clockDay(before, own Day) Day {
	var local []Interval
	for _, r := range before {
		if r.To > dayMinutes {
			local = append(local, Interval{0, int64(r.To - dayMinutes)})
		}
	}
	for _, r := range own {
		local = append(local, Interval{int64(r.From), int64(min(r.To, dayMinutes))})
	}
	var out Day
	for _, in := range merge(local) {
		out = append(out, Range{int(in.From), int(in.To)})
	}
	return out
}

func osmHours(day Day) string {
	if len(day) == 0 {
		return "off"
	}
	var parts []string
	for _, r := range day {
		parts = append(parts, clock(r.From)+"-"+clock(r.To))
	}
	return strings.Join(parts, ",")
}

func osmDates(from, to Date) string {
	text := from.Time().Format("2006 Jan 02")
	switch {
	case from == to:
		return text
	case from.Time().Format("2006 Jan") == to.Time().Format("2006 Jan"):
		return text + "-" + to.Time().Format("02")
	}
	return text + "-" + to.Time().Format("2006 Jan 02")
}
