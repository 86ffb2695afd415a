// Package publish puts a finished site into a directory, all of it or nothing.
//
// In: a tree (fs.FS, best in memory), a target directory, a context. Out: the
// target holds the files of the tree and a manifest of them (ManifestName),
// and nothing else. It never changes a file of a published site, never deletes
// a file that it did not write, and never leaves a mixture: whatever kills it,
// the target is the whole old site or the whole new one.
//
// How: a lock beside the target keeps a second publisher out; the tree is
// written to a staging folder beside the target, ".NAME.staging-PID", and
// flushed to the disk; the two folders are exchanged in one step; the old site,
// now in the staging folder, is removed file by file as its manifest lists it.
// Beside the target means: the parent folder must be writable, and the target
// must not be a mount point.
//
// Where the system has no exchange of folders (neither Linux nor macOS, or a
// file system without it) there are two renames, and a kill between them
// leaves no target until the next Publish brings the old site back.
//
// What counts as foreign, and makes Publish refuse: anything in the target that
// its manifest does not list, and a listed file that somebody has changed. A
// changed file is found by its size, or by its hash where its time is later
// than the manifest's; an edit that keeps both size and time passes. Deleted
// files are nobody's loss and only make the next Publish write them again.
package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// Options says what a target must not be and what else Publish does. The zero
// value is usable.
type Options struct {
	// Protected lists directories that the target must neither be nor contain:
	// the project's root, the home directory. Lying inside one is fine. The
	// root of a file system is always refused.
	Protected []string // optional

	// Sources lists directories that the target must neither be nor contain nor
	// lie in: what a build reads, such as content.
	Sources []string // optional

	// Wait makes Publish wait, as long as its context allows, while another
	// process publishes to the same target, instead of failing at once.
	Wait bool

	// Keep tells which files of the site before stay for one more publication
	// although the tree no longer has them: assets with a hash in their name,
	// which a page that a visitor loaded earlier may still ask for. They are
	// marked as kept in the manifest.
	Keep func(path string) bool // optional

	// hook is called before every step that changes the disk, by several
	// goroutines at once; an error takes the place of the step.
	hook func(step, path string) error
}

// Result says what Publish did.
type Result struct {
	Dir       string   // the target: absolute, symbolic links resolved
	Files     int      // files in the target, without the manifest
	Bytes     int64    // their size
	Linked    int      // of Files, those unchanged and so linked, not written
	Kept      int      // of Files, those that Options.Keep kept
	Unchanged bool     // the target held exactly this tree; nothing was touched
	Swapped   bool     // the new tree is in place, also where err is not nil
	Rescued   []string // folders with foreign files that appeared during the exchange
}

// Publish makes dir hold exactly the files of tree and a manifest.
//
// The tree must not change meanwhile; one that implements Peeker is read without
// copies. Empty folders are not published, an empty tree is refused. Files get
// mode 0644 and folders 0755 whatever the umask. dir and its parents are made
// where they are missing; a symbolic link is followed.
//
// Errors to test for with errors.As: *TargetError, *ForeignError, *LockedError.
// ctx counts until the exchange: then nothing stops the rest, and before it
// the staging folder is removed and the error wraps ctx.Err(). An error with
// Result.Swapped set means that only tidying up failed; the next Publish
// finishes it.
func Publish(ctx context.Context, tree fs.FS, dir string, opt Options) (Result, error) {
	res, err := publish(ctx, tree, dir, opt)
	if err != nil {
		what := "publish to"
		if res.Swapped {
			what = "published, but could not tidy up beside"
		}
		err = fmt.Errorf("%s %q: %w", what, dir, err)
	}
	return res, err
}

// Check reports what Publish would refuse (*TargetError, *ForeignError) without
// changing anything, so that nobody waits for a build that cannot be published.
func Check(dir string, opt Options) error {
	t, err := resolve(dir, opt)
	if err == nil {
		_, err = scan(t.path)
	}
	return err
}

// publication is one run of Publish.
type publication struct {
	opt     Options
	target  target
	staging string
	fixMode bool // the umask, or an ACL, takes rights away from new files
	res     Result
}

func publish(ctx context.Context, tree fs.FS, dir string, opt Options) (Result, error) {
	t, err := resolve(dir, opt)
	if err != nil {
		return Result{}, err
	}
	p := &publication{opt: opt, target: t, res: Result{Dir: t.path}}
	p.staging = t.beside("staging-" + strconv.Itoa(os.Getpid()))
	files, err := list(tree)
	if err != nil {
		return p.res, err
	}
	if err := os.MkdirAll(t.parent, 0o755); err != nil {
		return p.res, err
	}
	l, err := p.lock(ctx)
	if err != nil {
		return p.res, err
	}
	defer l.release()
	if err := p.tidy(); err != nil {
		return p.res, err
	}
	old, err := scan(t.path)
	if err != nil {
		return p.res, err
	}
	if err := ctx.Err(); err != nil {
		return p.res, err
	}
	same, err := unchanged(ctx, tree, files, old)
	if err != nil {
		return p.res, err
	}
	if same {
		p.res.Unchanged = true
		p.count(old.manifest)
		return p.res, nil
	}
	return p.res, p.replace(ctx, tree, files, old)
}

// replace stages the tree, exchanges it for the old one and removes that.
func (p *publication) replace(ctx context.Context, tree fs.FS, files []file, old state) error {
	m, err := p.stage(ctx, tree, files, old)
	if err == nil {
		err = ctx.Err()
	}
	oldAt := ""
	if err == nil {
		oldAt, err = p.swap(old)
	}
	if err != nil {
		return errors.Join(err, os.RemoveAll(p.staging))
	}
	p.res.Swapped = true
	p.count(m)
	err = p.syncParent()
	if oldAt != "" {
		err = errors.Join(err, p.remove(oldAt))
	}
	return err
}

// count fills in the numbers of the result.
func (p *publication) count(m *Manifest) {
	p.res.Files = len(m.Files)
	for _, f := range m.Files {
		p.res.Bytes += f.Size
		if f.Kept {
			p.res.Kept++
		}
	}
}

// step announces a step that changes the disk.
func (p *publication) step(name, path string) error {
	if p.opt.hook == nil {
		return nil
	}
	return p.opt.hook(name, path)
}

// target is where to publish.
type target struct{ path, parent, name string }

// beside gives the path of a hidden sibling of the target.
func (t target) beside(suffix string) string {
	return filepath.Join(t.parent, "."+t.name+"."+suffix)
}
