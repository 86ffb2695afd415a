package decision

import (
	"fmt"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// Parse reads a flow from the YAML of its flow.yaml. The flow is usable even
// when the list has errors, but need not be sound then.
func Parse(name, file string, data []byte) (*Flow, diag.List) {
	p := parser{f: &Flow{Name: name, File: file, byID: map[string]*Node{}}}
	root, l := source.ParseYAML(file, data)
	p.l = l
	if root == nil {
		if len(l) == 0 {
			p.l.Add(diag.Pos{File: file, Line: 1, Col: 1}, "yaml-missing-key", "the flow is empty").Hint = "a flow has start, questions and outcomes"
		}
		return p.f, p.l
	}
	if !root.Is(source.Map, "the flow", &p.l) {
		return p.f, p.l
	}
	root.Keys("a flow", &p.l, "start", "questions", "steps", "outcomes", "examples")
	p.nodes(root)
	p.resolve()
	p.start(root)
	p.examples(root.Get("examples"))
	return p.f, p.l
}

// parser carries what the functions below share: the flow so far and what was
// found. Nodes are declared first; their next is read once all ids are known.
type parser struct {
	f    *Flow
	l    diag.List
	next []pendingNext
}

type pendingNext struct {
	node *Node
	yaml *source.Node
}

func (p *parser) nodes(root *source.Node) {
	for _, group := range []struct {
		key  string
		kind Kind
	}{{"questions", Question}, {"steps", Step}, {"outcomes", Outcome}} {
		m := root.Get(group.key)
		if m.Empty() || !m.Is(source.Map, group.key, &p.l) {
			continue
		}
		for _, e := range m.Entries {
			p.node(group.kind, e)
		}
	}
}

func (p *parser) node(kind Kind, e source.Entry) {
	n := &Node{ID: e.Key, Pos: e.Pos, Kind: kind}
	p.id(e.Key, kind.String(), e.Pos)
	if first, ok := p.f.byID[n.ID]; ok {
		p.l.Add(e.Pos, "flow-duplicate-id", "%q names %s and %s", n.ID, article(first.Kind.String()), article(kind.String())).Related =
			[]diag.Related{{Pos: first.Pos, Message: "it stood here first"}}
		return
	}
	p.f.byID[n.ID] = n
	p.f.Nodes = append(p.f.Nodes, n)
	what := fmt.Sprintf("%s %q", kind, n.ID)
	if !e.Value.Is(source.Map, what, &p.l) {
		return
	}
	switch kind {
	case Question:
		e.Value.Keys("a question", &p.l, "answers", "type", "next")
		p.answers(n, e.Value)
		if t := e.Value.Get("type"); t != nil && t.Text("type", &p.l) != "one" {
			p.l.Add(t.Pos, "flow-question-type", "%q is not a type of question", t.Value).Hint = "known types: one"
		}
	case Step:
		e.Value.Keys("a step", &p.l, "next")
	case Outcome:
		e.Value.Keys("an outcome", &p.l, "kind")
		p.outcome(n, e.Value)
		return
	}
	next := e.Value.Get("next")
	if next.Empty() {
		p.l.Add(n.Pos, "flow-next", "%s does not say what comes next", what).Hint = "add next: with a target"
		return
	}
	p.next = append(p.next, pendingNext{n, next})
}

func (p *parser) id(id, what string, pos diag.Pos) {
	if !ValidID(id) {
		p.l.Add(pos, "flow-id", "%q is not an id of %s", id, article(what)).Hint =
			"an id begins with a-z and goes on with a-z, 0-9 and -, 64 characters at most"
	}
}

// article puts "a" or "an" before a word.
func article(word string) string {
	if strings.ContainsRune("aeio", rune(word[0])) {
		return "an " + word
	}
	return "a " + word
}

func (p *parser) answers(n *Node, y *source.Node) {
	list := y.Require("answers", fmt.Sprintf("question %q", n.ID), &p.l)
	if list == nil || !list.Is(source.List, "answers", &p.l) {
		return
	}
	for _, item := range list.Items {
		a := Answer{ID: item.Text("an answer", &p.l), Pos: item.Pos}
		if item.Kind != source.Scalar {
			continue
		}
		p.id(a.ID, "answer", a.Pos)
		if n.HasAnswer(a.ID) {
			p.l.Add(a.Pos, "flow-answers", "answer %q stands twice", a.ID)
			continue
		}
		n.Answers = append(n.Answers, a)
	}
	if len(n.Answers) < 2 {
		p.l.Add(list.Pos, "flow-answers", "question %q has fewer than two answers", n.ID).Hint =
			"a question that leaves no choice is a step"
	}
}

func (p *parser) outcome(n *Node, y *source.Node) {
	k := y.Require("kind", fmt.Sprintf("outcome %q", n.ID), &p.l)
	if k == nil {
		return
	}
	n.Outcome = k.Text("kind", &p.l)
	for _, known := range outcomeKinds {
		if n.Outcome == known {
			return
		}
	}
	d := p.l.Add(k.Pos, "flow-kind", "%q is not a kind of outcome", n.Outcome)
	if d.HintNearest(n.Outcome, outcomeKinds); d.Hint == "" {
		d.Hint = "known kinds: " + strings.Join(outcomeKinds, ", ")
	}
}

func (p *parser) start(root *source.Node) {
	switch s := root.Get("start"); {
	case s == nil && root.Misspelt("start"):
	case s.Empty():
		p.l.Add(root.Pos, "flow-start", "the flow does not say where it starts").Hint = "add start: with the first question"
	default:
		p.f.Start = p.target(s)
		if n := p.f.byID[p.f.Start.ID]; p.f.Start.Flow != "" || n != nil && n.Kind == Outcome {
			p.l.Add(s.Pos, "flow-start", "the flow starts at %q, where nothing is asked", s.Value).Hint =
				"start with a question or a step of this flow"
		}
	}
}

// target reads an id of this flow or flow:<name>.
func (p *parser) target(y *source.Node) Target {
	t := Target{Pos: y.Pos}
	s := y.Text("a target", &p.l)
	if y.Kind != source.Scalar {
		return t
	}
	if name, ok := strings.CutPrefix(s, "flow:"); ok {
		t.Flow = name
		p.id(name, "flow", y.Pos)
		return t
	}
	t.ID = s
	if p.f.byID[s] == nil {
		d := p.l.Add(y.Pos, "flow-target-unknown", "target %q is no question, step or outcome of this flow", s)
		if d.HintNearest(s, p.ids(nil)); d.Hint == "" {
			d.Hint = "declare it, or name what is there; another flow is written as flow:<name>"
		}
	}
	return t
}

// ids lists the ids of the nodes that keep accepts; nil accepts all.
func (p *parser) ids(keep func(*Node) bool) []string {
	var ids []string
	for _, n := range p.f.Nodes {
		if keep == nil || keep(n) {
			ids = append(ids, n.ID)
		}
	}
	return ids
}

// question looks a question up by id, and reports one that is none.
func (p *parser) question(id string, pos diag.Pos) *Node {
	if n := p.f.byID[id]; n != nil && n.Kind == Question {
		return n
	}
	ids := p.ids(func(n *Node) bool { return n.Kind == Question })
	d := p.l.Add(pos, "flow-question-unknown", "%q is no question of this flow", id)
	if d.HintNearest(id, ids); d.Hint == "" && len(ids) > 0 {
		d.Hint = "its questions: " + strings.Join(ids, ", ")
	}
	return nil
}

// answer reports an answer that the question does not have.
func (p *parser) answer(q *Node, id string, pos diag.Pos) bool {
	if q.HasAnswer(id) || len(q.Answers) == 0 { // no answers at all: reported there
		return true
	}
	var ids []string
	for _, a := range q.Answers {
		ids = append(ids, a.ID)
	}
	d := p.l.Add(pos, "flow-answer-unknown", "%q is no answer of question %q", id, q.ID)
	if d.HintNearest(id, ids); d.Hint == "" {
		d.Hint = "its answers: " + strings.Join(ids, ", ")
	}
	return false
}
