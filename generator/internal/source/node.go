package source

import (
	"fmt"
	"slices"
	"strings"

	"signpost/generator/internal/diag"
)

// Kind tells what a Node is.
type Kind uint8

// The kinds of nodes.
const (
	Scalar Kind = iota
	Map
	List
)

// String is the word an author knows.
func (k Kind) String() string { return [...]string{"text", "a map", "a list"}[k] }

// Node is a piece of YAML with its place. A nil *Node stands for "not there";
// its methods work and give nothing.
type Node struct {
	Kind    Kind
	Pos     diag.Pos
	Value   string  // Scalar: the text, unquoted; "" also for an empty value
	Entries []Entry // Map: in the order of the file, keys unique
	Items   []*Node // List

	unknown []string // Map: keys that were reported: unknown, or without the space after their colon
}

// Entry is one key of a map with its value.
type Entry struct {
	Key   string
	Pos   diag.Pos // of the key
	Value *Node
}

// Get returns the value of a key, or nil.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	for i := range n.Entries {
		if n.Entries[i].Key == key {
			return n.Entries[i].Value
		}
	}
	return nil
}

// Empty reports whether nothing was written: no node, or a key without value.
func (n *Node) Empty() bool { return n == nil || n.Kind == Scalar && n.Value == "" }

// Is reports whether the node has the kind; if not it adds yaml-kind. what
// names the thing in the message ("next", "answers of \"production\"").
func (n *Node) Is(k Kind, what string, l *diag.List) bool {
	if n == nil {
		return false
	}
	if n.Kind == k {
		return true
	}
	got := n.Kind.String()
	if n.Empty() {
		got = "empty"
	}
	l.Add(n.Pos, "yaml-kind", "%s must be %s, and is %s", what, k, got)
	return false
}

// Text returns a scalar's text, or "" with a diagnostic for another kind.
func (n *Node) Text(what string, l *diag.List) string {
	if n == nil || !n.Is(Scalar, what, l) {
		return ""
	}
	return n.Value
}

// Keys holds a map against the closed set of its keys: an unknown key is an
// error with the nearest known one as hint. what names the map in messages.
func (n *Node) Keys(what string, l *diag.List, known ...string) {
	if n == nil {
		return
	}
	for _, e := range n.Entries {
		if slices.Contains(known, e.Key) {
			continue
		}
		n.unknown = append(n.unknown, e.Key)
		d := l.Add(e.Pos, "yaml-unknown-key", "%s has no key %q", what, e.Key)
		d.HintNearest(e.Key, known)
		if d.Hint == "" {
			d.Hint = fmt.Sprintf("known keys: %s", strings.Join(known, ", "))
		}
	}
}

// Misspelt reports whether a key that is not there was meant by one that was
// reported, with the right one as its hint.
func (n *Node) Misspelt(key string) bool {
	return slices.ContainsFunc(n.unknown, func(u string) bool {
		_, ok := diag.Nearest(u, []string{key})
		return ok || u == key
	})
}

// Meant returns the value of a key or, where it is not there, that of the key it was Misspelt as: what follows is then
// read as its author meant it, and one slip is one report.
func (n *Node) Meant(key string) *Node {
	if v := n.Get(key); v != nil || n == nil {
		return v
	}
	for _, u := range n.unknown {
		if _, ok := diag.Nearest(u, []string{key}); ok {
			return n.Get(u)
		}
	}
	return nil
}

// Require returns the value of a key that must be there and not be empty; if
// it is not, it adds yaml-missing-key at the map, but for a key that is
// Misspelt.
func (n *Node) Require(key, what string, l *diag.List) *Node {
	v := n.Get(key)
	if v.Empty() {
		if v == nil && n.Misspelt(key) {
			return nil
		}
		pos := n.Pos
		if v != nil {
			pos = v.Pos
		}
		l.Add(pos, "yaml-missing-key", "%s needs %q", what, key)
		return nil
	}
	return v
}
