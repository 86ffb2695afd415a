// Package ledger remembers what each text was translated from, and grades how
// far the source has gone since.
//
// In: the units of a document in the source language (prose.Document.Units),
// and the ledger of a translation of it, a YAML file with one line for each
// unit. Out: for each unit whether the source is still what it was then, and
// if not, how it differs. It never reads the translation itself, never looks at
// a clock and never decides what follows from a difference.
//
// # A ledger
//
//	rights: {from: 1a2b3c4d5e.6f7a8b9c0d.1e2f3a4b5c, made: machine, day: 2026-11-26, reviewed: no}
//
// The key is the id of the unit. "from" holds three hashes of the source text,
// 40 bits each, of one text in three degrees of strictness:
//
//	exact   the words as marked up; not line breaks, spaces, list signs, nor the order of paragraphs
//	words   the words alone, in lower case; not punctuation, markup, kinds of spaces, nor where links lead
//	facts   numbers, times, amounts, phone numbers, addresses, codes, severities, each as often as it stands there
//
// "made" is who translated the unit, "day" when that was brought up to date
// last (optional), "reviewed" when a person reviewed it, or no. Lines stand in
// the order of the source, so that two branches which translate different
// sections merge without a conflict.
//
// Code: translation-ledger.
package ledger

import (
	"strings"

	"signpost/generator/internal/diag"
)

// Person and Machine are those who make translations.
const (
	Person  = "person"
	Machine = "machine"
)

// Unreviewed stands where a day of review would.
const Unreviewed = "no"

// From identifies a text in three degrees of strictness, each 10 hexadecimal
// digits.
type From struct{ Exact, Words, Facts string }

// String is the form in a file.
func (f From) String() string { return f.Exact + "." + f.Words + "." + f.Facts }

// Entry is what is known of the translation of one unit.
type Entry struct {
	ID       string
	Pos      diag.Pos
	From     From
	Made     string // Person or Machine
	Day      string // "2026-11-26", of the translation; "" where nobody wrote it down
	Reviewed string // "2026-11-27", or Unreviewed
}

// Ledger is what is known of the translation of a document.
type Ledger struct {
	File    string
	Entries []Entry // in the order of the file

	byID map[string]int
}

// New makes a ledger of entries with different ids.
func New(file string, entries []Entry) *Ledger {
	l := &Ledger{File: file, Entries: entries, byID: make(map[string]int, len(entries))}
	for i, e := range entries {
		l.byID[e.ID] = i
	}
	return l
}

// Entry returns what is known of a unit, or nil. A nil Ledger knows nothing.
func (l *Ledger) Entry(id string) *Entry {
	if l == nil {
		return nil
	}
	if i, ok := l.byID[id]; ok {
		return &l.Entries[i]
	}
	return nil
}

// Folder is where the ledgers of a project are.
const Folder = "translations"

// head begins every ledger.
const head = `# What this translation was made from. Written by "signpost translate stamp"; docs/translating.md.
`

// Bytes is the file of a ledger.
func (l *Ledger) Bytes() []byte {
	var b strings.Builder
	b.WriteString(head)
	for _, e := range l.Entries {
		b.WriteString(key(e.ID) + ": {from: " + e.From.String() + ", made: " + e.Made)
		if e.Day != "" {
			b.WriteString(", day: " + e.Day)
		}
		b.WriteString(", reviewed: " + e.Reviewed + "}\n")
	}
	return []byte(b.String())
}

// key quotes an id that a reader of YAML may take for something else than text.
func key(id string) string {
	switch id {
	case "yes", "no", "on", "off", "true", "false", "null", "y", "n":
		return `"` + id + `"`
	}
	return id
}

// Claim sums up how a document was translated: by whom, since when, and since
// when it is reviewed as a whole. The zero value says nothing.
type Claim struct {
	Made     string // Machine where one unit is a machine's
	Day      string // the last on which a unit was translated; "" where it is not known
	Reviewed string // the earliest day of review; Unreviewed where one unit is
}

// Claim gives what holds for all units of a ledger.
func (l *Ledger) Claim() Claim {
	if l == nil || len(l.Entries) == 0 {
		return Claim{}
	}
	c := Claim{Made: Person, Reviewed: l.Entries[0].Reviewed}
	for _, e := range l.Entries {
		if e.Made == Machine {
			c.Made = Machine
		}
		c.Day = max(c.Day, e.Day)
		switch {
		case e.Reviewed == Unreviewed || c.Reviewed == Unreviewed:
			c.Reviewed = Unreviewed
		default:
			c.Reviewed = min(c.Reviewed, e.Reviewed)
		}
	}
	return c
}
