package locale

import (
	"regexp"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// Glossary holds the facts about the terms and names of a site. What a term means stands in
// Markdown, in a section for each id.
type Glossary struct {
	Terms []Term // in the order of the file
	Names []Name
	// Keep are names and codes that no translation translates.
	Keep []Form
	// Formerly are words, by language, with which a passage says that it speaks of former times.
	Formerly map[string][]Form
	// Words are right, by language, though no list has them.
	Words map[string][]Form
}

// Form is a way to say something; package wording says how it is written.
type Form struct {
	Text string
	Pos  diag.Pos
}

// Term is a term of a site.
type Term struct {
	ID  string
	Pos diag.Pos
	// Explained is whether the glossary has a section for it.
	Explained bool
	// Wordings say, by language, how it is called; optional.
	Wordings map[string]Wording
}

// Wording is how a term is called in a language.
type Wording struct {
	Pos       diag.Pos // of the language
	Approved  []Form   // at least one; the first is the one to take
	Forbidden []Forbidden
}

// Forbidden is a form that a term must not have.
type Forbidden struct {
	Form
	Instead string // the form to take; the first approved one where the author named none
	Reason  string // optional; a clause that goes on after a colon
	// Misleads is whether readers take it for something else.
	Misleads bool
}

// Name is a name that was valid for a time.
type Name struct {
	Form
	// From and Until are days, "2020-04-21", or parts of them, "2020-04", "2020"; "" where unknown, and where it is valid still. From is the
	// first of validity, Until the first without.
	From, Until string
	// Now are the names that took its place; empty where none did.
	Now []Form
	// Also are further forms of the name, by language.
	Also map[string][]Form
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

// Explains reports whether the glossary has a section for any of its terms.
func (g *Glossary) Explains() bool {
	for i := range g.Terms {
		if g.Terms[i].Explained {
			return true
		}
	}
	return false
}

var termID = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// ParseGlossary reads i18n/glossary.yaml. docs/translating.md describes it.
func ParseGlossary(file string, data []byte) (*Glossary, diag.List) {
	g := &Glossary{}
	root, l := source.ParseYAML(file, data, source.MaxNodes)
	if root == nil || !root.Is(source.Map, file, &l) {
		return g, l
	}
	root.Keys(file, &l, "terms", "names", "keep", "formerly", "words")
	p := glossaryParser{&l}
	if terms := root.Get("terms"); terms != nil && terms.Is(source.Map, "terms", &l) {
		for _, e := range terms.Entries {
			if !termID.MatchString(e.Key) {
				l.Add(e.Pos, "term-id", "%q is not an id of a term", e.Key).Hint = "an id begins with a-z and goes on with a-z, 0-9 and -"
				continue
			}
			g.Terms = append(g.Terms, p.term(e))
		}
	}
	if names := root.Get("names"); names != nil && names.Is(source.Map, "names", &l) {
		for _, e := range names.Entries {
			g.Names = append(g.Names, p.name(e))
		}
	}
	p.successors(g)
	if keep := root.Get("keep"); keep != nil {
		g.Keep = p.forms(keep, "keep")
	}
	g.Formerly, g.Words = p.byLanguage(root.Get("formerly"), "formerly"), p.byLanguage(root.Get("words"), "words")
	return g, l
}
