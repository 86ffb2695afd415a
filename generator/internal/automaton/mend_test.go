package automaton

import (
	"slices"

	"signpost/generator/internal/decision"
)

// mend changes a draft until nothing is to be reported of it, and of none of the
// flows it uses. It returns nil where that takes too long.
func (d *draft) mend() *draft {
	done := map[*draft]*draft{}
	var mend func(d *draft) *draft
	mend = func(d *draft) *draft {
		if m, ok := done[d]; ok {
			return m
		}
		m := d.clone()
		done[d] = nil
		for _, n := range m.nodes {
			if n.use != nil {
				if n.use = mend(n.use); n.use == nil || len(n.use.outcomes()) == 0 {
					return nil
				}
				n.adapt()
			}
		}
		for range 40 {
			p, err := m.project()
			if err != nil {
				return nil
			}
			n := interpret(p.flow, p.flows)
			if n.large {
				return nil
			}
			if len(n.findings()) == 0 {
				done[d] = m
				return m
			}
			if n.loop || slices.ContainsFunc(n.spots, func(s *spot) bool { return s.twice }) {
				return nil
			}
			m.better(n)
		}
		return nil
	}
	return mend(d)
}

// adapt takes out what an outcome that the used flow has lost was named for.
func (n *sketch) adapt() {
	if n.tail {
		return
	}
	n.given = slices.DeleteFunc(n.given, func(q string) bool { return n.use.node(q) == nil })
	was := n.rows
	n.form, n.rows = byRows, []line{{els: true, then: was[len(was)-1].then}}
	for i, o := range n.use.outcomes()[1:] {
		n.rows = slices.Insert(n.rows, 0, line{when: [][]term{{{n.id, o}}}, then: was[i%len(was)].then})
	}
}

// better takes what was found out of a draft: first rows, then nodes.
func (d *draft) better(n *naive) {
	changed := false
	for _, m := range d.nodes {
		s := n.byName[m.id]
		if m.kind == decision.Outcome || m.tail || !s.met {
			continue
		}
		if s.gap && !m.rows[len(m.rows)-1].els {
			m.rows = append(m.rows, line{els: true, then: m.rows[0].then})
			changed = true
			continue
		}
		if m.form == byAnswer && m.use != nil {
			m.byRows()
		}
		for i := len(m.rows) - 1; i >= 0; i-- {
			blind, held := false, false
			for _, clause := range s.rows[i] {
				for _, c := range clause {
					blind = blind || c.q != s.q && !s.asked[c.q]
				}
			}
			for o := range i {
				held = held || m.unique && s.pairs[[2]int{o, i}]
			}
			redundant := s.used[i] && !s.needed[i] && m.form == byRows && !m.rows[i].els
			if m.form == byAnswer && !m.rows[i].els || m.form == plain || len(m.rows) == 1 {
				continue
			}
			if blind || held || !s.used[i] || redundant {
				m.rows = slices.Delete(m.rows, i, i+1)
				changed = true
				if redundant {
					break // what is below it may be needed now
				}
			}
		}
		if m.form == byRows && m.kind != decision.Table && len(m.rows) == 1 && (m.rows[0].els || !s.used[0]) {
			m.form = plain
		}
	}
	if changed {
		return
	}
	d.nodes = slices.DeleteFunc(d.nodes, func(m *sketch) bool {
		lost := !n.byName[m.id].met
		if lost {
			for _, o := range d.nodes {
				o.given = slices.DeleteFunc(o.given, func(q string) bool { return q == m.id })
			}
		}
		return lost
	})
}

// byRows writes a map as rows.
func (n *sketch) byRows() {
	for i := range n.rows {
		if r := &n.rows[i]; !r.els {
			r.when = [][]term{{{n.id, r.answer}}}
		}
	}
	n.form = byRows
}
