package site

import (
	"signpost/generator/internal/crawl"
	"signpost/generator/internal/prose"
)

// social is a property of Open Graph: what a page says of itself where its
// address is shared.
type social struct {
	Property string `json:"property"`
	Content  string `json:"content"`
}

// describe fills what a page says of itself to machines: its translations, and
// where the site has an address, how it is shown where it is shared, and what
// it is. Programs read that: the words are as their authors wrote them. What more there is to claim
// is added last.
func (c *context) describe(p *params, doc *prose.Document, at func(lang string) string, in func(lang string) bool, more ...func(*crawl.Structured)) {
	base := c.base.json
	if base == "" {
		return
	}
	var others []string
	for _, a := range c.alternates(c.base.url, at, in) {
		p.Hreflang = append(p.Hreflang, alternate{a.Lang, a.URL})
	}
	for _, l := range c.p.Languages {
		if l.Tag != p.Lang && in(l.Tag) {
			others = append(others, l.Locale)
		}
	}
	kind := "article"
	if p.Kind == "home" {
		kind = "website"
	}
	front := doc.Front
	p.Social = c.social(p.Lang, kind, front.Title, front.Description, c.base.text+p.Path, others)
	s := crawl.Structured{Lang: p.Lang}
	if p.Kind == "home" {
		s.Site = &crawl.Site{Name: c.p.Config.Title[p.Lang], URL: base + p.Path, Description: front.Description, Lang: p.Lang,
			Search: base + searchPath(p.Lang)}
	}
	if len(p.Breadcrumbs) > 0 {
		for _, b := range c.way(c.sectionOf(doc), p.Lang, func(s string) string { return s }, c.plain(p.Lang, "home")) {
			s.Crumbs = append(s.Crumbs, crawl.Crumb{Name: b.Title, URL: base + b.Path})
		}
	}
	s.Crumbs = append(s.Crumbs, crawl.Crumb{Name: front.Title, URL: base + p.Path})
	if p.Kind == "page" {
		c.claims(&s, doc, base+p.Path)
	}
	for _, add := range more {
		add(&s)
	}
	p.Structured = string(s.JSON())
}

// sectionOf is the key of the section that a text's page is in, "" for none.
func (c *context) sectionOf(doc *prose.Document) string {
	if to, ok := c.p.Resolve(doc.File, ""); ok && to.Page != nil {
		return to.Page.Parent()
	}
	return ""
}

// claims fills what the author says in the source language that a page is:
// questions with answers, steps to take. The words are those of the page.
func (c *context) claims(s *crawl.Structured, doc *prose.Document, address string) {
	page, ok := c.p.Resolve(doc.File, "")
	if !ok || page.Page == nil {
		return
	}
	facts := c.p.Facts(page.Page, s.Lang)
	for _, id := range facts.Questions {
		for _, h := range doc.Below(id) {
			s.Questions = append(s.Questions, crawl.Question{Name: h.Title, Answer: doc.Plain(h.ID)})
		}
	}
	if len(facts.Steps) == 0 {
		return
	}
	s.HowTo = &crawl.HowTo{Name: doc.Front.Title, Description: doc.Front.Description, Lang: s.Lang}
	for _, id := range facts.Steps {
		for _, h := range doc.Headings {
			if h.ID == id {
				s.HowTo.Steps = append(s.HowTo.Steps, crawl.Step{Name: h.Title, Text: doc.Plain(id), URL: address + "#" + id})
			}
		}
	}
}

// describeChooser does the same for the language chooser, in the words of the
// source's home page.
func (c *context) describeChooser(p *params) {
	home := c.p.Page("")
	src := c.p.FirstLanguage()
	if home == nil || home.Texts[src] == nil {
		return
	}
	description := home.Texts[src].Front.Description
	p.Description = c.typeset(src, description)
	base := c.base.text
	if base == "" {
		return
	}
	var others []string
	in := func(l string) bool { return home.Texts[l] != nil }
	for _, a := range c.alternates(c.base.url, tagPath, in) {
		p.Hreflang = append(p.Hreflang, alternate{a.Lang, a.URL})
	}
	for _, l := range c.p.Languages[1:] {
		if in(l.Tag) {
			others = append(others, l.Locale)
		}
	}
	p.Social = c.social(src, "website", c.names[src].plain, description, base, others)
}

// social lists the properties of a page. A picture is missing: there is none
// in a form that the readers of Open Graph take.
func (c *context) social(lang, kind, title, description, address string, others []string) []social {
	own := ""
	for _, l := range c.p.Languages {
		if l.Tag == lang {
			own = l.Locale
		}
	}
	out := []social{{"og:type", kind}, {"og:title", title}, {"og:description", description}, {"og:url", address},
		{"og:site_name", c.names[lang].plain}, {"og:locale", own}}
	for _, l := range others {
		out = append(out, social{"og:locale:alternate", l})
	}
	return out
}
