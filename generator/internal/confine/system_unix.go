//go:build unix

package confine

import (
	"io/fs"
	"syscall"
)

// dontWait keeps the opening of a pipe that took a file's place from waiting
// for somebody who writes to it.
const dontWait = syscall.O_NONBLOCK

// names is how many names a file has.
func names(info fs.FileInfo) uint64 {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(st.Nlink)
	}
	return 1
}
