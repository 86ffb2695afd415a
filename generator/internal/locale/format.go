package locale

import (
	"cmp"
	"strings"
)

// Format writes values as the readers of a language write them. It is a value
// that does not change, safe for concurrent use.
//
// What it writes is what CLDR 48 has for en, ru, nl, nl-BE, fr, fr-BE and cs,
// character by character, as testdata/formats/icu.txt shows; the few places
// where the house writes otherwise are in testdata/formats/house.txt, each
// with its reason. Of any other language it knows the signs in numbers; dates
// and times are those of ISO 8601 there, and words are an error.
//
// A space of CLDR that may break stays one: a Typesetter binds it when the
// text is put on a page.
type Format struct {
	tag, base string
	signs     signs
	names     *names // nil where none are known
}

// signs are what stands between the digits of a number, and before %.
type signs struct{ group, decimal, percent string }

const (
	nbsp  = "\u00a0" // a space that does not break
	nnbsp = "\u202f" // a narrow one
	minus = "\u2212"
	// joiner keeps a line from breaking where it stands, and is not seen.
	joiner = "\u2060"
)

// NewFormat makes one for a language tag: "ru", "nl-BE".
func NewFormat(tag string) Format {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	f := Format{tag: tag, base: base, signs: signs{nbsp, ",", nbsp}}
	switch base {
	case "en":
		f.signs = signs{",", ".", ""}
	case "nl", "id", "it", "tr":
		f.signs = signs{".", ",", ""}
	case "de", "da", "el", "is", "ro", "sl":
		f.signs = signs{".", ",", nbsp}
	case "fr":
		f.signs.group = nnbsp
	}
	if n, ok := namesOf[base]; ok {
		f.names = &n
	}
	return f
}

// Group is what stands between groups of three digits: a comma, a dot, or a
// space that does not break.
func (f Format) Group() string { return f.signs.group }

// Dash is the one between two parts of a line: long in Russian.
func (f Format) Dash() string {
	if r := rulesOf[f.base]; r != nil && r.dash != "" {
		return r.dash
	}
	return "–"
}

// region reports whether the tag is of a region: region("BE") of "nl-BE".
func (f Format) region(code string) bool {
	_, rest, _ := strings.Cut(f.tag, "-")
	return strings.EqualFold(cmp.Or(rest, "-"), code)
}
