package decision

import (
	"fmt"
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// Parse reads a flow from the YAML of its flow.yaml. The flow is usable even
// when the list has errors, but need not be sound then.
func Parse(name, file string, data []byte) (*Flow, diag.List) {
	p := parser{f: &Flow{Name: name, File: file, byID: map[string]*Node{}}, untyped: map[*Node]bool{}}
	root, l := source.ParseYAML(file, data, source.MaxFlowNodes)
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
	root.Keys("a flow", &p.l, "start", "entries", "questions", "steps", "tables", "outcomes", "examples")
	p.nodes(root)
	p.was()
	p.resolve()
	p.start(root)
	p.entries(root.Meant("entries"))
	p.examples(root.Meant("examples"))
	return p.f, p.l
}

// Compilable reports whether a flow with these findings can be compiled: none
// is an error, or only answers are left without a way, which leaves no doubt
// about what the flow says.
func Compilable(l diag.List) bool {
	for _, d := range l {
		if d.Severity == diag.Error && d.Code != "flow-answer-without-way" {
			return false
		}
	}
	return true
}

// parser carries what the functions below share: the flow so far and what was
// found. Nodes are declared first; their next is read once all ids are known.
type parser struct {
	f    *Flow
	l    diag.List
	next []pendingNext
	old  []Asked // the older ids of nodes

	unknown int            // targets that name nothing
	untyped map[*Node]bool // questions of a type that is none: what their answers are like is not known
}

// maxNearest is for how many of them a name is looked for that was meant.
const maxNearest = 100

type pendingNext struct {
	node *Node
	yaml *source.Node
}

func (p *parser) nodes(root *source.Node) {
	for _, group := range []struct {
		key  string
		kind Kind
	}{{"questions", Question}, {"steps", Step}, {"tables", Table}, {"outcomes", Outcome}} {
		m := root.Meant(group.key)
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
		p.typed(n, e.Value, what)
	case Step:
		e.Value.Keys("a step", &p.l, "next", "was")
	case Table:
		e.Value.Keys("a table", &p.l, "policy", "inputs", "rows")
		if rows := e.Value.Require("rows", what, &p.l); rows != nil {
			p.next = append(p.next, pendingNext{n, rows})
		}
		p.table(n, e.Value)
		return
	case Outcome:
		e.Value.Keys("an outcome", &p.l, "kind", "rank", "was")
		p.outcome(n, e.Value)
	}
	n.Was = p.older(e.Value.Get("was"))
	next := e.Value.Meant("next")
	switch {
	case kind == Outcome:
	case !next.Empty():
		p.next = append(p.next, pendingNext{n, next})
	case n.Use != nil:
		n.Use.Tail = true
	default:
		p.l.Add(n.Pos, "flow-next", "%s does not say what comes next", what).Hint = "add next: with a target"
	}
}

func (p *parser) id(id, what string, pos diag.Pos) {
	if !ValidID(id) {
		p.l.Add(pos, "flow-id", "%q is not an id of %s", id, article(what)).Hint =
			"an id begins with a-z and goes on with a-z, 0-9 and -, 64 characters at most; then, else and when are none"
	}
}

// article puts "a" or "an" before a word.
func article(word string) string {
	if strings.ContainsRune("aeio", rune(word[0])) {
		return "an " + word
	}
	return "a " + word
}

func (p *parser) outcome(n *Node, y *source.Node) {
	k := y.Require("kind", fmt.Sprintf("outcome %q", n.ID), &p.l)
	if k == nil {
		return
	}
	n.Outcome = k.Text("kind", &p.l)
	n.Rank = rankOf(n.Outcome)
	if r := y.Get("rank"); !r.Empty() {
		text := r.Text("rank", &p.l)
		if len(text) != 1 || text[0] < '0' || text[0] > '0'+MaxRank {
			p.l.Add(r.Pos, "flow-rank", "%q is not a rank", text).Hint = "write a whole number from 0, where the reader keeps the case, to 9"
		} else {
			n.Rank = int(text[0] - '0')
		}
	}
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

// entries reads where else a reader may begin: at questions and steps.
func (p *parser) entries(y *source.Node) {
	if y.Empty() || !y.Is(source.List, "entries", &p.l) {
		return
	}
	for _, item := range y.Items {
		t := p.target(item)
		switch n := p.f.byID[t.ID]; {
		case n == nil && t.Flow == "": // reported
		case n == nil || n.Kind != Question && n.Kind != Step || n.Use != nil:
			p.l.Add(item.Pos, "flow-start", "%q is an entry where nothing is asked", item.Value).Hint =
				"an entry is a question or a step of this flow"
		case slices.ContainsFunc(p.f.Entries, func(e Target) bool { return e.ID == t.ID }):
			p.l.Add(item.Pos, "flow-duplicate-id", "entry %q stands twice", t.ID)
		default:
			p.f.Entries = append(p.f.Entries, t)
		}
	}
}

// older reads was: an id, or a list of ids.
func (p *parser) older(y *source.Node) []string {
	if y.Empty() {
		return nil
	}
	items := y.Items
	if y.Kind == source.Scalar {
		items = []*source.Node{y}
	} else if !y.Is(source.List, "was", &p.l) {
		return nil
	}
	var ids []string
	for _, item := range items {
		id := item.Text("an older id", &p.l)
		if item.Kind != source.Scalar {
			continue
		}
		p.id(id, "node", item.Pos)
		p.old = append(p.old, Asked{id, item.Pos})
		ids = append(ids, id)
	}
	return ids
}

// was holds the older ids against those in use, now that all are known.
func (p *parser) was() {
	seen := map[string]diag.Pos{}
	for _, o := range p.old {
		if n := p.f.byID[o.Question]; n != nil {
			p.l.Add(o.Pos, "flow-was", "the older id %q is in use", o.Question).Related =
				[]diag.Related{{Pos: n.Pos, Message: "it stands here"}}
		}
		if at, twice := seen[o.Question]; twice {
			p.l.Add(o.Pos, "flow-was", "the older id %q stands twice", o.Question).Related =
				[]diag.Related{{Pos: at, Message: "it stood here first"}}
		}
		seen[o.Question] = o.Pos
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
		p.unknown++
		d := p.l.Add(y.Pos, "flow-target-unknown", "target %q is no question, step, table or outcome of this flow", s)
		if p.unknown <= maxNearest {
			d.HintNearest(s, p.f.ids(nil))
		}
		if d.Hint == "" {
			d.Hint = "declare it, or name what is there; another flow is written as flow:<name>"
		}
	}
	return t
}

// ids lists the ids of the nodes that keep accepts; nil accepts all.
func (f *Flow) ids(keep func(*Node) bool) []string {
	var ids []string
	for _, n := range f.Nodes {
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
	ids := p.f.ids(func(n *Node) bool { return n.Kind == Question })
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
