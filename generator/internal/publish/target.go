package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// resolve finds the real place of dir and refuses it where publishing there can
// only be a mistake.
func resolve(dir string, opt Options) (target, error) {
	if dir == "" {
		return target{}, &TargetError{dir, "has no name"}
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return target{}, err
	}
	place, err := realPath(abs)
	if err != nil {
		return target{}, err
	}
	if filepath.Dir(place) == place {
		return target{}, &TargetError{place, "is the root of the file system"}
	}
	if info, err := os.Stat(place); err == nil && !info.IsDir() {
		return target{}, &TargetError{place, "is not a directory"}
	}
	for _, d := range opt.Protected {
		if within(d, place) {
			return target{}, &TargetError{place, "is or contains " + d}
		}
	}
	for _, d := range opt.Sources {
		if within(d, place) || within(place, d) {
			return target{}, &TargetError{place, "is, contains or lies in " + d + ", which the build reads"}
		}
	}
	return target{place, filepath.Dir(place), filepath.Base(place)}, nil
}

// CheckFile says why a single file may not be written: it is a folder or has none to lie in, lies in what
// the build reads, or would take the place of one of the files that are still needed.
func CheckFile(name string, opt Options, needed ...string) error {
	refused := func(format string, args ...any) error {
		return fmt.Errorf("cannot write %q: "+format, append([]any{name}, args...)...)
	}
	if info, err := os.Stat(filepath.Dir(name)); err != nil || !info.IsDir() {
		return refused("there is no folder %s", filepath.Dir(name))
	}
	for _, d := range opt.Sources {
		if within(name, d) {
			return refused("it lies in %s, which the build reads", d)
		}
	}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.IsDir():
		return refused("it is a folder")
	}
	for _, other := range needed {
		if o, err := os.Stat(other); err == nil && os.SameFile(info, o) {
			return refused("it is %s, which is still needed", other)
		}
	}
	return nil
}

// realPath resolves symbolic links in the part of an absolute path that exists.
func realPath(abs string) (string, error) {
	place, err := filepath.EvalSymlinks(abs)
	if !errors.Is(err, fs.ErrNotExist) {
		return place, err
	}
	if _, err := os.Lstat(abs); err == nil {
		return "", &TargetError{abs, "is a symbolic link that leads nowhere"}
	}
	parent, err := realPath(filepath.Dir(abs))
	return filepath.Join(parent, filepath.Base(abs)), err
}

// within reports whether inner is outer or lies in it. It compares the folders
// themselves, not their names, and so is right for names that differ in case
// only and for mounts. What does not exist holds nothing.
func within(inner, outer string) bool {
	o, err := os.Stat(outer)
	if err != nil {
		return false
	}
	p, err := filepath.Abs(inner)
	if err != nil {
		return false
	}
	if place, err := realPath(p); err == nil {
		p = place
	}
	for {
		if i, err := os.Stat(p); err == nil && os.SameFile(i, o) {
			return true
		}
		parent := filepath.Dir(p)
		if parent == p {
			return false
		}
		p = parent
	}
}

// state is what a target holds before it is published to.
type state struct {
	exists   bool
	manifest *Manifest        // nil: the target is missing or empty
	present  map[string]entry // what is there of the manifest, by path
}

// entry is a file of a manifest that is there.
type entry struct {
	Entry
	mode fs.FileMode
}

// scan reads what dir holds, and fails with a *ForeignError where it holds
// anything but a published site.
func scan(dir string) (state, error) {
	top, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return state{}, nil
	case err != nil:
		return state{}, err
	case len(top) == 0:
		return state{exists: true}, nil
	}
	foreign := &ForeignError{Dir: dir}
	m, err := ReadManifest(dir)
	var io *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		m = &Manifest{}
	case errors.As(err, &io):
		return state{}, err
	case err != nil: // it is ours no more
		foreign.add(&foreign.Changed, ManifestName)
		return state{}, foreign
	}
	present, err := survey(dir, m, foreign)
	if err != nil {
		return state{}, err
	}
	if len(foreign.Foreign)+len(foreign.Changed) > 0 {
		return state{}, foreign
	}
	return state{true, m, present}, nil
}

// survey returns the files of the manifest that are in dir and adds everything
// else to foreign.
func survey(dir string, m *Manifest, foreign *ForeignError) (map[string]entry, error) {
	manifest, err := os.Lstat(filepath.Join(dir, ManifestName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	present := make(map[string]entry, len(m.Files))
	stranger := func(rel string) { foreign.add(&foreign.Foreign, rel) }
	err = walk(dir, m, stranger, func(f Entry, name string, d fs.DirEntry) error {
		info, err := d.Info()
		if err != nil {
			return err
		}
		same := info.Size() == f.Size
		if same && info.ModTime().After(manifest.ModTime()) {
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			same = hash(data) == f.SHA256
		}
		if !same {
			foreign.add(&foreign.Changed, f.Path)
			return nil
		}
		present[f.Path] = entry{f, info.Mode().Perm()}
		return nil
	})
	return present, err
}

// walk calls listed for every regular file in dir that the manifest lists, and
// stranger for everything else but the manifest. It enters neither folders the
// manifest does not know, which are named with a final "/", nor symbolic links.
func walk(dir string, m *Manifest, stranger func(rel string), listed func(f Entry, name string, d fs.DirEntry) error) error {
	files := make(map[string]Entry, len(m.Files))
	folders := map[string]bool{".": true}
	for _, f := range m.Files {
		files[f.Path] = f
		for d := path.Dir(f.Path); !folders[d]; d = path.Dir(d) {
			folders[d] = true
		}
	}
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		f, ok := files[rel]
		switch {
		case d.IsDir() && folders[rel]:
			return nil
		case d.IsDir():
			stranger(rel + "/")
			return filepath.SkipDir
		case rel == ManifestName && d.Type().IsRegular():
			return nil
		case !ok || !d.Type().IsRegular():
			stranger(rel)
			return nil
		}
		return listed(f, name, d)
	})
}
