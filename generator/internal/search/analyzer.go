package search

import (
	"strings"
	"unicode/utf8"
)

// Analyzer takes texts of one language apart. It remembers every word it met,
// so that a word is folded and stemmed once. It is not safe for concurrent
// use; analyzers of different languages are independent.
type Analyzer struct {
	lang     string
	stem     stemmer
	english  stemmer
	cyrillic bool
	stop     map[string]bool

	known  map[string]int32 // word as written to form
	formOf map[form]int32
	forms  []form
	termOf map[string]int32
	terms  []string
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
		lang: lang, stem: stemmerOf(base), english: stemmerOf("en"), cyrillic: base == "ru", stop: stopSet(base),
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

// Analyze takes a page apart.
func (a *Analyzer) Analyze(p Page) *Analyzed {
	out := &Analyzed{page: p}
	seen := map[int32]bool{}
	for i, passage := range p.Passages {
		count := map[int32]int32{}
		best := map[int32]int32{}
		var order []int32
		add := func(text string, level int32) {
			words(text, func(word string) {
				n := a.form(word)
				f := a.forms[n]
				if f.term < 0 || f.stop && (level == inText || word >= "a" && word <= "z" && len(word) == 1) {
					return // a capital in a heading has a meaning: "severity A"
				}
				if !seen[n] {
					seen[n] = true
					out.forms = append(out.forms, n)
				}
				if count[f.term]++; count[f.term] == 1 {
					order = append(order, f.term)
				}
				best[f.term] = max(best[f.term], level)
			})
		}
		if i == 0 {
			add(p.Title, inTitle)
		}
		add(passage.Heading, inHeading)
		add(passage.Text, inText)
		hits := make([]hit, len(order))
		for k, t := range order {
			level := best[t]
			if level == inText && count[t] >= often {
				level = oftenInText
			}
			hits[k] = hit{t, level}
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
		f.base, f.term = base, number(a.termOf, &a.terms, term)
	}
	n, ok := a.formOf[f]
	if !ok {
		n = int32(len(a.forms))
		a.forms = append(a.forms, f)
		a.formOf[f] = n
	}
	a.known[strings.Clone(word)] = n
	return n
}

// number is the place of a word in a list, at the end of it where it is new.
func number(of map[string]int32, list *[]string, word string) int32 {
	n, ok := of[word]
	if !ok {
		n = int32(len(*list))
		*list = append(*list, word)
		of[word] = n
	}
	return n
}
