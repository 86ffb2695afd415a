package site

import (
	"encoding/json"
	"strings"
	"time"

	"signpost/generator/internal/hours"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/terms"
)

// maxDiffer is how many days with other hours a page lists: those of a year have
// room, and what a page holds must not grow with what somebody writes.
const maxDiffer = 40

// hoursPart is when somebody is there. Data is for the script.
type hoursPart struct {
	Data      string     `json:"data"`
	Schedules []schedule `json:"schedules"`
}

// schedule is one of a partner's.
type schedule struct {
	thing
	Key    string   `json:"key"` // its id
	Zone   string   `json:"zone"`
	Notes  []string `json:"notes,omitempty"`
	Week   []fact   `json:"week"`   // days and their hours
	Differ []fact   `json:"differ"` // dates with other hours; Rel says nothing
	Why    []string `json:"why"`    // of each of them
	OSM    string   `json:"osm"`    // the same for programs: opening_hours of OpenStreetMap
}

// hours gives all schedules.
func (w *pen) hours() *hoursPart {
	out := &hoursPart{Data: w.hoursData(func(string) bool { return true })}
	for _, s := range w.t.Hours {
		out.Schedules = append(out.Schedules, w.schedulePart(s))
	}
	return out
}

// hoursData is what the script needs of some schedules, by their ids.
func (w *pen) hoursData(of func(id string) bool) string {
	from, to := hours.Span(w.c.in.Today)
	data := map[string]hours.Data{}
	for _, s := range w.t.Hours {
		if of(s.ID) {
			data[s.ID] = s.Data(s.Timeline(from, to))
		}
	}
	text, err := json.Marshal(data)
	if err != nil {
		return "{}" // numbers and texts alone: it cannot fail
	}
	return string(text)
}

func (w *pen) schedulePart(s *hours.Schedule) schedule {
	out := schedule{thing: w.thing("hours-" + s.ID), Key: s.ID, Differ: []fact{}, Why: []string{}, OSM: s.OSM(w.c.in.Today, w.shownDays(s))}
	if s.Zone != nil {
		out.Zone = w.say("hours-zone", "Zone", s.Zone.String())
	}
	if len(s.For) > 0 {
		var refs []terms.Ref
		for _, r := range s.For {
			refs = append(refs, terms.Ref(r))
		}
		out.Notes = append(out.Notes, w.only(refs))
	}
	if s.Holidays != nil && s.Holidays.Country != "" {
		out.Notes = append(out.Notes, w.say("hours-holidays", "Country", w.tongue.Country(s.Holidays.Country)))
	}
	if s.Always() {
		out.Week = []fact{{Label: w.days([]time.Weekday{time.Monday, time.Sunday}), Value: w.say("hours-always")}}
	} else {
		for _, d := range s.ByWeek() {
			out.Week = append(out.Week, fact{Label: w.days(d.Days), Value: w.ranges(d.Hours)})
		}
	}
	words := w.labels("days-off")
	for _, d := range s.Differences(w.c.in.Today, 365) {
		if len(out.Differ) == maxDiffer {
			break
		}
		out.Differ = append(out.Differ, fact{Label: w.set(w.tongue.Dates(d.From.Time(), d.To.Time())), Value: w.ranges(d.Hours)})
		out.Why = append(out.Why, w.reason(s, d, words))
	}
	return out
}

// only says which severities something is for.
func (w *pen) only(refs []terms.Ref) string {
	return w.say("hours-for", "Severities", strings.Join(w.headings("severity-", refs), ", "))
}

// reason says why a day of a schedule has other hours. Countries that share a language may have
// names of their own for a holiday: "holiday-be-christmas-day" goes before "holiday-christmas-day".
func (w *pen) reason(s *hours.Schedule, d hours.Difference, words map[string]string) string {
	switch d.Why {
	case hours.Holiday:
		for _, of := range []string{strings.ToLower(s.Holidays.Country) + "-", ""} {
			if text := w.tongue.cat.Text("holiday-" + of + d.ID); text != "" {
				return w.set(text)
			}
		}
		switch {
		case d.Name != "" && w.tongue.Speaks(s.Holidays.Country):
			return w.set(d.Name)
		case d.Name != "": // in another language
			return w.say("hours-holiday")
		}
	case hours.Moved:
		return w.say("hours-moved")
	case hours.Shorter:
		return w.say("hours-shorter")
	case hours.Dated:
		return w.say("hours-dated")
	}
	if text := words[d.ID]; text != "" {
		return text
	}
	return w.say("hours-closure")
}

// weekText is the hours of a week in a line, without the days that are closed.
func (w *pen) weekText(s *hours.Schedule) string {
	if s.Always() {
		return w.say("hours-always")
	}
	var out []string
	for _, d := range s.ByWeek() {
		if len(d.Hours) > 0 {
			out = append(out, w.say("review-colon", "Text", w.days(d.Days))+" "+w.ranges(d.Hours))
		}
	}
	return strings.Join(out, " · ")
}

// days names days of the week that follow each other.
func (w *pen) days(d []time.Weekday) string {
	name := func(x time.Weekday) string { return w.tongue.Weekday(x) }
	if len(d) == 1 {
		return name(d[0])
	}
	return w.set(w.tongue.Range(name(d[0]), name(d[len(d)-1])))
}

// ranges writes the hours of a day.
func (w *pen) ranges(day hours.Day) string {
	if len(day) == 0 {
		return w.say("hours-closed")
	}
	at := func(minute int) time.Time { return time.Date(2026, 1, 1, 0, minute, 0, 0, time.UTC) }
	var out []string
	for _, r := range day {
		if r.From == 0 && r.To == 24*60 {
			return w.say("hours-always")
		}
		end := w.tongue.Time(at(r.To))
		if r.To == 24*60 && w.tongue.Group() != "," {
			end = "24:00"
		}
		// A line may break between two stretches, but not within one.
		out = append(out, strings.Replace(w.set(w.tongue.Range(w.tongue.Time(at(r.From)), end)), "–", "–\u2060", 1))
	}
	return strings.Join(out, ", ")
}

// promise is the words of a first answer, and what the script needs to say by when.
func (w *pen) promised(d hours.Duration, business bool) string {
	switch {
	case business && d.Days > 0:
		return w.span(d, locale.BusinessDay)
	case d.Days > 0:
		return w.span(d, locale.Day)
	case business:
		return w.say("target-business", "Duration", w.span(d, locale.BusinessDay))
	}
	return w.say("target-wall", "Duration", w.span(d, locale.Day))
}
