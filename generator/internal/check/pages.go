package check

import (
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// pages: every page stands in every language, and is a translation of a page.
var pages = Rule{
	Codes: []string{"page-missing", "page-unknown", "page-section"},
	Doc:   "every page of the source language stands in every language that its source does not let it be missing in, and every section has a page of its own",
	Run: func(p *project.Project, l *diag.List) {
		src := p.SourceLanguage()
		for _, page := range p.Pages {
			if page.Texts[src] == nil {
				if p.Unreadable(page.File(src)) {
					continue
				}
				for _, lang := range p.Config.Languages {
					if page.Texts[lang] != nil {
						l.Add(top(page.File(lang)), "page-unknown", "the page translates %s, which does not exist", page.File(src)).Hint =
							"give it the file name of the page it translates, or delete it"
					}
				}
				continue
			}
			for _, lang := range p.Config.Languages {
				if page.Texts[lang] == nil && p.Missing(page.Texts, lang) == prose.Required && !p.Unreadable(page.File(lang)) {
					l.Add(top(page.File(src)), "page-missing", "the page is missing in language %q", lang).Hint =
						"add " + page.File(lang)
				}
			}
			section(p, page, l)
		}
		if p.Page("") == nil && !p.Unreadable("content/"+src+"/_index.md") && !p.Unreadable("config.yaml") {
			l.Add(top("config.yaml"), "page-section", "the site has no home page").Hint =
				"add content/" + src + "/_index.md"
		}
	},
}

// section reports a page in a folder without _index.md, once for each folder.
func section(p *project.Project, page *project.Page, l *diag.List) {
	src := p.SourceLanguage()
	parent := page.Parent()
	if parent == "" {
		return
	}
	if s := p.Page(parent); s != nil && s.Section || p.Unreadable("content/"+src+"/"+parent+"/_index.md") {
		return
	}
	for _, other := range p.Pages {
		if other.Parent() == parent {
			if other == page {
				l.Add(top(page.File(src)), "page-section", "the folder of the page has no page of its own").Hint =
					"add " + strings.Join([]string{"content", src, parent, "_index.md"}, "/")
			}
			return
		}
	}
}
