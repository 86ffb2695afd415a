package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/russian"
	"golang.org/x/text/unicode/norm"
)

// stemmer gives the stem of a word in lower case, composed, and on the way to
// it the base: what is left when endings are off, before letters of the rest
// change. Where a stemmer knows no such step, both are the same.
type stemmer func(string) (base, stem string)

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
		// Twice, since the first time leaves "проблем" of "проблема" and "пробл" of
		// "проблему".
		return snowball(func(e *snowballstem.Env) {
			russian.Stem(e)
			e.SetCurrent(e.Current())
			russian.Stem(e)
		})
	case "cs":
		return czechStem
	}
	return func(word string) (string, string) { return word, word }
}

func snowball(stem func(*snowballstem.Env)) stemmer {
	env := snowballstem.NewEnv("")
	return func(word string) (string, string) {
		env.SetCurrent(word)
		stem(env)
		return env.Current(), env.Current()
	}
}

// unseen takes away what nobody sees in a word.
var unseen = strings.NewReplacer("\u00ad", "", "\u2060", "")

// stemmed gives the base and the term of a word, folded.
func (a *Analyzer) stemmed(word string) (base, term string) {
	word = lower(norm.NFC.String(unseen.Replace(word)))
	if utf8.RuneCountInString(word) < 3 { // "C" is a severity, "it" a name
		return Fold(word), Fold(word)
	}
	stem := a.stem
	if a.cyrillic && latin(word) {
		stem = a.english
	}
	base, term = stem(strings.ReplaceAll(word, "ё", "е"))
	if base, term = Fold(base), Fold(term); base != "" && term != "" {
		return base, term
	}
	return Fold(word), Fold(word)
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
