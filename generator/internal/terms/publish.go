package terms

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"signpost/generator/internal/hours"
	"signpost/generator/internal/legalid"
)

// Publish gives one version of a partner in the form that programs read. The
// terms have no errors.
func (t *Terms) Publish(partner string) Published {
	w := writer{t}
	o, r, v := t.Organisation, t.Partner, t.Version
	out := Published{
		Schema: SchemaAddress, Partner: partner, Languages: ids(t.Languages),
		Organisation: PublishedOrg{o.Name, o.Brand, o.Form, o.Country, o.Address, o.Website, numbers(o.IDs), money(o.Capital)},
		Role:         PublishedRole{Type: r.Type, Plan: r.Plan, ID: r.PartnerID, Products: ids(r.Products)},
		Version: PublishedVersion{Number: v.Number, Status: v.Status, Published: day(v.Published), From: day(v.From),
			Through: day(v.Through), ReviewBy: day(v.ReviewBy), Supersedes: v.Supersedes},
		Included: w.items("included", t.Scope.Included), Excluded: w.items("excluded", t.Scope.Excluded),
		Checks: w.items("checks", t.Scope.Checks), ThirdParties: w.items("third-parties", t.Scope.ThirdParties),
		Evidence: w.items("evidence", t.Escalation.Evidence), Legal: w.legal(),
	}
	for _, lang := range t.Languages {
		if doc := t.Words[lang.ID]; doc != nil {
			out.Texts = append(out.Texts, PublishedText{lang.ID, doc.Front.Title, doc.Front.Description, doc.Front.Made, doc.Front.Reviewed})
		}
	}
	if p := r.Provider; p != nil {
		out.Role.Provider = &PublishedProvider{p.Name, p.Country, numbers(p.IDs), contact(p.Contact), w.items("provider-does", p.Does)}
	}
	for _, c := range v.Changes {
		out.Version.Changes = append(out.Version.Changes, PublishedChange{c.ID, day(c.Date), c.Kind, w.label("changes", c.ID)})
	}
	for _, k := range t.Kinds {
		out.Kinds = append(out.Kinds, w.thing("kind-", k))
	}
	var days []Ref
	for _, s := range t.Hours {
		out.Hours = append(out.Hours, w.hours(s))
		days = addDays(days, daysOff(s))
	}
	out.DaysOff = w.items("days-off", days)
	for _, c := range t.Channels {
		out.Channels = append(out.Channels, PublishedChan{w.thing("channel-", c.Ref), c.By, c.At, ids(c.Languages), ids(c.Hours), ids(c.Severities), c.Cost, money(c.Price), c.Relay})
	}
	for _, s := range t.Severities {
		out.Severities = append(out.Severities, PublishedSev{w.thing("severity-", s.Ref), s.Vendor, s.SetBy})
	}
	for _, p := range t.Plans {
		out.Plans = append(out.Plans, w.plan(p))
	}
	for _, lv := range t.Escalation.Levels {
		x := PublishedLevel{PublishedThing: w.thing("level-", lv.Ref), Channels: ids(lv.Channels), After: span(lv.After), Vendor: lv.Vendor}
		if lv.Contact != nil {
			x.PublishedContact = contact(*lv.Contact)
		}
		out.Levels = append(out.Levels, x)
	}
	for _, id := range optional {
		if name := w.name(id); len(name) > 0 {
			out.Sections = append(out.Sections, PublishedThing{id, name, w.text(id)})
		}
	}
	return out
}

// JSON is the file terms.json.
func (p Published) JSON() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // it is a file, not a part of a page
	enc.SetIndent("", "  ")
	err := enc.Encode(p)
	return b.Bytes(), err
}

// writer finds words.
type writer struct{ t *Terms }

func (w writer) each(f func(lang string) string) Words {
	out := Words{}
	for _, r := range w.t.Languages {
		if w.t.Words[r.ID] == nil {
			continue
		}
		if s := f(r.ID); s != "" {
			out[r.ID] = s
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

func (w writer) name(id string) Words {
	return w.each(func(lang string) string {
		if s := w.t.Words[lang].Section(id); s != nil {
			return s.Title
		}
		return ""
	})
}

func (w writer) text(id string) Words {
	return w.each(func(lang string) string {
		if s := w.t.Words[lang].Section(id); s != nil {
			return w.t.Words[lang].PlainSection(s)
		}
		return ""
	})
}

func (w writer) thing(prefix string, r Ref) PublishedThing {
	return PublishedThing{r.ID, w.name(prefix + r.ID), w.text(prefix + r.ID)}
}

// label is the words of an item of a section's list.
func (w writer) label(section, id string) Words {
	return w.each(func(lang string) string {
		doc := w.t.Words[lang]
		s := doc.Section(section)
		if s == nil {
			return ""
		}
		found, _ := doc.Choices(s)
		for _, c := range found {
			if c.ID == id {
				return strings.TrimSpace(c.Label + "\n" + doc.PlainHint(c))
			}
		}
		return ""
	})
}

func (w writer) items(section string, refs []Ref) []PublishedItem {
	var out []PublishedItem
	for _, r := range refs {
		out = append(out, PublishedItem{r.ID, w.label(section, r.ID)})
	}
	return out
}

func (w writer) plan(p Plan) PublishedPlan {
	out := PublishedPlan{PublishedThing: w.thing("plan-", p.Ref), Free: p.Free, Kinds: ids(p.Kinds), Products: ids(p.Products), Channels: ids(p.Channels),
		Hours: ids(p.Hours), Included: span(p.Included), Term: p.Term, Notice: p.Notice}
	if len(p.Products) == 0 {
		out.Products = ids(w.t.Partner.Products)
	}
	if len(p.Channels) == 0 {
		for _, c := range w.t.Channels {
			out.Channels = append(out.Channels, c.ID)
		}
	}
	for _, pr := range p.Prices {
		out.Prices = append(out.Prices, PublishedPrice{*money(&pr.Money), pr.Per, pr.VAT, pr.Rate, span(pr.Step), span(pr.Min)})
	}
	for _, s := range p.Surcharges {
		out.Surcharges = append(out.Surcharges, PublishedSurcharge{s.Percent, s.Hours.ID})
	}
	for _, t := range p.Targets {
		x := PublishedTarget{Severity: t.Severity.ID, Clock: "wall", Hours: ids(t.Hours), First: span(t.First), Update: span(t.Update),
			Workaround: span(t.Workaround), Resolution: span(t.Resolution)}
		if t.Business {
			x.Clock = "business"
		}
		if len(t.Hours) == 0 {
			x.Hours = ids(p.Hours)
		}
		if t.BestEffort {
			x.Resolution = "best-effort"
		}
		out.Targets = append(out.Targets, x)
	}
	return out
}

func (w writer) legal() PublishedLegal {
	g := w.t.Legal
	out := PublishedLegal{Law: g.Law, Data: g.Data, Mediator: w.body(g.Mediator, "mediator")}
	if c := g.Complaints; c != nil {
		out.Complaints = &PublishedComplaints{contact(c.Contact), span(c.Answer), w.text("complaints")}
	}
	if c := g.Privacy; c != nil {
		out.Privacy = &PublishedPrivacy{contact(c.Contact), c.Officer, w.body(c.Authority, ""), w.text("privacy")}
	}
	if g.Law != "" {
		out.LawText = w.text("law")
	}
	if len(g.Data) > 0 {
		out.DataText = w.text("data")
	}
	return out
}

func (w writer) body(b *Body, section string) *PublishedBody {
	if b == nil {
		return nil
	}
	return &PublishedBody{b.Name, b.Website, w.text(section)}
}

func ids(refs []Ref) []string {
	var out []string
	for _, r := range refs {
		out = append(out, r.ID)
	}
	return out
}

func numbers(list []legalid.ID) []PublishedID {
	var out []PublishedID
	for _, id := range list {
		out = append(out, PublishedID{id.Scheme, id.Value})
	}
	return out
}

func money(m *Money) *PublishedMoney {
	if m == nil {
		return nil
	}
	return &PublishedMoney{amount(m.Amount), m.Currency}
}

// amount is one form of those in which an amount can be written: 92, 98.50.
func amount(s string) string {
	whole, part, _ := strings.Cut(s, ".")
	if part = strings.TrimRight(part, "0"); part == "" {
		return whole
	}
	if len(part) == 1 {
		part += "0"
	}
	return whole + "." + part
}

func contact(c Contact) PublishedContact { return PublishedContact(c) }

func day(d hours.Date) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

func span(d hours.Duration) string {
	if d == (hours.Duration{}) {
		return ""
	}
	return d.String()
}

// Reach lists the channels of a kind in the order of the file: "phone".
func (t *Terms) Reach(by string) []Channel {
	return slices.DeleteFunc(slices.Clone(t.Channels), func(c Channel) bool { return c.By != by })
}
