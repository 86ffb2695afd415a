package automaton

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"signpost/generator/internal/decision"
)

// folded are the figures of a flow without loops, found by folding the places
// of the naive interpreter by equal continuation.
type folded struct {
	states            map[string]int // by name: places that go on differently
	ways              int
	shortest, longest int
	ends              map[string]int // by end: ways
	share             map[string]*big.Rat
}

// sum is what a class of places knows of the ways from it on.
type sum struct {
	ends              map[string]int
	share             map[string]*big.Rat // of all answers; nil where it is not counted
	shortest, longest int                 // -1: no end can be reached
}

func (n *naive) fold(shares bool) folded {
	out := folded{states: map[string]int{}, shortest: 0, longest: 0, ends: map[string]int{}}
	number := map[string]int{}
	var sums []sum
	var visit func(p *place) int
	visit = func(p *place) int {
		if c, ok := n.class[p]; ok {
			return c
		}
		var to []int
		var sig strings.Builder
		sig.WriteString(p.name())
		for _, next := range p.next {
			c := -1
			if next != nil {
				c = visit(next)
			}
			to = append(to, c)
			fmt.Fprintf(&sig, " %d", c)
		}
		c, ok := number[sig.String()]
		if !ok {
			c = len(sums)
			number[sig.String()] = c
			sums = append(sums, n.sum(p, to, sums, shares))
			out.states[p.name()]++
		}
		n.class[p] = c
		return c
	}
	for i, p := range n.roots {
		if p == nil {
			continue
		}
		if c := visit(p); i == 0 {
			out.ends, out.share = sums[c].ends, sums[c].share
			out.shortest, out.longest = max(sums[c].shortest, 0), max(sums[c].longest, 0)
			for _, w := range out.ends {
				out.ways += w
			}
		}
	}
	return out
}

// edge is an answer, or neighbouring numbers that lead to the same class.
type edge struct {
	to    int
	share *big.Rat
}

func (p *place) edges(to []int) []edge {
	var out []edge
	if !p.asks() || p.spot.n.Type != decision.Number {
		for _, c := range to {
			out = append(out, edge{c, big.NewRat(1, int64(len(to)))})
		}
		return out
	}
	all := p.spot.n.Max - p.spot.n.Min + 1
	from := p.spot.n.Min
	for i, c := range to {
		at, _ := strconv.ParseInt(p.spot.values[i], 10, 64)
		if i+1 < len(to) {
			next, _ := strconv.ParseInt(p.spot.values[i+1], 10, 64)
			if to[i+1] == c {
				continue
			}
			if next != at+1 {
				panic("numbers between " + p.spot.values[i] + " and " + p.spot.values[i+1] + " are not tried")
			}
		}
		out = append(out, edge{c, big.NewRat(at-from+1, all)})
		from = at + 1
	}
	return out
}

func (n *naive) sum(p *place, to []int, sums []sum, shares bool) sum {
	s := sum{ends: map[string]int{}, shortest: -1, longest: -1}
	if shares {
		s.share = map[string]*big.Rat{}
	}
	if p.end != "" {
		s.ends[p.end], s.shortest, s.longest = 1, 0, 0
		if shares {
			s.share[p.end] = big.NewRat(1, 1)
		}
		return s
	}
	for _, e := range p.edges(to) {
		if e.to < 0 {
			continue
		}
		next := sums[e.to]
		for end, w := range next.ends {
			s.ends[end] += w
		}
		for end, part := range next.share {
			if s.share[end] == nil {
				s.share[end] = new(big.Rat)
			}
			s.share[end].Add(s.share[end], new(big.Rat).Mul(part, e.share))
		}
		if next.shortest >= 0 {
			asks := 0
			if p.asks() {
				asks = 1
			}
			if s.shortest < 0 || next.shortest+asks < s.shortest {
				s.shortest = next.shortest + asks
			}
			s.longest = max(s.longest, next.longest+asks)
		}
	}
	return s
}

// way is one way through: what is met, and the answers given.
type way struct {
	met     []string
	answers map[string]string
	took    []string
	heard   []string
	end     string // "" where a gap stops it
}

// ways lists all ways from the start, or, where there are more than most, as
// many that r picks.
func (n *naive) ways(most int, r *rand.Rand) []way {
	if n.roots[0] == nil || n.loop {
		return nil
	}
	count := map[*place]int{}
	var number func(p *place) int
	number = func(p *place) int {
		if p == nil || p.end != "" {
			return 1
		}
		if c, ok := count[p]; ok {
			return c
		}
		c := 0
		for _, to := range p.next {
			c = min(c+number(to), 1<<40)
		}
		count[p] = c
		return c
	}
	all := number(n.roots[0])
	pick := func(k int) way { // the k-th; k is below all
		w := way{answers: map[string]string{}, took: slices.Clone(n.first.took[0]), heard: slices.Clone(n.first.heard[0])}
		for p := n.roots[0]; ; {
			if p.end != "" {
				w.end = p.end
				w.met = append(w.met, p.end)
				return w
			}
			v := 0
			for ; k >= number(p.next[v]); v++ {
				k -= number(p.next[v])
			}
			name := p.name()
			if p.asks() {
				if before, twice := w.answers[name]; twice && before != p.spot.values[v] {
					return way{} // no list of answers says this
				}
				w.answers[name] = p.spot.values[v]
				if p.next[v] != nil {
					name += "=" + p.spot.values[v]
				}
			}
			w.met = append(w.met, name)
			w.took = append(w.took, p.took[v]...)
			w.heard = append(w.heard, p.heard[v]...)
			if p.next[v] == nil {
				return w
			}
			p = p.next[v]
		}
	}
	var out []way
	for k := range min(all, most) {
		if all > most {
			k = r.IntN(all)
		}
		if w := pick(k); w.met != nil {
			out = append(out, w)
		}
	}
	return out
}

// reaches follows answers from each beginning as far as they go, and reports
// whether one of these ways holds: it is called with the place come to (nil at a
// gap), and with all rows that held on the way.
func (n *naive) reaches(answers map[string]string, holds func(at *place, log []held) bool) bool {
	for _, t := range append([]decision.Target{n.root.f.Start}, n.root.f.Entries...) {
		n.log = nil
		p := n.settle(n.root, t, make([]byte, len(n.questions)))
		log := n.log
		for hops := 0; p != nil && p.end == "" && hops < 200; hops++ { // it may go in a circle
			v := 0
			if p.asks() {
				text, ok := answers[p.name()]
				if !ok {
					break
				}
				v = p.spot.number(text)
			} else if holds(p, log) {
				return true
			}
			p = n.follow(p, v)
			log = append(log, n.log...)
		}
		if holds(p, log) {
			return true
		}
	}
	return false
}
