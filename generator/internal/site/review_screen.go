package site

import (
	"html"
	"slices"
	"strings"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/prose"
)

// deeper turns the headings of a section's text into those below a screen's:
// on the flow's page the section is of level 2, here of level 3.
var deeper = strings.NewReplacer("<h3>", "<h4>", "</h3>", "</h4>", "<h4>", "<h5>", "</h4>", "</h5>")

// screen computes a node with its words and its rules.
func (rv *reviewer) screen(n *decision.Node) reviewScreen {
	s := reviewScreen{ID: n.ID, Number: rv.number[n.ID], Kind: n.Kind.String(), Outcome: n.Outcome, Title: rv.title(n), Was: n.Was}
	if n.Kind == decision.Question {
		s.Type = n.Type.String()
	}
	next := n.Next
	if n.Use != nil {
		next = n.After
		s.Use = rv.use(n)
	}
	doc, sec := words(rv.c.p, rv.f, n, rv.lang)
	if sec != nil && n.Use == nil {
		choices, rest := doc.Choices(sec)
		if n.Kind == decision.Question && len(n.Answers) > 0 {
			s.HTML = deeper.Replace(rv.r.Blocks(doc, rest, rv.resolve(doc)))
		} else {
			s.HTML = deeper.Replace(rv.r.Section(doc, sec, rv.resolve(doc)))
		}
		s.Choices = rv.choices(n, doc, choices)
	} else if n.Use != nil {
		s.Choices = rv.results(n)
	}
	if n.Type == decision.Number && n.Kind == decision.Question {
		s.Limits = rv.sentence("review-limits", map[string]string{"Min": rv.whole(n.Min), "Max": rv.whole(n.Max)})
	}
	switch {
	case n.Kind == decision.Table:
		s.Unique = n.Unique
		for _, in := range n.Inputs {
			s.Inputs = append(s.Inputs, rv.titleOf(in.Question))
		}
		s.Rules = rv.rows(n)
	case len(next.Rows) == 1 && len(next.Rows[0].When) == 0:
		s.Always = rv.target(next.Rows[0].Then)
	case next.Map:
		rv.byAnswer(next, s.Choices)
	default:
		for _, row := range next.Rows {
			s.Rules = append(s.Rules, reviewRule{When: rv.condition(n, row.When), To: rv.target(row.Then)})
		}
	}
	return s
}

func (rv *reviewer) resolve(doc *prose.Document) func(string) string {
	return resolver(rv.c.in, doc.File, reviewPath(rv.f.Name, rv.lang))
}

// choices are the answers of a question with their words, in the order of the
// flow.
func (rv *reviewer) choices(n *decision.Node, doc *prose.Document, choices []prose.Choice) []reviewChoice {
	var out []reviewChoice
	for _, a := range n.Answers {
		for _, ch := range choices {
			if ch.ID == a.ID && n.Kind == decision.Question {
				resolve := rv.resolve(doc)
				out = append(out, reviewChoice{ID: a.ID, Label: rv.r.Label(doc, ch, resolve), Hint: rv.r.Hint(doc, ch, resolve), Was: olderAnswer(n, a.ID)})
				break
			}
		}
	}
	return out
}

// results are the outcomes of a used flow, which answer a question.
func (rv *reviewer) results(n *decision.Node) []reviewChoice {
	var out []reviewChoice
	for _, a := range n.Answers {
		out = append(out, reviewChoice{ID: a.ID, Label: html.EscapeString(rv.label(n, a.ID))})
	}
	return out
}

// use says what a used flow does here.
func (rv *reviewer) use(n *decision.Node) *reviewUse {
	u := &reviewUse{link: link{rv.c.flowTitle(n.Use.Flow, rv.lang), rv.reviewOf(n.Use.Flow)}, Show: n.Use.Show, Tail: n.Use.Tail}
	for _, g := range n.Use.Given {
		u.Given = append(u.Given, rv.titleOf(g.Question))
	}
	return u
}

// byAnswer says at each answer where it leads.
func (rv *reviewer) byAnswer(next decision.Next, choices []reviewChoice) {
	for i := range choices {
		for _, row := range next.Rows {
			if len(row.When) == 0 || slices.Contains(row.When[0][0].Answers, choices[i].ID) {
				choices[i].To = rv.target(row.Then)
				break
			}
		}
	}
}

// rows are the rows of a table, with a cell for each input; "" where the row
// does not read it.
func (rv *reviewer) rows(n *decision.Node) []reviewRule {
	var out []reviewRule
	for _, row := range n.Next.Rows {
		rule := reviewRule{To: rv.target(row.Then)}
		for _, clause := range row.When {
			rule.Cells = make([]string, len(n.Inputs))
			for i, in := range n.Inputs {
				for _, e := range clause {
					if q := rv.a.Flow.Node(in.Question); e.Question == in.Question && q != nil {
						rule.Cells[i] = rv.test(q, e.Test)
					}
				}
			}
		}
		out = append(out, rule)
	}
	return out
}

// target says where a row leads.
func (rv *reviewer) target(t decision.Target) *reviewTarget {
	if t.Flow != "" {
		out := &reviewTarget{Title: rv.c.flowTitle(t.Flow, rv.lang), Flow: true}
		if to := rv.reviewOf(t.Flow); to != "" {
			out.Href = relative(reviewPath(rv.f.Name, rv.lang), to)
		}
		return out
	}
	return rv.node(rv.a.Flow.Node(t.ID))
}

// node leads to a node: of this flow on this page, of a used one on its own.
func (rv *reviewer) node(n *decision.Node) *reviewTarget {
	if n == nil {
		return nil // a flow with errors
	}
	out := &reviewTarget{Number: rv.number[n.ID], Title: rv.title(n), Outcome: n.Outcome}
	if n.Flow == "" {
		out.Href = "#review-" + n.ID
	} else if to := rv.reviewOf(n.Flow); to != "" {
		out.Href = relative(reviewPath(rv.f.Name, rv.lang), to) + "#review-" + n.Local
	}
	return out
}

// examples are the examples in words, those of the author in their order.
func (rv *reviewer) examples() []reviewExample {
	var out []reviewExample
	for _, x := range rv.a.Flow.Examples {
		e := reviewExample{ID: x.ID, Expect: rv.target(x.Expect)}
		for _, g := range x.Given {
			if q := rv.a.Flow.Node(g.Question); q != nil {
				e.Given = append(e.Given, reviewAnswer{rv.title(q), rv.value(q, g.Answer)})
			}
		}
		out = append(out, e)
	}
	return out
}
