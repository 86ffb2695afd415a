package terms

import (
	"testing"
	"time"

	"signpost/generator/internal/hours"
)

// TestFirstAnswer asks by when a problem is answered, in the partner's zone. The
// answers were worked out by hand.
func TestFirstAnswer(t *testing.T) {
	from, to := hours.Span(buildDay)
	for _, c := range []struct{ partner, plan, severity, filed, answered string }{
		// Desk 08:00-12:00 and 13:00-17:30; Friday 27 November.
		{"modra-hora", "basic", "critical", "2026-11-27 10:00", "2026-11-27 15:00"}, // two hours, lunch, two hours
		{"modra-hora", "basic", "critical", "2026-11-27 16:30", "2026-11-30 11:00"}, // an hour, and three on Monday
		{"modra-hora", "basic", "serious", "2026-11-27 10:00", "2026-11-30 17:30"},  // one business day
		{"modra-hora", "basic", "minor", "2026-11-28 10:00", "2026-12-02 17:30"},    // from Monday, two business days
		{"modra-hora", "care", "critical", "2026-11-28 23:30", "2026-11-29 00:30"},  // on call, on the wall
		{"modra-hora", "care", "serious", "2026-11-28 23:30", "2026-11-30 12:00"},
		{"modra-hora", "care", "serious", "2026-12-23 15:30", "2027-01-04 10:00"}, // 24 to 26 off, 28 to 31 closed, 1 January off
		// Round the clock.
		{"altitude", "sommet", "bloquant", "2026-12-25 03:00", "2026-12-25 03:15"},
		{"altitude", "sommet", "mineur", "2026-12-24 17:00", "2026-12-28 17:00"}, // an hour; 25 and 26 off; 3.5 h and 3.5 h on Monday
		// A night that ends on the next day.
		{"sever", "night-watch", "degraded", "2026-11-26 23:00", "2026-11-27 01:00"},
		{"sever", "night-watch", "degraded", "2026-11-27 05:00", "2026-11-27 10:00"}, // until six, then from nine
		{"sever", "night-watch", "request", "2026-11-27 05:00", "2026-11-30 18:00"},
		{"deux-rivieres", "meander", "urgent", "2026-11-27 14:00", "2026-11-30 09:30"}, // Fridays until three
	} {
		p := loadExample(t, c.partner)
		promise, ok := p.Current.Promise(c.plan, c.severity)
		if !ok {
			t.Fatalf("%s: plan %s promises nothing for %s", c.partner, c.plan, c.severity)
		}
		zone := promise.Schedules[0].Zone
		at, err := time.ParseInLocation("2006-01-02 15:04", c.filed, zone)
		if err != nil {
			t.Fatal(err)
		}
		var lines []*hours.Timeline
		for _, s := range promise.Schedules {
			lines = append(lines, s.Timeline(from, to))
		}
		due, ok := hours.Join(lines[0], lines[1:]...).Due(at.Unix()/60, promise.First)
		if got := time.Unix(due*60, 0).In(zone).Format("2006-01-02 15:04"); got != c.answered || !ok {
			t.Errorf("%s %s %s filed %s: answered by %s, want %s", c.partner, c.plan, c.severity, c.filed, got, c.answered)
		}
	}
	p := loadExample(t, "plain").Current
	if _, ok := p.Promise("hourly", "critical"); ok {
		t.Error("a plan without targets promises an answer")
	}
	if _, ok := p.Promise("none", "critical"); ok {
		t.Error("a plan that is none promises an answer")
	}
}
