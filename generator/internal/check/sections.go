package check

import (
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
)

// sections: a page has the same sections in every language, so that a link to
// one of them survives a change of language.
var sections = Rule{
	Codes: []string{"section-missing", "section-unknown"},
	Doc:   "a page has the same section ids in every language",
	Run: func(p *project.Project, l *diag.List) {
		src := p.SourceLanguage()
		for _, page := range p.Pages {
			source := page.Texts[src]
			if source == nil {
				continue
			}
			for _, lang := range p.Config.Languages {
				doc := page.Texts[lang]
				if doc == nil || doc == source {
					continue
				}
				var missing []string
				named := true // every heading of the source has an id to compare
				for _, h := range source.Headings {
					named = named && h.ID != ""
					if h.ID != "" && !doc.Has(h.ID) {
						missing = append(missing, h.ID)
						d := l.Add(top(doc.File), "section-missing", "section %q of the source is missing", h.ID)
						d.Related = []diag.Related{{Pos: h.Pos, Message: "it stands here in the source language"}}
						d.Hint = "translate it, and keep its id: {#" + h.ID + "}"
					}
				}
				for _, h := range doc.Headings {
					if named && h.ID != "" && !source.Has(h.ID) {
						d := l.Add(h.Pos, "section-unknown", "the source has no section %q", h.ID)
						if d.HintNearest(h.ID, missing); d.Hint == "" {
							d.Hint = "ids are the same in every language; they are not translated"
						}
					}
				}
			}
		}
	},
}
