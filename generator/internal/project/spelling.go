package project

import (
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
	doubt int // its place among the doubts, from 1; 0 if it is none
}

// speller goes through a text.
type speller struct {
	own   *spelling.Words
	out   Spelling
	words map[string]met
	// telling are the words that say what language a text is in, in order.
	telling []string
}

// spell holds a text against the lists of its language.
func spell(doc *prose.Document, lang string) *Spelling {
	s := speller{own: spelling.Of(lang), words: map[string]met{}}
	var section, all sample
	s.telling = make([]string, 0, 512)
	lines := doc.Lines()
	for i := range lines {
		line := &lines[i]
		s.cuts(line)
		if s.own == nil {
			continue
		}
		if i == 0 || line.Section != lines[i-1].Section {
			s.end(&section)
			section = sample{start: line.Pos(0), from: len(s.telling)}
		}
		spelling.Scan(line.Text, func(word string, at int) {
			m, ok := s.words[word]
			if !ok {
				m = met{known: s.own.Known(word)}
				if !m.known && s.own.Doubtful(word) {
					s.out.Doubts = append(s.out.Doubts, Doubt{Word: word, Pos: line.Pos(at)})
					m.doubt = len(s.out.Doubts)
				}
				s.words[word] = m
			}
			if m.doubt > 0 {
				s.out.Doubts[m.doubt-1].Count++
			}
			if spelling.Telling(word) {
				s.telling = append(s.telling, word)
				if m.known {
					section.known++
					all.known++
				}
			}
		})
	}
	s.end(&section)
	if other := all.language(s.telling, leastText); other != "" {
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

// end judges a section.
func (s *speller) end(section *sample) {
	if other := section.language(s.telling, leastWords); other != "" {
		s.out.Foreign = append(s.out.Foreign, Foreign{section.start, other})
	}
}

// sample is words by which a language can be recognised: those from one of them on.
type sample struct {
	start diag.Pos
	from  int
	known int // in their own language
}

// language gives the language that the words are in if it is another than their own; "" where they are too few to tell.
func (s *sample) language(telling []string, least int) string {
	words := telling[s.from:]
	all := len(words)
	if all < least || float64(all-s.known) < leastMore*float64(all) {
		return "" // or no language can know so many more
	}
	best, most := "", 0
	for _, lang := range spelling.Languages() {
		if n := spelling.Of(lang).Count(words); n > most {
			best, most = lang, n
		}
	}
	if float64(most) < leastOther*float64(all) || float64(most-s.known) < leastMore*float64(all) {
		return ""
	}
	return best
}
