package automaton

import "signpost/generator/internal/decision"

// choice is what an alternative asks of a question of type many: all of its
// parts.
type choice struct {
	test   *test // accepts the values for which it holds
	parts  []part
	node   int  // whose alternative it is; -1 for none
	decide bool // where it holds, the alternatives of the node after it decide nothing
}

// part is a test of the answers chosen. members are its answers, option i as
// bit i.
type part struct {
	decision.Test
	members uint64
}

// partial is what is known after some options of a question.
type partial struct {
	picks uint64   // the least choice that leads here
	on    [2]int32 // the number in the next layer, or the value, without and with the next option
	state string   // see knowledge
}

// Limits of what is told apart after an option: all, and with alternatives
// that cannot decide any more left out; and of the work to do so, in bytes of
// knowledge.
const (
	maxExact     = 512
	maxLayer     = 4096
	maxKnowledge = 10_000_000
)

// ask adds what an alternative asks of the question to its choices.
func (s *space) ask(c choice, tests []decision.Test) {
	index := map[string]int{}
	for i, a := range s.node.Answers {
		index[a.ID] = i
	}
	for _, t := range tests {
		p := part{Test: t}
		for _, id := range t.Answers {
			if i, ok := index[id]; ok {
				p.members |= 1 << i
			}
		}
		c.parts = append(c.parts, p)
	}
	s.choices = append(s.choices, c)
}

// choose finds what can be known after each option, and the values.
func (s *space) choose() bool {
	if s.layered(maxExact) {
		return true
	}
	s.coarse = true
	return s.layered(maxLayer)
}

// knowledge is what is known of the choices after some options: for each
// choice whether it is out, then for each of its parts whether one of its
// answers was chosen, or one of all was left out; then whether any answer was
// chosen at all. What no choice that is left asks for is 0.
type knowledge []byte

func (s *space) layered(limit int) bool {
	s.layers, s.picks = nil, nil
	size := 1
	for _, c := range s.choices {
		size += 1 + len(c.parts)
	}
	work := 0
	layer := []partial{{state: string(s.settle(make(knowledge, size), 0))}}
	for o := range s.node.Answers {
		var next []partial
		number := map[string]int{}
		for p := range layer {
			for with := range 2 {
				if work += size; work > maxKnowledge {
					return false
				}
				state := s.settle(s.option(knowledge(layer[p].state), o, with == 1), o+1)
				picks := layer[p].picks | uint64(with)<<o
				n, ok := number[string(state)]
				if !ok {
					n = len(next)
					number[string(state)] = n
					next = append(next, partial{picks: picks, state: string(state)})
				} else if fewer(picks, next[n].picks) {
					next[n].picks = picks
				}
				layer[p].on[with] = int32(n)
			}
		}
		s.layers = append(s.layers, layer)
		if layer = next; len(layer) > limit {
			return false
		}
	}
	for _, c := range s.choices {
		c.test.accepts = newBitset(len(layer))
	}
	for v, p := range layer {
		s.picks = append(s.picks, p.picks)
		at := 0
		for _, c := range s.choices {
			if p.state[at] == 0 {
				c.test.accepts.set(v)
			}
			at += 1 + len(c.parts)
		}
	}
	return true
}

// option notes whether an option was chosen.
func (s *space) option(before knowledge, o int, with bool) knowledge {
	k := append(knowledge(nil), before...)
	at := 0
	for _, c := range s.choices {
		for i, p := range c.parts {
			if p.members>>o&1 == 1 && with != p.All {
				k[at+1+i] = 1
			}
		}
		at += 1 + len(c.parts)
	}
	if with {
		k[at] = 1
	}
	return k
}

// settle finds which choices are out after so many options, and forgets what
// nothing asks for any more.
func (s *space) settle(k knowledge, options int) knowledge {
	rest := ^uint64(0) << options // of the options
	last := len(k) - 1
	anything := false // whether it matters that nothing was chosen
	decided := -1     // the node whose later alternatives decide nothing
	at := 0
	for _, c := range s.choices {
		out, held := k[at] == 1 || s.coarse && c.node >= 0 && c.node == decided, true
		for i, p := range c.parts {
			if out {
				break
			}
			open, holds := p.holds(k[at+1+i] == 1, k[last] == 1, rest, options < len(s.node.Answers))
			out = !open && !holds
			held = held && !open
		}
		for i, p := range c.parts {
			if out {
				k[at+1+i] = 0
			}
			anything = anything || !out && p.None
		}
		k[at] = 0
		if out {
			k[at] = 1
		} else if held && c.decide {
			decided = c.node
		}
		at += 1 + len(c.parts)
	}
	if !anything {
		k[last] = 0
	}
	return k
}

// holds tells whether a part is open still, and if not whether it holds. met
// is whether one of its answers was chosen, or one of all left out; chosen
// whether anything was; rest are the options to come, if more is true.
func (p part) holds(met, chosen bool, rest uint64, more bool) (open, holds bool) {
	coming := p.members&rest != 0
	switch {
	case p.All && met:
	case p.All:
		open, holds = coming, true
	case met:
		holds = true
	default:
		open = coming || p.None && !chosen && more
		holds = p.None && !chosen
	}
	return open, holds != p.Not
}
