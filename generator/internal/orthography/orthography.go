// Package orthography holds the words of one file against the letters and the
// typography of its language, and mends what can be mended for certain.
//
// In: the lines of a text, as prose.Document.Lines gives them, or the strings
// of a catalogue, with the tag of their language. Out: diagnostics, all of
// them warnings, each at its character; and, from Mend, the same file with
// other characters in its texts. It never looks at code, addresses, HTML, keys
// or ids, never changes a word, and knows no other file: what a translation
// owes to its source is for check.
//
// The letters of a language are the exemplar characters of CLDR 48
// (exemplars.txt). Of a language that is not in that file only what is wrong
// in every language is found: mixed alphabets, letters in pieces, characters
// that cannot be seen, spaces. What the build sets by itself, spaces that do
// not break, is counted for a whole file (typography-nobreak), not reported one by one.
//
// # Codes
//
//	letter-foreign         a letter that the language does not write
//	letter-mixed           a word of two alphabets
//	letter-form            a letter in pieces: not in Unicode's form NFC
//	letter-invisible       a character that cannot be seen
//	typography-quotes      a straight quotation mark, or one of another language
//	typography-apostrophe  a straight apostrophe, or another sign in its place
//	typography-dash        a hyphen, or two, in the place of a dash
//	typography-ellipsis    three points
//	typography-space       a space too much, or one that is missing
//	typography-ordinal     an ordinal that is not written so
//	typography-repeated    a word twice
//	typography-nobreak     a text without the spaces that may not break
package orthography

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"signpost/generator/internal/prose"
)

// finding is what is wrong with some bytes of a line.
type finding struct {
	code    string
	at, n   int // bytes of the line
	message string
	hint    string // what to do where it is not mended; optional
	mends   bool
	with    string // what is right, where it can be mended
	pair    int    // two findings with one number are mended together; 0 of others
}

// line is a line of text as a reader sees it. A piece of a line that is no
// text is an object: one character, locale.Object.
type line struct {
	text string
	// foreign are the spans of words marked as another language's: emphasis.
	foreign [][2]int
	// label is whether the line begins with an object that a dash may follow: the
	// id of an answer.
	label bool
}

// object stands for what is no text; brk for the end of a line of the file.
const (
	object = "\ufffc"
	brk    = '\n'
)

// finder looks at lines of a language, one after the other.
type finder struct {
	o     *orthography
	words [][2]int // of the line; it is used again for the next one
}

// find lists what is wrong with a line, in order. Of findings that overlap the
// first stays.
func (f *finder) find(l line) []finding {
	var out []finding
	f.words = words(f.words[:0], l.text)
	o, found, holds := f.o, f.words, signsOf(l.text)
	if holds.beyond {
		out = append(out, letters(l, found, o)...)
	}
	if holds.hidden {
		out = append(out, invisible(l, o)...)
	}
	if holds.quotes {
		out = append(out, apostrophes(l, o)...)
		out = append(out, quotes(l, o)...)
	}
	if holds.dashes {
		out = append(out, dashes(l, o)...)
	}
	out = append(out, ellipses(l)...)
	out = append(out, spaces(l, o)...)
	if holds.ordinals {
		out = append(out, ordinals(l, o)...)
	}
	out = append(out, repeated(l, found, o)...)
	if len(out) == 0 {
		return nil
	}
	slices.SortStableFunc(out, func(a, b finding) int { return cmp.Compare(a.at, b.at) })
	end := -1
	return slices.DeleteFunc(out, func(f finding) bool {
		if f.at < end {
			return true
		}
		end = f.at + max(f.n, 1)
		return false
	})
}

// signs are what a line holds: most hold few, and need not be searched for the
// others.
type signs struct {
	beyond   bool // characters beyond ASCII
	quotes   bool // quotation marks, apostrophes and what is taken for them
	dashes   bool // hyphens and dashes
	hidden   bool // characters that cannot be seen
	ordinals bool // digits that are joined to what follows
}

func signsOf(text string) (holds signs) {
	for i, r := range text {
		switch {
		case '0' <= r && r <= '9':
			holds.ordinals = holds.ordinals || joins(text[i+1:])
		case r == '-':
			holds.dashes = true
		case r == '"' || r == '\'' || r == '`':
			holds.quotes = true
		case r < utf8.RuneSelf:
		default:
			holds.beyond = true
			if 'À' <= r && r <= 'ʯ' || 'Ѐ' <= r && r <= 'ԯ' {
				continue // as almost all
			}
			holds.hidden = holds.hidden || hidden(r)
			holds.dashes = holds.dashes || r == '–' || r == '—'
			holds.quotes = holds.quotes || (r < 'À' || 'ʀ' < r && r < '\u0300' || r > '\u2000') && strings.ContainsRune(marks+"´ʼ", r)
		}
	}
	return holds
}

// joins reports whether a digit may be that of an ordinal where a text follows it: letters,
// a hyphen or a point with letters behind it.
func joins(after string) bool {
	if after == "" {
		return false
	}
	c := after[0]
	if (c == '-' || c == '.') && len(after) > 1 {
		c = after[1]
	}
	return c >= utf8.RuneSelf || latin(c)
}

// lineOf makes a line of the pieces of a text.
func lineOf(pieces []prose.Run) line {
	var l line
	at, text := 0, make([]string, 0, 8)
	for i, p := range pieces {
		if p.Marked {
			l.foreign = append(l.foreign, [2]int{at, at + len(p.Text)})
		}
		l.label = l.label || i == 0 && p.Text == object
		text = append(text, p.Text)
		at += len(p.Text)
	}
	l.text = strings.Join(text, "")
	return l
}

// isForeign reports whether a byte stands in words marked as those of another
// language.
func (l line) isForeign(at int) bool {
	return slices.ContainsFunc(l.foreign, func(s [2]int) bool { return s[0] <= at && at < s[1] })
}
