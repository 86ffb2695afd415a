package automaton

import (
	"fmt"
	"slices"
	"strconv"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
)

// moment is where in the automaton something was first seen: an edge of a raw
// state, or its beginning where edge is -1.
type moment struct{ s, edge int }

// stats is what was seen of the rows of a node, over all answers.
type stats struct {
	used    []bool   // by row: it decided
	held    []bool   // by row: its condition held, whether or not it decided
	needed  []bool   // by row: without it, something would be decided otherwise
	first   []moment // by row: when it first decided
	masks   []int    // by row: one that decided although this one held, too
	gap     bool
	both    map[[2]int]moment // policy unique: pairs of rows that held together
	others  []int             // by row: how many of these it is the later one of
	opposed []bool            // and whether one of them leads elsewhere
}

// maxTogether is how many rows above it a row is said to overlap with, one to
// which it is opposed among them.
const maxTogether = 10

// together notes that two rows held together.
func (st *stats) together(first, second int, m *match) {
	if st.both == nil {
		st.both, st.others, st.opposed = map[[2]int]moment{}, make([]int, len(st.used)), make([]bool, len(st.used))
	}
	rows := m.node.Next.Rows
	pair := [2]int{first, second}
	opposed := rows[first].Then.String() != rows[second].Then.String()
	if st.others[second] >= maxTogether && (!opposed || st.opposed[second]) {
		return
	}
	if _, ok := st.both[pair]; ok {
		return
	}
	st.both[pair] = moment{m.s, m.edge}
	st.others[second]++
	st.opposed[second] = st.opposed[second] || opposed
}

func (st *stats) grow(rows int) {
	if len(st.used) < rows {
		st.used, st.held, st.needed = make([]bool, rows), make([]bool, rows), make([]bool, rows)
		st.first, st.masks = make([]moment, rows), make([]int, rows)
	}
}

// match collects the rows that hold for some answers.
type match struct {
	node          *decision.Node
	s, edge       int
	first, second int   // alternatives: the one that decides, and the one that would without it
	row           int   // of the latest
	rows          []int // policy unique: those that hold, without else
}

// add notes an alternative that holds. It returns false where no further one
// matters.
func (m *match) add(st *stats, c int, a *alternative) bool {
	m.row = a.row
	st.held[a.row] = true
	switch {
	case m.first < 0:
		m.first = c
		if !st.used[a.row] {
			st.used[a.row], st.first[a.row] = true, moment{m.s, m.edge}
		}
	case m.second < 0:
		m.second = c
	}
	if m.node.Next.Map {
		return false
	}
	if m.node.Unique && !m.node.Next.Rows[a.row].Else {
		for _, r := range m.rows {
			st.together(r, a.row, m)
		}
		m.rows = append(m.rows, a.row)
	}
	return true
}

// done notes what the row that decides is needed for.
func (m *match) done(st *stats, rows []alternative) {
	row := rows[m.first].row
	if m.second < 0 || rows[m.second].to != rows[m.first].to {
		st.needed[row] = true
	}
	if m.second >= 0 {
		st.masks[rows[m.second].row] = row
	}
}

// rows reports conditions that read what was never asked, and rows that
// decide nothing.
func (e *explorer) rows(i int, n *decision.Node) {
	st := e.stats[i]
	next := e.ownNext(i)
	coarse := slices.ContainsFunc(e.spaces, func(s *space) bool { // what is below a row that decides is not known then
		return s.coarse && slices.ContainsFunc(s.choices, func(c choice) bool { return c.node >= 0 && e.owner(c.node) == i })
	})
	rows := next.Rows
	st.grow(len(rows))
	e.overlaps(n, st, rows)
	for r, row := range rows {
		if e.blind(i, n, row) || next.Map && !row.Else && n.Use == nil {
			continue
		}
		switch {
		case st.used[r] && (st.needed[r] || next.Map || row.Else):
		case st.used[r]:
			d := e.l.Warn(row.Pos, "flow-row-redundant", "without this row of %s %q nothing would be decided otherwise", n.Kind, n.ID)
			d.Path = n.Path() + ".next"
			d.Hint = "the rows below lead to the same: delete it, or change it"
			if n.Unique {
				d.Hint = "another row leads to the same: delete it, or narrow it"
			}
		case next.Map && row.Else && n.Use != nil && len(rows) <= len(n.Answers): // it stands for outcomes that what is given may exclude
		case next.Map && !row.Else:
			at := "an outcome"
			if len(row.When) > 0 {
				at = strconv.Quote(row.When[0][0].Answers[0])
			}
			d := e.l.Warn(row.Pos, "flow-answer-unreachable", "flow %q never ends here at %s", n.Use.Flow, at)
			d.Path = n.Path() + ".next"
			d.Hint = "what is given excludes it: let else stand for it, or give less"
		case row.Else:
			d := e.l.Warn(row.Pos, "flow-else-unreachable", "no reader ever takes else of %s %q", n.Kind, n.ID)
			d.Path = n.Path() + ".next"
			d.Hint = "the rows above it cover every case: delete it, or change them"
		case st.held[r]:
			d := e.l.Warn(row.Pos, "flow-row-masked", "no reader ever takes this row of %s %q: another one above always decides first", n.Kind, n.ID)
			d.Path = n.Path() + ".next"
			d.Related = []diag.Related{{Pos: rows[st.masks[r]].Pos, Message: "this one, for instance"}}
			d.Hint = "delete it, or move it up"
			if n.Unique {
				d.Hint = "delete it, or narrow the other"
			}
		default:
			d := e.l.Warn(row.Pos, "flow-row-unreachable", "no reader ever takes this row of %s %q", n.Kind, n.ID)
			d.Path = n.Path() + ".next"
			d.Hint = "no answers given on a way to it make it hold: delete it, or change it"
			if coarse {
				d.Hint = "rows above decide, or no answers given on a way to it make it hold: delete it, or change it"
			}
		}
	}
}

// ownNext is what an author wrote at a node: that of a question that uses a
// flow stands at its results.
func (e *explorer) ownNext(i int) decision.Next {
	if n := e.nodes[i]; n.Kind != decision.Question || n.Type != decision.Used {
		return n.Next
	}
	return e.nodes[i].After
}

// blind reports the entries of a row whose question is asked on no way to it.
func (e *explorer) blind(i int, n *decision.Node, row decision.Row) bool {
	blind := false
	for _, clause := range row.When {
		for _, entry := range clause {
			q := e.index[entry.Question]
			if q == i || e.asked[i].has(q) || e.askedBefore(q, i) {
				continue
			}
			blind = true
			d := e.l.Add(entry.Pos, "flow-condition-never-asked", "question %q is asked on no way to %s %q", entry.Question, n.Kind, n.ID)
			d.Path = n.Path() + ".next"
			d.Hint = "ask it before, or decide on another answer"
		}
	}
	return blind
}

// askedBefore reports whether some way asks q and comes to the node later.
func (e *explorer) askedBefore(q, node int) bool {
	met, ok := e.behind[q]
	if !ok {
		met = e.statesAfter(q)
		e.behind[q] = met
	}
	there := func(node int) bool {
		return slices.ContainsFunc(e.seen[node], met.has)
	}
	found := false
	met.each(0, len(e.states), func(s int) bool {
		found = e.states[s].node >= 0 && e.owner(int(e.states[s].node)) == node
		return !found
	})
	if found {
		return true
	}
	if n := e.nodes[node]; n.Use != nil {
		for _, a := range n.Answers {
			if r, ok := e.index[n.ID+"."+a.ID]; ok && there(r) {
				return true
			}
		}
	}
	return there(node)
}

// statesAfter is the set of states to which a way comes after it asked q.
func (e *explorer) statesAfter(q int) bitset {
	met := newBitset(len(e.states))
	var todo []int
	visit := func(s int) {
		if s >= 0 && met.set(s) {
			todo = append(todo, s)
		}
	}
	for s := range e.states {
		if st := &e.states[s]; st.node >= 0 && e.answered(int(st.node)) == q {
			for _, to := range st.edges {
				if to >= 0 && e.states[to].node != st.node { // not the next option of many
					visit(to)
				}
			}
		}
	}
	for _, b := range e.born[q] {
		if edges := e.states[b[0]].edges; b[1] < len(edges) {
			visit(edges[b[1]])
		}
	}
	for len(todo) > 0 {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, to := range e.states[s].edges {
			visit(to)
		}
	}
	return met
}

// overlaps reports rows of a table with policy unique that hold together, a
// finding for each of the later rows.
func (e *explorer) overlaps(n *decision.Node, st *stats, rows []decision.Row) {
	partners := map[int][]int{}
	for pair := range st.both {
		partners[pair[1]] = append(partners[pair[1]], pair[0])
	}
	for r, row := range rows {
		with := partners[r]
		slices.Sort(with)
		if len(with) == 0 {
			continue
		}
		code, what := "flow-overlap", "overlaps with"
		first := with[0]
		for _, o := range with {
			if rows[o].Then.String() != row.Then.String() {
				code, what, first = "flow-contradiction", "contradicts", o
				break
			}
		}
		more := ""
		if len(with) > 1 {
			more = fmt.Sprintf(" and %d more", len(with)-1)
			if len(with) >= maxTogether {
				more = " and others"
			}
		}
		m := st.both[[2]int{first, r}]
		d := e.l.Add(row.Pos, code, "this row of table %q %s row %d%s, for: %s", n.ID, what, first+1, more, list(e.way(m.s, m.edge)))
		d.Path = n.Path() + ".rows"
		for _, o := range with {
			d.Related = append(d.Related, diag.Related{Pos: rows[o].Pos, Message: fmt.Sprintf("row %d leads to %q", o+1, rows[o].Then)})
		}
		d.Hint = "policy unique lets one row hold: narrow one of them, or take policy first"
	}
}
