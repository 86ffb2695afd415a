package export

import "strings"

// visitor gets the nodes of a graph by their sections.
type visitor struct {
	node  func(depth, i int)
	open  func(depth, number int, text string) // a section; number counts from 0
	close func(depth int)
}

// walk gives the nodes to a visitor: a section's nodes together, in the
// section that its question is in.
func (g *graph) walk(v visitor) {
	by := map[string][]int{} // nodes by section
	question := map[string]int{}
	var subs = map[string][]string{} // sections by the one around them
	for i := range g.nodes {
		n := &g.nodes[i]
		if n.kind == "use" {
			question[n.id] = i
		}
		if len(by[n.section]) == 0 && n.section != "" {
			around := ""
			if dot := strings.LastIndexByte(n.section, '.'); dot >= 0 {
				around = n.section[:dot]
			}
			subs[around] = append(subs[around], n.section)
		}
		by[n.section] = append(by[n.section], i)
	}
	number := 0
	var visit func(depth int, section string)
	visit = func(depth int, section string) {
		for _, i := range by[section] {
			v.node(depth, i)
		}
		for _, sub := range subs[section] {
			v.open(depth, number, g.nodes[question[sub]].text)
			number++
			visit(depth+1, sub)
			v.close(depth)
		}
	}
	visit(0, "")
}
