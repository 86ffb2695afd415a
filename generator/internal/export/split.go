package export

import (
	"fmt"
	"slices"
	"strings"
)

// piece is a part of a graph, drawn by itself.
type piece struct {
	graph
	title string
}

// pieces splits a graph as the package doc says.
func (b *builder) pieces() []piece {
	if b.size() <= MaxPart {
		return []piece{{b.graph, b.Title}}
	}
	b.summaries()
	of := make([]int, len(b.nodes)) // the piece of each node; -1 for ends
	for i := range of {
		of[i] = -1
	}
	var out []piece
	for _, section := range b.sections() {
		for i, cut := range b.cut(section) {
			title := b.Title
			if section != "" {
				title += b.Terms.Colon + " " + b.nodes[b.index[section]].text
			}
			if i > 0 {
				title += fmt.Sprintf(" (%d)", i+1)
			}
			for _, n := range cut {
				of[n] = len(out)
			}
			out = append(out, piece{title: title})
		}
	}
	for _, e := range b.edges { // a start goes with what it leads to
		if b.nodes[e.from].kind == "start" {
			of[e.from] = max(of[e.to], 0)
		}
	}
	for p := range out {
		out[p].graph = b.piece(p, of)
	}
	return out
}

// sections lists the sections that have nodes of their own, in their order.
func (b *builder) sections() []string {
	var out []string
	for i := range b.nodes {
		if s := b.nodes[i].section; b.nodes[i].inner() && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// summaries gives the questions that use flows the edges of their answers.
func (b *builder) summaries() {
	for _, u := range b.uses {
		id := b.nodes[u].id
		for _, n := range b.flow.Nodes {
			if n.Given == id && n.Answer != "" {
				for _, br := range joined(b.rows(b.flow.Node(id), n.Next)) {
					b.connect(u, b.target(br.to), br.label)
				}
				break
			}
		}
	}
}

// order lists the inner nodes of a section so that most stand after those that
// lead to them, and ways stay together.
func (b *builder) order(section string) []int {
	out := make([][]int, len(b.nodes))
	entered := make([]bool, len(b.nodes)) // from within the section
	for _, e := range b.edges {
		if from, to := &b.nodes[e.from], &b.nodes[e.to]; to.inner() && to.section == section && from.inner() && from.section == section {
			out[e.from] = append(out[e.from], e.to)
			entered[e.to] = true
		}
	}
	seen := make([]bool, len(b.nodes))
	var order []int
	var visit func(int)
	visit = func(i int) {
		seen[i] = true
		for _, to := range slices.Backward(out[i]) {
			if !seen[to] {
				visit(to)
			}
		}
		order = append(order, i)
	}
	for i := range slices.Backward(b.nodes) {
		if n := &b.nodes[i]; n.inner() && n.section == section && !seen[i] && !entered[i] {
			visit(i)
		}
	}
	for i := range b.nodes { // circles in the drawing that nothing leads into
		if n := &b.nodes[i]; n.inner() && n.section == section && !seen[i] {
			visit(i)
		}
	}
	slices.Reverse(order)
	return order
}

// cut divides a section's nodes into runs of its order, each with at most
// MaxPart nodes together with the ends it leads to: those runs that the fewest
// edges cross, then the fewest runs, then the most even.
func (b *builder) cut(section string) [][]int {
	order := b.order(section)
	place := make(map[int]int, len(order))
	for i, n := range order {
		place[n] = i
	}
	next := make([][]int, len(order)) // places of the targets of each; -1 in another section
	ends := make([][]int, len(order))
	for _, e := range b.edges {
		i, ok := place[e.from]
		if !ok {
			continue
		}
		if to := &b.nodes[e.to]; to.end() {
			ends[i] = append(ends[i], e.to)
		} else if at, ok := place[e.to]; ok {
			next[i] = append(next[i], at)
		} else {
			next[i] = append(next[i], -1)
		}
	}
	prev := make([][]int, len(order))
	for i := range next {
		for _, to := range next[i] {
			if to >= 0 {
				prev[to] = append(prev[to], i)
			}
		}
	}
	best := make([]int, len(order)+1) // the least cost of what begins at a place
	end := make([]int, len(order)+1)  // where its first run ends
	for i := len(order) - 1; i >= 0; i-- {
		crossing := 0
		drawn := map[int]bool{}
		for j := i; j < len(order); j++ {
			for _, to := range next[j] {
				if to < i || to > j {
					crossing++
				}
			}
			for _, from := range prev[j] {
				if from >= i && from < j {
					crossing--
				}
			}
			for _, n := range ends[j] {
				drawn[n] = true
			}
			size := j - i + 1
			if size > 1 && size+len(drawn) > MaxPart {
				break
			}
			if cost := crossing<<40 + 1<<24 + size*size + best[j+1]; end[i] == 0 || cost < best[i] {
				best[i], end[i] = cost, j+1
			}
		}
	}
	var out [][]int
	for i := 0; i < len(order); i = end[i] {
		out = append(out, order[i:end[i]])
	}
	return out
}

// piece draws together one piece: its nodes, the ends they lead to, and ports.
func (b *builder) piece(p int, of []int) graph {
	var g graph
	index := map[string]int{}
	put := func(n node) int {
		if i, ok := index[n.id]; ok {
			return i
		}
		index[n.id] = len(g.nodes)
		g.nodes = append(g.nodes, n)
		return len(g.nodes) - 1
	}
	for i := range b.nodes {
		if of[i] == p {
			n := b.nodes[i]
			n.section = ""
			put(n)
		}
	}
	for _, e := range b.edges {
		from, to := of[e.from], of[e.to]
		end := b.nodes[e.to].end()
		switch {
		case from == p && (to == p || end):
			n := b.nodes[e.to]
			n.section = ""
			g.edges = append(g.edges, edge{put(b.nodes[e.from]), put(n), e.label})
		case from == p:
			part := fmt.Sprintf(b.Terms.Part, to+1)
			port := put(node{id: "(to-" + b.nodes[e.to].id + ")", kind: "port", text: "→ " + part + b.Terms.Colon + " " + b.nodes[e.to].text, href: b.partHref(to)})
			g.edges = append(g.edges, edge{put(b.nodes[e.from]), port, e.label})
		case to == p && !end:
			part := fmt.Sprintf(b.Terms.Part, from+1)
			id := "(from-" + fmt.Sprint(from+1) + "-" + b.nodes[e.to].id + ")"
			if _, ok := index[id]; !ok {
				port := put(node{id: id, kind: "port", text: part + " →", href: b.partHref(from)})
				g.edges = append(g.edges, edge{port, put(b.nodes[e.to]), ""})
			}
		}
	}
	if p == 0 { // ends that nothing leads to
		led := map[int]bool{}
		for _, e := range b.edges {
			led[e.to] = true
		}
		for i := range b.nodes {
			if b.nodes[i].end() && !led[i] {
				n := b.nodes[i]
				n.section = ""
				put(n)
			}
		}
	}
	return g
}

// partHref leads to another part, where pictures have links and are on a page
// together.
func (b *builder) partHref(p int) string {
	if b.Href == nil {
		return ""
	}
	return "#" + partName(b.flow.Name, p)
}

// partName is the id of a part's picture.
func partName(flow string, p int) string {
	name := "picture-" + strings.ReplaceAll(clean(flow), " ", "-")
	if p > 0 {
		name += fmt.Sprintf("-%d", p+1)
	}
	return name
}
