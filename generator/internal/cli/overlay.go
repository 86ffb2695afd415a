package cli

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
)

// overlay is a file system over another one: a file of upper hides that of
// lower. Folders are joined.
type overlay struct{ upper, lower fs.FS }

// Open implements fs.FS. A folder is that of the upper file system where it
// has one; its joined content is for ReadDir.
func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.upper.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.lower.Open(name)
	}
	return f, err
}

// ReadDir implements fs.ReadDirFS.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	upper, err := fs.ReadDir(o.upper, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	lower, lowerErr := fs.ReadDir(o.lower, name)
	if err != nil && lowerErr != nil {
		return nil, err
	}
	all := append(upper, lower...)
	slices.SortStableFunc(all, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return slices.CompactFunc(all, func(a, b fs.DirEntry) bool { return a.Name() == b.Name() }), nil
}

// regular is a folder without its links, devices and pipes: what is one of
// them, or is reached through one, is not there. That they are there is for
// project to report.
type regular struct {
	fsys fs.FS
	dir  string
}

// Open implements fs.FS.
func (r regular) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	full := path.Join(r.dir, name)
	for i, c := range full + "/" {
		if c != '/' {
			continue
		}
		info, err := fs.Lstat(r.fsys, full[:i])
		if err != nil {
			return nil, err
		}
		if !info.IsDir() && !info.Mode().IsRegular() {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		}
	}
	return r.fsys.Open(full)
}

// ReadDir implements fs.ReadDirFS.
func (r regular) ReadDir(name string) ([]fs.DirEntry, error) {
	dir, err := r.Open(name)
	if err != nil {
		return nil, err
	}
	if err := dir.Close(); err != nil {
		return nil, err
	}
	all, err := fs.ReadDir(r.fsys, path.Join(r.dir, name))
	return slices.DeleteFunc(all, func(d fs.DirEntry) bool { return !d.IsDir() && !d.Type().IsRegular() }), err
}
