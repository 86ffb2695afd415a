package search

import (
	"strings"
	"unicode"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/russian"
	"golang.org/x/text/unicode/norm"
)

// stemmer gives the stem of a word in lower case, composed.
type stemmer func(string) string

// stemmerOf is that of a language; a language without one keeps its words as
// they are, and the endings that the browser tries are none.
func stemmerOf(base string) stemmer {
	switch base {
	case "en":
		return snowball(func(e *snowballstem.Env) { english.Stem(e) })
	case "nl":
		return snowball(func(e *snowballstem.Env) { dutch.Stem(e) })
	case "fr":
		return snowball(func(e *snowballstem.Env) { french.Stem(e) })
	case "ru":
		return snowball(func(e *snowballstem.Env) { russian.Stem(e) })
	case "cs":
		return czechStem
	}
	return func(word string) string { return word }
}

func snowball(stem func(*snowballstem.Env)) stemmer {
	env := snowballstem.NewEnv("")
	return func(word string) string {
		env.SetCurrent(word)
		stem(env)
		return env.Current()
	}
}

// term is what a word of a text is found by.
func (a *Analyzer) term(word string) string {
	word = lower(norm.NFC.String(strings.ReplaceAll(word, "\u00ad", "")))
	stem := a.stem
	if a.cyrillic && latin(word) {
		stem = a.english
	}
	if t := Fold(stem(strings.ReplaceAll(word, "ё", "е"))); t != "" {
		return t
	}
	return Fold(word)
}

// latin reports whether all letters of a word are of the Latin alphabet.
func latin(word string) bool {
	for _, r := range word {
		if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) {
			return false
		}
	}
	return true
}
