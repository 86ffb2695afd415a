package automaton

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"signpost/generator/internal/decision"
)

// draft is a flow as the tests write one: changed at will, then printed.
type draft struct {
	name, start string
	entries     []string
	nodes       []*sketch
	examples    []string
}

type sketch struct {
	id                 string
	kind               decision.Kind
	typ                decision.Type
	answers            []string
	min, max           int
	use                *draft
	given              []string
	show, tail, unique bool
	form               form
	rows               []line
}

// form is how a next is written.
type form int

const (
	plain form = iota
	byAnswer
	byRows
)

type line struct {
	when   [][]term // by clause
	answer string   // byAnswer
	els    bool
	then   string
}

type term struct{ q, test string }

func (d *draft) node(id string) *sketch {
	for _, n := range d.nodes {
		if n.id == id {
			return n
		}
	}
	return nil
}

func (d *draft) clone() *draft {
	c := *d
	c.entries, c.examples, c.nodes = slices.Clone(d.entries), slices.Clone(d.examples), nil
	for _, n := range d.nodes {
		m := *n
		m.rows, m.given = slices.Clone(n.rows), slices.Clone(n.given)
		for i := range m.rows {
			m.rows[i].when = slices.Clone(m.rows[i].when)
		}
		c.nodes = append(c.nodes, &m)
	}
	return &c
}

// outcomes are the ends of the flow that answer a question which uses it.
func (d *draft) outcomes() []string {
	var out []string
	for _, n := range d.nodes {
		if n.kind == decision.Outcome {
			out = append(out, n.id)
		} else if n.tail {
			for _, id := range n.use.outcomes() {
				out = append(out, n.id+"."+id)
			}
		}
	}
	return out
}

// uses lists the flows below, each once.
func (d *draft) uses() []*draft {
	var out []*draft
	for _, n := range d.nodes {
		if n.use != nil {
			for _, u := range append([]*draft{n.use}, n.use.uses()...) {
				if !slices.Contains(out, u) {
					out = append(out, u)
				}
			}
		}
	}
	return out
}

func terms(clause []term) string {
	var parts []string
	for _, t := range clause {
		parts = append(parts, t.q+": "+t.test)
	}
	return strings.Join(parts, ", ")
}

func condition(when [][]term) string {
	var clauses []string
	for _, c := range when {
		clauses = append(clauses, "{"+terms(c)+"}")
	}
	if len(clauses) == 1 {
		return clauses[0]
	}
	return "[" + strings.Join(clauses, ", ") + "]"
}

// String is the text of flow.yaml.
func (d *draft) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "start: %s\n", d.start)
	if len(d.entries) > 0 {
		fmt.Fprintf(&b, "entries: [%s]\n", strings.Join(d.entries, ", "))
	}
	for kind, key := range []string{"questions", "steps", "tables", "outcomes"} {
		first := true
		for _, n := range d.nodes {
			if n.kind != decision.Kind(kind) {
				continue
			}
			if first {
				fmt.Fprintf(&b, "%s:\n", key)
				first = false
			}
			n.print(&b)
		}
	}
	if len(d.examples) > 0 {
		fmt.Fprintf(&b, "examples:\n  %s\n", strings.Join(d.examples, "\n  "))
	}
	return b.String()
}

func (n *sketch) print(b *strings.Builder) {
	if n.kind == decision.Outcome {
		fmt.Fprintf(b, "  %s: {kind: info}\n", n.id)
		return
	}
	fmt.Fprintf(b, "  %s:\n", n.id)
	switch {
	case n.kind == decision.Table:
		n.table(b)
		return
	case n.use != nil:
		fmt.Fprintf(b, "    use: %s\n", n.use.name)
		if len(n.given) > 0 {
			fmt.Fprintf(b, "    given: [%s]\n", strings.Join(n.given, ", "))
		}
		if n.show {
			b.WriteString("    show: yes\n")
		}
	case n.kind == decision.Question && n.typ == decision.Number:
		fmt.Fprintf(b, "    type: number\n    min: %d\n    max: %d\n", n.min, n.max)
	case n.kind == decision.Question:
		if n.typ == decision.Many {
			b.WriteString("    type: many\n")
		}
		fmt.Fprintf(b, "    answers: [%s]\n", strings.Join(n.answers, ", "))
	}
	switch {
	case n.tail:
		return
	case n.form == plain:
		fmt.Fprintf(b, "    next: %s\n", n.rows[0].then)
		return
	}
	b.WriteString("    next:\n")
	for _, r := range n.rows {
		switch {
		case n.form == byAnswer && r.els:
			fmt.Fprintf(b, "      else: %s\n", r.then)
		case n.form == byAnswer:
			fmt.Fprintf(b, "      %s: %s\n", r.answer, r.then)
		case r.els:
			fmt.Fprintf(b, "      - else: %s\n", r.then)
		default:
			fmt.Fprintf(b, "      - when: %s\n        then: %s\n", condition(r.when), r.then)
		}
	}
}

func (n *sketch) table(b *strings.Builder) {
	var inputs []string
	for _, r := range n.rows {
		for _, t := range slices.Concat(r.when...) {
			if !slices.Contains(inputs, t.q) {
				inputs = append(inputs, t.q)
			}
		}
	}
	policy := "first"
	if n.unique {
		policy = "unique"
	}
	fmt.Fprintf(b, "    policy: %s\n    inputs: [%s]\n    rows:\n", policy, strings.Join(inputs, ", "))
	for _, r := range n.rows {
		if r.els {
			fmt.Fprintf(b, "      - {else: %s}\n", r.then)
		} else {
			fmt.Fprintf(b, "      - {%s, then: %s}\n", terms(r.when[0]), r.then)
		}
	}
}

// writer writes random drafts. Most targets lead on, so that many of the flows
// are sound.
type writer struct {
	r     *rand.Rand
	d     *draft
	slots []*sketch // what is no end, in the order of most ways
}

// randomFlow writes a flow of all features, and up to two that it uses, one of
// which may use the other.
func randomFlow(r *rand.Rand) *draft {
	var used []*draft
	if r.IntN(2) == 0 {
		used = append(used, randomDraft(r, "low", nil, 1+r.IntN(2)))
		if r.IntN(2) == 0 {
			used = append(used, randomDraft(r, "mid", used, 1+r.IntN(2)))
		}
	}
	return randomDraft(r, "top", used, 2+r.IntN(4-len(used)))
}

func randomDraft(r *rand.Rand, name string, used []*draft, questions int) *draft {
	w := &writer{r: r, d: &draft{name: name}}
	for q := range questions {
		w.slots = append(w.slots, w.question(fmt.Sprintf("q%d", q), used))
	}
	insert := func(n *sketch) { w.slots = slices.Insert(w.slots, 1+r.IntN(len(w.slots)), n) }
	if len(used) > 0 {
		for u := range 1 + r.IntN(2) {
			n := &sketch{id: fmt.Sprintf("u%d", u), kind: decision.Question, typ: decision.Used, use: used[r.IntN(len(used))]}
			n.show, n.tail = r.IntN(3) == 0, r.IntN(5) == 0
			insert(n)
		}
	}
	for s := range r.IntN(3) {
		insert(&sketch{id: fmt.Sprintf("s%d", s), kind: decision.Step})
	}
	for t := range r.IntN(3) {
		insert(&sketch{id: fmt.Sprintf("t%d", t), kind: decision.Table, unique: r.IntN(2) == 0})
	}
	w.d.start = w.slots[0].id
	w.d.nodes = slices.Clone(w.slots)
	for o := range 2 + r.IntN(3) {
		w.d.nodes = append(w.d.nodes, &sketch{id: fmt.Sprintf("o%d", o), kind: decision.Outcome})
	}
	for at, n := range w.slots {
		if n.use != nil {
			w.give(n)
		}
		w.next(at, n)
	}
	if len(w.slots) > 1 && r.IntN(5) == 0 {
		w.back()
	}
	if r.IntN(4) == 0 {
		if n := w.slots[r.IntN(len(w.slots))]; n.use == nil && n.kind != decision.Table {
			w.d.entries = append(w.d.entries, n.id)
		}
	}
	return w.d
}

// question writes a question; often one that fits one of a used flow with the
// same id.
func (w *writer) question(id string, used []*draft) *sketch {
	r := w.r
	for _, u := range used {
		m := u.node(id)
		if m == nil || m.kind != decision.Question || m.use != nil || r.IntN(3) == 0 {
			continue
		}
		n := &sketch{id: id, kind: decision.Question, typ: m.typ, min: m.min, max: m.max, answers: slices.Clone(m.answers)}
		if n.typ == decision.Number && r.IntN(2) == 0 {
			n.max = n.min + 1 + r.IntN(n.max-n.min)
		}
		r.Shuffle(len(n.answers), func(i, j int) { n.answers[i], n.answers[j] = n.answers[j], n.answers[i] })
		if len(n.answers) > 2 && r.IntN(2) == 0 {
			n.answers = n.answers[:2]
		}
		return n
	}
	n := &sketch{id: id, kind: decision.Question}
	switch r.IntN(5) {
	case 0:
		n.typ = decision.Many
	case 1:
		n.typ = decision.Number
		n.min = []int{0, 0, -3, 1}[r.IntN(4)]
		n.max = n.min + []int{1, 4, 9, 1000000}[r.IntN(4)]
		return n
	}
	options := 2 + r.IntN(2)
	if n.typ == decision.Many {
		options = 2 + r.IntN(3)
	}
	for a := range options {
		n.answers = append(n.answers, fmt.Sprintf("a%d", a))
	}
	return n
}

// give hands answers over to a used flow.
func (w *writer) give(n *sketch) {
	for _, m := range w.d.nodes {
		inner := n.use.node(m.id)
		if inner == nil || m == n || inner.kind != decision.Question || m.kind != decision.Question || m.typ != inner.typ || m.use != inner.use {
			continue
		}
		if m.typ == decision.Number && (m.min < inner.min || m.max > inner.max) {
			continue
		}
		if slices.ContainsFunc(m.answers, func(a string) bool { return !slices.Contains(inner.answers, a) }) {
			continue
		}
		if w.r.IntN(4) > 0 {
			n.given = append(n.given, m.id)
		}
	}
}

func (w *writer) target(from int) string {
	to := from + 1 + max(0, w.r.IntN(5)-2)
	if w.r.IntN(60) == 0 {
		to = w.r.IntN(len(w.slots))
	}
	if to < len(w.slots) {
		return w.slots[to].id
	}
	if w.r.IntN(8) == 0 {
		return "flow:other"
	}
	ends := w.d.nodes[len(w.slots):]
	return ends[w.r.IntN(len(ends))].id
}

// back leads the last question back to some node, which goes another way then:
// no circle.
func (w *writer) back() {
	last := w.slots[len(w.slots)-1]
	to := w.slots[w.r.IntN(len(w.slots)-1)]
	if last.kind != decision.Question || last.typ == decision.Used || to.kind == decision.Table || to.tail {
		return
	}
	if to.form == byAnswer {
		to.byRows()
	} else if to.form == plain {
		to.form = byRows
		to.rows[0].els = true
	}
	all := "{min: " + fmt.Sprint(last.min) + "}"
	if last.typ != decision.Number {
		all = "[" + strings.Join(last.answers, ", ") + "]"
	}
	if last.typ == decision.Many {
		all = "{not: {all: [" + strings.Join(last.answers, ", ") + "]}}"
	}
	to.rows = slices.Insert(to.rows, 0, line{when: [][]term{{{last.id, all}}}, then: w.d.nodes[len(w.slots)].id})
	last.form, last.rows = plain, []line{{then: to.id}}
}

// test writes what an answer must be.
func (w *writer) test(n *sketch) string {
	r := w.r
	s := ""
	switch n.typ {
	case decision.Number:
		at := func() int {
			switch r.IntN(4) {
			case 0:
				return n.min
			case 1:
				return n.max
			}
			return n.min + r.IntN(min(n.max-n.min, 10)+1)
		}
		low, high := at(), at()
		s = []string{fmt.Sprintf("{min: %d}", low), fmt.Sprintf("{max: %d}", low), fmt.Sprintf("{min: %d, max: %d}", min(low, high), max(low, high)),
			fmt.Sprint(low), fmt.Sprintf("[%d, %d]", low, high)}[r.IntN(5)]
	case decision.Many:
		some := strings.Join(n.answers[r.IntN(len(n.answers)-1):], ", ")
		s = []string{"none", n.answers[r.IntN(len(n.answers))], "[" + some + "]", "{any: [" + some + "]}", "{all: [" + some + "]}",
			"[none, " + n.answers[0] + "]", "{all: " + n.answers[0] + "}"}[r.IntN(7)]
	default:
		answers := n.answers
		if n.use != nil {
			answers = n.use.outcomes()
		}
		s = answers[r.IntN(len(answers))]
		if r.IntN(3) == 0 {
			s = "[" + s + ", " + answers[r.IntN(len(answers))] + "]"
		}
	}
	if r.IntN(4) == 0 {
		s = "{not: " + s + "}"
	}
	return s
}

// term writes an entry about a question that was mostly asked before.
func (w *writer) term(at int) term {
	var before, all []*sketch
	for i, n := range w.slots {
		if n.kind == decision.Question && !n.tail {
			all = append(all, n)
			if i <= at {
				before = append(before, n)
			}
		}
	}
	if w.r.IntN(30) == 0 || len(before) == 0 {
		before = all
	}
	n := before[w.r.IntN(len(before))]
	if self := w.slots[at]; self.kind == decision.Question && !self.tail && w.r.IntN(2) == 0 {
		n = self
	}
	return term{n.id, w.test(n)}
}

func (w *writer) clause(at int) []term {
	out := []term{w.term(at)}
	for w.r.IntN(2) == 0 {
		if t := w.term(at); !slices.ContainsFunc(out, func(o term) bool { return o.q == t.q }) {
			out = append(out, t)
		}
	}
	return out
}

func (w *writer) next(at int, n *sketch) {
	r := w.r
	n.form = form(r.IntN(3))
	if n.kind == decision.Table || n.form == byAnswer && (n.kind != decision.Question || n.typ == decision.Many || n.typ == decision.Number) {
		n.form = byRows
	}
	switch n.form {
	case plain:
		n.rows = []line{{then: w.target(at)}}
	case byAnswer:
		answers := n.answers
		if n.use != nil {
			answers = n.use.outcomes()
		}
		for i, a := range answers {
			if i > 0 && i == len(answers)-1 && r.IntN(2) == 0 {
				n.rows = append(n.rows, line{els: true, then: w.target(at)})
			} else {
				n.rows = append(n.rows, line{answer: a, then: w.target(at)})
			}
		}
	case byRows:
		for range 1 + r.IntN(3) {
			row := line{when: [][]term{w.clause(at)}, then: w.target(at)}
			if n.kind != decision.Table && r.IntN(4) == 0 {
				row.when = append(row.when, w.clause(at))
			}
			n.rows = append(n.rows, row)
		}
		if r.IntN(12) > 0 {
			n.rows = append(n.rows, line{els: true, then: w.target(at)})
		}
	}
}
