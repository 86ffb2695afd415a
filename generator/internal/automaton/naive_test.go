package automaton

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
)

// naive interprets a flow, and the flows it uses, as they were parsed: row by
// row, remembering every answer. It is slow and has nothing in common with the
// compiler or the linker; what both say must be the same. Of a number it tries
// each end of each interval that any condition names, the neighbours, and the
// points of extra.
type naive struct {
	flows     map[string]*decision.Flow
	root      *frame
	spots     []*spot
	byName    map[string]*spot
	questions []*spot
	points    []int64 // of numbers, in order

	places map[string]*place
	order  []*place
	roots  []*place // the start and the entries; nil where a gap comes first
	took   []string // rows taken since the last place: "node row"
	log    []held   // and what held there
	heard  []string // outcomes of used flows since the last place: "node=outcome", or "node" on the way in
	first  place    // took and heard of what comes before the first place

	loop, silent bool // a circle; one in which nothing is asked
	large        bool // too many places: nothing more is known
	class        map[*place]int
}

// frame is a flow in its place.
type frame struct {
	f      *decision.Flow
	prefix string
	use    *spot // the question that uses it; nil for the flow itself
}

// spot is a node in its place.
type spot struct {
	name   string
	n      *decision.Node
	in     *frame
	inner  *frame // of a question that uses a flow
	from   *spot  // the question whose answer it takes over, where that was asked
	q      int    // among the questions, or -1
	values []string
	index  map[string]int
	rows   [][][]cell // by row and clause

	met, decided, gap, dead, twice bool
	used, held, needed             []bool
	pairs                          map[[2]int]bool // rows that held together
	asked                          []bool          // by question: on some way to it
}

// cell is an entry of a condition with what it says of each value.
type cell struct {
	q    int
	says []bool
	pos  diag.Pos
}

// held are the rows of a node that held at once; none: a gap.
type held struct {
	s    *spot
	rows []int
}

// place is where a reader stands, with all answers given on the way.
type place struct {
	spot   *spot  // a question that is asked, a step, or a question whose result is shown
	result string // the result shown
	end    string
	given  []byte // by question: 0, or the number of the value and 1
	next   []*place
	took   [][]string // by answer
	heard  [][]string
}

func (p *place) name() string {
	switch {
	case p.end != "":
		return p.end
	case p.result != "":
		return p.spot.name + "." + p.result
	}
	return p.spot.name
}

func (p *place) asks() bool { return p.end == "" && p.result == "" && p.spot.q >= 0 }

func interpret(f *decision.Flow, flows map[string]*decision.Flow, extra ...int64) *naive {
	n := &naive{flows: flows, byName: map[string]*spot{}, places: map[string]*place{}, class: map[*place]int{}, points: append(extra, 0)}
	n.root = n.frame(f, "", nil)
	n.values()
	n.conditions()
	for i, t := range append([]decision.Target{f.Start}, f.Entries...) {
		n.took, n.log, n.heard = nil, nil, nil
		n.roots = append(n.roots, n.settle(n.root, t, make([]byte, len(n.questions))))
		if i == 0 {
			n.first = place{took: [][]string{n.took}, heard: [][]string{n.heard}}
		}
	}
	for i := 0; i < len(n.order) && !n.silent; i++ {
		if n.large = len(n.order) > 20_000; n.large {
			return n
		}
		n.expand(n.order[i])
	}
	mark, later := map[*place]int{}, map[*place]map[*spot]bool{}
	for _, p := range n.roots {
		if p != nil && mark[p] == 0 && !n.loop {
			n.loop = n.walk(p, mark, later)
		}
	}
	return n
}

func (n *naive) frame(f *decision.Flow, prefix string, use *spot) *frame {
	fr := &frame{f, prefix, use}
	for _, node := range f.Nodes {
		s := &spot{name: prefix + node.ID, n: node, in: fr, q: -1, pairs: map[[2]int]bool{}}
		if node.Kind == decision.Question {
			s.q = len(n.questions)
			n.questions = append(n.questions, s)
		}
		n.spots = append(n.spots, s)
		n.byName[s.name] = s
		if node.Use != nil {
			s.inner = n.frame(n.flows[node.Use.Flow], s.name+".", s)
		}
	}
	for _, node := range f.Nodes {
		if node.Use != nil {
			for _, g := range node.Use.Given {
				n.byName[prefix+node.ID+"."+g.Question].from = n.byName[prefix+g.Question]
			}
		}
	}
	return fr
}

// outcomes are those of a flow in its place, with those of flows used at its
// ends.
func (n *naive) outcomes(fr *frame) []string {
	var out []string
	for _, node := range fr.f.Nodes {
		if node.Kind == decision.Outcome {
			out = append(out, node.ID)
		} else if node.Use != nil && node.Use.Tail {
			for _, id := range n.outcomes(n.byName[fr.prefix+node.ID].inner) {
				out = append(out, node.ID+"."+id)
			}
		}
	}
	return out
}

func (n *naive) values() {
	for _, s := range n.spots {
		if s.n.Type == decision.Number && s.q >= 0 {
			n.points = append(n.points, s.n.Min, s.n.Max)
		}
		for _, row := range s.n.Next.Rows {
			for _, clause := range row.When {
				for _, e := range clause {
					for _, r := range e.Ranges {
						n.points = append(n.points, r.Min-1, r.Min, r.Min+1, r.Max-1, r.Max, r.Max+1)
					}
				}
			}
		}
	}
	slices.Sort(n.points)
	n.points = slices.Compact(n.points)
	for _, s := range n.questions {
		switch s.n.Type {
		case decision.Number:
			for _, at := range n.points {
				if s.n.Min <= at && at <= s.n.Max {
					s.values = append(s.values, strconv.FormatInt(at, 10))
				}
			}
		case decision.Many:
			for pick := range 1 << len(s.n.Answers) {
				var chosen []string
				for i, a := range s.n.Answers {
					if pick>>i&1 == 1 {
						chosen = append(chosen, a.ID)
					}
				}
				if chosen == nil {
					chosen = []string{"none"}
				}
				s.values = append(s.values, strings.Join(chosen, ","))
			}
		case decision.Used:
			s.values = n.outcomes(s.inner)
		default:
			for _, a := range s.n.Answers {
				s.values = append(s.values, a.ID)
			}
		}
		if len(s.values) > 254 {
			panic("too many values of " + s.name)
		}
		s.index = map[string]int{}
		for i, v := range s.values {
			s.index[v] = i
		}
	}
}

// number finds a value by its text, whatever order the ids of many stand in.
func (s *spot) number(text string) int {
	if i, ok := s.index[text]; ok {
		return i
	}
	want := strings.Split(text, ",")
	slices.Sort(want)
	for i, v := range s.values {
		have := strings.Split(v, ",")
		slices.Sort(have)
		if slices.Equal(want, have) {
			return i
		}
	}
	panic("no value " + text + " of " + s.name)
}

func (n *naive) conditions() {
	for _, s := range n.spots {
		rows := len(s.n.Next.Rows)
		s.used, s.held, s.needed = make([]bool, rows), make([]bool, rows), make([]bool, rows)
		s.asked = make([]bool, len(n.questions))
		for _, row := range s.n.Next.Rows {
			var clauses [][]cell
			for _, clause := range row.When {
				cells := []cell{}
				for _, e := range clause {
					q := n.byName[s.in.prefix+e.Question]
					c := cell{q: q.q, pos: e.Pos}
					for _, v := range q.values {
						c.says = append(c.says, says(e.Test, q.n.Type, v))
					}
					cells = append(cells, c)
				}
				clauses = append(clauses, cells)
			}
			s.rows = append(s.rows, clauses)
		}
	}
}

// decide takes the first row that holds.
func (n *naive) decide(s *spot, given []byte) (decision.Target, bool) {
	s.decided = true
	for q, v := range given {
		if v > 0 {
			s.asked[q] = true
		}
	}
	var rows []int
	for i, clauses := range s.rows {
		holds := len(clauses) == 0
		for _, clause := range clauses {
			all := true
			for _, c := range clause {
				all = all && given[c.q] > 0 && c.says[given[c.q]-1]
			}
			holds = holds || all
		}
		if holds {
			rows = append(rows, i)
			s.held[i] = true
		}
	}
	n.log = append(n.log, held{s, rows})
	if len(rows) == 0 {
		s.gap = true
		return decision.Target{}, false
	}
	for i, r := range rows {
		for _, o := range rows[:i] {
			if !s.n.Next.Rows[r].Else {
				s.pairs[[2]int{o, r}] = true
			}
		}
	}
	to := s.n.Next.Rows[rows[0]].Then
	s.used[rows[0]] = true
	if len(rows) == 1 || s.n.Next.Rows[rows[1]].Then.String() != to.String() {
		s.needed[rows[0]] = true
	}
	n.took = append(n.took, fmt.Sprint(s.name, " ", rows[0]))
	return to, true
}

// settle goes on from a target to where a reader is met; nil at a gap.
func (n *naive) settle(fr *frame, t decision.Target, before []byte) *place {
	given := slices.Clone(before)
	been := map[string]bool{}
	for {
		if t.Flow != "" {
			return n.place(&place{end: t.String()})
		}
		s := n.byName[fr.prefix+t.ID]
		if key := s.name + "|" + string(given); been[key] {
			n.silent, n.loop = true, true
			return nil
		} else {
			been[key] = true
		}
		s.met = true
		outcome := ""
		switch {
		case s.n.Kind == decision.Outcome:
			outcome = t.ID
		case s.from != nil && given[s.from.q] > 0:
			value := s.from.values[given[s.from.q]-1]
			given[s.q] = byte(s.number(value) + 1)
			if s.inner != nil {
				n.heard = append(n.heard, s.name+"="+value)
			}
			if s.inner != nil && s.n.Use.Tail {
				outcome = s.n.ID + "." + value
			}
		case s.inner != nil:
			for q, v := range given {
				s.asked[q] = s.asked[q] || v > 0
			}
			n.heard = append(n.heard, s.name)
			fr, t = s.inner, s.inner.f.Start
			continue
		case s.n.Kind != decision.Table:
			return n.place(&place{spot: s, given: given})
		}
		if outcome != "" {
			for fr.use != nil && fr.use.n.Use.Tail {
				n.heard = append(n.heard, fr.use.name+"="+outcome)
				outcome = fr.use.n.ID + "." + outcome
				fr = fr.use.in
			}
			if fr.use == nil {
				return n.place(&place{end: outcome})
			}
			s = fr.use
			n.heard = append(n.heard, s.name+"="+outcome)
			if s.n.Use.Show {
				return n.place(&place{spot: s, result: outcome, given: given})
			}
			given[s.q] = byte(s.number(outcome) + 1)
		}
		next, ok := n.decide(s, given)
		if !ok {
			return nil
		}
		fr, t = s.in, next
	}
}

func (n *naive) place(p *place) *place {
	key := p.name() + "|" + string(p.given)
	if known := n.places[key]; known != nil {
		return known
	}
	n.places[key] = p
	n.order = append(n.order, p)
	return p
}

// expand follows all answers at a place.
func (n *naive) expand(p *place) {
	if p.end != "" {
		return
	}
	answers := 1
	if p.asks() {
		answers = len(p.spot.values)
	}
	for v := range answers {
		p.next = append(p.next, n.follow(p, v))
		p.took = append(p.took, n.took)
		p.heard = append(p.heard, n.heard)
	}
	if p.result == "" && !slices.ContainsFunc(p.next, func(to *place) bool { return to != nil }) {
		p.spot.dead = true
	}
}

// follow goes on from a place with one of its answers.
func (n *naive) follow(p *place, v int) *place {
	n.took, n.log, n.heard = nil, nil, nil
	given := slices.Clone(p.given)
	switch {
	case p.result != "":
		given[p.spot.q] = byte(p.spot.number(p.result) + 1)
	case p.asks():
		given[p.spot.q] = byte(v + 1)
	}
	if t, ok := n.decide(p.spot, given); ok {
		return n.settle(p.spot.in, t, given)
	}
	return nil
}

// walk looks for circles, and for questions asked again: later collects what
// is asked from a place on.
func (n *naive) walk(p *place, mark map[*place]int, later map[*place]map[*spot]bool) (loop bool) {
	mark[p] = 1
	set := map[*spot]bool{}
	for _, to := range p.next {
		switch {
		case to == nil:
			continue
		case mark[to] == 1:
			return true
		case mark[to] == 0:
			if n.walk(to, mark, later) {
				return true
			}
		}
		maps.Copy(set, later[to])
		if to.asks() {
			set[to.spot] = true
		}
	}
	if p.asks() && set[p.spot] {
		p.spot.twice = true
	}
	mark[p] = 2
	later[p] = set
	return false
}
