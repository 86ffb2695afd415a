// Package check holds the files of a project against each other.
//
// In: a Project. Out: a diag.List. What is wrong inside a single file was
// found when it was parsed, and what is wrong with the ways of a flow is found
// by automaton; everything between files is found here. It never reads a file
// and never changes anything.
//
// A rule is a value. It has a file of its own, and an archive in testdata with
// a project that breaks it and a twin that does not.
package check

import (
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
)

// Rule is one thing that must hold.
type Rule struct {
	// Codes are those the rule reports.
	Codes []string
	// Doc says what must hold, in a sentence.
	Doc string
	// Run reports where it does not hold.
	Run func(*project.Project, *diag.List)
	// Each does so, in the place of Run, for one translation that is there. It
	// looks at nothing but the two texts, the ledger and where links of the
	// project may lead: what it found is kept (Memory).
	Each func(*project.Project, *project.Translation, *diag.List)
}

// Rules lists all rules.
func Rules() []Rule {
	return []Rule{
		settings, pages, sections, flowTexts, drills, choices, answerLinks, flowTargets, links, images, addresses, changes, catalogues,
		glossary, zones, brandColours,
		policies, translatedFacts, structure, ledgers,
		terms, names, portals, words, foreign,
	}
}

// Run applies all rules to a project.
func Run(p *project.Project) diag.List { return new(Memory).Run(p) }

// top is the beginning of a file.
func top(file string) diag.Pos { return diag.Pos{File: file, Line: 1, Col: 1} }
