package check

import (
	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
)

// answerLinks: an answer is a link itself, and a link holds no other.
var answerLinks = Rule{
	Codes: []string{"answer-link"},
	Doc:   "the words of an answer hold no link; its hint may",
	Run: func(p *project.Project, l *diag.List) {
		for _, f := range p.Flows {
			for _, lang := range p.Config.Languages {
				doc := f.Texts[lang]
				if doc == nil {
					continue
				}
				for _, s := range doc.Sections {
					if n := f.Node(s.ID); n == nil || n.Kind != decision.Question {
						continue
					}
					found, _ := doc.Choices(s)
					for _, c := range found {
						for _, at := range c.Links {
							l.Add(at, "answer-link", "a link within the words of answer %q", c.ID).Hint =
								"the answer is a link itself: put this one into a paragraph below it"
						}
					}
				}
			}
		}
	},
}
