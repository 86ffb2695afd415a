package locale

import (
	"fmt"
	"strconv"
	"time"
)

// DateStyle is how much of a date is written.
type DateStyle int

const (
	// ShortDate is all digits: "05.03.2025".
	ShortDate DateStyle = iota
	// MediumDate has a short name of the month: "5 мар. 2025 г.".
	MediumDate
	// LongDate has the month's name: "5 марта 2025 г.".
	LongDate
	// FullDate has the day of the week too: "среда, 5 марта 2025 г.".
	FullDate
)

// Date writes the day that t is in its own time zone.
func (f Format) Date(t time.Time, style DateStyle) string {
	y, m, d := t.Date()
	if f.names == nil {
		return t.Format(time.DateOnly)
	}
	if style == ShortDate {
		return t.Format(f.shortLayout())
	}
	if f.base == "cs" && style == MediumDate {
		return fmt.Sprintf("%d. %d. %d", d, m, y)
	}
	months := &f.names.months
	if style == MediumDate {
		months = &f.names.short
	}
	date := f.dayMonthYear(f.day(d), months[m-1], y)
	if style != FullDate {
		return date
	}
	weekday := f.names.weekdays[t.Weekday()]
	if f.base == "en" || f.base == "ru" {
		weekday += ","
	}
	return weekday + " " + date
}

// shortLayout is the short date as package time lays it out.
func (f Format) shortLayout() string {
	switch {
	case f.base == "ru":
		return "02.01.2006"
	case f.base == "nl" && f.region("BE"):
		return "2/01/2006"
	case f.base == "nl":
		return "02-01-2006"
	case f.base == "fr" && f.region("BE"):
		return "2/01/06"
	case f.base == "fr":
		return "02/01/2006"
	case f.base == "cs":
		return "02.01.06"
	}
	return "1/2/06"
}

// day writes the day of a month beside the month's name.
func (f Format) day(d int) string {
	switch {
	case f.base == "cs":
		return strconv.Itoa(d) + "."
	case f.base == "fr" && d == 1:
		return "1er"
	}
	return strconv.Itoa(d)
}

func (f Format) dayMonthYear(day, month string, year int) string {
	switch f.base {
	case "en":
		return fmt.Sprintf("%s %s, %d", month, day, year)
	case "ru":
		return fmt.Sprintf("%s %s %d г.", day, month, year)
	}
	return fmt.Sprintf("%s %s %d", day, month, year)
}

// DayMonth writes a day of every year: "5 марта".
func (f Format) DayMonth(t time.Time) string {
	_, m, d := t.Date()
	switch {
	case f.names == nil:
		return t.Format("01-02")
	case f.base == "en":
		return f.names.months[m-1] + " " + f.day(d)
	}
	return f.day(d) + " " + f.names.months[m-1]
}

// Dates writes the days from one to another, both included, in the long form:
// "5–7 марта 2025 г.", "5 марта – 2 апреля 2025 г.". What they have in common
// is written once. CLDR has thin spaces around the dash, at which a line may
// break before it; ours may break after it alone.
func (f Format) Dates(from, to time.Time) string {
	const dash = nbsp + "– "
	y, m, d := from.Date()
	y2, m2, d2 := to.Date()
	switch {
	case f.names == nil:
		return f.Date(from, LongDate) + dash + f.Date(to, LongDate)
	case y == y2 && m == m2 && d == d2:
		return f.Date(to, LongDate)
	case y == y2 && m == m2:
		return f.dayMonthYear(f.Range(f.day(d), f.day(d2)), f.names.months[m-1], y)
	case y != y2:
		return f.Date(from, LongDate) + dash + f.Date(to, LongDate)
	case f.base == "en":
		return f.names.months[m-1] + " " + f.day(d) + dash + f.Date(to, LongDate)
	}
	return f.day(d) + " " + f.names.months[m-1] + dash + f.Date(to, LongDate)
}

// Weekday names a day of the week, "pondělí"; in English where the language's names
// are not known.
func (f Format) Weekday(d time.Weekday) string {
	if f.names == nil {
		return d.String()
	}
	return f.names.weekdays[d]
}
