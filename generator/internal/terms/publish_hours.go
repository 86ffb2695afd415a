package terms

import (
	"fmt"
	"strings"
	"time"

	"signpost/generator/internal/hours"
)

// hours writes a schedule as its author did: days of the week, not intervals
// in UTC, which a build computes.
func (w writer) hours(s *hours.Schedule) PublishedHours {
	out := PublishedHours{PublishedItem: PublishedItem{s.ID, w.name("hours-" + s.ID)}, Zone: s.Zone.String(), Week: map[string][]string{}}
	for d, day := range s.Week {
		if len(day) > 0 {
			out.Week[strings.ToLower(time.Weekday(d).String()[:3])] = ranges(day)
		}
	}
	if h := s.Holidays; h != nil {
		x := &PublishedHolidays{Country: h.Country, Region: h.Region}
		for _, r := range h.With {
			x.With = append(x.With, r.ID)
		}
		for _, r := range h.Except {
			x.Except = append(x.Except, r.ID)
		}
		for _, e := range h.Also {
			x.Also = append(x.Also, e.ID+" "+dateOrYearly(e.Date, e.Month, e.Day))
		}
		out.Holidays = x
	}
	for _, d := range s.Days {
		key := d.Holiday
		if key == "" {
			key = dateOrYearly(d.Date, d.Month, d.Day)
		}
		if out.Days == nil {
			out.Days = map[string][]string{}
		}
		out.Days[key] = append([]string{}, ranges(d.Hours)...)
	}
	for _, c := range s.Closures {
		out.Closures = append(out.Closures, PublishedClosure{c.From.String(), c.To.String(), c.ID})
	}
	for _, r := range s.For {
		out.For = append(out.For, r.ID)
	}
	return out
}

// Dated adds what follows from the day of a build: opening hours as OpenStreetMap writes them, with the dates
// of a year from that day on.
func (p *Published) Dated(t *Terms, today hours.Date) {
	for i, s := range t.Hours {
		p.Hours[i].OpeningHours, p.Hours[i].MapTag = s.OSM(today, 365), s.MapTag()
	}
}

// dateOrYearly is a date, or one of each year: 2026-12-24, 12-24.
func dateOrYearly(d hours.Date, month time.Month, day int) string {
	if month != 0 {
		return fmt.Sprintf("%02d-%02d", month, day)
	}
	return d.String()
}

// ranges writes hours as "22:00-06:00": one that ends on the day after has an
// end before its beginning.
func ranges(day hours.Day) []string {
	var out []string
	for _, r := range day {
		to := r.To
		if to > 24*60 {
			to -= 24 * 60
		}
		out = append(out, fmt.Sprintf("%02d:%02d-%02d:%02d", r.From/60, r.From%60, to/60, to%60))
	}
	return out
}
