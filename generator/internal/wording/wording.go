// Package wording finds terms and names in a text.
//
// In: forms, "service request", each with a number of the caller's, and lines of text of one language. Out: where a form stands
// in a line, in whatever inflected form of its words, and the numbers it was added with. It knows no glossary and judges
// nothing, and it reads no Markdown: code, addresses and images are a U+FFFC in a line, which no form goes across.
//
// # How forms are written
//
//	service request    both words in any inflected form: "service requests"
//	Partner Center     a capital in the form asks for one in the text: "premier" is not "Premier"
//	DAP                two capitals or more: exactly so
//	basislijn*         any word that begins so: "basislijnondersteuning"
//
// Of forms that overlap the one with most words counts, and of these the first: "granular delegated admin privileges" is not found as
// "delegated admin privileges".
package wording

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"signpost/generator/internal/stem"
)

// Lexicon holds the forms of a language. It remembers the words it met, and is
// not safe for concurrent use.
type Lexicon struct {
	lang     string
	stemmer  stem.Stemmer
	foreign  stem.Stemmer // of Latin words in a Cyrillic text; nil elsewhere
	stems    map[string]string
	byFirst  map[string][]form
	prefixed []form // whose first word is the beginning of one
}

// form is a way to say something.
type form struct {
	words  []pattern
	values []int
}

// pattern is what a word of a form has to be.
type pattern struct {
	key     string // the stem; the word itself of exact ones; a beginning in lower case
	begins  bool
	exact   bool
	capital bool
}

// Match is a form that stands in a line.
type Match struct {
	Start, End int // bytes
	// Values are the numbers that the form was added with.
	Values []int
	// Quoted reports whether it stands in quotation marks: what is written on a button, or somebody
	// else's words.
	Quoted bool
}

// New makes an empty lexicon for a language tag, "nl-BE".
func New(lang string) *Lexicon {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	x := &Lexicon{lang: base, stemmer: stem.Of(base), stems: map[string]string{}, byFirst: map[string][]form{}}
	if base == "ru" {
		x.foreign = stem.Of("en")
	}
	return x
}

// Add adds a form; the same form may be added with several numbers. It reports
// false where the form has no word.
func (x *Lexicon) Add(text string, value int) bool {
	var f form
	for _, w := range split(text) {
		p := pattern{capital: w.capital}
		switch rest := text[w.end:]; {
		case strings.HasPrefix(rest, "*"):
			p.begins, p.key = true, lower(text[w.start:w.end])
		case acronym(text[w.start:w.end]):
			p.exact, p.key = true, text[w.start:w.end]
		default:
			p.key = x.stem(text[w.start:w.end])
		}
		f.words = append(f.words, p)
	}
	if len(f.words) == 0 {
		return false
	}
	f.values = []int{value}
	list, first := &x.prefixed, f.words[0]
	key := first.key
	switch {
	case first.exact:
		key = x.stem(key)
		fallthrough
	case !first.begins:
		own := x.byFirst[key]
		list = &own
		defer func() { x.byFirst[key] = own }()
	}
	for i := range *list {
		if same((*list)[i].words, f.words) {
			(*list)[i].values = append((*list)[i].values, value)
			return true
		}
	}
	*list = append(*list, f)
	return true
}

func same(a, b []pattern) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

var address = regexp.MustCompile(`\S+(?:://|@)\S+`)

// Find lists the forms in a line, in order; none overlaps another.
func (x *Lexicon) Find(line string) []Match {
	line = address.ReplaceAllStringFunc(line, func(s string) string { return strings.Repeat(".", len(s)) })
	words := split(line)
	var out []Match
	for i := 0; i < len(words); {
		best := form{}
		word := line[words[i].start:words[i].end]
		for _, f := range x.byFirst[x.stem(word)] {
			if len(f.words) > len(best.words) && x.stands(f, line, words[i:]) {
				best = f
			}
		}
		for _, f := range x.prefixed {
			if len(f.words) > len(best.words) && x.stands(f, line, words[i:]) {
				best = f
			}
		}
		n := len(best.words)
		if n == 0 {
			i++
			continue
		}
		m := Match{Start: words[i].start, End: words[i+n-1].end, Values: best.values}
		m.Quoted = quoted(line, m.Start, m.End)
		out = append(out, m)
		i += n
	}
	return out
}

// stands reports whether a form begins with the first of some words.
func (x *Lexicon) stands(f form, line string, words []word) bool {
	if len(f.words) > len(words) {
		return false
	}
	for i, p := range f.words {
		w := words[i]
		if i > 0 && !w.joined || p.capital && !w.capital {
			return false
		}
		text := line[w.start:w.end]
		switch {
		case p.exact && text != p.key,
			p.begins && !strings.HasPrefix(lower(text), p.key),
			!p.exact && !p.begins && x.stem(text) != p.key:
			return false
		}
	}
	return true
}

func (x *Lexicon) stem(word string) string {
	if s, ok := x.stems[word]; ok {
		return s
	}
	s := lower(word)
	if utf8.RuneCountInString(s) > 2 {
		use := x.stemmer
		if x.foreign != nil && s[0] < utf8.RuneSelf {
			use = x.foreign
		}
		s = x.reduced(s, use)
	}
	x.stems[strings.Clone(word)] = s
	return s
}

// reduced takes endings off until none is left: "conseillers" becomes "conseiller", and that "conseil". The Russian stemmer takes
// two off already; of "поддержек" it leaves a vowel that other cases do not have, as the Czech one leaves -um.
func (x *Lexicon) reduced(s string, use stem.Stemmer) string {
	for times := 0; times < 3 && (x.lang != "ru" || times < 1); times++ {
		_, short := use(s)
		if short == "" || short == s {
			break
		}
		s = short
	}
	switch r := []rune(s); {
	case x.lang == "cs" && len(r) > 5:
		s = strings.TrimSuffix(s, "um")
	case x.lang == "ru" && len(r) > 4 && (r[len(r)-2] == 'е' || r[len(r)-2] == 'о') && !strings.ContainsRune("аеиоуыэюя", r[len(r)-1]):
		s = string(append(r[:len(r)-2:len(r)-2], r[len(r)-1]))
	}
	return s
}

var unseen = strings.NewReplacer("\u00ad", "", "\u2060", "", "ё", "е", "Ё", "Е")

func lower(word string) string {
	return strings.Map(unicode.ToLower, unseen.Replace(norm.NFC.String(word)))
}

func acronym(word string) bool {
	n := 0
	for _, r := range word {
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n > 1
}
