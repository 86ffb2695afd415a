// Package spelling knows the words of five languages.
//
// In: words and texts of a language. Out: whether a word is known, or at least like those that are; and how many words of a text
// a language knows, which tells languages apart. It never says that a word is wrong: there are more words than any list has.
//
// # What a list is
//
// data/<language>.words holds the words as bits of a filter: a word that was put in is always found, and of other words one in
// 2,000 is. Beside them stands which endings go along with which, learned from the same words: "ám" with "at" in Czech, since most
// stems that have one have the other. So "vynecháváte" is as good as known by "vynechává" and "vynechávat", and "vynechu" is
// not by "vynechám". Where the words came from says NOTICE.md; testdata/build makes the files.
package spelling

import (
	"embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Limits of Doubtful, in characters.
const (
	leastWord = 5 // shorter ones are abbreviations and names of things as often as words
	leastStem = 4
	mostEnd   = 5
)

// Words are the words of a language. Safe for concurrent use.
type Words struct {
	letters  string      // all that its words are made of
	letter   [0x500]bool // the same, by character
	prefixes []string
	compound bool   // words are put together from others
	english  *Words // of another language: an English word is none of its own, and no mistake; nil of English
	goes     map[string][]string
	filter   filter
}

//go:embed data
var data embed.FS

var lists = sync.OnceValue(func() map[string]*Words {
	out := map[string]*Words{}
	for _, lang := range Languages() {
		if raw, err := data.ReadFile("data/" + lang + ".words"); err == nil {
			if w, err := read(raw); err == nil {
				out[lang] = w
			}
		}
	}
	for lang, w := range out {
		if lang != "en" {
			w.english = out["en"]
		}
	}
	return out
})

// Languages lists those whose words are known.
func Languages() []string { return []string{"cs", "en", "fr", "nl", "ru"} }

// Of gives the words of a language, "nl-BE" being "nl"; nil where they are not known.
func Of(lang string) *Words {
	base, _, _ := strings.Cut(lang, "-")
	return lists()[base]
}

// Known reports whether a word in lower case is in the list.
func (w *Words) Known(word string) bool { return w.filter.has(plain(word)) }

// Doubtful reports whether a word is in the list in no form and is like none that is. Only a word in lower case, of the letters of the language, is
// ever doubtful.
func (w *Words) Doubtful(word string) bool {
	word = plain(word)
	if utf8.RuneCountInString(word) < leastWord || !w.own(word) {
		return false
	}
	return !w.like(word)
}

// own reports whether all letters are small ones of the language.
func (w *Words) own(word string) bool {
	for _, r := range word {
		if int(r) >= len(w.letter) || !w.letter[r] {
			return false
		}
	}
	return true
}

func (w *Words) like(word string) bool {
	if w.filter.has(word) || w.inflected(word) || w.compound && w.joined(word) || w.english != nil && w.english.Known(word) {
		return true
	}
	for _, p := range w.prefixes {
		rest, ok := strings.CutPrefix(word, p)
		if ok && utf8.RuneCountInString(rest) >= leastStem && (w.filter.has(rest) || w.inflected(rest)) {
			return true
		}
	}
	return false
}

// inflected reports whether the stem of a word is known with two endings that
// its own goes along with.
func (w *Words) inflected(word string) bool {
	letters := utf8.RuneCountInString(word)
	for n, at := 0, len(word); n <= mostEnd && letters-n >= leastStem; n++ {
		if n > 0 {
			_, size := utf8.DecodeLastRuneInString(word[:at])
			at -= size
		}
		stem, met := sum(basis, word[:at]), 0
		for _, other := range w.goes[word[at:]] {
			if w.filter.hasSum(sum(stem, other)) {
				if met++; met == 2 {
					return true
				}
			}
		}
	}
	return false
}

// joined reports whether a word is two others in one, with an "s" between them
// or none; the second may be so itself.
func (w *Words) joined(word string) bool {
	first, bare := basis, basis // the hash of what stands before i, and of that without its last byte
	last := 0
	for i := range word {
		for ; last < i; last++ {
			bare, first = first, sum(first, word[last:last+1])
		}
		if i < 3 || len(word)-i < 4 {
			continue
		}
		if !w.filter.hasSum(first) && (word[i-1] != 's' || i < 5 || !w.filter.hasSum(bare)) {
			continue
		}
		second := word[i:]
		if w.filter.has(second) || w.inflected(second) || len(second) > 7 && w.joined(second) {
			return true
		}
	}
	return false
}

// plain is a word as the list has it.
func plain(word string) string { return strings.ReplaceAll(word, "ё", "е") }

// Scan lists the words of prose that stand for themselves, with where each begins, in bytes. What is joined by other
// signs than hyphens and apostrophes is an address or a code, and of what these join only the last part is a word: the second half
// of "multi-tenant", and none of "portal.azure.com". What slashes join to an address belongs to it.
func Scan(text string, f func(word string, at int)) {
	address := false
	for i := 0; i < len(text); {
		if n := lettersOf(text[i:]); n > 0 && !address {
			if more := closed(text[i+n:]); more > 0 { // as almost all
				f(text[i:i+n], i)
				i += n + more
				continue
			}
		}
		n := strings.IndexFunc(text[i:], notWord)
		if n < 0 {
			n = len(text) - i
		}
		chunk := text[i : i+n]
		word := strings.TrimRightFunc(chunk, notLetter)
		trimmed := strings.TrimLeftFunc(word, notLetter)
		last := strings.LastIndexAny(trimmed, "-\u2010\u2011'’") // of two or three bytes, cut off below
		own := strings.TrimLeftFunc(trimmed[last+1:], notLetter)
		next, size := utf8.DecodeRuneInString(text[i+n:])
		part := address
		switch next {
		case '/':
			address = part || strings.Contains(trimmed, ".")
		case '[': // "a.example/[name]"
			address = part || strings.HasSuffix(chunk, "\ufffc")
		default:
			address = part && next == ']'
		}
		switch rest := chunk[len(word):]; {
		case part, own == "", strings.ContainsAny(chunk, codes), strings.IndexFunc(trimmed, unicode.IsNumber) >= 0:
		case strings.HasPrefix(rest, "-"), strings.ContainsFunc(trimmed, inCode):
		default:
			f(own, i+strings.LastIndex(word, own))
		}
		i += n + size
	}
}

// lettersOf is how many bytes at the beginning of a text are letters of the alphabets of the five languages.
func lettersOf(text string) int {
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			i++
			continue
		case 0xc3 <= c && c <= 0xd2 && i+1 < len(text): // of two bytes
			r := rune(c&0x1f)<<6 | rune(text[i+1]&0x3f)
			if text[i+1]>>6 == 2 && ('À' <= r && r <= 'ʯ' && r != '×' && r != '÷' || 'Ѐ' <= r && r <= 'ҁ') {
				i += 2
				continue
			}
		}
		return i
	}
	return len(text)
}

// closed is how many bytes part a word from what comes next: a space, or a sign and a space. 0 where
// it is not as plain as that.
func closed(after string) int {
	switch {
	case after == "":
		return 1 // the end
	case after[0] == ' ' || after[0] == '\n':
		return 1
	case strings.IndexByte(".,;:!?", after[0]) < 0:
		return 0
	case len(after) == 1 || after[1] == ' ' || after[1] == '\n':
		return 2
	}
	return 0
}

// notWord reports what parts what Scan looks at: spaces, dashes, brackets, quotation marks. A slash does, as in "and/or".
func notWord(r rune) bool {
	if r >= 'a' && r <= 'z' || r > '»' && r < '–' && r != 0x1680 && r < 0x2000 {
		return false // as almost all
	}
	return unicode.IsSpace(r) || strings.ContainsRune("–—/()[]{}<>«»“”„\"", r)
}

func notLetter(r rune) bool {
	if r >= 'a' && r <= 'z' {
		return false
	}
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r) && r != 0xAD && r != 0x2060
}

// inCode reports whether a sign within a word makes a code or an address of it.
func inCode(r rune) bool { return notLetter(r) && !strings.ContainsRune("-\u2010\u2011'’", r) }

// codes make a code of all they stand in, at its ends too.
const codes = "_@\\&=#+*\ufffc"

// Telling reports whether a language can be recognised by a word: one in lower case from three letters on.
func Telling(word string) bool {
	n := 0
	for _, r := range word {
		if !unicode.IsLower(r) {
			return false
		}
		n++
	}
	return n >= 3
}

// Count tells how many of some words are known.
func (w *Words) Count(words []string) int {
	n := 0
	for _, word := range words {
		if w.Known(word) {
			n++
		}
	}
	return n
}
