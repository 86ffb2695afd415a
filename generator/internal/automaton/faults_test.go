package automaton

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
)

// planted is a fault put into a sound flow: what must be reported, and where:
// at a node, at its next, at a row, or at an entry of the row's condition.
type planted struct {
	code string
	node string
	at   spotIn
	row  int
}

type spotIn int

const (
	atNode spotIn = iota
	atNext
	atRow
	atEntry
	anywhere
)

func (p planted) pos(f *decision.Flow) string {
	n := f.Node(p.node)
	switch p.at {
	case atNode:
		return p.code + " " + n.Pos.String()
	case atNext:
		return p.code + " " + n.Next.Pos.String()
	case atRow:
		return p.code + " " + n.Next.Rows[p.row].Pos.String()
	case atEntry:
		return p.code + " " + n.Next.Rows[p.row].When[0][0].Pos.String()
	}
	return p.code
}

// planter changes a sound draft so that it has one fault more. It returns false
// where the draft has no place for it.
type planter struct {
	name  string
	plant func(d *draft, n *naive, r *rand.Rand) (planted, bool)
}

// rowed picks a node of the draft with rows that keep accepts, and one of these
// rows; nil where there is none.
func (d *draft) rowed(r *rand.Rand, keep func(n *sketch, row int) bool) (*sketch, int) {
	for _, i := range r.Perm(len(d.nodes)) {
		n := d.nodes[i]
		for _, row := range r.Perm(len(n.rows)) {
			if n.kind != decision.Outcome && !n.tail && keep(n, row) {
				return n, row
			}
		}
	}
	return nil, 0
}

// ends reports whether a target is an outcome of the draft.
func (d *draft) ends(id string) bool {
	n := d.node(id)
	return n != nil && n.kind == decision.Outcome
}

// asks puts a new question before the target of a row, and returns it.
func (d *draft) asks(row *line, rows ...line) *sketch {
	n := &sketch{id: "new", kind: decision.Question, answers: []string{"x", "y"}, form: byRows, rows: rows}
	if rows == nil {
		n.form, n.rows = plain, []line{{then: row.then}}
	}
	d.nodes = append(d.nodes, n)
	row.then = "new"
	return n
}

// rowsOf makes the next of a node a list of rows.
func (n *sketch) rowsOf() {
	switch n.form {
	case plain:
		n.rows[0].els = true
	case byAnswer:
		n.byRows()
	}
	n.form = byRows
}

// leads reports whether the drawing leads from one node to another.
func (d *draft) leads(from, to string, been map[string]bool) bool {
	n := d.node(from)
	if from == to || n == nil || been[from] {
		return from == to
	}
	been[from] = true
	return slices.ContainsFunc(n.rows, func(row line) bool { return d.leads(row.then, to, been) })
}

func anyRow(*sketch, int) bool { return true }

var planters = []planter{
	{"dead end", func(d *draft, _ *naive, r *rand.Rand) (planted, bool) {
		n, row := d.rowed(r, anyRow)
		d.asks(&n.rows[row], line{when: [][]term{{{"new", "{not: [x, y]}"}}}, then: n.rows[row].then})
		return planted{"flow-dead-end", "new", atNode, 0}, true
	}},
	{"unreachable", func(d *draft, _ *naive, r *rand.Rand) (planted, bool) {
		to := d.nodes[r.IntN(len(d.nodes))].id
		n := []*sketch{
			{kind: decision.Question, answers: []string{"x", "y"}, rows: []line{{then: to}}},
			{kind: decision.Step, rows: []line{{then: to}}},
			{kind: decision.Table, rows: []line{{els: true, then: to}}},
			{kind: decision.Outcome},
		}[r.IntN(4)]
		n.id = "new"
		d.nodes = append(d.nodes, n)
		return planted{"flow-unreachable", "new", atNode, 0}, true
	}},
	{"masked row", func(d *draft, _ *naive, r *rand.Rand) (planted, bool) {
		n, row := d.rowed(r, func(n *sketch, row int) bool { return n.form == byRows && !n.rows[row].els })
		if n == nil {
			return planted{}, false
		}
		at := row + 1 + r.IntN(len(n.rows)-row)
		if n.rows[len(n.rows)-1].els {
			at = min(at, len(n.rows)-1)
		}
		then := d.nodes[len(d.nodes)-1].id
		if then == n.rows[row].then {
			then = "flow:elsewhere"
		}
		n.rows = slices.Insert(n.rows, at, line{when: n.rows[row].when, then: then})
		return planted{"flow-row-masked", n.id, atRow, at}, true
	}},
	{"contradiction", func(d *draft, _ *naive, r *rand.Rand) (planted, bool) {
		n, row := d.rowed(r, func(n *sketch, row int) bool { return n.unique && !n.rows[row].els })
		if n == nil {
			return planted{}, false
		}
		n.rows = slices.Insert(n.rows, row+1, line{when: n.rows[row].when, then: "flow:elsewhere"})
		return planted{"flow-contradiction", n.id, atRow, row + 1}, true
	}},
	{"overlap", func(d *draft, _ *naive, r *rand.Rand) (planted, bool) {
		n, row := d.rowed(r, func(n *sketch, row int) bool { return n.unique && !n.rows[row].els })
		if n == nil {
			return planted{}, false
		}
		n.rows = slices.Insert(n.rows, row+1, n.rows[row])
		return planted{"flow-overlap", n.id, atRow, row + 1}, true
	}},
	{"redundant row", func(d *draft, _ *naive, r *rand.Rand) (planted, bool) {
		n, row := d.rowed(r, func(n *sketch, row int) bool { return n.form == byRows && !n.rows[row].els })
		if n == nil {
			return planted{}, false
		}
		n.rows = slices.Insert(n.rows, row, n.rows[row])
		return planted{"flow-row-redundant", n.id, atRow, row}, true
	}},
	{"gap", func(d *draft, _ *naive, r *rand.Rand) (planted, bool) {
		n, row := d.rowed(r, func(n *sketch, row int) bool { return n.form == byRows && n.rows[row].els && len(n.rows) > 1 })
		if n == nil {
			return planted{}, false
		}
		n.rows = slices.Delete(n.rows, row, row+1)
		return planted{"flow-gap", n.id, atNext, 0}, true
	}},
	{"loop", func(d *draft, _ *naive, r *rand.Rand) (planted, bool) {
		n, row := d.rowed(r, func(n *sketch, _ int) bool { return n.kind != decision.Table && n.use == nil })
		if n == nil {
			return planted{}, false
		}
		n.rows[row].then = n.id
		if r.IntN(2) == 0 {
			d.nodes = append(d.nodes, &sketch{id: "new", kind: decision.Step, rows: []line{{then: n.id}}})
			n.rows[row].then = "new"
		}
		return planted{"flow-loop", n.id, anywhere, 0}, true
	}},
	{"asked twice", func(d *draft, n *naive, r *rand.Rand) (planted, bool) {
		last, row := d.rowed(r, func(m *sketch, row int) bool { return m.form == plain && m.use == nil && d.ends(m.rows[row].then) })
		if last == nil {
			return planted{}, false
		}
		var before []*sketch // questions that are asked on a way to it
		for _, m := range d.nodes {
			s := n.byName[m.id]
			if m.kind == decision.Question && m.use == nil && m != last && n.byName[last.id].asked[s.q] {
				before = append(before, m)
			}
		}
		if len(before) == 0 {
			return planted{}, false
		}
		to, end := before[r.IntN(len(before))], last.rows[row].then
		d.asks(&last.rows[row]).rows[0].then = to.id
		to.rowsOf()
		to.rows = slices.Insert(to.rows, 0, line{when: [][]term{{{"new", "[x, y]"}}}, then: end})
		return planted{"flow-asked-twice", to.id, atNode, 0}, true
	}},
	{"never asked", func(d *draft, _ *naive, r *rand.Rand) (planted, bool) {
		n, row := d.rowed(r, anyRow)
		d.asks(&n.rows[row])
		if n.kind == decision.Table {
			n = d.node(d.start) // the new question comes after both
			if n.kind == decision.Table || n.tail || n.use != nil {
				return planted{}, false
			}
		}
		if d.leads("new", n.id, map[string]bool{}) {
			return planted{}, false
		}
		n.rowsOf()
		n.rows = slices.Insert(n.rows, 0, line{when: [][]term{{{"new", "x"}}}, then: "flow:elsewhere"})
		return planted{"flow-condition-never-asked", n.id, atEntry, 0}, true
	}},
	{"else unreachable", func(d *draft, _ *naive, r *rand.Rand) (planted, bool) {
		n, _ := d.rowed(r, func(n *sketch, _ int) bool {
			return n.kind == decision.Question && n.use == nil && n.typ == decision.One && n.form != byRows && !n.rows[len(n.rows)-1].els
		})
		if n == nil {
			return planted{}, false
		}
		if n.form == plain {
			n.form, n.rows = byRows, []line{{when: [][]term{{{n.id, "[" + strings.Join(n.answers, ", ") + "]"}}}, then: n.rows[0].then}}
		}
		n.rows = append(n.rows, line{els: true, then: "flow:elsewhere"})
		return planted{"flow-else-unreachable", n.id, atRow, len(n.rows) - 1}, true
	}},
	{"row that never holds", func(d *draft, _ *naive, r *rand.Rand) (planted, bool) {
		n, row := d.rowed(r, func(n *sketch, _ int) bool {
			return n.kind == decision.Question && n.form == byRows && n.typ == decision.One
		})
		if n == nil {
			return planted{}, false
		}
		n.rows = slices.Insert(n.rows, row, line{when: [][]term{{{n.id, "{not: [" + strings.Join(n.answers, ", ") + "]}"}}}, then: n.rows[row].then})
		return planted{"flow-row-unreachable", n.id, atRow, row}, true
	}},
	{"answer of a used flow", func(d *draft, n *naive, r *rand.Rand) (planted, bool) {
		m, _ := d.rowed(r, func(n *sketch, _ int) bool { return n.use != nil && n.form == plain })
		if m == nil {
			return planted{}, false
		}
		u := m.use.clone()
		u.name = "changed"
		u.nodes = append(u.nodes, &sketch{id: "never", kind: decision.Outcome})
		m.use = u
		for _, o := range d.nodes { // it is no longer the same as theirs
			o.given = slices.DeleteFunc(o.given, func(q string) bool { return q == m.id })
		}
		m.form, m.rows = byAnswer, []line{{answer: "never", then: m.rows[0].then}, {els: true, then: m.rows[0].then}}
		return planted{"flow-answer-unreachable", m.id, atRow, 0}, true
	}},
}

// TestFaults plants faults into sound random flows: each is found, with its
// place, and nothing is found before.
func TestFaults(t *testing.T) {
	var saw tally
	want := int(campaign(500))
	seeds(t, uint64(want)*8, func(seed uint64) error {
		saw.Lock()
		enough := saw.n["sound"] >= want
		saw.Unlock()
		if enough {
			return nil
		}
		r := rand.New(rand.NewPCG(seed, 5))
		d := randomFlow(r).mend()
		if d == nil {
			return nil
		}
		p, err := d.project()
		if err != nil {
			return err
		}
		a, l := Compile(p.linked)
		if len(l) > 0 || a == nil {
			return fmt.Errorf("found in a sound flow: %v\n%s", l, p.text)
		}
		saw.add("sound")
		n := interpret(p.flow, p.flows)
		if err := cases(d, n, r, &saw); err != nil {
			return err
		}
		for _, f := range planters {
			c := d.clone()
			fault, ok := f.plant(c, n, r)
			if !ok {
				continue
			}
			if err := found(c, fault, &saw); err != nil {
				return fmt.Errorf("%s: %w", f.name, err)
			}
			saw.add(f.name)
		}
		return untrodden(d.clone(), r, &saw)
	})
	t.Logf("%v", saw.n)
	if saw.n["sound"] < want {
		t.Errorf("%d sound flows; %d are wanted", saw.n["sound"], want)
	}
	for _, f := range planters {
		if saw.n[f.name] < 20 {
			t.Errorf("%s: planted %d times", f.name, saw.n[f.name])
		}
	}
}

// found holds a flow with a planted fault against what is reported.
func found(d *draft, fault planted, saw *tally) error {
	p, err := d.project()
	if err != nil {
		return err
	}
	n := interpret(p.flow, p.flows)
	a, l := Compile(p.linked)
	got, want := findings(l), fault.pos(p.flow)
	if !slices.Contains(got, want) {
		return fmt.Errorf("%q is not among what is found: %q\n%s", want, got, p.text)
	}
	if n.large {
		return nil
	}
	if d := cmp.Diff(n.findings(), got); d != "" {
		return fmt.Errorf("findings (-naive +compiler):\n%s\n%s", d, p.text)
	}
	if (a == nil) != n.loop {
		return fmt.Errorf("automaton %v, loop %v\n%s", a != nil, n.loop, p.text)
	}
	if len(l) == 1 {
		saw.add("alone")
	}
	for _, d := range l {
		if err := shows(n, d); err != nil {
			return fmt.Errorf("%v: %w\n%s", d, err, p.text)
		}
	}
	return nil
}

// untrodden draws a circle that no reader can walk: a step that is passed
// twice, and leads out the second time.
func untrodden(d *draft, r *rand.Rand, saw *tally) error {
	n, row := d.rowed(r, func(n *sketch, row int) bool { return n.form == plain && d.ends(n.rows[row].then) })
	if n == nil {
		return nil
	}
	end := n.rows[row].then
	n.rows[row].then = "around"
	kind := []decision.Kind{decision.Step, decision.Table}[r.IntN(2)]
	d.nodes = append(d.nodes,
		&sketch{id: "around", kind: kind, form: byRows, rows: []line{{when: [][]term{{{"new", "[x, y]"}}}, then: end}, {els: true, then: "new"}}},
		&sketch{id: "new", kind: decision.Question, answers: []string{"x", "y"}, rows: []line{{then: "around"}}})
	p, err := d.project()
	if err != nil {
		return err
	}
	a, l := Compile(p.linked)
	if len(l) > 0 || a == nil {
		return fmt.Errorf("a circle that no one walks: %v\n%s", l, p.text)
	}
	saw.add("drawn circle")
	return nil
}

// cases holds examples of a flow against it: right ones, and ones with a fault.
func cases(d *draft, n *naive, r *rand.Rand, saw *tally) error {
	ways := n.ways(20, r)
	if len(ways) == 0 {
		return nil
	}
	w := ways[r.IntN(len(ways))]
	var asked, given []string
	for _, m := range w.met {
		if q, _, ok := strings.Cut(m, "="); ok {
			asked = append(asked, q)
			given = append(given, q+": ["+w.answers[q]+"]")
			if !strings.Contains(w.answers[q], ",") {
				given[len(given)-1] = q + ": " + w.answers[q]
			}
		}
	}
	other := ""
	for _, m := range d.nodes {
		if m.kind == decision.Outcome && m.id != w.end {
			other = m.id
		}
	}
	all := strings.Join(given, ", ")
	for _, c := range []struct {
		code, text string
		planted    bool
	}{
		{"", "{given: {" + all + "}, expect: " + w.end + ", asks: [" + strings.Join(asked, ", ") + "]}", true},
		{"example-outcome 19", "{given: {" + all + "}, expect: " + other + "}", other != ""},
		{"example-asks", "{given: {" + all + "}, expect: " + w.end + ", asks: [" + strings.Join(slices.Concat(asked, asked[:1]), ", ") + "]}", true},
		{"example-unanswered", "{given: {" + strings.Join(given[:len(given)-1], ", ") + "}, expect: " + w.end + "}", true},
	} {
		if !c.planted {
			continue
		}
		x := d.clone()
		x.examples = []string{"case: " + c.text}
		p, err := x.project()
		if err != nil {
			return err
		}
		a, l := Compile(p.linked)
		if len(l) > 0 {
			return fmt.Errorf("an example makes findings: %v\n%s", l, p.text)
		}
		var l2 diag.List
		for _, f := range a.Examples() {
			if f.Code != "example-missing" {
				l2 = append(l2, f)
			}
		}
		code, _, _ := strings.Cut(c.code, " ")
		line := strings.Count(x.String(), "\n") // the example stands last
		if code == "" && len(l2) > 0 || code != "" && (len(l2) != 1 || l2[0].Code != code || l2[0].Pos.Line != line) {
			return fmt.Errorf("example %q: %v\n%s", c.code, l2, p.text)
		}
		saw.add("example " + code)
	}
	return nil
}
