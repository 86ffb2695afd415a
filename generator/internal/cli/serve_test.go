package cli

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"

	"signpost/generator/internal/serve"
)

// TestThemeEdited edits a template under serve. Each edit sets Hugo up anew: no
// fingerprint comes back, what is wrong is shown, and a mended theme is fine.
func TestThemeEdited(t *testing.T) {
	dir := t.TempDir()
	onDisk(t, dir)
	w, err := (&app{env: Env{Dir: dir}, dir: "."}).open()
	if err != nil {
		t.Fatal(err)
	}
	shop := &workshop{w: w}
	last := uint64(0)
	for _, c := range []struct{ body, want string }{
		{`<h1>Title</h1>`, ""},
		{`<h1 id="a">Title</h1><p id="a">Text</p>`, "content/en/_index.md:1:1: error: "},
		{`<h1>Other</h1>`, ""},
		{`<h1>{{ errorf "no %s" "picture" }}</h1>`, "themes/signpost/layouts: error: no picture"},
		{`<h1>Third</h1>`, ""},
		{`<h1>{{ if }}</h1>`, "themes/signpost/layouts/home.html:1:"},
		{`<h1>Fourth</h1>`, ""},
	} {
		write(t, dir, "themes/signpost/layouts/home.html", []byte(`{{ define "main" }}`+c.body+`{{ end }}`))
		tree, _, list, err := shop.build()
		if err != nil {
			t.Fatalf("%s: %v", c.body, err)
		}
		got := text(t, list)
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: want %q, got\n%s", c.body, c.want, got)
		}
		if tree == nil {
			continue
		}
		newest := last
		for _, name := range tree.Files() {
			if !strings.HasSuffix(name, ".html") {
				continue
			}
			fp, ok := tree.Fingerprint(name)
			if !ok || fp <= last {
				t.Fatalf("%s: %s has the fingerprint %d, and %d was given before", c.body, name, fp, last)
			}
			newest = max(newest, fp)
		}
		last = newest
	}
}

// TestRoundFails shows a failure of the machine and goes on.
func TestRoundFails(t *testing.T) {
	dir := t.TempDir()
	onDisk(t, dir)
	var out bytes.Buffer
	a := &app{env: Env{Dir: dir, Stderr: &out}, dir: "."}
	w, err := a.open()
	if err != nil {
		t.Fatal(err)
	}
	good := w.fsys
	shop, server := &workshop{w: w}, &serve.Server{}
	w.fsys = failing{good}
	if _, err := a.round(shop, server); err != nil || !strings.Contains(out.String(), "the disk is gone") {
		t.Errorf("%v\n%s", err, &out)
	}
	w.fsys = good
	out.Reset()
	if base, err := a.round(shop, server); err != nil || base != "/" || !strings.Contains(out.String(), "no errors") {
		t.Errorf("%q, %v\n%s", base, err, &out)
	}
}

// failing is a disk that cannot be read.
type failing struct{ fs.FS }

func (failing) Open(string) (fs.File, error) { return nil, errors.New("the disk is gone") }

// TestOverflow loses events: that is a change like any other.
func TestOverflow(t *testing.T) {
	dir := t.TempDir()
	onDisk(t, dir)
	w, err := newWatcher(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	w.fs.Errors <- fsnotify.ErrEventOverflow
	next := func() {
		t.Helper()
		select {
		case <-w.changed:
		case err := <-w.failed:
			t.Fatal(err)
		case <-time.After(time.Minute):
			t.Fatal("no change")
		}
	}
	next()
	write(t, dir, "content/en/guides/hours.md", []byte("x"))
	next()
}

// TestWait leaves behind what hangs, and nothing that publishes.
func TestWait(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := (&app{}).wait(ctx, make(chan error)); !errors.Is(err, context.Canceled) {
		t.Errorf("a command that hangs: %v", err)
	}
	a, ended := &app{}, make(chan error)
	a.publishing.Store(true)
	go func() {
		time.Sleep(grace + grace/4)
		ended <- nil
	}()
	if err := a.wait(ctx, ended); err != nil {
		t.Errorf("publishing was left behind: %v", err)
	}
}

// TestProgress takes the line away before anything else is printed.
func TestProgress(t *testing.T) {
	var out bytes.Buffer
	a := &app{env: Env{Stdout: &out, Stderr: &out, Terminal: true}}
	p := a.progress()
	p.mu.Lock()
	p.start = p.start.Add(-time.Minute)
	p.mu.Unlock()
	p.step("reading")
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		p.mu.Lock()
		shown := out.Len() > 0
		p.mu.Unlock()
		if shown {
			break
		}
	}
	if _, err := a.env.Stdout.Write([]byte("result\n")); err != nil {
		t.Fatal(err)
	}
	p.step("building")
	time.Sleep(300 * time.Millisecond) // nothing comes
	p.done()
	if s := out.String(); !strings.Contains(s, "reading … 6") || !strings.HasSuffix(s, " s\r\x1b[Kresult\n") {
		t.Errorf("%q", s)
	}
}

// TestPublishNotAsked is a build that was stopped while it read.
func TestPublishNotAsked(t *testing.T) {
	dir := t.TempDir()
	onDisk(t, dir)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out bytes.Buffer
	a := &app{env: Env{Dir: dir, Stdout: &out, Stderr: &out}, dir: "."}
	if err := a.runBuild(ctx, "public", false, partnerBuild{}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v\n%s", err, &out)
	}
	if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
		t.Error("it was published")
	}
}
