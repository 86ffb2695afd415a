package site

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/config"
	"signpost/generator/internal/crawl"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/policy"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/record"
)

// Names of files for machines, at the root and, but for robots.txt and
// _headers, in the folder of each language.
const (
	fileSitemap = "sitemap.xml"
	fileFeed    = "changes.xml"
	fileLLMs    = "llms.txt"
	fileRobots  = "robots.txt"
	fileHeaders = "_headers"
	fileRecord  = "training-record.schema.json"
)

// robots is what a kind of page asks of search engines: "" to be read and
// listed, as pages with guidance of their own are.
func robots(kind string) string {
	switch kind {
	case "chooser", "home", "section", "page", "flow", "terms", "contact", "partners":
		return ""
	}
	return "noindex"
}

// offer is a page that search engines may list, in one language.
type offer struct {
	path string
	doc  *prose.Document
	at   func(lang string) string
	in   func(lang string) bool // whether the page exists in a language
}

// offers lists those of a language: the home page, the flows, and each section
// with its pages.
func (c *context) offers(lang string) (pages []offer, flows []offer) {
	for _, page := range c.p.Pages {
		if doc := page.Texts[lang]; doc != nil {
			pages = append(pages, offer{pagePath(page, lang), doc, func(l string) string { return pagePath(page, l) },
				func(l string) bool { return page.Texts[l] != nil }})
		}
	}
	pages = append(append(pages, c.partnerOffers(lang)...), c.directoryOffers(lang)...)
	for _, f := range c.p.Flows {
		if a := c.in.Automata[f.Name]; c.offered(f, a, lang) {
			flows = append(flows, offer{flowPath(f.Name, lang), f.Texts[lang], func(l string) string { return flowPath(f.Name, l) },
				func(l string) bool { return c.offered(f, a, l) }})
		}
	}
	return pages, flows
}

// offered reports whether a flow has a page in a language.
func (c *context) offered(f *project.Flow, a *automaton.Automaton, lang string) bool {
	k := flowIn{f, lang}
	c.mu.Lock()
	defer c.mu.Unlock()
	there, known := c.complete[k]
	if !known {
		there = a != nil && complete(c.p, f, a, lang)
		c.complete[k] = there
	}
	return there
}

// machineCache keeps the files for machines as long as what they tell of stays
// the same, and the generation of those that did not change.
type machineCache struct {
	mark [sha256.Size]byte
	last map[string]written
}

// files computes the files for machines. count numbers those that changed.
func (m *machineCache) files(c *context, count *uint64) map[string]written {
	mark := c.told()
	if m.last != nil && mark == m.mark {
		return m.last
	}
	m.mark = mark
	out := map[string]written{}
	for name, data := range c.machineFiles() {
		if old, ok := m.last[name]; ok && bytes.Equal(old.data, data) {
			out[name] = old
			continue
		}
		*count++
		out[name] = written{data: data, generation: *count}
	}
	m.last = out
	return out
}

// told identifies all that the files for machines tell of: which pages there
// are, in which order, and what their front matter says.
func (c *context) told() [sha256.Size]byte {
	h := sha256.New()
	if p := c.p.Partner; p != nil {
		fmt.Fprintln(h, p.ID, c.in.Today)
		for _, f := range p.Current.Facts() {
			fmt.Fprintf(h, "%q\n", f)
		}
	}
	for _, l := range c.p.Languages {
		fmt.Fprintf(h, "%q %q %q %q %q %q %q\n", l, c.p.Config.Offline, c.p.Config.BaseURL, c.p.Config.Title[l.Tag], c.plain(l.Tag, "feed-title"), c.plain(l.Tag, "home-flows"), c.plain(l.Tag, "home"))
		pages, flows := c.offers(l.Tag)
		for _, o := range append(pages, flows...) {
			f := o.doc.Front
			fmt.Fprintf(h, "%s\x00%s\x00%s\x00%s\x00%s\x00%d\n", o.path, f.Title, f.Description, f.Changed, f.Change, f.Order)
		}
	}
	for _, l := range c.p.Languages {
		fmt.Fprintln(h, c.trains(l.Tag))
	}
	for _, f := range c.p.Flows {
		fmt.Fprintln(h, f.Name) // also those without a page have headers
	}
	for _, page := range c.p.Pages {
		if page.Section {
			fmt.Fprintln(h, page.Key)
		}
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// machineFiles are the files at the root and in the folders of the languages.
// What needs absolute addresses is there only where the site has one.
func (c *context) machineFiles() map[string][]byte {
	out := map[string][]byte{}
	base, root := c.p.Config.BaseURL, c.p.Config.BasePath() == "/"
	var maps []string
	for _, l := range c.p.Languages {
		pages, flows := c.offers(l.Tag)
		folder := tagPath(l.Tag)
		out[folder+fileLLMs] = crawl.LLMs(c.overview(l.Tag, pages, flows, nil))
		if base == "" {
			continue
		}
		for _, part := range crawl.Sitemap(c.addresses(append(pages, flows...))) {
			out[folder+part.Name] = part.Data
			maps = append(maps, base+folder+part.Name)
		}
		if f, ok := c.feed(l.Tag, append(pages, flows...)); ok {
			out[folder+fileFeed] = crawl.Atom(f)
		}
	}
	src := c.p.FirstLanguage()
	pages, flows := c.offers(src)
	out[fileLLMs] = crawl.LLMs(c.overview(src, pages, flows, c.p.Languages[1:]))
	if base != "" && len(maps) > 0 {
		out[fileSitemap] = crawl.SitemapIndex(maps)
		if root {
			out[fileRobots] = crawl.Robots(base + fileSitemap)
		}
	}
	c.partnerFiles(out)
	if slices.ContainsFunc(c.p.Config.Languages, c.trains) {
		out[fileRecord] = record.Schema
	}
	if root {
		out[fileHeaders] = policy.Netlify(Headers(c.p))
	}
	return out
}

// Headers gives what the headers of a project's site depend on.
func Headers(p *project.Project) policy.Site {
	s := policy.Site{Host: p.Config.Host(), Base: p.Config.BasePath(), Embed: p.Config.Embed, Worker: p.Config.Offline == config.OfflineYes}
	for _, f := range p.Flows {
		s.Flows = append(s.Flows, f.Name)
	}
	for _, page := range topSections(p, p.SourceLanguage()) {
		s.Sections = append(s.Sections, page.Key)
	}
	for _, page := range p.Pages {
		if page.Section && page.Parent() == "" && p.Alone(page) {
			s.Sections = append(s.Sections, page.Key)
		}
	}
	return s
}

// alternates are the addresses of a page in all languages it exists in, and
// the one for everybody else: the language chooser for the home page, the
// source language for others. A page in one language has none. base is the address
// of the site, or what stands for it.
func (c *context) alternates(base string, at func(string) string, in func(string) bool) []crawl.Alternate {
	src := c.p.FirstLanguage()
	if base == "" {
		return nil
	}
	out := make([]crawl.Alternate, 0, len(c.p.Languages)+1)
	for _, l := range c.p.Languages {
		if in(l.Tag) {
			out = append(out, crawl.Alternate{Lang: l.Tag, URL: base + at(l.Tag)})
		}
	}
	switch {
	case len(out) < 2:
		return nil
	case at(src) == tagPath(src):
		out = append(out, crawl.Alternate{Lang: "x-default", URL: base})
	case in(src):
		out = append(out, crawl.Alternate{Lang: "x-default", URL: base + at(src)})
	}
	return out
}

func (c *context) addresses(all []offer) []crawl.Address {
	var out []crawl.Address
	for _, o := range all {
		out = append(out, crawl.Address{URL: c.p.Config.BaseURL + o.path, Changed: o.doc.Front.Changed, Alternates: c.alternates(c.p.Config.BaseURL, o.at, o.in)})
	}
	return out
}

// feeds names the feed of each language that has one.
func (c *context) feeds() map[string]*link {
	out := map[string]*link{}
	for _, l := range c.p.Languages {
		pages, flows := c.offers(l.Tag)
		if f, ok := c.feed(l.Tag, append(pages, flows...)); ok {
			out[l.Tag] = &link{c.slot("feed-"+hugoTag(l.Tag), c.typeset(l.Tag, f.Title), escapedText), tagPath(l.Tag) + fileFeed}
		}
	}
	return out
}

// feed collects the changes that the texts of a language tell of; false where
// there is none.
func (c *context) feed(lang string, all []offer) (crawl.Feed, bool) {
	base := c.p.Config.BaseURL
	title := c.p.Config.Title[lang]
	f := crawl.Feed{URL: base + tagPath(lang) + fileFeed, Home: base + tagPath(lang), Lang: lang, Author: title,
		Title: c.plainSentence(lang, "feed-title", map[string]string{"Title": title})}
	for _, o := range all {
		if front := o.doc.Front; front.Changed != "" {
			f.Entries = append(f.Entries, crawl.Entry{URL: base + o.path, Title: front.Title, Date: front.Changed, Summary: front.Change})
		}
	}
	return f, base != "" && len(f.Entries) > 0
}

// overview is what llms.txt says: the flows, then each top section with all
// its pages. Where the site has no address, links are relative: to the root
// where others are given, to the folder of the language else.
func (c *context) overview(lang string, pages, flows []offer, others []locale.Language) crawl.Overview {
	at := func(path string) string { return c.p.Config.BaseURL + path }
	if c.p.Config.BaseURL == "" && others == nil {
		at = func(path string) string { return relative(tagPath(lang), path) }
	}
	entry := func(o offer) crawl.Link {
		return crawl.Link{URL: at(o.path), Title: o.doc.Front.Title, About: o.doc.Front.Description}
	}
	out := crawl.Overview{Title: c.p.Config.Title[lang]}
	g := crawl.Group{Title: c.plain(lang, "home-flows")}
	for _, o := range flows {
		g.Links = append(g.Links, entry(o))
	}
	out.Groups = append(out.Groups, g)
	sections := map[string]int{} // by the path of the section
	for _, top := range topSections(c.p, lang) {
		sections[pagePath(top, lang)] = len(out.Groups)
		out.Groups = append(out.Groups, crawl.Group{Title: top.Texts[lang].Front.Title})
	}
	sections[tagPath(lang)] = len(out.Groups) // pages beside the sections
	out.Groups = append(out.Groups, crawl.Group{Title: c.plain(lang, "home")})
	for _, o := range pages {
		if o.path == tagPath(lang) {
			out.Summary = o.doc.Front.Description
		}
		i, ok := sections[topOf(o.path)]
		if !ok {
			i = sections[tagPath(lang)]
		}
		g := &out.Groups[i]
		g.Links = append(g.Links, entry(o))
	}
	for _, l := range others {
		out.Others = append(out.Others, crawl.Link{URL: at(tagPath(l.Tag) + fileLLMs), Title: l.Name})
	}
	return out
}
