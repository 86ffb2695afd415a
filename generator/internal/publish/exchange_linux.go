package publish

import (
	"context"
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// exchange swaps two folders in one step. The error is errors.ErrUnsupported
// where the file system cannot.
func exchange(a, b string) error {
	err := unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
	if err == unix.EINVAL || err == unix.ENOSYS || err == unix.EOPNOTSUPP {
		return errors.ErrUnsupported
	}
	return err
}

// syncTree flushes the file system that holds dir, once for all files.
func syncTree(ctx context.Context, dir string, m *Manifest) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	err = unix.Syncfs(int(f.Fd()))
	if err == unix.ENOSYS || err == unix.EOPNOTSUPP {
		return syncEach(ctx, dir, m)
	}
	return err
}
