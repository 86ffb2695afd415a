package check

import (
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
	"signpost/generator/internal/wording"
)

// mostSlips is how often a word may stand in a project and still be a slip: what is written again and again is what people call a thing.
const mostSlips = 2

// words: there are no words that are none.
var words = Rule{
	Codes: []string{"word-unknown"},
	Doc:   "every word is in the list of its language in some form, is used throughout the site, or is said to be right",
	Run: func(p *project.Project, l *diag.List) {
		docs := byLanguage(p)
		for _, lang := range p.Config.Languages {
			times, texts := map[string]int{}, map[string]int{}
			for _, doc := range docs[lang] {
				if s := p.Spelling(doc); s != nil {
					for _, d := range s.Doubts {
						times[d.Word] += d.Count
						texts[d.Word]++
					}
				}
			}
			if len(times) == 0 {
				continue
			}
			right := rightWords(p, lang)
			for _, doc := range docs[lang] {
				s := p.Spelling(doc)
				if s == nil {
					continue
				}
				for _, d := range s.Doubts {
					if times[d.Word] > mostSlips || texts[d.Word] > 1 || len(right.Find(d.Word)) > 0 {
						continue
					}
					l.Warn(d.Pos, "word-unknown", "%q is in no list of words of language %q", d.Word, lang).Hint =
						"mend it; if it is right, add it under \"words\" in " + project.GlossaryFile
				}
			}
		}
	},
}

// rightWords are those that the glossary says are right in a language, in any form.
func rightWords(p *project.Project, lang string) *wording.Lexicon {
	x := wording.New(lang)
	if p.Glossary == nil {
		return x
	}
	for _, f := range p.Glossary.Words[lang] {
		x.Add(f.Text, 0)
	}
	for i := range p.Glossary.Terms {
		for _, f := range p.Glossary.Terms[i].Wordings[lang].Approved {
			wording.Words(f.Text, func(word string, _ int) { x.Add(word, 0) })
		}
	}
	return x
}

// foreign: a text is in the language it should be in.
var foreign = Rule{
	Codes: []string{"text-language"},
	Doc:   "a section is in the language of its file",
	Run: func(p *project.Project, l *diag.List) {
		docs := byLanguage(p)
		for _, lang := range p.Config.Languages {
			for _, doc := range docs[lang] {
				s := p.Spelling(doc)
				if s == nil {
					continue
				}
				for _, f := range s.Foreign {
					hint := "translate it"
					what := "the section reads as language %q and should be in %q"
					if s.All {
						what, hint = "the text reads as language %q and should be in %q", "translate it, or put it where texts in that language stand"
					}
					l.Warn(f.Pos, "text-language", what, f.Lang, lang).Hint = hint
				}
			}
		}
	},
}
