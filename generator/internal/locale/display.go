package locale

import (
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Language names a language as a list does, "čeština", "Czech"; the tag itself where
// no name is known.
func (f Format) Language(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	if name := display.Tags(language.Make(f.tag)).Name(t); name != "" {
		return name
	}
	return tag
}

// Country names a country of ISO 3166, "Česko", "France"; the code itself where no
// name is known.
func (f Format) Country(code string) string {
	r, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	if name := display.Regions(language.Make(f.tag)).Name(r); name != "" {
		return name
	}
	return code
}

// Speaks reports whether the language is the one that most people of a country of ISO 3166
// speak, as CLDR has it.
func (f Format) Speaks(country string) bool {
	base, _ := language.Make("und-" + country).Base()
	return base.String() == f.base
}

// Company writes the name of a company as a sentence has it. Russian puts a name in
// its own letters between quotation marks, «Север», and leaves one in other letters
// as it is: so the reference books for editors have it.
func (f Format) Company(name string) string {
	if f.base != "ru" || !strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) || strings.ContainsAny(name, "«»„“\"") {
		return name
	}
	return "«" + name + "»"
}
