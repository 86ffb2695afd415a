package main

import (
	"crypto/sha256"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestExchangeCorpus imports pages of Microsoft Learn in four languages, exports
// all that translates them, and imports that again: no byte of the project is
// another. Each language has its turn with one format, with CAMPAIGN each with all.
func TestExchangeCorpus(t *testing.T) {
	t.Parallel()
	from, dir, run := learnProject(t)
	for _, lang := range learnLanguages {
		run("import", "mslearn", filepath.Join(from, lang), "--lang", lang, "--json")
	}
	before := sums(t, dir)
	file := filepath.Join(t.TempDir(), "file")
	for i, lang := range learnLanguages[1:] {
		for j, format := range []string{"xliff12", "xliff20", "po"} {
			if os.Getenv("CAMPAIGN") == "" && i%3 != j {
				continue
			}
			out := run("translate", "export", "--lang", lang, "--format", format, "--all", "-o", file)
			if again := run("translate", "import", file); again != "0 new translations, 0 units up to date\n" {
				t.Errorf("%s %s: %s", lang, format, again)
			}
			if after := sums(t, dir); !maps.Equal(before, after) {
				t.Errorf("%s %s: the project is not what it was", lang, format)
			}
			t.Logf("%s %s: %s", lang, format, strings.TrimSpace(out))
		}
	}
}

// sums identifies the content of all files below a folder.
func sums(t *testing.T, dir string) map[string][32]byte {
	t.Helper()
	out := map[string][32]byte{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		out[name] = sha256.Sum256(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
