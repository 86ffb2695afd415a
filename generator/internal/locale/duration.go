package locale

import (
	"fmt"
	"time"
)

// Unit is a unit of time that durations are counted in.
type Unit string

// The units that CLDR has words for, and the business day of support terms.
const (
	Minute      Unit = "minute"
	Hour        Unit = "hour"
	Day         Unit = "day"
	BusinessDay Unit = "business-day"
	Week        Unit = "week"
	Month       Unit = "month"
)

// Count writes a number of units, the number as Number reads it: "2 часа",
// "1,5 hodiny", "5 jours ouvrés". The error says that it is no number, or that
// the language's words for the unit are not known.
func (f Format) Count(n string, unit Unit) (string, error) {
	if f.names == nil || f.names.units[unit].other == "" {
		return "", fmt.Errorf("no words for the unit %q in language %q", unit, f.tag)
	}
	form, err := Plural(f.tag, n)
	if err != nil {
		return "", err
	}
	written, err := f.Number(n)
	if err != nil {
		return "", err
	}
	space := " "
	if f.base == "fr" && unit != Minute { // as CLDR has it
		space = nbsp
	}
	return written + space + f.names.units[unit].form(form), nil
}

// Duration writes hours and minutes: "1 час 30 минут", "1 hodina a 30 minut".
// It is rounded to whole minutes, halves up; days are written as hours, since
// a day of support terms may have fewer than 24. The error is that of Count,
// or says that the duration is below zero.
func (f Format) Duration(d time.Duration) (string, error) {
	if d < 0 {
		return "", fmt.Errorf("duration %v is below zero", d)
	}
	minutes := int64(d.Round(time.Minute) / time.Minute)
	hours, minutes := minutes/60, minutes%60
	var parts []string
	for _, p := range []struct {
		n    int64
		unit Unit
		show bool
	}{{hours, Hour, hours > 0}, {minutes, Minute, minutes > 0 || hours == 0}} {
		if !p.show {
			continue
		}
		s, err := f.Count(fmt.Sprint(p.n), p.unit)
		if err != nil {
			return "", err
		}
		parts = append(parts, s)
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	return parts[0] + f.names.units2 + parts[1], nil
}

// words are the forms of a unit. What a language has no form for is "".
type unitWords struct{ one, few, many, other string }

// form is the word for a plural category.
func (w unitWords) form(category string) string {
	switch {
	case category == "one" && w.one != "":
		return w.one
	case category == "few" && w.few != "":
		return w.few
	case category == "many" && w.many != "":
		return w.many
	}
	return w.other
}
