package hours

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

var idForm = regexp.MustCompile(`^[a-z][a-z0-9-]{0,63}$`)

// ParseAll reads the map of schedules, "hours". Their ids are unique.
func ParseAll(n *source.Node, l *diag.List) []*Schedule {
	if n == nil || !n.Is(source.Map, "hours", l) {
		return nil
	}
	var out []*Schedule
	for i, e := range n.Entries {
		if i == maxSchedules {
			l.Add(e.Pos, "hours-limit", "there are more than %d schedules", maxSchedules)
			break
		}
		checkID(e.Key, e.Pos, l)
		if s := Parse(e.Value, l); s != nil {
			s.ID = e.Key
			out = append(out, s)
		}
	}
	return out
}

// Limits of what one author may write: a plan looks at all of it for each day.
const (
	maxSchedules = 24
	maxRanges    = 24  // intervals of a day
	maxEntries   = 400 // dates, holidays, closures and severities under one key
)

// short reports whether a node has no more than maxEntries values.
func short(n *source.Node, what string, l *diag.List) bool {
	if len(n.Entries) <= maxEntries && len(n.Items) <= maxEntries {
		return true
	}
	l.Add(n.Pos, "hours-limit", "%s has more than %d entries", what, maxEntries)
	return false
}

func checkID(id string, pos diag.Pos, l *diag.List) {
	if !idForm.MatchString(id) {
		l.Add(pos, "hours-id", "%q is not an id", id).Hint = "an id has lower-case letters, digits and hyphens, and begins with a letter"
	}
}

// Parse reads one schedule. The result is nil only when there is no map; after an
// error it holds what could be read, its Zone may be nil.
func Parse(n *source.Node, l *diag.List) *Schedule {
	if n == nil || !n.Is(source.Map, "a schedule of hours", l) {
		return nil
	}
	s := &Schedule{Pos: n.Pos}
	n.Keys("a schedule of hours", l, "zone", "week", "holidays", "days", "closures", "for")
	if z := n.Require("zone", "a schedule of hours", l); z != nil {
		s.Zone = parseZone(z, l)
	}
	if w := n.Require("week", "a schedule of hours", l); w != nil {
		s.parseWeek(w, l)
	}
	s.Holidays = parseHolidays(n.Get("holidays"), l)
	s.parseDays(n.Get("days"), l)
	s.parseClosures(n.Get("closures"), l)
	s.For = refs(n.Get("for"), "for", l)
	return s
}

func parseZone(n *source.Node, l *diag.List) *time.Location {
	name := n.Text("zone", l)
	if name == "" {
		return nil
	}
	loc, ok := LoadZone(name)
	if !ok {
		d := l.Add(n.Pos, "hours-zone", "there is no time zone %q", name)
		if d.HintNearest(name, zoneNames()); d.Hint == "" {
			d.Hint = "write a name of the IANA database: Europe/Prague, Europe/Amsterdam"
		}
	}
	return loc
}

// weekdays in the order of a week, with their time.Weekday.
var weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

func weekday(i int) time.Weekday { return time.Weekday((i + 1) % 7) }

// parseWeek reads "always", or hours by days.
func (s *Schedule) parseWeek(n *source.Node, l *diag.List) {
	if n.Kind == source.Scalar && n.Value == "always" {
		for i := range s.Week {
			s.Week[i] = Day{wholeDay}
		}
		return
	}
	if !n.Is(source.Map, "week", l) {
		return
	}
	before := len(*l)
	var at [7]diag.Pos
	var set [7]bool
	for _, e := range n.Entries {
		days, ok := daysOf(e.Key)
		if !ok {
			d := l.Add(e.Pos, "hours-day", "%q is no day of the week", e.Key)
			if d.HintNearest(e.Key, weekdays); d.Hint == "" {
				d.Hint = "days are mon, tue, wed, thu, fri, sat, sun, or two with a hyphen: mon-fri"
			}
			continue
		}
		hours := parseDay(e.Value, e.Key, l)
		for _, d := range days {
			if set[d] {
				l.Add(e.Pos, "hours-day", "the hours of %q stand twice", strings.ToLower(d.String()[:3])).Related =
					[]diag.Related{{Pos: at[d], Message: "first here"}}
				continue
			}
			set[d], at[d], s.Week[d] = true, e.Pos, hours
		}
	}
	if len(*l) > before {
		return
	}
	empty := true
	for d, hours := range s.Week {
		empty = empty && len(hours) == 0
		next := s.Week[(d+1)%7]
		if len(hours) > 0 && len(next) > 0 && hours[len(hours)-1].To-dayMinutes > next[0].From {
			l.Add(at[d], "hours-overlap", "the hours of %q reach into those of the day after", strings.ToLower(time.Weekday(d).String()[:3])).Hint =
				"end them where the next begin"
		}
	}
	if empty {
		l.Add(n.Pos, "hours-never", "the week has no hours").Hint = "write hours for a day, such as mon-fri: 09:00-17:00"
	}
}

// daysOf reads "mon" or "mon-fri"; "sat-mon" goes over the end of the week.
func daysOf(key string) (days []time.Weekday, ok bool) {
	first, last, span := strings.Cut(key, "-")
	i, j := slices.Index(weekdays, first), slices.Index(weekdays, last)
	if !span {
		j = i
	}
	if i < 0 || j < 0 || span && i == j {
		return nil, false
	}
	for ; ; i = (i + 1) % 7 {
		if days = append(days, weekday(i)); i == j {
			return days, true
		}
	}
}

// parseDay reads "always", "closed", one interval or a list of them.
func parseDay(n *source.Node, what string, l *diag.List) Day {
	items := []*source.Node{n}
	switch {
	case n.Empty():
		l.Add(n.Pos, "hours-time", "%q has no hours", what).Hint = "write 09:00-17:00, always or closed"
		return nil
	case n.Kind == source.List:
		items = n.Items
	case n.Kind == source.Scalar && n.Value == "closed":
		return nil
	case n.Kind == source.Scalar && n.Value == "always":
		return Day{wholeDay}
	}
	var day Day
	for _, item := range items {
		text := item.Text("hours", l)
		if text == "" {
			continue
		}
		r, hint := readRange(text)
		if hint != "" {
			l.Add(item.Pos, "hours-time", "%q are no hours", text).Hint = hint
			continue
		}
		if len(day) > 0 && day[len(day)-1].To > r.From {
			l.Add(item.Pos, "hours-overlap", "%q begins before the hours in front of it end", text).Hint = "write the hours of a day in their order"
			continue
		}
		if len(day) > 0 && r.To-dayMinutes > day[0].From {
			l.Add(item.Pos, "hours-overlap", "%q goes on for more than a day", text).Hint = "end them where the first of the day begin"
			continue
		}
		if len(day) == maxRanges {
			l.Add(item.Pos, "hours-limit", "a day has more than %d intervals", maxRanges)
			break
		}
		day = append(day, r)
	}
	return day
}

var rangeForm = regexp.MustCompile(`^(\d\d):(\d\d)\s*[-–]\s*(\d\d):(\d\d)$`)

// readRange reads 09:00-17:30. An end that is not after the beginning is one
// of the next day.
func readRange(s string) (r Range, hint string) {
	m := rangeForm.FindStringSubmatch(s)
	if m == nil {
		return r, "write them as 09:00-17:30, hours and minutes with two digits each"
	}
	var n [4]int
	for i := range n {
		n[i], _ = strconv.Atoi(m[i+1])
	}
	if n[0] > 23 || n[1] > 59 || n[2] > 24 || n[3] > 59 || n[2] == 24 && n[3] > 0 {
		return r, "times go from 00:00 to 23:59; 24:00 is the end of a day"
	}
	r = Range{n[0]*60 + n[1], n[2]*60 + n[3]}
	switch {
	case r.From == r.To:
		return r, "for a whole day write always"
	case r.To < r.From:
		r.To += dayMinutes
	}
	return r, ""
}

// parseDays reads the hours of certain days.
func (s *Schedule) parseDays(n *source.Node, l *diag.List) {
	if n == nil || !n.Is(source.Map, "days", l) || !short(n, "days", l) {
		return
	}
	known := s.Holidays.ids()
	for _, e := range n.Entries {
		x := Special{Pos: e.Pos}
		year, month, day, err := readDate(e.Key)
		switch {
		case err == nil && year != 0:
			x.Date = MakeDate(year, month, day)
		case err == nil:
			x.Month, x.Day = month, day
		case idForm.MatchString(e.Key):
			if x.Holiday = e.Key; !slices.Contains(known, e.Key) {
				d := l.Add(e.Pos, "hours-holiday", "%q is no holiday of this schedule", e.Key)
				if d.HintNearest(e.Key, known); d.Hint == "" {
					d.Hint = holidayHint(known)
				}
			}
		default:
			l.Add(e.Pos, "hours-date", "%q: %s", e.Key, err).Hint = dateHint
		}
		x.Hours = parseDay(e.Value, e.Key, l)
		s.Days = append(s.Days, x)
	}
}

const dateHint = "write 2026-12-24, or 12-24 for each year"

func (s *Schedule) parseClosures(n *source.Node, l *diag.List) {
	if n == nil || !n.Is(source.List, "closures", l) || !short(n, "closures", l) {
		return
	}
	for _, item := range n.Items {
		if !item.Is(source.Map, "a closure", l) {
			continue
		}
		item.Keys("a closure", l, "from", "to", "id")
		from, ok := fullDate(item.Require("from", "a closure", l), "from", l)
		to, ok2 := fullDate(item.Require("to", "a closure", l), "to", l)
		c := Closure{Pos: item.Pos, From: from, To: to}
		if id := item.Get("id"); id != nil {
			c.ID = id.Text("id", l)
			checkID(c.ID, id.Pos, l)
		}
		switch {
		case !ok || !ok2:
		case to < from:
			l.Add(item.Get("to").Pos, "hours-date", "the closure ends on %s, before it begins", to).Hint = fmt.Sprintf("it begins on %s; both days belong to it", from)
		default:
			s.Closures = append(s.Closures, c)
		}
	}
}

// fullDate reads a date with a year.
func fullDate(n *source.Node, what string, l *diag.List) (Date, bool) {
	text := n.Text(what, l)
	if text == "" {
		return 0, false
	}
	year, month, day, err := readDate(text)
	if err == nil && year == 0 {
		err = fmt.Errorf("the year is missing")
	}
	if err != nil {
		l.Add(n.Pos, "hours-date", "%q: %s", text, err).Hint = "write 2026-12-24"
		return 0, false
	}
	return MakeDate(year, month, day), true
}

// refs reads a list of ids, or one.
func refs(n *source.Node, what string, l *diag.List) []Ref {
	if n == nil {
		return nil
	}
	items := n.Items
	if n.Kind == source.Scalar && n.Value != "" {
		items = []*source.Node{n}
	} else if !n.Is(source.List, what, l) || !short(n, what, l) {
		return nil
	}
	var out []Ref
	for _, item := range items {
		id := item.Text("an id in "+what, l)
		if id == "" && item.Kind != source.Scalar {
			continue
		}
		checkID(id, item.Pos, l)
		out = append(out, Ref{id, item.Pos})
	}
	return out
}
