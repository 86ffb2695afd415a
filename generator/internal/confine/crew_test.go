package confine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// strict are limits that a test has the time for.
func strict() Limits { return Limits{Memory: 256 << 20, CPU: time.Second, Deadline: 20 * time.Second} }

// TestMain is also what the processes of a crew run.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "work" {
		if err := Serve(os.Stdin, os.Stdout, strict(), work); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

var kept [][]byte // so that the compiler does not do without it

// work does what it is told.
func work(in []byte) []byte {
	what, rest, _ := strings.Cut(string(in), " ")
	switch what {
	case "spin":
		for i := 0; ; i++ {
			kept = nil
		}
	case "wait":
		time.Sleep(time.Hour)
	case "eat":
		for {
			kept = append(kept, bytes.Repeat([]byte{1}, 1<<20))
		}
	case "panic":
		panic("a fault")
	case "exit":
		os.Exit(0)
	case "flood":
		return make([]byte, maxFrame+1)
	case "write":
		if err := os.WriteFile(rest, []byte("a"), 0o644); err != nil {
			return []byte("refused")
		}
	case "environment":
		return []byte(strings.Join(os.Environ(), " "))
	case "process":
		return fmt.Append(nil, os.Getpid())
	case "burn":
		for start := used(); used()-start < spent; {
		}
	}
	return in
}

func crew(t *testing.T, size int, limits Limits) *Crew {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := NewCrew([]string{self, "work"}, size, limits)
	t.Cleanup(c.Close)
	return c
}

// TestCrew: whatever becomes of one piece of work, the next is done.
func TestCrew(t *testing.T) {
	c := crew(t, 1, strict())
	file := filepath.Join(t.TempDir(), "written")
	for _, tt := range []struct {
		work, want string
		err        error
		linux      bool
	}{
		{"", "", nil, false},
		{"hello", "hello", nil, false},
		{strings.Repeat("a", 1<<20), strings.Repeat("a", 1<<20), nil, false},
		{"panic", "", ErrEnded, false},
		{"exit", "", ErrEnded, false},
		{"flood", "", ErrEnded, false},
		{"environment", "GOTRACEBACK=none", nil, false},
		{"spin", "", ErrTime, true},
		{"eat", "", ErrMemory, true},
		{"write " + file, "refused", nil, true},
		{strings.Repeat("a", maxFrame+1), "", ErrMemory, false},
		{"hello", "hello", nil, false},
	} {
		if tt.linux && runtime.GOOS != "linux" || tt.work == "eat" && raced {
			continue
		}
		out, err := c.Do(t.Context(), []byte(tt.work))
		if string(out) != tt.want || !errors.Is(err, tt.err) || err == nil != (tt.err == nil) {
			t.Errorf("%.20q: %.40q, %v; want %.40q, %v", tt.work, out, err, tt.want, tt.err)
		}
		if out, err := c.Do(t.Context(), []byte("next")); string(out) != "next" || err != nil {
			t.Fatalf("after %.20q: %q, %v", tt.work, out, err)
		}
	}
}

// TestDeadline: the clock ends what waits, and a context whatever runs.
func TestDeadline(t *testing.T) {
	c := crew(t, 1, Limits{Memory: strict().Memory, CPU: time.Second, Deadline: 200 * time.Millisecond})
	if _, err := c.Do(t.Context(), []byte("wait")); !errors.Is(err, ErrTime) {
		t.Errorf("%v, want %v", err, ErrTime)
	}
	c = crew(t, 1, strict())
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := c.Do(ctx, []byte("wait")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v, want %v", err, context.DeadlineExceeded)
	}
	if _, err := NewCrew([]string{"/nowhere/signpost"}, 1, strict()).Do(t.Context(), nil); err == nil || errors.Is(err, ErrEnded) {
		t.Errorf("a program that is not there: %v", err)
	}
}

// TestReplacedWorker: a process does many pieces of work, until it has used some
// time; one that something else ended is no fault of the next piece.
func TestReplacedWorker(t *testing.T) {
	c := crew(t, 1, Limits{Memory: strict().Memory, CPU: 10 * time.Second, Deadline: time.Minute})
	do := func(work string) string {
		t.Helper()
		out, err := c.Do(t.Context(), []byte(work))
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	first := do("process")
	if second := do("process"); second != first {
		t.Errorf("two processes for two pieces: %s, %s", first, second)
	}
	w := <-c.slots
	if err := w.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	c.slots <- w
	second := do("process")
	if second == first {
		t.Error("a process that was killed goes on")
	}
	if runtime.GOOS != "linux" {
		return
	}
	do("burn")
	if third := do("process"); third == second {
		t.Error("a process that used much time was not replaced")
	}
}

// TestCrewAtOnce gives a crew more work than it has processes.
func TestCrewAtOnce(t *testing.T) {
	c := crew(t, 2, strict())
	var all sync.WaitGroup
	for i := range 100 {
		all.Go(func() {
			work := fmt.Sprintf("piece %d", i)
			if i%25 == 24 {
				if _, err := c.Do(t.Context(), []byte("panic")); !errors.Is(err, ErrEnded) {
					t.Errorf("panic: %v", err)
				}
			}
			if out, err := c.Do(t.Context(), []byte(work)); string(out) != work || err != nil {
				t.Errorf("%s: %q, %v", work, out, err)
			}
		})
	}
	all.Wait()
}
