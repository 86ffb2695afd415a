package check

import (
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// changes: a change that one language tells of is told in all, under the same
// day. A translation with an older day was not brought up to date.
var changes = Rule{
	Codes: []string{"change-missing", "change-day"},
	Doc:   "every language tells of the last change of a page, with the day of the source language",
	Run: func(p *project.Project, l *diag.List) {
		for _, page := range p.Pages {
			change(p, page.Texts, l)
		}
		for _, f := range p.Flows {
			change(p, f.Texts, l)
			change(p, f.Drills, l)
		}
	},
}

func change(p *project.Project, texts map[string]*prose.Document, l *diag.List) {
	source := texts[p.SourceLanguage()]
	if source == nil {
		return
	}
	for _, lang := range p.Config.Languages {
		doc := texts[lang]
		if doc == nil || doc.Front.Changed == source.Front.Changed || doc.Front.Unclear || source.Front.Unclear {
			continue
		}
		told := []diag.Related{{Pos: top(source.File), Message: "the page in the source language"}}
		switch {
		case doc.Front.Changed == "":
			d := l.Add(top(doc.File), "change-missing", "the source tells of a change on %s, and this text does not", source.Front.Changed)
			d.Related = told
			d.Hint = "bring the text up to date, then add \"changed: " + source.Front.Changed + "\" and, as \"change:\", the sentence in this language"
		case source.Front.Changed == "":
			d := l.Add(doc.Front.ChangedAt, "change-missing", "the text tells of a change on %s, and the source does not", doc.Front.Changed)
			d.Related = told
			d.Hint = "add \"changed\" and \"change\" to the source, or delete them here"
		default:
			d := l.Add(doc.Front.ChangedAt, "change-day", "the text was changed on %s, its source on %s", doc.Front.Changed, source.Front.Changed)
			d.Related = []diag.Related{{Pos: source.Front.ChangedAt, Message: "the day of the source"}}
			d.Hint = "bring the text and its sentence up to date, and write the day of the source"
		}
	}
}
