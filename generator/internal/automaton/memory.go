package automaton

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// state returns the number of the state at a node with what is assigned,
// making it if it is new.
func (e *explorer) state(at raw, parent, via int) int {
	key := make([]byte, 0, 64)
	if at.node < 0 {
		key = append(key, "flow:"+at.exit...)
	} else {
		key = binary.AppendVarint(binary.AppendVarint(binary.AppendVarint(key, int64(at.node)), int64(at.option)), int64(at.partly))
		e.work += len(e.set)
		if e.carried > 0 {
			copy(e.left, e.rest)
			e.left.and(e.reads(int(at.node)))
		}
		at.env = e.remembered(int(at.node))
		e.work += 10 * len(at.env)
		for _, g := range at.env {
			key = binary.AppendVarint(key, int64(g.question))
			if e.carried == 0 || e.needed[at.node] != nil && e.needed[at.node].has(int(g.question)) {
				key = binary.AppendVarint(key, int64(g.value))
			}
		}
		for _, word := range e.left {
			key = binary.LittleEndian.AppendUint64(key, word)
		}
	}
	if s, ok := e.found[string(key)]; ok {
		if at.node >= 0 && compareEnv(at.env, e.states[s].env) < 0 {
			e.states[s].env = at.env // the same from here on, and the name does not depend on who came first
		}
		return s
	}
	s := len(e.states)
	e.found[string(key)] = s
	at.rest = slices.Clone(e.left)
	at.parent, at.via = parent, via
	e.states = append(e.states, at)
	return s
}

// remembered lists the answers that a node or something after it may read,
// given the cases that are left.
func (e *explorer) remembered(node int) []given {
	var env []given
	for _, q := range e.set {
		if e.live[node].has(q) {
			env = append(env, given{int32(q), e.current[q]})
		}
	}
	slices.SortFunc(env, func(a, b given) int { return int(a.question - b.question) })
	if e.carried == 0 || len(env) == 0 {
		return env
	}
	e.mark(env)
	return slices.DeleteFunc(env, func(g given) bool {
		q := int(g.question)
		return e.marks[q] != e.marking && (e.needed[node] == nil || !e.needed[node].has(q))
	})
}

// mark marks those of the answered questions that cases read which are left.
func (e *explorer) mark(env []given) {
	few := e.left.count()
	e.marking++
	var rest int // to be found among the cases
	for _, g := range env {
		if readers := e.readers[g.question]; len(readers) > few {
			rest++
			e.marks[g.question] = -e.marking
		} else if slices.ContainsFunc(readers, func(r reader) bool { e.work++; return e.left.has(r.at) }) {
			e.marks[g.question] = e.marking
		}
	}
	e.left.each(0, e.carried, func(c int) bool {
		for _, t := range e.numbered[c].tests {
			if e.work++; e.marks[t.question] == -e.marking {
				e.marks[t.question] = e.marking
				rest--
			}
		}
		return rest > 0
	})
}

// compareEnv orders what states remember: less first.
func compareEnv(a, b []given) int {
	if n := len(a) - len(b); n != 0 {
		return n
	}
	return slices.CompareFunc(a, b, func(a, b given) int {
		return cmp.Or(int(a.question-b.question), int(a.value-b.value))
	})
}
