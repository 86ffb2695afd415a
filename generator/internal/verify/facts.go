package verify

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"signpost/generator/internal/diag"
)

// facts is what one file says. It does not change once scanned, and holds no
// part of the file's bytes.
type facts struct {
	kind        fileKind
	sum         uint64
	size        int
	fingerprint uint64
	known       bool // fingerprint was given

	lang string // of <html>, "" where missing
	// noindex is whether the page asks search engines to leave it out.
	noindex bool
	ids     []string // sorted
	links   []link
	diags   diag.List
}

// hasID reports whether a fragment finds its place.
func (f *facts) hasID(id string) bool {
	_, ok := slices.BinarySearch(f.ids, id)
	return ok
}

// linkKind says what follows from an address.
type linkKind uint8

const (
	linkPlain     linkKind = iota // the reader goes there
	linkRequest                   // the browser fetches it
	linkCanonical                 // a statement about addresses
	linkAlternate                 // the same, with a language
	linkListed                    // an address that a sitemap lists
)

// link is an address within the site.
type link struct {
	off      int // bytes, of the attribute or of the url() in the file
	kind     linkKind
	target   string // path in the tree
	fragment string // decoded; "" where none or where it needs no id
	hreflang string // optional
}

// problem is something wrong at a byte offset, not yet at a line.
type problem struct {
	off     int // -1: the file as a whole
	code    string
	message string
	hint    string // optional
	other   int    // optional: offset of the first of two, else -1
	note    string // what is at other
}

// report turns problems into diagnostics: the only place where bytes become
// lines and code points. It orders problems.
func report(file string, data []byte, problems []problem) diag.List {
	if len(problems) == 0 {
		return nil
	}
	slices.SortStableFunc(problems, func(a, b problem) int { return a.off - b.off })
	list := make(diag.List, 0, len(problems))
	var here, there cursor
	for _, p := range problems {
		d := list.Add(here.at(file, data, p.off), p.code, "%s", p.message)
		d.Hint = p.hint
		if p.note != "" {
			d.Related = []diag.Related{{Pos: there.at(file, data, p.other), Message: p.note}}
		}
	}
	return list
}

// cursor is a place in a file, from which later ones are counted, so that
// many problems in a large file cost no more than one.
type cursor struct {
	off   int // bytes
	lines int // before that of off
	runes int // before off in its line
}

// at moves the cursor to byte off and gives its position.
func (c *cursor) at(file string, data []byte, off int) diag.Pos {
	if off < 0 || off > len(data) {
		return diag.Pos{File: file}
	}
	if off < c.off {
		*c = cursor{}
	}
	passed := data[c.off:off]
	if i := bytes.LastIndexByte(passed, '\n'); i >= 0 {
		c.lines += bytes.Count(passed, []byte("\n"))
		c.runes, passed = 0, passed[i+1:]
	}
	c.runes += utf8.RuneCount(passed)
	c.off = off
	return diag.Pos{File: file, Line: c.lines + 1, Col: c.runes + 1}
}

// maxQuoted is how much of a value from a page a message repeats, in bytes.
const maxQuoted = 120

// quote puts a value from a page into a message, cut at a bearable length.
func quote[T string | []byte](v T) string {
	s := string(v)
	if len(s) > maxQuoted {
		s = strings.ToValidUTF8(s[:maxQuoted], "") + "…"
	}
	return fmt.Sprintf("%q", s)
}
