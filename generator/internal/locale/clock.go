package locale

import (
	"fmt"
	"time"
)

// Time writes the hour and minute that t has in its own time zone, as a table
// or a list has it: "14:05", "9:00" in Czech, "2:05 PM" in English.
func (f Format) Time(t time.Time) string {
	switch f.base {
	case "en":
		return t.Format("3:04 PM")
	case "cs":
		return fmt.Sprintf("%d:%02d", t.Hour(), t.Minute())
	}
	return t.Format("15:04")
}

// TimeInText writes it as a sentence has it: "9:00", "9.00 uur", "9 h", "14 h 05",
// "9.00 hod.". The forms are the house's, of the languages' style guides.
func (f Format) TimeInText(t time.Time) string {
	switch f.base {
	case "nl":
		return f.bare(t) + nbsp + "uur"
	case "cs":
		return f.bare(t) + nbsp + "hod."
	}
	return f.bare(t)
}

// bare is the time in a sentence without the word that may follow it.
func (f Format) bare(t time.Time) string {
	h, m := t.Hour(), t.Minute()
	switch {
	case f.base == "nl" || f.base == "cs":
		return fmt.Sprintf("%d.%02d", h, m)
	case f.base == "fr" && m == 0:
		return fmt.Sprintf("%d%sh", h, nbsp)
	case f.base == "fr":
		return fmt.Sprintf("%d%sh%s%02d", h, nbsp, nbsp, m)
	case f.base == "ru":
		return fmt.Sprintf("%d:%02d", h, m)
	}
	return f.Time(t)
}

// Hours writes from when to when, as a sentence has it: "с 9:00 до 18:00",
// "van 9.00 tot 18.00 uur". Of a language whose words are not known it is a
// range. An end of 00:00 is the midnight after the day.
func (f Format) Hours(from, to time.Time) string {
	a, b := f.bare(from), f.TimeInText(to)
	if to.Hour() == 0 && to.Minute() == 0 && f.base != "en" {
		b = f.midnight()
	}
	switch f.base {
	case "en":
		return "from " + a + " to " + b
	case "ru":
		return "с" + nbsp + a + " до" + nbsp + b
	case "nl":
		return "van " + a + " tot " + b
	case "fr":
		return "de " + a + " à" + nbsp + b
	case "cs":
		return "od " + a + " do " + b
	}
	return f.Range(f.Time(from), f.Time(to))
}

// midnight is the end of a day in a sentence.
func (f Format) midnight() string {
	switch f.base {
	case "nl":
		return "24.00" + nbsp + "uur"
	case "cs":
		return "24.00" + nbsp + "hod."
	case "fr":
		return "24" + nbsp + "h"
	}
	return "24:00"
}
