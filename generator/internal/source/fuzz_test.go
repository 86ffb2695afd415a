package source

import (
	"os"
	"path/filepath"
	"testing"
)

// seed adds the files of the repository that match, and some broken texts.
func seed(f *testing.F, pattern string, more ...string) {
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		f.Fatalf("%d files like %s, %v", len(names), pattern, err)
	}
	data, err := os.ReadFile(names[0])
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	for _, s := range more {
		f.Add(s)
	}
}

// FuzzYAML reads anything: no panic, and every position inside the file.
func FuzzYAML(f *testing.F) {
	seed(f, "../../../decisions/*/flow.yaml", "a: [b\n", "\ta: b", "a: 'b", "a: b: c", "? a", "- - -", "a: &a [*a]", "<<: {a: b}",
		"a: |\n  ю\n b", "---\n---", "{{{", "a: !x y", "'", "\"\\", "%YAML", "a:b\nc: d\n", "ключ: *я", "a: b]", "#\n# [\n'a': \"]\"\n[")
	f.Fuzz(func(t *testing.T, s string) {
		data, l := Text(file, []byte(s))
		if data != nil {
			_, l = ParseYAML(file, data, MaxNodes)
		} else {
			data = []byte(s)
		}
		for _, d := range l {
			inside(t, data, d)
		}
	})
}

// FuzzFrontMatter does the same for the top of Markdown files, whose body must
// keep its lines.
func FuzzFrontMatter(f *testing.F) {
	seed(f, "../../../decisions/*/cs.md", "---\n---", "---\na: b\n---\n# c", "---\n", "---\n\n---\n---\n", "\n---\n", "---\na: [\n---\nb")
	f.Fuzz(func(t *testing.T, s string) {
		data, _ := Text(file, []byte(s))
		if data == nil {
			return
		}
		_, body, l := FrontMatter(file, data)
		for _, d := range l {
			inside(t, data, d)
		}
		if body != nil && count(body) != count(data) {
			t.Errorf("%d lines of %d", count(body), count(data))
		}
	})
}

func count(data []byte) (lines int) {
	for _, c := range data {
		if c == '\n' {
			lines++
		}
	}
	return lines
}
