package source

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"signpost/generator/internal/diag"
)

// Limits of one YAML document.
const (
	maxDepth  = 32
	maxScalar = 32 << 10 // bytes
)

// ParseYAML reads one document of the strict profile. data must come from
// Read or Text; maxNodes is how many values it may have. The result is nil when the document is empty or cannot be
// read at all; otherwise it holds everything that could be.
func ParseYAML(name string, data []byte, maxNodes int) (root *Node, l diag.List) {
	defer func() {
		// The parser below is not ours: a panic in it is a finding about the file.
		if p := recover(); p != nil {
			root = nil
			l.Add(diag.Pos{File: name, Line: 1, Col: 1}, "yaml-syntax", "cannot read the file as YAML: %v", p)
		}
	}()
	if at, ok := tooDeep(name, data); ok {
		l.Add(at, "yaml-limit", "nested deeper than %d", maxDepth)
		return nil, l
	}
	if n := bytes.Count(data, []byte(",")) + bytes.Count(data, []byte("\n")); n > 2*maxNodes {
		// Without being parsed first, which takes its time: so many commas and
		// lines are no text either.
		l.Add(diag.Pos{File: name, Line: 1, Col: 1}, "yaml-limit", "more than %d values in one file", maxNodes)
		return nil, l
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc, more yaml.Node
	if err := dec.Decode(&doc); err != nil {
		if len(bytes.TrimSpace(data)) > 0 && err.Error() != "EOF" {
			syntaxError(name, data, err, &l)
		}
		return nil, l
	}
	w := walker{name: name, l: &l, maxNodes: maxNodes}
	if root = w.node(doc.Content[0], 0); w.full {
		return nil, l
	}
	if root.Pos.Line > 1+bytes.Count(data, []byte("\n")) { // an empty document, said to begin after its last line
		root.Pos.Line, root.Pos.Col = 1, 1
	}
	if err := dec.Decode(&more); err == nil {
		l.Add(diag.Pos{File: name, Line: max(more.Line, 1), Col: max(more.Column, 1)}, "yaml-profile",
			"a second document begins here").Hint = "a file holds one document: delete the line \"---\""
	} else if err.Error() != "EOF" {
		syntaxError(name, data, err, &l)
	}
	return root, l
}

type walker struct {
	name     string
	l        *diag.List
	nodes    int
	maxNodes int
	full     bool // the limit of nodes was reported
}

func (w *walker) node(y *yaml.Node, depth int) *Node {
	n := &Node{Pos: diag.Pos{File: w.name, Line: y.Line, Col: y.Column}}
	if w.nodes++; w.nodes > w.maxNodes {
		if !w.full {
			w.full = true
			w.l.Add(n.Pos, "yaml-limit", "more than %d values in one file", w.maxNodes)
		}
		return n
	}
	if depth > maxDepth {
		w.l.Add(n.Pos, "yaml-limit", "nested deeper than %d", maxDepth)
		return n
	}
	if y.Anchor != "" {
		w.l.Add(n.Pos, "yaml-profile", "anchor \"&%s\" is not allowed", y.Anchor).Hint =
			"write the value out where it is used"
	}
	if y.Style&yaml.TaggedStyle != 0 {
		w.l.Add(n.Pos, "yaml-profile", "tag %q is not allowed", y.Tag).Hint = "delete it: every value is text"
	}
	switch y.Kind {
	case yaml.AliasNode:
		w.l.Add(n.Pos, "yaml-profile", "alias \"*%s\" is not allowed", y.Value).Hint = "write the value out"
	case yaml.MappingNode:
		n.Kind = Map
		w.mapping(n, y, depth)
	case yaml.SequenceNode:
		n.Kind = List
		for _, c := range y.Content {
			n.Items = append(n.Items, w.node(c, depth+1))
		}
	default:
		n.Value = y.Value // "~" and "null" too: every scalar is text
		if len(n.Value) > maxScalar {
			w.l.Add(n.Pos, "yaml-limit", "a text of %d bytes; the limit is %d", len(n.Value), maxScalar)
			n.Value = "…" // not empty: it was reported
		}
		w.visible(n.Pos, n.Value)
	}
	return n
}

// visible reports characters that no text of ours may hold, and that an escape
// hid from Text: "\u202e".
func (w *walker) visible(at diag.Pos, s string) {
	if i := strings.IndexFunc(s, forbidden); i >= 0 {
		r, _ := utf8.DecodeRuneInString(s[i:])
		w.l.Add(at, "file-control", "invisible character U+%04X, written as an escape", r).Hint =
			"delete it: it can hide or reorder what a reader sees"
	}
}

func (w *walker) mapping(n *Node, y *yaml.Node, depth int) {
	seen := make(map[string]diag.Pos, len(y.Content)/2)
	for i := 0; i+1 < len(y.Content); i += 2 {
		k, v := y.Content[i], y.Content[i+1]
		at := diag.Pos{File: w.name, Line: k.Line, Col: k.Column}
		switch {
		case k.Kind != yaml.ScalarNode:
			w.l.Add(at, "yaml-profile", "a key must be plain text")
			continue
		case k.Tag == "!!merge":
			w.l.Add(at, "yaml-profile", "merge key \"<<\" is not allowed").Hint = "write the keys out"
			continue
		}
		if k.Anchor != "" {
			w.l.Add(at, "yaml-profile", "anchor \"&%s\" is not allowed", k.Anchor)
		}
		w.visible(at, k.Value)
		val := w.node(v, depth+1)
		if name, text, glued := strings.Cut(k.Value, ":"); glued && y.Style&yaml.FlowStyle != 0 && val.Empty() {
			w.l.Add(at, "yaml-syntax", "a space is missing after the colon of %q", name).Hint = "write {" + name + ": " + text + "}"
			n.unknown = append(n.unknown, name)
			continue
		}
		if first, ok := seen[k.Value]; ok {
			w.l.Add(at, "yaml-duplicate-key", "key %q stands twice", k.Value).Related =
				[]diag.Related{{Pos: first, Message: "it stood here first"}}
			continue
		}
		seen[k.Value] = at
		n.Entries = append(n.Entries, Entry{Key: k.Value, Pos: at, Value: val})
	}
}

// tooDeep finds flow collections nested beyond the limit before the parser
// sees them: its time grows with the square of their depth. Brackets inside
// quotes and comments may be counted; 32 of them unclosed in a row are no
// text either.
func tooDeep(name string, data []byte) (diag.Pos, bool) {
	depth := 0
	for i, c := range data {
		switch c {
		case '[', '{':
			if depth++; depth > 2*maxDepth {
				return PosAt(name, data, i), true
			}
		case ']', '}':
			depth = max(depth-1, 0)
		}
	}
	return diag.Pos{}, false
}
