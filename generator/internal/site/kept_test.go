package site

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"signpost/generator/internal/project"
	theme "signpost/themes/signpost"
)

// TestKeptPages edits a page under serve. What it says in its text is its own; what it says in its front matter, and that it is
// there at all, other pages may repeat.
func TestKeptPages(t *testing.T) {
	ar, err := txtar.ParseFile("../../testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	fsys, now := fstest.MapFS{}, time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	put := func(name, data string) {
		now = now.Add(time.Second)
		fsys[name] = &fstest.MapFile{Data: []byte(data), ModTime: now}
	}
	for _, f := range ar.Files {
		put(f.Name, string(f.Data))
	}
	var loader project.Loader
	var b Builder
	defer func() {
		if err := b.drop(); err != nil {
			t.Error(err)
		}
	}()
	build := func() map[pageAt]madePage {
		t.Helper()
		p, _, err := loader.Load(fsys, func(string) fs.FS { return theme.Files })
		if err != nil {
			t.Fatal(err)
		}
		if _, l, err := b.Build(Input{Project: p, Watch: true}); err != nil || l.HasErrors() {
			t.Fatal(err, l)
		}
		out := map[pageAt]madePage{}
		for at, made := range b.kept.pages {
			out[at] = made
		}
		return out
	}
	const hours, requests = "content/en/guides/hours.md", "content/en/guides/requests.md"
	text := string(fsys[hours].Data)
	last := build()
	if len(last) < 6 {
		t.Fatalf("only %d pages are kept", len(last))
	}
	for _, c := range []struct {
		what string
		do   func()
		anew []string // "key language"; nil for all
	}{
		{"nothing", func() {}, []string{}},
		{"the text of a page", func() { put(hours, text+"\nMore.\n") }, []string{"guides/hours en", "guides/hours ru"}},
		{"its title", func() { put(hours, strings.Replace(text, "title: ", "title: On ", 1)) }, nil},
		{"the words of the glossary", func() {
			put("i18n/glossary.yaml", "terms:\n  - id: case\n")
			put("i18n/glossary.en.md", "---\ntitle: Glossary\ndescription: Words.\nmade: person\nreviewed: no\n---\n\n## Case {#case}\n\nA problem.\n")
		}, nil},
		{"another page goes", func() { delete(fsys, requests); delete(fsys, strings.Replace(requests, "/en/", "/ru/", 1)) }, nil},
		{"the settings", func() { put("config.yaml", string(fsys["config.yaml"].Data)+"edit: https://edit.example/{file}\n") }, nil},
	} {
		c.do()
		now := build()
		var anew []string
		for at, made := range now {
			if old, ok := last[at]; !ok || &old.data[0] != &made.data[0] {
				anew = append(anew, at.key+" "+at.lang)
			}
		}
		slices.Sort(anew)
		if c.anew == nil && len(anew) != len(now) || c.anew != nil && !slices.Equal(anew, c.anew) {
			t.Errorf("%s: of %d pages these were computed: %q", c.what, len(now), anew)
		}
		last = now
	}
}
