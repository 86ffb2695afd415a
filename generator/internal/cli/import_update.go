package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/mslearn"
	"signpost/generator/internal/prose"
)

// learned is a page in a project that was imported.
type learned struct {
	name string // in the project
	file string // in the folder it came from
	data []byte
	doc  *prose.Document
}

// untouched reports whether nobody changed the page since.
func (p *learned) untouched() bool { return mslearn.Untouched(p.data, p.doc.Front.Origin) }

// learnedIn finds the pages below a folder of the project that were imported, by
// their paths below it; known lists these and all others.
func learnedIn(root, dir string) (pages map[string]*learned, known map[string]*mslearn.Known, err error) {
	pages, known = map[string]*learned{}, map[string]*mslearn.Known{}
	fsys := os.DirFS(root)
	if _, err := fs.Stat(fsys, dir); errors.Is(err, fs.ErrNotExist) {
		return pages, known, nil
	}
	err = fs.WalkDir(fsys, dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || path.Ext(name) != ".md" {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		rel := strings.TrimPrefix(name, dir+"/")
		known[rel] = &mslearn.Known{}
		doc, _ := prose.Parse(name, data, append(prose.KeysAlone(), "missing"))
		if !doc.Readable() {
			return nil
		}
		file := doc.Front.Origin["file"]
		if known[rel] = (&mslearn.Known{File: file, Headings: doc.Headings}); file != "" {
			pages[rel] = &learned{name, file, data, doc}
		}
		return nil
	})
	return pages, known, err
}

// knownPages tells an import what is there: pages in the source language, and,
// to be updated, those in its own.
func knownPages(root string, opt *mslearn.Options, src string, update bool) (own map[string]*learned, err error) {
	below := strings.TrimPrefix(opt.Out, "content/"+opt.Lang+"/")
	if !opt.Main {
		if _, opt.Theirs, err = learnedIn(root, path.Join("content", src, below)); err != nil {
			return nil, err
		}
	}
	if !update {
		return nil, nil
	}
	if own, opt.Known, err = learnedIn(root, opt.Out); err != nil {
		return nil, err
	}
	if len(own) == 0 {
		return nil, fmt.Errorf("%s has no pages that were imported: leave out --update", opt.Out)
	}
	return own, nil
}

// renewal is what an update does.
type renewal struct {
	made    newFiles // not there before
	changed newFiles
	same    int
	list    diag.List // pages that stay as they are, and why
}

// renew holds what was made against what is there.
func renew(root string, res *mslearn.Result, own map[string]*learned) (*renewal, error) {
	r := &renewal{made: newFiles{}, changed: newFiles{}}
	byName := map[string]*learned{}
	for _, p := range own {
		byName[p.name] = p
	}
	for _, name := range slices.Sorted(maps.Keys(res.Files)) {
		data := res.Files[name]
		old, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		p := byName[name]
		switch {
		case errors.Is(err, fs.ErrNotExist):
			r.made[name] = data
		case err != nil:
			return nil, err
		case bytes.Equal(old, data):
			r.same++
		case res.Made[name]:
		case path.Ext(name) != ".md", p != nil && p.untouched():
			r.changed[name] = data
		default:
			d := r.list.Add(diag.Pos{File: name, Line: 1, Col: 1}, "mslearn-edited", "the page was changed here since it was imported, and stays as it is")
			d.Severity, d.Hint = diag.Warning, "to have the page as it is imported now, delete it and import again"
			if p == nil {
				d.Message = "a page that was not imported has the place of one, and stays as it is"
				d.Hint = "move it, and import again"
			}
		}
	}
	for _, rel := range slices.Sorted(maps.Keys(own)) {
		p := own[rel]
		if _, there := res.Files[p.name]; !there {
			d := r.list.Add(diag.Pos{File: p.name, Line: 1, Col: 1}, "mslearn-gone", "the folder has no %q any more, and the page stays", p.file)
			d.Severity, d.Hint = diag.Warning, "delete the page and its ledgers; or delete \"origin\" in its front matter, and it is a page of your own"
		}
	}
	return r, nil
}

// write makes the new files, all or none, then replaces those that changed.
func (r *renewal) write(a *app, root string, dry bool) error {
	if err := r.made.place(a, root, dry); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(r.changed)) {
		fmt.Fprintf(a.env.Stdout, "%s: changed\n", name)
		if dry {
			continue
		}
		full := filepath.Join(root, filepath.FromSlash(name))
		// A name that begins with a dot is no part of a project.
		temp := filepath.Join(filepath.Dir(full), "."+filepath.Base(full)+"~")
		if err := os.WriteFile(temp, r.changed[name], 0o644); err != nil {
			return err
		}
		if err := os.Rename(temp, full); err != nil {
			return errors.Join(err, os.Remove(temp))
		}
	}
	return nil
}
