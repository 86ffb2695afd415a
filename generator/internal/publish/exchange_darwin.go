package publish

import (
	"context"
	"errors"

	"golang.org/x/sys/unix"
)

// exchange swaps two folders in one step. The error is errors.ErrUnsupported
// where the file system cannot.
func exchange(a, b string) error {
	err := unix.RenameatxNp(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_SWAP)
	if err == unix.EINVAL || err == unix.ENOTSUP {
		return errors.ErrUnsupported
	}
	return err
}

func syncTree(ctx context.Context, dir string, m *Manifest) error {
	return syncEach(ctx, dir, m)
}
