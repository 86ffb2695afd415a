package check

import (
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// pages: every page stands in every language, and is a translation of a page.
var pages = Rule{
	Codes: []string{"page-missing", "page-fallback", "page-unknown", "page-section"},
	Doc:   "every page of the source language stands in every language that its source does not let it be missing in, every page has a source, and every section has a page of its own",
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
							"give it the file name of the page it translates, or delete it; where languages may have pages of their own, write in config.yaml: rules: {page-unknown: warning}"
					}
				}
				section(p, page, l)
				continue
			}
			for _, lang := range p.Config.Languages {
				switch {
				case page.Texts[lang] != nil || p.Unreadable(page.File(lang)):
				case p.Missing(page.Texts, lang) == prose.Required:
					l.Add(top(page.File(src)), "page-missing", "the page is missing in language %q", lang).Hint =
						"add " + page.File(lang)
				case !slices.ContainsFunc(page.Texts[src].Front.Missing, func(a prose.Absence) bool { return a.Lang == lang }):
					l.Warn(top(page.File(src)), "page-fallback", "the page is missing in language %q, and readers get it in %q", lang, src).Hint =
						"add " + page.File(lang) + ", or say in the front matter that this is wanted: missing: {" + lang + ": fallback}"
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

// section reports a page in a folder without _index.md, once for each folder and
// language. One that the source has and a translation lacks was reported as such.
func section(p *project.Project, page *project.Page, l *diag.List) {
	parent := page.Parent()
	if parent == "" {
		return
	}
	s := p.Page(parent)
	for _, lang := range p.Config.Languages {
		index := strings.Join([]string{"content", lang, parent, "_index.md"}, "/")
		if page.Texts[lang] == nil || p.Unreadable(index) || s != nil && s.Section && (s.Texts[lang] != nil || !p.Alone(s)) {
			continue
		}
		for _, other := range p.Pages {
			if other.Parent() == parent && other.Texts[lang] != nil {
				if other == page {
					l.Add(top(page.File(lang)), "page-section", "the folder of the page has no page of its own").Hint = "add " + index
				}
				break
			}
		}
		if s == nil {
			return // the languages after this one lack it, too
		}
	}
}
