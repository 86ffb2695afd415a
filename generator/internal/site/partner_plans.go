package site

import (
	"strings"

	"signpost/generator/internal/hours"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/terms"
)

// planTable shows plans side by side. Each row has a cell for each plan.
type planTable struct {
	Plans  []thing     `json:"plans"`
	Rows   []planRow   `json:"rows"`
	Groups []planGroup `json:"groups,omitempty"` // one for each severity
}

type planRow struct {
	Label string     `json:"label"`
	Cells []planCell `json:"cells"`
}

// planCell has lines of text. Due asks the script by when an answer comes.
type planCell struct {
	Lines []string `json:"lines"`
	Due   *due     `json:"due,omitempty"`
}

type due struct {
	Schedules string `json:"schedules"`
	Target    string `json:"target"`
	Clock     string `json:"clock"`
}

type planGroup struct {
	Title  string    `json:"title"`
	Vendor string    `json:"vendor,omitempty"` // the vendor's own target
	Rows   []planRow `json:"rows"`
}

// plans gives the table; rows that no plan says anything in are left out.
func (w *pen) plans() *planTable {
	out := &planTable{}
	for _, p := range w.t.Plans {
		out.Plans = append(out.Plans, w.thing("plan-"+p.ID))
	}
	row := func(rows *[]planRow, key string, cell func(p terms.Plan) planCell) {
		r := planRow{Label: w.say(key)}
		said := false
		for _, p := range w.t.Plans {
			c := cell(p)
			said = said || len(c.Lines) > 0
			r.Cells = append(r.Cells, c)
		}
		if said {
			*rows = append(*rows, r)
		}
	}
	line := func(s string) planCell {
		if s == "" {
			return planCell{Lines: []string{}}
		}
		return planCell{Lines: []string{s}}
	}
	row(&out.Rows, "plan-price", w.prices)
	row(&out.Rows, "plan-kinds", func(p terms.Plan) planCell { return planCell{Lines: w.headings("kind-", p.Kinds)} })
	row(&out.Rows, "plan-products", func(p terms.Plan) planCell {
		refs := p.Products
		if len(refs) == 0 {
			refs = w.t.Partner.Products
		}
		return line(w.products(refs))
	})
	row(&out.Rows, "plan-channels", func(p terms.Plan) planCell {
		if len(p.Channels) == 0 {
			return line(w.say("plan-channels-all"))
		}
		return planCell{Lines: w.headings("channel-", p.Channels)}
	})
	row(&out.Rows, "plan-hours", func(p terms.Plan) planCell { return planCell{Lines: w.headings("hours-", p.Hours)} })
	row(&out.Rows, "plan-included", func(p terms.Plan) planCell {
		if p.Included == (hours.Duration{}) {
			return line("")
		}
		return line(w.span(p.Included, locale.Day))
	})
	row(&out.Rows, "plan-term", func(p terms.Plan) planCell { return line(w.some(p.Term)) })
	row(&out.Rows, "plan-notice", func(p terms.Plan) planCell { return line(w.some(p.Notice)) })
	for _, s := range w.t.Severities {
		g := planGroup{Title: w.heading("severity-" + s.ID)}
		if d, ok := terms.VendorTarget(s.Vendor); ok {
			g.Vendor = w.say("plan-vendor", "Class", s.Vendor, "Duration", w.span(d, locale.Day))
		}
		target := func(f func(p terms.Plan, x terms.Target) planCell) func(terms.Plan) planCell {
			return func(p terms.Plan) planCell {
				for _, x := range p.Targets {
					if x.Severity.ID == s.ID {
						return f(p, x)
					}
				}
				return line("")
			}
		}
		row(&g.Rows, "plan-first", target(func(p terms.Plan, x terms.Target) planCell {
			c := line(w.promised(x.First, x.Business))
			c.Due = w.due(p.ID, s.ID)
			return c
		}))
		for _, k := range []struct {
			key string
			of  func(x terms.Target) hours.Duration
		}{{"plan-update", func(x terms.Target) hours.Duration { return x.Update }},
			{"plan-workaround", func(x terms.Target) hours.Duration { return x.Workaround }}} {
			row(&g.Rows, k.key, target(func(_ terms.Plan, x terms.Target) planCell {
				if k.of(x) == (hours.Duration{}) {
					return line("")
				}
				return line(w.promised(k.of(x), x.Business))
			}))
		}
		row(&g.Rows, "plan-resolution", target(func(_ terms.Plan, x terms.Target) planCell {
			switch {
			case x.BestEffort:
				return line(w.say("plan-best-effort"))
			case x.Resolution == (hours.Duration{}):
				return line("")
			}
			return line(w.promised(x.Resolution, x.Business))
		}))
		if len(g.Rows) > 0 {
			out.Groups = append(out.Groups, g)
		}
	}
	return out
}

// some writes a number of months, "" for none.
func (w *pen) some(months int) string {
	if months == 0 {
		return ""
	}
	return w.months(months)
}

// due is what the script asks by when a first answer comes.
func (w *pen) due(plan, severity string) *due {
	promise, ok := w.t.Promise(plan, severity)
	if !ok || len(promise.Schedules) == 0 {
		return nil
	}
	var ids []string
	for _, s := range promise.Schedules {
		ids = append(ids, s.ID)
	}
	clock := "business"
	if promise.First.Clock == hours.Wall {
		clock = "wall"
	}
	return &due{strings.Join(ids, " "), promise.First.String(), clock}
}

// prices are what a plan costs, each in a line with what belongs to it.
func (w *pen) prices(p terms.Plan) planCell {
	c := planCell{Lines: []string{}}
	if p.Free {
		c.Lines = append(c.Lines, w.say("plan-free"))
	}
	for _, x := range p.Prices {
		parts := []string{w.say("price-"+x.Per, "Amount", w.money(x.Money))}
		switch x.VAT {
		case "excluded", "included":
			parts = append(parts, w.say("vat-"+x.VAT, "Rate", w.percent(x.Rate)))
		case "exempt":
			parts = append(parts, w.say("vat-exempt"))
		}
		if x.Step != (hours.Duration{}) {
			parts = append(parts, w.say("price-step", "Duration", w.span(x.Step, locale.Day)))
		}
		if x.Min != (hours.Duration{}) {
			parts = append(parts, w.say("price-min", "Duration", w.span(x.Min, locale.Day)))
		}
		c.Lines = append(c.Lines, w.set(strings.Join(parts, "; ")))
	}
	for _, s := range p.Surcharges {
		c.Lines = append(c.Lines, w.say("plan-surcharge", "Percent", w.percent(s.Percent), "Hours", w.heading("hours-"+s.Hours.ID)))
	}
	return c
}
