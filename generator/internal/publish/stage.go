package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
)

// The modes of what is published.
const (
	fileMode fs.FileMode = 0o644
	dirMode  fs.FileMode = 0o755
)

// Peeker is implemented by trees that hold their files in memory. Peek is like
// fs.ReadFile, but gives the tree's own bytes, which Publish only reads.
type Peeker interface {
	Peek(name string) ([]byte, error)
}

// file is a file of the tree; sum is its hash once known.
type file struct{ path, sum string }

// read gives the content of a file of the tree.
func read(tree fs.FS, name string) ([]byte, error) {
	if p, ok := tree.(Peeker); ok {
		return p.Peek(name)
	}
	return fs.ReadFile(tree, name)
}

// list gives the files of the tree, sorted by path.
func list(tree fs.FS) ([]file, error) {
	var files []file
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return nil
		case !d.Type().IsRegular():
			return fmt.Errorf("%q in the tree is not a regular file", name)
		case name == ManifestName:
			return fmt.Errorf("the tree holds a file %q, the name of the manifest", name)
		}
		files = append(files, file{path: name})
		return nil
	})
	if err == nil && len(files) == 0 {
		err = errors.New("the tree is empty")
	}
	slices.SortFunc(files, func(a, b file) int { return cmp.Compare(a.path, b.path) })
	return files, err
}

// unchanged reports whether the target holds exactly the tree, kept files
// aside. It stops at the first difference; the hashes it has computed by then
// stay in files.
func unchanged(ctx context.Context, tree fs.FS, files []file, old state) (bool, error) {
	if old.manifest == nil || len(old.present) != len(old.manifest.Files) {
		return false, nil
	}
	var before []Entry
	for _, e := range old.manifest.Files {
		if !e.Kept {
			before = append(before, e)
		}
	}
	if !slices.EqualFunc(files, before, func(f file, e Entry) bool { return f.path == e.Path }) {
		return false, nil
	}
	for _, e := range old.present {
		if e.mode != fileMode {
			return false, nil
		}
	}
	err := parallel(ctx, len(files), func(i int) error {
		data, err := read(tree, files[i].path)
		if err != nil {
			return err
		}
		files[i].sum = hash(data)
		if files[i].sum != before[i].SHA256 {
			return errDifferent
		}
		return nil
	})
	if errors.Is(err, errDifferent) {
		return false, nil
	}
	return err == nil, err
}

var errDifferent = errors.New("different")

// stage writes the tree, what is kept of the old site and the manifest into the
// staging folder, and flushes them to the disk.
func (p *publication) stage(ctx context.Context, tree fs.FS, files []file, old state) (*Manifest, error) {
	m := &Manifest{Format: manifestFormat, Files: make([]Entry, len(files), len(files)+16)}
	m.Files = append(m.Files, p.kept(files, old)...)
	for i, f := range files {
		m.Files[i].Path = f.path
	}
	if err := p.folders(ctx, m); err != nil {
		return nil, err
	}
	var linked atomic.Int64
	err := parallel(ctx, len(m.Files), func(i int) error {
		e := &m.Files[i]
		var data []byte
		if !e.Kept {
			var err error
			if data, err = read(tree, e.Path); err != nil {
				return err
			}
			e.Size = int64(len(data))
			if e.SHA256 = files[i].sum; e.SHA256 == "" {
				e.SHA256 = hash(data)
			}
		}
		before, ok := old.present[e.Path]
		if ok && before.SHA256 == e.SHA256 && before.Size == e.Size && before.mode == fileMode && p.link(e.Path) {
			linked.Add(1)
			return nil
		}
		if e.Kept {
			var err error
			if data, err = os.ReadFile(filepath.Join(p.target.path, filepath.FromSlash(e.Path))); err != nil {
				return err
			}
			e.Size, e.SHA256 = int64(len(data)), hash(data)
		}
		return p.write(e.Path, data)
	})
	if err != nil {
		return nil, err
	}
	p.res.Linked = int(linked.Load())
	slices.SortFunc(m.Files, func(a, b Entry) int { return cmp.Compare(a.Path, b.Path) })
	// The manifest comes last: its time is not before that of any file.
	if err := p.write(ManifestName, m.encode()); err != nil {
		return nil, err
	}
	if err := p.step("sync", p.staging); err != nil {
		return nil, err
	}
	if err := syncTree(ctx, p.staging, m); err != nil {
		return nil, fmt.Errorf("flush %q to the disk: %w", p.staging, err)
	}
	return m, nil
}

// kept lists the files of the old site that stay although the tree has them no
// more. What was kept once is not kept again.
func (p *publication) kept(files []file, old state) []Entry {
	if p.opt.Keep == nil {
		return nil
	}
	var kept []Entry
	for _, e := range old.present {
		_, inTree := slices.BinarySearchFunc(files, e.Path, func(f file, name string) int { return cmp.Compare(f.path, name) })
		if !inTree && !e.Kept && p.opt.Keep(e.Path) {
			e.Entry.Kept = true
			kept = append(kept, e.Entry)
		}
	}
	return kept
}

// folders makes the staging folder and all folders in it.
func (p *publication) folders(ctx context.Context, m *Manifest) error {
	if err := p.step("mkdir", p.staging); err != nil {
		return err
	}
	if err := os.Mkdir(p.staging, dirMode); err != nil {
		return err
	}
	info, err := os.Lstat(p.staging)
	if err != nil {
		return err
	}
	if p.fixMode = info.Mode().Perm() != dirMode; p.fixMode {
		if err := os.Chmod(p.staging, dirMode); err != nil {
			return err
		}
	}
	for _, level := range levels(m) {
		err := parallel(ctx, len(level), func(i int) error {
			name := filepath.Join(p.staging, filepath.FromSlash(level[i]))
			if err := p.step("mkdir", name); err != nil {
				return err
			}
			if err := os.Mkdir(name, dirMode); err != nil || !p.fixMode {
				return err
			}
			return os.Chmod(name, dirMode)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// levels gives the folders of a manifest, those in the root first, then those
// in them, and so on.
func levels(m *Manifest) [][]string {
	var out [][]string
	seen := map[string]bool{".": true}
	for _, f := range m.Files {
		for d := path.Dir(f.Path); !seen[d]; d = path.Dir(d) {
			seen[d] = true
			depth := strings.Count(d, "/")
			for len(out) <= depth {
				out = append(out, nil)
			}
			out[depth] = append(out[depth], d)
		}
	}
	return out
}

// link puts the file of the old site into the staging folder as a further name
// of the same file, which costs neither space nor writing, and is safe because
// published files are never written to. False means: write it.
func (p *publication) link(name string) bool {
	name = filepath.FromSlash(name)
	to := filepath.Join(p.staging, name)
	return p.step("link", to) == nil && os.Link(filepath.Join(p.target.path, name), to) == nil
}

// write makes a file in the staging folder. Its errors name the path.
func (p *publication) write(name string, data []byte) (err error) {
	name = filepath.Join(p.staging, filepath.FromSlash(name))
	if err := p.step("create", name); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	if p.fixMode {
		if err := f.Chmod(fileMode); err != nil {
			return err
		}
	}
	if err := p.step("write", name); err != nil {
		return err
	}
	_, err = f.Write(data)
	return err
}
