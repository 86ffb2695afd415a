package site

import (
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

// The pages of a partner: the terms in force, each version at an address of its
// own that stays, and one sheet with whom to contact, when, and what it costs.
func termsPath(lang string) string                   { return tagPath(lang) + "terms/" }
func sheetPath(lang string) string                   { return termsPath(lang) + "contact/" }
func versionPath(t *terms.Terms, lang string) string { return termsPath(lang) + t.Version.Number + "/" }

// helpLine says on every page who helps: at the same place, in the same order.
type helpLine struct {
	Partner  string        `json:"partner"`
	Channels []helpChannel `json:"channels"` // those that are for every severity
	Contact  string        `json:"contact"`  // path of the page of contact and hours
	Terms    string        `json:"terms"`    // path of the terms
	Data     string        `json:"data"`     // of the hours of the channels, for the script
	State    string        `json:"state"`    // ids of schedules, where all channels are answered during the same; then they have none
}

// helpChannel is a way to help, and when it is answered.
type helpChannel struct {
	channel
	State string      `json:"state,omitempty"` // ids of the schedules that hold for every problem
	Some  []answering `json:"some,omitempty"`  // those for some problems alone
}

// help gives the line of a language; nil for a site that is no partner's.
func (c *context) help(lang string) *helpLine {
	if c.p.Partner == nil {
		return nil
	}
	w := c.pen(c.p.Partner.Current, lang, termsPath(lang), nowhere)
	at := "help-" + hugoTag(lang) + "-"
	out := &helpLine{Partner: c.slot(at+"partner", w.set(w.company()), escapedText), Contact: sheetPath(lang), Terms: termsPath(lang)}
	var named []string // schedules
	for _, ch := range w.t.Channels {
		if len(ch.Severities) == 0 && ch.By != "visit" {
			x := helpChannel{channel: c.reached(at+strconv.Itoa(len(out.Channels))+"-",
				channel{ID: ch.ID, By: ch.By, Title: w.heading("channel-" + ch.ID), At: w.reached(ch), Href: href(ch)})}
			for _, s := range w.answered(ch) {
				if named = append(named, strings.Fields(s.Key)...); s.Only == "" {
					x.State = s.Key
				} else {
					x.Some = append(x.Some, s)
				}
			}
			out.Channels = append(out.Channels, x)
		}
	}
	same := func(x helpChannel) bool { return x.State == out.Channels[0].State }
	if len(out.Channels) > 0 && !slices.ContainsFunc(out.Channels, func(x helpChannel) bool { return !same(x) }) {
		out.State = out.Channels[0].State // said once
		for i := range out.Channels {
			out.Channels[i].State = ""
		}
	}
	out.Data = c.slot(at+"data", w.hoursData(func(id string) bool { return slices.Contains(named, id) }), escapedText)
	out.State = c.slot(at+"state", out.State, escapedText)
	for i := range out.Channels {
		x := &out.Channels[i]
		own := at + strconv.Itoa(i) + "-"
		x.State = c.slot(own+"state", x.State, escapedText)
		for j := range x.Some {
			some := own + "some-" + strconv.Itoa(j) + "-"
			x.Some[j] = answering{c.slot(some+"key", x.Some[j].Key, escapedText), c.slot(some+"only", x.Some[j].Only, escapedText)}
		}
	}
	return out
}

// open makes the line of help on a page say who is there now.
func (c *context) open(p *params) {
	if c.p.Partner != nil {
		p.Open, p.Scripts = true, append(p.Scripts, c.assets.scripts["hours-page"])
	}
}

// reviewed reports whether flows have pages for experts to approve them: what a
// partner publishes was approved on the site it comes from.
func (c *context) reviewed() bool { return c.p.Partner == nil }

// helps gives the line of every language.
func (c *context) helps() map[string]*helpLine {
	out := map[string]*helpLine{}
	for _, l := range c.p.Languages {
		out[l.Tag] = c.help(l.Tag)
	}
	return out
}

// partnerJobs lists the pages that a partner's site has of its own in a language.
func (c *context) partnerJobs(lang string) []func() (string, []byte, error) {
	p := c.p.Partner
	if p == nil {
		return nil
	}
	jobs := []func() (string, []byte, error){
		func() (string, []byte, error) { return c.termsPage(p.Current, lang, "terms", termsPath) },
		func() (string, []byte, error) { return c.termsPage(p.Current, lang, "contact", sheetPath) },
	}
	for _, t := range c.versions() {
		if t.Words[lang] != nil {
			jobs = append(jobs, func() (string, []byte, error) {
				return c.termsPage(t, lang, "version", func(l string) string { return versionPath(t, l) })
			})
		}
	}
	return jobs
}

// versions are those that may be shown: a draft is not.
func (c *context) versions() []*terms.Terms {
	var out []*terms.Terms
	for _, t := range c.p.Partner.Versions {
		if t.Version.Status == "published" {
			out = append(out, t)
		}
	}
	return out
}

// termsPage computes a page that shows a version.
func (c *context) termsPage(t *terms.Terms, lang, kind string, at func(string) string) (string, []byte, error) {
	doc := t.Words[lang]
	front := doc.Front
	w := c.pen(t, lang, at(lang), everywhere)
	if kind == "contact" {
		w.here = func(id string) bool {
			return slices.ContainsFunc([]string{"channel-", "hours-", "plan-"}, func(p string) bool { return strings.HasPrefix(id, p) })
		}
	}
	if kind == "contact" {
		front.Title = c.plainSentence(lang, "contact-title", map[string]string{"Partner": w.company()})
		front.Description = c.plainSentence(lang, "contact-description", map[string]string{"Partner": w.company()})
	}
	p := c.common(kind, lang, at, front)
	for i := range p.Languages {
		if t.Words[p.Languages[i].Lang] == nil {
			p.Languages[i].Path = termsPath(p.Languages[i].Lang) // a version that is not published in it
		}
	}
	p.Source = nil // whose words they were first is for the partner to say
	p.Breadcrumbs = c.above("", lang)
	if kind != "terms" {
		p.Breadcrumbs = append(p.Breadcrumbs, link{c.title(c.p.Partner.Current.Words[lang], lang), termsPath(lang)})
	}
	p.Scripts = []string{c.assets.scripts["hours-page"]}
	p.Support = w.support(kind)
	if kind != "contact" {
		p.TOC = p.Support.contents(c, lang)
	}
	c.describe(p, &prose.Document{File: doc.File, Front: front}, at, func(l string) bool { return t.Words[l] != nil },
		func(s *crawl.Structured) { w.claims(s, kind) })
	html := ""
	if kind != "contact" {
		html = w.html("")
	}
	name := "content/" + lang + "/_partner-" + strings.Trim(strings.ReplaceAll(at(""), "/", "-"), "-") + ".md"
	data, err := file(c.typeset(lang, front.Title), layoutOf(kind), "/"+p.Path, p, mustJSON(strings.TrimSpace(html)))
	return name, data, err
}

// everywhere and nowhere say of every section that a page shows it, or does not.
func everywhere(string) bool { return true }
func nowhere(string) bool    { return false }

func layoutOf(kind string) string {
	if kind == "version" {
		return "terms"
	}
	return kind
}

// partnerOrigins names the files that a partner's pages are made from.
func partnerOrigins(in Input, out map[string]string) {
	p := in.Project.Partner
	if p == nil {
		return
	}
	for _, lang := range in.Project.Config.Languages {
		words := func(t *terms.Terms) string { return path.Join(path.Dir(t.File), lang+".md") }
		out[termsPath(lang)+"index.html"] = words(p.Current)
		out[sheetPath(lang)+"index.html"] = words(p.Current)
		for _, t := range p.Versions {
			if t.Version.Status == "published" && t.Words[lang] != nil {
				out[versionPath(t, lang)+"index.html"] = words(t)
			}
		}
	}
}

// date writes a day in the long form, "" for none.
func (w *pen) date(d hours.Date) string {
	if d == 0 {
		return ""
	}
	return w.set(w.tongue.Date(d.Time(), locale.LongDate))
}
