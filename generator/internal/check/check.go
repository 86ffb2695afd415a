// Package check holds the files of a project against each other.
//
// In: a Project, and the terms of its partners one by one. Out: a diag.List. What
// is wrong inside a single file, or between the files of one partner, was found
// when they were parsed, and what is wrong with the ways of a flow is found by
// automaton; everything else between files is found here. It never reads a file
// and never changes anything.
//
// A rule is a value. It has a file of its own, and an archive in testdata with
// a project that breaks it and a twin that does not.
package check

import (
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/terms"
)

// Rule is one thing that must hold.
type Rule struct {
	// Codes are those the rule reports.
	Codes []string
	// Doc says what must hold, in a sentence.
	Doc string
	// Run reports where it does not hold; nil where the rule is about partners alone.
	Run func(*project.Project, *diag.List)
	// Each does so, in the place of Run, for one translation that is there. It
	// looks at nothing but the two texts, the ledger and where links of the
	// project may lead: what it found is kept (Memory).
	Each func(*project.Project, *project.Translation, *diag.List)
	// Text does so, in the place of Run, for one text in its language. It looks at nothing but the text and where links
	// of the project may lead: what it found is kept as well.
	Text func(*project.Project, *prose.Document, string, *diag.List)
	// Partner reports where it does not hold for the terms of a partner, in the
	// versions that are in force or may be; nil where the rule is about the site alone. The partner may
	// have errors, and no version in force.
	Partner func(*project.Project, *terms.Partner, *diag.List)
}

// Rules lists all rules.
func Rules() []Rule {
	return []Rule{
		settings, pages, sections, flowTexts, drills, choices, answerLinks, flowTargets, links, images, addresses, changes, catalogues,
		glossary, zones, brandColours,
		policies, translatedFacts, structure, ledgers,
		vocabulary, names, portals, words, foreign,
		partnerFlows, partnerLanguages, partnerAddresses,
	}
}

// Run applies all rules to the site.
func Run(p *project.Project) diag.List { return new(Memory).Run(p) }

// Partner applies all rules to the terms of a partner. What it finds may lie in
// the partner's files or in those of the site.
func Partner(p *project.Project, partner *terms.Partner) diag.List {
	var l diag.List
	for _, r := range Rules() {
		if r.Partner != nil {
			r.Partner(p, partner, &l)
		}
	}
	return l
}

// top is the beginning of a file.
func top(file string) diag.Pos { return diag.Pos{File: file, Line: 1, Col: 1} }
