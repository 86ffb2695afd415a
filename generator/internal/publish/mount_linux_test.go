package publish

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// mountTmpfs mounts a file system of size bytes; only root can.
func mountTmpfs(dir string, size int) error {
	return unix.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d", size))
}

func unmount(dir string) { _ = unix.Unmount(dir, unix.MNT_DETACH) }
