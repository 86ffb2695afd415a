// Package stem takes the endings off words.
//
// In: a word of a language, in lower case and composed. Out: what its inflected forms have in common, which need not be a
// word. It knows no text and no alphabet but that of its languages, and never says that two words mean the same: it is
// wrong about some, and whoever uses it must be able to bear that.
package stem

import (
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/russian"
)

// Stemmer gives the stem of a word in lower case, composed, with "е" for "ё", and on the way to
// it the base: what is left when endings are off, before letters of the rest
// change. Where a stemmer knows no such step, both are the same. It is not safe for concurrent use.
type Stemmer func(word string) (base, stem string)

// Of is the stemmer of a language, by its tag without a region; a language without one keeps its words as
// they are.
func Of(base string) Stemmer {
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
		return czech
	}
	return func(word string) (string, string) { return word, word }
}

func snowball(stem func(*snowballstem.Env)) Stemmer {
	env := snowballstem.NewEnv("")
	return func(word string) (string, string) {
		env.SetCurrent(word)
		stem(env)
		return env.Current(), env.Current()
	}
}
