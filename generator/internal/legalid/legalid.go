// Package legalid reads the numbers that organisations are registered under:
// in trade registers, for taxes, with banks.
//
// In: the name of a scheme, "cz-ico", and a number as somebody wrote it, with
// spaces, dots or hyphens. Out: the number without them, and as its country
// prints it; or what is wrong with it: its length, a character, a part, its
// check digits. It never asks a register whether the number was given to
// anybody, and never says which digit would be right: who learns that writes a
// number that fits and is somebody else's.
package legalid

import (
	"fmt"
	"slices"
	"strings"
)

// ID is a number that follows the rules of its scheme.
type ID struct {
	Scheme string // "be-kbo"
	Value  string // without separators: "0000000196"
	// Printed is the form of the country, with ordinary spaces: "0000.000.196".
	Printed string
}

// The ways in which a number can be wrong.
const (
	Unknown   = "scheme"    // the scheme is none of ours
	Length    = "length"    // too few or too many characters
	Character = "character" // a character that cannot stand where it does
	Part      = "part"      // a part with a meaning that it cannot have
	Digit     = "check"     // check digits that do not fit the others
)

// Fault is what is wrong with a number. Error says it as a fact about the
// number, lower case: "has 7 digits, and an IČO has 8".
type Fault struct {
	Kind string // one of the constants above
	text string
}

func (f *Fault) Error() string { return f.text }

func fault(kind, format string, args ...any) *Fault {
	return &Fault{kind, fmt.Sprintf(format, args...)}
}

// scheme is one kind of number.
type scheme struct {
	name string
	// check gets capital letters and digits alone.
	check func(s string) *Fault
	// print groups a number that was checked; nil for none.
	print func(s string) string
	// raw is set where the number has words in it: check gets it as written.
	raw bool
}

// schemes lists them by name. The file of each country names its sources.
func schemes() []scheme {
	return []scheme{
		{name: "be-btw", check: belgianVAT, print: func(s string) string { return "BE " + dotted(s[2:]) }},
		{name: "be-kbo", check: belgian, print: dotted},
		{name: "cz-dic", check: czechVAT},
		{name: "cz-ico", check: czech},
		{name: "eu-vat", check: europeanVAT},
		{name: "fr-rcs", check: frenchRegister, raw: true},
		{name: "fr-siren", check: siren, print: groups(3, 3, 3)},
		{name: "fr-siret", check: siret, print: groups(3, 3, 3, 5)},
		{name: "fr-tva", check: frenchVAT, print: groups(2, 2, 3, 3, 3)},
		{name: "iban", check: iban, print: fours},
		{name: "lei", check: lei},
		{name: "nl-btw-id", check: dutchVAT},
		{name: "nl-kvk", check: dutchRegister},
		{name: "nl-rsin", check: rsin},
		{name: "ru-inn", check: inn},
		{name: "ru-kpp", check: kpp},
		{name: "ru-ogrn", check: ogrn},
		{name: "ru-ogrnip", check: ogrnip},
	}
}

// Schemes lists the names of all schemes, sorted.
func Schemes() []string {
	var names []string
	for _, s := range schemes() {
		names = append(names, s.name)
	}
	return names
}

// separators may stand between the characters of a number.
const separators = " .-/\u00a0\u2009\u202f\u2011"

// Parse reads a number. The error is a *Fault.
func Parse(name, written string) (ID, error) {
	i := slices.IndexFunc(schemes(), func(s scheme) bool { return s.name == name })
	if i < 0 {
		return ID{}, fault(Unknown, "%q is no kind of number that is known", name)
	}
	s := schemes()[i]
	value := strings.TrimSpace(written)
	if !s.raw {
		value = compact(value)
	}
	if f := s.check(value); f != nil {
		return ID{}, f
	}
	id := ID{Scheme: name, Value: value, Printed: value}
	if s.print != nil {
		id.Printed = s.print(value)
	}
	return id, nil
}

// compact takes separators out and makes capitals of a to z.
func compact(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(separators, r):
			return -1
		case 'a' <= r && r <= 'z':
			return r - 'a' + 'A'
		}
		return r
	}, s)
}

// groups prints digits in groups; what is left over is the last one.
func groups(sizes ...int) func(string) string {
	return func(s string) string {
		var parts []string
		for _, n := range sizes {
			n = min(n, len(s))
			parts, s = append(parts, s[:n]), s[n:]
		}
		return strings.Join(parts, " ")
	}
}

func fours(s string) string {
	var parts []string
	for len(s) > 4 {
		parts, s = append(parts, s[:4]), s[4:]
	}
	return strings.Join(append(parts, s), " ")
}
