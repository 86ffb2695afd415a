// Package search makes the index of a language, with which a page finds other
// pages in the reader's browser.
//
// In: the pages of one language as plain text: titles, headings, texts, and
// where they lead. Out: one classic script that holds an inverted index and
// the words to show. It runs no query: the only matcher is the theme's
// (assets/ts/match.ts), which folds words as fold.go does. It never reads a
// file and never knows what a page of the site looks like.
//
// # How a word becomes a term
//
// A word is letters and digits; an apostrophe or a hyphen ends it, so that
// "l’escalade" holds "escalade", and a compound with a hyphen stands in the
// index both in parts and in one ("e-mail": "email"). The word is stemmed in
// its language (Latin words on a Cyrillic page as English), then folded: lower
// case, without diacritics, "ё" as "е", "œ" as "oe". Words that carry no
// meaning of their own (stop.go) count in titles and headings alone.
//
// # How the browser stems without a stemmer
//
// The index has a list of endings, learned from the words that are in it:
// "ies:i" says that a word that ended in "ies" became one that ends in "i". A
// second list, turns, says the same of letters that change once the endings
// are off (Czech: "c:k"). Trying all of them on a word of a query and keeping
// the terms that exist gives what the stemmer gave, for every word of the
// corpus by construction, and for most others.
//
// # The script
//
//	self.signpostIndex = {"v": 1, "lang": …, "swap": …, "stop": …, "endings": …, "turns": …, "terms": …, "postings": …, "pages": […]};
//
// terms are sorted and front-coded: a mark (index.go) says how many characters
// a term shares with the one before, the rest of it follows. postings has a
// piece for each term, ended by a space: numbers in the digits of digits.go,
// one for each passage that holds the term, 4·(distance from the passage before
// − 1) + level. Passages are counted through all pages from 0, the distance of
// the first from −1. Levels: 0 in the text, 1 there three times or more, 2 in
// the heading, 3 in the title of the page.
//
// A page is [path, title, kinds, [id, heading, text, …three for each passage]];
// its first passage is the page itself, and its text the beginning of what was
// indexed. kinds has a letter for each passage, or one for all. In terms, titles,
// headings and texts the letters of swap are exchanged, so that the script of
// any alphabet takes a byte for a letter (swap.go).
package search

// Page is what can be found: a page, or a flow with its states.
type Page struct {
	Path  string // from the root of the site: "fr/guides/severities/"
	Title string
	Kind  Kind
	// Passages are the parts of the page that have an address of their own.
	// The first is the page itself, with the text before its first heading.
	Passages []Passage
}

// Passage is a part of a page.
type Passage struct {
	ID      string // the fragment of its address; "" for the page itself
	Kind    Kind
	Heading string // "" for the page itself
	Text    string // plain, on one line
}

// Kind says what a reader finds; the theme has a label of that name.
type Kind string

// The kinds of pages and passages. Their first letters differ: those stand in
// the script.
const (
	Guidance Kind = "page"
	Flow     Kind = "flow"
	Question Kind = "question"
	Step     Kind = "step"
	Result   Kind = "result" // of a used flow, on the way
	Outcome  Kind = "outcome"
	Drill    Kind = "drill" // a case to train with; the theme ranks it below all others
)
