package cli

import (
	"context"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"time"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/drill"
	"signpost/generator/internal/hours"
	"signpost/generator/internal/publish"
	"signpost/generator/internal/site"
	"signpost/generator/internal/verify"
)

// partnersOut is the folder that the sites of partners are built into, a folder
// for each: never that of the site itself, which publishing holds for its own.
const partnersOut = "public-partners"

// partnersGC lets the heap grow to three times what lives in it before garbage is collected: little is kept of each
// site, so that gcPercent would save some hundredths of the time and take nearly twice the memory (docs/adr/027).
const partnersGC = 200

// day is the day of the build: the one that is asked for, that of
// SOURCE_DATE_EPOCH, or today.
func (a *app) day(asked string) (hours.Date, error) {
	switch {
	case asked != "":
		t, err := time.Parse(time.DateOnly, asked)
		if err != nil {
			return 0, fmt.Errorf("%q is not a day: write it as 2026-11-20", asked)
		}
		return hours.DateOf(t), nil
	case a.env.Epoch != "":
		n, err := strconv.ParseInt(a.env.Epoch, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("SOURCE_DATE_EPOCH is %q, and not a number of seconds", a.env.Epoch)
		}
		return hours.DateOf(time.Unix(n, 0).UTC()), nil
	}
	return hours.DateOf(time.Now().UTC()), nil
}

// partnerBuild is what a build of partners' sites is asked for.
type partnerBuild struct {
	out        string
	partner    string // an id, or "all"
	date       string
	skipBroken bool
}

// runPartners builds the sites of partners, one after another: what one site needs is let go before the
// next begins. All terms are checked before the first is published. While a site is written to the disk,
// the next is built.
func (a *app) runPartners(ctx context.Context, b partnerBuild) (err error) {
	debug.SetGCPercent(partnersGC)
	today, err := a.day(b.date)
	if err != nil {
		return err
	}
	progress := a.progress()
	w, err := a.open()
	if err != nil {
		return err
	}
	ids, err := w.partnerIDs(b.partner)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return fmt.Errorf("there is no partner to build: a partner is a folder in %s/; \"signpost new partner ID\" makes one", partnersFolder)
	}
	out := a.path(b.out)
	opt := a.publishOptions(w)
	for _, id := range ids {
		if err := publish.Check(filepath.Join(out, id), opt); err != nil {
			return refusal(err)
		}
	}
	progress.step("reading")
	l, err := w.load()
	if err != nil {
		return err
	}
	if err := a.report(l.list, l.project.Source); err != nil {
		return err
	}
	g, err := w.guard()
	if err != nil {
		return err
	}
	defer g.close()
	if ids, err = a.soundPartners(ctx, w, g, l, ids, today, b.skipBroken); err != nil {
		return err
	}
	s := partnerSites{shown: filepath.ToSlash(b.out), a: a, w: w, g: g, l: l, today: today, opt: opt, drills: map[*automaton.Automaton][]*drill.Drill{}}
	defer func() { err = errors.Join(err, s.published()) }()
	failed := 0
	for _, id := range ids {
		progress.step("building " + id)
		err := s.build(ctx, id, filepath.Join(out, id))
		if errors.Is(err, errProject) && b.skipBroken { // what no rule foresaw: it is reported, and the others do not depend on it
			fmt.Fprintf(a.env.Stderr, "warning: partner %s is left out\n", id)
			if failed++; failed < len(ids) {
				continue
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// soundPartners reports what is wrong with partners. Those with errors are left out, or end the build. Of the
// others their ids alone are kept.
func (a *app) soundPartners(ctx context.Context, w *workspace, g *guard, l *loaded, ids []string, today hours.Date, skip bool) ([]string, error) {
	var told []guarded
	var broken, sound []string
	var bearers []bearer
	for some := range slices.Chunk(ids, 16) {
		read, err := g.all(ctx, some, today)
		if err != nil {
			return nil, err
		}
		for _, p := range read {
			if w.judge(l, &p); p.list.HasErrors() {
				broken = append(broken, p.ID)
			} else {
				sound, bearers = append(sound, p.ID), append(bearers, bearerOf(p.Partner))
			}
			if len(p.list) > 0 {
				told = append(told, guarded{files: p.files, list: p.list})
			}
		}
	}
	all := *l
	all.list = nil
	all.with(told, ofPartners(l, bearers))
	err := a.report(all.list, all.source)
	if err == nil || !skip || len(sound) == 0 {
		return sound, err
	}
	for _, id := range broken {
		fmt.Fprintf(a.env.Stderr, "warning: partner %s is left out\n", id)
	}
	return sound, nil
}

// partnerSites builds the sites of partners over what they share.
type partnerSites struct {
	a       *app
	w       *workspace
	g       *guard
	l       *loaded
	today   hours.Date
	opt     publish.Options
	builder site.Builder
	checker verify.Checker
	drills  map[*automaton.Automaton][]*drill.Drill // of flows with what is known

	shown string            // the folder of all sites, as it was given
	ended chan func() error // what publishing the site before gives to report; nil for none
}

// build builds and checks a site, and begins to publish it.
func (s *partnerSites) build(ctx context.Context, id, dir string) error {
	start := time.Now()
	partner, err := s.g.load(ctx, id, s.today) // what is wrong was reported
	if err != nil {
		return err
	}
	l := s.w.asPartner(s.l, partner.Partner, s.drills)
	if l == nil {
		return fmt.Errorf("partner %s changed while its site was being built; build again", id)
	}
	in := l.input()
	in.Today, in.Offline = s.today, l.project.Config.Offline
	tree, err := s.a.built(&s.builder, in)
	if err != nil {
		return err
	}
	if err := s.a.checked(&s.checker, tree, l); err != nil {
		return err
	}
	if err := s.published(); err != nil {
		return err
	}
	s.a.publishing.Store(true)
	if err := ctx.Err(); err != nil { // asked for after the line above: see wait
		return err
	}
	ended := make(chan func() error, 1)
	s.ended = ended
	go func() {
		res, err := publish.Publish(ctx, tree, dir, s.opt)
		took := time.Since(start)
		ended <- func() error {
			for _, rescued := range res.Rescued {
				fmt.Fprintf(s.a.env.Stderr, "warning: files of another origin appeared in %s meanwhile; they are now in %s\n", dir, rescued)
			}
			if err != nil {
				return refusal(err)
			}
			fmt.Fprintln(s.a.env.Stdout, resultLine(path.Join(s.shown, id), res, took))
			return nil
		}
	}()
	return nil
}

// drillsFor are the drills of the site that hold for the flows of a partner, too: where
// a question is not asked any more since its answer is known, a case that turns on
// it is left out. kept holds those made before, by flow; nil keeps none.
func drillsFor(site *loaded, automata map[string]*automaton.Automaton, kept map[*automaton.Automaton][]*drill.Drill) map[string][]*drill.Drill {
	out := map[string][]*drill.Drill{}
	for name, all := range site.drills {
		if a := automata[name]; a == site.automata[name] {
			out[name] = all
		} else if doc := site.project.Flow(name).Drills[site.project.SourceLanguage()]; a != nil {
			made, ok := kept[a]
			if !ok {
				made, _ = drill.Make(a, doc)
				if kept != nil {
					kept[a] = made
				}
			}
			out[name] = made
		}
	}
	return out
}

// published waits for the site that is being published, if one is, and reports on it.
func (s *partnerSites) published() error {
	if s.ended == nil {
		return nil
	}
	report := <-s.ended
	s.ended = nil
	s.a.publishing.Store(false)
	return report()
}
