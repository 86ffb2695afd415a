package project

import (
	"cmp"
	"slices"

	"signpost/generator/internal/terms"
)

// With gives the project with its partners.
func (p *Project) With(partners []*terms.Partner) *Project {
	out := *p
	out.Partners = slices.Clone(partners)
	slices.SortFunc(out.Partners, func(a, b *terms.Partner) int { return cmp.Compare(a.ID, b.ID) })
	return &out
}

// For gives the project as one partner publishes it: under the partner's name and
// address, in those of the site's languages in which the terms in force are
// published. Texts, flows and strings are the same values: nothing is copied and
// nothing parsed again. It is nil where a partner has no version in force, or no language of the site.
func (p *Project) For(partner *terms.Partner) *Project {
	t := partner.Current
	if t == nil {
		return nil
	}
	out := *p
	out.Site, out.Partner, out.Partners, out.Languages = p, partner, nil, nil
	var languages []string
	title := map[string]string{}
	for _, l := range p.Languages {
		if slices.ContainsFunc(t.Languages, func(r terms.Ref) bool { return r.ID == l.Tag }) && t.Words[l.Tag] != nil {
			languages = append(languages, l.Tag)
			out.Languages = append(out.Languages, l)
			title[l.Tag] = t.Organisation.Known()
		}
	}
	if len(languages) == 0 {
		return nil
	}
	base := t.Site.URL
	if base == "" && p.Config.BaseURL != "" {
		base = p.Config.BaseURL + partner.ID + "/"
	}
	out.Config = p.Config.Of(title, base, languages)
	out.Config.Brand, out.Logo, out.Icon = t.Look, partner.Logo, partner.Icon // the logo of the site is not the partner's
	if site := p.Config.Brand; !t.Look.Accent.Set && !t.Look.Signal.Set {
		out.Config.Brand.Accent, out.Config.Brand.Signal = site.Accent, site.Signal
	}
	return &out
}

// Only gives the project as it is copied for offline use: in some of its languages, in their
// order, and without pages that are there for other sites. Nothing is copied or parsed again. It is nil where it has none of them.
func (p *Project) Only(languages []string) *Project {
	out := *p
	out.Languages = nil
	var kept []string
	for _, l := range p.Languages {
		if slices.Contains(languages, l.Tag) {
			kept = append(kept, l.Tag)
			out.Languages = append(out.Languages, l)
		}
	}
	if len(kept) == 0 {
		return nil
	}
	out.Config = p.Config.Of(p.Config.Title, p.Config.BaseURL, kept)
	out.Config.Embed = nil
	return &out
}

// FirstLanguage is the one that readers get who did not choose: that of the site's
// source where it is published in it.
func (p *Project) FirstLanguage() string { return p.Config.Languages[0] }
