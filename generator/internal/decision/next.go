package decision

import (
	"fmt"
	"strings"

	"signpost/generator/internal/source"
)

// resolve reads the next of every node, now that all ids are known.
func (p *parser) resolve() {
	for _, pn := range p.next {
		pn.node.Next = Next{Pos: pn.yaml.Pos}
		switch pn.yaml.Kind {
		case source.Scalar:
			pn.node.Next.Rows = []Row{{Pos: pn.yaml.Pos, Then: p.target(pn.yaml)}}
		case source.Map:
			pn.node.Next.Rows = p.byAnswer(pn.node, pn.yaml)
		case source.List:
			pn.node.Next.Rows = p.rows(pn.yaml)
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
			row.When = Condition{{{Pos: e.Pos, Question: n.ID, Answers: []string{e.Key}}}}
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
		row := Row{Pos: item.Pos}
		if other := item.Get("else"); other != nil {
			row.Else = true
			row.Then = p.target(other)
			if len(item.Entries) > 1 {
				p.l.Add(item.Pos, "flow-next", "else stands beside other keys").Hint = "give else a row of its own"
			} else if i < len(y.Items)-1 {
				p.l.Add(item.Pos, "flow-next", "rows after else are never read").Hint = "move else to the end"
			}
		} else if item.Misspelt("else") {
			continue
		} else {
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

func (p *parser) entry(e source.Entry) (Entry, bool) {
	entry := Entry{Pos: e.Pos, Question: e.Key}
	q := p.question(e.Key, e.Pos)
	if q == nil {
		return entry, false
	}
	v := e.Value
	if v.Kind == source.Map {
		v.Keys("a condition", &p.l, "not")
		if v = v.Get("not"); v.Empty() {
			p.l.Add(e.Pos, "flow-next", "the condition on %q says nothing", e.Key).Hint =
				"write an answer, a list of answers, or {not: …}"
			return entry, false
		}
		entry.Not = true
	}
	items := v.Items
	if v.Kind == source.Scalar {
		items = []*source.Node{v}
	}
	ok := len(items) > 0
	if !ok {
		p.l.Add(v.Pos, "flow-next", "the condition on %q names no answer", e.Key)
	}
	for _, item := range items {
		a := item.Text("an answer in a condition", &p.l)
		ok = item.Kind == source.Scalar && p.answer(q, a, item.Pos) && ok
		entry.Answers = append(entry.Answers, a)
	}
	return entry, ok
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
				p.question(q, item.Pos)
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
		q := p.question(e.Key, e.Pos)
		if q == nil || !e.Value.Is(source.Scalar, "an answer", &p.l) {
			continue
		}
		p.answer(q, e.Value.Value, e.Value.Pos)
		x.Given = append(x.Given, Given{e.Key, e.Value.Value, e.Value.Pos})
	}
}

// expect reads the end of an example: an outcome of this flow or flow:<name>.
func (p *parser) expect(y *source.Node) Target {
	s := y.Text("expect", &p.l)
	if n := p.f.byID[s]; strings.HasPrefix(s, "flow:") || n != nil && n.Kind == Outcome {
		return p.target(y)
	}
	if y.Kind == source.Scalar {
		ids := p.ids(func(n *Node) bool { return n.Kind == Outcome })
		d := p.l.Add(y.Pos, "example-expect", "%q is no outcome of this flow", s)
		if d.HintNearest(s, ids); d.Hint == "" && len(ids) > 0 {
			d.Hint = "its outcomes: " + strings.Join(ids, ", ")
		}
	}
	return Target{Pos: y.Pos}
}
