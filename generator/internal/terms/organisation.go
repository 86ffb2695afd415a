package terms

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"signpost/generator/internal/hours"
	"signpost/generator/internal/legalid"
	"signpost/generator/internal/source"
)

func (p *parser) organisation(n *source.Node) {
	if n == nil || !n.Is(source.Map, "organisation", p.l) {
		return
	}
	const what = "the organisation"
	n.Keys(what, p.l, "name", "brand", "form", "country", "address", "website", "ids", "capital")
	o := &p.t.Organisation
	o.Name = p.name(n.Require("name", what, p.l), "name")
	o.Brand = p.name(n.Get("brand"), "brand")
	for _, key := range []string{"name", "brand"} {
		if at := n.Get(key); !at.Empty() {
			o.Names = append(o.Names, Ref{strings.TrimSpace(at.Value), at.Pos})
		}
	}
	o.Form = p.line(n.Get("form"), "form")
	o.Country = p.country(n.Require("country", what, p.l), "country")
	o.Website = p.web(n.Require("website", what, p.l), "website")
	if a := n.Require("address", what, p.l); a != nil && a.Is(source.List, "address", p.l) {
		for _, item := range a.Items {
			o.Address = append(o.Address, p.line(item, "a line of the address"))
		}
		if len(a.Items) == 0 || len(a.Items) > 8 {
			p.l.Add(a.Pos, "terms-value", "the address has %d lines", len(a.Items)).Hint = "write one to eight, as on a letter, without the name"
		}
	}
	o.IDs = p.ids(n.Require("ids", what, p.l))
	if c := n.Get("capital"); c != nil && c.Is(source.Map, "capital", p.l) {
		c.Keys("capital", p.l, "amount", "currency")
		m := p.money(c, "capital")
		o.Capital = &m
	}
}

func (p *parser) ids(n *source.Node) []legalid.ID {
	if n == nil || !n.Is(source.Map, "ids", p.l) {
		return nil
	}
	n.Keys("ids", p.l, legalid.Schemes()...)
	var out []legalid.ID
	for _, e := range n.Entries {
		if !slices.Contains(legalid.Schemes(), e.Key) {
			continue
		}
		id, err := legalid.Parse(e.Key, e.Value.Text(e.Key, p.l))
		switch {
		case e.Value.Kind != source.Scalar:
		case err != nil:
			p.l.Add(e.Value.Pos, "terms-number", "%s: %q %v", e.Key, e.Value.Value, err).Hint = "compare it with the register"
		default:
			out = append(out, id)
		}
	}
	slices.SortFunc(out, func(a, b legalid.ID) int { return cmp.Compare(a.Scheme, b.Scheme) })
	return out
}

// What a partner may sell. The ids are those of the site's flows.
var products = []string{"azure", "microsoft-365", "dynamics-365", "power-platform", "other"}

var partnerID = regexp.MustCompile(`^\d{5,10}$`)

func (p *parser) partner(n *source.Node) {
	if n == nil || !n.Is(source.Map, "partner", p.l) {
		return
	}
	const what = "the partner"
	n.Keys(what, p.l, "type", "plan", "id", "products", "provider")
	r := &p.t.Partner
	r.Type = p.enum(n.Require("type", what, p.l), "type", "direct", "provider", "reseller")
	r.Plan = p.enum(n.Get("plan"), "plan", "advanced", "signature", "none")
	r.PartnerID = p.matching(n.Get("id"), "id", partnerID, "the digits of the vendor's number of the partner")
	r.Products = p.refs(n.Require("products", what, p.l), "products")
	for _, ref := range r.Products {
		if !slices.Contains(products, ref.ID) {
			d := p.l.Add(ref.Pos, "terms-value", "products: %q is not known", ref.ID)
			if d.HintNearest(ref.ID, products); d.Hint == "" {
				d.Hint = "known: azure, microsoft-365, dynamics-365, power-platform, other"
			}
		}
	}
	prov := n.Get("provider")
	switch {
	case r.Type == "reseller" && prov.Empty():
		if !n.Misspelt("provider") {
			p.l.Add(n.Get("type").Pos, "yaml-missing-key", "a reseller needs \"provider\"").Hint = "add the indirect provider it works with"
		}
	case prov.Empty():
	case r.Type != "reseller" && r.Type != "":
		p.l.Add(prov.Pos, "terms-value", "a partner of type %q has no indirect provider", r.Type).Hint = "delete provider, or write type: reseller"
	case prov.Is(source.Map, "provider", p.l):
		r.Provider = p.provider(prov)
	}
}

func (p *parser) provider(n *source.Node) *Provider {
	const what = "the provider"
	n.Keys(what, p.l, "name", "country", "ids", "email", "phone", "website", "does")
	out := &Provider{Name: p.name(n.Require("name", what, p.l), "name"), Country: p.country(n.Require("country", what, p.l), "country")}
	if ids := n.Get("ids"); !ids.Empty() {
		out.IDs = p.ids(ids)
	}
	out.Contact = p.contact(n, what)
	out.Website = out.Contact.Website
	out.Does = p.refs(n.Require("does", what, p.l), "does")
	return out
}

var versionForm = regexp.MustCompile(`^[1-9]\d{0,3}(\.(0|[1-9]\d{0,3})){0,2}$`)

func (p *parser) version(n *source.Node) {
	if n == nil || !n.Is(source.Map, "version", p.l) {
		return
	}
	const what, form = "the version", "numbers with points: 3, 3.1"
	n.Keys(what, p.l, "number", "status", "published", "valid-from", "valid-through", "review-by", "supersedes", "changes")
	v := &p.t.Version
	number := n.Require("number", what, p.l)
	v.Number = p.matching(number, "number", versionForm, form)
	if v.Pos = n.Pos; number != nil {
		v.Pos = number.Pos
	}
	v.Status = p.enum(n.Require("status", what, p.l), "status", "draft", "published", "withdrawn")
	v.From = p.day(n.Require("valid-from", what, p.l), "valid-from")
	v.Published = p.day(n.Get("published"), "published")
	v.Through, v.through = p.day(n.Get("valid-through"), "valid-through"), v.Pos
	if t := n.Get("valid-through"); t != nil {
		v.through = t.Pos
	}
	review := n.Require("review-by", what, p.l)
	v.ReviewBy = p.day(review, "review-by")
	if review != nil {
		v.review = review.Pos
	}
	v.Supersedes = p.matching(n.Get("supersedes"), "supersedes", versionForm, form)
	p.ordered(n, v)
	for _, e := range p.entries(n.Get("changes"), "changes") {
		c := Change{Ref: Ref{e.Key, e.Pos}}
		what := named("change", e.Key)
		if e.Value.Is(source.Map, what, p.l) {
			e.Value.Keys("a change", p.l, "date", "kind")
			c.Date = p.day(e.Value.Require("date", what, p.l), "date")
			c.Kind = p.enum(e.Value.Require("kind", what, p.l), "kind", "added", "changed", "removed", "corrected")
		}
		v.Changes = append(v.Changes, c)
	}
}

// ordered holds the days of a version against each other.
func (p *parser) ordered(n *source.Node, v *Version) {
	for _, c := range []struct {
		early, late       hours.Date
		earlyKey, lateKey string
	}{
		{v.From, v.Through, "valid-from", "valid-through"},
		{v.Published, v.From, "published", "valid-from"},
		{v.From, v.ReviewBy, "valid-from", "review-by"},
	} {
		if c.early != 0 && c.late != 0 && c.late < c.early {
			p.l.Add(n.Get(c.lateKey).Pos, "terms-date", "%s is before %s", c.lateKey, c.earlyKey).Hint = "correct one of the two days"
		}
	}
}

// Known is the name that customers know the organisation by.
func (o Organisation) Known() string { return cmp.Or(o.Brand, o.Name) }
