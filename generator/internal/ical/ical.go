// Package ical writes calendars that programs subscribe to: iCalendar, RFC
// 5545, with the name and the interval of RFC 7986.
//
// In: events as plain values, with their words. Out: the bytes of a file. It reads
// no clock: the same events give the same bytes. It never writes rules of
// repetition or zones: each event has its moments in UTC, or whole days.
package ical

import (
	"bytes"
	"crypto/sha1"
	"fmt"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
)

// Calendar is a file. Name and the summaries are plain text.
type Calendar struct {
	Product string // who wrote it, as in "-//Signpost//EN"
	Lang    string // optional: the language of the summaries, BCP 47
	Name    string
	Stamp   time.Time     // when what it says was known
	Refresh time.Duration // how often to ask again, whole hours; 0: not said
	Events  []Event
}

// Event is a span of time. Its UID is the same in every calendar that holds it, and no other event of the world has it: see UID.
type Event struct {
	UID      string
	From, To time.Time // To is not part of it
	AllDay   bool      // From and To are dates
	Summary  string
}

// UID makes an identifier of a name: the same for the same name, and without a name of a host or person in it, as RFC 7986 (5.3)
// asks. It is a UUID of version 5 in the namespace of addresses (RFC 9562, 5.5 and 6.6), so parts should begin with an
// address that is its owner's alone.
func UID(parts ...string) string {
	urls := []byte{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}
	u := sha1.Sum(append(urls, strings.Join(parts, "#")...))
	u[6], u[8] = u[6]&0x0f|0x50, u[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:16])
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
		if c.Lang != "" {
			v.SetSummary(e.Summary, &ics.KeyValues{Key: string(ics.ParameterLanguage), Value: []string{c.Lang}})
		} else {
			v.SetSummary(e.Summary)
		}
		v.SetTimeTransparency(ics.TransparencyTransparent) // it makes nobody busy
	}
	var b bytes.Buffer
	err := cal.SerializeTo(&b, ics.WithNewLineWindows)
	return b.Bytes(), err
}
