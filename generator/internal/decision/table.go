package decision

import (
	"fmt"
	"slices"

	"signpost/generator/internal/source"
)

// table reads the policy and the inputs of a table; its rows come later, with
// those of next.
func (p *parser) table(n *Node, y *source.Node) {
	if policy := y.Get("policy"); policy != nil {
		switch word := policy.Text("policy", &p.l); word {
		case "first":
		case "unique":
			n.Unique = true
		default:
			p.l.Add(policy.Pos, "flow-policy", "%q is not a policy of tables", word).Hint = "known policies: first, unique"
		}
	}
	inputs := y.Require("inputs", fmt.Sprintf("table %q", n.ID), &p.l)
	if inputs == nil || !inputs.Is(source.List, "inputs", &p.l) {
		return
	}
	for _, item := range inputs.Items {
		q := item.Text("an input", &p.l)
		if item.Kind != source.Scalar {
			continue
		}
		if slices.ContainsFunc(n.Inputs, func(i Input) bool { return i.Question == q }) {
			p.l.Add(item.Pos, "flow-table-input", "input %q stands twice", q)
			continue
		}
		n.Inputs = append(n.Inputs, Input{q, item.Pos})
	}
}

// tableRows reads the rows of a table: entries beside then, or else.
func (p *parser) tableRows(n *Node, y *source.Node) []Row {
	for _, in := range n.Inputs {
		p.question(in.Question, in.Pos)
	}
	if !y.Is(source.List, "the rows of a table", &p.l) {
		return nil
	}
	read := map[string]bool{}
	var rows []Row
	for i, item := range y.Items {
		if !item.Is(source.Map, "a row", &p.l) {
			continue
		}
		row, ok := p.otherwise(item, i == len(y.Items)-1)
		if !ok {
			row, ok = p.tableRow(n, item, read)
		}
		if ok {
			rows = append(rows, row)
		}
	}
	for _, in := range n.Inputs {
		if !read[in.Question] && len(rows) > 0 {
			p.l.Add(in.Pos, "flow-table-input", "no row of table %q reads input %q", n.ID, in.Question).Hint = "take it out of inputs"
		}
	}
	return rows
}

// tableRow reads a row other than else. read collects the questions it reads.
func (p *parser) tableRow(n *Node, y *source.Node, read map[string]bool) (Row, bool) {
	row := Row{Pos: y.Pos}
	var inputs []string
	for _, in := range n.Inputs {
		inputs = append(inputs, in.Question)
	}
	var clause Clause
	sound := true
	for _, e := range y.Entries {
		if e.Key == "then" {
			continue
		}
		if !slices.Contains(inputs, e.Key) {
			d := p.l.Add(e.Pos, "flow-table-input", "%q is no input of table %q", e.Key, n.ID)
			if d.HintNearest(e.Key, append(inputs, "then", "else")); d.Hint == "" {
				d.Hint = "add it to inputs, or read another question"
			}
			read[e.Key], sound = true, false
			continue
		}
		read[e.Key] = true
		entry, ok := p.entry(e)
		clause = append(clause, entry)
		sound = sound && ok
	}
	then := y.Require("then", "a row", &p.l)
	if then == nil {
		return row, false
	}
	row.Then = p.target(then)
	if len(clause) == 0 && sound {
		p.l.Add(y.Pos, "flow-next", "the row says of no input when it holds").Hint = "name an input and an answer, or use else"
		return row, false
	}
	row.When = Condition{clause}
	return row, sound
}

// otherwise reads {else: target}, which must be the last row. It returns false
// for a row of another form.
func (p *parser) otherwise(y *source.Node, last bool) (Row, bool) {
	other := y.Get("else")
	if other == nil {
		return Row{}, false
	}
	row := Row{Pos: y.Pos, Else: true, Then: p.target(other)}
	if len(y.Entries) > 1 {
		p.l.Add(y.Pos, "flow-next", "else stands beside other keys").Hint = "give else a row of its own"
	} else if !last {
		p.l.Add(y.Pos, "flow-next", "rows after else are never read").Hint = "move else to the end"
	}
	return row, true
}
