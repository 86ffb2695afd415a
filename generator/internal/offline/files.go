package offline

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"signpost/generator/internal/memfile"
)

// Files is a file system in memory: the bytes of each file by its path, folders
// divided by slashes. Folders are those that the paths have. Its
// files have no date and mode 0644.
type Files map[string][]byte

// Read takes all files of a tree into memory. What is neither file nor folder
// is an error.
func Read(tree fs.FS) (Files, error) {
	out := Files{}
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fmt.Errorf("list %s: %w", name, err)
		case d.IsDir():
			return nil
		case !d.Type().IsRegular():
			return fmt.Errorf("%s is neither a file nor a folder", name)
		}
		if p, ok := tree.(interface{ Peek(string) ([]byte, error) }); ok {
			out[name], err = p.Peek(name)
		} else {
			out[name], err = fs.ReadFile(tree, name)
		}
		return err
	})
	return out, err
}

// Names lists the files in order.
func (f Files) Names() []string { return slices.Sorted(maps.Keys(f)) }

// Size is that of all files together, in bytes.
func (f Files) Size() (n int64) {
	for _, data := range f {
		n += int64(len(data))
	}
	return n
}

// Peek returns a file's bytes themselves, which must not be changed.
func (f Files) Peek(name string) ([]byte, error) {
	data, ok := f[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return data, nil
}

// ReadFile implements fs.ReadFileFS.
func (f Files) ReadFile(name string) ([]byte, error) {
	data, err := f.Peek(name)
	return bytes.Clone(data), err
}

// Open implements fs.FS.
func (f Files) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if data, ok := f[name]; ok {
		return memfile.Open(memfile.File(path.Base(name), len(data)), data, nil), nil
	}
	entries, err := f.ReadDir(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.Unwrap(err)}
	}
	return memfile.Open(memfile.Folder(path.Base(name)), nil, entries), nil
}

// ReadDir implements fs.ReadDirFS. It looks at every path: it is for trees of thousands.
func (f Files) ReadDir(name string) ([]fs.DirEntry, error) {
	within := name + "/"
	if name == "." {
		within = ""
	}
	found := map[string]fs.FileInfo{}
	for at, data := range f {
		rest, ok := strings.CutPrefix(at, within)
		if !ok {
			continue
		}
		first, _, folder := strings.Cut(rest, "/")
		if folder {
			found[first] = memfile.Folder(first)
		} else {
			found[first] = memfile.File(first, len(data))
		}
	}
	if len(found) == 0 && name != "." {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	out := make([]fs.DirEntry, 0, len(found))
	for _, first := range slices.Sorted(maps.Keys(found)) {
		out = append(out, fs.FileInfoToDirEntry(found[first]))
	}
	return out, nil
}
