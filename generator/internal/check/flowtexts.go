package check

import (
	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// flowTexts: every question, step and outcome has words in every language, and
// no words stand for nothing.
var flowTexts = Rule{
	Codes: []string{"flow-missing", "text-file-missing", "text-missing", "text-unknown"},
	Doc:   "every question, step and outcome has a section with its id in every language, and nothing else has one",
	Run: func(p *project.Project, l *diag.List) {
		for _, f := range p.Flows {
			if len(f.Nodes) == 0 {
				if f.Start.Pos.File == "" && p.Source(f.File) == nil && !p.Unreadable(f.File) {
					for _, lang := range p.Config.Languages {
						if doc := f.Texts[lang]; doc != nil {
							l.Add(top(doc.File), "flow-missing", "the words belong to no flow").Hint = "add " + f.File
						}
					}
				}
				continue
			}
			for _, lang := range p.Config.Languages {
				flowText(p, f, lang, l)
			}
		}
	},
}

func flowText(p *project.Project, f *project.Flow, lang string, l *diag.List) {
	doc := f.Texts[lang]
	if doc == nil && (p.Unreadable(f.TextFile(lang)) || p.Missing(f.Texts, lang) != prose.Required) {
		return
	}
	if doc == nil {
		l.Add(top(f.File), "text-file-missing", "flow %q has no words in language %q", f.Name, lang).Hint =
			"add " + f.TextFile(lang)
		return
	}
	var ids []string
	for _, n := range f.Nodes {
		if n.Kind == decision.Table || doc.Section(n.ID) != nil {
			continue
		}
		ids = append(ids, n.ID)
		d := l.Add(top(doc.File), "text-missing", "%s %q has no words in language %q", n.Kind, n.ID, lang)
		d.Related = []diag.Related{{Pos: n.Pos, Message: "it is declared here"}}
		d.Path = n.Path()
		d.Hint = "add a section: ## … {#" + n.ID + "}"
		if at, ok := doc.Mark(n.ID); ok {
			d.Related = append(d.Related, diag.Related{Pos: at, Message: "its id stands here, in no heading of level 2"})
			d.Hint = "write it as a heading, with two signs and a space: ## … {#" + n.ID + "}"
		}
	}
	for _, s := range doc.Sections {
		n := f.Node(s.ID)
		if n != nil && n.Kind == decision.Table {
			l.Add(s.Pos, "text-unknown", "table %q of flow %q is met by no reader", s.ID, f.Name).Hint = "delete the section: tables have no words"
			continue
		}
		if s.ID == "" || n != nil {
			continue
		}
		d := l.Add(s.Pos, "text-unknown", "flow %q has no question, step or outcome %q", f.Name, s.ID)
		if d.HintNearest(s.ID, ids); d.Hint == "" {
			d.Hint = "declare it in " + f.File + ", or delete the section"
		}
	}
}

// choices: every answer has words in every language, in the list of its
// question.
var choices = Rule{
	Codes: []string{"answer-missing", "answer-unknown", "answer-repeated", "answer-empty", "answer-id"},
	Doc:   "every answer has an item that begins with its id in code, in the section of its question",
	Run: func(p *project.Project, l *diag.List) {
		for _, f := range p.Flows {
			for _, lang := range p.Config.Languages {
				for _, n := range f.Nodes {
					if n.Kind == decision.Question {
						answers(f, n, lang, l)
					}
				}
			}
		}
	},
}

func answers(f *project.Flow, n *decision.Node, lang string, l *diag.List) {
	doc := f.Texts[lang]
	if doc == nil || doc.Section(n.ID) == nil {
		return // reported by flowTexts
	}
	s := doc.Section(n.ID)
	found, _ := doc.Choices(s)
	if len(n.Answers) == 0 && len(found) > 0 && (n.Type == decision.Number || n.Type == decision.Used) {
		l.Add(found[0].Pos, "answer-unknown", "question %q has no answers of its own", n.ID).Hint =
			"delete the list: a number is typed in, and the outcomes of a used flow have their words there"
		return
	}
	first := map[string]diag.Pos{}
	faulty := false
	for _, c := range found {
		if c.ID == "" {
			faulty = true
			l.Add(c.Pos, "answer-id", "the item does not begin with the id of an answer").Hint =
				"write the id in code, then a dash, then the words: - `id` – …"
			continue
		}
		if at, twice := first[c.ID]; twice {
			l.Add(c.Pos, "answer-repeated", "answer %q stands twice", c.ID).Related =
				[]diag.Related{{Pos: at, Message: "it stood here first"}}
			continue
		}
		first[c.ID] = c.Pos
		if c.Label == "" {
			l.Add(c.Pos, "answer-empty", "answer %q of question %q has no words", c.ID, n.ID).Hint =
				"write them after the id: - `" + c.ID + "` – …"
		}
	}
	var missing []string
	for _, a := range n.Answers {
		if _, ok := first[a.ID]; ok || faulty {
			continue
		}
		missing = append(missing, a.ID)
		d := l.Add(s.Pos, "answer-missing", "answer %q of question %q has no words in language %q", a.ID, n.ID, lang)
		d.Path = "questions." + n.ID + ".answers"
		d.Related = []diag.Related{{Pos: a.Pos, Message: "it is declared here"}}
		d.Hint = "add an item to the list: - `" + a.ID + "` – …"
	}
	for _, c := range found {
		if c.ID != "" && !n.HasAnswer(c.ID) && len(n.Answers) > 0 {
			d := l.Add(c.Pos, "answer-unknown", "question %q has no answer %q", n.ID, c.ID)
			if n.Type == decision.Many && c.ID == decision.None {
				d.Hint = "delete the item: the page offers it by itself"
				continue
			}
			if d.HintNearest(c.ID, missing); d.Hint == "" {
				d.Hint = "declare it in " + f.File + ", or delete the item"
			}
		}
	}
}
