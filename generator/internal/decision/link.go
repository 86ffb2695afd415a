package decision

import (
	"maps"
	"slices"
	"strings"

	"signpost/generator/internal/diag"
)

// Link puts the flows that questions of f use in their places: what comes out
// has all nodes a reader meets. flows returns a parsed flow without errors by
// name, or nil. f itself is not changed; without a used flow it is returned as
// it is. A used flow's nodes get the id of the question before their own, with
// a dot between; its outcomes become results, which answer the question, or,
// without a next, outcomes.
//
// The list has what is wrong between the flows. The flow is nil where a used
// flow, or one that it uses, is not to be had.
func Link(f *Flow, flows func(name string) *Flow) (*Flow, diag.List) {
	k := &linker{flows: flows}
	out := k.link(f)
	if k.broken {
		return nil, k.l
	}
	return out, k.l
}

// maxNodes is how many nodes and rows the flows may have that are put in the
// places of questions.
const maxNodes = 50_000

type linker struct {
	flows  func(string) *Flow
	trail  []string // the flows being linked, outermost first
	broken bool
	added  int // nodes and rows, see maxNodes
	l      diag.List
}

func (k *linker) link(f *Flow) *Flow {
	if len(f.Uses()) == 0 {
		return f
	}
	k.trail = append(k.trail, f.Name)
	out := &Flow{Name: f.Name, File: f.File, Start: f.Start, Entries: f.Entries, byID: map[string]*Node{}}
	for _, n := range f.Nodes {
		if n.Use == nil {
			out.add(n)
			continue
		}
		k.use(out, f, n)
	}
	k.trail = k.trail[:len(k.trail)-1]
	// Below a used flow, what follows was reported where that one is linked itself.
	if len(k.trail) == 0 {
		k.conditions(f, out)
	}
	for _, x := range f.Examples {
		out.Examples = append(out.Examples, k.example(x, out, len(k.trail) == 0 && !k.broken)) // without a used flow its questions are not known
	}
	return out
}

func (f *Flow) add(n *Node) {
	f.byID[n.ID] = n
	f.Nodes = append(f.Nodes, n)
}

// use adds question n of f and the nodes of the flow it uses.
func (k *linker) use(out, f *Flow, n *Node) {
	outer := *n
	n = &outer
	out.add(n)
	if k.broken && len(k.trail) > 1 { // the outermost flow hears of all its uses
		return
	}
	used := k.flows(n.Use.Flow)
	switch at := slices.Index(k.trail, n.Use.Flow); {
	case at == 0: // a circle of others is reported with them
		k.l.Add(n.Use.Pos, "flow-use", "flow %q uses itself: %s", n.Use.Flow, strings.Join(append(k.trail, n.Use.Flow), " → ")).Hint =
			"lead to it with flow:" + n.Use.Flow + ", or ask here"
		used = nil
	case at > 0:
		used = nil
	case used == nil:
		k.report(n.Use.Pos, "flow-use", "flow %q is not there to be used, or has errors", n.Use.Flow).Hint =
			"use the name of a folder in decisions, and mend its flow.yaml first"
	case k.added > maxNodes: // reported
		used = nil
	case len(k.trail) > 20:
		k.report(n.Use.Pos, "flow-use", "flows that use flows make more than %d questions and rows of this one", maxNodes)
		used = nil
	}
	if used == nil {
		k.broken = true
		return
	}
	if k.broken {
		return
	}
	if used = k.link(used); k.broken {
		if len(k.l) == 0 { // it was reported where that flow is linked itself
			k.report(n.Use.Pos, "flow-use", "flow %q cannot be used: a flow that it uses is not to be had", n.Use.Flow)
		}
		return
	}
	prefix := n.ID + "."
	target := func(t Target) Target {
		if t.Flow == "" {
			t.ID = prefix + t.ID
		}
		return t
	}
	for _, inner := range used.Nodes {
		if k.added += 1 + len(inner.Next.Rows); k.added > maxNodes {
			k.broken = true
			k.report(n.Use.Pos, "flow-use", "flows that use flows make more than %d questions and rows of this one", maxNodes)
			return
		}
		c := *inner
		c.ID = prefix + inner.ID
		if c.Flow == "" {
			c.Flow, c.Local = used.Name, inner.ID
		}
		if c.Given != "" {
			c.Given = prefix + c.Given
		}
		if c.Kind == Outcome {
			n.Answers = append(n.Answers, Answer{inner.ID, n.Use.Pos})
			if !n.Use.Tail {
				c.Kind, c.Given, c.Answer, c.Use, c.Next = Result, n.ID, inner.ID, n.Use, n.Next
			}
			out.add(&c)
			continue
		}
		c.Next.Rows = slices.Clone(c.Next.Rows)
		for i, row := range c.Next.Rows {
			row.Then = target(row.Then)
			row.When = row.When.prefixed(prefix)
			c.Next.Rows[i] = row
		}
		out.add(&c)
	}
	n.After = n.Next
	n.Next = Next{Pos: n.Use.Pos, Rows: []Row{{Pos: n.Use.Pos, Then: target(used.Start)}}, Map: true}
	k.given(out, f, n, used)
}

// prefixed puts a prefix before the questions of a condition.
func (c Condition) prefixed(prefix string) Condition {
	out := make(Condition, len(c))
	for i, clause := range c {
		out[i] = slices.Clone(clause)
		for j := range out[i] {
			out[i][j].Question = prefix + out[i][j].Question
		}
	}
	return out
}

// given lets questions of the used flow take over what the outer flow asked.
func (k *linker) given(out, f *Flow, n *Node, used *Flow) {
	for _, g := range n.Use.Given {
		outer, inner := f.Node(g.Question), used.Node(g.Question)
		if outer == nil && inner == nil {
			k.report(g.Pos, "flow-given", "%q is no question of flow %q, nor of flow %q", g.Question, f.Name, used.Name)
			continue
		}
		for _, side := range []struct {
			node *Node
			name string
		}{{outer, f.Name}, {inner, used.Name}} {
			if side.node == nil || side.node.Kind != Question {
				k.report(g.Pos, "flow-given", "%q is no question of flow %q", g.Question, side.name)
			}
		}
		if outer == nil || inner == nil || outer.Kind != Question || inner.Kind != Question {
			continue
		}
		if why := misfit(outer, inner); why != "" {
			d := k.report(g.Pos, "flow-given", "what flow %q asks as %q does not fit flow %q: %s", f.Name, g.Question, used.Name, why)
			if d != nil {
				d.Related = []diag.Related{{Pos: inner.Pos, Message: "it is asked here too"}}
			}
			continue
		}
		out.Node(n.ID + "." + g.Question).Given = g.Question
	}
}

// misfit says why an answer to outer may be none to inner, or "".
func misfit(outer, inner *Node) string {
	switch {
	case outer.Type != inner.Type:
		return "one is of type " + outer.Type.String() + ", the other of type " + inner.Type.String()
	case outer.Type == Number && (outer.Min < inner.Min || outer.Max > inner.Max):
		return "its numbers go further"
	case outer.Type == Used && outer.Use.Flow != inner.Use.Flow:
		return "they use different flows"
	}
	for _, a := range outer.Answers {
		if outer.Type != Used && !inner.HasAnswer(a.ID) {
			return "there is no answer \"" + a.ID + "\" there"
		}
	}
	return ""
}

// conditions holds what the rows of f say of used flows' outcomes against them.
func (k *linker) conditions(f, out *Flow) {
	for _, n := range f.Nodes {
		named := map[string]bool{}
		other := false
		for _, row := range n.Next.Rows {
			other = other || row.Else || len(row.When) == 0
			for _, clause := range row.When {
				for _, e := range clause {
					q := out.Node(e.Question)
					if q == nil || q.Type != Used || len(q.Answers) == 0 {
						continue
					}
					for _, a := range e.Answers {
						k.answer(q, a, e.Pos)
						named[a] = true
					}
				}
			}
		}
		if n.Use == nil || n.Use.Tail || !n.Next.Map || other {
			continue
		}
		for _, a := range out.Node(n.ID).Answers {
			if !named[a.ID] {
				d := k.report(n.Next.Pos, "flow-answer-without-way", "outcome %q of flow %q leads nowhere from question %q", a.ID, n.Use.Flow, n.ID)
				d.Hint = "add \"" + a.ID + ": …\" or \"else: …\""
			}
		}
	}
}

func (k *linker) answer(q *Node, id string, pos diag.Pos) {
	if q.HasAnswer(id) {
		return
	}
	var ids []string
	for _, a := range q.Answers {
		ids = append(ids, a.ID)
	}
	d := k.l.Add(pos, "flow-answer-unknown", "%q is no outcome of flow %q, which question %q uses", id, q.Use.Flow, q.ID)
	if d.HintNearest(id, ids); d.Hint == "" {
		d.Hint = "its outcomes: " + strings.Join(ids, ", ")
	}
}

// example checks what an example says of used flows, now that they are known.
func (k *linker) example(x *Example, out *Flow, report bool) *Example {
	c := *x
	c.Given = slices.Clone(x.Given)
	for i, g := range c.Given {
		if !strings.Contains(g.Question, ".") {
			continue
		}
		q := out.Node(g.Question)
		switch {
		case q == nil || q.Kind != Question || q.Type == Used:
			if report {
				k.unknown(out, g.Question, g.Pos)
			}
		default:
			v, ok := q.Value(g.Answer)
			if !ok && report {
				k.l.Add(g.Pos, "flow-answer-unknown", "%q is no answer of question %q", g.Answer, q.ID)
			}
			c.Given[i].Answer = v
		}
	}
	for _, a := range c.Asks {
		if q := out.Node(a.Question); report && strings.Contains(a.Question, ".") && (q == nil || q.Kind != Question || q.Type == Used) {
			k.unknown(out, a.Question, a.Pos)
		}
	}
	if n := out.Node(c.Expect.ID); report && strings.Contains(c.Expect.ID, ".") && (n == nil || n.Kind != Outcome) {
		d := k.l.Add(c.Expect.Pos, "example-expect", "%q is no outcome of this flow", c.Expect.ID)
		d.HintNearest(c.Expect.ID, out.ids(func(n *Node) bool { return n.Kind == Outcome }))
	}
	return &c
}

func (k *linker) unknown(out *Flow, name string, pos diag.Pos) {
	d := k.l.Add(pos, "flow-question-unknown", "%q is no question of this flow", name)
	d.HintNearest(name, out.ids(func(n *Node) bool { return n.Kind == Question && n.Type != Used }))
}

// report adds an error, but for one within a used flow: that was reported
// where the used flow is linked itself.
func (k *linker) report(pos diag.Pos, code, format string, args ...any) *diag.Diagnostic {
	if len(k.trail) > 1 {
		return &diag.Diagnostic{}
	}
	return k.l.Add(pos, code, format, args...)
}

// Closure lists the flows that f uses, directly or through others, by name.
func Closure(f *Flow, flows func(name string) *Flow) []string {
	seen := map[string]bool{}
	var visit func(*Flow)
	visit = func(f *Flow) {
		for _, name := range f.Uses() {
			if !seen[name] {
				seen[name] = true
				if used := flows(name); used != nil {
					visit(used)
				}
			}
		}
	}
	visit(f)
	return slices.Sorted(maps.Keys(seen))
}
