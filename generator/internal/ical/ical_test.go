package ical

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestWrite holds a calendar byte for byte; that another program reads it is tested in e2e.
func TestWrite(t *testing.T) {
	zone := time.FixedZone("", 2*60*60)
	got, err := Write(Calendar{
		Product: "-//Signpost//EN", Name: "Desk", Stamp: time.Date(2026, 11, 26, 1, 0, 0, 0, zone),
		Events: []Event{
			{UID: "a", From: time.Date(2026, 11, 26, 9, 0, 0, 0, zone), To: time.Date(2026, 11, 26, 17, 30, 0, 0, zone), Summary: "Open; a, b\nc"},
			{UID: "b", From: time.Date(2026, 12, 24, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 12, 25, 0, 0, 0, 0, time.UTC), AllDay: true, Summary: "Closed"},
		},
	})
	want := strings.ReplaceAll(`BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Signpost//EN
METHOD:PUBLISH
NAME:Desk
X-WR-CALNAME:Desk
BEGIN:VEVENT
UID:a
DTSTAMP:20261125T230000Z
DTSTART:20261126T070000Z
DTEND:20261126T153000Z
SUMMARY:Open\; a\, b\nc
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:b
DTSTAMP:20261125T230000Z
DTSTART;VALUE=DATE:20261224
DTEND;VALUE=DATE:20261225
SUMMARY:Closed
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
`, "\n", "\r\n")
	if d := cmp.Diff(want, string(got)); d != "" || err != nil {
		t.Error(d, err)
	}
}
