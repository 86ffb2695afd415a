package site

import (
	"slices"
	"strings"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/ledger"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// stale is a part of a translation whose source has other words since.
type stale struct {
	ID     string `json:"id"`     // of the part on this page; "" for what stands before the first one
	Title  string `json:"title"`  // its heading; "" with an empty ID
	Source string `json:"source"` // the heading in the source
	Path   string `json:"path"`   // where it is in the source, with its fragment
}

// translated says how the text of a page was translated, as its ledger has it
// where it knows all of the text, and which parts are behind their source. place
// gives the place of a section on the page; "" where it has none.
func (c *context) translated(p *params, t *project.Translation, place func(section string) string) {
	if t.Text == nil || t.Source == nil || t.Ledger == nil {
		return
	}
	changes := changesOf(t)
	if !slices.ContainsFunc(changes, func(x ledger.Change) bool { return x.Drift == ledger.Unknown && t.Has(x.ID) }) {
		claim := t.Ledger.Claim()
		p.Made, p.Reviewed, p.ReviewedOn, p.Since = claim.Made, claim.Reviewed, c.day(p.Lang, claim.Reviewed), c.day(p.Lang, claim.Day)
	}
	source := "" // the site may not have the language of the source
	if p.Source != nil {
		source = p.Source.Path
	}
	c.behind(p, t, changes, source, place)
}

// changesOf grades the units of a translation; none where nothing changed.
func changesOf(t *project.Translation) []ledger.Change {
	if ledger.Same(t.Units, t.Ledger) {
		return nil
	}
	return t.Changes()
}

// behind adds the parts of a translation that are behind their source, which
// is at a path: each once, in the order of the source.
func (c *context) behind(p *params, t *project.Translation, changes []ledger.Change, source string, place func(section string) string) {
	for _, x := range changes {
		if x.Drift != ledger.Changed || !t.Has(x.ID) {
			continue
		}
		src := c.p.SourceLanguage()
		s := stale{Source: c.title(t.Source, src), Path: source}
		if section, _, _ := strings.Cut(x.ID, "/"); !strings.HasPrefix(x.ID, "_") {
			at := place(section)
			if at == "" {
				continue
			}
			s = stale{ID: at, Title: c.typeset(p.Lang, t.Text.Section(section).Title), Source: c.typeset(src, t.Source.Section(section).Title), Path: source + "#" + at}
		}
		if !slices.Contains(p.Stale, s) {
			p.Stale = append(p.Stale, s)
		}
	}
}

// itself is where a section is on a page that shows all of them.
func itself(section string) string { return section }

// translatedFlow does it for a flow, and for the flows that it uses: their
// words stand on its page, too.
func (c *context) translatedFlow(p *params, f *project.Flow, a *automaton.Automaton) {
	c.translated(p, c.p.TranslatedFlow(f, p.Lang), func(section string) string { return placeOf(a, "", section) })
	if p.Source == nil {
		return
	}
	for _, name := range decision.Closure(f.Flow, c.p.Sound) {
		if used := c.p.Flow(name); used != nil {
			t := c.p.TranslatedFlow(used, p.Lang)
			if t.Text == nil || t.Source == nil || t.Ledger == nil {
				continue
			}
			sections := slices.DeleteFunc(slices.Clone(changesOf(t)), func(x ledger.Change) bool { return strings.HasPrefix(x.ID, "_") })
			c.behind(p, t, sections, flowPath(f.Name, c.p.SourceLanguage()), func(section string) string { return placeOf(a, name, section) })
		}
	}
}

// translatedReview does it for the review page of a flow, whose version says
// what its words are: there is no list of what is behind.
func (c *context) translatedReview(p *params, f *project.Flow) {
	c.translated(p, c.p.TranslatedFlow(f, p.Lang), func(string) string { return "" })
	p.Stale = nil
}

// placeOf is the id of the first state of a node: of a flow that is used, or
// with "" of the flow itself.
func placeOf(a *automaton.Automaton, flow, node string) string {
	for i := range a.States {
		n := a.States[i].Node
		if n != nil && n.Flow == flow && (n.ID == node || flow != "" && n.Local == node) {
			return a.States[i].ID
		}
	}
	return ""
}

// absent computes the page of a text that does not exist in a language, and may
// not: the text of the source as such, or a page that says it is withheld.
func (c *context) absent(page *project.Page, around []*project.Page, lang string) (string, []byte, error) {
	src := c.p.SourceLanguage()
	doc := page.Texts[src]
	at := func(l string) string { return pagePath(page, l) }
	if c.p.Missing(page.Texts, lang) == prose.Withheld {
		return c.withheld(doc, at, page.File(lang), page.Parent(), lang)
	}
	kind := "page"
	if page.Section {
		kind = "section"
	}
	p := c.common(kind, lang, at, doc.Front)
	p.TextLang, p.Translated = src, false
	p.Robots = "noindex"
	if p.Canonical != "" {
		p.Canonical = c.base.url + at(src)
	}
	if top, _, below := strings.Cut(page.Key, "/"); below || page.Section {
		p.Section = tagPath(lang) + top + "/"
	}
	p.TOC, p.Audiences = c.toc(doc, src), audiences(doc)
	c.actions(p, doc)
	p.Breadcrumbs = c.above(page.Parent(), lang)
	if page.Section {
		c.below(p, page, lang)
	} else {
		c.beside(p, page, around, lang)
	}
	// The words of callouts and tables are those of the text; links lead on in the
	// language of the reader, where there is something.
	html := c.renderer(src).Body(doc, c.onwards(doc, lang, p.Path))
	data, err := file(c.title(doc, src), "", "", p, mustJSON(html))
	return page.File(lang), data, err
}

// fallbacks are the cards of the pages of a section that fall back in a
// language, in the order of the source.
func (c *context) fallbacks(section, lang string) []card {
	var out []card
	src := c.p.SourceLanguage()
	if lang == src {
		return nil
	}
	for _, page := range c.p.In(section, src) {
		if page.Texts[lang] == nil && c.p.Missing(page.Texts, lang) == prose.Fallback {
			f := page.Texts[src].Front
			out = append(out, card{Title: c.typeset(src, f.Title), Description: c.typeset(src, f.Description), Path: pagePath(page, lang), Lang: src})
		}
	}
	return out
}

// alone fills what is different on a page that the source language does not
// have: it translates nothing that could be shown, and languages that do not
// have it either lead to the page above it.
func (c *context) alone(p *params, page *project.Page, doc *prose.Document) {
	p.Source, p.Translated = nil, doc.Front.Origin["ms.translationtype"] != ""
	for i := range p.Languages {
		l := &p.Languages[i]
		if c.p.Shown(page, l.Lang) {
			continue
		}
		l.Path, l.Without = tagPath(l.Lang), true
		for key := page.Parent(); key != ""; key = parentOf(key) {
			if above := c.p.Page(key); above != nil && c.p.Shown(above, l.Lang) {
				l.Path = pagePath(above, l.Lang)
				break
			}
		}
	}
}

// below lists the pages of a section.
func (c *context) below(p *params, page *project.Page, lang string) {
	for _, sub := range c.p.In(page.Key, lang) {
		p.Items = append(p.Items, c.cardOf(sub, lang))
	}
	p.Items = append(p.Items, c.fallbacks(page.Key, lang)...)
	p.Count = c.counted(lang, "section-count", len(p.Items))
}

// onwards resolves links of a text of the source that stands on a page in
// another language.
func (c *context) onwards(doc *prose.Document, lang, from string) func(string) string {
	own := resolver(c.in, doc.File, from)
	return func(dest string) string {
		t, ok := c.p.Resolve(doc.File, dest)
		switch {
		case !ok:
			return own(dest)
		case t.Page != nil && c.exists(t.Page, lang):
			return fragment(relative(from, pagePath(t.Page, lang)), t.Fragment)
		case t.Flow != nil && c.offered(t.Flow, c.in.Automata[t.Flow.Name], lang):
			return fragment(relative(from, flowPath(t.Flow.Name, lang)), c.in.stateOf(t.Flow, t.Fragment))
		case t.Glossary != nil && t.Glossary.Texts[lang] != nil:
			return fragment(relative(from, glossaryPath(lang)), t.Fragment)
		}
		return own(dest)
	}
}

func fragment(href, id string) string {
	switch {
	case id == "":
		return href
	case href == "./":
		return "#" + id
	}
	return href + "#" + id
}

// exists reports whether a page has something to show in a language.
func (c *context) exists(page *project.Page, lang string) bool {
	return page.Texts[lang] != nil || page.Texts[c.p.SourceLanguage()] != nil && c.p.Missing(page.Texts, lang) == prose.Fallback
}

// withheld computes the page that says that a text is not offered in a language.
func (c *context) withheld(doc *prose.Document, at func(string) string, name, section, lang string) (string, []byte, error) {
	p := c.common("withheld", lang, at, prose.Front{Title: doc.Front.Title})
	p.TextLang = c.p.SourceLanguage()
	p.Breadcrumbs = c.above(section, lang)
	data, err := file(c.title(doc, p.TextLang), "withheld", "", p, nil)
	return name, data, err
}

// withheldFlow does it for a flow.
func (c *context) withheldFlow(f *project.Flow, lang string) (string, []byte, error) {
	return c.withheld(f.Texts[c.p.SourceLanguage()], func(l string) string { return flowPath(f.Name, l) }, "content/"+lang+"/"+f.Name+".md", "", lang)
}

// isWithheld reports whether a flow is deliberately not offered in a language.
func isWithheld(p *project.Project, f *project.Flow, lang string) bool {
	return f.Texts[lang] == nil && f.Texts[p.SourceLanguage()] != nil && p.Missing(f.Texts, lang) != prose.Required
}

// alongside gives the path of a page beside that of a flow, such as its review,
// in a language; that of the flow where it is withheld, which has no other.
func (c *context) alongside(f *project.Flow, at func(name, lang string) string) func(string) string {
	return func(lang string) string {
		if isWithheld(c.p, f, lang) {
			return flowPath(f.Name, lang)
		}
		return at(f.Name, lang)
	}
}
