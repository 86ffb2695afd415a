package check

import (
	"slices"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// drills: every drill is an example of its flow, and is told in every language.
var drills = Rule{
	Codes: []string{"drill-unknown", "drill-empty", "drill-item", "drill-missing"},
	Doc:   "every section of a file of drills has the name of an example as its id, tells a case, and stands in every language with the same items",
	Run: func(p *project.Project, l *diag.List) {
		src := p.SourceLanguage()
		for _, f := range p.Flows {
			if len(f.Drills) == 0 || len(f.Nodes) == 0 {
				continue
			}
			source := f.Drills[src]
			for _, lang := range p.Config.Languages {
				switch doc := f.Drills[lang]; {
				case source == nil && doc != nil && !p.Unreadable(f.DrillFile(src)):
					l.Add(top(doc.File), "drill-missing", "flow %q has no drills in language %q, the source", f.Name, src).Hint =
						"add " + f.DrillFile(src)
				case source == nil:
				case doc != nil:
					drillTexts(f, doc, source, lang, l)
				case !p.Unreadable(f.DrillFile(lang)) && p.Missing(f.Drills, lang) == prose.Required && p.Missing(f.Texts, lang) == prose.Required:
					l.Add(top(source.File), "drill-missing", "flow %q has no drills in language %q", f.Name, lang).Hint =
						"add " + f.DrillFile(lang)
				}
			}
		}
	},
}

// drillTexts holds the drills of one language against the flow and the source.
func drillTexts(f *project.Flow, doc, source *prose.Document, lang string, l *diag.List) {
	var names []string
	for _, x := range f.Examples {
		names = append(names, x.ID)
	}
	for _, s := range source.Sections {
		if s.ID == "" || doc.Section(s.ID) != nil || !slices.Contains(names, s.ID) {
			continue
		}
		d := l.Add(top(doc.File), "drill-missing", "drill %q has no words in language %q", s.ID, lang)
		d.Related = []diag.Related{{Pos: s.Pos, Message: "it stands here in the source language"}}
		d.Hint = "add a section: ## … {#" + s.ID + "}"
	}
	for _, s := range doc.Sections {
		switch {
		case s.ID == "":
		case !slices.Contains(names, s.ID):
			d := l.Add(s.Pos, "drill-unknown", "flow %q has no example %q", f.Name, s.ID)
			if d.HintNearest(s.ID, names); d.Hint == "" {
				d.Hint = "add it under examples in " + f.File + ", or delete the section"
			}
		case source.Section(s.ID) == nil:
			l.Add(s.Pos, "drill-unknown", "the source has no drill %q", s.ID).Hint = "add it to " + source.File + ", or delete it here"
		default:
			drillItems(f, doc, source, s, l)
		}
	}
}

// drillItems holds the items of a drill against the flow and those of the source.
func drillItems(f *project.Flow, doc, source *prose.Document, s *prose.Section, l *diag.List) {
	found, rest := doc.Choices(s)
	if len(rest) == 0 {
		l.Add(s.Pos, "drill-empty", "drill %q tells no case", s.ID).Hint = "write what happened, before the list"
	}
	first := map[string]diag.Pos{}
	for _, c := range found {
		at, twice := first[c.ID]
		switch {
		case c.ID == "":
			l.Add(c.Pos, "drill-item", "the item does not begin with the id of a question or outcome").Hint =
				"write the id in code, then a dash, then the hint: - `id` – …"
			continue
		case twice:
			l.Add(c.Pos, "drill-item", "item %q stands twice", c.ID).Related = []diag.Related{{Pos: at, Message: "it stood here first"}}
			continue
		}
		first[c.ID] = c.Pos
		if n := f.Node(c.ID); n != nil && n.Kind != decision.Question && n.Kind != decision.Outcome {
			l.Add(c.Pos, "drill-item", "%s %q is answered by no reader", n.Kind, c.ID).Hint = "items are about questions, and about the outcome"
		}
	}
	if doc == source {
		return
	}
	theirs, _ := source.Choices(source.Section(s.ID))
	want := map[string]diag.Pos{}
	for _, c := range theirs {
		if c.ID == "" {
			continue
		}
		want[c.ID] = c.Pos
		if _, ok := first[c.ID]; !ok {
			d := l.Add(s.Pos, "drill-item", "item %q of the source is missing", c.ID)
			d.Related = []diag.Related{{Pos: c.Pos, Message: "it stands here in the source language"}}
			d.Hint = "translate it, and keep its id: - `" + c.ID + "` – …"
		}
	}
	for _, c := range found {
		if _, ok := want[c.ID]; c.ID != "" && !ok && first[c.ID] == c.Pos {
			l.Add(c.Pos, "drill-item", "the source has no item %q", c.ID).Hint = "add it to " + source.File + ", or delete it here"
		}
	}
}
