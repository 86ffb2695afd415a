package cli

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/check"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/drill"
	"signpost/generator/internal/hours"
	"signpost/generator/internal/terms"
)

// readPartner is a partner as its folder had it. mark are its files, with their
// sizes and times, and the day: as long as they are the same, so is the rest.
type readPartner struct {
	mark string
	guarded
}

// readPartners reads partners, or takes them from the last time.
func (w *workspace) readPartners(ctx context.Context, ids []string, today hours.Date) ([]guarded, error) {
	marks := map[string]string{}
	var again []string
	for _, id := range ids {
		mark, err := w.mark(path.Join(partnersFolder, id))
		mark = fmt.Sprintln(today, mark)
		if old, ok := w.partners[id]; !ok || err != nil || old.mark != mark {
			again, marks[id] = append(again, id), mark
		}
	}
	if len(again) > 0 {
		g, err := w.guard()
		if err != nil {
			return nil, err
		}
		defer g.close()
		read, err := g.all(ctx, again, today)
		if err != nil {
			return nil, err
		}
		if w.partners == nil {
			w.partners = map[string]readPartner{}
		}
		for i, id := range again {
			w.partners[id] = readPartner{marks[id], read[i]}
		}
	}
	out := make([]guarded, len(ids))
	for i, id := range ids {
		out[i] = w.partners[id].guarded
	}
	return out, nil
}

// checkPartners reads partners and holds each against the site.
func (w *workspace) checkPartners(ctx context.Context, l *loaded, ids []string, today hours.Date) ([]guarded, error) {
	all, err := w.readPartners(ctx, ids, today)
	for i := range all {
		w.judge(l, &all[i])
	}
	return all, err
}

// judge adds what is wrong between a partner and the site: what the rules find,
// flows that lead nowhere once what the partner knows is known, and terms that are
// still the example.
func (w *workspace) judge(l *loaded, p *guarded) {
	list := append(slices.Clone(p.list), check.Partner(l.project, p.Partner)...)
	for _, t := range p.Ahead() {
		_, wrong := w.specialised(l, t)
		list = append(list, wrong...)
	}
	if !list.HasErrors() { // first things first
		list = append(list, unedited(*p)...)
	}
	p.list = check.Settle(l.project.Config, list).Sorted()
}

// addPartners gives a project all its partners, and to the list of what is wrong
// what is wrong with them. Those with errors are in no directory.
func (w *workspace) addPartners(ctx context.Context, l *loaded, today hours.Date) error {
	ids, err := partners(w)
	if err != nil {
		return err
	}
	all, err := w.checkPartners(ctx, l, ids, today)
	if err != nil {
		return err
	}
	var found []*terms.Partner
	var bearers []bearer
	for _, p := range all {
		if !p.list.HasErrors() {
			found, bearers = append(found, p.Partner), append(bearers, bearerOf(p.Partner))
		}
	}
	l.project = l.project.With(found)
	l.with(all, ofPartners(l, bearers))
	return nil
}

// partnerSite is the project as a partner will publish it on a day, a draft that
// has begun by then included. Where it cannot be shown, it is the project itself,
// with what is wrong.
func (w *workspace) partnerSite(ctx context.Context, l *loaded, id string, today hours.Date) (*loaded, error) {
	all, err := w.checkPartners(ctx, l, []string{id}, today)
	if err != nil {
		return nil, err
	}
	out := *l
	out.with(all, nil)
	if mine := w.asPartner(l, all[0].Preview(today), nil); mine != nil {
		out.project, out.automata, out.drills = mine.project, mine.automata, mine.drills
	}
	return &out, nil
}

// asPartner is the project as a partner publishes it, which judge looked at; nil where
// the partner has no terms in force in a language of the site. kept is that of drillsFor.
func (w *workspace) asPartner(l *loaded, p *terms.Partner, kept map[*automaton.Automaton][]*drill.Drill) *loaded {
	mine := l.project.For(p)
	if mine == nil {
		return nil
	}
	automata, _ := w.specialised(l, p.Current)
	return &loaded{project: mine, linked: l.linked, automata: automata, drills: drillsFor(l, automata, kept)}
}

// with adds partners that were held against the project; together is what is wrong
// between them.
func (l *loaded) with(partners []guarded, together diag.List) {
	l.partners = partners
	l.list = append(slices.Clone(l.list), together...)
	for _, p := range partners {
		l.list = append(l.list, p.list...)
	}
	l.list = l.list.Sorted()
}

// source gives the bytes of a file of the project or of its partners, of these
// only what was taken: no other file is opened.
func (l *loaded) source(name string) []byte {
	if data := l.project.Source(name); data != nil {
		return data
	}
	for _, p := range l.partners {
		if data, err := fs.ReadFile(p.files, name); err == nil {
			return data
		}
	}
	return nil // then the diagnostic stands without the line it is about
}
