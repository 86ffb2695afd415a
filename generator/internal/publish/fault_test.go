//go:build unix

package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
)

// Every step fails once, with each of these, in a first and a second
// publication: the old site stays or the new one is there, and the next
// publication succeeds.
func TestEveryStepFails(t *testing.T) {
	const pages = 4
	for _, errno := range []error{syscall.ENOSPC, syscall.EIO, syscall.EROFS, syscall.EACCES, syscall.EMFILE, syscall.EXDEV} {
		for _, mode := range []string{"exchange", "renames"} {
			dir := filepath.Join(t.TempDir(), "public")
			n := int64(1)
			for ; ; n++ {
				mustPublish(t, edition("a", pages), dir, Options{})
				var steps atomic.Int64
				at := ""
				res, err := Publish(t.Context(), edition("b", pages), dir, Options{hook: func(step, path string) error {
					if steps.Add(1) == n {
						at = step
						return &fs.PathError{Op: step, Path: path, Err: errno}
					}
					if mode == "renames" {
						return withoutExchange(step, path)
					}
					return nil
				}})
				if steps.Load() < n {
					break
				}
				if at == "link" { // is written instead
					if err != nil {
						t.Fatal(err)
					}
					continue
				}
				if !errors.Is(err, errno) || !strings.Contains(err.Error(), filepath.Dir(dir)) {
					t.Fatalf("%v at step %d, %s: error %v", errno, n, at, err)
				}
				want := "a"
				if res.Swapped {
					want = "b"
				}
				if got := wholeOne(t, dir, pages, false); got != want {
					t.Fatalf("%v at step %d, %s: the target is %q, want %q", errno, n, at, got, want)
				}
			}
			if n < 20 {
				t.Errorf("only %d steps", n)
			}
			holds(t, dir, edition("b", pages))
		}
	}
}

func TestDiskFull(t *testing.T) {
	base := t.TempDir()
	if err := mountTmpfs(base, 256<<10); err != nil {
		t.Skip("no small file system to fill up: ", err)
	}
	defer unmount(base)
	dir := filepath.Join(base, "public")
	small := edition("a", 5)
	mustPublish(t, small, dir, Options{})
	for size := 20 << 10; size <= 400<<10; size += 20 << 10 {
		files := map[string]string{}
		for i := range 10 {
			files[fmt.Sprintf("en/p%d.html", i)] = strings.Repeat("x", size/10)
		}
		_, err := Publish(t.Context(), site(files), dir, Options{})
		if err == nil {
			holds(t, dir, site(files))
			mustPublish(t, small, dir, Options{})
			continue
		}
		if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), base) {
			t.Errorf("%d bytes: %v", size, err)
		}
		if size < 100<<10 {
			t.Errorf("%d bytes do not fit", size)
		}
		holds(t, dir, small)
	}
}

func TestMountPoint(t *testing.T) {
	base := t.TempDir()
	dir := filepath.Join(base, "public")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := mountTmpfs(dir, 256<<10); err != nil {
		t.Skip("no mount point to publish to: ", err)
	}
	defer unmount(dir)
	_, err := Publish(t.Context(), edition("a", 3), dir, Options{})
	if err == nil || !strings.Contains(err.Error(), "mount point") {
		t.Errorf("error %v", err)
	}
	if left, err := os.ReadDir(base); err != nil || len(left) != 1 {
		t.Errorf("left over: %v, %v", left, err)
	}
	inside := filepath.Join(dir, "site")
	mustPublish(t, edition("a", 3), inside, Options{})
	holds(t, inside, edition("a", 3))
}

// What somebody puts into the old site in the moment of the exchange is not
// deleted with it.
func TestForeignFileInTheLastMoment(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, edition("a", 3), dir, Options{})
	res := mustPublish(t, edition("b", 3), dir, Options{hook: func(step, _ string) error {
		if step == "swap" {
			return os.WriteFile(filepath.Join(dir, "en", "thesis.txt"), []byte("years of work"), 0o644)
		}
		return nil
	}})
	holds(t, dir, edition("b", 3))
	if len(res.Rescued) != 1 {
		t.Fatalf("rescued: %v", res.Rescued)
	}
	if got := contents(t, os.DirFS(res.Rescued[0])); len(got) != 1 || got["en/thesis.txt"] != "years of work" {
		t.Errorf("rescued: %v", got)
	}
}

func TestOnlyOwnLeftoversAreRemoved(t *testing.T) {
	base := t.TempDir()
	ours := filepath.Join(base, ".public.staging-1")
	others := []string{".other.staging-1", "public.staging-1", ".public.stage"}
	for _, name := range append(others, filepath.Base(ours)) {
		if err := os.MkdirAll(filepath.Join(base, name, "en"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	mustPublish(t, edition("a", 3), filepath.Join(base, "public"), Options{})
	if _, err := os.Stat(ours); !errors.Is(err, fs.ErrNotExist) {
		t.Error("our left-over staging folder is still there")
	}
	for _, name := range others {
		if _, err := os.Stat(filepath.Join(base, name, "en")); err != nil {
			t.Error(err)
		}
	}
}

func TestUmask(t *testing.T) {
	old := syscall.Umask(0o077)
	defer syscall.Umask(old)
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, edition("a", 3), dir, Options{})
	mustPublish(t, edition("b", 3), dir, Options{})
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if want := map[bool]fs.FileMode{true: 0o755, false: 0o644}[d.IsDir()]; err == nil && info.Mode().Perm() != want {
			t.Errorf("%s: mode %v, want %v", name, info.Mode().Perm(), want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
