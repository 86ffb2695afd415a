package project

import (
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"signpost/generator/internal/diag"
)

// TestLoadAgain changes files at random and holds what a Loader gives, which
// remembers, against what a new one gives.
func TestLoadAgain(t *testing.T) {
	ar, err := txtar.ParseFile("../../testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	now := time.Unix(0, 0)
	set := func(name, data string) {
		now = now.Add(time.Second)
		fsys[name] = &fstest.MapFile{Data: []byte(data), ModTime: now}
	}
	for _, f := range ar.Files {
		set(f.Name, string(f.Data))
	}
	themes := func(string) fs.FS { return fstest.MapFS{"i18n/en.yaml": {Data: []byte("home: Home\n")}} }
	var kept Loader
	r := rand.New(rand.NewPCG(1, 1))
	gone := map[string]string{}
	for i := range 300 {
		a, la, err := kept.Load(fsys, themes)
		if err != nil {
			t.Fatal(err)
		}
		var anew Loader
		b, lb, err := anew.Load(fsys, themes)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(picture(b, lb), picture(a, la)); d != "" {
			t.Fatalf("after %d changes (-anew +again):\n%s", i, d)
		}
		f := ar.Files[r.IntN(len(ar.Files))].Name
		old, there := fsys[f]
		switch k := r.IntN(6); {
		case !there:
			set(f, gone[f])
		case k == 0 && f != "config.yaml":
			gone[f] = string(old.Data)
			delete(fsys, f)
		case k == 1:
			set("content/en/guides/new.md", fmt.Sprintf("---\ntitle: %d\n---\n## a {#x%d}\n", i, i))
		case k == 2:
			set(f, strings.Replace(string(old.Data), "a", "b", 1)) // the same size
		case k == 3 && strings.Contains(string(old.Data), "[en, ru]"):
			set(f, strings.Replace(string(old.Data), "[en, ru]", "[ru, en]", 1)) // other keys in front matter
		case k == 4 && f != "config.yaml":
			set(f, string(old.Data)+"\n\xff")
		default:
			set(f, string(old.Data)+fmt.Sprintf("\n# %d\n", i))
		}
	}
}

// picture prints what a project holds.
func picture(p *Project, l diag.List) string {
	var b strings.Builder
	for _, page := range p.Pages {
		for _, lang := range p.Config.Languages {
			if d := page.Texts[lang]; d != nil {
				fmt.Fprintf(&b, "%s %s %+v %v %v\n", page.Key, lang, d.Front, d.Headings, d.Links)
			}
		}
	}
	for _, f := range p.Flows {
		fmt.Fprintf(&b, "flow %s %v %d nodes, %d texts\n", f.Name, f.Sound, len(f.Nodes), len(f.Texts))
	}
	for _, lang := range p.Config.Languages {
		fmt.Fprintf(&b, "%s %s\n", lang, p.Catalogues[lang].JSON())
	}
	if err := diag.Text(&b, l.Sorted(), p.Source); err != nil {
		return err.Error()
	}
	return b.String()
}

// TestUnreadable names files that are there and cannot be read.
func TestUnreadable(t *testing.T) {
	fsys := fstest.MapFS{
		"config.yaml":                    {Data: []byte("title: T\n")},
		"content/en/a.md":                {Data: []byte("\xff")},
		"content/en/b.md":                {Data: []byte("---\ntitle: open\n")},
		"content/en/c.md":                {Data: []byte("---\ntitle: c\n---\n")},
		"content/en/d.md/e.txt":          {Data: []byte("x")},
		"content/en/link.md":             {Data: []byte("c.md"), Mode: fs.ModeSymlink},
		"decisions/x/flow.yaml":          {Data: []byte("\x00")},
		"content/en/.hidden.md":          {Data: []byte("x")},
		"content/en/backup.md~":          {Data: []byte("x")},
		"content/en/guides/.git/file.md": {Data: []byte("x")},
	}
	var ld Loader
	p, l, err := ld.Load(fsys, func(string) fs.FS { return fstest.MapFS{} })
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"content/en/a.md": true, "content/en/b.md": true, "content/en/c.md": false,
		"content/en/d.md": true, "content/en/link.md": true, "decisions/x/flow.yaml": true, "content/en/none.md": false} {
		if got := p.Unreadable(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
	for _, d := range l {
		if strings.Contains(d.Pos.File, "hidden") || strings.HasSuffix(d.Pos.File, "~") || strings.Contains(d.Pos.File, ".git") {
			t.Errorf("hidden files are passed over: %v", d)
		}
		if d.Pos.Line == 0 || d.Pos.Col == 0 {
			t.Errorf("no place: %v", d)
		}
	}
}

// TestOrder holds the order of pages, with numbers as far apart as can be.
func TestOrder(t *testing.T) {
	fsys := fstest.MapFS{"config.yaml": {Data: []byte("title: T\n")}}
	for _, name := range []string{"a", "b", "c"} {
		fsys["content/en/"+name+".md"] = &fstest.MapFile{Data: []byte("---\ntitle: T\n---\n")}
	}
	p, _, err := new(Loader).Load(fsys, func(string) fs.FS { return fstest.MapFS{} })
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.Pages {
		p.Pages[i].Texts["en"].Front.Order = map[string]int{"a": math.MaxInt, "b": math.MinInt, "c": 0}[p.Pages[i].Key]
	}
	got := ""
	for _, page := range p.In("", "en") {
		got += page.Key
	}
	if got != "bca" {
		t.Errorf("%s, want bca", got)
	}
}
