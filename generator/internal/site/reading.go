package site

import (
	"slices"
	"strings"

	"signpost/generator/internal/config"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// term is a term of the glossary with its definition.
type term struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	HTML  string `json:"html"`
}

// letter is a part of the glossary.
type letter struct {
	Letter string `json:"letter"`
	Terms  []term `json:"terms"`
}

// definitions renders the definitions of all terms, by language and id.
func (c *context) definitions() map[string]map[string]term {
	out := map[string]map[string]term{}
	if c.p.Glossary == nil {
		return out
	}
	for _, lang := range c.p.Config.Languages {
		doc := c.p.Glossary.Texts[lang]
		if doc == nil {
			continue
		}
		out[lang] = map[string]term{}
		r := c.renderer(lang)
		resolve := resolver(c.in, doc.File, glossaryPath(lang))
		for _, s := range doc.Sections {
			if s.ID != "" {
				out[lang][s.ID] = term{s.ID, c.typeset(lang, s.Title), strings.TrimSpace(r.Section(doc, s, resolve))}
			}
		}
	}
	return out
}

// used are the terms that a text links to, each once, in order.
func (c *context) used(doc *prose.Document, lang string) []term {
	if len(c.terms[lang]) == 0 {
		return nil
	}
	var m mentions
	for _, l := range doc.Links {
		m.add(c.p.Term(doc.File, l.Dest))
	}
	return m.terms(c, lang)
}

// mentions collects ids of terms, each once, in order. The zero value is ready.
type mentions []string

func (m *mentions) add(id string) {
	if id != "" && !slices.Contains(*m, id) {
		*m = append(*m, id)
	}
}

func (m mentions) terms(c *context, lang string) []term {
	var out []term
	for _, id := range m {
		if t, ok := c.terms[lang][id]; ok {
			out = append(out, t)
		}
	}
	return out
}

// glossary computes the page of all terms, in the order of the language.
func (c *context) glossary(g *project.Glossary, lang string) (string, []byte, error) {
	doc := g.Texts[lang]
	p := c.common("glossary", lang, glossaryPath, doc.Front)
	c.translated(p, c.p.TranslatedGlossary(lang), itself)
	p.Breadcrumbs = c.above("", lang)
	c.actions(p, doc)
	order := locale.NewCollator(lang)
	var all []term
	for _, t := range g.Terms {
		if d, ok := c.terms[lang][t.ID]; ok {
			all = append(all, d)
		}
	}
	slices.SortFunc(all, func(a, b term) int { return order.Compare(a.Title, b.Title) })
	for _, t := range all {
		l := order.Letter(t.Title)
		if n := len(p.Letters); n == 0 || p.Letters[n-1].Letter != l {
			p.Letters = append(p.Letters, letter{Letter: l})
		}
		last := &p.Letters[len(p.Letters)-1]
		last.Terms = append(last.Terms, t)
	}
	html := c.renderer(lang).Section(doc, doc.Intro, resolver(c.in, doc.File, p.Path))
	data, err := file(c.title(doc, lang), "glossary", "", p, mustJSON(strings.TrimSpace(html)))
	return "content/" + lang + "/glossary.md", data, err
}

// actions fills in where readers report a problem with a page, and where its
// text can be changed.
func (c *context) actions(p *params, doc *prose.Document) {
	address := c.address(p)
	p.Report = config.Fill(c.p.Config.Report, func(place string) string {
		return map[string]string{"title": locale.Plain(doc.Front.Title), "address": address, "language": p.Lang}[place]
	})
	p.Edit = config.Fill(c.p.Config.Edit, func(string) string { return doc.File })
}

// audiences lists whom the zones of a text are for.
func audiences(doc *prose.Document) []string {
	var out []string
	for _, a := range prose.Audiences() {
		if slices.ContainsFunc(doc.Passages, func(p prose.Passage) bool { return p.Audience == a }) {
			out = append(out, a)
		}
	}
	return out
}
