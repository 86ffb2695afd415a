package check

import (
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// glossary: every term has its words in every language, and no words stand for
// no term. A link to a term that is none is one to a section that is not there.
var glossary = Rule{
	Codes: []string{"term-missing", "term-unknown", "term-definition"},
	Doc:   "every term of the glossary has a definition in every language, one that can be shown beside a text",
	Run: func(p *project.Project, l *diag.List) {
		if p.Glossary == nil || !p.Glossary.Explains() && len(p.Glossary.Texts) == 0 || p.Unreadable(project.GlossaryFile) {
			return
		}
		for _, lang := range p.Config.Languages {
			file := p.Glossary.TextFile(lang)
			doc := p.Glossary.Texts[lang]
			if doc == nil {
				if !p.Unreadable(file) {
					l.Add(top(project.GlossaryFile), "term-missing", "the glossary has no words in language %q", lang).Hint = "add " + file
				}
				continue
			}
			definitions(p.Glossary, doc, lang, l)
		}
	},
}

func definitions(g *project.Glossary, doc *prose.Document, lang string, l *diag.List) {
	var missing []string
	for _, t := range g.Terms {
		if t.Explained && doc.Section(t.ID) == nil {
			missing = append(missing, t.ID)
			d := l.Add(top(doc.File), "term-missing", "term %q has no words in language %q", t.ID, lang)
			d.Related = []diag.Related{{Pos: t.Pos, Message: "it is declared here"}}
			d.Hint = "add a section: ## … {#" + t.ID + "}"
		}
	}
	for _, s := range doc.Sections {
		switch {
		case s.ID == "": // reported where it was read
		case g.Term(s.ID) == nil || !g.Term(s.ID).Explained:
			d := l.Add(s.Pos, "term-unknown", "the glossary has no term %q", s.ID)
			if d.HintNearest(s.ID, missing); d.Hint == "" {
				d.Hint = "declare it in " + project.GlossaryFile + ", or delete the section"
			}
		case !doc.Definition(s):
			l.Add(s.Pos, "term-definition", "the definition of %q cannot be shown beside a text", s.ID).Hint =
				"write one or two sentences, without lists, links and headings"
		}
	}
}
