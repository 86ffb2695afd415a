// Package memfile is a file or folder in memory as io/fs asks for it.
//
// In: a name, bytes, the entries of a folder. Out: a fs.FileInfo, a fs.File.
// Files have mode 0644, folders 0755, and nothing has a date: two builds of one
// project are the same. It holds no tree and looks nothing up: that is for the
// file system it is part of.
package memfile

import (
	"bytes"
	"io"
	"io/fs"
	"time"
)

// File describes a file by its name, without folders, and its size in bytes.
func File(name string, size int) fs.FileInfo { return info{name, int64(size), false} }

// Folder describes a folder by its name, without those above it.
func Folder(name string) fs.FileInfo { return info{name, 0, true} }

// Open gives a file with its bytes, or a folder with its entries in order.
// Neither may be changed afterwards.
func Open(i fs.FileInfo, data []byte, entries []fs.DirEntry) fs.File {
	return &open{i, bytes.NewReader(data), entries}
}

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

// open is an open file or folder; of a folder, with what was not listed yet.
type open struct {
	info fs.FileInfo
	*bytes.Reader
	rest []fs.DirEntry
}

// Stat implements fs.File.
func (f *open) Stat() (fs.FileInfo, error) { return f.info, nil }

// Close implements fs.File.
func (f *open) Close() error { return nil }

// ReadDir implements fs.ReadDirFile.
func (f *open) ReadDir(n int) ([]fs.DirEntry, error) {
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
