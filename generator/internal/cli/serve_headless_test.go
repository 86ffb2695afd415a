package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestServeWithoutFolderPage takes pages of folders away under serve, and adds a language that has nothing yet: what is
// wrong is said in words of the project, all else is shown, and a mended project is as if nothing had happened.
func TestServeWithoutFolderPage(t *testing.T) {
	dir, shop := newShop(t)
	build := func() (map[string]string, string) {
		t.Helper()
		tree, _, list, err := shop.build()
		if err != nil || tree == nil {
			t.Fatalf("no site: %v\n%s", err, text(t, list))
		}
		return files(t, tree), text(t, list)
	}
	good, said := build()
	if said != "" {
		t.Fatal(said)
	}
	config, err := os.ReadFile(filepath.Join(dir, "config.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		gone, config    string
		code            string
		shown, notShown string
	}{
		{gone: "content/ru/_index.md", code: "[page-missing]", shown: "ru/guides/hours/index.html", notShown: "ru/index.html"},
		{gone: "content/ru/guides/_index.md", code: "[page-missing]", shown: "ru/guides/hours/index.html", notShown: "ru/guides/index.html"},
		{gone: "content/en/_index.md", code: "[page-unknown]", shown: "en/guides/hours/index.html", notShown: "en/index.html"},
		{gone: "content/en/guides/_index.md", code: "[page-section]", shown: "en/guides/hours/index.html", notShown: "en/guides/index.html"},
		{config: "title: Support\nlanguages: [en, ru, fr]\n", code: "[page-missing]", shown: "en/guides/hours/index.html", notShown: "fr/index.html"},
	} {
		file, old := "config.yaml", config
		if c.gone != "" {
			file = c.gone
			if old, err = os.ReadFile(filepath.Join(dir, filepath.FromSlash(file))); err != nil {
				t.Fatal(err)
			}
			if err := os.Remove(filepath.Join(dir, filepath.FromSlash(file))); err != nil {
				t.Fatal(err)
			}
		} else {
			write(t, dir, file, []byte(c.config))
		}
		got, said := build()
		if !strings.Contains(said, c.code) || strings.Contains(said, "themes/") || strings.Contains(said, "[out-") {
			t.Errorf("%s%s: want %s and nothing of the theme or the output, got\n%s", c.gone, c.config, c.code, said)
		}
		if got[c.shown] == "" || got[c.notShown] != "" {
			t.Errorf("%s%s: %s has %d bytes, %s %d", c.gone, c.config, c.shown, len(got[c.shown]), c.notShown, len(got[c.notShown]))
		}
		write(t, dir, file, old)
		if got, said := build(); said != "" || cmp.Diff(good, got) != "" {
			t.Errorf("%s%s: mended, it is another site: %s\n%s", c.gone, c.config, said, cmp.Diff(good, got))
		}
	}
}
