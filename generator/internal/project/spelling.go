package project

import (
	"hash/fnv"
	"regexp"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/spelling"
)

// Spelling is what can be said of the words of a text by themselves. It is found when the text is parsed, since it depends on nothing else.
type Spelling struct {
	Doubts []Doubt
	// Foreign are the sections that are in another language.
	Foreign []Foreign
	// Said is what each section says, in order.
	Said []Said
	// Cuts are addresses with a space in them.
	Cuts []Cut
	// All is whether the whole text is; then it stands alone in Foreign.
	All bool
}

// Doubt is a word in lower case that no list has in any form.
type Doubt struct {
	Word  string
	Pos   diag.Pos // where it stands first
	Count int
}

// Foreign is a section in another language than it should be.
type Foreign struct {
	Pos  diag.Pos
	Lang string // the one it is in
}

// Said stands for the words of a section: two that have the same sum say the same.
type Said struct {
	Section string
	Pos     diag.Pos
	Words   int // by which a language can be recognised; 0 where the language has no list
	Sum     uint64
}

// Cut is an address with a space in it.
type Cut struct {
	Pos     diag.Pos // of the space
	Address string
}

// cutAddress finds the space in "https://host/ [placeholder]", "https://host/ {placeholder}", "https: //host" and "https://host. com".
var cutAddress = regexp.MustCompile(`https?://[^\s\x{fffc}]*[/=]([  \n]+)[\[{<][\p{L}\d_ -]{1,60}[\]}>]` +
	`|https?:([  \n]+)//[^\s]+` +
	`|https?://[\w-]+(?:\.[\w-]+)*\.([  ]+)(?:[a-z\d-]+\.)*(?:com|net|org|eu|fr|nl|cz|ru)\b`)

// What a section needs to be taken for one in another language: so many words, so many of them known there, and so many more
// than in its own. The lists come from texts of the web, and each knows a good part of English.
const (
	leastWords = 15 // of a section
	leastText  = 30 // of a text that is short of them in every section
	leastOther = 0.9
	leastMore  = 0.1
)

// Spelling returns what is known of a text; its words are not judged where its language has no list.
func (p *Project) Spelling(doc *prose.Document) *Spelling { return p.spelling[doc] }

// met is what is known of a word that was met in a text.
type met struct {
	known bool
	doubt int32 // its place among the doubts, from 1; 0 if it is none
}

// fewWords is how many different words most texts have at most.
const fewWords = 300

// speller goes through a text.
type speller struct {
	own   *spelling.Words
	out   Spelling
	words map[string]met
	lines []prose.Line
}

// spell holds a text against the lists of its language.
func spell(doc *prose.Document, lang string) *Spelling {
	lines := doc.Lines()
	s := speller{own: spelling.Of(lang), words: make(map[string]met, fewWords), lines: lines}
	var section, all sample
	said := fnv.New64a()
	var bytes []byte // of a line
	for i := range lines {
		line := &lines[i]
		s.cuts(line)
		if i == 0 || line.Section != lines[i-1].Section {
			said.Reset()
			s.out.Said = append(s.out.Said, Said{Section: line.Section, Pos: line.Pos(0)})
		}
		bytes = append(append(bytes[:0], line.Text...), '\n')
		_, _ = said.Write(bytes)
		now := &s.out.Said[len(s.out.Said)-1]
		now.Sum = said.Sum64()
		if s.own == nil {
			continue
		}
		if i == 0 || line.Section != lines[i-1].Section {
			s.end(&section, i)
			section = sample{from: i}
		}
		spelling.Scan(line.Text, func(word string, at int) {
			m, ok := s.words[word]
			if !ok {
				m = met{known: s.own.Known(word)}
				if !m.known && s.own.Doubtful(word) {
					s.out.Doubts = append(s.out.Doubts, Doubt{Word: word, Pos: line.Pos(at)})
					m.doubt = int32(len(s.out.Doubts))
				}
				s.words[word] = m
			}
			if m.doubt > 0 {
				s.out.Doubts[m.doubt-1].Count++
			}
			if spelling.Telling(word) {
				section.words++
				now.Words++
				all.words++
				if m.known {
					section.known++
					all.known++
				}
			}
		})
	}
	s.end(&section, len(lines))
	if other := all.language(lines, leastText); other != "" {
		s.out.All, s.out.Foreign = true, []Foreign{{lines[0].Pos(0), other}}
	}
	return &s.out
}

// cuts finds addresses with a space in them.
func (s *speller) cuts(line *prose.Line) {
	if !strings.Contains(line.Text, "http") {
		return // as almost all
	}
	for _, m := range cutAddress.FindAllStringSubmatchIndex(line.Text, -1) {
		for k := 2; k < len(m); k += 2 {
			if m[k] >= 0 {
				s.out.Cuts = append(s.out.Cuts, Cut{line.Pos(m[k]), line.Text[m[0]:m[1]]})
			}
		}
	}
}

// end judges a section, which goes on to a line.
func (s *speller) end(section *sample, to int) {
	if other := section.language(s.lines[section.from:to], leastWords); other != "" {
		s.out.Foreign = append(s.out.Foreign, Foreign{s.lines[section.from].Pos(0), other})
	}
}

// sample counts words by which a language can be recognised.
type sample struct {
	from         int // the line it begins with
	words, known int // all of them, and those known in the language they should be in
}

// language gives the language that the words in some lines are in if it is another than their own; "" where they are too few to tell.
func (s *sample) language(lines []prose.Line, least int) string {
	if s.words < least || float64(s.words-s.known) < leastMore*float64(s.words) {
		return "" // or no language can know so many more: so it is in almost all texts
	}
	words := make([]string, 0, s.words)
	for i := range lines {
		spelling.Scan(lines[i].Text, func(word string, _ int) {
			if spelling.Telling(word) {
				words = append(words, word)
			}
		})
	}
	best, most := "", 0
	for _, lang := range spelling.Languages() {
		if n := spelling.Of(lang).Count(words); n > most {
			best, most = lang, n
		}
	}
	if float64(most) < leastOther*float64(s.words) || float64(most-s.known) < leastMore*float64(s.words) {
		return ""
	}
	return best
}
