package check

import (
	"encoding/hex"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/hours"
	"signpost/generator/internal/project"
	"signpost/generator/internal/terms"
)

var update = flag.Bool("update", false, "rewrite the want files; read the difference before you keep it")

// TestRules runs each rule alone, on 4 January 2027, over testdata/<its first code>.txtar. Files
// below "broken/" are a project in which the rule finds what "want" says; laid
// over by those below "clean/" it finds nothing. Files below "theme/" are the
// theme. Empty files take a file away.
func TestRules(t *testing.T) {
	used := map[string]bool{}
	for _, r := range Rules() {
		t.Run(r.Codes[0], func(t *testing.T) {
			name := filepath.Join("testdata", r.Codes[0]+".txtar")
			used[name] = true
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := printed(run(t, r, ar, "broken/"))
			for i, f := range ar.Files {
				if f.Name != "want" {
					continue
				}
				if *update {
					ar.Files[i].Data = []byte(got)
					if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
						t.Fatal(err)
					}
				} else if d := cmp.Diff(string(f.Data), got); d != "" {
					t.Errorf("-want +got:\n%s", d)
				}
			}
			for _, code := range r.Codes {
				if !strings.Contains(got, "["+code+"]") {
					t.Errorf("the archive does not show %s", code)
				}
			}
			if got := printed(run(t, r, ar, "broken/", "clean/")); got != "" {
				t.Errorf("the clean twin is not clean:\n%s", got)
			}
		})
	}
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) != len(used) {
		t.Errorf("%d archives, %d used: %v", len(names), len(used), err)
	}
}

func run(t *testing.T, r Rule, ar *txtar.Archive, layers ...string) diag.List {
	t.Helper()
	files, theme := fstest.MapFS{}, fstest.MapFS{"i18n/en.yaml": {}, "i18n/ru.yaml": {}}
	for _, layer := range layers {
		for _, f := range ar.Files {
			if name, ok := strings.CutPrefix(f.Name, "theme/"); ok {
				theme[name] = &fstest.MapFile{Data: f.Data}
			}
			name, ok := strings.CutPrefix(f.Name, layer)
			switch {
			case ok && len(f.Data) == 0:
				delete(files, name)
			case ok && strings.HasSuffix(name, ".png"):
				data, err := hex.DecodeString(strings.TrimSpace(string(f.Data)))
				if err != nil {
					t.Fatal(err)
				}
				files[name] = &fstest.MapFile{Data: data}
			case ok:
				files[name] = &fstest.MapFile{Data: f.Data}
			}
		}
	}
	var ld project.Loader
	p, _, err := ld.Load(files, func(string) fs.FS { return theme })
	if err != nil {
		t.Fatal(err)
	}
	l := new(Memory).apply(p, []Rule{r})
	dirs, err := fs.Glob(files, "partners/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range dirs {
		if partner, _ := terms.Load(files, dir, hours.MakeDate(2027, 1, 4)); r.Partner != nil {
			r.Partner(p, partner, &l)
		}
	}
	return l.Sorted()
}

func printed(l diag.List) string {
	var b strings.Builder
	for _, d := range l {
		if d.Pos.Line == 0 || d.Pos.Col == 0 {
			fmt.Fprintf(&b, "no position: ")
		}
	}
	if err := diag.Text(&b, l, nil); err != nil {
		return err.Error()
	}
	return b.String()
}

// TestCodes holds the rules' codes apart: each belongs to one rule.
func TestCodes(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Rules() {
		if r.Doc == "" || len(r.Codes) == 0 || r.Run == nil && r.Each == nil && r.Text == nil && r.Partner == nil {
			t.Errorf("a rule without words or codes: %v", r)
		}
		for _, c := range r.Codes {
			if seen[c] {
				t.Errorf("code %s belongs to two rules", c)
			}
			seen[c] = true
		}
	}
}
