package terms

import (
	"slices"

	"signpost/generator/internal/source"
)

func (p *parser) scope(n *source.Node) {
	if n.Empty() || !n.Is(source.Map, "scope", p.l) {
		return
	}
	n.Keys("scope", p.l, "included", "excluded", "checks", "third-parties")
	s := &p.t.Scope
	s.Included = p.refs(n.Get("included"), "included")
	s.Excluded = p.refs(n.Get("excluded"), "excluded")
	s.Checks = p.refs(n.Get("checks"), "checks")
	s.ThirdParties = p.refs(n.Get("third-parties"), "third-parties")
	for _, r := range s.Excluded {
		if i := slices.IndexFunc(s.Included, func(o Ref) bool { return o.ID == r.ID }); i >= 0 {
			p.l.Add(r.Pos, "terms-id", "%q is included and excluded", r.ID)
		}
	}
}

func (p *parser) escalation(n *source.Node) {
	if n.Empty() || !n.Is(source.Map, "escalation", p.l) {
		return
	}
	n.Keys("escalation", p.l, "levels", "evidence")
	p.t.Escalation.Evidence = p.refs(n.Get("evidence"), "evidence")
	for _, e := range p.entries(n.Require("levels", "escalation", p.l), "levels") {
		lv := Level{Ref: Ref{e.Key, e.Pos}}
		what := named("level", e.Key)
		if e.Value.Is(source.Map, what, p.l) {
			v := e.Value
			v.Keys("a level", p.l, "channels", "email", "phone", "website", "after", "vendor")
			lv.Channels = p.used(v.Get("channels"), "channels", "a channel")
			lv.Vendor = p.flag(v.Get("vendor"), "vendor")
			lv.After = p.duration(v.Get("after"), "after")
			if len(lv.Channels) == 0 && !lv.Vendor || v.Get("email") != nil || v.Get("phone") != nil || v.Get("website") != nil {
				c := p.contact(v, what)
				lv.Contact = &c
			}
		}
		p.t.Escalation.Levels = append(p.t.Escalation.Levels, lv)
	}
}

func (p *parser) legal(n, root *source.Node) {
	if n.Empty() {
		if !root.Misspelt("legal") {
			p.l.Add(root.Pos, "yaml-missing-key", "the terms need \"legal\"").Hint = "add legal, with complaints and privacy"
		}
		return
	}
	if !n.Is(source.Map, "legal", p.l) {
		return
	}
	n.Keys("legal", p.l, "complaints", "privacy", "mediator", "law", "data", "security")
	g := &p.t.Legal
	if c := n.Require("complaints", "legal", p.l); c != nil && c.Is(source.Map, "complaints", p.l) {
		c.Keys("complaints", p.l, "email", "phone", "website", "answer-within")
		g.Complaints = &Complaints{p.contact(c, "complaints"), p.duration(c.Require("answer-within", "complaints", p.l), "answer-within")}
	}
	if c := n.Require("privacy", "legal", p.l); c != nil && c.Is(source.Map, "privacy", p.l) {
		c.Keys("privacy", p.l, "email", "phone", "website", "officer", "authority")
		g.Privacy = &Privacy{Contact: p.contact(c, "privacy"), Officer: p.flag(c.Get("officer"), "officer"), Authority: p.body(c.Get("authority"), "authority")}
	}
	g.Mediator = p.body(n.Get("mediator"), "mediator")
	g.Law = p.country(n.Get("law"), "law")
	if d := n.Get("data"); !d.Empty() && d.Is(source.List, "data", p.l) {
		for _, item := range d.Items {
			g.Data = append(g.Data, p.country(item, "data")) // the code EU has the form of a country's
		}
	}
	if s := n.Get("security"); !s.Empty() && s.Is(source.Map, "security", p.l) {
		s.Keys("security", p.l, "email", "phone", "website", "policy", "expires")
		g.Security = &Security{p.contact(s, "security"), p.web(s.Get("policy"), "policy"), p.day(s.Require("expires", "security", p.l), "expires")}
	}
}

func (p *parser) body(n *source.Node, key string) *Body {
	if n.Empty() || !n.Is(source.Map, key, p.l) {
		return nil
	}
	n.Keys(key, p.l, "name", "website")
	return &Body{p.line(n.Require("name", key, p.l), "name"), p.web(n.Require("website", key, p.l), "website")}
}

// flows reads what is laid over the flows of the site. Whether they have such
// questions, answers and outcomes is known where the flows are.
func (p *parser) flows(n *source.Node) {
	for _, e := range p.entries(n, "flows") {
		o := Overlay{Flow: Ref{e.Key, e.Pos}}
		what := named("flow", e.Key)
		if e.Value.Is(source.Map, what, p.l) {
			e.Value.Keys("a flow of a partner", p.l, "known", "outcomes")
			p.known(&o, e.Value.Get("known"))
			p.outcomes(&o, e.Value.Get("outcomes"))
		}
		p.t.Flows = append(p.t.Flows, o)
	}
}

// known reads answers; ids of questions of used flows have dots.
func (p *parser) known(o *Overlay, n *source.Node) {
	if n.Empty() || !n.Is(source.Map, "known", p.l) {
		return
	}
	for _, e := range n.Entries {
		k := Known{Ref: Ref{e.Key, e.Pos}, Answers: []string{}}
		if e.Value.Empty() {
			p.l.Add(e.Value.Pos, "yaml-missing-key", "the answer to %q is missing", e.Key)
			continue
		}
		items := e.Value.Items
		if e.Value.Kind == source.Scalar {
			items = []*source.Node{e.Value}
		} else if !e.Value.Is(source.List, named("the answer to", e.Key), p.l) {
			continue
		}
		for _, item := range items {
			k.Answers = append(k.Answers, item.Text("an answer", p.l))
		}
		o.Known = append(o.Known, k)
	}
}

func (p *parser) outcomes(o *Overlay, n *source.Node) {
	for _, e := range p.entries(n, "outcomes") {
		out := Outcome{Ref: Ref{e.Key, e.Pos}}
		if !e.Value.Empty() && e.Value.Is(source.Map, named("outcome", e.Key), p.l) {
			e.Value.Keys("an outcome of a partner", p.l, "channels")
			out.Channels = p.used(e.Value.Get("channels"), "channels", "a channel")
		}
		o.Outcomes = append(o.Outcomes, out)
	}
}
