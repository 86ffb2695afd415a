package export

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// point is a place in a picture, in units of SVG, from the left top corner.
type point struct{ x, y float64 }

// box is a place with a size; its point is its middle.
type box struct {
	point
	w, h float64
}

// layout is where the things of a graph are: boxes by node, lines and the
// middles of labels by edge, frames by section in the order of graph.walk.
type layout struct {
	w, h   float64
	nodes  []box
	lines  [][]point // the control points of Bézier curves: 1 and 3 for each curve
	labels []point
	frames []box
}

// Letters of labels of edges as Graphviz counts them: it leaves room for as
// many as fill the size that is wanted.
const (
	charWidth  = 6.0 // of Courier in size 10
	lineHeight = 12.0
)

// arrange finds the places. Sizes are those of the nodes and of the labels of
// the edges and sections.
func (e *Engine) arrange(g *graph, nodes, labels, frames []box) (*layout, error) {
	var in strings.Builder
	in.WriteString("digraph {\nnodesep=0.3 ranksep=0.45 fontname=Courier fontsize=10 labeljust=l\n" +
		"node [shape=box fixedsize=true label=\"\"]\nedge [arrowhead=none fontname=Courier fontsize=10]\n")
	g.walk(visitor{node: func(_, i int) {
		fmt.Fprintf(&in, "n%d [width=%.4f height=%.4f]\n", i, nodes[i].w/72, nodes[i].h/72)
	}, open: func(_, number int, _ string) {
		fmt.Fprintf(&in, "subgraph cluster_%d {\nlabel=%s\n", number, room(frames[number]))
	}, close: func(int) {
		in.WriteString("}\n")
	}})
	for i, e := range g.edges {
		fmt.Fprintf(&in, "n%d -> n%d [id=e%d", e.from, e.to, i)
		if e.label != "" {
			fmt.Fprintf(&in, " label=%s", room(labels[i]))
		}
		in.WriteString("]\n")
	}
	in.WriteString("}\n")
	data, err := e.graphvizJSON(in.String())
	if err != nil {
		return nil, fmt.Errorf("drawing: %w", err)
	}
	return readLayout(g, nodes, len(frames), data)
}

// room is a label that takes at least a size.
func room(b box) string {
	line := strings.Repeat("x", int(math.Ceil(b.w/charWidth)))
	return `"` + line + strings.Repeat(`\n`+line, int(math.Ceil(b.h/lineHeight))-1) + `"`
}

// readLayout reads what Graphviz found. There y grows upwards.
func readLayout(g *graph, nodes []box, frames int, data []byte) (*layout, error) {
	var in struct {
		BB      string
		Objects []struct{ Name, BB, Pos string }
		Edges   []struct{ ID, Pos, LP string }
	}
	if err := json.Unmarshal(data, &in); err != nil {
		return nil, fmt.Errorf("drawing: %w", err)
	}
	bb := floats(in.BB)
	if len(bb) != 4 {
		return nil, errors.New("drawing: Graphviz gave no picture")
	}
	l := &layout{w: bb[2] - bb[0], h: bb[3] - bb[1], nodes: make([]box, len(g.nodes)), frames: make([]box, frames),
		lines: make([][]point, len(g.edges)), labels: make([]point, len(g.edges))}
	at := func(f []float64, i int) point { return point{f[i] - bb[0], bb[3] - f[i+1]} }
	placed := 0
	for _, o := range in.Objects {
		if n, ok := numbered(o.Name, "cluster_", frames); ok {
			if f := floats(o.BB); len(f) == 4 {
				a, b := at(f, 0), at(f, 2)
				l.frames[n] = box{point{(a.x + b.x) / 2, (a.y + b.y) / 2}, b.x - a.x, a.y - b.y}
			}
		} else if n, ok := numbered(o.Name, "n", len(g.nodes)); ok {
			if f := floats(o.Pos); len(f) == 2 {
				l.nodes[n] = box{at(f, 0), nodes[n].w, nodes[n].h}
				placed++
			}
		}
	}
	for _, e := range in.Edges {
		n, ok := numbered(e.ID, "e", len(g.edges))
		if !ok {
			continue
		}
		f := floats(e.Pos)
		for i := 0; i+1 < len(f); i += 2 {
			l.lines[n] = append(l.lines[n], at(f, i))
		}
		if f := floats(e.LP); len(f) == 2 {
			l.labels[n] = at(f, 0)
		}
		if len(l.lines[n])%3 == 1 {
			placed++
		}
	}
	if placed != len(g.nodes)+len(g.edges) {
		return nil, errors.New("drawing: Graphviz left something out")
	}
	return l, nil
}

// numbered reads the number after a prefix, below a limit.
func numbered(s, prefix string, limit int) (int, bool) {
	rest, ok := strings.CutPrefix(s, prefix)
	n, err := strconv.Atoi(rest)
	return n, ok && err == nil && n >= 0 && n < limit
}

// floats reads numbers with commas or spaces between.
func floats(s string) []float64 {
	var out []float64
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' }) {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil {
			return nil
		}
		out = append(out, v)
	}
	return out
}
