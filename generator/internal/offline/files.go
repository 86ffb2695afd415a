package offline

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
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
		return &openFile{info{path.Base(name), int64(len(data)), false}, bytes.NewReader(data), nil}, nil
	}
	entries, err := f.ReadDir(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.Unwrap(err)}
	}
	return &openFile{info{path.Base(name), 0, true}, bytes.NewReader(nil), entries}, nil
}

// ReadDir implements fs.ReadDirFS. It looks at every path: it is for trees of thousands.
func (f Files) ReadDir(name string) ([]fs.DirEntry, error) {
	within := name + "/"
	if name == "." {
		within = ""
	}
	found := map[string]info{}
	for at, data := range f {
		rest, ok := strings.CutPrefix(at, within)
		if !ok {
			continue
		}
		first, _, folder := strings.Cut(rest, "/")
		if folder {
			found[first] = info{first, 0, true}
		} else {
			found[first] = info{first, int64(len(data)), false}
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

// info describes a file or folder.
type info struct {
	name string
	size int64
	dir  bool
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.dir }
func (i info) Sys() any           { return nil }
func (i info) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | 0o755
	}
	return 0o644
}

// openFile is an open file or folder; of a folder, with what was not listed yet.
type openFile struct {
	info info
	*bytes.Reader
	rest []fs.DirEntry
}

// Stat implements fs.File.
func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }

// Close implements fs.File.
func (f *openFile) Close() error { return nil }

// ReadDir implements fs.ReadDirFile.
func (f *openFile) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 || n >= len(f.rest) && len(f.rest) > 0 {
		out := f.rest
		f.rest = nil
		return out, nil
	}
	if len(f.rest) == 0 {
		return nil, io.EOF
	}
	out := f.rest[:n]
	f.rest = f.rest[n:]
	return out, nil
}
