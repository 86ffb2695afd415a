//go:build unix

package publish

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// The test binary runs itself as the process to be killed: with these set it
// publishes one edition and ends.
const (
	envDir     = "PUBLISH_TEST_DIR"
	envEdition = "PUBLISH_TEST_EDITION"
	envPages   = "PUBLISH_TEST_PAGES"
	envMode    = "PUBLISH_TEST_MODE"   // "renames": no exchange; "hold": keep the lock
	envKillAt  = "PUBLISH_TEST_KILLAT" // kill itself before this step, from 1
)

func TestMain(m *testing.M) {
	if os.Getenv(envDir) == "" {
		os.Exit(m.Run())
	}
	pages, _ := strconv.Atoi(os.Getenv(envPages))
	killAt, _ := strconv.Atoi(os.Getenv(envKillAt))
	mode := os.Getenv(envMode)
	tree := edition(os.Getenv(envEdition), pages)
	var steps atomic.Int64
	hook := func(step, path string) error {
		if int(steps.Add(1)) == killAt {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {} // the signal is under way
		}
		if mode == "hold" && step == "mkdir" {
			fmt.Println("holding")
			time.Sleep(time.Hour) // until killed
		}
		if mode == "renames" {
			return withoutExchange(step, path)
		}
		return nil
	}
	fmt.Println("ready") // from here on the clock runs
	if _, err := Publish(context.Background(), tree, os.Getenv(envDir), Options{hook: hook}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("steps", steps.Load())
	os.Exit(0)
}

// publisher is a process that publishes an edition.
func publisher(dir, edition string, pages int, mode string, killAt int) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), envDir+"="+dir, envEdition+"="+edition, envPages+"="+strconv.Itoa(pages),
		envMode+"="+mode, envKillAt+"="+strconv.Itoa(killAt))
	cmd.Stderr = os.Stderr
	return cmd
}

// wholeOne says which of the two editions the target holds, and fails the test
// where it is neither.
func wholeOne(t *testing.T, dir string, pages int, allowMissing bool) string {
	t.Helper()
	if _, err := os.Stat(dir); allowMissing && errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	if r, err := Verify(dir); err != nil || !r.OK() {
		t.Fatalf("not whole: %+v, %v", r, err)
	}
	got := contents(t, os.DirFS(dir))
	delete(got, ManifestName)
	for _, name := range []string{"a", "b"} {
		if reflect.DeepEqual(got, contents(t, edition(name, pages))) {
			return name
		}
	}
	t.Fatal("whole by its manifest, but neither the old nor the new site")
	return ""
}

// Kill before every single step of a first and of a second publication.
func TestKilledAtEveryStep(t *testing.T) {
	pages := 12
	if testing.Short() {
		pages = 3
	}
	for _, mode := range []string{"exchange", "renames"} {
		for _, first := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s first=%v", mode, first), func(t *testing.T) {
				t.Parallel()
				dir := filepath.Join(t.TempDir(), "public")
				seen := map[string]int{}
				n := 1
				for ; ; n++ {
					// A kill may have left anything: a clean start makes n exact.
					if err := os.RemoveAll(dir); err != nil {
						t.Fatal(err)
					}
					if !first {
						mustPublish(t, edition("a", pages), dir, Options{})
					}
					if err := publisher(dir, "b", pages, mode, n).Run(); err == nil {
						break // ran to its end: there are fewer than n steps
					}
					seen[wholeOne(t, dir, pages, first || mode == "renames")]++
					mustPublish(t, edition("b", pages), dir, Options{})
					holds(t, dir, edition("b", pages))
				}
				t.Logf("%d kill points: old site %d, new site %d, none %d", n-1, seen["a"], seen["b"], seen[""])
				if mode == "renames" && !first && seen[""] != 1 {
					t.Errorf("the target is missing at %d steps, want 1", seen[""])
				}
				if !first && (seen["a"] < pages || seen["b"] < pages) {
					t.Errorf("kills fell on one side of the exchange only: %v", seen)
				}
			})
		}
	}
}

// Kill at moments spread over the whole real duration of a re-publication: 20, or those times CAMPAIGN.
func TestKilledAtAnyMoment(t *testing.T) {
	const pages = 100
	kills := 20
	if times, err := strconv.Atoi(os.Getenv("CAMPAIGN")); err == nil {
		kills *= max(times, 1)
	}
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, edition("a", pages), dir, Options{})

	// run starts b over a, kills it after d (never where d is 0), and tells
	// how long it ran.
	run := func(d time.Duration) time.Duration {
		cmd := publisher(dir, "b", pages, "", 0)
		out, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err == nil {
			_, err = bufio.NewReader(out).ReadString('\n')
		}
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		if d > 0 {
			time.Sleep(d)
			_ = cmd.Process.Kill()
		}
		_ = cmd.Wait()
		return time.Since(start)
	}
	whole := run(0)
	seen := map[string]int{}
	for i := range kills {
		mustPublish(t, edition("a", pages), dir, Options{})
		run(1 + whole*time.Duration(i)/time.Duration(kills)*11/10)
		seen[wholeOne(t, dir, pages, false)]++
	}
	mustPublish(t, edition("a", pages), dir, Options{})
	holds(t, dir, edition("a", pages))
	t.Logf("%d kills over %v: old site %d, new site %d", kills, whole.Round(time.Millisecond), seen["a"], seen["b"])
}

func TestLockedBySecondProcess(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, edition("a", 3), dir, Options{})
	cmd := publisher(dir, "b", 3, "hold", 0)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan() && lines.Text() != "holding"; {
	}
	var locked *LockedError
	_, err = Publish(t.Context(), edition("b", 3), dir, Options{})
	if !errors.As(err, &locked) || locked.PID != cmd.Process.Pid || !strings.Contains(err.Error(), strconv.Itoa(locked.PID)) {
		t.Errorf("error %v, want a LockedError with process %d", err, cmd.Process.Pid)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*retry)
	defer cancel()
	if _, err := Publish(ctx, edition("b", 3), dir, Options{Wait: true}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waiting: %v", err)
	}
	done := make(chan error)
	go func() {
		_, err := Publish(t.Context(), edition("b", 3), dir, Options{Wait: true})
		done <- err
	}()
	time.Sleep(retry)
	_ = cmd.Process.Kill() // the kernel frees the lock
	_ = cmd.Wait()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	holds(t, dir, edition("b", 3))
}

// Four publishers at a time, each waiting for its turn, and none in another's way.
func TestPublishersTakeTurns(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	var running atomic.Int64
	errs := make(chan error)
	for w := range 4 {
		go func() {
			var err error
			for i := 0; i < 5 && err == nil; i++ {
				_, err = Publish(t.Context(), edition(strconv.Itoa(w), 5), dir, Options{Wait: true, hook: func(step, _ string) error {
					if step == "swap" {
						if running.Add(1) != 1 {
							return errors.New("two at a time")
						}
						time.Sleep(time.Millisecond)
						running.Add(-1)
					}
					return nil
				}})
			}
			errs <- err
		}()
	}
	for range 4 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if r, err := Verify(dir); err != nil || !r.OK() {
		t.Error(r, err)
	}
}

// A reader meets index.html at every moment, and through one open folder never
// the files of two editions.
func TestReaderSeesOneSite(t *testing.T) {
	const pages = 30
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, edition("a", pages), dir, Options{})
	stop := make(chan struct{})
	result := make(chan string)
	read := func(once func() string) {
		n := 0
		for {
			select {
			case <-stop:
				result <- ""
				return
			default:
			}
			if problem := once(); problem != "" {
				result <- problem
				return
			}
			n++
		}
	}
	go read(func() string {
		if _, err := os.Stat(filepath.Join(dir, "index.html")); err != nil {
			return err.Error()
		}
		return ""
	})
	go read(func() string {
		root, err := os.OpenRoot(dir)
		if err != nil {
			return err.Error()
		}
		defer root.Close()
		seen := map[string]bool{}
		for i := 0; i < pages; i += 3 {
			data, err := root.ReadFile(fmt.Sprintf("en/guides/p%d/index.html", i))
			if err == nil { // files of an old site go away, they never change
				seen[string(data[len(data)-1:])] = true
			}
		}
		if len(seen) > 1 {
			return fmt.Sprintf("a mixture: %v", seen)
		}
		return ""
	})
	for i := range 80 {
		mustPublish(t, edition(string("ba"[i%2]), pages), dir, Options{})
	}
	close(stop)
	for range 2 {
		if problem := <-result; problem != "" {
			t.Error(problem)
		}
	}
}
