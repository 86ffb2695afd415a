package site

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"signpost/generator/internal/crawl"
	"signpost/generator/internal/hours"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/terms"
)

// maxListed is how many partners a page lists. Where there are more, the directory
// names countries, and their pages list partners, as many on each.
const maxListed = 50

// directory is a page of the directory of partners.
type directory struct {
	Places    []region     `json:"places,omitempty"` // the countries with partners here, for the list of what to choose from
	Languages []choice     `json:"languages,omitempty"`
	Products  []choice     `json:"products,omitempty"`
	Countries []partnersIn `json:"countries,omitempty"`
	Elsewhere []region     `json:"elsewhere,omitempty"` // pages with more partners
}

// choice is something to filter by.
type choice struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// region is a country and where its partners are listed.
type region struct {
	choice
	Path  string `json:"path,omitempty"`
	Count string `json:"count,omitempty"`
}

// partnersIn are the partners of a country.
type partnersIn struct {
	choice
	Partners []listed `json:"partners"`
}

// listed is a partner as the directory shows it.
type listed struct {
	ID        string `json:"id"`
	Country   string `json:"country"`
	Name      string `json:"name"`
	NameLang  string `json:"namelang,omitempty"` // where it is not that of the page
	Lang      string `json:"lang,omitempty"`     // of the description, where it is not that of the page
	About     string `json:"about"`
	Facts     []fact `json:"facts"`
	Contacts  []fact `json:"contacts"`
	Languages string `json:"languages"` // ids, for the script
	Products  string `json:"products"`
	Always    bool   `json:"always"` // somebody is there at any time

	claimed crawl.Organization
}

func directoryPath(lang string) string { return tagPath(lang) + "partners/" }

// listable reports whether a partner has terms to list.
func listable(p *terms.Partner) bool { return p.Current != nil && len(p.Current.Words) > 0 }

// hasDirectory reports whether the site lists partners.
func (c *context) hasDirectory() bool { return slices.ContainsFunc(c.p.Partners, listable) }

// maxParts is how many other parts of a country's list a page leads to: the first, the
// last, and those beside it.
const maxParts = 11

// partsFrom lists the parts that the page of a part leads to; both count from 0.
func partsFrom(part, parts int) []int {
	from := min(max(1, part-(maxParts-3)/2), max(1, parts-maxParts+1))
	var out []int
	for i := range parts {
		if i != part && (i == 0 || i == parts-1 || i >= from && i < from+maxParts-1) {
			out = append(out, i)
		}
	}
	return out
}

// partPath is the address of a part of a list that begins at a path.
func partPath(at string, part int) string {
	if part == 0 {
		return at
	}
	return at + strconv.Itoa(part+1) + "/"
}

// directoryPages gives the directory in a language, by path.
func (c *context) directoryPages(lang string) map[string]*directory {
	return c.directories[lang]()
}

// newDirectory computes the directory in a language, by path.
func (c *context) newDirectory(lang string) map[string]*directory {
	var all []listed
	for _, p := range c.p.Partners {
		if listable(p) {
			all = append(all, c.listed(p, lang))
		}
	}
	order := locale.NewCollator(lang)
	tongue := c.tongues[lang]
	slices.SortFunc(all, func(a, b listed) int {
		return cmp.Or(order.Compare(tongue.Country(a.Country), tongue.Country(b.Country)), order.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	base := directoryPath(lang)
	if len(all) <= maxListed {
		return map[string]*directory{base: c.directory(all, lang)}
	}
	out := map[string]*directory{}
	index := &directory{}
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].Country == all[0].Country {
			n++
		}
		code := all[0].Country
		at := base + strings.ToLower(code) + "/"
		index.Elsewhere = append(index.Elsewhere, region{choice{code, c.typeset(lang, tongue.Country(code))}, at, c.counted(lang, "directory-count", n)})
		parts := (n + maxListed - 1) / maxListed
		for part := range parts {
			page := c.directory(all[part*maxListed:min(n, (part+1)*maxListed)], lang)
			for _, other := range partsFrom(part, parts) {
				title := c.typeset(lang, c.plainSentence(lang, "directory-part", map[string]string{"Number": strconv.Itoa(other + 1)}))
				page.Elsewhere = append(page.Elsewhere, region{choice: choice{Title: title}, Path: partPath(at, other)})
			}
			out[partPath(at, part)] = page
		}
		all = all[n:]
	}
	out[base] = index
	return out
}

// directory lists partners that are sorted by country.
func (c *context) directory(all []listed, lang string) *directory {
	out := &directory{}
	tongue := c.tongues[lang]
	var languages, products []string
	for _, p := range all {
		if n := len(out.Countries); n == 0 || out.Countries[n-1].ID != p.Country {
			name := choice{p.Country, c.typeset(lang, tongue.Country(p.Country))}
			out.Countries = append(out.Countries, partnersIn{choice: name})
			out.Places = append(out.Places, region{choice: name})
		}
		last := &out.Countries[len(out.Countries)-1]
		last.Partners = append(last.Partners, p)
		languages = append(languages, strings.Fields(p.Languages)...)
		products = append(products, strings.Fields(p.Products)...)
	}
	name := func(ids []string, name func(string) string) []choice {
		slices.Sort(ids)
		var out []choice
		for _, id := range slices.Compact(ids) {
			out = append(out, choice{id, c.typeset(lang, name(id))})
		}
		return out
	}
	out.Languages = name(languages, tongue.Language)
	out.Products = name(products, func(id string) string { return c.product(lang, id) })
	return out
}

// listed is a partner in a language; what its terms do not say in it stands in
// their first language.
func (c *context) listed(p *terms.Partner, lang string) listed {
	t := p.Current
	w := c.pen(t, lang, "", nowhere)
	out := listed{ID: p.ID, Country: t.Organisation.Country}
	if w.doc == nil {
		w.doc, out.Lang = t.Words[t.Languages[0].ID], t.Languages[0].ID
	}
	out.Name, out.About = w.partner(), w.set(w.doc.Front.Description)
	if first := t.Languages[0].ID; first != lang {
		out.NameLang = first
	}
	if out.Lang != "" {
		out.About = locale.NewTypesetter(out.Lang).Text(w.doc.Front.Description)
	}
	var spoken []terms.Ref
	var reached []terms.Channel
	for _, ch := range t.Channels {
		for _, r := range ch.Languages {
			if !slices.ContainsFunc(spoken, func(o terms.Ref) bool { return o.ID == r.ID }) {
				spoken = append(spoken, r)
			}
		}
		if len(ch.Severities) == 0 && (ch.By == "phone" || ch.By == "email") {
			label := w.say("contact-" + ch.By)
			if slices.ContainsFunc(t.Channels, func(o terms.Channel) bool { return o.By == ch.By && o.ID != ch.ID && len(o.Severities) == 0 }) {
				label += " (" + w.languages(ch.Languages) + ")" // what tells them apart
			}
			out.Contacts = append(out.Contacts, fact{label, w.reached(ch), href(ch), false})
			reached = append(reached, ch)
		}
	}
	out.Contacts = append(out.Contacts, w.website(w.say("contact-website"), t.Organisation.Website))
	if mine := c.p.For(p); mine != nil && t.Site.URL != "" { // else it is not known where the partner's site lies, if there is one
		theirs := lang
		if !slices.Contains(mine.Config.Languages, lang) {
			theirs = mine.FirstLanguage()
		}
		out.Contacts = append(out.Contacts, w.website(w.say("help-terms"), t.Site.URL+termsPath(theirs)))
	}
	out.claimed = w.claimed(reached)
	var ids, sold []string
	for _, r := range spoken {
		ids = append(ids, r.ID)
	}
	for _, r := range t.Partner.Products {
		sold = append(sold, r.ID)
	}
	out.Languages, out.Products = strings.Join(ids, " "), strings.Join(sold, " ")
	out.Facts = []fact{{Label: w.say("channel-languages"), Value: w.languages(spoken)}, {Label: w.say("plan-products"), Value: w.products(t.Partner.Products)}}
	every := slices.DeleteFunc(slices.Clone(t.Hours), func(s *hours.Schedule) bool { return len(s.For) > 0 }) // for some problems alone: the terms say which
	for _, s := range every {
		out.Always = out.Always || s.Always()
		label := w.say("terms-hours")
		if len(every) > 1 && out.Lang == "" {
			label = w.heading("hours-" + s.ID)
		}
		if last := &out.Facts[len(out.Facts)-1]; last.Label == label { // the names of schedules are in another language
			last.Value += w.set("; ") + w.weekText(s)
			continue
		}
		out.Facts = append(out.Facts, fact{Label: label, Value: w.weekText(s)})
	}
	return out
}

// directoryJobs lists the pages of the directory in a language.
func (c *context) directoryJobs(lang string) []func() (string, []byte, error) {
	if !c.hasDirectory() {
		return nil
	}
	var jobs []func() (string, []byte, error)
	for at, page := range c.directoryPages(lang) {
		jobs = append(jobs, func() (string, []byte, error) {
			rest := strings.TrimPrefix(at, directoryPath(lang))
			front := c.directoryFront(lang, rest)
			p := c.common("partners", lang, func(l string) string { return directoryPath(l) + rest }, front)
			p.Breadcrumbs = c.above("", lang)
			if rest != "" {
				p.Breadcrumbs = append(p.Breadcrumbs, link{c.text(lang, "directory"), directoryPath(lang)})
			}
			p.Section = directoryPath(lang)
			p.Scripts = []string{c.assets.scripts["partners"]}
			p.Directory = page
			c.describe(p, &prose.Document{Front: front}, func(l string) string { return directoryPath(l) + rest }, func(string) bool { return true }, page.claims)
			name := "content/" + lang + "/_directory" + strings.TrimSuffix("-"+strings.ReplaceAll(rest, "/", "-"), "-") + ".md"
			data, err := file(c.typeset(lang, front.Title), "partners", "/"+at, p, nil)
			return name, data, err
		})
	}
	return jobs
}

// claims lists the partners of the page for programs.
func (d *directory) claims(s *crawl.Structured) {
	for _, country := range d.Countries {
		for _, p := range country.Partners {
			s.Partners = append(s.Partners, p.claimed)
		}
	}
}

// directoryFront is the title of a page of the directory; rest is its path below it.
func (c *context) directoryFront(lang, rest string) prose.Front {
	front := prose.Front{Title: c.plain(lang, "directory"), Description: c.plain(lang, "directory-description")}
	if code, _, _ := strings.Cut(rest, "/"); code != "" {
		front.Title = c.plainSentence(lang, "directory-in", map[string]string{"Country": c.tongues[lang].Country(strings.ToUpper(code))})
	}
	return front
}

// directoryOffers are the pages of the directory for search engines, in the order of
// their paths.
func (c *context) directoryOffers(lang string) []offer {
	if !c.hasDirectory() {
		return nil
	}
	var out []offer
	for _, at := range slices.Sorted(maps.Keys(c.directoryPages(lang))) {
		rest := strings.TrimPrefix(at, directoryPath(lang))
		out = append(out, offer{at, &prose.Document{Front: c.directoryFront(lang, rest)}, func(l string) string { return directoryPath(l) + rest }, func(string) bool { return true }})
	}
	return out
}

// directoryOrigins names the folder that the pages of the directory are made from.
func (c *context) directoryOrigins(out map[string]string) {
	if !c.hasDirectory() {
		return
	}
	for _, lang := range c.p.Config.Languages {
		for at := range c.directoryPages(lang) {
			out[path.Join(at, "index.html")] = "partners"
		}
	}
}
