// Package site turns a project into the tree of a finished site.
//
// In: a Project and its compiled flows. Out: a Tree (fs.FS) with every file of
// the site, in memory. A project with errors gives a site with gaps, for its
// author to look at while mending it. It never reads or writes a disk,
// never asks the network, the environment or the clock, and never lets a
// template decide anything: pages are computed here and handed to Hugo as
// finished data, which templates print.
//
// Hugo keeps global state, so a Builder holds the one lock of this package
// while Hugo runs: builds in one process follow each other.
package site

import (
	"fmt"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
)

// Input is what a site is built from.
type Input struct {
	Project *project.Project
	// Automata holds the compiled flows by name. A flow without one has no page.
	Automata map[string]*automaton.Automaton
	// Watch keeps what a later Build of the same Builder can start from. It
	// costs memory and some time.
	Watch bool
}

// Builder builds a site, and builds it again when something changed. The zero
// value is ready. It is not safe for concurrent use.
type Builder struct {
	engine *engine
	pages  pageCache
	assets assetCache
}

// Build builds the site. What is wrong with the theme is in the list, and
// then the tree is nil; an error is a bug or a failure of the machine.
func (b *Builder) Build(in Input) (*Tree, diag.List, error) {
	assets, l, err := b.assets.bundle(in.Project.Config.Theme, in.Project.Theme)
	if err != nil || l.HasErrors() {
		return nil, l, err
	}
	files, err := b.files(in, assets)
	if err != nil {
		return nil, nil, fmt.Errorf("computing the pages: %w", err)
	}
	if b.engine == nil || !in.Watch || !b.engine.rebuildable(files) {
		b.engine, err = newEngine(files, in.Watch)
		if err != nil {
			return nil, nil, fmt.Errorf("setting up Hugo: %w", err)
		}
	}
	out, err := b.engine.build(files)
	if err != nil {
		b.engine = nil
		l, rest := themeError(in.Project.Config.Theme, err)
		return nil, l, rest
	}
	return newTree(out, assets, in), nil, nil
}
