package check

import (
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
)

// searchKey is where the search page of a language is.
const searchKey = "search"

// addresses: no two things of a site have one address.
var addresses = Rule{
	Codes: []string{"address-taken"},
	Doc:   "a page does not have the address of a flow, of its review, or of the search",
	Run: func(p *project.Project, l *diag.List) {
		src := p.SourceLanguage()
		if page := p.Page(searchKey); page != nil {
			l.Add(top(page.File(src)), "address-taken", "the page has the same address as the search page").Hint = "rename it"
		}
		if f := p.Flow(searchKey); f != nil {
			l.Add(top(f.File), "address-taken", "the flow has the same address as the search page").Hint = "rename its folder"
		}
		for _, f := range p.Flows {
			for key, what := range map[string]string{f.Name: "flow", f.Name + "/review": "the review of flow"} {
				page := p.Page(key)
				if page == nil {
					continue
				}
				d := l.Add(top(page.File(src)), "address-taken", "the page has the same address as %s %q", what, f.Name)
				d.Related = []diag.Related{{Pos: top(f.File), Message: "the flow is here"}}
				d.Hint = "rename one of the two"
			}
		}
	},
}
