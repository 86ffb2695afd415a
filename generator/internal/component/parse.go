package component

import (
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

var types = []string{"text", "html", "id", "path", "number", "flag", "list", "map", "any"}

// Parse reads a description. The result is nil where the file is no map.
func Parse(name, file string, data []byte) (*Component, diag.List) {
	root, l := source.ParseYAML(file, data, source.MaxNodes)
	if root == nil || !root.Is(source.Map, file, &l) {
		return nil, l
	}
	root.Keys(file, &l, "text", "takes", "within", "params", "examples")
	c := &Component{Name: name, Takes: "map"}
	c.Text = root.Require("text", file, &l).Text("text", &l)
	if n := root.Get("takes"); n != nil {
		c.Takes = one(n, "takes", &l, "map", "page", "value")
	}
	if n := root.Get("within"); n != nil {
		c.Within = one(n, "within", &l, "list", "item")
	}
	n := root.Get("params")
	c.Params = params(n, "params", &l)
	if c.Takes == "value" && len(c.Params) != 1 {
		at := root.Pos
		if n != nil {
			at = n.Pos
		}
		l.Add(at, "component-value", "a component that takes a value has one parameter, not %d", len(c.Params))
	}
	examples := root.Require("examples", file, &l)
	if examples == nil || !examples.Is(source.Map, "examples", &l) {
		return c, l
	}
	for _, e := range examples.Entries {
		if !e.Value.Is(source.Map, "example "+e.Key, &l) {
			continue
		}
		e.Value.Keys("example "+e.Key, &l, "text", "with")
		before := len(l)
		ex := Example{Name: e.Key, Text: e.Value.Get("text").Text("text", &l), Context: c.context(e, &l)}
		if !l[before:].HasErrors() {
			c.Examples = append(c.Examples, ex)
		}
	}
	return c, l
}

// one takes one of the words.
func one(n *source.Node, what string, l *diag.List, words ...string) string {
	text := n.Text(what, l)
	if slices.Contains(words, text) || n.Kind != source.Scalar {
		return text
	}
	d := l.Add(n.Pos, "component-value", "%s is %s, not %q", what, strings.Join(words, " or "), text)
	d.HintNearest(text, words)
	return words[0]
}

func params(n *source.Node, what string, l *diag.List) []Param {
	if n == nil || !n.Is(source.Map, what, l) {
		return nil
	}
	var out []Param
	for _, e := range n.Entries {
		p := Param{Name: e.Key}
		if !e.Value.Is(source.Map, e.Key, l) {
			continue
		}
		e.Value.Keys(e.Key, l, "type", "required", "text", "of")
		p.Text = e.Value.Require("text", e.Key, l).Text("text", l)
		if t := e.Value.Require("type", e.Key, l); t != nil {
			p.Type = one(t, "type", l, types...)
		}
		if r := e.Value.Get("required"); r != nil {
			p.Required = one(r, "required", l, "no", "yes") == "yes"
		}
		if of := e.Value.Get("of"); of != nil {
			if p.Of = params(of, "of", l); p.Type != "list" && p.Type != "map" {
				l.Add(of.Pos, "component-value", "a parameter of type %q has no parts", p.Type)
			}
		}
		out = append(out, p)
	}
	return out
}
