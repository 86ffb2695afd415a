package site

import (
	"crypto/sha256"
	"fmt"
	"path"
	"slices"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/drill"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// shared is what contexts have in common that differ in nothing that it depends on: sites of partners over one
// project, in the same languages, with the same flows. Of a site that is no partner's it is that site's alone.
type shared struct {
	words   map[string]prose.Words
	terms   map[string]map[string]term // by language and id
	menus   map[string][]link          // by language
	tongues map[string]tongue

	complete    map[flowIn]bool      // which flows have a page in a language, as far as it was asked
	speechPaths map[[2]string]string // by flow and language: see speeches
	spoken      map[string][]byte    // what speeches published; nil before
	pages       map[pageIn]sharedPage
}

// view is a shared with what it depends on.
type view struct {
	site      *project.Project
	languages []string
	automata  []*automaton.Automaton // in the order of the flows
	drills    []*drill.Drill         // of all flows
	scripts   string                 // the names of assets that are the same for all partners
	address   bool                   // whether the site has one
	*shared
}

// keptViews is how many are kept: partners that know the same answers of flows have the same.
const keptViews = 16

// pageIn is a page in a language: what it is made of, and which of the pages that are made of that.
type pageIn struct {
	of         any // *project.Page, *project.Flow, *project.Glossary, drills; nil for a page that is a site's own
	kind, lang string
}

// sharedPage is a page that other sites have as well: its content file, and the key of that in a memo.
type sharedPage struct {
	name string
	key  [sha256.Size]byte
}

// shared gives what a site has in common with others, nil where it is not a partner's.
func (b *Builder) shared(in Input, a *assets) *shared {
	p := in.Project
	if p.Site == nil || in.Watch || in.Bundle != nil {
		return nil
	}
	v := view{site: p.Site, languages: p.Config.Languages, scripts: fmt.Sprint(a.js, a.scripts, a.partners, a.training), address: p.Config.BaseURL != ""}
	for _, f := range p.Flows {
		v.automata, v.drills = append(v.automata, in.Automata[f.Name]), append(v.drills, in.Drills[f.Name]...)
	}
	i := slices.IndexFunc(b.views, func(w view) bool {
		return w.site == v.site && w.scripts == v.scripts && w.address == v.address && slices.Equal(w.languages, v.languages) && slices.Equal(w.automata, v.automata) && slices.Equal(w.drills, v.drills)
	})
	if i >= 0 {
		v = b.views[i]
		b.views = slices.Delete(b.views, i, i+1)
	} else {
		v.shared = &shared{}
	}
	b.views = append(b.views, v)
	if len(b.views) > keptViews {
		b.views = slices.Delete(b.views, 0, 1)
	}
	return v.shared
}

// own reports whether a page is the partner's own: it says something that no other partner's does.
func (c *context) own(of any) bool {
	switch of := of.(type) {
	case *project.Page:
		return of.Key == ""
	case *project.Flow, *project.Glossary, drills:
		return false
	}
	return true
}

// kept gives the page of an earlier site that is this one's as well: false where it must be computed. The title of a
// page that is also the name of the site is shown otherwise.
func (c *context) kept(in pageIn) (sharedPage, bool) {
	if c.memo == nil || in.of == nil {
		return sharedPage{}, false
	}
	s, ok := c.pages[in]
	if !ok {
		return s, false
	}
	page, site := c.memo.pages[s.key], c.names[in.lang]
	return s, page != nil && page.title != site.text && page.title != site.shown && !c.own(in.of)
}

// keep notes a page for later sites.
func (c *context) keep(in pageIn, name string, data []byte) {
	if c.memo != nil && in.of != nil && !c.own(in.of) {
		if c.pages == nil {
			c.pages = map[pageIn]sharedPage{}
		}
		c.pages[in] = sharedPage{name, keyOf(name, data)}
	}
}

// foldersOf are the folders that a content file lies in.
func foldersOf(name string) []string {
	var out []string
	for dir := path.Dir(name); dir != "content" && dir != "."; dir = path.Dir(dir) {
		out = append(out, dir)
	}
	return out
}
