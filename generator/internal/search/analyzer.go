package search

import (
	"strings"
	"unicode/utf8"

	"signpost/generator/internal/stem"
)

// Analyzer takes texts of one language apart. It remembers every word it met,
// so that a word is folded and stemmed once. It is not safe for concurrent
// use; analyzers of different languages are independent.
type Analyzer struct {
	lang     string
	stemmer  stem.Stemmer
	english  stem.Stemmer
	cyrillic bool
	stop     map[string]bool

	known  map[string]int32 // word as written to form
	formOf map[form]int32
	forms  []form
	termOf map[string]int32
	terms  []string

	// Of the page and the passage at hand, counted from 1.
	pages, passages int
	met             []int   // by form: the last page it was in
	tallies         []tally // by term
}

// form is a folded word with its term: words that differ in diacritics may
// have different stems.
type form struct {
	text string
	base string
	term int32 // -1 for what is not indexed
	stop bool
}

// NewAnalyzer makes one for a language tag, "nl-BE".
func NewAnalyzer(lang string) *Analyzer {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	return &Analyzer{
		lang: lang, stemmer: stem.Of(base), english: stem.Of("en"), cyrillic: base == "ru", stop: stopSet(base),
		known: map[string]int32{}, formOf: map[form]int32{}, termOf: map[string]int32{},
	}
}

// Analyzed is a page taken apart. It belongs to its Analyzer and never changes.
type Analyzed struct {
	page  Page
	hits  [][]hit // by passage
	forms []int32 // those in the page, each once
}

// hit is a term in a passage.
type hit struct {
	term  int32
	level int32
}

// Levels of a hit, as in the script.
const (
	inText = iota
	oftenInText
	inHeading
	inTitle
)

// often is how many times a word stands in a text that says it often.
const often = 3

// tally counts a term in the passage at hand.
type tally struct {
	passage int // the number of the passage that count and level are of
	count   int32
	level   int32
}

// Analyze takes a page apart.
func (a *Analyzer) Analyze(p Page) *Analyzed {
	out := &Analyzed{page: p}
	a.pages++
	var order []int32
	add := func(text string, level int32) {
		words(text, func(word string) {
			n := a.form(word)
			f := &a.forms[n]
			if f.term < 0 || f.stop && (level == inText || len(word) == 1 && word >= "a" && word <= "z") {
				return // a capital in a heading has a meaning: "severity A"
			}
			if a.met[n] != a.pages {
				a.met[n] = a.pages
				out.forms = append(out.forms, n)
			}
			t := &a.tallies[f.term]
			if t.passage != a.passages {
				*t = tally{passage: a.passages, level: level}
				order = append(order, f.term)
			}
			t.count++
			t.level = max(t.level, level)
		})
	}
	for i, passage := range p.Passages {
		a.passages++
		order = order[:0]
		if i == 0 {
			add(p.Title, inTitle)
		}
		add(passage.Heading, inHeading)
		add(passage.Text, inText)
		hits := make([]hit, len(order))
		for k, term := range order {
			t := a.tallies[term]
			if t.level == inText && t.count >= often {
				t.level = oftenInText
			}
			hits[k] = hit{term, t.level}
		}
		out.hits = append(out.hits, hits)
	}
	return out
}

// form is the number of a word's form.
func (a *Analyzer) form(word string) int32 {
	if n, ok := a.known[word]; ok {
		return n
	}
	f := form{text: Fold(word), term: -1}
	f.stop = a.stop[f.text]
	if f.text != "" && utf8.RuneCountInString(f.text) <= maxWord {
		base, term := a.stemmed(word)
		f.base, f.term = base, a.number(term)
	}
	n, ok := a.formOf[f]
	if !ok {
		n = int32(len(a.forms))
		a.forms = append(a.forms, f)
		a.met = append(a.met, 0)
		a.formOf[f] = n
	}
	a.known[strings.Clone(word)] = n
	return n
}

// number is that of a term.
func (a *Analyzer) number(term string) int32 {
	n, ok := a.termOf[term]
	if !ok {
		n = int32(len(a.terms))
		a.terms = append(a.terms, term)
		a.tallies = append(a.tallies, tally{})
		a.termOf[term] = n
	}
	return n
}
