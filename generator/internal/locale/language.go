// Package locale knows languages: their own names, their plural forms, the
// interface strings of a site in each of them, how they write numbers, money
// and dates, and where their spaces may not break.
//
// In: language tags, values, i18n/<lang>.yaml and i18n/glossary.yaml. Out:
// Languages, Catalogues, a Glossary, the order of words; Formats, which write
// values; Typesetters, which set text. It never holds a text of its own but
// the names that CLDR gives to months, days and units, and never falls back
// silently: a string that is missing in a language is for check to report.
//
// # Codes
//
//	catalogue-form      a string has no form "other"
//	catalogue-key       a key has a meaning of its own in go-i18n
//	catalogue-template  a string is no template
//	term-id             an id of a term has a wrong form
//	term-value          a term with facts, of which none are known
//
// and those of source.
package locale

import (
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Language is a language of a site.
type Language struct {
	Tag  string // BCP 47: "ru", "nl-BE"
	Name string // its own name for itself, capitalised: "Русский"
	// Locale is language and country as Open Graph writes them, "ru_RU": the
	// tag's country, or the one where most speak the language.
	Locale string
	// Plurals are the CLDR categories of cardinal numbers, in CLDR's order,
	// "other" last.
	Plurals []string
}

// Lookup returns what is known of a language; false for a tag that names none.
func Lookup(tag string) (Language, bool) {
	t, err := language.Parse(tag)
	if err != nil {
		return Language{Tag: tag, Name: tag, Locale: tag, Plurals: []string{"other"}}, false
	}
	name := []rune(display.Self.Name(t))
	if len(name) == 0 {
		name = []rune(tag)
	}
	name[0] = unicode.ToUpper(name[0])
	base, _ := t.Base()
	country, _ := t.Region()
	return Language{Tag: tag, Name: string(name), Locale: base.String() + "_" + country.String(), Plurals: categories(t)}, true
}
