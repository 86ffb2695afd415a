package check

import (
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// text is a text with that which it translates.
type text struct {
	doc, source *prose.Document // source is nil of a text in the source language
	lang        string
}

// texts lists all texts in a language: pages, flows, the words of the glossary.
func texts(p *project.Project, lang string) []text {
	src := p.SourceLanguage()
	var out []text
	for _, all := range p.Texts() {
		doc := all[lang]
		if doc == nil {
			continue
		}
		t := text{doc: doc, lang: lang}
		if lang != src {
			t.source = all[src]
		}
		out = append(out, t)
	}
	return out
}

func byLanguage(p *project.Project) map[string][]*prose.Document {
	out := map[string][]*prose.Document{}
	for _, lang := range p.Config.Languages {
		for _, t := range texts(p, lang) {
			out[lang] = append(out[lang], t.doc)
		}
	}
	return out
}
