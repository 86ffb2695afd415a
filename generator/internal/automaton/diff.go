package automaton

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math/big"
	"slices"
	"strings"

	"signpost/generator/internal/decision"
)

// Difference is what two flows decide differently.
type Difference struct {
	// Combinations is the number of ways to answer all questions that one of
	// the two asks; Differ is for how many of them the ends differ.
	Combinations, Differ *big.Int
	Groups               []Group // by size, the largest first
}

// Group is a set of answers that lead to one end before and to another after.
type Group struct {
	Before, After string // an outcome, flow:<name>, or NoWay
	Combinations  *big.Int
	// Conditions hold for the answers of the group and for no others: one of
	// them does. None can be left out, and in none an entry.
	Conditions []Cube
	More       bool // there are more than maxCubes
}

// NoWay is the end of answers that a flow refuses, or does not have.
const NoWay = "-"

// maxPairs bounds how many pairs of states, with the answers between them, are
// looked at, and maxPairWork the answers between them; maxCubes how many
// conditions a group is described by; maxSearch the steps to find them, of all
// groups together.
const (
	maxPairs    = 50_000
	maxPairWork = 5_000_000
	maxCubes    = 50
	maxSearch   = 2_000_000
)

// ErrTooDifferent says that two flows are too large, and ask in too different
// an order, to be compared.
var ErrTooDifferent = errors.New("the flows are too large to compare")

// Diff compares two compiled flows for every combination of answers. Questions
// and answers are the same where their ids are; older ids that after lists in
// was and answers-was are read as the new ones.
func Diff(before, after *Automaton) (*Difference, error) {
	d := &differ{vars: map[variable]int{}, memo: map[string]int{}, nodes: map[string]int{}}
	d.sides = [2]*side{d.side(before, renamed(after)), d.side(after, renames{})}
	for i := range d.sides {
		d.domains(d.sides[i])
	}
	for i := range d.sides {
		d.sides[i].later = d.sides[i].askedLater()
	}
	root, err := d.pair([2]int{}, nil)
	if err != nil {
		return nil, err
	}
	return d.difference(root), nil
}

// variable is what is answered at once: a question, or an option of many. A
// question whose type differs is two.
type variable struct {
	node, option string
	kind         decision.Type
}

// domain is a variable's values, in both flows.
type domain struct {
	variable
	values []string         // One: answers; Many: No, Yes
	ranges []decision.Range // Number
	cuts   []int64
	within []decision.Range // Number: those of the questions
}

func (d *domain) size() int { return max(len(d.values), len(d.ranges)) }

// weight is how many answers a value stands for.
func (d *domain) weight(v int) int64 {
	if d.kind == decision.Number {
		return d.ranges[v].Max - d.ranges[v].Min + 1
	}
	return 1
}

// side is one of the two flows.
type side struct {
	a     *Automaton
	names renames
	vars  []int    // by state: the variable it asks for, or -1
	later []bitset // by state: variables asked at it or later
}

// renames turns older ids into new ones.
type renames struct {
	nodes   map[string]string
	answers map[[2]string]string // new node id, older answer
}

func renamed(after *Automaton) renames {
	r := renames{map[string]string{}, map[[2]string]string{}}
	for _, n := range after.Flow.Nodes {
		for _, old := range n.Was {
			r.nodes[strings.TrimSuffix(n.ID, cmp.Or(n.Local, n.ID))+old] = n.ID
		}
		for old, id := range n.AnswersWas {
			r.answers[[2]string{n.ID, old}] = id
		}
	}
	return r
}

// node gives the new id of a node. What stands within a used flow moves with the
// question that uses it.
func (r renames) node(id string) string {
	if i := strings.LastIndexByte(id, '.'); i >= 0 && r.nodes[id] == "" {
		id = r.node(id[:i]) + id[i:]
	}
	return cmp.Or(r.nodes[id], id)
}

func (r renames) answer(n, a string) string { return cmp.Or(r.answers[[2]string{n, a}], a) }

type differ struct {
	sides [2]*side
	vars  map[variable]int
	doms  []*domain
	memo  map[string]int // pairs that were looked at
	nodes map[string]int // by content
	graph []diffNode
	work  int // see maxPairWork
	steps int // see maxSearch
}

// diffNode is a question of both flows, or an end of both: a diagram in which
// no path answers a variable twice, and no node leads to one place alone.
type diffNode struct {
	variable int // -1 at an end
	to       []int
	ends     [2]string
}

func (d *differ) side(a *Automaton, names renames) *side {
	s := &side{a: a, names: names, vars: make([]int, len(a.States))}
	for i := range a.States {
		s.vars[i] = -1
		st := &a.States[i]
		if st.End() || st.Node.Kind != decision.Question {
			continue
		}
		v := variable{names.node(st.Node.ID), st.Option, st.Node.Type}
		if v.option != "" {
			v.option = names.answer(v.node, v.option)
		}
		n, ok := d.vars[v]
		if !ok {
			n = len(d.doms)
			d.vars[v] = n
			d.doms = append(d.doms, &domain{variable: v})
		}
		s.vars[i] = n
	}
	return s
}

// domains adds what a side tells apart to the values of its variables.
func (d *differ) domains(s *side) {
	for i, v := range s.vars {
		if v < 0 {
			continue
		}
		dom, n := d.doms[v], s.a.States[i].Node
		add := func(value string) {
			if !slices.Contains(dom.values, value) {
				dom.values = append(dom.values, value)
			}
		}
		switch {
		case dom.option != "":
			dom.values = []string{No, Yes}
		case n.Type == decision.Number:
			dom.within = append(dom.within, decision.Range{Min: n.Min, Max: n.Max})
			dom.cuts = append(dom.cuts, n.Min, n.Max+1)
			for _, e := range s.a.States[i].Edges {
				dom.cuts = append(dom.cuts, e.Range.Min, e.Range.Max+1)
			}
			slices.Sort(dom.cuts)
			dom.cuts = slices.Compact(dom.cuts)
			dom.ranges = nil
			for c := range len(dom.cuts) - 1 {
				r := decision.Range{Min: dom.cuts[c], Max: dom.cuts[c+1] - 1}
				if slices.ContainsFunc(dom.within, func(w decision.Range) bool { return w.Min <= r.Min && r.Max <= w.Max }) {
					dom.ranges = append(dom.ranges, r)
				}
			}
		default:
			for _, a := range n.Answers {
				add(s.names.answer(dom.node, a.ID))
			}
		}
	}
}

func (s *side) askedLater() []bitset {
	n := 0
	for _, v := range s.vars {
		n = max(n, v+1)
	}
	later := make([]bitset, len(s.a.States))
	for _, i := range s.a.fromEnds() {
		later[i] = newBitset(n)
		for _, e := range s.a.States[i].Edges {
			later[i].union(later[e.To])
		}
		if s.vars[i] >= 0 {
			later[i].set(s.vars[i])
		}
	}
	return later
}

// on goes on from a state over what is answered already. It returns the state
// that asks for something new, or an end; -1 where the answer is refused.
func (s *side) on(d *differ, at int, answered map[int]int) int {
	for at >= 0 && !s.a.States[at].End() {
		v := s.vars[at]
		if v < 0 { // a step
			if len(s.a.States[at].Edges) == 0 {
				return -1
			}
			at = s.a.States[at].Edges[0].To
			continue
		}
		value, ok := answered[v]
		if !ok {
			return at
		}
		at = s.along(d.doms[v], at, value)
	}
	return at
}

func (s *side) along(dom *domain, at, value int) int {
	for _, e := range s.a.States[at].Edges {
		switch {
		case dom.kind == decision.Number && len(dom.ranges) > 0:
			if r := dom.ranges[value]; e.Range.Min <= r.Min && r.Max <= e.Range.Max {
				return e.To
			}
		case dom.option != "" && e.Answer == dom.values[value],
			dom.option == "" && s.names.answer(dom.node, e.Answer) == dom.values[value]:
			return e.To
		}
	}
	return -1
}

// end names where a side has come to.
func (s *side) end(at int) string {
	switch {
	case at < 0:
		return NoWay
	case s.a.States[at].Node == nil:
		return s.a.States[at].ID
	}
	return s.names.node(s.a.States[at].Node.ID)
}

// pair explores two states together. answered holds the variables that one
// side has asked for and the other has yet to.
func (d *differ) pair(at [2]int, answered map[int]int) (int, error) {
	for i, s := range d.sides {
		at[i] = s.on(d, at[i], answered)
	}
	key := binary.AppendVarint(binary.AppendVarint(nil, int64(at[0])), int64(at[1]))
	var kept []int
	for v := range answered {
		for i, s := range d.sides {
			if at[i] >= 0 && v < len(s.later[at[i]])*64 && s.later[at[i]].has(v) {
				kept = append(kept, v)
				break
			}
		}
	}
	slices.Sort(kept)
	for _, v := range kept {
		key = binary.AppendVarint(binary.AppendVarint(key, int64(v)), int64(answered[v]))
	}
	if n, ok := d.memo[string(key)]; ok {
		return n, nil
	}
	if d.work += len(answered); len(d.memo) > maxPairs || d.work > maxPairWork {
		return 0, ErrTooDifferent
	}
	ask := -1
	for i, s := range d.sides {
		if ask < 0 && at[i] >= 0 {
			ask = s.vars[at[i]]
		}
	}
	n := diffNode{variable: ask}
	if ask < 0 {
		n.ends = [2]string{d.sides[0].end(at[0]), d.sides[1].end(at[1])}
	} else {
		next := map[int]int{}
		for _, v := range kept {
			next[v] = answered[v]
		}
		for value := range d.doms[ask].size() {
			next[ask] = value
			to, err := d.pair(at, next)
			if err != nil {
				return 0, err
			}
			n.to = append(n.to, to)
		}
	}
	made := d.make(n)
	d.memo[string(key)] = made
	return made, nil
}

// make returns the number of a node, one for all that are alike.
func (d *differ) make(n diffNode) int {
	if n.variable >= 0 && len(slices.Compact(slices.Clone(n.to))) == 1 {
		return n.to[0]
	}
	key := binary.AppendVarint([]byte(n.ends[0]+"\x00"+n.ends[1]+"\x00"), int64(n.variable))
	for _, to := range n.to {
		key = binary.AppendVarint(key, int64(to))
	}
	if at, ok := d.nodes[string(key)]; ok {
		return at
	}
	at := len(d.graph)
	d.nodes[string(key)] = at
	d.graph = append(d.graph, n)
	return at
}

// difference counts and describes the groups.
func (d *differ) difference(root int) *Difference {
	out := &Difference{Combinations: big.NewInt(1), Differ: new(big.Int)}
	for _, dom := range d.doms {
		out.Combinations.Mul(out.Combinations, big.NewInt(dom.total()))
	}
	weight := make([]*big.Int, len(d.graph))
	for i := range weight {
		weight[i] = new(big.Int)
	}
	weight[root].Set(out.Combinations)
	var part big.Int
	for i := len(d.graph) - 1; i >= 0; i-- { // made after all it leads to
		n := &d.graph[i]
		for value, to := range n.to {
			dom := d.doms[n.variable]
			part.Mul(weight[i], big.NewInt(dom.weight(value)))
			weight[to].Add(weight[to], part.Quo(&part, big.NewInt(dom.total())))
		}
	}
	for i, n := range d.graph {
		if n.variable >= 0 || n.ends[0] == n.ends[1] || weight[i].Sign() == 0 {
			continue
		}
		out.Differ.Add(out.Differ, weight[i])
		g := Group{Before: n.ends[0], After: n.ends[1], Combinations: weight[i]}
		g.Conditions, g.More = d.cover(root, i)
		out.Groups = append(out.Groups, g)
	}
	slices.SortFunc(out.Groups, func(a, b Group) int {
		return cmp.Or(b.Combinations.Cmp(a.Combinations), cmp.Compare(a.Before, b.Before), cmp.Compare(a.After, b.After))
	})
	return out
}

func (d *domain) total() int64 {
	var n int64
	for v := range d.size() {
		n += d.weight(v)
	}
	return n
}
