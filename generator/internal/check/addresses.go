package check

import (
	"slices"
	"strings"

	"signpost/generator/internal/config"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
	"signpost/generator/internal/terms"
)

// ours are the pages that no text of the project is of, by the place they take.
var ours = [][2]string{{"search", "the search page"}, {"sections", "the page of all sections"}, {"training", "the page of all drills"},
	{"offline", "the page on which readers keep the site"}}

// addresses: no two things of a site have one address.
var addresses = Rule{
	Codes: []string{"address-taken"},
	Doc:   "a page does not have the address of a flow, of its review, of its page for frames, of the glossary, of the search, of all sections, of all drills or of keeping the site; no flow has that of the last five",
	Run: func(p *project.Project, l *diag.List) {
		drilled := slices.ContainsFunc(p.Flows, func(f *project.Flow) bool { return len(f.Drills) > 0 })
		for _, o := range ours {
			if o[0] == "training" && !drilled || o[0] == "offline" && p.Config.Offline != config.OfflineYes {
				continue
			}
			if page := p.Page(o[0]); page != nil {
				l.Add(top(anyFile(p, page)), "address-taken", "the page has the same address as %s", o[1]).Hint = "rename it"
			}
			if f := p.Flow(o[0]); f != nil {
				l.Add(top(f.File), "address-taken", "the flow has the same address as %s", o[1]).Hint = "rename its folder"
			}
		}
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
				d := l.Add(top(anyFile(p, page)), "address-taken", "the page has the same address as %s %q", what, f.Name)
				d.Related = []diag.Related{{Pos: top(f.File), Message: "the flow is here"}}
				d.Hint = "rename one of the two"
			}
		}
		if p.Glossary == nil {
			return
		}
		const name = "glossary" // of its page
		taken := func(file, what string) {
			d := l.Add(top(file), "address-taken", "the %s has the same address as the glossary", what)
			d.Related = []diag.Related{{Pos: top(project.GlossaryFile), Message: "the glossary is here"}}
			d.Hint = "rename the " + what
		}
		if page := p.Page(name); page != nil {
			taken(anyFile(p, page), "page")
		}
		if f := p.Flow(name); f != nil {
			taken(f.File, "flow")
		}
	},
}

// theirs are the addresses of what partners publish: their terms on the site of
// each, the list of them on the site itself.
var theirs = []string{"partners", "terms"}

// partnerAddresses: what partners publish has its addresses to itself.
var partnerAddresses = Rule{
	Codes: []string{"partner-address"},
	Doc:   "where there are partners, no page and no flow has the address of their terms or of the list of them, and no partner has an address of the site",
	Partner: func(p *project.Project, partner *terms.Partner, l *diag.List) {
		for _, t := range partner.Ahead() {
			if own := t.Site.URL; own != "" && p.Config.BaseURL != "" && (strings.HasPrefix(own, p.Config.BaseURL) || strings.HasPrefix(p.Config.BaseURL, own)) {
				l.Add(t.Site.Pos, "partner-address", "the address is one of the site itself, %s", p.Config.BaseURL).Hint =
					"leave site out: then the partner's site is " + p.Config.BaseURL + partner.ID + "/"
			}
		}
		for _, name := range theirs {
			hint := "give it another name: what partners publish lies there"
			if page := p.Page(name); page != nil {
				l.Add(top(anyFile(p, page)), "partner-address", "the page has the address of %q", name).Hint = hint
			}
			if f := p.Flow(name); f != nil {
				l.Add(top(f.File), "partner-address", "the flow has the address of %q", name).Hint = hint
			}
		}
	},
}

// anyFile is the file of a page in the first language that has it.
func anyFile(p *project.Project, page *project.Page) string {
	for _, lang := range p.Config.Languages {
		if page.Texts[lang] != nil {
			return page.File(lang)
		}
	}
	return page.File(p.SourceLanguage())
}
