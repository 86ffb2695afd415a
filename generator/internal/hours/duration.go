package hours

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// Duration is a span of ISO 8601 of days, or of hours and minutes: P1D, PT4H,
// PT1H30M. Which days and hours count says who uses it: see Target.
type Duration struct {
	Days    int // with Minutes zero
	Minutes int
}

// String gives the form of ISO 8601.
func (d Duration) String() string {
	if d.Days > 0 {
		return fmt.Sprintf("P%dD", d.Days)
	}
	s := "PT"
	if h := d.Minutes / 60; h > 0 {
		s += strconv.Itoa(h) + "H"
	}
	if m := d.Minutes % 60; m > 0 {
		s += strconv.Itoa(m) + "M"
	}
	return s
}

var durationForm = regexp.MustCompile(`^P(?:([1-9]\d{0,2})D|T(?:([1-9]\d{0,3})H)?(?:([1-9]\d{0,4})M)?)$`)

// ReadDuration reads a Duration: up to 999 days, 9,999 hours and 99,999 minutes.
// Days go with nothing else: how long is a day and four hours?
func ReadDuration(s string) (d Duration, ok bool) {
	m := durationForm.FindStringSubmatch(s)
	if m == nil || s == "PT" {
		return d, false
	}
	n := func(i int) int {
		v, _ := strconv.Atoi("0" + m[i])
		return v
	}
	return Duration{n(1), n(2)*60 + n(3)}, true
}

// ParseDuration reads a Duration that an author wrote; what names it in the message.
func ParseDuration(n *source.Node, what string, l *diag.List) (Duration, bool) {
	text := n.Text(what, l)
	if text == "" {
		return Duration{}, false
	}
	d, ok := ReadDuration(text)
	if !ok {
		l.Add(n.Pos, "hours-duration", "%s: %q is no duration", what, text).Hint = "write PT4H (four hours), PT30M or P1D (one day)"
	}
	return d, ok
}

// Review warns of days off that were not decreed when this program was made, for
// the years that a span of dates touches.
func (s *Schedule) Review(from, to Date, l *diag.List) {
	if d, ok := s.Provisional(from, to); ok {
		l.Warn(s.Holidays.Pos, "hours-provisional", "which days off Russia moves in %d is not known yet", d.Year()).Hint =
			"write the days of the decree under also and days, then the year under checked"
	}
}

// Provisional gives the first day of a span whose days off are not decreed.
func (s *Schedule) Provisional(from, to Date) (Date, bool) {
	if s.Holidays == nil || s.Holidays.Country != "RU" {
		return 0, false
	}
	for y := from.Year(); y <= to.Year(); y++ {
		if !decreed(y) && !s.Holidays.checked(y) {
			return max(from, MakeDate(y, time.January, 1)), true
		}
	}
	return 0, false
}

func (h *Holidays) checked(year int) bool {
	for _, y := range h.Checked {
		if y == year {
			return true
		}
	}
	return false
}
