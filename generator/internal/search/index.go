package search

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Version is that of the script's form. The matcher refuses another.
const Version = 1

// Limits of the texts in an index, in characters. All texts together take
// about maxTexts: a passage of a small site stands there whole, one of a large
// site with its beginning, of which at least leastText is kept.
const (
	maxTexts  = 150_000
	leastText = 60
	mostText  = 600
)

// script is what the index says, by its names there.
type script struct {
	Version  int       `json:"v"`
	Lang     string    `json:"lang"`
	Swap     [2]string `json:"swap"`
	Stop     string    `json:"stop"`
	Endings  string    `json:"endings"`
	Turns    string    `json:"turns"`
	Terms    string    `json:"terms"`
	Postings string    `json:"postings"`
	Pages    [][]any   `json:"pages"`
}

// Script makes the index of pages that the analyzer took apart, in their
// order. The same pages give the same bytes, whatever was analyzed before.
func (a *Analyzer) Script(pages []*Analyzed) []byte {
	terms, postings := a.postings(pages)
	s := script{
		Version: Version, Lang: a.lang, Stop: a.stopWords(),
		Terms: frontCoded(terms), Postings: postings, Pages: [][]any{},
	}
	s.Endings, s.Turns = a.endings(pages)
	limit := textLimit(pages)
	texts := [][]string{{s.Terms}}
	for _, p := range pages {
		own := []string{p.page.Title}
		for _, x := range p.page.Passages {
			own = append(own, x.Heading, clip(x.Text, limit))
		}
		texts = append(texts, own)
	}
	s.Swap = swapped(texts)
	s.Terms = texts[0][0]
	for i, p := range pages {
		own := texts[i+1]
		passages := make([]string, 0, 3*len(p.page.Passages))
		for k, x := range p.page.Passages {
			passages = append(passages, x.ID, own[1+2*k], own[2+2*k])
		}
		s.Pages = append(s.Pages, []any{p.page.Path, own[0], kinds(p.page), passages})
	}
	var b bytes.Buffer
	b.WriteString("self.signpostIndex=")
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		panic(err) // strings and numbers always marshal
	}
	return append(bytes.TrimRight(b.Bytes(), "\n"), ";\n"...)
}

// kinds has the letter of the page's kind, and those of its other passages
// where they differ.
func kinds(p Page) string {
	out := []byte{p.Kind.letter()}
	same := true
	for _, x := range p.Passages[1:] {
		out = append(out, x.Kind.letter())
		same = same && x.Kind == p.Kind
	}
	if same {
		return string(out[:1])
	}
	return string(out)
}

func (k Kind) letter() byte { return k[0] }

func (a *Analyzer) stopWords() string {
	out := make([]string, 0, len(a.stop))
	for w := range a.stop {
		out = append(out, w)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// postings gives the terms in use, sorted, and where they stand.
func (a *Analyzer) postings(pages []*Analyzed) ([]string, string) {
	// One pass counts, one fills: no list of its own for each term.
	start := make([]int, len(a.terms)+1)
	for _, p := range pages {
		for _, hits := range p.hits {
			for _, h := range hits {
				start[h.term+1]++
			}
		}
	}
	used := make([]int32, 0, len(a.terms))
	for t := range a.terms {
		if start[t+1] > 0 {
			used = append(used, int32(t))
		}
		start[t+1] += start[t]
	}
	type place struct{ passage, level int32 }
	places := make([]place, start[len(a.terms)])
	next := slices.Clone(start)
	passage := int32(0)
	for _, p := range pages {
		for _, hits := range p.hits {
			for _, h := range hits {
				places[next[h.term]] = place{passage, h.level}
				next[h.term]++
			}
			passage++
		}
	}
	slices.SortFunc(used, func(x, y int32) int { return cmp.Compare(a.terms[x], a.terms[y]) })
	terms := make([]string, len(used))
	var out []byte
	for i, t := range used {
		terms[i] = a.terms[t]
		before := int32(-1)
		for _, at := range places[start[t]:start[t+1]] {
			out = appendNumber(out, int(4*(at.passage-before-1)+at.level))
			before = at.passage
		}
		out = append(out, ' ')
	}
	return terms, string(out)
}

// marks begin a term: the place of the mark is how many characters the term
// shares with the one before.
const marks = "!#$%&'()*+,-./:;<=>?@[]^_`{|}~"

func frontCoded(terms []string) string {
	var b strings.Builder
	before := ""
	for _, t := range terms {
		bytes, runes := shared(before, t)
		for runes >= len(marks) {
			_, n := utf8.DecodeLastRuneInString(t[:bytes])
			bytes, runes = bytes-n, runes-1
		}
		b.WriteByte(marks[runes])
		b.WriteString(t[bytes:])
		before = t
	}
	return b.String()
}

// shared is how much two words have in common from their beginning.
func shared(x, y string) (bytes, runes int) {
	for bytes < len(x) && bytes < len(y) {
		r, n := utf8.DecodeRuneInString(x[bytes:])
		s, m := utf8.DecodeRuneInString(y[bytes:])
		if r != s || n != m {
			break
		}
		bytes += n
		runes++
	}
	return bytes, runes
}

// endings lists how the words in use became their bases and the bases their
// terms.
func (a *Analyzer) endings(pages []*Analyzed) (endings, turns string) {
	toBase, toTerm := rules{}, rules{}
	seen := make([]bool, len(a.forms))
	for _, p := range pages {
		for _, n := range p.forms {
			if !seen[n] {
				seen[n] = true
				f := a.forms[n]
				toBase.add(f.text, f.base)
				toTerm.add(f.base, a.terms[f.term])
			}
		}
	}
	return toBase.String(), toTerm.String()
}

// rules say how the ends of words change: {"ce", "k"}, and how often that was
// met.
type rules map[[2]string]int

func (r rules) add(from, to string) {
	if from != to {
		same, _ := shared(from, to)
		r[[2]string{from[same:], to[same:]}]++
	}
}

// String gives "ce:k e: …", the most frequent first.
func (r rules) String() string {
	list := slices.SortedFunc(maps.Keys(r), func(x, y [2]string) int {
		return cmp.Or(cmp.Compare(r[y], r[x]), cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1]))
	})
	var b strings.Builder
	for i, rule := range list {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(rule[0] + ":" + rule[1])
	}
	return b.String()
}

// textLimit is how many characters of a passage's text the index keeps.
func textLimit(pages []*Analyzed) int {
	var lengths []int
	for _, p := range pages {
		for _, x := range p.page.Passages {
			lengths = append(lengths, utf8.RuneCountInString(x.Text))
		}
	}
	slices.Sort(lengths)
	left := maxTexts
	for i, n := range lengths {
		if each := left / (len(lengths) - i); n > each { // this one and all after are longer
			return min(max(each, leastText), mostText)
		}
		left -= n
	}
	return mostText
}

// clip cuts a text after a word, within so many characters.
func clip(text string, limit int) string {
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	end, n := 0, 0
	for i, r := range text {
		if n++; n > limit {
			break
		}
		if r == ' ' {
			end = i
		}
	}
	if end == 0 { // one long word
		end = len(string([]rune(text)[:limit-1]))
	}
	return strings.TrimRight(text[:end], " ·,;:–—(") + " …"
}
