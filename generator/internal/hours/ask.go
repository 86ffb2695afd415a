package hours

import "sort"

// State is an answer to "is somebody there?". Known is false for a moment outside
// of the timeline. Until is the next closing, or opening, in minutes like those
// of Interval; Changes is false where the timeline ends before it.
type State struct {
	Known, Open, Changes bool
	Until                int64
}

// At answers for a minute.
func (t *Timeline) At(minute int64) State {
	if minute < t.From || minute >= t.To {
		return State{}
	}
	i := t.after(minute)
	switch {
	case i == len(t.Open):
		return State{Known: true}
	case minute < t.Open[i].From:
		return State{Known: true, Changes: true, Until: t.Open[i].From}
	case t.Open[i].To >= t.To:
		return State{Known: true, Open: true}
	}
	return State{Known: true, Open: true, Changes: true, Until: t.Open[i].To}
}

// after is the number of the first interval that ends after a minute.
func (t *Timeline) after(minute int64) int {
	return sort.Search(len(t.Open), func(i int) bool { return t.Open[i].To > minute })
}

// Clock says which time counts towards a target.
type Clock uint8

// The clocks.
const (
	Business Clock = iota // while somebody is there
	Wall                  // always
)

// Target is a promise to answer in time.
//
// Hours and minutes run by their clock. Days by the clock on the wall have 24 hours. Business
// days are those on which somebody is there at any time, in the zone of the schedule. A request
// that comes while nobody is there counts as come when somebody comes next; it is answered before the last
// closing of the first, second … business day after that.
type Target struct {
	Duration
	Clock Clock
}

// Due answers "first answer by": the minute at which a request that comes at a minute
// is answered at the latest. It is not ok where the timeline ends before.
func (t *Timeline) Due(minute int64, target Target) (due int64, ok bool) {
	switch {
	case minute < t.From || minute >= t.To:
		return 0, false
	case target.Clock == Wall:
		due = minute + int64(target.Days)*dayMinutes + int64(target.Minutes)
		return due, due <= t.To
	case target.Days > 0:
		return t.dueDay(minute, target.Days)
	}
	left := int64(target.Minutes)
	for _, in := range t.Open[t.after(minute):] {
		from := max(in.From, minute)
		if left <= in.To-from {
			return from + left, true
		}
		left -= in.To - from
	}
	return 0, false
}

// dueDay finds the last closing of the n-th business day after the one of a minute.
func (t *Timeline) dueDay(minute int64, n int) (int64, bool) {
	i := t.after(minute)
	if i == len(t.Open) {
		return 0, false
	}
	day := t.local(max(t.Open[i].From, minute)) / dayMinutes
	for ; n > 0; n-- {
		next, ok := t.nextDay(day)
		if !ok {
			return 0, false
		}
		day = next
	}
	return t.lastOpen(day)
}

// local is the minute that the clock shows, counted like those of UTC.
func (t *Timeline) local(minute int64) int64 {
	i := sort.Search(len(t.shifts), func(i int) bool { return t.shifts[i].at > minute })
	return minute + t.shifts[max(i-1, 0)].ahead
}

// begin is the first minute of a day, end that of the next. Where clocks change at midnight a
// day may begin late, or twice: then it begins the first time.
func (t *Timeline) begin(day int64) int64 {
	for i, sh := range t.shifts {
		at := max(day*dayMinutes-sh.ahead, sh.at)
		if i+1 == len(t.shifts) || at < t.shifts[i+1].at {
			return at
		}
	}
	return t.To
}

// nextDay is the first day after another on which somebody is there.
func (t *Timeline) nextDay(day int64) (int64, bool) {
	from := t.begin(day + 1)
	i := t.after(from)
	if i == len(t.Open) {
		return 0, false
	}
	return max(t.local(max(t.Open[i].From, from))/dayMinutes, day+1), true
}

// lastOpen is the end of the last open minute of a day; not ok where the
// timeline ends within it.
func (t *Timeline) lastOpen(day int64) (int64, bool) {
	end := t.begin(day + 1)
	if end >= t.To {
		return 0, false
	}
	i := sort.Search(len(t.Open), func(i int) bool { return t.Open[i].From >= end }) - 1
	if i < 0 {
		return 0, false
	}
	return min(t.Open[i].To, end), true
}
