package config

import (
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// What readers of a language get where a page does not exist in it and its
// source says nothing of that.
const (
	Required = "required" // the page has to exist
	Fallback = "fallback" // the text of the source, marked as such
)

var absences = []string{Required, Fallback}

// missing reads "missing": one word for all languages, or a map by language.
func (c *Config) missing(n *source.Node, l *diag.List) {
	c.Missing = map[string]string{}
	word := func(v *source.Node, what string) string {
		how := v.Text(what, l)
		if v.Kind != source.Scalar || slices.Contains(absences, how) {
			return how
		}
		d := l.Add(v.Pos, "config-value", "%s: %q is not known", what, how)
		if d.HintNearest(how, absences); d.Hint == "" {
			d.Hint = "known: " + strings.Join(absences, ", ") + "; a page alone can say that it is withheld"
		}
		return Required
	}
	switch {
	case n.Empty():
	case n.Kind == source.Scalar:
		how := word(n, "missing")
		for _, lang := range c.Languages[1:] {
			c.Missing[lang] = how
		}
	case n.Is(source.Map, "missing", l):
		n.Keys("missing", l, c.Languages[1:]...)
		for _, e := range n.Entries {
			if slices.Contains(c.Languages[1:], e.Key) {
				c.Missing[e.Key] = word(e.Value, "missing."+e.Key)
			}
		}
	}
}
