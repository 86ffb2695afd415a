//go:build unix

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"signpost/generator/internal/publish"
)

// TestKilledBuild kills a build that publishes again at 12 moments spread over
// its whole duration, or at those times CAMPAIGN. The target holds the old or the new site, whole by its
// manifest, and the next build succeeds. What happens at each single step of
// publishing is for package publish to test.
func TestKilledBuild(t *testing.T) {
	t.Parallel()
	base, err := txtar.ParseFile("testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	root, out := filepath.Join(dir, "project"), filepath.Join(dir, "public")
	unpack(t, root, base.Files)
	config := filepath.Join(root, "config.yaml")
	original, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	// Every page carries the address, so that every page differs.
	edition := func(name string) {
		text := bytes.ReplaceAll(original, []byte("https://support.example/"), []byte("https://"+name+".example/"))
		if err := os.WriteFile(config, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	build := func() *exec.Cmd {
		c := exec.Command("signpost", "build", "-C", root, "-o", out)
		c.Env = append(os.Environ(), "HOME="+dir)
		return c
	}
	mustBuild := func() time.Duration {
		start := time.Now()
		if b, err := build().CombinedOutput(); err != nil {
			t.Fatalf("build: %v\n%s", err, b)
		}
		return time.Since(start)
	}
	moments := 12
	if times, err := strconv.Atoi(os.Getenv("CAMPAIGN")); err == nil {
		moments *= max(times, 1)
	}
	found := map[string]int{}
	for i := range moments {
		edition("old")
		whole := mustBuild() // the next one after a kill, on a machine as busy as it is now
		edition("new")
		c := build()
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(whole * time.Duration(i+1) / time.Duration(moments))
		_ = c.Process.Kill() // it may have ended
		_ = c.Wait()
		report, err := publish.Verify(out)
		if err != nil || !report.OK() {
			t.Fatalf("killed at moment %d: %v %+v", i, err, report)
		}
		html, err := os.ReadFile(filepath.Join(out, "en", "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case bytes.Contains(html, []byte("https://old.example/")):
			found["old"]++
		case bytes.Contains(html, []byte("https://new.example/")):
			found["new"]++
		default:
			t.Fatalf("killed at moment %d: the home page is of no edition", i)
		}
	}
	mustBuild()
	t.Logf("killed %d builds: %d left the old site, %d the new one", moments, found["old"], found["new"])
	if found["old"] == 0 {
		t.Error("no build was killed before it published")
	}
}
