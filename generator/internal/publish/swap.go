package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// swap puts the staging folder in the place of the target and returns where the
// old site is now, or "" where there was none.
func (p *publication) swap(old state) (oldAt string, err error) {
	if err := p.step("swap", p.target.path); err != nil {
		return "", err
	}
	if old.manifest == nil { // missing or empty
		if err := renameOntoEmpty(p.staging, p.target.path); err != nil {
			return "", explain(err, p.target.path)
		}
		return "", nil
	}
	err = p.step("exchange", p.target.path)
	if err == nil {
		err = exchange(p.staging, p.target.path)
	}
	switch {
	case err == nil:
		return p.staging, nil
	case errors.Is(err, errors.ErrUnsupported):
		return p.twoRenames()
	}
	return "", explain(fmt.Errorf("exchange %q and %q: %w", p.staging, p.target.path, err), p.target.path)
}

// previous is where the old site stands between the two renames.
func (p *publication) previous() string { return p.target.beside("previous") }

// twoRenames is swap where folders cannot be exchanged.
func (p *publication) twoRenames() (oldAt string, err error) {
	if err := p.step("rename", p.previous()); err != nil {
		return "", err
	}
	if err := os.Rename(p.target.path, p.previous()); err != nil {
		return "", err
	}
	err = p.step("rename", p.target.path)
	if err == nil {
		err = os.Rename(p.staging, p.target.path)
	}
	if err != nil {
		return "", errors.Join(err, os.Rename(p.previous(), p.target.path))
	}
	return p.previous(), nil
}

// tidy finishes what a killed publication left beside the target: it brings
// the old site back from between two renames and removes staging folders.
// Whoever holds the lock may do so.
func (p *publication) tidy() error {
	if _, err := os.Lstat(p.previous()); err == nil {
		if err := p.restore(); err != nil {
			return err
		}
	}
	beside, err := os.ReadDir(p.target.parent)
	if err != nil {
		return err
	}
	prefix := filepath.Base(p.target.beside("staging-"))
	for _, d := range beside {
		if strings.HasPrefix(d.Name(), prefix) && d.IsDir() {
			if err := p.remove(filepath.Join(p.target.parent, d.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// restore moves the old site back where the new one did not arrive, and else
// removes it.
func (p *publication) restore() error {
	now, err := os.ReadDir(p.target.path)
	if err == nil && len(now) > 0 {
		return p.remove(p.previous())
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := p.step("rename", p.target.path); err != nil {
		return err
	}
	if err := renameOntoEmpty(p.previous(), p.target.path); err != nil {
		return err
	}
	return p.syncParent()
}

// renameOntoEmpty renames a folder to a name that is free or an empty folder's.
// There is a moment without either, in which nobody misses a site.
func renameOntoEmpty(from, to string) error {
	if info, err := os.Lstat(to); err == nil && info.IsDir() {
		if err := os.Remove(to); err != nil {
			return err
		}
	}
	return os.Rename(from, to)
}

// explain adds what the errors of a rename mostly mean.
func explain(err error, dir string) error {
	if errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.EXDEV) {
		return fmt.Errorf("%w (%q may be a mount point: publish into a folder inside it)", err, dir)
	}
	return err
}

// syncParent makes the exchange last through a loss of power.
func (p *publication) syncParent() error {
	if err := p.step("sync", p.target.parent); err != nil {
		return err
	}
	return syncDir(p.target.parent)
}

// remove deletes a folder of ours beside the target. One with a manifest has
// been a site: only what the manifest lists is deleted, the manifest last, and
// where anything else is in it (put there in the moment of the exchange) the
// folder is kept under a visible name, "NAME.rescued-…".
func (p *publication) remove(dir string) error {
	m, err := ReadManifest(dir)
	if err != nil { // staging that was not finished
		if err := p.step("remove", dir); err != nil {
			return err
		}
		return os.RemoveAll(dir)
	}
	ctx := context.Background()
	in := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	del := func(name string) error {
		if err := p.step("remove", name); err != nil {
			return err
		}
		if err := os.Remove(name); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	if err := parallel(ctx, len(m.Files), func(i int) error { return del(in(m.Files[i].Path)) }); err != nil {
		return err
	}
	folders := levels(m)
	for i := len(folders) - 1; i >= 0; i-- {
		err := parallel(ctx, len(folders[i]), func(j int) error {
			name := in(folders[i][j])
			err := del(name)
			if left, rerr := os.ReadDir(name); err != nil && rerr == nil && len(left) > 0 {
				return nil // found again below, as what is left in dir
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	left, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	if len(left) > 1 {
		return p.rescue(dir)
	}
	if err := del(in(ManifestName)); err != nil {
		return err
	}
	return del(dir)
}

// rescue gives a folder with foreign files a name that nothing removes.
func (p *publication) rescue(dir string) error {
	to, err := os.MkdirTemp(p.target.parent, p.target.name+".rescued-")
	if err != nil {
		return err
	}
	if err := renameOntoEmpty(dir, to); err != nil {
		return err
	}
	p.res.Rescued = append(p.res.Rescued, to)
	return os.Remove(filepath.Join(to, ManifestName))
}
