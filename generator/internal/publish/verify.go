package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// Report is what Verify found. Paths are slash-separated, relative and sorted.
type Report struct {
	Files   int      // files in the manifest
	Bytes   int64    // their size according to the manifest
	Missing []string // in the manifest, not in the directory
	Changed []string // another size or another SHA-256
	Foreign []string // in the directory, not in the manifest; a folder ends in "/"
}

// OK reports whether the directory is exactly what its manifest says.
func (r Report) OK() bool { return len(r.Missing)+len(r.Changed)+len(r.Foreign) == 0 }

// Verify reads every file of a published directory and holds it against the
// manifest. The error is for a manifest that is missing (it wraps
// fs.ErrNotExist) or damaged, and for files that cannot be read.
func Verify(dir string) (Report, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return Report{}, err
	}
	r := Report{Files: len(m.Files)}
	var mu sync.Mutex
	err = parallel(context.Background(), len(m.Files), func(i int) error {
		f := m.Files[i]
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		list := &r.Missing
		info, err := os.Lstat(name)
		if err == nil && info.Mode().IsRegular() {
			list = &r.Changed
			if info.Size() == f.Size {
				data, err := os.ReadFile(name)
				if err != nil {
					return err
				}
				if hash(data) == f.SHA256 {
					list = nil
				}
			}
		} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		r.Bytes += f.Size
		if list != nil {
			*list = append(*list, f.Path)
		}
		return nil
	})
	if err != nil {
		return r, err
	}
	err = walk(dir, m, func(rel string) { r.Foreign = append(r.Foreign, rel) },
		func(Entry, string, fs.DirEntry) error { return nil })
	slices.Sort(r.Missing)
	slices.Sort(r.Changed)
	return r, err
}
