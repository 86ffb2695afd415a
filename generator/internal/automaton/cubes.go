package automaton

import (
	"maps"
	"slices"
	"strings"

	"signpost/generator/internal/decision"
)

// Cube is a set of answers: those that are among the ones listed for each of
// its questions, whatever the others are.
type Cube []Constraint

// Constraint is an entry of a condition: what the answer to a question must be.
type Constraint struct {
	Question string
	decision.Test
}

// String writes a cube much as an author writes a condition: "kind: fault,
// users: {min: 50, max: 99}"; "any answers" where it constrains nothing. Where a
// question of type many has two constraints, "and" stands between.
func (c Cube) String() string {
	var parts []string
	for i, e := range c {
		if i > 0 && c[i-1].Question == e.Question {
			parts[len(parts)-1] += " and " + e.Test.String()
			continue
		}
		parts = append(parts, e.Question+": "+e.Test.String())
	}
	if len(parts) == 0 {
		return "any answers"
	}
	return strings.Join(parts, ", ")
}

// region is a cube by number: variable to its values; all where it is not
// there.
type region map[int]bitset

// cover describes the paths from root to an end by cubes, none of them needless
// and none with a needless constraint.
func (d *differ) cover(root, end int) (cubes []Cube, more bool) {
	var regions []region
	for {
		path := d.uncovered(root, end, region{}, regions)
		if path == nil {
			more = d.steps > maxSearch
			break
		}
		if len(regions) == maxCubes {
			more = true
			break
		}
		regions = append(regions, d.widen(root, end, path))
	}
	for i := 0; i < len(regions) && !more; i++ {
		others := slices.Delete(slices.Clone(regions), i, i+1)
		if d.minus(regions[i], others) == nil {
			regions = others
			i--
		}
	}
	for _, r := range regions {
		cubes = append(cubes, d.cube(r))
	}
	slices.SortFunc(cubes, func(a, b Cube) int { return strings.Compare(a.String(), b.String()) })
	return cubes, more
}

// uncovered finds a path to the end, as a region, part of which no region
// covers; nil where there is none, or where it takes too long.
func (d *differ) uncovered(at, end int, path region, covered []region) region {
	if d.steps++; d.steps > maxSearch {
		return nil
	}
	n := &d.graph[at]
	if n.variable < 0 {
		if at != end {
			return nil
		}
		return maps.Clone(d.minus(path, covered))
	}
	if slices.ContainsFunc(covered, func(r region) bool { return d.inside(path, r) }) {
		return nil
	}
	for value, to := range n.to {
		one := newBitset(d.doms[n.variable].size())
		one.set(value)
		path[n.variable] = one
		found := d.uncovered(to, end, path, covered)
		delete(path, n.variable)
		if found != nil {
			return found
		}
	}
	return nil
}

// inside reports whether all of a is in b.
func (d *differ) inside(a, b region) bool {
	for v, values := range b {
		mine, ok := a[v]
		if !ok {
			return false // b leaves some value out, or it would not list it
		}
		for w := range mine {
			if mine[w]&^values[w] != 0 {
				return false
			}
		}
	}
	return true
}

// minus gives a part of a region that lies outside of all others, or nil.
func (d *differ) minus(r region, others []region) region {
	if d.steps += len(others); d.steps > maxSearch {
		return nil
	}
	for i, o := range others {
		rest := maps.Clone(r)
		apart := false
		var outside []region
		for _, v := range slices.Sorted(maps.Keys(o)) {
			mine, ok := rest[v]
			if !ok {
				mine = d.all(v)
			}
			in, out := slices.Clone(mine), slices.Clone(mine)
			in.and(o[v])
			for w := range out {
				out[w] &^= o[v][w]
			}
			if out.count() > 0 {
				part := maps.Clone(rest)
				part[v] = out
				outside = append(outside, part)
			}
			if in.count() == 0 {
				apart = true
				break
			}
			rest[v] = in
		}
		if apart && len(outside) == 1 && slices.Equal(keys(outside[0]), keys(r)) {
			continue // nothing in common
		}
		for _, part := range outside {
			if found := d.minus(part, others[i+1:]); found != nil {
				return found
			}
		}
		return nil
	}
	return r
}

func keys(r region) []int { return slices.Sorted(maps.Keys(r)) }

func (d *differ) all(v int) bitset {
	n := d.doms[v].size()
	b := newBitset(n)
	for i := range n {
		b.set(i)
	}
	return b
}

// widen drops what a path need not say to lead to the end: first whole
// constraints, the last asked first, then values.
func (d *differ) widen(root, end int, path region) region {
	out := maps.Clone(path)
	vars := keys(path)
	slices.Reverse(vars)
	for _, v := range vars {
		kept := out[v]
		delete(out, v)
		if !d.only(root, end, out) {
			out[v] = kept
		}
	}
	for _, v := range vars {
		if out[v] == nil {
			continue
		}
		for value := range d.doms[v].size() {
			if out[v].has(value) {
				continue
			}
			kept := out[v]
			out[v] = slices.Clone(kept)
			out[v].set(value)
			if !d.only(root, end, out) {
				out[v] = kept
			}
		}
	}
	return out
}

// only reports whether all answers of a region lead to one end.
func (d *differ) only(root, end int, r region) bool {
	seen := newBitset(len(d.graph))
	todo := []int{root}
	for len(todo) > 0 {
		d.steps++
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		n := &d.graph[at]
		if n.variable < 0 {
			if at != end {
				return false
			}
			continue
		}
		for value, to := range n.to {
			if values, ok := r[n.variable]; (!ok || values.has(value)) && seen.set(to) {
				todo = append(todo, to)
			}
		}
	}
	return true
}

// cube writes a region with ids, the questions in the order in which they are
// met first.
func (d *differ) cube(r region) Cube {
	var out Cube
	done := map[string]bool{} // questions of type many
	for _, v := range keys(r) {
		dom := d.doms[v]
		c := Constraint{Question: dom.node}
		switch {
		case dom.option != "" && done[dom.node]:
			continue
		case dom.option != "":
			done[dom.node] = true
			out = append(out, d.options(r, dom.node)...)
			continue
		case dom.kind == decision.Number:
			for i, at := range dom.ranges {
				last := len(c.Ranges) - 1
				switch {
				case !r[v].has(i):
				case last >= 0 && c.Ranges[last].Max+1 == at.Min:
					c.Ranges[last].Max = at.Max
				default:
					c.Ranges = append(c.Ranges, at)
				}
			}
		default:
			in := r[v].count()
			c.Not = len(dom.values) > 2 && in > len(dom.values)/2
			for i, value := range dom.values {
				if r[v].has(i) != c.Not {
					c.Answers = append(c.Answers, value)
				}
			}
		}
		out = append(out, c)
	}
	return out
}

// options writes what a region says of the options of a question: those that
// must be chosen, and those that must not.
func (d *differ) options(r region, question string) []Constraint {
	var in, out []string
	for v, dom := range d.doms {
		switch {
		case dom.node != question || dom.option == "" || r[v] == nil:
		case r[v].has(1):
			in = append(in, dom.option)
		default:
			out = append(out, dom.option)
		}
	}
	var c []Constraint
	if in != nil {
		c = append(c, Constraint{question, decision.Test{Answers: in, All: len(in) > 1}})
	}
	if out != nil {
		c = append(c, Constraint{question, decision.Test{Answers: out, Not: true}})
	}
	return c
}
