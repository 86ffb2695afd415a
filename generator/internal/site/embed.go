package site

import (
	"path"
	"strings"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/project"
)

// embed is what the page of a flow has that other sites show in a frame.
type embed struct {
	// Origins may learn the height of the page.
	Origins string `json:"origins"` // with spaces between
	Flow    link   `json:"flow"`    // its page
}

func embedPath(name, lang string) string { return flowPath(name, lang) + "embed/" }

// embedded computes the page of a flow for frames: the flow without what
// surrounds it on the site, not indexed, with links that leave it in the
// window around the frame.
func (c *context) embedded(f *project.Flow, a *automaton.Automaton, lang string) (string, []byte, error) {
	doc := f.Texts[lang]
	p := c.common("embed", lang, c.alongside(f, embedPath), doc.Front)
	c.translatedFlow(p, f, a)
	p.Hreflang = []alternate{}
	if p.Canonical != "" {
		p.Canonical = c.base.url + flowPath(f.Name, lang)
	}
	p.Scripts = []string{c.assets.scripts["flow-page"], c.assets.scripts["embed"]}
	p.Embed = &embed{Origins: strings.Join(c.p.Config.Embed, " "), Flow: link{c.title(doc, lang), flowPath(f.Name, lang)}}
	r, used := c.flowRenderer(lang)
	r.Top = true
	html := r.Section(doc, doc.Intro, resolver(c.in, doc.File, p.Path))
	p.Flow = c.flowPage(f, a, lang, p.Path, r, true)
	p.Terms = used.terms(c, lang)
	data, err := file(c.title(doc, lang), "embed", "/"+p.Path+"index.html", p, mustJSON(strings.TrimSpace(html)))
	return path.Join("content", lang, "_embed-"+f.Name+".md"), data, err
}
