package terms

import (
	"regexp"
	"slices"
	"strconv"

	"signpost/generator/internal/hours"
	"signpost/generator/internal/source"
)

func (p *parser) plans(n *source.Node) {
	for _, e := range p.entries(n, "plans") {
		plan := Plan{Ref: Ref{e.Key, e.Pos}}
		if e.Value.Is(source.Map, named("plan", e.Key), p.l) {
			p.plan(&plan, e.Value)
		}
		p.t.Plans = append(p.t.Plans, plan)
	}
}

func (p *parser) plan(plan *Plan, n *source.Node) {
	what := named("plan", plan.ID)
	n.Keys("a plan", p.l, "free", "kinds", "products", "channels", "hours", "prices", "surcharges", "included", "term", "notice", "clock", "targets")
	plan.Kinds = p.used(n.Require("kinds", what, p.l), "kinds", "a kind of support")
	plan.Products = p.used(n.Get("products"), "products", "a product that the partner sells")
	plan.Channels = p.used(n.Get("channels"), "channels", "a channel")
	plan.Hours = p.used(n.Require("hours", what, p.l), "hours", "a schedule of the hours")
	plan.Free = p.flag(n.Get("free"), "free")
	prices := n.Get("prices")
	none := prices.Empty() || prices.Kind == source.List && len(prices.Items) == 0
	switch {
	case plan.Free && !prices.Empty():
		p.l.Add(prices.Pos, "terms-value", "%s is free, and has prices", what).Hint = "delete one of the two"
	case plan.Free:
	case none && !n.Misspelt("prices"):
		p.l.Add(plan.Pos, "terms-fact-missing", "%s does not say what it costs", what).Hint = "add prices, or free: yes: every partner must publish it"
	case !none && prices.Is(source.List, "prices", p.l):
		for _, item := range prices.Items {
			if item.Is(source.Map, "a price", p.l) {
				plan.Prices = append(plan.Prices, p.price(item))
			}
		}
	}
	p.surcharges(plan, n.Get("surcharges"))
	plan.Included = p.duration(n.Get("included"), "included")
	plan.Term, plan.Notice = p.months(n.Get("term"), "term"), p.months(n.Get("notice"), "notice")
	p.targets(plan, n)
}

var percentForm = regexp.MustCompile(`^(0|[1-9]\d{0,2})(\.\d{1,2})?$`)

func (p *parser) price(n *source.Node) Price {
	const what = "a price"
	n.Keys(what, p.l, "amount", "currency", "per", "vat", "vat-rate", "step", "minimum")
	pr := Price{Pos: n.Pos, Money: p.money(n, what)}
	pr.Per = p.enum(n.Require("per", what, p.l), "per", "hour", "incident", "user-month", "device-month", "month", "year")
	pr.VAT = p.enum(n.Require("vat", what, p.l), "vat", "excluded", "included", "exempt")
	rate := n.Get("vat-rate")
	switch {
	case pr.VAT == "exempt" && !rate.Empty():
		p.l.Add(rate.Pos, "terms-value", "a price without VAT has a rate of VAT").Hint = "delete vat-rate"
	case pr.VAT != "exempt" && pr.VAT != "":
		pr.Rate = p.matching(n.Require("vat-rate", what, p.l), "vat-rate", percentForm, "the percent: 21, 5.5")
	}
	pr.Step, pr.Min = p.duration(n.Get("step"), "step"), p.duration(n.Get("minimum"), "minimum")
	for _, key := range []string{"step", "minimum"} {
		if v := n.Get(key); !v.Empty() && pr.Per != "hour" && pr.Per != "" {
			p.l.Add(v.Pos, "terms-value", "%s goes with prices per hour alone", key).Hint = "delete it, or write per: hour"
		}
	}
	return pr
}

func (p *parser) surcharges(plan *Plan, n *source.Node) {
	if n.Empty() || !n.Is(source.List, "surcharges", p.l) {
		return
	}
	for _, item := range n.Items {
		if !item.Is(source.Map, "a surcharge", p.l) {
			continue
		}
		item.Keys("a surcharge", p.l, "percent", "hours")
		s := Surcharge{Percent: p.matching(item.Require("percent", "a surcharge", p.l), "percent", percentForm, "the percent: 50")}
		if h := p.used(item.Require("hours", "a surcharge", p.l), "hours", "a schedule of the hours"); len(h) > 0 {
			s.Hours = h[0]
		}
		plan.Surcharges = append(plan.Surcharges, s)
	}
}

var monthsForm = regexp.MustCompile(`^P([1-9]\d?)M$`)

// months reads a number of months as ISO 8601 has it: P12M.
func (p *parser) months(n *source.Node, key string) int {
	m := monthsForm.FindStringSubmatch(p.matching(n, key, monthsForm, "months as P12M"))
	if m == nil {
		return 0
	}
	v, _ := strconv.Atoi(m[1]) // two digits
	return v
}

func (p *parser) targets(plan *Plan, n *source.Node) {
	business := p.enum(n.Get("clock"), "clock", "business", "wall") != "wall"
	targets := n.Get("targets")
	for _, e := range p.entries(targets, "targets") {
		t := Target{Severity: Ref{e.Key, e.Pos}, Business: business}
		p.uses = append(p.uses, use{t.Severity, "a severity", "severities"})
		if e.Value.Is(source.Map, named("the target of severity", e.Key), p.l) {
			p.target(&t, e.Value)
		}
		plan.Targets = append(plan.Targets, t)
	}
	if targets.Empty() {
		return
	}
	for _, s := range p.t.Severities {
		if !slices.ContainsFunc(plan.Targets, func(t Target) bool { return t.Severity.ID == s.ID }) {
			d := p.l.Add(targets.Pos, "terms-target-missing", "plan %q does not say when problems of severity %q are answered", plan.ID, s.ID)
			d.Hint = "add a target for it: who promises for some severities is asked about the others"
		}
	}
}

func (p *parser) target(t *Target, n *source.Node) {
	what := named("the target of severity", t.Severity.ID)
	n.Keys("a target", p.l, "first-response", "update", "workaround", "resolution", "clock", "hours")
	t.First = p.duration(n.Require("first-response", what, p.l), "first-response")
	t.Update = p.duration(n.Get("update"), "update")
	t.Workaround = p.duration(n.Get("workaround"), "workaround")
	if r := n.Get("resolution"); !r.Empty() && r.Kind == source.Scalar && r.Value == "best-effort" {
		t.BestEffort = true
	} else {
		t.Resolution = p.duration(r, "resolution")
	}
	if c := n.Get("clock"); !c.Empty() {
		t.Business = p.enum(c, "clock", "business", "wall") != "wall"
	}
	t.Hours = p.used(n.Get("hours"), "hours", "a schedule of the hours")
	none := hours.Duration{}
	for _, o := range []struct {
		key   string
		later hours.Duration
	}{{"workaround", t.Workaround}, {"resolution", t.Resolution}} {
		if o.later != none && t.First != none && shorter(o.later, t.First) {
			p.l.Add(n.Get(o.key).Pos, "terms-value", "%s: %s comes before the first answer", what, o.key).Hint = "correct one of the two"
		}
	}
}

// shorter compares durations of one form; of two forms it is not known which
// is shorter.
func shorter(a, b hours.Duration) bool {
	if (a.Days > 0) != (b.Days > 0) {
		return false
	}
	return a.Days < b.Days || a.Minutes < b.Minutes
}
