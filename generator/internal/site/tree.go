package site

import (
	"bytes"
	"io/fs"
	"maps"
	"path"
	"slices"

	"signpost/generator/internal/memfile"
)

// Tree is a finished site: a file system in memory that nobody changes.
type Tree struct {
	// Origins names the author's file from which a page was made, by the path
	// of the page's file: "fr/severity/index.html" to
	// "decisions/severity/fr.md".
	Origins map[string]string

	slots slots
	files map[string]written
	names []string            // sorted
	dirs  map[string][]string // the names in each folder, sorted
}

// newTree takes what Hugo wrote less the pages whose source is gone, the
// assets, what the pages published beside them, the indexes of the search, and the files for machines.
func newTree(c *context, out *output, a *assets, published, indexes map[string][]byte, machines map[string]written) *Tree {
	in := c.in
	t := &Tree{Origins: c.origins(), slots: c.slots, files: map[string]written{}, dirs: map[string][]string{}}
	ours := map[string]bool{"index.html": true, "404.html": true}
	partnerOrigins(in, t.Origins)
	c.directoryOrigins(t.Origins)
	c.trainingOrigins(t.Origins, ours)
	if in.Components {
		for _, lang := range in.Project.Config.Languages {
			t.Origins[componentsPath(in.Project, lang)+"index.html"] = path.Join("themes", in.Project.Config.Theme, "components")
		}
	}
	out.mu.Lock()
	defer out.mu.Unlock()
	more := crowded(in.Project)
	for _, lang := range in.Project.Config.Languages {
		ours[searchPath(lang)+"index.html"] = true
		ours[sectionsPath(lang)+"index.html"] = more
		ours[bundlePath(lang)+"index.html"] = in.Bundle != nil && !in.Bundle.Within
		ours[offlinePath(lang)+"index.html"] = c.keeps()
		ours[unavailablePath(lang)+"index.html"] = c.keeps()
	}
	for name, f := range out.files {
		if _, ok := t.Origins[name]; ok || ours[name] {
			t.files[name] = f
		}
	}
	for name, data := range a.files {
		t.files[name] = written{data: data} // its name holds its hash
	}
	maps.Copy(t.files, machines)
	for name, data := range published {
		t.files[name] = written{data: data} // so does this one's
	}
	for name, data := range indexes {
		t.files[name] = written{data: data} // nothing is checked of it that it could have a generation for
	}
	for name, data := range shownImages(in.Project) {
		t.files[name] = written{data: data} // named by its content as well
	}
	t.list()
	return t
}

// add puts files into a tree that nobody has yet.
func (t *Tree) add(files map[string][]byte) {
	if len(files) == 0 {
		return
	}
	for name, data := range files {
		t.files[name] = written{data: data}
	}
	t.list()
}

// list fills names and dirs from files.
func (t *Tree) list() {
	t.names = slices.Sorted(maps.Keys(t.files))
	t.dirs = map[string][]string{}
	seen := map[string]bool{}
	for _, name := range t.names {
		for ; name != "." && !seen[name]; name = path.Dir(name) {
			seen[name] = true
			t.dirs[path.Dir(name)] = append(t.dirs[path.Dir(name)], path.Base(name))
		}
	}
	for _, names := range t.dirs {
		slices.Sort(names)
	}
}

// origins lists the pages of a site with the files they are made from.
func (c *context) origins() map[string]string {
	p, automata := c.p, c.in.Automata
	out := map[string]string{}
	for _, lang := range p.Config.Languages {
		for _, page := range p.Pages {
			switch src := p.SourceLanguage(); {
			case page.Texts[lang] != nil:
				out[pagePath(page, lang)+"index.html"] = page.File(lang)
			case p.Shown(page, lang):
				out[pagePath(page, lang)+"index.html"] = page.File(src)
			}
		}
		for _, f := range p.Flows {
			if isWithheld(p, f, lang) {
				out[flowPath(f.Name, lang)+"index.html"] = f.TextFile(p.SourceLanguage())
			}
			if c.offered(f, automata[f.Name], lang) {
				out[flowPath(f.Name, lang)+"index.html"] = f.TextFile(lang)
				if p.Partner == nil {
					out[reviewPath(f.Name, lang)+"index.html"] = f.TextFile(lang)
				}
				if len(p.Config.Embed) > 0 {
					out[embedPath(f.Name, lang)+"index.html"] = f.TextFile(lang)
				}
			}
		}
		if g := p.Glossary; g != nil && g.Texts[lang] != nil {
			out[glossaryPath(lang)+"index.html"] = g.TextFile(lang)
		}
	}
	return out
}

// Files lists all files in order. The slice must not be changed.
func (t *Tree) Files() []string { return t.names }

// Fingerprint identifies the content of a file among the trees of one Builder.
func (t *Tree) Fingerprint(name string) (uint64, bool) {
	f, ok := t.files[name]
	return f.generation, ok
}

// Pieces tells which pieces of a page other trees of the Builder may have as well, in the same memory.
func (t *Tree) Pieces(name string, piece func(start int, text []byte)) {
	at := 0
	for _, p := range t.files[name].parts {
		piece(at, p.text)
		at += len(p.text) + len(t.slots.value(p.slot))
	}
}

// Peek returns a file's bytes themselves, which must not be changed.
func (t *Tree) Peek(name string) ([]byte, error) {
	f, ok := t.files[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return f.data, nil
}

// ReadFile implements fs.ReadFileFS.
func (t *Tree) ReadFile(name string) ([]byte, error) {
	data, err := t.Peek(name)
	return bytes.Clone(data), err
}

// Open implements fs.FS.
func (t *Tree) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if f, ok := t.files[name]; ok {
		return memfile.Open(t.info(name), f.data, nil), nil
	}
	entries, err := t.ReadDir(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return memfile.Open(t.info(name), nil, entries), nil
}

// ReadDir implements fs.ReadDirFS.
func (t *Tree) ReadDir(name string) ([]fs.DirEntry, error) {
	names, ok := t.dirs[name]
	if !ok {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	out := make([]fs.DirEntry, len(names))
	for i, n := range names {
		out[i] = fs.FileInfoToDirEntry(t.info(path.Join(name, n)))
	}
	return out, nil
}

func (t *Tree) info(name string) fs.FileInfo {
	if f, ok := t.files[name]; ok {
		return memfile.File(path.Base(name), len(f.data))
	}
	return memfile.Folder(path.Base(name))
}
