package cli

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"testing/fstest"

	"signpost/generator/internal/check"
	"signpost/generator/internal/diag"
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
		mark, err := w.mark(id, today)
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

// mark tells one state of a partner's folder from others.
func (w *workspace) mark(id string, today hours.Date) (string, error) {
	var b strings.Builder
	fmt.Fprintln(&b, today)
	err := fs.WalkDir(w.fsys, path.Join(partnersFolder, id), func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		fmt.Fprintln(&b, name, info.Size(), info.ModTime().UnixNano(), info.Mode())
		return nil
	})
	return b.String(), err
}

// listPartners gives the project its partners, for the directory; those with errors are left out of it. What it
// returns is for reportTerms.
func (w *workspace) listPartners(ctx context.Context, l *loaded, today hours.Date) ([]guarded, error) {
	ids, err := partners(w)
	if err != nil {
		return nil, err
	}
	all, err := w.readPartners(ctx, ids, today)
	if err != nil {
		return nil, err
	}
	var found []*terms.Partner
	var bearers []bearer
	for i := range all {
		all[i].list = check.Settle(l.project.Config, all[i].list)
		if !all[i].list.HasErrors() {
			found, bearers = append(found, all[i].Partner), append(bearers, bearerOf(all[i].Partner))
		}
	}
	l.project = l.project.With(found)
	return append(all, ofPartners(l, bearers), ofProject(l, clash(l, "partners", len(found) > 0))), nil
}

// ofProject are findings in files of the project itself, to be reported with
// those of partners.
func ofProject(l *loaded, list diag.List) guarded {
	files := fstest.MapFS{}
	for _, d := range list {
		if data := l.project.Source(d.Pos.File); data != nil {
			files[d.Pos.File] = &fstest.MapFile{Data: data}
		}
	}
	return guarded{files: files, list: list}
}

// clash reports a page or flow of the site at an address that is for partners.
func clash(l *loaded, name string, wanted bool) diag.List {
	var list diag.List
	if !wanted {
		return nil
	}
	page, flow := l.project.Page(name), l.project.Flow(name)
	hint := "give it another name: what partners publish lies there"
	for _, lang := range l.project.Config.Languages {
		if page != nil && page.Texts[lang] != nil {
			list.Add(diag.Pos{File: page.File(lang), Line: 1, Col: 1}, "partner-address", "the page has the address of %q", name).Hint = hint
		}
	}
	if flow != nil {
		list.Add(diag.Pos{File: flow.File, Line: 1, Col: 1}, "partner-address", "the flow has the address of %q", name).Hint = hint
	}
	return list
}
