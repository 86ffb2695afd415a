package automaton

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"signpost/generator/internal/decision"
)

// merge folds raw states that go on alike, from the ends (order), and names
// what is left.
func (e *explorer) merge(order []int) *Automaton {
	class := make([]int, len(e.states))
	members := [][]int{}
	bySignature := make(map[string]int, len(order))
	for _, s := range order {
		st := &e.states[s]
		sig := binary.AppendVarint(binary.AppendVarint([]byte(st.exit+"\x00"), int64(st.node)), int64(st.option))
		for _, to := range st.edges {
			c := -1 // refused
			if to >= 0 {
				c = class[to]
			}
			sig = binary.AppendVarint(sig, int64(c))
		}
		c, ok := bySignature[string(sig)]
		if !ok {
			c = len(members)
			bySignature[string(sig)] = c
			members = append(members, nil)
		}
		class[s] = c
		members[c] = append(members[c], s)
	}
	a := &Automaton{Flow: e.f, Unmerged: len(e.states), e: e}
	place := make([]int, len(members)) // of a class in a.States, 1-based
	var queue []int
	enter := func(s int) int {
		c := class[s]
		if place[c] == 0 {
			queue = append(queue, c)
			place[c] = len(queue)
		}
		return place[c] - 1
	}
	for i, s := range e.roots {
		switch {
		case s < 0: // a gap before the first state
		case i == 0:
			enter(s)
		default:
			a.Entries = append(a.Entries, enter(s))
		}
	}
	for i := 0; i < len(queue); i++ {
		for _, to := range e.states[members[queue[i]][0]].edges {
			if to >= 0 {
				enter(to)
			}
		}
	}
	for _, c := range queue {
		st := &e.states[members[c][0]]
		out := State{Exit: st.exit}
		if st.node >= 0 {
			out.Node = e.nodes[st.node]
			out.Edges = e.edges(st, func(to int) int { return place[class[to]] - 1 })
			if out.Node.Kind == decision.Question && out.Node.Type == decision.Many {
				out.Option = out.Node.Answers[st.option].ID
			}
		}
		a.States = append(a.States, out)
	}
	e.name(a, queue, members)
	return a
}

// edges turns those of a raw state into those of a merged one.
func (e *explorer) edges(st *raw, place func(int) int) []Edge {
	var out []Edge
	n := e.nodes[st.node]
	for v, to := range st.edges {
		if to < 0 {
			continue
		}
		edge := Edge{To: place(to)}
		if n.Kind == decision.Question {
			switch n.Type {
			case decision.Number:
				edge.Range = e.spaces[st.node].ranges[v]
				if last := len(out) - 1; last >= 0 && out[last].To == edge.To && out[last].Range.Max+1 == edge.Range.Min {
					out[last].Range.Max = edge.Range.Max
					continue
				}
			case decision.Many:
				edge.Answer = [...]string{No, Yes}[v]
			default:
				edge.Answer = n.Answers[v].ID
			}
		}
		out = append(out, edge)
	}
	if n.Kind == decision.Question && n.Type == decision.Number {
		for i := range out {
			out[i].Answer = out[i].Range.String()
		}
	}
	return out
}

// name gives each state its id. A node's only state has the node's id; of
// several, each is told by the answers it remembers.
func (e *explorer) name(a *Automaton, queue []int, members [][]int) {
	type place struct {
		node   *decision.Node
		option string
	}
	siblings := map[place][]int{}
	for i := range a.States {
		st := &a.States[i]
		if st.Node == nil {
			st.ID = "flow:" + st.Exit
			continue
		}
		at := place{st.Node, st.Option}
		siblings[at] = append(siblings[at], i)
		if st.ID = st.Node.ID; st.Option != "" && st.Option != st.Node.Answers[0].ID {
			st.ID += "." + st.Option
		}
	}
	for _, states := range siblings {
		if len(states) == 1 {
			continue
		}
		alike := map[string]int{}
		brief := make([]string, len(states))
		for k, i := range states {
			brief[k] = short(e.memory(members[queue[i]], "-"))
			alike[brief[k]]++
		}
		for k, i := range states {
			if slices.Contains(a.Entries, i) {
				continue // its address is the node's
			}
			m := brief[k]
			if alike[m] > 1 { // "a-b" and "c", or "a" and "b-c"
				m = hashed(e.memory(members[queue[i]], "="))
			}
			a.States[i].ID += "~" + m
		}
	}
}

// memory describes the answers that a merged state remembers: those of the
// least of its members, so that the description does not depend on the order
// in which they were found. sep stands between question and answer.
func (e *explorer) memory(states []int, sep string) string {
	least := ""
	for i, s := range states {
		var parts []string
		st := &e.states[s]
		for _, g := range st.env {
			parts = append(parts, e.nodes[g.question].ID+sep+spell(e.spaces[g.question].text(int(g.value))))
		}
		if st.option > 0 {
			sp := e.spaces[st.node]
			parts = append(parts, e.nodes[st.node].ID+sep+spell(sp.choice(sp.layers[st.option][st.partly].picks)))
		}
		slices.Sort(parts)
		m := strings.Join(parts, "~")
		if i == 0 || compareMemory(m, least) < 0 {
			least = m
		}
	}
	return least
}

// short hashes a memory of many answers: ids stay short.
func short(memory string) string {
	switch {
	case memory == "":
		return "none"
	case strings.Count(memory, "~") < 3:
		return memory
	}
	return hashed(memory)
}

func hashed(memory string) string {
	h := fnv.New64a()
	h.Write([]byte(memory))
	return fmt.Sprintf("%011x", h.Sum64()>>20)
}

// spell writes an answer with the characters of ids alone.
func spell(answer string) string { return strings.ReplaceAll(answer, ",", "-") }

func compareMemory(a, b string) int {
	if n := len(a) - len(b); n != 0 {
		return n
	}
	return strings.Compare(a, b)
}
