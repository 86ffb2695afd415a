package publish

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

// syncEach flushes every file of the manifest, and the folders, one by one.
func syncEach(ctx context.Context, dir string, m *Manifest) error {
	err := parallel(ctx, len(m.Files)+1, func(i int) error {
		name := ManifestName
		if i < len(m.Files) {
			name = m.Files[i].Path
		}
		// Windows flushes only what is open for writing.
		f, err := os.OpenFile(filepath.Join(dir, filepath.FromSlash(name)), os.O_RDWR, 0)
		if err != nil {
			return err
		}
		return errors.Join(f.Sync(), f.Close())
	})
	if err != nil {
		return err
	}
	for _, level := range levels(m) {
		for _, d := range level {
			if err := syncDir(filepath.Join(dir, filepath.FromSlash(d))); err != nil {
				return err
			}
		}
	}
	return syncDir(dir)
}

// syncDir flushes the entries of a folder, where the system has such a thing.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}
