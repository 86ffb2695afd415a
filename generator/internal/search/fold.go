package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxWord is the longest word that is indexed, in characters after folding: longer ones
// are keys and addresses, which nobody types.
const maxWord = 40

// letters that no decomposition takes apart.
var apart = strings.NewReplacer("æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ß", "ss", "ς", "σ", "ı", "i")

// Fold reduces a word to what it is compared by: lower case, no diacritics
// (so that "ё" is "е", and "й" is "и"), nothing but letters and digits. It is the same
// function as fold in the theme's fold.ts.
func Fold(word string) string {
	ascii := true
	for i := 0; i < len(word); i++ {
		c := word[i]
		if c >= 0x80 || c >= 'A' && c <= 'Z' || c < '0' {
			ascii = false
			break
		}
	}
	if ascii {
		return word
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, apart.Replace(norm.NFKD.String(lower(norm.NFKD.String(word)))))
}

// lower maps each character by itself: no rule of a language or of the end of
// a word.
func lower(s string) string { return strings.Map(unicode.ToLower, s) }

// inWord reports whether a character is part of a word: a letter, a digit, a mark
// on one, or a soft hyphen or word joiner, which nobody sees.
func inWord(r rune) bool {
	switch {
	case r < 0x80:
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	case r == 0xAD || r == 0x2060:
		return true
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}

// isHyphen reports whether a character joins the parts of a compound.
func isHyphen(r rune) bool { return r == '-' || r == 0x2010 || r == 0x2011 }

// words calls f with each word of a text in order, and, after the parts of a
// compound with hyphens, with the compound in one.
func words(text string, f func(word string)) {
	joined, parts, before := "", 0, -1
	whole := func() {
		if parts > 1 {
			f(joined)
		}
	}
	word := func(start, end int) {
		if r, n := utf8.DecodeRuneInString(text[max(before, 0):]); before >= 0 && isHyphen(r) && before+n == start {
			joined += text[start:end]
			parts++
		} else {
			whole()
			joined, parts = text[start:end], 1
		}
		before = end
		f(text[start:end])
	}
	start := -1
	for i, r := range text {
		switch in := inWord(r); {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			word(start, i)
			start = -1
		}
	}
	if start >= 0 {
		word(start, len(text))
	}
	whole()
}
