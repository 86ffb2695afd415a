package confine

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"time"
)

// limit takes from this process what its work does not need: memory beyond what
// it has now, time, and the writing of files. The time is for one piece of work
// and for all that a process does before it is replaced.
func limit(to Limits) error {
	var pages uint64
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return err
	}
	if _, err := fmt.Sscan(string(statm), &pages); err != nil {
		return err
	}
	// Go reserves addresses when it begins, more than it will use of them.
	space := pages*uint64(os.Getpagesize()) + to.Memory
	seconds := uint64((to.CPU + spent) / time.Second)
	for _, l := range []struct {
		of  int
		max uint64
	}{
		{syscall.RLIMIT_AS, space},
		{syscall.RLIMIT_CPU, seconds},
		{syscall.RLIMIT_FSIZE, 0},
		{syscall.RLIMIT_CORE, 0},
	} {
		var now syscall.Rlimit
		if err := syscall.Getrlimit(l.of, &now); err != nil {
			return err
		}
		l.max = min(l.max, now.Max) // nobody may raise it
		if err := syscall.Setrlimit(l.of, &syscall.Rlimit{Cur: l.max, Max: l.max}); err != nil {
			return err
		}
	}
	return nil
}

// used is the CPU that this process used.
func used() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// memory is the most that a running process held, in bytes. What the system says
// of one that has ended counts the program that started it, too.
func memory(pid int) uint64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	var kib uint64
	_, _ = fmt.Sscan(rest, &kib) // 0 where it is not there
	return kib << 10
}
