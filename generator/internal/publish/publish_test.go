package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
)

// site makes a tree from "path: content" pairs.
func site(files map[string]string) fs.FS {
	tree := fstest.MapFS{}
	for name, content := range files {
		tree[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return tree
}

// edition makes a site of n pages in folders, every third of which differs from
// one edition to the next.
func edition(name string, n int) fs.FS {
	files := map[string]string{"index.html": "front page, edition " + name}
	for i := range n {
		content := fmt.Sprintf("page %d", i)
		if i%3 == 0 {
			content += ", edition " + name
		}
		files[fmt.Sprintf("en/guides/p%d/index.html", i)] = content
	}
	files["only-in-"+name+"/index.html"] = name
	return site(files)
}

func mustPublish(t *testing.T, tree fs.FS, dir string, opt Options) Result {
	t.Helper()
	res, err := Publish(t.Context(), tree, dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// holds checks that dir holds exactly the tree, and that nothing is beside it.
func holds(t *testing.T, dir string, tree fs.FS) {
	t.Helper()
	want, got := contents(t, tree), contents(t, os.DirFS(dir))
	delete(got, ManifestName)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the target holds %d files, not the %d of the tree", len(got), len(want))
	}
	if r, err := Verify(dir); err != nil || !r.OK() || r.Files != len(want) {
		t.Errorf("Verify: %+v, %v", r, err)
	}
	beside, err := os.ReadDir(filepath.Dir(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range beside {
		if strings.HasPrefix(d.Name(), "."+filepath.Base(dir)+".") {
			t.Errorf("left over beside the target: %s", d.Name())
		}
	}
}

func contents(t *testing.T, tree fs.FS) map[string]string {
	t.Helper()
	m := map[string]string{}
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(tree, name)
		m[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestPublish(t *testing.T) {
	for _, mode := range []string{"exchange", "two renames"} {
		t.Run(mode, func(t *testing.T) {
			opt := Options{}
			if mode == "two renames" {
				opt.hook = withoutExchange
			}
			dir := filepath.Join(t.TempDir(), "not", "yet", "public")
			a, b := edition("a", 20), edition("b", 20)
			if res := mustPublish(t, a, dir, opt); !res.Swapped || res.Unchanged || res.Files != 22 || res.Linked != 0 {
				t.Errorf("first: %+v", res)
			}
			holds(t, dir, a)
			if res := mustPublish(t, a, dir, opt); res.Swapped || !res.Unchanged || res.Files != 22 {
				t.Errorf("again the same: %+v", res)
			}
			if res := mustPublish(t, b, dir, opt); !res.Swapped || res.Linked != 13 {
				t.Errorf("another: %+v", res)
			}
			holds(t, dir, b)
			if err := os.Remove(filepath.Join(dir, "index.html")); err != nil {
				t.Fatal(err)
			}
			mustPublish(t, b, dir, opt)
			holds(t, dir, b)
		})
	}
}

// withoutExchange makes Publish believe that folders cannot be exchanged.
func withoutExchange(step, _ string) error {
	if step == "exchange" {
		return errors.ErrUnsupported
	}
	return nil
}

func TestPublishIntoEmptyFolderAndThroughLink(t *testing.T) {
	base := t.TempDir()
	dir, link := filepath.Join(base, "real"), filepath.Join(base, "link")
	if err := errors.Join(os.Mkdir(dir, 0o700), os.Symlink("real", link)); err != nil {
		t.Fatal(err)
	}
	mustPublish(t, edition("a", 3), link, Options{})
	mustPublish(t, edition("b", 3), link, Options{})
	holds(t, dir, edition("b", 3))
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Error("the link is no longer a link")
	}
}

func TestManifestIsDeterministic(t *testing.T) {
	var first []byte
	for range 3 {
		dir := filepath.Join(t.TempDir(), "public")
		mustPublish(t, edition("a", 50), dir, Options{})
		data, err := os.ReadFile(filepath.Join(dir, ManifestName))
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = data
		}
		if !bytes.Equal(data, first) {
			t.Error("two publications of one tree have different manifests")
		}
	}
	for _, bad := range []string{
		`{"format":1,"files":[{"path":"../x","size":1,"sha256":""}]}`,
		`{"format":2,"files":[]}`, `{"format":1,"files":[]`, ``,
		strings.Replace(string(first), `"format":1`, `"format":1,"x":2`, 1),
	} {
		if _, err := decode([]byte(bad)); err == nil {
			t.Errorf("manifest accepted: %.60q", bad)
		}
	}
}

func TestForeignFilesStay(t *testing.T) {
	tests := map[string]struct {
		spoil            func(dir string) error
		foreign, changed []string
	}{
		"a file":             {func(d string) error { return os.WriteFile(d+"/mine.txt", nil, 0o644) }, []string{"mine.txt"}, nil},
		"a folder":           {func(d string) error { return os.MkdirAll(d+"/en/mine", 0o755) }, []string{"en/mine/"}, nil},
		"a link":             {func(d string) error { return os.Symlink("../index.html", d+"/en/root") }, []string{"en/root"}, nil},
		"a changed size":     {func(d string) error { return os.WriteFile(d+"/index.html", []byte("x"), 0o644) }, nil, []string{"index.html"}},
		"a changed letter":   {func(d string) error { return os.WriteFile(d+"/only-in-a/index.html", []byte("x"), 0o644) }, nil, []string{"only-in-a/index.html"}},
		"a changed manifest": {func(d string) error { return os.WriteFile(d+"/"+ManifestName, []byte("{}"), 0o644) }, nil, []string{ManifestName}},
		"no manifest any more": {func(d string) error { return os.Remove(d + "/" + ManifestName) },
			[]string{"en/", "index.html", "only-in-a/"}, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			mustPublish(t, edition("a", 3), dir, Options{})
			later(t, dir)
			if err := test.spoil(dir); err != nil {
				t.Fatal(err)
			}
			before := contents(t, os.DirFS(dir))
			_, err := Publish(t.Context(), edition("b", 3), dir, Options{})
			var foreign *ForeignError
			if !errors.As(err, &foreign) {
				t.Fatalf("error %v, want a ForeignError", err)
			}
			if !reflect.DeepEqual(foreign.Foreign, test.foreign) || !reflect.DeepEqual(foreign.Changed, test.changed) {
				t.Errorf("foreign %q, changed %q", foreign.Foreign, foreign.Changed)
			}
			if !errors.As(Check(dir, Options{}), &foreign) {
				t.Error("Check finds nothing")
			}
			if !reflect.DeepEqual(contents(t, os.DirFS(dir)), before) {
				t.Error("the target was touched")
			}
		})
	}
}

// later sets the times in a published directory back, as if it were older.
func later(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if info, err := d.Info(); err == nil {
			return os.Chtimes(name, info.ModTime(), info.ModTime().Add(-3600e9))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestForeignNamesTen(t *testing.T) {
	dir := t.TempDir()
	for i := range 15 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("f%02d", i)), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var foreign *ForeignError
	if err := Check(dir, Options{}); !errors.As(err, &foreign) || len(foreign.Foreign) != 10 || foreign.More != 5 {
		t.Errorf("got %v", err)
	}
}

// A copied site has new times and is still ours.
func TestCopiedSiteIsOurs(t *testing.T) {
	base := t.TempDir()
	dir, copied := filepath.Join(base, "a"), filepath.Join(base, "b")
	mustPublish(t, edition("a", 5), dir, Options{})
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	mustPublish(t, edition("b", 5), copied, Options{})
	holds(t, copied, edition("b", 5))
}

func TestTargets(t *testing.T) {
	project := t.TempDir()
	content := filepath.Join(project, "content")
	file := filepath.Join(project, "file")
	dangling := filepath.Join(project, "dangling")
	sneaky := filepath.Join(project, "sneaky")
	err := errors.Join(os.Mkdir(content, 0o755), os.WriteFile(file, nil, 0o644),
		os.Symlink("nowhere", dangling), os.Symlink("content", sneaky))
	if err != nil {
		t.Fatal(err)
	}
	opt := Options{Protected: []string{project}, Sources: []string{content, filepath.Join(project, "i18n")}}
	for _, dir := range []string{"", "/", project, filepath.Dir(project), content, filepath.Join(content, "en", "out"),
		file, dangling, sneaky, filepath.Join(sneaky, "out"), filepath.Join(content, "..")} {
		var target *TargetError
		if _, err := Publish(t.Context(), edition("a", 1), dir, opt); !errors.As(err, &target) {
			t.Errorf("%q: %v, want a TargetError", dir, err)
		}
	}
	mustPublish(t, edition("a", 1), filepath.Join(project, "public"), opt)
}

func TestTreesRefused(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	for name, tree := range map[string]fs.FS{
		"empty":    site(nil),
		"manifest": site(map[string]string{ManifestName: ""}),
		"link":     fstest.MapFS{"a": {Mode: fs.ModeSymlink}},
	} {
		if _, err := Publish(t.Context(), tree, dir, Options{}); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestKeptForOnePublication(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	opt := Options{Keep: func(name string) bool { return strings.HasPrefix(name, "assets/") }}
	release := func(n string) fs.FS {
		return site(map[string]string{"index.html": n, "assets/app." + n + ".js": n, "gone-" + n: n})
	}
	mustPublish(t, release("1"), dir, opt)
	if res := mustPublish(t, release("2"), dir, opt); res.Kept != 1 || res.Files != 4 {
		t.Errorf("second: %+v", res)
	}
	if res := mustPublish(t, release("2"), dir, opt); !res.Unchanged || res.Kept != 1 {
		t.Errorf("second again: %+v", res)
	}
	mustPublish(t, release("3"), dir, opt)
	got := contents(t, os.DirFS(dir))
	if got["assets/app.2.js"] != "2" || got["assets/app.3.js"] != "3" || len(got) != 5 {
		t.Errorf("third: %v", got)
	}
	if r, err := Verify(dir); err != nil || !r.OK() {
		t.Error(r, err)
	}
}

func TestVerifyFinds(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, edition("a", 3), dir, Options{})
	err := errors.Join(os.Remove(dir+"/index.html"), os.WriteFile(dir+"/only-in-a/index.html", []byte("x"), 0o644),
		os.WriteFile(dir+"/new", nil, 0o644))
	if err != nil {
		t.Fatal(err)
	}
	r, err := Verify(dir)
	if err != nil || fmt.Sprint(r.Missing, r.Changed, r.Foreign) != "[index.html] [only-in-a/index.html] [new]" {
		t.Errorf("%+v, %v", r, err)
	}
	if _, err := Verify(t.TempDir()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no manifest: %v", err)
	}
}

// Random trees over one another: names with spaces, quotes and other scripts,
// empty files, folders that become files and back.
func TestRandomTrees(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	rnd := rand.New(rand.NewPCG(1, 2))
	names := []string{"a", "b", "c.html", "д", "é \"q\" <&>", "...", "index.html"}
	for range 60 {
		files := map[string]string{}
		for range 1 + rnd.IntN(40) {
			parts := []string{}
			for range rnd.IntN(4) {
				parts = append(parts, names[rnd.IntN(2)]+"d")
			}
			parts = append(parts, names[rnd.IntN(len(names))])
			files[strings.Join(parts, "/")] = strings.Repeat("x", rnd.IntN(3)*rnd.IntN(9000))
		}
		mustPublish(t, site(files), dir, Options{})
		holds(t, dir, site(files))
	}
}

func TestCancel(t *testing.T) {
	for _, at := range []string{"lock", "mkdir", "create", "write", "sync", "swap", "remove"} {
		t.Run(at, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			a, b := edition("a", 40), edition("b", 40)
			mustPublish(t, a, dir, Options{})
			ctx, cancel := context.WithCancel(t.Context())
			_, err := Publish(ctx, b, dir, Options{hook: func(step, _ string) error {
				if step == at {
					cancel()
				}
				return nil
			}})
			if at == "swap" || at == "remove" { // too late
				if err != nil {
					t.Fatal(err)
				}
				holds(t, dir, b)
				return
			}
			if !errors.Is(err, context.Canceled) {
				t.Errorf("error %v", err)
			}
			holds(t, dir, a)
		})
	}
}

func BenchmarkPublish(b *testing.B) {
	tree := func(edition string, share int) memory {
		m := memory{fstest.MapFS{}, map[string][]fs.DirEntry{}}
		for i := range 2000 {
			data := bytes.Repeat([]byte("x"), 12<<10)
			copy(data, fmt.Sprint(i))
			if i%share == 0 {
				copy(data[100:], edition)
			}
			m.MapFS[fmt.Sprintf("en/guides/p%d/index.html", i)] = &fstest.MapFile{Data: data}
		}
		err := fs.WalkDir(m.MapFS, ".", func(name string, d fs.DirEntry, err error) error {
			if d.IsDir() {
				m.folders[name], err = fs.ReadDir(m.MapFS, name)
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		return m
	}
	run := func(name string, trees ...fs.FS) {
		b.Run(name, func(b *testing.B) {
			base := b.TempDir()
			dir := filepath.Join(base, "public")
			for i := 0; b.Loop(); i++ {
				if len(trees) == 1 && name == "first" {
					dir = filepath.Join(base, fmt.Sprint(i))
				}
				if _, err := Publish(b.Context(), trees[i%len(trees)], dir, Options{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/op")
		})
	}
	run("first", tree("a", 1))
	run("every-page-changed", tree("a", 1), tree("b", 1))
	run("1-page-of-100-changed", tree("a", 100), tree("b", 100))
	run("unchanged", tree("a", 1))
}

// memory is a tree that gives its bytes without copying and its folders
// without searching.
type memory struct {
	fstest.MapFS
	folders map[string][]fs.DirEntry
}

func (m memory) Peek(name string) ([]byte, error) { return m.MapFS[name].Data, nil }

func (m memory) ReadDir(name string) ([]fs.DirEntry, error) { return m.folders[name], nil }
