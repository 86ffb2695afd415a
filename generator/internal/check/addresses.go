package check

import (
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
)

// addresses: no two things of a site have one address.
var addresses = Rule{
	Codes: []string{"address-taken"},
	Doc:   "a flow and a page do not have the same address",
	Run: func(p *project.Project, l *diag.List) {
		src := p.SourceLanguage()
		for _, f := range p.Flows {
			if page := p.Page(f.Name); page != nil {
				d := l.Add(top(page.File(src)), "address-taken", "the page has the same address as flow %q", f.Name)
				d.Related = []diag.Related{{Pos: top(f.File), Message: "the flow is here"}}
				d.Hint = "rename one of the two"
			}
		}
	},
}
