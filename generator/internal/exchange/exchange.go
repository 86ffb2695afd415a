// Package exchange carries texts to translators and back: XLIFF 1.2, XLIFF 2.0
// and PO.
//
// In: a project and a language; and a file that came back from a translator.
// Out: a File of what is to be translated, written in one of the three formats;
// and the new bytes of Markdown, strings and ledgers, or the reasons why not. It
// never writes to a disk, never looks at a clock, never changes a byte that no
// translator changed, and gives no part of a file that it refused.
//
// # What a file holds
//
// Texts, one for each file of the language; in each the units of its ledger
// (prose.Unit), in each of those segments: a paragraph, a heading, a cell, an
// answer, a title, a plural form of a string. A segment has the id
// "<unit>.<hash of the source>", which stays the same until its source changes.
// Markup within a line is a placeholder with a number, in the order of the source:
//
//	XLIFF 1.2  <g id="1">words</g>   <x id="2"/>
//	XLIFF 2.0  <pc id="1">words</pc> <ph id="2"/>
//	PO         <1>words</1>          <2/>
//
// # What is refused
//
// A file that is read is not trusted: no document type, no entities, 64 MiB and
// 24 levels at most, every element known. Of each segment: an id that the
// project does not have, or has with another source now; a placeholder that is
// lost, doubled, invented or wrongly nested, links among them; a number that is
// not in the source, or missing; words that no Markdown can say. A translation
// that differed in one of these before may go on to.
//
// # Codes
//
//	exchange-syntax   the file cannot be read
//	exchange-file     the file is of another project, language or version
//	exchange-unit     a segment that the project does not have, or that is missing
//	exchange-source   the source is not what it was
//	exchange-mark     a placeholder is lost, doubled, invented or wrongly nested
//	exchange-number   a number is lost or invented
//	exchange-target   words that cannot be taken
//	exchange-section  a section, or a page, of which a part has no translation
package exchange

import (
	"signpost/generator/internal/diag"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/source"
)

// Format is a format of files.
type Format string

// The formats.
const (
	XLIFF12 Format = "xliff12"
	XLIFF20 Format = "xliff20"
	PO      Format = "po"
)

// Formats lists them, the first being what most tools read.
func Formats() []Format { return []Format{XLIFF12, XLIFF20, PO} }

// Ending is how the name of a file of the format ends.
func (f Format) Ending() string {
	return map[Format]string{XLIFF12: ".xlf", XLIFF20: ".xlf", PO: ".po"}[f]
}

// MaxFile is how long a file may be that is read, in bytes.
const MaxFile = 64 << 20

// State is how far the translation of a segment is.
type State uint8

// The states.
const (
	New      State = iota // not translated
	Review                // translated, and to be looked at again
	Done                  // translated
	Reviewed              // and reviewed
)

// File is what goes to a translator, or came back.
type File struct {
	// From and To are the languages.
	From, To string
	Texts    []Text

	name string // of a file that was read, with its text
	data []byte
}

// Text is a file of a project in two languages.
type Text struct {
	File   string // of the translation, there or not: "content/nl/guides/hours.md"
	Source string
	Notes  []string
	Units  []Unit

	at int // offset in a file that was read
}

// Unit is a unit of the ledger with its segments.
type Unit struct {
	ID       string
	Notes    []string
	Segments []Segment
}

// Segment is what is translated at one go.
type Segment struct {
	ID     string
	Kind   string // "paragraph", "answer", "title", "plural form \"few\""
	Place  diag.Pos
	Notes  []string
	Codes  []Code // the placeholders of both texts
	Source []Span
	Target []Span // empty where there is no translation
	State  State
	// Machine is whether the file says that a machine made this translation.
	Machine bool

	at int
}

// Code is a placeholder.
type Code struct {
	ID string // "1"
	prose.Mark
}

// SpanKind tells what a span is.
type SpanKind uint8

// The kinds of spans.
const (
	Words SpanKind = iota
	Open           // a placeholder that words follow
	Close
	Alone
)

// Span is a run of words, or a placeholder.
type Span struct {
	Kind SpanKind
	Text string // of Words
	Code string // the id of a placeholder
}

// pos is a place in a file that was read.
func (f *File) pos(at int) diag.Pos { return source.PosAt(f.name, f.data, at) }

// Segments counts the segments of a file.
func (f *File) Segments() int {
	n := 0
	for _, t := range f.Texts {
		for _, u := range t.Units {
			n += len(u.Segments)
		}
	}
	return n
}
