// Package export writes a compiled flow in the forms that people and other
// programs read: pictures, graphs as text, tables, lists.
//
// In: an automaton.Automaton, and Options with the words to use. Out: bytes,
// the same on every run. It never reads words itself, writes no files, and
// knows nothing of languages: what is not an id of the flow comes from Options.
//
// # What a picture shows
//
// Pictures (Draw, DOT, Mermaid) and the list (List, Markdown) are of the flow
// as its author wrote it, not of the states it is compiled to: these may be
// many more, and no reader knows them. A node of a picture is
//
//	question  asks: rounded box
//	use       a question that another flow answers: double box
//	step      plain box
//	table     box with a head line and a side line
//	result    an outcome of a used flow, on the way: box with pointed sides;
//	          dashed where it has no page, only decides
//	outcome   an end: thick rounded box, its kind as a word under its title
//	exit      another flow: arrow-shaped box
//	start     small disc, before the start and the entries
//	port      a node of another part of the picture: dotted box
//
// Results without a page are drawn, since the way cannot be understood without
// them. Of the rows of a result only those that may hold for it are drawn.
//
// There is one edge between two nodes at most in a direction: its label joins
// the answers, or the rows in short form ("product = azure", "users-hit ≥ 50").
// The rows of policy first bear their number, since the order decides. A node
// that no way reaches is drawn like any other.
//
// # Parts
//
// A picture of more than MaxPart nodes is split by section: the flow itself
// and each flow it uses are pictures of their own, in which the using question
// has the edges of its answers. A section that is still too large is cut along
// its order so that few edges cross. Ends are drawn in each part that leads to
// them. Other edges across parts become ports, on both sides.
//
// # SVG
//
// Text and lines take the colour of the text around the picture, or black on
// white (Options.Paper). There is no style attribute, no script and no
// reference to anything outside but the links of Options.Href. Without links
// the picture has role="img"; with them role="group", since an image may hold
// no links for those who hear it.
//
// The places of things are found by Graphviz, which runs as WebAssembly. It
// sees numbers only: no label and no id gets into it.
package export

import (
	"errors"
	"fmt"

	"signpost/generator/internal/decision"
)

// MaxPart is how many nodes a picture has before it is split, starts and ports
// not counted.
const MaxPart = 60

// MaxDrawn is how many nodes a flow may have to be drawn at all.
const MaxDrawn = 2000

// MaxEdges is how many edges a picture may have: beyond, finding places for
// them takes too long.
const MaxEdges = 250

// MaxRows is how many ways a flow may have to be written as CSV.
const MaxRows = 10_000

// ErrTooLarge says that a flow has too many nodes to be drawn, or ways to be
// listed.
var ErrTooLarge = errors.New("the flow is too large for this form")

// Options are the words and links to use. The zero value gives ids in English
// sentences.
type Options struct {
	// Engine lays pictures out; nil makes one for each drawing.
	Engine *Engine
	Title  string // of the flow; "" is its name
	// Words gives the title of a node, "" where it has none; optional.
	Words func(n *decision.Node) string
	// Answer gives the label of one answer of a question of type one or many,
	// or of an outcome of the flow that a question uses; optional.
	Answer func(n *decision.Node, id string) string
	// Flow gives the title of another flow; optional.
	Flow func(name string) string
	// Kind gives the words for a kind of outcome; optional.
	Kind func(kind string) string
	// Href gives the address of a node's section, by its id, or of the flow
	// in "flow:<name>"; "" for no link; optional.
	Href func(id string) string
	// Terms are the words between; the zero value is English().
	Terms Terms
	// Paper draws black on white, for a file of its own.
	Paper bool
}

// Terms are the words that stand between the author's.
type Terms struct {
	Start     string // of the flow
	Otherwise string // where no row holds
	None      string // nothing was chosen
	Or        string
	Colon     string // with the space that some languages set before it
	Semicolon string // likewise
	Then      string // after a step
	Row       string // "row %s": the numbers of rows of a table
	Part      string // "part %d": of a picture
	See       string // "see %s": a node described elsewhere
	LeadsTo   string // heads the last column of a table
	Outcome   string // heads the last column of the ways
	Numbers   string // "%d to %d"
	Any       string // any of the answers may be chosen
	// Describe is what a picture is for those who do not see it: it gets the
	// numbers of questions and of ends.
	Describe string
	Kinds    map[string]string // of nodes, as in the package doc
}

// English are the terms in English.
func English() Terms {
	return Terms{
		Start: "start", Otherwise: "otherwise", None: "none of these", Or: "or", Colon: ":", Semicolon: ";", Then: "then", Row: "row %s",
		Part: "part %d", See: "see %s", LeadsTo: "leads to", Outcome: "outcome", Numbers: "a number, %d to %d",
		Any: "any of these", Describe: "Flow chart. Questions: %d. Ends: %d.",
		Kinds: map[string]string{
			"question": "question", "use": "asked by another flow", "step": "step", "table": "table",
			"result": "result", "outcome": "outcome", "exit": "another flow",
		},
	}
}

// words answers for all of Options, with ids where there is nothing better.
type words struct {
	Options
	flow *decision.Flow
}

func newWords(f *decision.Flow, o Options) *words {
	if o.Terms.Kinds == nil {
		o.Terms = English()
	}
	if o.Title == "" {
		o.Title = f.Name
	}
	return &words{o, f}
}

func (w *words) node(n *decision.Node) string {
	if w.Words != nil {
		if s := clean(w.Words(n)); s != "" {
			return s
		}
		if n.Local != "" { // a table: the part it stands in tells whose it is
			return clean(n.Local)
		}
	}
	return clean(n.ID)
}

func (w *words) answer(n *decision.Node, id string) string {
	if n.Type == decision.Many && id == decision.None {
		return w.Terms.None
	}
	if w.Answer != nil {
		if s := clean(w.Answer(n, id)); s != "" {
			return s
		}
	}
	return clean(id)
}

func (w *words) exit(name string) string {
	if w.Flow != nil {
		if s := clean(w.Flow(name)); s != "" {
			return s
		}
	}
	return "flow:" + clean(name)
}

func (w *words) kind(kind string) string {
	if w.Kind != nil {
		if s := clean(w.Kind(kind)); s != "" {
			return s
		}
	}
	return kind
}

// target names where a row leads.
func (w *words) target(t decision.Target) string {
	if n := w.flow.Node(t.ID); n != nil && t.Flow == "" {
		return w.node(n)
	}
	return w.exit(t.Flow)
}

func (w *words) href(id string) string {
	if w.Href == nil {
		return ""
	}
	return clean(w.Href(id))
}

// kindOf is the kind of a node as the package doc lists them.
func kindOf(n *decision.Node) string {
	if n.Kind == decision.Question && n.Type == decision.Used {
		return "use"
	}
	return n.Kind.String()
}

// tooLarge says how far a flow is over a limit.
func tooLarge(what string, limit int, hint string) error {
	return fmt.Errorf("%w: more than %d %s; %s", ErrTooLarge, limit, what, hint)
}
