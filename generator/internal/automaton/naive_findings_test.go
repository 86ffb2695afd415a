package automaton

import (
	"slices"
	"strconv"
	"strings"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
)

// says evaluates a test as the manual words it.
func says(t decision.Test, typ decision.Type, value string) bool {
	holds := false
	switch typ {
	case decision.Number:
		v, err := strconv.Atoi(value)
		if err != nil {
			panic(err)
		}
		for _, r := range t.Ranges {
			if int(r.Min) <= v && v <= int(r.Max) {
				holds = true
			}
		}
	case decision.Many:
		chosen := strings.Split(value, ",")
		if value == "none" {
			chosen = nil
			holds = t.None
		}
		some, all := false, true
		for _, id := range t.Answers {
			if slices.Contains(chosen, id) {
				some = true
			} else {
				all = false
			}
		}
		if t.All {
			holds = holds || all
		} else {
			holds = holds || some
		}
	default:
		holds = slices.Contains(t.Answers, value)
	}
	if t.Not {
		return !holds
	}
	return holds
}

// again reports whether a question may come twice on a way.
func (n *naive) again() bool {
	return n.loop || slices.ContainsFunc(n.spots, func(s *spot) bool { return s.twice })
}

// findings lists what must be reported, as "code file:line:col".
func (n *naive) findings() []string {
	var out []string
	add := func(code string, at diag.Pos) { out = append(out, code+" "+at.String()) }
	if n.loop {
		out = append(out, "flow-loop")
	}
	for _, s := range n.spots {
		if s.twice && !n.loop {
			add("flow-asked-twice", s.n.Pos)
		}
		if s.in != n.root {
			continue
		}
		dead := !n.loop && s.dead && n.roots[0] != nil
		if s.gap && !(dead && !slices.Contains(s.used, true)) {
			add("flow-gap", s.n.Next.Pos)
		}
		if !s.met {
			add("flow-unreachable", s.n.Pos)
			continue
		}
		if dead {
			add("flow-dead-end", s.n.Pos)
		}
		n.rows(s, add)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (n *naive) rows(s *spot, add func(string, diag.Pos)) {
	next := s.n.Next
	deadEnd := !n.loop && s.dead && n.roots[0] != nil && !slices.Contains(s.used, true)
	for i, row := range next.Rows {
		blind := false
		for _, clause := range s.rows[i] {
			for _, c := range clause {
				if c.q != s.q && !s.asked[c.q] {
					add("flow-condition-never-asked", c.pos)
					blind = true
				}
			}
		}
		if s.n.Unique {
			together, apart := false, false
			for o := range i {
				if s.pairs[[2]int{o, i}] {
					together = true
					apart = apart || next.Rows[o].Then.String() != row.Then.String()
				}
			}
			if apart {
				add("flow-contradiction", row.Pos)
			} else if together {
				add("flow-overlap", row.Pos)
			}
		}
		chosen := next.Map && !row.Else // by an answer's name, or always
		switch {
		case blind || chosen && s.inner == nil:
		case s.used[i] && (s.needed[i] || next.Map || row.Else):
		case next.Map && row.Else && s.inner != nil && len(next.Rows) <= len(s.values): // it stands for the others
		case s.used[i]:
			add("flow-row-redundant", row.Pos)
		case chosen:
			add("flow-answer-unreachable", row.Pos)
		case row.Else:
			add("flow-else-unreachable", row.Pos)
		case s.held[i]:
			add("flow-row-masked", row.Pos)
		case !deadEnd:
			add("flow-row-unreachable", row.Pos)
		}
	}
}
