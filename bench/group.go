//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// watchEvery is how often the memory of a group of processes is looked at.
const watchEvery = 50 * time.Millisecond

// onceWatched runs a command and measures it, and the most memory that it and the processes it
// started held at one moment, as far as it was seen; 0 where the system has no /proc. cost.peak is that of
// the largest of them.
func onceWatched(c *exec.Cmd) (cost, int64, error) {
	syscall.Sync()
	var out strings.Builder
	c.Stdout, c.Stderr = &out, &out
	start := time.Now()
	if err := c.Start(); err != nil {
		return cost{}, 0, err
	}
	stop, most := make(chan bool), make(chan int64)
	go func() {
		peak := int64(0)
		tick := time.NewTicker(watchEvery)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				most <- peak
				return
			case <-tick.C:
				peak = max(peak, resident(c.Process.Pid))
			}
		}
	}()
	err := c.Wait()
	wall := time.Since(start)
	close(stop)
	peak := <-most
	if err != nil {
		return cost{}, 0, fmt.Errorf("%s: %w\n%s", c.Args[0], err, &out)
	}
	return costOf(c, wall), peak, nil
}

// resident is the memory that a process and those below it hold, in bytes.
func resident(pid int) int64 {
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return 0
	}
	type process struct {
		parent int
		pages  int64
	}
	all := map[int]process{}
	for _, file := range stats {
		data, err := os.ReadFile(file)
		if err != nil {
			continue // it ended
		}
		name := string(data)
		f := strings.Fields(name[strings.LastIndexByte(name, ')')+1:]) // proc(5): from field 3, the state
		if len(f) < 22 {
			continue
		}
		id, _ := strconv.Atoi(filepath.Base(filepath.Dir(file)))
		parent, _ := strconv.Atoi(f[1])
		pages, _ := strconv.ParseInt(f[21], 10, 64)
		all[id] = process{parent, pages}
	}
	sum := int64(0)
	for id, p := range all {
		for up := id; up > 1; up = all[up].parent {
			if up == pid {
				sum += p.pages
				break
			}
		}
	}
	return sum * int64(os.Getpagesize())
}
