//go:build unix

package main

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"time"
)

// bench is a run of this program.
type bench struct {
	options
	dir      string // absolute
	signpost string // the two binaries
	hugo     string
	version  string // of Hugo
	outs     int    // how many folders were built into
}

// cost is what a process used.
type cost struct {
	wall, cpu time.Duration // cpu: user and system
	peak      int64         // resident, bytes
}

// once runs a command and measures it.
func once(c *exec.Cmd) (cost, error) {
	syscall.Sync()
	start := time.Now()
	if err := quiet(c); err != nil {
		return cost{}, err
	}
	return costOf(c, time.Since(start)), nil
}

// costOf is what a command that has ended used.
func costOf(c *exec.Cmd, wall time.Duration) cost {
	used := cost{wall: wall}
	s := c.ProcessState
	used.cpu = s.UserTime() + s.SystemTime()
	if u, ok := s.SysUsage().(*syscall.Rusage); ok {
		used.peak = int64(u.Maxrss)
		if runtime.GOOS != "darwin" {
			used.peak *= 1024 // kilobytes everywhere else
		}
	}
	return used
}

// medians takes the median of each figure by itself.
func medians(all []cost) cost {
	return cost{
		wall: median(all, func(c cost) time.Duration { return c.wall }),
		cpu:  median(all, func(c cost) time.Duration { return c.cpu }),
		peak: median(all, func(c cost) int64 { return c.peak }),
	}
}

func median[S any, T cmp.Ordered](all []S, of func(S) T) T {
	v := make([]T, len(all))
	for i, x := range all {
		v[i] = of(x)
	}
	slices.Sort(v)
	return v[len(v)/2]
}

// job is a command that is measured, into a folder of its choice.
type job func(out string) *exec.Cmd

// inTurn measures the jobs A B C A B C …, each into a fresh folder, after one
// round that does not count.
func (b *bench) inTurn(what string, runs int, jobs ...job) ([]cost, error) {
	all := make([][]cost, len(jobs))
	for run := range runs + 1 {
		say("%s: %d of %d", what, run, runs)
		for i, j := range jobs {
			b.outs++
			out := filepath.Join(b.dir, fmt.Sprintf("out%d", b.outs))
			c, err := once(j(out))
			if err != nil {
				return nil, err
			}
			if err := os.RemoveAll(out); err != nil {
				return nil, err
			}
			if run > 0 {
				all[i] = append(all[i], c)
			}
		}
	}
	out := make([]cost, len(jobs))
	for i := range jobs {
		out[i] = medians(all[i])
	}
	return out, nil
}

// build is the whole of signpost build, checks and publishing included.
func (b *bench) build(c corpus) job {
	return func(out string) *exec.Cmd {
		return exec.Command(b.signpost, "build", "-C", c.project(), "-o", out)
	}
}

// plain is the hugo command as it comes; lean leaves out all but the pages.
func (b *bench) plain(c corpus) job { return b.peer(c.plainSite()) }
func (b *bench) lean(c corpus) job  { return b.peer(c.leanSite()) }

func (b *bench) peer(site string) job {
	return func(out string) *exec.Cmd {
		cmd := exec.Command(b.hugo, "--source", site, "--destination", out)
		cmd.Env = append(os.Environ(), "HUGO_CACHEDIR="+filepath.Join(b.dir, "hugo-cache"))
		return cmd
	}
}
