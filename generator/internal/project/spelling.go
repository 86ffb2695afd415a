package project

import (
	"signpost/generator/internal/diag"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/spelling"
)

// Spelling is what the lists of words say of a text.
type Spelling struct {
	Doubts []Doubt
	// Foreign are the sections that are in another language.
	Foreign []Foreign
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

// What a section needs to be taken for one in another language: so many words, so many of them known there, and so many more
// than in its own. The lists come from texts of the web, and each knows a good part of English.
const (
	leastWords = 15 // of a section
	leastText  = 30 // of a text that is short of them in every section
	leastOther = 0.9
	leastMore  = 0.1
)

// Spelling returns what is known of a text; nil where its language has no list.
func (p *Project) Spelling(doc *prose.Document) *Spelling { return p.spelling[doc] }

// spell holds a text against the lists of its language.
func spell(doc *prose.Document, lang string) *Spelling {
	own := spelling.Of(lang)
	if own == nil {
		return nil
	}
	out := &Spelling{}
	seen := map[string]int{}
	var words []string
	var start diag.Pos
	section := ""
	var all []string
	end := func() {
		if other := language(words, own, leastWords); other != "" {
			out.Foreign = append(out.Foreign, Foreign{start, other})
		}
		all, words = append(all, words...), words[:0]
	}
	lines := doc.Lines()
	for i := range lines {
		line := &lines[i]
		if line.Section != section || len(words) == 0 {
			end()
			section, start = line.Section, line.Pos(0)
		}
		spelling.Scan(line.Text, func(word string, at int) {
			words = append(words, word)
			if !own.Doubtful(word) {
				return
			}
			if n, ok := seen[word]; ok {
				out.Doubts[n].Count++
				return
			}
			seen[word] = len(out.Doubts)
			out.Doubts = append(out.Doubts, Doubt{word, line.Pos(at), 1})
		})
	}
	end()
	if other := language(all, own, leastText); other != "" {
		out.All, out.Foreign = true, []Foreign{{lines[0].Pos(0), other}}
	}
	return out
}

// language gives the language that some words are in if it is another than their own, "" where they are too few to tell.
func language(words []string, own *spelling.Words, least int) string {
	all, known := own.Count(words)
	if all < least {
		return ""
	}
	best, most := "", 0
	for _, lang := range spelling.Languages() {
		if _, n := spelling.Of(lang).Count(words); n > most {
			best, most = lang, n
		}
	}
	if float64(most) < leastOther*float64(all) || float64(most-known) < leastMore*float64(all) {
		return ""
	}
	return best
}
