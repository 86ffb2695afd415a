//go:build !linux && !darwin

package publish

import (
	"context"
	"errors"
)

// exchange is not to be had here.
func exchange(_, _ string) error { return errors.ErrUnsupported }

func syncTree(ctx context.Context, dir string, m *Manifest) error {
	return syncEach(ctx, dir, m)
}
