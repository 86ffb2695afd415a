package verify

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"signpost/generator/internal/diag"
)

var update = flag.Bool("update", false, "rewrite the want files; read the difference before you keep it")

const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">`

// expand turns a page whose first line is "%page LANG HEAD" into a whole one.
// The head takes the one line, so that the numbers of the others stay.
func expand(data []byte) []byte {
	first, rest, _ := strings.Cut(string(data), "\n")
	words, ok := strings.CutPrefix(first, "%page ")
	if !ok {
		return data
	}
	lang, head, _ := strings.Cut(words, " ")
	return fmt.Appendf(nil, `<!DOCTYPE html><html lang="%s"><head><meta charset="utf-8">%s<title>T</title>%s</head><body><main><h1>H</h1>`+
		"\n%s</main></body></html>\n", lang, policy, head, rest)
}

// TestRules runs testdata/<code>.txtar. An archive is a tree, with a file
// "options" ("BaseURL x", "BasePath x") and a file "want" of lines
// "file:line:col: code". Its languages are en and fr. Every archive holds a
// clean twin, a file of which nothing is wanted, whose name has "clean" in it.
func TestRules(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) < 25 {
		t.Fatalf("%d archives, %v", len(names), err)
	}
	for _, name := range names {
		code := strings.TrimSuffix(filepath.Base(name), ".txtar")
		t.Run(code, func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			tree, opt, want, wantAt := fstest.MapFS{}, Options{Languages: []string{"en", "fr"}}, "", -1
			clean := false
			for i, f := range ar.Files {
				switch f.Name {
				case "want":
					want, wantAt = string(f.Data), i
				case "options":
					for line := range strings.Lines(string(f.Data)) {
						key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
						switch key {
						case "BaseURL":
							opt.BaseURL = value
						case "BasePath":
							opt.BasePath = value
						case "Offline":
							opt.Offline = true
						}
					}
				default:
					tree[f.Name] = &fstest.MapFile{Data: expand(f.Data)}
					clean = clean || strings.Contains(f.Name, "clean")
				}
			}
			list, err := new(Checker).Check(tree, opt)
			if err != nil {
				t.Fatal(err)
			}
			got, own := "", false
			for _, d := range list {
				got += d.Pos.String() + ": " + d.Code + "\n"
				own = own || d.Code == code
				if strings.Contains(d.Pos.File, "clean") {
					t.Errorf("the clean twin: %s: %s", d.Pos, d.Message)
				}
			}
			if !own || !clean {
				t.Errorf("finding of the rule: %v, clean twin: %v", own, clean)
			}
			if *update {
				if wantAt < 0 {
					ar.Files = append(ar.Files, txtar.File{Name: "want"})
					wantAt = len(ar.Files) - 1
				}
				ar.Files[wantAt].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if d := cmp.Diff(want, got); d != "" {
				t.Errorf("-want +got\n%s", d)
				_ = diag.Text(os.Stderr, list, nil)
			}
		})
	}
}

// TestHints asserts whole diagnostics where the words carry advice.
func TestHints(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{`<a href="../gides/">x</a>`, `en/a/index.html:2:4: error: address leads to "en/gides/index.html", which is not in the site [out-link]` +
			"\n  hint: did you mean \"en/guides/index.html\"?\n"},
		{`<a href="../guides">x</a>`, `en/a/index.html:2:4: error: address leads to "en/guides", which is not in the site [out-link]` +
			"\n  hint: add \"/\" at the end: it is a folder\n"},
		{`<a href="../guides/#tow">x</a>`, `en/a/index.html:2:4: error: fragment "tow" is no id in "en/guides/index.html" [out-anchor]` +
			"\n  hint: did you mean \"two\"?\n"},
		{`<a href="../../../x">x</a>`, `en/a/index.html:2:4: error: address "../../../x" leads out of the site [out-link]` + "\n"},
		{`<a href="http://example.org/">x</a>`, `en/a/index.html:2:4: error: link "http://example.org/" is not encrypted [out-scheme]` +
			"\n  hint: write https:\n"},
		{`<p id="a"></p><p id="a"></p>`, `en/a/index.html:2:18: error: id "a" is given twice in this page [out-duplicate-id]` +
			"\n  en/a/index.html:2:4: note: first given here\n"},
	} {
		tree := fstest.MapFS{
			"en/a/index.html":      {Data: expand([]byte("%page en\n" + c.page))},
			"en/guides/index.html": {Data: expand([]byte("%page en\n<p id=\"two\"></p>"))},
		}
		list, err := new(Checker).Check(tree, Options{Languages: []string{"en"}})
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := diag.Text(&b, list, nil); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(c.want, b.String()); d != "" {
			t.Errorf("%s: -want +got\n%s", c.page, d)
		}
	}
}

// TestTree: what is no file is reported; what cannot be read is an error.
func TestTree(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "clean.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("clean.txt", filepath.Join(dir, "link.txt")); err != nil {
		t.Skip(err)
	}
	list, err := new(Checker).Check(os.DirFS(dir), Options{})
	if err != nil || len(list) != 1 || list[0].Code != "out-filename" || list[0].Pos.File != "link.txt" {
		t.Errorf("%v, %v", list, err)
	}
	if _, err := new(Checker).Check(memory{}, Options{Files: []string{"gone.html"}}); err == nil {
		t.Error("an unreadable file gave no error")
	}
}
