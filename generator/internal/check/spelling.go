package check

import (
	"slices"
	"strings"

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
		for _, lang := range p.Config.Languages[1:] {
			for _, t := range p.Translations(lang) {
				if t.Source != nil && t.Text != nil && base(lang) != base(p.SourceLanguage()) {
					untranslated(p, t, l)
				}
			}
		}
	},
}

// From how many words on a section, and a text, that says what its source says was left as it is: fewer are names, or chance.
const (
	leastSame     = 15
	leastSameText = 30
)

// untranslated finds sections that are their source, word for word. The lists of words need not tell: some know most of English.
func untranslated(p *project.Project, t *project.Translation, l *diag.List) {
	source, text := p.Spelling(t.Source), p.Spelling(t.Text)
	if source == nil || text == nil || text.All {
		return
	}
	said := map[string]project.Said{}
	for _, s := range source.Said {
		said[s.Section] = s
	}
	var same []project.Said
	words, all := 0, true
	for _, s := range text.Said {
		from, ok := said[s.Section]
		switch {
		case !ok || from.Sum != s.Sum:
			all = all && ok && from.Words == 0
		case from.Words >= leastSame && !slices.ContainsFunc(text.Foreign, func(f project.Foreign) bool { return f.Pos == s.Pos }):
			same = append(same, s)
			fallthrough
		default:
			words += from.Words
		}
	}
	src := p.SourceLanguage()
	if all && words >= leastSameText {
		l.Warn(text.Said[0].Pos, "text-language", "the text is word for word that of language %q and should be in %q", src, t.Lang).Hint =
			"translate it, or put it where texts in that language stand"
		return
	}
	for _, s := range same {
		l.Warn(s.Pos, "text-language", "the section is word for word that of language %q and should be in %q", src, t.Lang).Hint = "translate it"
	}
}

// base is a language without its region.
func base(lang string) string {
	b, _, _ := strings.Cut(lang, "-")
	return b
}
