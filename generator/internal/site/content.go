package site

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"signpost/generator/internal/component"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// maxNav is how many pages of its section a page lists: what is on a page
// must not grow with the site.
const maxNav = 12

// pageCache keeps the HTML of texts that did not change, as long as what they
// are rendered with (mark) stays the same.
type pageCache struct {
	mu   sync.Mutex
	mark string
	html map[*prose.Document]json.RawMessage
}

// renderedWith identifies what the HTML of a text depends on beside the text
// and its place: the words of the interface, the files that links may lead to,
// the images, the terms of the glossary, and the states of flows.
func renderedWith(in Input) string {
	h := sha256.New()
	for _, lang := range in.Project.Config.Languages {
		h.Write(in.Project.Catalogues[lang].JSON())
		for _, file := range in.Project.LinkTargets(lang) {
			fmt.Fprintln(h, file)
		}
		for _, page := range in.Project.Pages {
			if page.Texts[lang] == nil {
				fmt.Fprintln(h, page.Key, in.Project.Missing(page.Texts, lang))
			}
		}
		for _, f := range in.Project.Flows {
			fmt.Fprintln(h, isWithheld(in.Project, f, lang))
		}
	}
	for _, img := range in.Project.Images() {
		fmt.Fprintln(h, img.File, img.Hash)
	}
	if g := in.Project.Glossary; g != nil {
		for _, lang := range in.Project.Config.Languages {
			if doc := g.Texts[lang]; doc != nil {
				for _, s := range doc.Sections {
					fmt.Fprintln(h, s.ID)
				}
			}
		}
	}
	for _, f := range in.Project.Flows {
		fmt.Fprintln(h, f.Name)
		if a := in.Automata[f.Name]; a != nil {
			for i := range a.States {
				fmt.Fprintln(h, a.States[i].ID)
			}
		}
	}
	return string(h.Sum(nil))
}

// body returns the HTML of a text as a JSON string, rendering it only when
// the text is new. A text's links depend on its own place alone.
func (pc *pageCache) body(doc *prose.Document, render func() string) json.RawMessage {
	pc.mu.Lock()
	html, ok := pc.html[doc]
	pc.mu.Unlock()
	if ok {
		return html
	}
	html = mustJSON(render())
	pc.mu.Lock()
	defer pc.mu.Unlock()
	pc.html[doc] = html
	return html
}

// files computes all that Hugo is given: configuration, layouts, strings and
// the pages; and the files that stand beside the pages as they are.
func (b *Builder) files(c *context, components []*component.Component) (files, published map[string][]byte, err error) {
	in, a := c.in, c.assets
	if err := c.speeches(); err != nil {
		return nil, nil, err
	}
	if err := c.sayOwn(); err != nil {
		return nil, nil, err
	}
	out := map[string][]byte{}
	cfg, err := c.configuration()
	if err != nil {
		return nil, nil, err
	}
	out[hugoConfig] = cfg
	for _, l := range c.p.Languages {
		out["i18n/"+hugoTag(l.Tag)+".json"] = c.tongues[l.Tag].cat.JSON()
	}
	if err := layouts(in.Project.Theme, out); err != nil {
		return nil, nil, err
	}
	roots := c.roots
	if c.course() != nil {
		roots = c.courseRoot
	}
	if err := roots(out); err != nil {
		return nil, nil, err
	}
	if in.Components {
		if err := c.components(components, a, out); err != nil {
			return nil, nil, err
		}
	}
	if err := c.searchPages(out); err != nil {
		return nil, nil, err
	}
	if err := c.sectionsPages(out); err != nil {
		return nil, nil, err
	}
	if err := c.bundlePages(out); err != nil {
		return nil, nil, err
	}
	if err := c.offlinePages(out); err != nil {
		return nil, nil, err
	}
	if c.slots != nil && readsOwn(out) {
		c.memo = b.memoFor(out)
	}
	if mark := renderedWith(in); mark != b.pages.mark {
		b.pages.mark, b.pages.html = mark, map[*prose.Document]json.RawMessage{}
	}
	b.kept.begin(c, b.pages.mark)
	b.reviews.begin()
	if err := c.compute(b.jobs(c), out); err != nil {
		return nil, nil, err
	}
	c.headless(out)
	b.pages.keep(in.Project)
	b.reviews.end()
	return out, c.published, nil
}

// compute runs the jobs, on all processors, but for pages that earlier sites had, and adds the files to out.
func (c *context) compute(jobs []job, out map[string][]byte) error {
	type result struct {
		name string
		data []byte
		err  error
	}
	results := make([]result, len(jobs))
	run := func(wanted []int) {
		var wg sync.WaitGroup
		n := runtime.GOMAXPROCS(0)
		for w := range n {
			wg.Go(func() {
				for i := w; i < len(wanted); i += n {
					r := &results[wanted[i]]
					r.name, r.data, r.err = jobs[wanted[i]].run()
				}
			})
		}
		wg.Wait()
	}
	var wanted []int
	found := map[int]sharedPage{}
	for i, j := range jobs {
		if s, ok := c.kept(j.page); ok {
			found[i] = s
		} else {
			wanted = append(wanted, i)
		}
	}
	run(wanted)
	// The page of a folder is computed where one in it is: see runShared.
	folders, more := map[string]bool{}, []int{}
	for _, i := range wanted {
		for _, dir := range foldersOf(results[i].name) {
			folders[dir] = true
		}
	}
	for i, s := range found {
		if path.Base(s.name) == "_index.md" && folders[path.Dir(s.name)] {
			more = append(more, i)
			delete(found, i)
		}
	}
	run(more)
	for i, r := range results {
		if r.err != nil {
			return r.err
		}
		if s, ok := found[i]; ok {
			c.found = append(c.found, s)
			continue
		}
		out[r.name] = r.data
		c.keep(jobs[i].page, r.name, r.data)
	}
	return nil
}

// job computes the file of a page.
type job struct {
	page pageIn
	run  func() (string, []byte, error)
}

// keep forgets the HTML of texts that are no longer part of the project.
func (pc *pageCache) keep(p *project.Project) {
	kept := map[*prose.Document]json.RawMessage{}
	for _, page := range p.Pages {
		for _, doc := range page.Texts {
			if html, ok := pc.html[doc]; ok {
				kept[doc] = html
			}
		}
	}
	pc.html = kept
}

// jobs lists the computation of each page's file.
func (b *Builder) jobs(c *context) []job {
	var jobs []job
	add := func(of any, kind, lang string, run ...func() (string, []byte, error)) {
		for _, r := range run {
			jobs = append(jobs, job{pageIn{of, kind, lang}, r})
		}
	}
	if c.course() != nil {
		for _, lang := range c.p.Config.Languages {
			jobs = append(jobs, c.trainingJobs(lang)...)
		}
		return jobs
	}
	for _, lang := range c.p.Config.Languages {
		siblings := map[string][]*project.Page{}
		for _, page := range c.p.Pages {
			there := page.Texts[lang] != nil
			if !c.p.Shown(page, lang) {
				continue
			}
			parent := page.Parent()
			if _, ok := siblings[parent]; !ok {
				siblings[parent] = c.p.In(parent, lang)
			}
			around := siblings[parent]
			compute := func() (string, []byte, error) { return b.page(c, page, around, lang) }
			if !there {
				compute = func() (string, []byte, error) { return c.absent(page, around, lang) }
			}
			add(page, "", lang, func() (string, []byte, error) {
				return b.kept.page(pageAt{page.Key, lang}, c.texts(page.Texts), c.p.LedgerOf(page, lang), compute)
			})
		}
		for _, f := range c.p.Flows {
			if a := c.in.Automata[f.Name]; c.offered(f, a, lang) {
				add(f, c.ownForms[flowPath(f.Name, lang)], lang, func() (string, []byte, error) { return c.flow(f, a, lang) })
				if c.reviewed() {
					add(nil, "", lang, func() (string, []byte, error) { return b.review(c, f, a, lang) })
				}
				if len(c.p.Config.Embed) > 0 {
					add(f, "embed "+c.ownForms[embedPath(f.Name, lang)], lang, func() (string, []byte, error) { return c.embedded(f, a, lang) })
				}
			}
		}
		for _, f := range c.p.Flows {
			if isWithheld(c.p, f, lang) {
				add(nil, "", lang, func() (string, []byte, error) { return c.withheldFlow(f, lang) })
			}
		}
		jobs = append(jobs, c.trainingJobs(lang)...)
		add(nil, "", lang, c.partnerJobs(lang)...)
		add(nil, "", lang, c.directoryJobs(lang)...)
		if g := c.p.Glossary; g != nil && g.Texts[lang] != nil {
			add(g, "", lang, func() (string, []byte, error) { return c.glossary(g, lang) })
		}
	}
	return jobs
}

// page computes a page of guidance, a section or the home page. around are
// the pages of the same section, itself included.
func (b *Builder) page(c *context, page *project.Page, around []*project.Page, lang string) (string, []byte, error) {
	doc := page.Texts[lang]
	kind := "page"
	switch {
	case page.Key == "" && c.p.Partner != nil:
		return c.partnerHome(page, lang)
	case page.Key == "":
		kind = "home"
	case page.Section:
		kind = "section"
	}
	p := c.common(kind, lang, func(l string) string { return pagePath(page, l) }, doc.Front)
	if c.p.Alone(page) {
		c.alone(p, page, doc)
	}
	p.TOC = c.toc(doc, lang)
	if source := page.Texts[c.p.SourceLanguage()]; source != nil {
		for i := range p.TOC {
			p.TOC[i].Alone = !source.Has(p.TOC[i].ID)
		}
	}
	p.Audiences, p.Terms = audiences(doc), c.used(doc, lang)
	c.actions(p, doc)
	if top, _, below := strings.Cut(page.Key, "/"); below || page.Section && page.Key != "" {
		p.Section = c.entry(top, lang)
	}
	switch kind {
	case "home":
		c.home(p, lang)
	case "section":
		p.Breadcrumbs = c.above(page.Parent(), lang)
		c.below(p, page, lang)
	default:
		p.Breadcrumbs = c.above(page.Parent(), lang)
		c.around(p, page, around, lang)
	}
	html := b.pages.body(doc, func() string {
		r := c.renderer(lang)
		r.Term = c.p.Term
		return r.Body(doc, resolver(c.in, doc.File, p.Path))
	})
	c.translated(p, c.p.Translated(page, lang), itself)
	c.describe(p, doc, func(l string) string { return pagePath(page, l) }, func(l string) bool { return page.Texts[l] != nil })
	data, err := file(c.title(doc, lang), "", "", p, html)
	return page.File(lang), data, err
}

// around fills the navigation of a page within its section.
func (c *context) around(p *params, page *project.Page, all []*project.Page, lang string) {
	at := 0
	for i, other := range all {
		if other == page {
			at = i
		}
	}
	entry := func(i int) *link {
		return &link{c.title(all[i].Texts[lang], lang), pagePath(all[i], lang)}
	}
	if at > 0 {
		p.Prev = entry(at - 1)
	}
	if at+1 < len(all) {
		p.Next = entry(at + 1)
	}
	c.beside(p, page, all, lang)
}

// beside lists the pages of a page's section.
func (c *context) beside(p *params, page *project.Page, all []*project.Page, lang string) {
	at := max(0, slices.Index(all, page))
	section := c.p.Page(page.Parent())
	if section == nil || section.Texts[lang] == nil || section.Key == "" {
		return
	}
	first := min(max(0, at-maxNav/2), max(0, len(all)-maxNav))
	last := min(len(all), first+maxNav)
	p.Nav = &nav{Title: c.title(section.Texts[lang], lang), Path: pagePath(section, lang), More: last-first < len(all)}
	for i := first; i < last; i++ {
		p.Nav.Items = append(p.Nav.Items, navItem{link{c.title(all[i].Texts[lang], lang), pagePath(all[i], lang)}, all[i] == page})
	}
}

// home fills the cards of the home page: the flows, and guidance by audience,
// as much of it as a page of cards can hold.
func (c *context) home(p *params, lang string) {
	p.Flows = c.flowCards(lang)
	p.Train = c.trainingIn(lang)
	for _, audience := range []string{"customer", "partner", "all"} {
		g := group{ID: audience}
		for _, section := range c.p.In("", lang) {
			pages := []*project.Page{section}
			if section.Section {
				pages = c.p.In(section.Key, lang)
			}
			for _, page := range pages {
				if c.p.Facts(page, lang).Audience == audience && len(g.Items) < maxNav {
					g.Items = append(g.Items, c.cardOf(page, lang))
				}
			}
		}
		if len(g.Items) > 0 {
			p.Groups = append(p.Groups, g)
		}
	}
}

// roots computes the pages outside of the languages: the language chooser and
// the page for addresses that lead nowhere.
func (c *context) roots(out map[string][]byte) error {
	src := c.p.FirstLanguage()
	chooser := &params{Kind: "chooser", Lang: src, Root: "./", Hreflang: []alternate{}, Canonical: c.base.url,
		Breadcrumbs: []link{}, TOC: []tocEntry{}, Sheet: c.sheet("chooser")}
	missing := &params{Kind: "notfound", Lang: src, Root: c.p.Config.BasePath(), Path: "404.html", Hreflang: []alternate{},
		Breadcrumbs: []link{}, TOC: []tocEntry{}, Robots: robots("notfound"), Sheet: c.sheet("notfound")}
	c.describeChooser(chooser)
	for _, l := range c.p.Languages {
		home := languageLink{Lang: l.Tag, Name: l.Name, Path: tagPath(l.Tag), Text: c.text(l.Tag, "choose-language")}
		if title := c.p.Config.Title[l.Tag]; title != c.p.Config.Title[src] {
			home.Title = c.typeset(l.Tag, title)
		}
		chooser.Languages = append(chooser.Languages, home)
		missing.Languages = append(missing.Languages, home)
		missing.Blocks = append(missing.Blocks, block{l.Tag, c.text(l.Tag, "not-found-title"), c.text(l.Tag, "not-found-text"),
			c.text(l.Tag, "not-found-link"), tagPath(l.Tag)})
	}
	for _, r := range []struct {
		p                      *params
		name, title, url, kind string
	}{
		{chooser, "chooser", c.names[src].shown, "/index.html", "chooser"},
		{missing, "notfound", c.text(src, "not-found-title"), "/404.html", "notfound"},
	} {
		data, err := file(r.title, r.kind, r.url, r.p, nil)
		if err != nil {
			return err
		}
		out[path.Join("content", src, "_root-"+r.name+".md")] = data
	}
	return nil
}
