package export

import (
	"fmt"
	"html"
	"math"
	"strings"

	"signpost/generator/internal/automaton"
)

// Part is a picture, or one of several that a flow is split into.
type Part struct {
	Name  string // the id of the picture, unique for the flow: "picture-severity", "picture-severity-2"
	Title string
	SVG   []byte
	DOT   string
}

// Sizes in units of SVG, which are pixels where nothing scales the picture.
const (
	fontSize  = 13.0
	lineSize  = 16.0 // from one line to the next
	edgeFont  = 12.0
	edgeSize  = 14.0
	margin    = 8.0
	arrowLong = 8.0
)

// Draw draws a flow. It returns ErrTooLarge for one of more than MaxDrawn
// nodes, or with more than MaxEdges edges in a picture; other errors are bugs.
func Draw(a *automaton.Automaton, o Options) ([]Part, error) {
	b := build(a, o)
	if b.size() > MaxDrawn {
		return nil, tooLarge("nodes", MaxDrawn, "write it as dot or mermaid")
	}
	engine := o.Engine
	if engine == nil {
		engine = &Engine{}
	}
	var out []Part
	for i, p := range b.pieces() {
		if len(p.graph.edges) > MaxEdges {
			return nil, tooLarge("edges in a picture", MaxEdges, "write it as dot or mermaid")
		}
		part := Part{Name: partName(a.Flow.Name, i), Title: p.title, DOT: dot(&p.graph, p.title)}
		svg, err := b.draw(engine, &p, part.Name)
		if err != nil {
			return nil, err
		}
		part.SVG = svg
		out = append(out, part)
	}
	return out, nil
}

// canvas is a picture being written.
type canvas struct {
	strings.Builder
	*layout
}

func (b *builder) draw(engine *Engine, p *piece, id string) ([]byte, error) {
	g := &p.graph
	nodes, texts := make([]box, len(g.nodes)), make([][]string, len(g.nodes))
	for i := range g.nodes {
		nodes[i], texts[i] = nodeSize(&g.nodes[i])
	}
	labels, lines := make([]box, len(g.edges)), make([][]string, len(g.edges))
	for i, e := range g.edges {
		if e.label != "" {
			lines[i] = wrap(e.label, edgeLine, edgeLines)
			labels[i] = textSize(lines[i], edgeFont, edgeSize)
		}
	}
	var frames []box
	var titles []string
	g.walk(visitor{node: func(int, int) {}, close: func(int) {}, open: func(_, _ int, text string) {
		titles = append(titles, wrap(text, 30, 1)[0])
		frames = append(frames, textSize(titles[len(titles)-1:], edgeFont, edgeSize))
	}})
	l, err := engine.arrange(g, nodes, labels, frames)
	if err != nil {
		return nil, err
	}
	c := &canvas{layout: l}
	c.begin(b, p, id)
	for i, f := range l.frames {
		left, top := f.x-f.w/2, f.y-f.h/2
		fmt.Fprintf(c, "<g class=\"section\"><rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"0.5\"/>",
			px(left), px(top), px(f.w), px(f.h))
		fmt.Fprintf(c, "<text x=\"%s\" y=\"%s\" font-size=\"%s\" fill=\"currentColor\">%s</text></g>\n", px(left+6), px(top+14), px(edgeFont), escape(titles[i]))
	}
	for i, e := range g.edges {
		c.edge(i, e, lines[i])
	}
	for i := range g.nodes {
		c.node(i, &g.nodes[i], texts[i])
	}
	c.WriteString("</g>\n</svg>\n")
	return []byte(c.String()), nil
}

// begin writes what comes before the first thing drawn.
func (c *canvas) begin(b *builder, p *piece, id string) {
	w, h := math.Ceil(c.w+2*margin), math.Ceil(c.h+2*margin)
	role, ink := "img", ""
	if b.Href != nil {
		role = "group"
	}
	if b.Paper {
		ink = ` color="black"`
	}
	fmt.Fprintf(c, "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"%[1]s\" class=\"flow-picture\" role=\"%[2]s\" aria-labelledby=\"%[1]s-title\" aria-describedby=\"%[1]s-desc\""+
		" width=\"%[3]s\" height=\"%[4]s\" viewBox=\"0 0 %[3]s %[4]s\"%[5]s>\n", escape(id), role, px(w), px(h), ink)
	fmt.Fprintf(c, "<title id=\"%[1]s-title\">%[2]s</title>\n<desc id=\"%[1]s-desc\">%[3]s</desc>\n", escape(id), escape(clean(p.title)), escape(b.describe()))
	if b.Paper {
		fmt.Fprintf(c, "<rect width=\"%s\" height=\"%s\" fill=\"white\"/>\n", px(w), px(h))
	}
	fmt.Fprintf(c, "<g transform=\"translate(%s %s)\" font-family=\"sans-serif\">\n", px(margin), px(margin))
}

// nodeSize is how large a node must be, and its text in lines.
func nodeSize(d *node) (box, []string) {
	if d.kind == "start" {
		return box{w: 12, h: 12}, nil
	}
	lines := wrap(d.text, nodeLine, nodeLines)
	if d.note != "" {
		lines = append(lines, wrap("("+d.note+")", nodeLine, 1)...)
	}
	b := textSize(lines, fontSize, lineSize)
	b.w, b.h = max(b.w+20, 60), b.h+14
	switch d.kind {
	case "table", "use":
		b.w, b.h = b.w+12, b.h+12
	case "result", "exit":
		b.w += 24
	}
	return b, lines
}

func textSize(lines []string, font, line float64) box {
	var b box
	for _, l := range lines {
		b.w = max(b.w, width(l)*font)
	}
	b.h = float64(len(lines)) * line
	return b
}

// edge draws a line with its arrow and its label.
func (c *canvas) edge(i int, e edge, label []string) {
	line := c.lines[i]
	fmt.Fprintf(c, "<g class=\"edge\"><path fill=\"none\" stroke=\"currentColor\" d=\"M%s,%s", px(line[0].x), px(line[0].y))
	for j := 1; j+2 < len(line); j += 3 {
		fmt.Fprintf(c, "C%s,%s %s,%s %s,%s", px(line[j].x), px(line[j].y), px(line[j+1].x), px(line[j+1].y), px(line[j+2].x), px(line[j+2].y))
	}
	c.WriteString("\"/>")
	tip := line[len(line)-1]
	dx, dy := 0.0, 1.0
	for j := len(line) - 2; j >= 0; j-- {
		if d := math.Hypot(tip.x-line[j].x, tip.y-line[j].y); d > 0.5 {
			dx, dy = (tip.x-line[j].x)/d, (tip.y-line[j].y)/d
			break
		}
	}
	base := point{tip.x - dx*arrowLong, tip.y - dy*arrowLong}
	side := arrowLong * 0.45
	fmt.Fprintf(c, "<path fill=\"currentColor\" d=\"M%s,%sL%s,%sL%s,%sZ\"/>", px(tip.x), px(tip.y),
		px(base.x-dy*side), px(base.y+dx*side), px(base.x+dy*side), px(base.y-dx*side))
	if len(label) > 0 {
		if full := strings.ReplaceAll(e.label, "\n", " / "); strings.HasSuffix(label[len(label)-1], "…") {
			fmt.Fprintf(c, "<title>%s</title>", escape(full))
		}
		c.text(c.labels[i], label, edgeFont, edgeSize)
	}
	c.WriteString("</g>\n")
}

// node draws a node in its shape.
func (c *canvas) node(i int, d *node, lines []string) {
	b := c.nodes[i]
	class := d.kind
	if d.silent {
		class += " silent"
	}
	fmt.Fprintf(c, "<g class=\"node %s\">", class)
	if d.href != "" {
		fmt.Fprintf(c, "<a href=\"%s\">", escape(d.href))
	}
	if d.kind == "start" || len(lines) > 0 && strings.HasSuffix(lines[len(lines)-1], "…") {
		fmt.Fprintf(c, "<title>%s</title>", escape(d.text))
	}
	c.shape(b, d)
	c.text(b.point, lines, fontSize, lineSize)
	if d.href != "" {
		c.WriteString("</a>")
	}
	c.WriteString("</g>\n")
}

// shape draws the outline that the package doc names. Its inside takes clicks.
func (c *canvas) shape(b box, d *node) {
	l, r, t, u := b.x-b.w/2, b.x+b.w/2, b.y-b.h/2, b.y+b.h/2
	const pen = `fill="transparent" stroke="currentColor"`
	rect := func(inset, round float64, more string) {
		fmt.Fprintf(c, "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\" %s%s/>",
			px(l+inset), px(t+inset), px(b.w-2*inset), px(b.h-2*inset), px(round), pen, more)
	}
	line := func(x1, y1, x2, y2 float64) {
		fmt.Fprintf(c, "<path fill=\"none\" stroke=\"currentColor\" d=\"M%s,%sL%s,%s\"/>", px(x1), px(y1), px(x2), px(y2))
	}
	switch d.kind {
	case "start":
		fmt.Fprintf(c, "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"currentColor\"/>", px(b.x), px(b.y), px(b.w/2))
	case "question":
		rect(0, 8, "")
	case "use":
		rect(0, 0, "")
		rect(3, 0, "")
	case "table":
		rect(0, 0, "")
		line(l, t+6, r, t+6)
		line(l+6, t, l+6, u)
	case "result":
		dash := ""
		if d.silent {
			dash = ` stroke-dasharray="5 3"`
		}
		fmt.Fprintf(c, "<path %s%s d=\"M%s,%sL%s,%sL%s,%sL%s,%sL%s,%sL%s,%sZ\"/>", pen, dash,
			px(l+10), px(t), px(r-10), px(t), px(r), px(b.y), px(r-10), px(u), px(l+10), px(u), px(l), px(b.y))
	case "outcome":
		rect(0, 12, ` stroke-width="2.5"`)
	case "exit":
		fmt.Fprintf(c, "<path %s d=\"M%s,%sL%s,%sL%s,%sL%s,%sL%s,%sZ\"/>", pen,
			px(l), px(t), px(r-12), px(t), px(r), px(b.y), px(r-12), px(u), px(l), px(u))
	case "port":
		rect(0, 8, ` stroke-dasharray="2 3"`)
	default:
		rect(0, 0, "")
	}
}

// text writes lines around a middle.
func (c *canvas) text(at point, lines []string, font, line float64) {
	y := at.y - float64(len(lines)-1)*line/2 + font*0.35
	for _, s := range lines {
		fmt.Fprintf(c, "<text x=\"%s\" y=\"%s\" text-anchor=\"middle\" font-size=\"%s\" fill=\"currentColor\">%s</text>", px(at.x), px(y), px(font), escape(s))
		y += line
	}
}

// px writes a length, to a tenth.
func px(v float64) string {
	s := fmt.Sprintf("%.1f", v)
	if s == "-0.0" {
		s = "0.0"
	}
	return strings.TrimSuffix(s, ".0")
}

func escape(s string) string { return html.EscapeString(s) }
