package cli

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRebuildSets lets pages and sections come and go in one language alone, and
// holds what serve builds against a build anew.
func TestRebuildSets(t *testing.T) {
	dir, shop := newShop(t)
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	read := func(name string) string {
		data, err := os.ReadFile(at(name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	page := func(name, title string) {
		if err := os.MkdirAll(filepath.Dir(at(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, dir, name, []byte("---\ntitle: "+title+"\ndescription: D.\nmade: person\nreviewed: no\n---\n[Link](../guides/hours.md)\n\n## Own {#own}\n\nText.\n"))
	}
	remove := func(name string) {
		if err := os.RemoveAll(at(name)); err != nil {
			t.Fatal(err)
		}
	}
	for i, step := range []struct {
		change       func()
		page         string
		holds, lacks string
	}{
		{func() {
			write(t, dir, "config.yaml", []byte(read("config.yaml")+"missing: fallback\nrules: {page-unknown: warning, section-missing: warning, section-unknown: warning}\n"))
			page("content/ru/guides/own.md", "Своё")
		}, "ru/guides/own/index.html", "languages-without", "data-source"},
		{func() { page("content/en/guides/own.md", "Own") }, "ru/guides/own/index.html", "data-source", "languages-without"},
		{func() {}, "en/guides/own/index.html", "../../../ru/guides/own/", "languages-without"},
		{func() { remove("content/ru/guides/own.md") }, "ru/guides/own/index.html", `<h1 lang="en">`, "languages-without"},
		{func() { page("content/ru/guides/own.md", "Своё"); remove("content/en/guides/own.md") }, "ru/guides/own/index.html", "languages-without", `<h1 lang="en">`},
		{func() { page("content/en/sole/_index.md", "Sole"); page("content/en/sole/page.md", "Page") }, "ru/sole/index.html", "../../ru/sole/page/", "languages-without"},
		{func() { page("content/ru/sole/_index.md", "Раздел") }, "ru/sole/index.html", "Раздел", `<h1 lang="en">`},
		{func() { remove("content/en/sole") }, "ru/sole/index.html", "languages-without", "../../ru/sole/page/"},
		{func() { remove("content/ru/sole") }, "ru/index.html", "guides", "sole"},
		{func() {
			write(t, dir, "content/ru/guides/hours.md", []byte(strings.ReplaceAll(read("content/ru/guides/hours.md"), "{#days}", "{#tage}")))
			write(t, dir, "content/ru/guides/requests.md", []byte(strings.ReplaceAll(read("content/ru/guides/requests.md"), "#days", "#tage")))
		},
			"ru/guides/hours/index.html", `id="tage"`, `#tage" hreflang`},
	} {
		step.change()
		tree, _, list, err := shop.build()
		if err != nil || tree == nil || list.HasErrors() {
			t.Fatalf("step %d: %v\n%s", i, err, text(t, list))
		}
		want, wantText := fresh(t, dir, shop.engine)
		if d := cmp.Diff(wantText, text(t, list)); d != "" {
			t.Fatalf("step %d: diagnostics (-anew +again):\n%s", i, d)
		}
		got := files(t, tree)
		if !maps.Equal(got, want) {
			t.Fatalf("step %d: %s", i, cmp.Diff(want, got))
		}
		if html := got[step.page]; !strings.Contains(html, step.holds) || strings.Contains(html, step.lacks) {
			t.Errorf("step %d: %s must hold %q and not %q:\n%s", i, step.page, step.holds, step.lacks, html)
		}
	}
}
