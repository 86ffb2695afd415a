package locale

import (
	"regexp"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// Glossary holds the facts about the terms of a site. Their words stand in
// Markdown, in a section for each id.
type Glossary struct {
	Terms []Term // in the order of the file
}

// Term is a term that a site explains.
type Term struct {
	ID  string
	Pos diag.Pos
}

// Term returns the term with the id, or nil.
func (g *Glossary) Term(id string) *Term {
	for i := range g.Terms {
		if g.Terms[i].ID == id {
			return &g.Terms[i]
		}
	}
	return nil
}

var termID = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// ParseGlossary reads i18n/glossary.yaml: under terms a map from ids to facts
// about the term. No fact is known yet, so each value is empty.
func ParseGlossary(file string, data []byte) (*Glossary, diag.List) {
	g := &Glossary{}
	root, l := source.ParseYAML(file, data, source.MaxNodes)
	if root == nil || !root.Is(source.Map, file, &l) {
		return g, l
	}
	root.Keys(file, &l, "terms")
	terms := root.Require("terms", file, &l)
	if terms == nil || !terms.Is(source.Map, "terms", &l) {
		return g, l
	}
	for _, e := range terms.Entries {
		if !termID.MatchString(e.Key) {
			l.Add(e.Pos, "term-id", "%q is not an id of a term", e.Key).Hint = "an id begins with a-z and goes on with a-z, 0-9 and -"
			continue
		}
		if !e.Value.Empty() {
			l.Add(e.Value.Pos, "term-value", "nothing can be said here about term %q", e.Key).Hint =
				"leave the value empty; the words stand in glossary.<language>.md"
		}
		g.Terms = append(g.Terms, Term{ID: e.Key, Pos: e.Pos})
	}
	return g, l
}
