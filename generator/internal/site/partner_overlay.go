package site

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/search"
	"signpost/generator/internal/terms"
)

// own is what a partner says of an outcome of a shared flow: words, and whom to
// turn to. It never changes where the flow leads.
type own struct {
	Partner  string    `json:"partner"`
	Title    string    `json:"title"`
	HTML     string    `json:"html"`
	Channels []channel `json:"channels,omitempty"`
	Contact  string    `json:"contact"` // path of the page of contact and hours
}

// overlay is what the partner says of an outcome of a flow, nil for nothing.
func (c *context) overlay(f *project.Flow, n *decision.Node) *terms.Outcome {
	p := c.p.Partner
	if p == nil || n.Kind != decision.Outcome {
		return nil
	}
	flow, id := writtenIn(f, n)
	for _, o := range p.Current.Flows {
		if i := slices.IndexFunc(o.Outcomes, func(x terms.Outcome) bool { return x.ID == id }); o.Flow.ID == flow && i >= 0 {
			return &o.Outcomes[i]
		}
	}
	return nil
}

// writtenIn is the flow that a node is written in, and its id there.
func writtenIn(f *project.Flow, n *decision.Node) (flow, id string) {
	if n.Flow != "" {
		return n.Flow, n.Local
	}
	return f.Name, n.ID
}

// ownOn is an outcome on a page.
type ownOn struct {
	page string // its path
	node *decision.Node
}

// sayOwn fills in what the partner says of outcomes, on every page of a flow. Its words are slots: pages of flows
// differ between partners only where it says something of other outcomes, or names another number of channels.
func (c *context) sayOwn() error {
	c.owns, c.ownForms = map[ownOn]*own{}, map[string]string{}
	if c.p.Partner == nil {
		return nil
	}
	for _, l := range c.p.Languages {
		for _, f := range c.p.Flows {
			a := c.in.Automata[f.Name]
			if !c.offered(f, a, l.Tag) {
				continue
			}
			pages := []string{flowPath(f.Name, l.Tag)}
			if len(c.p.Config.Embed) > 0 {
				pages = append(pages, embedPath(f.Name, l.Tag))
			}
			if len(c.drilled(f, l.Tag)) > 0 {
				pages = append(pages, drillsPath(f.Name, l.Tag))
			}
			for _, at := range pages {
				if err := c.sayOwnOn(at, f, a, l.Tag); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (c *context) sayOwnOn(at string, f *project.Flow, a *automaton.Automaton, lang string) error {
	type said struct {
		Node string
		Own  *own
	}
	var all []said
	for i := range a.States {
		n := a.States[i].Node
		if n == nil || c.owns[ownOn{at, n}] != nil {
			continue
		}
		if x := c.overlay(f, n); x != nil {
			o := c.ownOf(at, f, n, x, lang)
			c.owns[ownOn{at, n}] = o
			all = append(all, said{n.ID, o})
		}
	}
	form, err := json.Marshal(all)
	c.ownForms[at] = string(form)
	return err
}

// ownOf gives the partner's words for an outcome on a page.
func (c *context) ownOf(page string, f *project.Flow, n *decision.Node, x *terms.Outcome, lang string) *own {
	t := c.p.Partner.Current
	w := c.pen(t, lang, page, nowhere)
	section := terms.WordsID(writtenIn(f, n))
	at := "own-" + strings.ReplaceAll(page, "/", "-") + section + "-"
	out := &own{Partner: c.slot(at+"partner", w.set(w.company()), escapedText), Title: c.slot(at+"title", w.heading(section), escapedText),
		HTML: c.slot(at+"html", w.html(section), func(html string) string { return html }), Contact: sheetPath(lang)}
	for _, r := range x.Channels {
		if i := slices.IndexFunc(t.Channels, func(c terms.Channel) bool { return c.ID == r.ID }); i >= 0 {
			out.Channels = append(out.Channels, c.reached(at+strconv.Itoa(len(out.Channels))+"-", w.channel(t.Channels[i])))
		}
	}
	return out
}

// reached is a channel with slots for its words, whose names begin with at.
func (c *context) reached(at string, ch channel) channel {
	return channel{ID: c.slot(at+"id", ch.ID, escapedText), By: ch.By, Title: c.slot(at+"title", ch.Title, escapedText),
		At: c.slot(at+"at", ch.At, escapedText), Href: c.slot(at+"href", ch.Href, escapedURL)}
}

// own gives the partner's words for a node, nil where there are none.
func (sp *speaker) own(n *decision.Node) *own { return sp.c.owns[ownOn{sp.at, n}] }

// partnerHome computes the home page of a partner's site: who helps, then the
// flows and the guidance of the site.
func (c *context) partnerHome(page *project.Page, lang string) (string, []byte, error) {
	t := c.p.Partner.Current
	doc := t.Words[lang]
	at := func(l string) string { return pagePath(page, l) }
	w := c.pen(t, lang, at(lang), nowhere)
	front := prose.Front{Title: c.plainSentence(lang, "partner-home", map[string]string{"Partner": w.company()}), Description: doc.Front.Description}
	p := c.common("home", lang, at, front)
	p.Support = &support{Partner: w.partner(), Contact: sheetPath(lang), Terms: termsPath(lang), Version: w.version(), Hours: w.hours()}
	for _, ch := range t.Channels {
		p.Support.Channels = append(p.Support.Channels, w.channel(ch))
	}
	p.Scripts = []string{c.assets.scripts["hours-page"]}
	c.home(p, lang)
	c.describe(p, &prose.Document{File: doc.File, Front: front}, at, func(l string) bool { return t.Words[l] != nil })
	data, err := file(c.typeset(lang, front.Title), "", "", p, mustJSON(w.html("about")))
	return page.File(lang), data, err
}

// partnerOffers are the pages of a partner that search engines may list.
func (c *context) partnerOffers(lang string) []offer {
	p := c.p.Partner
	if p == nil {
		return nil
	}
	in := func(l string) bool { return p.Current.Words[l] != nil }
	w := c.pen(p.Current, lang, "", nowhere)
	sheet := &prose.Document{File: w.doc.File, Front: prose.Front{
		Title:       c.plainSentence(lang, "contact-title", map[string]string{"Partner": w.company()}),
		Description: c.plainSentence(lang, "contact-description", map[string]string{"Partner": w.company()})}}
	return []offer{{termsPath(lang), w.doc, termsPath, in}, {sheetPath(lang), sheet, sheetPath, in}}
}

// findableTerms is the page of the terms for the search. Items of lists and
// outcomes have no place of their own on it.
func findableTerms(doc *prose.Document, lang string) search.Page {
	p := findableText(doc, termsPath(lang))
	p.Passages = slices.DeleteFunc(p.Passages, func(x search.Passage) bool { return strings.HasPrefix(x.ID, "outcome-") })
	for i := range p.Passages {
		if id := p.Passages[i].ID; id != "" {
			p.Passages[i].ID = partnerPrefix + id
		}
	}
	return p
}
