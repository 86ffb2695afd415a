package decision

import (
	"fmt"
	"slices"
	"strings"

	"signpost/generator/internal/source"
)

// resolve reads the next of every node, now that all ids are known.
func (p *parser) resolve() {
	for _, pn := range p.next {
		n := pn.node
		n.Next = Next{Pos: pn.yaml.Pos, Map: pn.yaml.Kind != source.List}
		switch {
		case n.Kind == Table:
			n.Next.Rows = p.tableRows(n, pn.yaml)
		case pn.yaml.Kind == source.Scalar:
			n.Next.Rows = []Row{{Pos: pn.yaml.Pos, Then: p.target(pn.yaml)}}
		case pn.yaml.Kind == source.Map:
			n.Next.Rows = p.byAnswer(n, pn.yaml)
		default:
			n.Next.Rows = p.rows(pn.yaml)
		}
		if pn.yaml.Kind == source.List && len(pn.yaml.Items) == 0 {
			p.l.Add(pn.yaml.Pos, "flow-next", "%s %q has no rows", n.Kind, n.ID).Hint = "add one, or name a target"
		}
	}
}

// byAnswer reads the map form: {answer: target, …, else: target}.
func (p *parser) byAnswer(n *Node, y *source.Node) []Row {
	if n.Kind != Question {
		p.l.Add(y.Pos, "flow-next", "step %q has no answers to choose by", n.ID).Hint =
			"name a target, or a list of when and then"
		return nil
	}
	if n.Type == Many || n.Type == Number {
		p.l.Add(y.Pos, "flow-next", "question %q has no single answer to choose by", n.ID).Hint =
			"name a target, or a list of when and then: {when: {" + n.ID + ": …}, then: …}"
		return nil
	}
	var rows []Row
	var other *Row
	for _, e := range y.Entries {
		row := Row{Pos: e.Pos, Then: p.target(e.Value)}
		if e.Key == "else" {
			row.Else = true
			other = &row
			continue
		}
		if p.answer(n, e.Key, e.Pos) {
			row.When = Condition{{{Pos: e.Pos, Question: n.ID, Test: Test{Answers: []string{e.Key}}}}}
			rows = append(rows, row)
		}
	}
	if other != nil {
		return append(rows, *other)
	}
	for _, a := range n.Answers {
		if y.Get(a.ID) == nil {
			p.l.Add(y.Pos, "flow-answer-without-way", "answer %q of question %q leads nowhere", a.ID, n.ID).Hint =
				fmt.Sprintf("add \"%s: …\" or \"else: …\"", a.ID)
		}
	}
	return rows
}

// rows reads the list form: {when: …, then: …}, ended by an optional {else: …}.
func (p *parser) rows(y *source.Node) []Row {
	var rows []Row
	for i, item := range y.Items {
		if !item.Is(source.Map, "a row of next", &p.l) {
			continue
		}
		item.Keys("a row of next", &p.l, "when", "then", "else")
		row, ok := p.otherwise(item, i == len(y.Items)-1)
		if !ok {
			if item.Misspelt("else") {
				continue
			}
			row.Pos = item.Pos
			when := item.Require("when", "a row of next", &p.l)
			then := item.Require("then", "a row of next", &p.l)
			if when == nil || then == nil {
				continue
			}
			row.When = p.condition(when)
			row.Then = p.target(then)
			if len(row.When) == 0 {
				continue // a condition with errors: never "holds always"
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func (p *parser) condition(y *source.Node) Condition {
	switch y.Kind {
	case source.Map:
		if c := p.clause(y); c != nil {
			return Condition{c}
		}
	case source.List:
		var cond Condition
		for _, item := range y.Items {
			if !item.Is(source.Map, "a condition", &p.l) {
				continue
			}
			if c := p.clause(item); c != nil {
				cond = append(cond, c)
			}
		}
		return cond
	default:
		y.Is(source.Map, "when", &p.l)
	}
	return nil
}

// clause returns nil when anything in it is wrong.
func (p *parser) clause(y *source.Node) Clause {
	if len(y.Entries) == 0 {
		p.l.Add(y.Pos, "flow-next", "an empty condition").Hint = "name a question and an answer, or use else"
		return nil
	}
	var c Clause
	sound := true
	for _, e := range y.Entries {
		entry, ok := p.entry(e)
		c = append(c, entry)
		sound = sound && ok
	}
	if !sound {
		return nil
	}
	return c
}

func (p *parser) examples(y *source.Node) {
	if y.Empty() || !y.Is(source.Map, "examples", &p.l) {
		return
	}
	for _, e := range y.Entries {
		p.id(e.Key, "example", e.Pos)
		what := fmt.Sprintf("example %q", e.Key)
		if !e.Value.Is(source.Map, what, &p.l) {
			continue
		}
		e.Value.Keys("an example", &p.l, "given", "expect", "asks")
		x := &Example{ID: e.Key, Pos: e.Pos}
		p.given(x, e.Value.Get("given"))
		if v := e.Value.Require("expect", what, &p.l); v != nil {
			x.Expect = p.expect(v)
		}
		if asks := e.Value.Get("asks"); asks != nil && asks.Is(source.List, "asks", &p.l) {
			x.Asks = []Asked{}
			for _, item := range asks.Items {
				q := item.Text("a question in asks", &p.l)
				if p.used(q) == nil {
					p.question(q, item.Pos)
				}
				x.Asks = append(x.Asks, Asked{q, item.Pos})
			}
		}
		p.f.Examples = append(p.f.Examples, x)
	}
}

func (p *parser) given(x *Example, y *source.Node) {
	if y.Empty() || !y.Is(source.Map, "given", &p.l) {
		return
	}
	for _, e := range y.Entries {
		if p.used(e.Key) != nil { // known once the used flow is linked
			if e.Value.Kind == source.Map || slices.ContainsFunc(e.Value.Items, func(n *source.Node) bool { return n.Kind != source.Scalar }) {
				e.Value.Is(source.Scalar, "an answer", &p.l)
				continue
			}
			x.Given = append(x.Given, Given{e.Key, flat(e.Value), e.Value.Pos})
			continue
		}
		q := p.question(e.Key, e.Pos)
		if q == nil {
			continue
		}
		if q.Use != nil {
			p.l.Add(e.Pos, "flow-question-unknown", "%q is answered by flow %q, not by a reader", q.ID, q.Use.Flow).Hint =
				"answer the questions of that flow: " + q.ID + ".its-question: …"
			continue
		}
		v, ok := p.value(q, e.Value)
		if ok || e.Value.Kind == source.Scalar {
			x.Given = append(x.Given, Given{e.Key, v, e.Value.Pos})
		}
	}
}

// used returns the question of this flow that a name like
// "severity-check.impact" goes through, or nil.
func (p *parser) used(name string) *Node {
	id, _, dotted := strings.Cut(name, ".")
	if n := p.f.byID[id]; dotted && n != nil && n.Use != nil {
		return n
	}
	return nil
}

// flat writes an answer as one text.
func flat(y *source.Node) string {
	if y.Kind == source.Scalar {
		return y.Value
	}
	var parts []string
	for _, item := range y.Items {
		parts = append(parts, item.Value)
	}
	if len(parts) == 0 {
		return None
	}
	return strings.Join(parts, ",")
}

// expect reads the end of an example: an outcome of this flow or flow:<name>.
func (p *parser) expect(y *source.Node) Target {
	s := y.Text("expect", &p.l)
	if n := p.f.byID[s]; strings.HasPrefix(s, "flow:") || n != nil && n.Kind == Outcome {
		return p.target(y)
	}
	if n := p.used(s); n != nil && n.Use.Tail {
		return Target{ID: s, Pos: y.Pos} // known once the used flow is linked
	}
	if y.Kind == source.Scalar {
		ids := p.f.ids(func(n *Node) bool { return n.Kind == Outcome })
		d := p.l.Add(y.Pos, "example-expect", "%q is no outcome of this flow", s)
		if d.HintNearest(s, ids); d.Hint == "" && len(ids) > 0 {
			d.Hint = "its outcomes: " + strings.Join(ids, ", ")
		}
	}
	return Target{Pos: y.Pos}
}
