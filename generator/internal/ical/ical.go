// Package ical writes calendars that programs subscribe to: iCalendar, RFC
// 5545, with the name and the interval of RFC 7986.
//
// In: events as plain values, with their words. Out: the bytes of a file. It reads
// no clock: the same events give the same bytes. It never writes rules of
// repetition or zones: each event has its moments in UTC, or whole days.
package ical

import (
	"bytes"
	"fmt"
	"time"

	ics "github.com/arran4/golang-ical"
)

// Calendar is a file. Name and the summaries are plain text.
type Calendar struct {
	Product string // who wrote it, as in "-//Signpost//EN"
	Name    string
	Stamp   time.Time     // when what it says was known
	Refresh time.Duration // how often to ask again, whole hours; 0: not said
	Events  []Event
}

// Event is a span of time. Its UID is the same in every calendar that holds it.
type Event struct {
	UID      string
	From, To time.Time // To is not part of it
	AllDay   bool      // From and To are dates
	Summary  string
}

// Write gives the file, with the line ends of the standard.
func Write(c Calendar) ([]byte, error) {
	cal := ics.NewCalendar()
	cal.SetProductId(c.Product)
	cal.SetMethod(ics.MethodPublish)
	cal.SetName(c.Name)
	if h := int(c.Refresh / time.Hour); h > 0 {
		cal.SetRefreshInterval(fmt.Sprintf("PT%dH", h))
	}
	for _, e := range c.Events {
		v := cal.AddEvent(e.UID)
		v.SetDtStampTime(c.Stamp)
		if e.AllDay {
			v.SetAllDayStartAt(e.From)
			v.SetAllDayEndAt(e.To)
		} else {
			v.SetStartAt(e.From)
			v.SetEndAt(e.To)
		}
		v.SetSummary(e.Summary)
		v.SetTimeTransparency(ics.TransparencyTransparent) // it makes nobody busy
	}
	var b bytes.Buffer
	err := cal.SerializeTo(&b, ics.WithNewLineWindows)
	return b.Bytes(), err
}
