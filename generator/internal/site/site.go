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
	"errors"
	"fmt"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/component"
	"signpost/generator/internal/config"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/drill"
	"signpost/generator/internal/export"
	"signpost/generator/internal/hours"
	"signpost/generator/internal/project"
)

// Input is what a site is built from.
type Input struct {
	Project *project.Project
	// Automata holds the compiled flows by name. A flow without one has no page.
	Automata map[string]*automaton.Automaton
	// Drills holds the drills of the flows by name; a flow may have none.
	Drills map[string][]*drill.Drill
	// Today is the day of the build: which version of a partner's terms is in force, and when somebody
	// is there, depends on it. Only pages of partners read it.
	Today hours.Date
	// Watch keeps what a later Build of the same Builder can start from. It
	// costs memory and some time.
	Watch bool
	// Components adds the page of the theme's components with their examples: for
	// those who work on a theme, never for readers.
	Components bool
	// Bundle makes the pages those of an offline copy, which say what it is; nil for a site.
	Bundle *Bundle
	// Offline is what the site offers to readers without a connection: a worker is published, or one that takes
	// an earlier one back. Sites that are shown or packed have none, whatever their settings say.
	Offline config.Offline
	// Engine lays out the pictures of review pages; nil makes one for the
	// Builder.
	Engine *export.Engine
}

// Builder builds a site, and builds it again when something changed. The zero
// value is ready. It is not safe for concurrent use.
type Builder struct {
	engine *engine
	writes uint64 // files that all engines wrote: the last fingerprint
	pages  pageCache
	kept   pageMemory
	assets assetCache

	reviews reviewCache
	memos   []*memo // those used last come last
	views   []view  // so do these

	machines machineCache
	search   searchCache
}

// Build builds the site. What is wrong with the theme is in the list, and
// then the tree is nil; an error is a bug or a failure of the machine.
func (b *Builder) Build(in Input) (*Tree, diag.List, error) {
	assets, l, err := b.assets.bundle(in)
	if err != nil || l.HasErrors() {
		return nil, l, err
	}
	var components []*component.Component
	if in.Components {
		components, l = component.Load(in.Project.Theme, in.Project.Config.Theme)
	}
	c := newContext(in, assets, b.shared(in, assets))
	files, published, err := b.files(c, components)
	if err != nil {
		return nil, nil, fmt.Errorf("computing the pages: %w", err)
	}
	indexes := make(chan map[string][]byte, 1)
	go func() { indexes <- b.search.indexes(in, c) }() // Hugo does not need them
	out, err := b.run(c, files)
	found := <-indexes
	if err != nil {
		list, rest := themeError(in.Project.Config.Theme, err)
		return nil, append(l, list...), errors.Join(rest, b.drop())
	}
	if c.memo == nil && c.slots != nil { // templates that read more than is theirs: nothing is kept
		for name, f := range out.files {
			f.data = c.slots.filled(cut(f.data))
			out.files[name] = f
		}
	}
	tree := newTree(c, out, assets, published, found, b.machines.files(c, &b.writes))
	tree.add(c.bundleFiles())
	kept, err := c.workerFiles(tree)
	if err != nil {
		return nil, nil, errors.Join(err, b.drop())
	}
	tree.add(kept)
	if !in.Watch {
		err = b.drop()
	}
	return tree, l, err
}

// run brings Hugo to the files: the engine there is, or a new one.
func (b *Builder) run(c *context, files map[string][]byte) (*output, error) {
	if c.memo != nil {
		return b.runShared(c, files)
	}
	watch := c.in.Watch
	if b.engine == nil || !watch || !b.engine.rebuildable(files) {
		if err := b.drop(); err != nil {
			return nil, err
		}
		var err error
		if b.engine, err = newEngine(files, watch, &b.writes); err != nil {
			return nil, err
		}
	}
	return b.engine.build(files)
}

// drop ends the engine, if there is one.
func (b *Builder) drop() error {
	if b.engine == nil {
		return nil
	}
	e := b.engine
	b.engine = nil
	return e.close()
}
