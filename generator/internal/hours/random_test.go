package hours

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/nl"

	"signpost/generator/internal/diag"
)

// zones with changes of the clock of all kinds.
var zones = []string{
	"Europe/Prague", "Europe/Amsterdam", "Europe/Moscow", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Africa/Cairo",
	"Africa/Casablanca", "Asia/Kathmandu", "Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/Santiago", "UTC", "Asia/Beirut",
}

// randomSchedule writes a schedule as an author would.
func randomSchedule(r *rand.Rand) string {
	clock := func(m int) string { return fmt.Sprintf("%02d:%02d", m/60%24, m%60) }
	day := func() string {
		switch r.IntN(12) {
		case 0:
			return "closed"
		case 1:
			return "always"
		case 2: // around the hours at which clocks change
			a := r.IntN(150)
			return clock(a) + "-" + clock(a+10+r.IntN(120))
		}
		var parts []string
		at := r.IntN(600)
		for n := 1 + r.IntN(3); n > 0 && at < 1300; n-- {
			end := at + 1 + r.IntN(300)
			parts = append(parts, clock(at)+"-"+clock(min(end, 1439)))
			at = end + r.IntN(200)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "zone: %s\nweek:\n", zones[r.IntN(len(zones))])
	if r.IntN(6) == 0 { // nights
		from := 18*60 + r.IntN(300)
		fmt.Fprintf(&b, "  mon-sun: %s-%s\n", clock(from), clock(r.IntN(from-1)))
	} else {
		for _, d := range weekdays {
			if r.IntN(5) > 0 || d == "mon" {
				fmt.Fprintf(&b, "  %s: %s\n", d, strings.Replace(day(), "closed", "08:00-09:00", 1))
			}
		}
	}
	country := []string{"", "CZ", "NL", "FR", "BE", "RU", "US", "GB"}[r.IntN(8)]
	if country != "" {
		fmt.Fprintf(&b, "holidays: {country: %s, also: {own: 05-15}}\ndays: {own: %s, 02-29: 10:00-11:00, 2026-03-29: %s, 10-25: %s}\n", country, day(), day(), day())
	}
	if r.IntN(2) == 0 {
		from := MakeDate(2026, time.January, 1+r.IntN(500))
		fmt.Fprintf(&b, "closures: [{from: %s, to: %s}]\n", from, from+Date(r.IntN(20)))
	}
	return b.String()
}

// brute answers whether somebody is there at a minute, from what the clock on the
// wall shows and the plans of that day and the day before.
func brute(s *Schedule, plans map[Date]Day, minute int64) bool {
	wall := time.Unix(minute*60, 0).In(s.Zone)
	d, m := DateOf(wall), wall.Hour()*60+wall.Minute()
	for back := range Date(2) {
		hours, ok := plans[d-back]
		if !ok {
			hours = s.Plan(d-back, 1)[0].Hours
			plans[d-back] = hours
		}
		for _, r := range hours {
			if at := m + int(back)*dayMinutes; r.From <= at && at < r.To {
				return true
			}
		}
	}
	return false
}

// TestMinutes holds timelines, states and targets against every minute of days at
// random, and of those on which clocks change.
func TestMinutes(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 2026))
	from, to := Span(MakeDate(2026, time.November, 26))
	for range 60 {
		text := randomSchedule(r)
		s := must(t, text)
		tl, plans := s.Timeline(from, to), map[Date]Day{}
		starts := []int64{tl.From, tl.To - 2*dayMinutes}
		for _, sh := range tl.shifts[1:] {
			starts = append(starts, sh.at-dayMinutes)
		}
		for range 3 {
			starts = append(starts, tl.From+r.Int64N(tl.To-tl.From-2*dayMinutes))
		}
		for _, start := range starts {
			until := start + 2*dayMinutes
			left, wantDue := 1+r.IntN(400), int64(-1)
			n := left
			for m := start; m < until; m++ {
				open := brute(s, plans, m)
				st := tl.At(m)
				if !st.Known || st.Open != open {
					t.Fatalf("%s\n%s: %+v, want open %v", text, time.Unix(m*60, 0).In(s.Zone), st, open)
				}
				if m+1 < until && (st.Changes && st.Until == m+1) != (brute(s, plans, m+1) != open) {
					t.Fatalf("%s\n%s: %+v does not change in time", text, time.Unix(m*60, 0).In(s.Zone), st)
				}
				if open && n > 0 {
					if n--; n == 0 {
						wantDue = m + 1
					}
				}
			}
			if due, ok := tl.Due(start, Target{Duration: Duration{Minutes: left}}); wantDue >= 0 && (!ok || due != wantDue) {
				t.Fatalf("%s\n%d minutes from %s: %d %v, want %d", text, left, time.Unix(start*60, 0).In(s.Zone), due, ok, wantDue)
			}
		}
	}
}

// TestBusinessDays holds business days against a search for days with an open
// minute.
func TestBusinessDays(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 2026))
	from, to := Span(MakeDate(2026, time.November, 26))
	for range 25 {
		text := randomSchedule(r)
		s := must(t, text)
		tl, plans := s.Timeline(from, to), map[Date]Day{}
		m, n := tl.From+r.Int64N(tl.To-tl.From-60*dayMinutes), 1+r.IntN(3)
		at, last, end := m, Date(-1), int64(0)
		left := n + 1
		for ; at < tl.To; at++ {
			if !brute(s, plans, at) {
				continue
			}
			if d := DateOf(time.Unix(at*60, 0).In(s.Zone)); d > last {
				if left--; left < 0 {
					break
				}
				last = d
			}
			end = at + 1
		}
		if due, ok := tl.Due(m, Target{Duration: Duration{Days: n}}); ok && due != end || !ok && at < tl.To {
			t.Fatalf("%s\n%d days from %s: %s %v, want %s", text, n, time.Unix(m*60, 0).In(s.Zone), time.Unix(due*60, 0).In(s.Zone), ok, time.Unix(end*60, 0).In(s.Zone))
		}
	}
}

// TestLibrary holds targets against the library's own calendar of work, which knows
// one interval a day.
func TestLibrary(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 2026))
	for country, of := range map[string][]*cal.Holiday{"CZ": cz.Holidays, "FR": fr.Holidays, "BE": be.Holidays, "NL": nl.Holidays} {
		with := ""
		if country == "NL" {
			with = ", with: [good-friday, liberation-day]"
		}
		s := must(t, fmt.Sprintf("{zone: Europe/Prague, week: {mon-fri: 09:00-17:30}, holidays: {country: %s%s}}", country, with))
		c := cal.NewBusinessCalendar()
		c.AddHoliday(of...)
		c.SetWorkHours(9*time.Hour, 17*time.Hour+30*time.Minute)
		for year := 2024; year <= 2040; year++ {
			start := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
			tl := s.Timeline(start, start.AddDate(1, 2, 0))
			for range 40 {
				at := start.Add(time.Duration(r.IntN(365*dayMinutes)) * time.Minute)
				n := 1 + r.IntN(3000)
				want := c.AddWorkHours(at.In(s.Zone), time.Duration(n)*time.Minute).Unix() / 60
				if due, ok := tl.Due(at.Unix()/60, Target{Duration: Duration{Minutes: n}}); !ok || due != want {
					t.Errorf("%s: %d minutes from %s: %s, want %s", country, n, at.In(s.Zone), time.Unix(due*60, 0).In(s.Zone), time.Unix(want*60, 0).In(s.Zone))
				}
			}
		}
	}
}

// TestRussianNorm holds the days of russia.yaml against the hours of work that the production calendars
// give for a week of 40 hours.
func TestRussianNorm(t *testing.T) {
	s := must(t, "{zone: Europe/Moscow, week: {mon-fri: 09:00-17:00}, holidays: {country: RU}}")
	for year, want := range map[int]int{2024: 1979, 2025: 1972, 2026: 1972} {
		minutes := 0
		for _, p := range s.Plan(MakeDate(year, 1, 1), int(MakeDate(year+1, 1, 1)-MakeDate(year, 1, 1))) {
			for _, h := range p.Hours {
				minutes += h.To - h.From
			}
		}
		if minutes != want*60 {
			t.Errorf("%d: %d hours, want %d", year, minutes/60, want)
		}
	}
}

// TestProvisional warns of years without a decree, until the author says that he knows.
func TestProvisional(t *testing.T) {
	from, to := MakeDate(2026, 11, 25), MakeDate(2028, 5, 25)
	for text, want := range map[string]string{
		"{country: RU}":                        "2027-01-01",
		"{country: RU, checked: [2027]}":       "2028-01-01",
		"{country: RU, checked: [2027, 2028]}": "",
		"{country: CZ}":                        "",
	} {
		s := must(t, "{zone: Europe/Moscow, week: always, holidays: "+text+"}")
		d, ok := s.Provisional(from, to)
		if got := d.String(); ok && got != want || !ok && want != "" {
			t.Errorf("%s: %s %v", text, got, ok)
		}
		var l diag.List
		s.Review(from, to, &l)
		if len(l) != min(len(want), 1) {
			t.Errorf("%s: %v", text, l)
		}
	}
}

// TestMachine computes holidays on a machine in a zone where clocks go forward at
// midnight, which the library takes its midnights from.
func TestMachine(t *testing.T) {
	here := cal.DefaultLoc // what the library makes of the machine's zone
	defer func() { cal.DefaultLoc = here }()
	var want []Planned
	for _, zone := range []string{"UTC", "Africa/Cairo", "Asia/Beirut", "America/Havana", "Pacific/Kiritimati"} {
		cal.DefaultLoc, _ = LoadZone(zone)
		var got []Planned
		for _, country := range []string{"CZ", "NL", "FR", "BE", "RU", "GB", "US"} {
			got = append(got, must(t, "{zone: UTC, week: {mon-fri: 09:00-17:00}, holidays: {country: "+country+"}}").Plan(MakeDate(2024, 1, 1), 2000)...)
		}
		if want == nil {
			want = got
		} else if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %.600s", zone, d)
		}
	}
}
