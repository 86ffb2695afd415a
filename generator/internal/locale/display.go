package locale

import (
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
