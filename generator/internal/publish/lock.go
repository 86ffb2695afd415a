package publish

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// retry is how often a waiting publication asks for the lock.
const retry = 50 * time.Millisecond

// lock is held by the publication under way. The kernel frees it when its
// process ends, however that ends: it cannot be stale.
type lock struct{ file *flock.Flock }

// lock takes the lock beside the target, or fails with a *LockedError.
func (p *publication) lock(ctx context.Context) (*lock, error) {
	path := p.target.beside("lock")
	for {
		if err := p.step("lock", path); err != nil {
			return nil, err
		}
		f := flock.New(path, flock.SetPermissions(fileMode))
		locked, err := f.TryLock()
		if err != nil {
			return nil, fmt.Errorf("lock %q: %w", path, err)
		}
		if locked {
			if sameFile(f, path) {
				// The number is for the message only, so it may fail.
				_ = os.WriteFile(path, []byte(strconv.Itoa(os.Getpid())+"\n"), fileMode)
				return &lock{f}, nil
			}
			_ = f.Unlock() // its last holder has just removed it
			continue
		}
		if !p.opt.Wait {
			return nil, &LockedError{p.target.path, holder(path)}
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(retry):
		}
	}
}

// release removes the lock file, while it is still locked, and frees it.
func (l *lock) release() {
	_ = os.Remove(l.file.Path()) // fails on Windows; the file may stay
	_ = l.file.Unlock()
}

// sameFile reports whether the locked file is still the one at path.
func sameFile(f *flock.Flock, path string) bool {
	a, err := f.Stat()
	if err != nil {
		return false
	}
	b, err := os.Stat(path)
	return err == nil && os.SameFile(a, b)
}

// holder reads the process number from a lock file, 0 where there is none.
func holder(path string) int {
	data, _ := os.ReadFile(path)
	pid, _ := strconv.Atoi(strings.TrimSpace(string(data)))
	return pid
}
