package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// allowed is the table of packages of docs/ARCHITECTURE.md: which of ours each
// package may import, and what of others' only it may.
var allowed = map[string]struct{ ours, only string }{
	"diag":        {"", ""},
	"source":      {"diag", "go.yaml.in/yaml/v3"},
	"media":       {"diag", "golang.org/x/image"},
	"brand":       {"diag source media", ""},
	"config":      {"diag source brand", ""},
	"decision":    {"diag source", ""},
	"automaton":   {"diag decision", ""},
	"export":      {"diag decision automaton", "github.com/tetratelabs/wazero"},
	"tabular":     {"diag source decision", ""},
	"prose":       {"diag source", "github.com/yuin/goldmark"},
	"drill":       {"diag decision automaton prose", ""},
	"record":      {"decision automaton drill", ""},
	"parity":      {"diag prose", ""},
	"mslearn":     {"diag source prose parity media", "golang.org/x/net/html"},
	"stem":        {"", "github.com/blevesearch/snowballstem"},
	"wording":     {"stem", ""},
	"spelling":    {"", ""},
	"locale":      {"diag source", "golang.org/x/text/feature/plural golang.org/x/text/language/display golang.org/x/text/collate github.com/bojanz/currency"},
	"ledger":      {"diag source prose", ""},
	"hours":       {"diag source", "github.com/rickar/cal/v2"},
	"ical":        {"", "github.com/arran4/golang-ical"},
	"legalid":     {"", ""},
	"card":        {"", "github.com/emersion/go-vcard"},
	"lookalike":   {"", ""},
	"terms":       {"diag source brand locale hours legalid lookalike card prose", ""},
	"confine":     {"diag source media", ""},
	"orthography": {"diag source prose locale", ""},
	"project":     {"diag source brand config decision prose locale media ledger spelling orthography hours terms", ""},
	"check":       {"diag source brand config decision prose parity locale media ledger wording spelling terms project", ""},
	"exchange":    {"diag source prose locale ledger project", ""},
	"component":   {"diag source", ""},
	"policy":      {"", ""},
	"crawl":       {"", ""},
	"search":      {"stem", ""},
	"memfile":     {"", ""},
	"worker":      {"", ""},
	"site":        {"diag brand config component decision prose locale media ledger hours ical terms project automaton drill record export policy crawl search memfile worker", "github.com/gohugoio/hugo github.com/spf13/afero github.com/evanw/esbuild github.com/bep/logg"},
	"plate":       {"", "golang.org/x/image"},
	"zipfile":     {"", ""},
	"epub":        {"plate zipfile", "golang.org/x/net/html golang.org/x/image"},
	"kiwix":       {"plate", ""},
	"lms":         {"", ""},
	"verify":      {"diag", "golang.org/x/net/html github.com/tdewolff/parse/v2"},
	"offline":     {"memfile", "golang.org/x/net/html"},
	"bundle":      {"diag offline zipfile", "golang.org/x/mod github.com/hiddeco/sshsig aead.dev/minisign golang.org/x/crypto"},
	"publish":     {"diag", "github.com/gofrs/flock"},
	"serve":       {"diag worker", ""},
	"cli":         {"diag source brand config decision automaton drill record export tabular prose parity media mslearn locale ledger hours lookalike terms card confine orthography project check exchange component policy crawl site epub kiwix lms verify offline bundle publish serve", "github.com/spf13/cobra"},
}

// TestImports holds the imports of every package against the table, and the
// table in docs/ARCHITECTURE.md against this one.
func TestImports(t *testing.T) {
	owners := map[string][]string{}
	for pkg, row := range allowed {
		for _, module := range strings.Fields(row.only) {
			owners[module] = append(owners[module], pkg)
		}
	}
	seen := map[string]bool{}
	root := os.DirFS("internal")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && d.Name() == "testdata" {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		pkg := path.Dir(name)
		row, ok := allowed[pkg]
		if !ok {
			t.Errorf("package %s is not in the table", pkg)
		}
		seen[pkg] = true
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, data, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if ours, ok := strings.CutPrefix(imported, "signpost/generator/internal/"); ok {
				if !slices.Contains(strings.Fields(row.ours), ours) {
					t.Errorf("%s imports %s, which the table does not allow", name, ours)
				}
				continue
			}
			for module, only := range owners {
				if (imported == module || strings.HasPrefix(imported, module+"/")) && !slices.Contains(only, pkg) {
					t.Errorf("%s imports %s, which is for %s alone", name, imported, strings.Join(only, " and "))
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := os.ReadFile("../docs/ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	for pkg, row := range allowed {
		if !seen[pkg] {
			t.Errorf("package %s of the table does not exist", pkg)
		}
		ours := row.ours
		switch {
		case ours == "":
			ours = "–"
		case pkg == "cli":
			ours = "all"
		}
		if !strings.Contains(string(doc), "| "+pkg+" | "+ours+" |") {
			t.Errorf("docs/ARCHITECTURE.md has no row \"| %s | %s | …\"", pkg, ours)
		}
	}
}
