package check

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
	embedded "signpost/themes/signpost"
)

// TestMutated changes every translation of this repository in one place, kind
// by kind, and finds each change where it was made; without a change it finds
// nothing.
func TestMutated(t *testing.T) {
	root := os.DirFS("../../..")
	base := fstest.MapFS{}
	for _, dir := range []string{"config.yaml", "content", "decisions", "i18n", "translations"} {
		err := fs.WalkDir(root, dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(root, name)
			base[name] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	translated := regexp.MustCompile(`^(content/(ru|nl|fr|cs)/|decisions/[^/]+/(ru|nl|fr|cs)\.md|i18n/glossary\.(ru|nl|fr|cs)\.md)`)
	var ld project.Loader
	var memory Memory
	found := func(files fstest.MapFS) map[string][]diag.Diagnostic {
		p, _, err := ld.Load(files, func(string) fs.FS { return embedded.Files })
		if err != nil {
			t.Fatal(err)
		}
		l := new(Memory).apply(p, []Rule{structure})
		if again := memory.apply(p, []Rule{structure}); printed(again) != printed(l) {
			t.Errorf("remembered:\n%s\nfound anew:\n%s", printed(again), printed(l))
		}
		out := map[string][]diag.Diagnostic{}
		for _, d := range l {
			out[d.Pos.File] = append(out[d.Pos.File], d)
		}
		return out
	}
	if got := found(base); len(got) > 0 {
		t.Errorf("findings without a change: %v", got)
	}
	for _, kind := range []struct {
		code  string
		least int // files that have such a place
		form  *regexp.Regexp
		with  string
	}{
		{"structure-fact", 24, regexp.MustCompile(`(?m)^([^\[\]<>\x60({|]*\pL[ \x{a0}])([2-9]\d?)([ \x{a0},.])`), "${1}4${2}7${3}"},
		{"structure-link", 50, regexp.MustCompile(`\[([^\]!]+)\]\([^)]+\)`), "$1"},
		{"structure-code", 8, regexp.MustCompile(`(?m)^([^\x60\n]*[^\x60\n -] )\x60([^\x60\n]+)\x60`), "$1`${2}x`"},
		{"structure-callout", 4, regexp.MustCompile(`\[!(?:NOTE|TIP)\]`), "[!CAUTION]"},
		{"structure-table", 10, regexp.MustCompile(`(?m)^\| [^\n]*\|\n\n`), "\n"},
		{"structure-list", 50, regexp.MustCompile(`(?m)^- [^\x60\n][^\n]*\n(- [^\x60])`), "$1"},
		{"structure-bold", 20, regexp.MustCompile(`\*\*([^*\n]+)\*\*`), "$1"},
	} {
		files := fstest.MapFS{}
		line := map[string]int{} // of the change
		for name, f := range base {
			files[name] = f
			if !translated.MatchString(name) {
				continue
			}
			text := string(f.Data)
			body := strings.Index(text, "\n---\n") + 5
			m := kind.form.FindStringSubmatchIndex(text[body:])
			if m == nil {
				continue
			}
			changed := text[:body] + text[body:][:m[0]] + string(kind.form.ExpandString(nil, kind.with, text[body:], m)) + text[body:][m[1]:]
			files[name] = &fstest.MapFile{Data: []byte(changed)}
			line[name] = 1 + strings.Count(text[:body+m[1]], "\n")
		}
		if len(line) < kind.least {
			t.Errorf("%s: only %d places to change", kind.code, len(line))
		}
		got := found(files)
		for name, at := range line {
			hit := false
			for _, d := range got[name] {
				hit = hit || d.Code == kind.code && d.Pos.Line <= at
			}
			if !hit {
				t.Errorf("%s: not found in %s up to line %d: %v", kind.code, name, at, got[name])
			}
			delete(got, name)
		}
		if len(got) > 0 {
			t.Errorf("%s: findings in files that did not change: %v", kind.code, got)
		}
		t.Logf("%s: %d changes", kind.code, len(line))
	}
}
