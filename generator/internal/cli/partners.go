package cli

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"signpost/generator/internal/check"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/hours"
	"signpost/generator/internal/project"
	"signpost/generator/internal/terms"
)

// readPartner is a partner as it was read. mark are its files, with their sizes and
// times, and the day: as long as they are the same, so is the rest.
type readPartner struct {
	mark    string
	partner *terms.Partner
	list    diag.List
}

// partner reads a partner, or takes it from the last time.
func (w *workspace) partner(id string, today hours.Date) (*terms.Partner, diag.List) {
	var b strings.Builder
	fmt.Fprintln(&b, today)
	err := fs.WalkDir(w.fsys, path.Join(project.PartnersFolder, id), func(name string, d fs.DirEntry, err error) error {
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
	mark := b.String()
	if old, ok := w.partners[id]; ok && err == nil && old.mark == mark {
		return old.partner, old.list
	}
	p, l := project.LoadPartner(w.fsys, id, today)
	if w.partners == nil {
		w.partners = map[string]readPartner{}
	}
	w.partners[id] = readPartner{mark, p, l}
	return p, l
}

// listPartners gives the project its partners, for the directory; those with errors are left out of it. The
// list is what is wrong with them.
func (w *workspace) listPartners(l *loaded, today hours.Date) diag.List {
	var found []*terms.Partner
	var all diag.List
	for _, id := range project.PartnerIDs(w.fsys) {
		p, list := w.partner(id, today)
		list = check.Settle(l.project.Config, list)
		if !list.HasErrors() {
			found = append(found, p)
		}
		all = append(all, list...)
	}
	l.project = l.project.With(found)
	return append(all, clash(l, "partners", len(found) > 0)...)
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
