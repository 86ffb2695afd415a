package check

import (
	"slices"
	"strings"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// policies: what may be missing in a language is missing as a whole, and no flow
// leads into what is missing.
var policies = Rule{
	Codes: []string{"translation-policy"},
	Doc:   "\"missing\" names languages of the site, lets no home page and no part of a flow be missing and no section be withheld, and a text that is withheld does not exist",
	Run: func(p *project.Project, l *diag.List) {
		src := p.SourceLanguage()
		for _, page := range p.Pages {
			absences(p, page.Texts, page.File, l)
			if doc := page.Texts[src]; doc != nil && page.Section {
				for _, a := range doc.Front.Missing {
					switch {
					case page.Key == "" && a.How != prose.Required:
						l.Add(a.Pos, "translation-policy", "the home page cannot be missing in language %q", a.Lang).Hint =
							"translate it: a language begins with it"
					case a.How == prose.Withheld:
						l.Add(a.Pos, "translation-policy", "the page of a section cannot be withheld in language %q", a.Lang).Hint =
							"translate it, or let it fall back: the pages below it are reached by it"
					}
				}
			}
		}
		for _, f := range p.Flows {
			absences(p, f.Texts, f.TextFile, l)
			whole(f.Texts[src], "a flow", "it", l)
			absences(p, f.Drills, f.DrillFile, l)
			whole(f.Drills[src], "drills", "them", l)
			withheldTargets(p, f, l)
		}
		if g := p.Glossary; g != nil && g.Texts[src] != nil {
			for _, a := range g.Texts[src].Front.Missing {
				l.Add(a.Pos, "translation-policy", "the glossary cannot be missing in language %q", a.Lang).Hint = "translate it, and delete \"missing\""
			}
		}
	},
}

// absences holds what a source says of missing translations against the
// languages and texts there are.
func absences(p *project.Project, texts map[string]*prose.Document, file func(string) string, l *diag.List) {
	src := p.SourceLanguage()
	if texts[src] == nil {
		return
	}
	for _, a := range texts[src].Front.Missing {
		switch {
		case a.Lang == src:
			l.Add(a.Pos, "translation-policy", "%q is the source language: nothing can stand in its place", a.Lang)
		case !slices.Contains(p.Config.Languages, a.Lang):
			d := l.Add(a.Pos, "translation-policy", "the site has no language %q", a.Lang)
			if d.HintNearest(a.Lang, p.Config.Languages[1:]); d.Hint == "" {
				d.Hint = "it is translated to: " + strings.Join(p.Config.Languages[1:], ", ")
			}
		case a.How == prose.Withheld && texts[a.Lang] != nil:
			d := l.Add(a.Pos, "translation-policy", "the text is withheld in language %q, and exists in it", a.Lang)
			d.Related = []diag.Related{{Pos: top(file(a.Lang)), Message: "the text is here"}}
			d.Hint = "delete one of the two"
		}
	}
}

// withheldTargets reports a flow that leads readers of a language into one that
// is withheld in it.
func withheldTargets(p *project.Project, f *project.Flow, l *diag.List) {
	for _, lang := range p.Config.Languages[1:] {
		if p.Missing(f.Texts, lang) != prose.Required {
			continue
		}
		report := func(at diag.Pos, name string) {
			to := p.Flow(name)
			if to == nil || p.Missing(to.Texts, lang) != prose.Withheld {
				return
			}
			l.Add(at, "translation-policy", "flow %q leads to flow %q, which is withheld in language %q", f.Name, name, lang).Hint =
				"translate that flow, or withhold this one too: a flow does not end where its readers cannot go on"
		}
		report(f.Start.Pos, f.Start.Flow)
		for _, n := range f.Nodes {
			if n.Kind == decision.Question && n.Use != nil {
				report(n.Pos, n.Use.Flow)
			}
			for _, row := range n.Next.Rows {
				report(row.Then.Pos, row.Then.Flow)
			}
		}
	}
}

// whole reports texts that fall back to another language, though all of them or none is shown.
func whole(source *prose.Document, what, them string, l *diag.List) {
	if source == nil {
		return
	}
	for _, a := range source.Front.Missing {
		if a.How == prose.Fallback {
			l.Add(a.Pos, "translation-policy", "%s cannot fall back to another language", what).Hint =
				"translate " + them + ", or let " + them + " be withheld as a whole"
		}
	}
}
