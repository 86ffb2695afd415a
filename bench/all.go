//go:build unix

package main

import (
	"os"
	"path/filepath"
	"time"
)

// results are the figures of one run of this program.
type results struct {
	version      string // of Hugo
	runs         int
	small, large corpus

	build, plain, lean cost // of the small corpus, into a fresh folder
	again, edited      cost // signpost build into the folder of the last one
	bigBuild, bigPlain cost // of the large corpus, into a fresh folder
	edits              []time.Duration
}

// all measures everything.
func (b *bench) all() (results, error) {
	r := results{version: b.version, runs: b.runs}
	r.small = corpus{dir: filepath.Join(b.dir, "small"), pages: b.pages}
	if err := r.small.write(); err != nil {
		return r, err
	}
	costs, err := b.inTurn("signpost, hugo, lean hugo", b.runs, b.build(r.small), b.plain(r.small), b.lean(r.small))
	if err != nil {
		return r, err
	}
	r.build, r.plain, r.lean = costs[0], costs[1], costs[2]
	if err := b.republish(&r); err != nil {
		return r, err
	}
	if r.edits, err = b.edits(r.small); err != nil {
		return r, err
	}
	if b.times == 0 {
		return r, nil
	}
	r.large = corpus{dir: filepath.Join(b.dir, "large"), pages: b.pages * b.times}
	if err := r.large.write(); err != nil {
		return r, err
	}
	costs, err = b.inTurn("large corpus, signpost and hugo", b.runs, b.build(r.large), b.plain(r.large))
	if err != nil {
		return r, err
	}
	r.bigBuild, r.bigPlain = costs[0], costs[1]
	return r, nil
}

// republish measures a build into the folder of the last one: of the same
// pages, and after the edit of one page.
func (b *bench) republish(r *results) error {
	out := filepath.Join(b.dir, "again")
	var same, edited []cost
	for run := range b.runs + 1 {
		say("the same folder: %d of %d", run, b.runs)
		first, err := once(b.build(r.small)(out))
		if err != nil {
			return err
		}
		if err := r.small.edit(run); err != nil {
			return err
		}
		second, err := once(b.build(r.small)(out))
		if err != nil {
			return err
		}
		if err := r.small.restore(); err != nil {
			return err
		}
		third, err := once(b.build(r.small)(out)) // back, as after any edit
		if err != nil {
			return err
		}
		if run > 0 { // the first of all wrote a fresh folder
			same, edited = append(same, first), append(edited, second, third)
		}
	}
	r.again, r.edited = medians(same), medians(edited)
	return os.RemoveAll(out)
}
