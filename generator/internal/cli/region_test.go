package cli

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	embedded "signpost/themes/signpost"
)

// TestRegion builds a site in a language with a region, as a translation and
// as the source: the folder of its files has the tag as it is written, all
// addresses have it in lower case. The base address has letters that addresses
// hold encoded only.
func TestRegion(t *testing.T) {
	for _, languages := range []string{"en, nl-BE", "nl-BE, en"} {
		dir := t.TempDir()
		run(t, dir, 0, "new", ".", "-l", strings.ReplaceAll(strings.ReplaceAll(languages, "-BE", ""), " ", ""))
		words, err := fs.ReadFile(embedded.Files, "i18n/nl.yaml")
		if err != nil {
			t.Fatal(err)
		}
		put(t, dir, "i18n/nl-BE.yaml", string(words))
		put(t, dir, "config.yaml", "title: T\nlanguages: ["+languages+"]\nbaseURL: https://x.example/a b/é\n")
		for from, to := range map[string]string{"content/nl": "content/nl-BE", "decisions/first-flow/nl.md": "decisions/first-flow/nl-BE.md",
			"decisions/first-flow/drills.nl.md": "decisions/first-flow/drills.nl-BE.md"} {
			if err := os.Rename(filepath.Join(dir, from), filepath.Join(dir, to)); err != nil {
				t.Fatal(err)
			}
		}
		if !strings.HasPrefix(languages, "nl") { // a source has no ledgers
			if err := os.Rename(filepath.Join(dir, "translations/nl"), filepath.Join(dir, "translations/nl-BE")); err != nil {
				t.Fatal(err)
			}
		}
		for _, name := range []string{"content/nl-BE/_index.md", "content/nl-BE/guides/_index.md", "content/nl-BE/guides/first-page.md", "decisions/first-flow/nl-BE.md"} {
			data, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			put(t, dir, name, strings.NewReplacer("/nl.md", "/nl-BE.md", "content/nl/", "content/nl-BE/").Replace(string(data)))
		}
		run(t, dir, 0, "build")
		page, err := os.ReadFile(filepath.Join(dir, "public/nl-be/first-flow/index.html"))
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{
			`<link rel="canonical" href="https://x.example/a%20b/%C3%A9/nl-be/first-flow/">`,
			`hreflang="nl-BE"`,
			`<link rel="alternate" hreflang="nl-BE" href="https://x.example/a%20b/%C3%A9/nl-be/first-flow/">`,
			`<meta property="og:locale" content="nl_BE">`,
			`"item":"https://x.example/a%20b/%C3%A9/nl-be/first-flow/"`,
			"Naar de hoofdinhoud", // words of that language
		} {
			if !strings.Contains(string(page), want) {
				t.Errorf("[%s]: the page does not hold %s", languages, want)
			}
		}
		if _, err := os.Stat(filepath.Join(dir, "public/nl-BE")); err == nil {
			t.Errorf("[%s]: there is a folder with capitals", languages)
		}
	}
}

// TestThemePipe checks a project with a pipe in its theme and as its settings:
// reading one would never end.
func TestThemePipe(t *testing.T) {
	for _, name := range []string{"themes/signpost/i18n/nl.yaml", "themes/signpost/layouts/home.html", "config.yaml"} {
		dir := t.TempDir()
		run(t, dir, 0, "new", ".", "-l", "en,nl")
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
		if err := makePipe(filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
		if got, want := run(t, dir, 1, "build"), name+":1:1: error: not a regular file (a pipe) [file-unreadable]\n"; !strings.HasPrefix(got, want) {
			t.Errorf("%s:\n%s", name, got)
		}
		if name == "config.yaml" {
			run(t, dir, 1, "new", "page", "more")
		}
	}
}

// run runs a command and returns what it says.
func run(t *testing.T, dir string, want int, args ...string) string {
	t.Helper()
	var out, said bytes.Buffer
	if code := Main(args, Env{Stdout: &out, Stderr: &said, Dir: dir}); code != want {
		t.Fatalf("%v: exit %d, want %d\n%s", args, code, want, said.String())
	}
	return said.String()
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
