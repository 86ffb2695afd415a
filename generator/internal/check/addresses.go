package check

import (
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
)

// addresses: no two things of a site have one address.
var addresses = Rule{
	Codes: []string{"address-taken"},
	Doc:   "a page does not have the address of a flow, of its review, or of its page for frames",
	Run: func(p *project.Project, l *diag.List) {
		src := p.SourceLanguage()
		for _, f := range p.Flows {
			taken := map[string]string{f.Name: "flow", f.Name + "/review": "the review of flow"}
			if len(p.Config.Embed) > 0 {
				taken[f.Name+"/embed"] = "the page for frames of flow"
			}
			for key, what := range taken {
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
