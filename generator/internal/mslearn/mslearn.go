// Package mslearn turns the Markdown of Microsoft Learn into pages of a site.
//
// In: a folder of such Markdown in one language as an fs.FS and, where wanted,
// the same folder in the language that plays the source. Out: the files of our
// pages and of the images they show, by their paths in a project, and a
// diag.List with positions in the author's files. It never writes, never
// fetches, and changes no word: what our Markdown has is rewritten, what it has
// not is left out or put plainly, and then reported.
//
// # The way of a page
//
// read: the files of the folder, their names and front matter (folder.go,
// front.go; faq.go and landing.go make Markdown of YAML). blocks: what stands
// on lines of its own, as alerts, tabs and ::: (block.go, tabs.go, include.go),
// then blocks of HTML (html.go). headings: titles, levels, ids (heading.go).
// inline: links, images and HTML within a line, as edits of the text, so that
// all else stays as it was written (inline.go, link.go, image.go, tag.go). Each line
// knows from which line of which file it came.
//
// # Codes
//
//	mslearn-file        a file that is not read, or not wholly
//	mslearn-front       front matter that is missing or says nothing we know
//	mslearn-name        a file or id that has another name here
//	mslearn-heading     a heading that is written otherwise here
//	mslearn-html        HTML that our Markdown has no form for
//	mslearn-sides       the text of the source beside that of the translation
//	mslearn-comment     a comment, which readers do not see
//	mslearn-directive   a ::: or [!…] that our Markdown has no form for
//	mslearn-include     a file to include that is not there, or includes itself
//	mslearn-image       an image that is not there or cannot be shown
//	mslearn-link        an address that was written otherwise
//	mslearn-link-root   an address on the site of Microsoft Learn
//	mslearn-link-empty  a link without words
//	mslearn-link-dead   a link to a page or section that is not there
//	mslearn-toc         a table of contents that names what is not there
//	mslearn-yaml        a part of a YAML page that has no form here
//	mslearn-bold        a mark ** that marks nothing
//	mslearn-parity      a structure that differs from that of the source
//	mslearn-state       a page translated from another state of the English text
//	mslearn-page        a page that our rules refuse all the same
package mslearn

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/prose"
)

// Folder is a folder of Microsoft Learn Markdown.
type Folder struct {
	FS   fs.FS
	Name string // how it is called in positions, with slashes
}

// Options is what is to be made of a folder.
type Options struct {
	Lang string // BCP 47
	// Out is where the pages go, in the project: "content/cs/learn".
	Out string
	// Main is whether Lang is the source language of the site: its pages alone
	// say in which order they stand.
	Main bool
	// Origin is where the folder's pages are read today, with a slash at the end;
	// optional. With it, a link to a page that the folder does not have leads
	// there; without it, its words alone stay.
	Origin string
	// Known are the pages of an earlier import of the folder, by their paths below
	// Out, and Theirs all pages that the project has there in its source language.
	// A page keeps its path, and the ids of its headings; one that is new here has
	// those of the source language.
	Known, Theirs map[string]*Known
	// Source is the folder in the language that plays the source; optional.
	Source *Folder
}

// Known is a page that a project has.
type Known struct {
	File     string // in the folder it was imported from; "" where it was not
	Headings []prose.Heading
}

// Result is what was made.
type Result struct {
	Files map[string][]byte // by their paths in the project
	Pages int               // how many of them were made of a page
	// Made are the files of folders that had no page of their own: where the
	// project has one already, it may stay.
	Made map[string]bool

	sources map[string][]byte
}

// Source returns the text of an author's file by its name in positions, or nil.
func (r *Result) Source(file string) []byte { return r.sources[file] }

// Import reads a folder. An error means that it cannot be listed; what is wrong
// with its files is in the list.
func Import(from Folder, opt Options) (*Result, diag.List, error) {
	var source *folder
	if opt.Source != nil {
		o := opt
		o.Source, o.Known, o.Theirs = nil, opt.Theirs, nil
		var err error
		if source, err = read(*opt.Source, o); err != nil {
			return nil, nil, err
		}
	}
	f, err := readBeside(from, opt, source)
	if err != nil {
		return nil, nil, err
	}
	if len(f.pages) == 0 {
		return nil, nil, fmt.Errorf("%s: %w", from.Name, errNoPages)
	}
	res := &Result{Files: map[string][]byte{}, Made: map[string]bool{}, Pages: len(f.pages), sources: f.sources}
	for _, p := range f.pages {
		f.write(p, res)
	}
	f.copyImages(res)
	f.sections(res)
	if source != nil {
		compare(source, f)
		for name, data := range source.sources {
			res.sources[name] = data
		}
	}
	return res, f.l.Sorted(), nil
}

var errNoPages = errors.New("no page of Microsoft Learn is there")

// read reads all pages of a folder up to their structure.
func read(from Folder, opt Options) (*folder, error) { return readBeside(from, opt, nil) }

// readBeside does the same. Pages of files that the source has too get the same
// paths as there.
func readBeside(from Folder, opt Options, source *folder) (*folder, error) {
	f := &folder{from: from, opt: opt, byFile: map[string]*page{}, lower: map[string]string{},
		sources: map[string][]byte{}, names: map[string]string{}, images: map[string]string{}}
	if err := f.list(); err != nil {
		return nil, err
	}
	known := map[string]string{}
	if source != nil {
		f.theirs = map[string]bool{}
		for _, p := range source.pages {
			known[p.file], f.theirs[p.out] = p.out, true
		}
	}
	for _, pages := range []map[string]*Known{opt.Theirs, opt.Known} {
		for out, k := range pages {
			if k.File != "" {
				known[k.File] = out
			}
		}
	}
	f.place(known)
	for _, p := range f.pages {
		f.load(p)
	}
	f.sameLocale()
	for _, p := range f.pages {
		f.structure(p)
	}
	f.contents()
	f.unread()
	return f, nil
}

// report adds a warning. What stops a page from being imported is an error, and
// is added as such.
func (f *folder) report(pos diag.Pos, code, format string, args ...any) *diag.Diagnostic {
	f.l = append(f.l, diag.Diagnostic{Pos: pos, Severity: diag.Warning, Code: code, Message: fmt.Sprintf(format, args...)})
	return &f.l[len(f.l)-1]
}

// at is a place in a file of the folder.
func (f *folder) at(file string, line, col int) diag.Pos {
	return diag.Pos{File: path.Join(f.from.Name, file), Line: line, Col: col}
}

func sorted[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
