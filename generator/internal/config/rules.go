package config

import (
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// Rule is the level that a project sets for the findings of one code.
type Rule struct {
	Code  string
	Level string // Off, Warn or Fail
	Pos   diag.Pos
}

// The levels of a finding.
const (
	Off  = "off"     // it is not reported
	Warn = "warning" // it is reported, and stops nothing
	Fail = "error"   // it stops a build
)

var ruleLevels = []string{Off, Warn, Fail}

// rules reads "rules", a level by code, and "ignore", which lists codes to be
// off. Which codes there are, and how far each may be turned, is for check.
func (c *Config) rules(root *source.Node, l *diag.List) {
	if n := root.Get("ignore"); n != nil && n.Is(source.List, "ignore", l) {
		for _, item := range n.Items {
			c.Rules = append(c.Rules, Rule{item.Text("a code in ignore", l), Off, item.Pos})
		}
	}
	n := root.Get("rules")
	if n.Empty() || !n.Is(source.Map, "rules", l) {
		return
	}
	for _, e := range n.Entries {
		level := e.Value.Text("rules."+e.Key, l)
		switch {
		case e.Value.Kind != source.Scalar:
		case !slices.Contains(ruleLevels, level):
			d := l.Add(e.Value.Pos, "config-value", "rules.%s: %q is no level of a finding", e.Key, level)
			if d.HintNearest(level, ruleLevels); d.Hint == "" {
				d.Hint = "levels: " + strings.Join(ruleLevels, ", ")
			}
		default:
			c.Rules = append(c.Rules, Rule{e.Key, level, e.Pos})
		}
	}
}
