package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// unseen takes away what nobody sees in a word.
var unseen = strings.NewReplacer("\u00ad", "", "\u2060", "")

// stemmed gives the base and the term of a word, folded.
func (a *Analyzer) stemmed(word string) (base, term string) {
	word = lower(norm.NFC.String(unseen.Replace(word)))
	if utf8.RuneCountInString(word) < 3 { // "C" is a severity, "it" a name
		return Fold(word), Fold(word)
	}
	stemmer := a.stemmer
	if a.cyrillic && latin(word) {
		stemmer = a.english
	}
	base, term = stemmer(strings.ReplaceAll(word, "ё", "е"))
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
