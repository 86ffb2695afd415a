package config

import (
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// Gate is what the translations of one kind to one language must have reached.
type Gate struct {
	Lang  string
	What  string // one of gated
	Level string // Known, Current or Reviewed
	Pos   diag.Pos
}

// The levels of a gate; each asks for all that those before it ask for.
const (
	Known    = "known"    // it is recorded what every unit was translated from
	Current  = "current"  // and the source says the same still
	Reviewed = "reviewed" // and a person reviewed the translation
)

// Escalations are the flows that can end in an escalation, and those they use.
const Escalations = "escalations"

var (
	gated  = []string{Escalations, "flows", "pages", "glossary", "strings"}
	levels = []string{Known, Current, Reviewed}
)

// gates reads what is asked of each language: {ru: {escalations: reviewed}}.
func (c *Config) gates(n *source.Node, l *diag.List) {
	if n.Empty() || !n.Is(source.Map, "gates", l) {
		return
	}
	n.Keys("gates", l, c.Languages[1:]...)
	for _, lang := range n.Entries {
		if !slices.Contains(c.Languages[1:], lang.Key) || !lang.Value.Is(source.Map, "gates."+lang.Key, l) {
			continue
		}
		what := "gates." + lang.Key
		lang.Value.Keys(what, l, gated...)
		for _, e := range lang.Value.Entries {
			if !slices.Contains(gated, e.Key) {
				continue
			}
			level := e.Value.Text(what+"."+e.Key, l)
			switch {
			case e.Value.Kind != source.Scalar:
			case !slices.Contains(levels, level):
				d := l.Add(e.Value.Pos, "config-value", "%s.%s: %q is no level of a translation", what, e.Key, level)
				if d.HintNearest(level, levels); d.Hint == "" {
					d.Hint = "levels: " + strings.Join(levels, ", ")
				}
			default:
				c.Gates = append(c.Gates, Gate{Lang: lang.Key, What: e.Key, Level: level, Pos: e.Value.Pos})
			}
		}
	}
}
