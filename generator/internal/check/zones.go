package check

import (
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// zones: a page has the same zones and tabs in every language, and nothing but
// a page has any.
var zones = Rule{
	Codes: []string{"zone-order", "zone-place"},
	Doc:   "a page has the same zones and tabs, in the same order, in every language; only pages have them",
	Run: func(p *project.Project, l *diag.List) {
		src := p.SourceLanguage()
		for _, page := range p.Pages {
			for _, lang := range p.Config.Languages {
				switch doc := page.Texts[lang]; {
				case doc == nil:
				case page.Section:
					misplaced(doc, "the page of a section", l)
				case lang != src && page.Texts[src] != nil:
					sameZones(doc, page.Texts[src], l)
				}
			}
		}
		for _, lang := range p.Config.Languages {
			for _, f := range p.Flows {
				misplaced(f.Texts[lang], "the words of a flow", l)
				misplaced(f.Drills[lang], "the drills of a flow", l)
			}
			if p.Glossary != nil {
				misplaced(p.Glossary.Texts[lang], "the glossary", l)
			}
		}
	},
}

// misplaced reports the first zone or tab of a text that can have none.
func misplaced(doc *prose.Document, where string, l *diag.List) {
	if doc == nil || len(doc.Passages) == 0 {
		return
	}
	first := doc.Passages[0]
	l.Add(first.Pos, "zone-place", "%s stands in %s", first.Mark, where).Hint = "zones and tabs are for pages of guidance; write the text without"
}

// sameZones reports where the zones and tabs of a translation first differ from
// those of its source: all after that would only follow from it.
func sameZones(doc, source *prose.Document, l *diag.List) {
	for i, want := range source.Passages {
		if i >= len(doc.Passages) {
			d := l.Add(top(doc.File), "zone-order", "%s of the source is missing", want.Mark)
			d.Related = []diag.Related{{Pos: want.Pos, Message: "it stands here in the source language"}}
			d.Hint = "translate it; audiences and ids stay as they are"
			return
		}
		if got := doc.Passages[i]; got.Mark != want.Mark {
			d := l.Add(got.Pos, "zone-order", "%s stands where the source has %s", got.Mark, want.Mark)
			d.Related = []diag.Related{{Pos: want.Pos, Message: "the source is here"}}
			d.Hint = "zones and tabs are the same in every language, in the same order"
			return
		}
	}
	if n := len(source.Passages); len(doc.Passages) > n {
		l.Add(doc.Passages[n].Pos, "zone-order", "the source has no %s here", doc.Passages[n].Mark).Hint =
			"delete it, or add it to " + source.File
	}
}
