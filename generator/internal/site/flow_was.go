package site

import (
	"slices"
	"strings"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
)

// maxWas is how many older ids of a node a page carries: with names that
// changed on several levels of used flows there may be more.
const maxWas = 32

// olderNodes lists the older ids of a node: each part of its id, which are the
// questions that use flows and the node's own, under any of its names.
func olderNodes(f *decision.Flow, n *decision.Node) []string {
	ids := []string{""}
	full := ""
	for part := range strings.SplitSeq(n.ID, ".") {
		full += part
		names := []string{part}
		if at := f.Node(full); at != nil {
			names = append(names, at.Was...)
		}
		var longer []string
		for _, id := range ids {
			for _, name := range names {
				longer = append(longer, id+name)
			}
		}
		ids = longer[:min(len(longer), maxWas+1)]
		full += "."
		if full != n.ID+"." {
			for i := range ids {
				ids[i] += "."
			}
		}
	}
	return slices.DeleteFunc(ids, func(id string) bool { return id == n.ID })
}

// olderStates lists, by index, the older ids of states that were the only ones
// of their kind: what addresses without answers name. No two are the same,
// and none is the id of a state.
func olderStates(a *automaton.Automaton) map[int][]string {
	taken := map[string]bool{}
	for i := range a.States {
		taken[a.States[i].ID] = true
	}
	out := map[int][]string{}
	for i := range a.States {
		st := &a.States[i]
		if st.Node == nil {
			continue
		}
		nodes := append([]string{st.Node.ID}, olderNodes(a.Flow, st.Node)...)
		options := []string{""}
		if st.Option != "" && st.Option != st.Node.Answers[0].ID {
			options = []string{"." + st.Option}
			for _, old := range olderAnswer(st.Node, st.Option) {
				options = append(options, "."+old)
			}
		}
		for _, node := range nodes {
			for _, option := range options {
				if id := node + option; !taken[id] {
					taken[id] = true
					out[i] = append(out[i], id)
				}
			}
		}
	}
	return out
}
