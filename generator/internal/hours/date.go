package hours

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// Date is a day of the calendar, in no zone: days after 1970-01-01.
type Date int

// MakeDate gives the date of a day, month and year as time.Date takes them.
func MakeDate(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// DateOf is the date on which a moment falls in its own zone.
func DateOf(t time.Time) Date { return MakeDate(t.Date()) }

// Time is 00:00 UTC on the date.
func (d Date) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// Date gives year, month and day of the month.
func (d Date) Date() (int, time.Month, int) { return d.Time().Date() }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// Year is the year.
func (d Date) Year() int { return d.Time().Year() }

// String gives 2006-01-02.
func (d Date) String() string { return d.Time().Format(time.DateOnly) }

// Years in which a date may lie: those for which holidays are known to be right.
const firstYear, lastYear = 2000, 2100

var dateForm = regexp.MustCompile(`^(?:(\d{4})-)?(\d\d)-(\d\d)$`)

// readDate reads 2006-01-02, or 01-02 for each year: then year is 0.
func readDate(s string) (year int, month time.Month, day int, err error) {
	m := dateForm.FindStringSubmatch(s)
	if m == nil {
		return 0, 0, 0, fmt.Errorf("no date")
	}
	year, _ = strconv.Atoi("0" + m[1])
	n, _ := strconv.Atoi(m[2])
	month = time.Month(n)
	day, _ = strconv.Atoi(m[3])
	leap := year
	if m[1] == "" {
		leap = 2000 // has a 29 February
	} else if year < firstYear || year > lastYear {
		return 0, 0, 0, fmt.Errorf("a year from %d to %d is known", firstYear, lastYear)
	}
	if y, mo, d := MakeDate(leap, month, day).Date(); y != leap || mo != month || d != day {
		return 0, 0, 0, fmt.Errorf("the calendar has no such day")
	}
	return year, month, day, nil
}
