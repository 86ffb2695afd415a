package site

import (
	"slices"

	"signpost/generator/internal/locale"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// maxMenu is how many sections the menu names: it stands on every page, which
// must not grow with the site.
const maxMenu = 6

// sectionsPath is the address of the page of all sections, which a site has
// where the menu cannot name them.
func sectionsPath(lang string) string { return tagPath(lang) + "sections/" }

// topSections are the sections at the top of a language, in order.
func topSections(p *project.Project, lang string) []*project.Page {
	return slices.DeleteFunc(p.In("", lang), func(page *project.Page) bool { return !page.Section })
}

// crowded reports whether a language has more sections than the menu names.
func crowded(p *project.Project) bool {
	return slices.ContainsFunc(p.Languages, func(l locale.Language) bool { return len(topSections(p, l.Tag)) > maxMenu })
}

// menus gives the main navigation of each language: its first top sections,
// the way to all of them where there are more, and the glossary.
func menus(p *project.Project) map[string][]link {
	out, more := map[string][]link{}, crowded(p)
	for _, l := range p.Languages {
		entries, set := []link{}, locale.NewTypesetter(l.Tag)
		for i, page := range topSections(p, l.Tag) {
			if i < maxMenu {
				entries = append(entries, link{set.Text(page.Texts[l.Tag].Front.Title), pagePath(page, l.Tag)})
			}
		}
		if more {
			entries = append(entries, link{set.Text(p.Catalogues[l.Tag].Text("sections-title")), sectionsPath(l.Tag)})
		}
		if slices.ContainsFunc(p.Partners, listable) {
			entries = append(entries, link{set.Text(p.Catalogues[l.Tag].Text("directory")), directoryPath(l.Tag)})
		}
		if g := p.Glossary; g != nil && g.Texts[l.Tag] != nil {
			entries = append(entries, link{set.Text(g.Texts[l.Tag].Front.Title), glossaryPath(l.Tag)})
		}
		out[l.Tag] = entries
	}
	return out
}

// entry is the path of the menu's entry for what is below a top section.
func (c *context) entry(top, lang string) string {
	at := tagPath(lang) + top + "/"
	if slices.ContainsFunc(c.menus[lang], func(l link) bool { return l.Path == at }) {
		return at
	}
	return sectionsPath(lang)
}

// sectionsPages computes the page of all sections of each language.
func (c *context) sectionsPages(out map[string][]byte) error {
	if !crowded(c.p) {
		return nil
	}
	for _, l := range c.p.Languages {
		lang := l.Tag
		front := prose.Front{Title: c.text(lang, "sections-title"), Description: c.text(lang, "sections-description")}
		p := c.common("sections", lang, sectionsPath, front)
		p.Breadcrumbs = c.above("", lang)
		for _, page := range topSections(c.p, lang) {
			p.Items = append(p.Items, c.cardOf(page, lang))
		}
		data, err := file(front.Title, "sections", "/"+sectionsPath(lang), p, nil)
		if err != nil {
			return err
		}
		out["content/"+lang+"/_root-sections.md"] = data
	}
	return nil
}
