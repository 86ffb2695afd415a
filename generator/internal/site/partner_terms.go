package site

import (
	"slices"
	"strings"

	"signpost/generator/internal/locale"
	"signpost/generator/internal/terms"
)

// support is what a page shows of the terms of a partner.
type support struct {
	Partner  string       `json:"partner"`
	Note     string       `json:"note"`    // who wrote this
	Version  string       `json:"version"` // which version it is, and from when
	Notices  []notice     `json:"notices,omitempty"`
	Contact  string       `json:"contact"` // path of the sheet
	Terms    string       `json:"terms"`   // path of the terms in force
	Channels []channel    `json:"channels"`
	Hours    *hoursPart   `json:"hours"`
	Plans    *planTable   `json:"plans"`
	Kinds    []thing      `json:"kinds,omitempty"`
	Products string       `json:"products,omitempty"`
	Severity []severity   `json:"severities,omitempty"`
	Lists    []list       `json:"lists,omitempty"`
	Levels   []level      `json:"levels,omitempty"`
	Evidence *list        `json:"evidence,omitempty"`
	Texts    []thing      `json:"texts,omitempty"`
	About    *thing       `json:"about,omitempty"`
	Facts    []fact       `json:"facts,omitempty"` // of the organisation
	Provider *provider    `json:"provider,omitempty"`
	Legal    []legal      `json:"legal,omitempty"`
	Changes  *list        `json:"changes,omitempty"`
	Files    []fact       `json:"files,omitempty"` // what programs read; Href is a path of the site
	Versions []versionRow `json:"versions,omitempty"`
	Differ   *differences `json:"differences,omitempty"`
}

// notice is what a reader must know before the rest.
type notice struct {
	Kind string `json:"kind"` // review, past, future, next
	Text string `json:"text"`
	Link *link  `json:"link,omitempty"`
}

// thing is what has a name and a text.
type thing struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	HTML  string `json:"html,omitempty"`
}

// fact is a value with its name; Href where it can be followed.
type fact struct {
	Label string `json:"label"`
	Value string `json:"value"`
	Href  string `json:"href,omitempty"`
	Rel   bool   `json:"rel,omitempty"` // it leads to a page of the web
}

// list is a section whose words are items.
type list struct {
	ID    string   `json:"id"`
	Title string   `json:"title"`
	HTML  string   `json:"html,omitempty"`
	Items []string `json:"items"`
}

// channel is a way to make contact.
type channel struct {
	ID     string      `json:"id"`
	By     string      `json:"by"`
	Title  string      `json:"title"`
	HTML   string      `json:"html,omitempty"`
	At     string      `json:"at"`
	Href   string      `json:"href,omitempty"`
	Facts  []fact      `json:"facts,omitempty"`
	States []answering `json:"states,omitempty"`
}

// answering is when a channel is answered: for every problem, or for some alone.
type answering struct {
	Key  string `json:"key"`            // ids of schedules
	Only string `json:"only,omitempty"` // which problems
}

// severity is a degree of a problem.
type severity struct {
	thing
	Notes []string `json:"notes,omitempty"`
}

// level is a step of escalation.
type level struct {
	thing
	Notes    []string `json:"notes,omitempty"`
	Contacts []fact   `json:"contacts,omitempty"`
}

// provider is whom a reseller works with.
type provider struct {
	ID    string   `json:"id"`
	Title string   `json:"title"`
	HTML  string   `json:"html,omitempty"`
	Items []string `json:"items"`
	Facts []fact   `json:"facts"`
}

// legal is a section about rights.
type legal struct {
	thing
	Facts []fact `json:"facts,omitempty"`
}

// support gives what a page of a kind shows.
func (w *pen) support(kind string) *support {
	out := &support{Partner: w.partner(), Note: w.say("partner-note", "Partner", w.company()), Version: w.version(),
		Contact: sheetPath(w.lang), Terms: termsPath(w.lang), Notices: w.notices(kind), Hours: w.hours(), Plans: w.plans()}
	for _, ch := range w.t.Channels {
		out.Channels = append(out.Channels, w.channel(ch))
	}
	if kind == "contact" {
		return out
	}
	out.Kinds = w.things("kind-", w.t.Kinds)
	out.Products = w.products(w.t.Partner.Products)
	for _, s := range w.t.Severities {
		out.Severity = append(out.Severity, w.severity(s))
	}
	for _, l := range []struct {
		id   string
		refs []terms.Ref
	}{{"included", w.t.Scope.Included}, {"excluded", w.t.Scope.Excluded}, {"checks", w.t.Scope.Checks}, {"third-parties", w.t.Scope.ThirdParties}} {
		if x := w.list(l.id, l.refs); x != nil {
			out.Lists = append(out.Lists, *x)
		}
	}
	for _, l := range w.t.Escalation.Levels {
		out.Levels = append(out.Levels, w.level(l))
	}
	out.Evidence = w.list("evidence", w.t.Escalation.Evidence)
	for _, id := range []string{"severity", "duties", "maintenance", "credits", "liability"} {
		if w.doc.Section(id) != nil {
			out.Texts = append(out.Texts, w.thing(id))
		}
	}
	if w.doc.Section("about") != nil {
		about := w.thing("about")
		out.About = &about
	}
	out.Facts, out.Provider, out.Legal = w.organisation(), w.provider(), w.legal()
	var changes []terms.Ref
	for _, c := range w.t.Version.Changes {
		changes = append(changes, c.Ref)
	}
	out.Changes = w.list("changes", changes)
	if kind == "terms" {
		out.Files = w.files()
	}
	out.Versions = w.versions()
	out.Differ = w.differences()
	return out
}

func (w *pen) thing(id string) thing {
	return thing{partnerPrefix + id, w.heading(id), w.html(id)}
}

func (w *pen) things(prefix string, refs []terms.Ref) []thing {
	var out []thing
	for _, r := range refs {
		out = append(out, w.thing(prefix+r.ID))
	}
	return out
}

// list is the section of a list in the order of the facts; nil without items.
func (w *pen) list(id string, refs []terms.Ref) *list {
	if len(refs) == 0 || w.doc.Section(id) == nil {
		return nil
	}
	words, html := w.items(id)
	out := &list{ID: partnerPrefix + id, Title: w.heading(id), HTML: html}
	for _, r := range refs {
		out.Items = append(out.Items, words[r.ID])
	}
	return out
}

func (w *pen) channel(ch terms.Channel) channel {
	x := w.thing("channel-" + ch.ID)
	out := channel{ID: x.ID, By: ch.By, Title: x.Title, HTML: x.HTML, At: w.reached(ch), Href: href(ch)}
	out.States = w.answered(ch)
	out.Facts = append(out.Facts, fact{Label: w.say("channel-languages"), Value: w.languages(ch.Languages)},
		fact{Label: w.say("channel-hours"), Value: strings.Join(w.headings("hours-", ch.Hours), ", ")})
	if len(ch.Severities) > 0 {
		out.Facts = append(out.Facts, fact{Label: w.say("channel-severities"), Value: strings.Join(w.headings("severity-", ch.Severities), ", ")})
	}
	switch ch.Cost {
	case "free", "local":
		out.Facts = append(out.Facts, fact{Label: w.say("channel-cost"), Value: w.say("channel-cost-" + ch.Cost)})
	case "paid":
		out.Facts = append(out.Facts, fact{Label: w.say("channel-cost"), Value: w.say("channel-cost-paid", "Amount", w.money(*ch.Price))})
	}
	if ch.Relay != "" {
		out.Facts = append(out.Facts, fact{Label: w.say("channel-relay"), Value: shownAddress(ch.Relay), Href: ch.Relay, Rel: true})
	}
	return out
}

// answered names the schedules that say whether a channel is answered now: those for every problem together,
// and each that is for some severities by itself. At night they are what counts.
func (w *pen) answered(ch terms.Channel) []answering {
	var every []string
	var out []answering
	for _, r := range ch.Hours {
		s := w.schedule(r.ID)
		switch {
		case s == nil:
		case len(s.For) == 0:
			every = append(every, r.ID)
		default:
			var refs []terms.Ref
			for _, x := range s.For {
				refs = append(refs, terms.Ref(x))
			}
			out = append(out, answering{r.ID, w.only(refs)})
		}
	}
	if len(every) > 0 {
		out = append([]answering{{Key: strings.Join(every, " ")}}, out...)
	}
	return out
}

func (w *pen) severity(s terms.Severity) severity {
	out := severity{thing: w.thing("severity-" + s.ID)}
	if s.SetBy != "" {
		out.Notes = append(out.Notes, w.say("severity-set-"+s.SetBy, "Partner", w.company()))
	}
	if s.Vendor != "" {
		out.Notes = append(out.Notes, w.say("severity-vendor", "Class", s.Vendor))
	}
	return out
}

func (w *pen) level(l terms.Level) level {
	out := level{thing: w.thing("level-" + l.ID)}
	if l.After.Days > 0 || l.After.Minutes > 0 {
		out.Notes = append(out.Notes, w.say("level-after", "Duration", w.span(l.After, locale.BusinessDay)))
	}
	if l.Vendor {
		out.Notes = append(out.Notes, w.say("level-vendor"))
	}
	for _, r := range l.Channels {
		if i := slices.IndexFunc(w.t.Channels, func(c terms.Channel) bool { return c.ID == r.ID }); i >= 0 {
			ch := w.t.Channels[i]
			out.Contacts = append(out.Contacts, fact{w.heading("channel-" + ch.ID), w.reached(ch), href(ch), ch.By != "phone" && ch.By != "email"})
		}
	}
	if l.Contact != nil {
		out.Contacts = append(out.Contacts, w.contact(*l.Contact)...)
	}
	return out
}

// contact are the ways in which somebody is reached.
func (w *pen) contact(c terms.Contact) []fact {
	var out []fact
	if c.Phone != "" {
		out = append(out, fact{w.say("contact-phone"), locale.Phone(c.Phone), "tel:" + c.Phone, false})
	}
	if c.Email != "" {
		out = append(out, fact{w.say("contact-email"), c.Email, "mailto:" + c.Email, false})
	}
	if c.Website != "" {
		out = append(out, w.website(w.say("contact-website"), c.Website))
	}
	return out
}

func (w *pen) website(label, address string) fact {
	return fact{label, shownAddress(address), address, true}
}

// organisation is who publishes.
func (w *pen) organisation() []fact {
	o := w.t.Organisation
	out := []fact{{Label: w.say("org-name"), Value: w.set(o.Name)},
		{Label: w.say("org-address"), Value: w.set(strings.Join(append(slices.Clone(o.Address), w.tongue.Country(o.Country)), ", "))},
		w.website(w.say("contact-website"), o.Website)}
	for _, id := range o.IDs {
		out = append(out, fact{Label: registerName(id.Scheme), Value: strings.ReplaceAll(id.Printed, " ", "\u00a0")})
	}
	if o.Capital != nil {
		out = append(out, fact{Label: w.say("org-capital"), Value: w.money(*o.Capital)})
	}
	if w.doc.Section("register") != nil {
		out = append(out, fact{Label: w.heading("register"), Value: w.set(w.doc.PlainSection(w.doc.Section("register")))})
	}
	out = append(out, fact{Label: w.say("org-role"), Value: w.say("org-role-" + w.t.Partner.Type)})
	if w.t.Partner.PartnerID != "" {
		out = append(out, fact{Label: w.say("org-partner-id"), Value: w.t.Partner.PartnerID})
	}
	return out
}

// registerName is what a country calls a number of its registers, the same in every
// language.
func registerName(scheme string) string {
	names := map[string]string{"cz-ico": "IČO", "cz-dic": "DIČ", "nl-kvk": "KvK", "nl-rsin": "RSIN", "nl-btw-id": "Btw-id", "fr-siren": "SIREN",
		"fr-siret": "SIRET", "fr-tva": "TVA", "fr-rcs": "RCS", "be-kbo": "KBO/BCE", "be-btw": "BTW/TVA", "ru-inn": "ИНН", "ru-kpp": "КПП",
		"ru-ogrn": "ОГРН", "ru-ogrnip": "ОГРНИП", "eu-vat": "VAT", "iban": "IBAN", "lei": "LEI"}
	if n := names[scheme]; n != "" {
		return n
	}
	return scheme
}

func (w *pen) provider() *provider {
	p := w.t.Partner.Provider
	if p == nil {
		return nil
	}
	out := &provider{ID: partnerPrefix + "provider-does", Title: w.heading("provider-does"), Facts: []fact{{Label: w.say("org-name"), Value: w.set(p.Name)}}}
	if p.Website != "" {
		out.Facts = append(out.Facts, w.website(w.say("contact-website"), p.Website))
	}
	for _, f := range w.contact(p.Contact) {
		if !slices.ContainsFunc(out.Facts, func(o fact) bool { return o.Href == f.Href }) {
			out.Facts = append(out.Facts, f)
		}
	}
	for _, id := range p.IDs {
		out.Facts = append(out.Facts, fact{Label: registerName(id.Scheme), Value: strings.ReplaceAll(id.Printed, " ", "\u00a0")})
	}
	if l := w.list("provider-does", p.Does); l != nil {
		out.HTML, out.Items = l.HTML, l.Items
	}
	return out
}

// legal are the sections about complaints, personal data and law.
func (w *pen) legal() []legal {
	var out []legal
	add := func(id string, facts ...fact) {
		if w.doc.Section(id) != nil {
			out = append(out, legal{w.thing(id), facts})
		}
	}
	l := w.t.Legal
	if c := l.Complaints; c != nil {
		facts := w.contact(c.Contact)
		if c.Answer.Days > 0 || c.Answer.Minutes > 0 {
			facts = append(facts, fact{Label: w.say("complaints-within"), Value: w.span(c.Answer, locale.Day)})
		}
		add("complaints", facts...)
	}
	if p := l.Privacy; p != nil {
		facts := w.contact(p.Contact)
		if p.Authority != nil {
			facts = append(facts, fact{Label: w.say("privacy-authority"), Value: w.set(p.Authority.Name), Href: p.Authority.Website, Rel: true})
		}
		add("privacy", facts...)
	}
	if m := l.Mediator; m != nil {
		add("mediator", fact{Label: w.say("contact-website"), Value: w.set(m.Name), Href: m.Website, Rel: true})
	}
	add("law")
	add("data")
	return out
}

// contents are the parts of the page, for its list of contents.
func (s *support) contents(c *context, lang string) []tocEntry {
	out := []tocEntry{}
	add := func(id, key string, there bool) {
		if there {
			out = append(out, tocEntry{ID: id, Title: c.text(lang, key), Level: 2})
		}
	}
	add("signpost_contact", "terms-contact", true)
	add("signpost_hours", "terms-hours", true)
	add("signpost_plans", "terms-plans", true)
	add("signpost_kinds", "terms-kinds", len(s.Kinds) > 0)
	add("signpost_severities", "terms-severities", len(s.Severity) > 0)
	add("signpost_levels", "terms-levels", len(s.Levels) > 0)
	add("signpost_scope", "terms-scope", len(s.Lists) > 0)
	add("signpost_legal", "terms-legal", len(s.Legal) > 0)
	add("signpost_about", "terms-who", true)
	add("signpost_versions", "terms-versions", len(s.Versions) > 0)
	return out
}
