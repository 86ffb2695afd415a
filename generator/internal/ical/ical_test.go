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
		Product: "-//Signpost//EN", Lang: "en", Name: "Desk", Stamp: time.Date(2026, 11, 26, 1, 0, 0, 0, zone),
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
SUMMARY;LANGUAGE=en:Open\; a\, b\nc
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:b
DTSTAMP:20261125T230000Z
DTSTART;VALUE=DATE:20261224
DTEND;VALUE=DATE:20261225
SUMMARY;LANGUAGE=en:Closed
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
`, "\n", "\r\n")
	if d := cmp.Diff(want, string(got)); d != "" || err != nil {
		t.Error(d, err)
	}
}

// TestUID holds one that others compute of the same name, and that no two are the same.
func TestUID(t *testing.T) {
	// The example of RFC 9562, A.4, is of the namespace of host names; this one was computed with Python's uuid.uuid5.
	if got := UID("https://modra-hora.example/", "desk"); got != "a27bd6f1-d750-5bb6-b9c6-a75460f1c917" {
		t.Error(got)
	}
	if UID("a", "b") == UID("a", "c") || UID("a", "b") == UID("a") {
		t.Error("two names have one identifier")
	}
}
