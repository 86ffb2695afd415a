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
		sig := binary.AppendVarint([]byte(st.exit+"\x00"), int64(st.node))
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
	a := &Automaton{Flow: e.f, Unmerged: len(e.states)}
	place := make([]int, len(members)) // of a class in a.States, 1-based
	queue := []int{class[0]}
	place[class[0]] = 1
	for i := 0; i < len(queue); i++ {
		for _, to := range e.states[members[queue[i]][0]].edges {
			if to < 0 {
				continue
			}
			if c := class[to]; place[c] == 0 {
				queue = append(queue, c)
				place[c] = len(queue)
			}
		}
	}
	for _, c := range queue {
		st := &e.states[members[c][0]]
		out := State{Exit: st.exit}
		if st.node >= 0 {
			out.Node = e.nodes[st.node]
		}
		for answer, to := range st.edges {
			if to < 0 {
				continue
			}
			edge := Edge{To: place[class[to]] - 1}
			if out.Node.Kind == decision.Question {
				edge.Answer = out.Node.Answers[answer].ID
			}
			out.Edges = append(out.Edges, edge)
		}
		a.States = append(a.States, out)
	}
	e.name(a, queue, members)
	return a
}

// name gives each state its id. A node's only state has the node's id; of
// several, each is told by the answers it remembers.
func (e *explorer) name(a *Automaton, queue []int, members [][]int) {
	siblings := map[*decision.Node][]int{}
	for i := range a.States {
		st := &a.States[i]
		if st.Node == nil {
			st.ID = "flow:" + st.Exit
			continue
		}
		siblings[st.Node] = append(siblings[st.Node], i)
		st.ID = st.Node.ID
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
		for _, g := range e.states[s].env {
			q := e.nodes[g.question]
			parts = append(parts, q.ID+sep+q.Answers[g.answer].ID)
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

func compareMemory(a, b string) int {
	if n := len(a) - len(b); n != 0 {
		return n
	}
	return strings.Compare(a, b)
}
