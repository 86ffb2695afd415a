// Package hours knows when somebody is there.
//
// In: the opening hours of a desk as its author wrote them (YAML nodes of
// package source), and a span of time. Out: the hours day by day with what makes a
// day differ, the open intervals in UTC, answers to "open at", "opens again"
// and "first answer by", and the same as compact data for pages. It never reads a
// clock, the zone of the machine or its zone files: moments are passed in,
// zones are embedded. It holds no word that a reader sees: holidays have ids,
// and their names stand with the interface strings.
//
// # What an author writes
//
//	hours:
//	  desk:                                      # an id; any number of schedules
//	    zone: Europe/Prague                      # a name of the IANA database
//	    week:                                    # or: always
//	      mon-fri: [08:00-12:00, 13:00-17:30]
//	      sat: 22:00-06:00                       # until six on Sunday
//	      sun: always                            # 00:00-24:00
//	    holidays:                                # optional: closed on these days
//	      country: CZ                            # a code of ISO 3166
//	      region: alsace-moselle                 # optional, where a country has regions
//	      with: [liberation-day]                 # optional: days off by choice in that country
//	      except: [good-friday]                  # optional: work as usual
//	      also: {summer-day: 07-31}              # optional: more days off, an id with one date or a list
//	      eves: full                             # optional: shortened eves of holidays (RU) are not shortened
//	      checked: [2027]                        # optional: years whose moved days (RU) the author has entered himself
//	    days:                                    # optional: the hours of certain days
//	      2026-11-17: 09:00-12:00                # one date
//	      12-23: [08:00-12:00]                   # each year
//	      christmas-eve: closed                  # a holiday
//	    closures:                                # optional; both days belong to it
//	      - {from: 2026-12-24, to: 2027-01-01, id: winter}
//	  on-call:
//	    zone: Europe/Prague
//	    week: always
//	    for: [critical]                          # optional: only for these severities
//
// Which of several rules holds on a day: a full date under days; closures; a date of each year under
// days; a holiday under days; holidays; days that a government moved; the week.
//
// # Clock changes
//
// The clock on the wall decides: a minute is open when the clock shows, at that
// minute, a time within the hours. So hours that hold the hour which is left out in
// March are shorter that night, and those that hold the hour which comes twice in
// October are longer; who opens at 02:30 opens at 03:00 where there is no 02:30.
//
// # Codes
//
//	hours-id           an id that is none
//	hours-zone         no zone of that name
//	hours-day          no day of the week, or one that stands twice
//	hours-time         no time of day, or no hours
//	hours-overlap      hours that overlap
//	hours-date         no date, or a span that ends before it begins
//	hours-holiday      no such country, region or holiday
//	hours-limit        too much of something
//	hours-never        nobody is ever there
//	hours-duration     no duration
//	hours-provisional  (a warning) days off of a year that are not decreed yet
package hours

import (
	"time"

	"signpost/generator/internal/diag"
)

// Schedule is when somebody is there, as its author wrote it.
type Schedule struct {
	ID       string // its key under hours; "" where it was parsed alone
	Pos      diag.Pos
	Zone     *time.Location // nil after an error
	Week     [7]Day         // by time.Weekday: Sunday is 0
	Holidays *Holidays      // optional
	Days     []Special      // optional, in the order of the file
	Closures []Closure      // optional, in the order of the file
	For      []Ref          // optional: severities; none: for all
}

// Always reports whether the week has no closed minute.
func (s *Schedule) Always() bool {
	for _, day := range s.Week {
		if len(day) != 1 || day[0] != wholeDay {
			return false
		}
	}
	return true
}

// Serves reports whether the schedule is for a severity; "" stands for one
// that is not known, which only schedules for all serve.
func (s *Schedule) Serves(severity string) bool {
	if len(s.For) == 0 {
		return true
	}
	for _, f := range s.For {
		if f.ID == severity {
			return true
		}
	}
	return false
}

// Ref is an id that an author wrote, with its place.
type Ref struct {
	ID  string
	Pos diag.Pos
}

// Range is a part of a day in minutes after 00:00 on the clock: From is
// 0 to 1439, To is above From, at most 1440 minutes after it, and so up to 2879 past midnight. To is not part of it.
type Range struct{ From, To int }

const dayMinutes = 24 * 60

var wholeDay = Range{0, dayMinutes}

// Day is the hours that begin on one day, in their order, without overlap.
type Day []Range

// Special is the hours of certain days, whatever the week says.
type Special struct {
	Pos     diag.Pos
	Date    Date       // when Month and Holiday are zero
	Month   time.Month // with Day: a date of each year
	Day     int
	Holiday string // the id of a holiday
	Hours   Day    // none: closed
}

// Closure is a span of days on which nobody is there; both ends belong to it.
type Closure struct {
	Pos      diag.Pos
	From, To Date
	ID       string // optional: what the words call it
}

// Holidays says which days are off.
type Holidays struct {
	Pos     diag.Pos
	Country string // upper case; "" after an error
	Region  string // optional
	With    []Ref  // days off by choice
	Except  []Ref
	Also    []Extra
	Full    bool  // eves are not shortened
	Checked []int // years whose moved days the author entered
}

// Extra is a day off that no country knows.
type Extra struct {
	Ref
	Date  Date       // when Month is zero
	Month time.Month // with Day: a date of each year
	Day   int
}
