package hours

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"signpost/generator/internal/ical"
)

// TestWritten holds what other programs read, for the last three months of 2026.
func TestWritten(t *testing.T) {
	schedules, _ := readTable(t)
	schedules["bare"] = must(t, `
zone: Europe/Prague
week: {mon: [08:00-10:00, 20:00-02:00], wed-thu: always, sat-sun: 10:00-24:00}
closures: [{from: 2026-10-02, to: 2026-10-02}, {from: 2026-10-15, to: 2026-10-18, id: move}, {from: 2026-10-19, to: 2026-10-20}]
`)
	from, to := MakeDate(2026, time.October, 1), MakeDate(2027, time.January, 3)
	for _, c := range []struct{ name, osm, differ, specs string }{
		{
			"prague",
			"Mo-Fr 08:00-12:00,13:00-17:30; Sa 09:00-12:00; 2026 Oct 28 off; 2026 Nov 17 09:00-12:00; 2026 Dec 24-2027 Jan 01 off",
			"2026-10-28 2026-10-28 [] Holiday czechoslovak-state-day\n2026-11-17 2026-11-17 [{540 720}] Dated \n2026-12-24 2027-01-01 [] Closed \n",
			"Monday Tuesday Wednesday Thursday Friday 08:00 12:00  \nMonday Tuesday Wednesday Thursday Friday 13:00 17:30  \nSaturday 09:00 12:00  \n" +
				" 00:00 00:00 2026-10-28 2026-10-28\n 09:00 12:00 2026-11-17 2026-11-17\n 00:00 00:00 2026-12-24 2027-01-01\n",
		},
		{
			"bare",
			"Mo 08:00-10:00,20:00-02:00, We-Th 00:00-24:00, Sa-Su 10:00-24:00; 2026 Oct 15-20 off",
			"2026-10-15 2026-10-18 [] Closed move\n2026-10-19 2026-10-20 [] Closed \n",
			"Monday 08:00 10:00  \nMonday 20:00 02:00  \nWednesday Thursday 00:00 23:59  \nSaturday Sunday 10:00 23:59  \n" +
				" 00:00 00:00 2026-10-15 2026-10-18\n 00:00 00:00 2026-10-19 2026-10-20\n",
		},
		{
			"moscow", "Mo-Fr 09:00-18:00; 2026 Nov 03 09:00-17:00; 2026 Nov 04 off; 2026 Dec 31-2027 Jan 01 off",
			"2026-11-03 2026-11-03 [{540 1020}] Shorter \n2026-11-04 2026-11-04 [] Holiday unity-day\n2026-12-31 2026-12-31 [] Holiday moved-day-off\n2027-01-01 2027-01-01 [] Holiday new-year-holidays\n",
			"Monday Tuesday Wednesday Thursday Friday 09:00 18:00  \n 09:00 17:00 2026-11-03 2026-11-03\n" +
				" 00:00 00:00 2026-11-04 2026-11-04\n 00:00 00:00 2026-12-31 2026-12-31\n 00:00 00:00 2027-01-01 2027-01-01\n",
		},
		{"call", "24/7", "", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday 00:00 23:59  \n"},
	} {
		s, n := schedules[c.name], int(to-from)
		if got := s.OSM(from, n); got != c.osm {
			t.Errorf("%s: %s", c.name, got)
		}
		var differ, specs strings.Builder
		reasons := [...]string{"Usual", "Dated", "Closed", "Holiday", "Moved", "Shorter"}
		for _, d := range s.Differences(from, n) {
			fmt.Fprintln(&differ, d.From, d.To, d.Hours, reasons[d.Why], d.ID)
		}
		for _, x := range s.Specifications(from, n) {
			fmt.Fprintln(&specs, strings.Join(x.DayOfWeek, " "), x.Opens, x.Closes, x.ValidFrom, x.ValidThrough)
		}
		if d := cmp.Diff(c.differ, differ.String()); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
		if d := cmp.Diff(c.specs, specs.String()); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

// TestCalendar writes the calendar that e2e holds against another program: three months with
// a change of clocks, holidays and a closure.
func TestCalendar(t *testing.T) {
	schedules, _ := readTable(t)
	s := schedules["prague"]
	from, to := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC), time.Date(2027, 1, 10, 0, 0, 0, 0, time.UTC)
	tl := s.Timeline(from, to)
	c := ical.Calendar{Product: "-//Signpost//EN", Name: "Poradna; hodiny, svátky", Stamp: from, Refresh: 24 * time.Hour}
	for _, in := range tl.Open {
		c.Events = append(c.Events, ical.Event{
			UID: fmt.Sprintf("open-%d@prague.example", in.From), From: time.Unix(in.From*60, 0), To: time.Unix(in.To*60, 0), Summary: "Otevřeno",
		})
	}
	for _, d := range s.Differences(DateOf(from), 100) {
		c.Events = append(c.Events, ical.Event{
			UID: "day-" + d.From.String() + "@prague.example", From: d.From.Time(), To: (d.To + 1).Time(), AllDay: true,
			Summary: "Zavřeno, nebo jinak; " + strings.Repeat("dlouhý řádek \\ ", 8) + d.ID,
		})
	}
	text, err := ical.Write(c)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "calendar.ics", text)
}
