package automaton

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"signpost/generator/internal/decision"
)

// naive interprets a flow row by row and remembers every answer. It is slow and
// has nothing in common with the compiler; what both say must be the same.
type naive struct {
	f     *decision.Flow
	first map[string]*place // by node and all answers
	order []*place

	gaps, met  map[string]bool            // node ids
	used       map[string]map[int]bool    // rows taken, by node
	askedFor   map[string]map[string]bool // questions asked on some way to a node
	loop       bool
	askedTwice map[string]bool
}

// place is a node with all answers given on the way to it.
type place struct {
	node  *decision.Node // nil at an exit
	end   string         // of an end
	given map[string]string
	next  []*place // by answer; nil where no row holds
}

func interpret(f *decision.Flow) *naive {
	n := &naive{f: f, first: map[string]*place{}, gaps: map[string]bool{}, met: map[string]bool{},
		used: map[string]map[int]bool{}, askedFor: map[string]map[string]bool{}, askedTwice: map[string]bool{}}
	n.place(f.Start, map[string]string{})
	for i := 0; i < len(n.order); i++ {
		p := n.order[i]
		if p.node == nil {
			continue
		}
		id := p.node.ID
		n.met[id] = true
		if n.askedFor[id] == nil {
			n.askedFor[id], n.used[id] = map[string]bool{}, map[int]bool{}
		}
		for q := range p.given {
			n.askedFor[id][q] = true
		}
		switch p.node.Kind {
		case decision.Step:
			p.next = append(p.next, n.follow(p, p.given))
		case decision.Question:
			for _, a := range p.node.Answers {
				given := maps.Clone(p.given)
				given[id] = a.ID
				p.next = append(p.next, n.follow(p, given))
			}
		}
	}
	n.loop = n.walk(n.order[0], map[*place]int{}, map[*place]map[string]bool{})
	return n
}

func (n *naive) place(t decision.Target, given map[string]string) *place {
	key := t.String()
	for _, q := range slices.Sorted(maps.Keys(given)) {
		key += "|" + q + "=" + given[q]
	}
	if p := n.first[key]; p != nil {
		return p
	}
	p := &place{given: given}
	if t.Flow != "" {
		p.end = t.String()
	} else if p.node = n.f.Node(t.ID); p.node.Kind == decision.Outcome {
		p.end = t.ID
	}
	n.first[key] = p
	n.order = append(n.order, p)
	return p
}

// follow takes the first row that holds.
func (n *naive) follow(p *place, given map[string]string) *place {
	for i, row := range p.node.Next.Rows {
		if holds(row.When, given) {
			n.used[p.node.ID][i] = true
			return n.place(row.Then, given)
		}
	}
	n.gaps[p.node.ID] = true
	return nil
}

// holds evaluates a condition as the manual words it.
func holds(c decision.Condition, given map[string]string) bool {
	if len(c) == 0 {
		return true
	}
	for _, clause := range c {
		all := true
		for _, e := range clause {
			a, asked := given[e.Question]
			among := false
			for _, x := range e.Answers {
				among = among || x == a
			}
			all = all && asked && (among != e.Not)
		}
		if all {
			return true
		}
	}
	return false
}

// walk looks for circles, and for questions asked again: later collects what
// is asked from a place on.
func (n *naive) walk(p *place, mark map[*place]int, later map[*place]map[string]bool) (loop bool) {
	mark[p] = 1
	set := map[string]bool{}
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
		if to.node != nil && to.node.Kind == decision.Question {
			set[to.node.ID] = true
		}
	}
	if p.node != nil && p.node.Kind == decision.Question && set[p.node.ID] {
		n.askedTwice[p.node.ID] = true
	}
	mark[p] = 2
	later[p] = set
	return false
}

// count walks every way to its end, one by one.
func (n *naive) count() (ways, shortest, longest int, ends map[string]int) {
	ends, shortest = map[string]int{}, 1<<30
	var walk func(p *place, asked int)
	walk = func(p *place, asked int) {
		if p.end != "" {
			ways++
			ends[p.end]++
			shortest, longest = min(shortest, asked), max(longest, asked)
			return
		}
		if p.node.Kind == decision.Question {
			asked++
		}
		for _, to := range p.next {
			if to != nil {
				walk(to, asked)
			}
		}
	}
	walk(n.order[0], 0)
	if ways == 0 {
		shortest = 0
	}
	return ways, shortest, longest, ends
}

// way follows fixed answers and names what it meets, up to an end or a gap.
func (n *naive) way(answers map[string]string) []string {
	var out []string
	for p := n.order[0]; ; {
		switch {
		case p.end != "":
			return append(out, p.end)
		case p.node.Kind == decision.Step:
			out = append(out, p.node.ID)
			if p.next[0] == nil {
				return out
			}
			p = p.next[0]
		default:
			i := slices.IndexFunc(p.node.Answers, func(a decision.Answer) bool { return a.ID == answers[p.node.ID] })
			if p.next[i] == nil {
				return append(out, p.node.ID)
			}
			out = append(out, p.node.ID+"="+answers[p.node.ID])
			p = p.next[i]
		}
	}
}

// findings lists what must be reported, as "code path" or "code line:col".
func (n *naive) findings() []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if n.loop {
		add("flow-loop")
	}
	for _, node := range n.f.Nodes {
		if !n.met[node.ID] {
			add("flow-unreachable %s", node.Pos)
			continue
		}
		if n.gaps[node.ID] {
			add("flow-gap %s", node.Next.Pos)
		}
		if !n.loop && n.askedTwice[node.ID] {
			add("flow-asked-twice %s", node.Pos)
		}
		for i, row := range node.Next.Rows {
			blind := false
			for _, clause := range row.When {
				for _, e := range clause {
					if e.Question != node.ID && !n.askedFor[node.ID][e.Question] {
						add("flow-condition-never-asked %s", e.Pos)
						blind = true
					}
				}
			}
			if !blind && !n.used[node.ID][i] {
				add("flow-row-unreachable %s", row.Pos)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// assignments lists every combination of answers.
func assignments(f *decision.Flow) []map[string]string {
	out := []map[string]string{{}}
	for _, n := range f.Nodes {
		if n.Kind != decision.Question {
			continue
		}
		var more []map[string]string
		for _, m := range out {
			for _, a := range n.Answers {
				c := maps.Clone(m)
				c[n.ID] = a.ID
				more = append(more, c)
			}
		}
		out = more
	}
	return out
}

// named writes a walk over the automaton as way does.
func named(a *Automaton, walk []Visit) []string {
	var out []string
	for _, v := range walk {
		st := a.States[v.State]
		switch {
		case st.Node == nil:
			out = append(out, st.ID)
		case v.Answer != "":
			out = append(out, st.Node.ID+"="+v.Answer)
		default:
			out = append(out, st.Node.ID)
		}
	}
	return out
}

// classes counts the classes of states that go on alike, by refining a
// partition from what states are to where they lead.
func classes(a *Automaton) int {
	class := make([]string, len(a.States))
	for i, s := range a.States {
		class[i] = s.Exit
		if s.Node != nil {
			class[i] = "node " + s.Node.ID
		}
	}
	for count := 0; ; {
		number := map[string]int{}
		next := make([]string, len(class))
		for i, s := range a.States {
			parts := []string{class[i]}
			for _, e := range s.Edges {
				parts = append(parts, e.Answer+">"+class[e.To])
			}
			key := strings.Join(parts, " ")
			if _, ok := number[key]; !ok {
				number[key] = len(number)
			}
			next[i] = fmt.Sprint(number[key])
		}
		if len(number) == count {
			return count
		}
		count, class = len(number), next
	}
}
