package component

import (
	"strconv"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// context gives an example's values the types of their parameters.
func (c *Component) context(e source.Entry, l *diag.List) any {
	with := e.Value.Get("with")
	if c.Takes == "value" {
		if with == nil || len(c.Params) != 1 {
			e.Value.Require("with", "example "+e.Key, l)
			return nil
		}
		return value(with, c.Params[0], l)
	}
	if with == nil {
		with = &source.Node{Kind: source.Map, Pos: e.Pos}
	}
	values := mapOf(with, "example "+e.Key, c.Params, l)
	if c.Takes != "page" || values == nil {
		return values
	}
	title := values["title"]
	if title == nil {
		title = ""
	}
	delete(values, "title")
	return map[string]any{"Title": title, "Params": values}
}

// mapOf holds a map against its parameters.
func mapOf(n *source.Node, what string, params []Param, l *diag.List) map[string]any {
	if !n.Is(source.Map, what, l) {
		return nil
	}
	var known []string
	for _, p := range params {
		known = append(known, p.Name)
	}
	n.Keys(what, l, known...)
	out := map[string]any{}
	for _, p := range params {
		v := n.Get(p.Name)
		if v == nil {
			if p.Required {
				n.Require(p.Name, what, l)
			}
			continue
		}
		out[p.Name] = value(v, p, l)
	}
	return out
}

func value(n *source.Node, p Param, l *diag.List) any {
	switch p.Type {
	case "any":
		return untyped(n)
	case "map":
		return mapOf(n, p.Name, p.Of, l)
	case "list":
		if !n.Is(source.List, p.Name, l) {
			return nil
		}
		out := []any{}
		for _, item := range n.Items {
			if p.Of == nil {
				out = append(out, item.Text("an item of "+p.Name, l))
			} else {
				out = append(out, mapOf(item, "an item of "+p.Name, p.Of, l))
			}
		}
		return out
	}
	text := n.Text(p.Name, l)
	if n.Kind != source.Scalar {
		return nil
	}
	switch p.Type {
	case "number":
		v, err := strconv.Atoi(text)
		if err != nil {
			l.Add(n.Pos, "component-value", "%s is a number, and %q is none", p.Name, text)
		}
		return v
	case "flag":
		if text != "yes" && text != "no" {
			l.Add(n.Pos, "component-value", "%s is yes or no, not %q", p.Name, text)
		}
		return text == "yes"
	}
	return text
}

// untyped is a value as it is written.
func untyped(n *source.Node) any {
	switch n.Kind {
	case source.Map:
		out := map[string]any{}
		for _, e := range n.Entries {
			out[e.Key] = untyped(e.Value)
		}
		return out
	case source.List:
		out := []any{}
		for _, item := range n.Items {
			out = append(out, untyped(item))
		}
		return out
	}
	return n.Value
}
