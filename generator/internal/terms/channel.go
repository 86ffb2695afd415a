package terms

import "signpost/generator/internal/source"

// severities reads how bad a problem can be, the worst first.
func (p *parser) severities(n *source.Node) {
	for _, e := range p.entries(n, "severities") {
		s := Severity{Ref: Ref{e.Key, e.Pos}, SetBy: "both"}
		if !e.Value.Empty() && e.Value.Is(source.Map, named("severity", e.Key), p.l) {
			e.Value.Keys("a severity", p.l, "vendor", "set-by")
			s.Vendor = p.enum(e.Value.Get("vendor"), "vendor", vendorClasses...)
			if by := e.Value.Get("set-by"); !by.Empty() {
				s.SetBy = p.enum(by, "set-by", "customer", "partner", "both")
			}
		}
		p.t.Severities = append(p.t.Severities, s)
	}
}

func (p *parser) channels(n *source.Node) {
	for _, e := range p.entries(n, "channels") {
		c := Channel{Ref: Ref{e.Key, e.Pos}}
		if e.Value.Is(source.Map, named("channel", e.Key), p.l) {
			p.channel(&c, e.Value)
		}
		p.t.Channels = append(p.t.Channels, c)
	}
}

func (p *parser) channel(c *Channel, n *source.Node) {
	what := named("channel", c.ID)
	n.Keys("a channel", p.l, "by", "at", "languages", "hours", "severities", "cost", "price", "relay")
	c.By = p.enum(n.Require("by", what, p.l), "by", "phone", "email", "portal", "form", "chat", "visit")
	at := n.Get("at")
	switch c.By {
	case "":
	case "visit":
		if !at.Empty() {
			p.l.Add(at.Pos, "terms-value", "%s: a visit is to the organisation's address", what).Hint = "delete at"
		}
	case "phone":
		c.At = p.phone(n.Require("at", what, p.l), "at")
	case "email":
		c.At = p.email(n.Require("at", what, p.l), "at")
	default:
		c.At = p.web(n.Require("at", what, p.l), "at")
	}
	c.Languages = p.refs(n.Require("languages", what, p.l), "languages")
	for _, r := range c.Languages {
		p.language(r)
	}
	c.Hours = p.used(n.Require("hours", what, p.l), "hours", "a schedule of the hours")
	c.Severities = p.used(n.Get("severities"), "severities", "a severity")
	c.Relay = p.web(n.Get("relay"), "relay")
	p.cost(c, n, what)
}

// cost reads what a call costs: nothing to the one who reads "free", a local
// call, or a price for each minute.
func (p *parser) cost(c *Channel, n *source.Node, what string) {
	cost, price := n.Get("cost"), n.Get("price")
	if c.By != "phone" && !cost.Empty() {
		p.l.Add(cost.Pos, "terms-value", "%s: what a contact costs is said of telephones alone", what).Hint = "what work costs stands in plans"
		return
	}
	if c.By == "phone" {
		c.Cost = p.enum(n.Require("cost", what, p.l), "cost", "free", "local", "paid")
	}
	switch {
	case c.Cost == "paid" && price.Empty():
		p.l.Add(cost.Pos, "yaml-missing-key", "%s needs \"price\"", what).Hint = "add the price of a minute: price: {amount: 0.50, currency: EUR}"
	case price.Empty():
	case c.Cost != "paid":
		p.l.Add(price.Pos, "terms-value", "%s has a price, and does not say cost: paid", what).Hint = "write cost: paid, or delete the price"
	case price.Is(source.Map, "price", p.l):
		price.Keys("the price of a minute", p.l, "amount", "currency")
		m := p.money(price, "the price of a minute")
		c.Price = &m
	}
}
