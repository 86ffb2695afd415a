package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"signpost/generator/internal/check"
)

var codeForm = regexp.MustCompile(`^[a-z]+(-[a-z]+)+$`)

// TestCodes holds the codes of diagnostics in the source against the sections
// of docs/errors.md: each code has one section, each section is of a code.
func TestCodes(t *testing.T) {
	used, declared := codesOf(t)
	data, err := os.ReadFile("../docs/errors.md")
	if err != nil {
		t.Fatal(err)
	}
	sections := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		name, ok := strings.CutPrefix(strings.TrimSpace(line), "## ")
		if !ok {
			continue
		}
		switch {
		case used[name] == "":
			t.Errorf("docs/errors.md has a section %q, and nothing reports that code", name)
		case sections[name]:
			t.Errorf("docs/errors.md has two sections %q", name)
		}
		sections[name] = true
	}
	for code, place := range used {
		if !sections[code] {
			t.Errorf("%s reports %q, which has no section in docs/errors.md", place, code)
		}
	}
	for code, place := range declared {
		if used[code] == "" {
			t.Errorf("%s declares %q, which nothing reports", place, code)
		}
	}
}

// TestWarnings holds the warnings that a project may switch off against those
// that the source reports, and the errors it may take for warnings against the
// codes of rules between files: what is wrong in one file stays wrong.
func TestWarnings(t *testing.T) {
	reported := map[string]bool{}
	call := regexp.MustCompile(`\.Warn\([^"]*"([a-z-]+)"`)
	err := fs.WalkDir(os.DirFS("internal"), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		src, err := os.ReadFile("internal/" + name)
		for _, m := range call.FindAllSubmatch(src, -1) {
			reported[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := slices.Sorted(maps.Keys(reported)), check.Warnings(); !slices.Equal(got, want) {
		t.Errorf("the source warns of %q, check knows %q", got, want)
	}
	doc, err := os.ReadFile("../docs/errors.md")
	if err != nil {
		t.Fatal(err)
	}
	_, listed, _ := strings.Cut(string(doc), "## config-rule\n")
	listed, _, _ = strings.Cut(listed, "\n## ")
	_, declared := codesOf(t)
	for _, code := range check.Tolerable() {
		if reported[code] || declared[code] == "" {
			t.Errorf("%s is a warning, or of no rule between files", code)
		}
		if !strings.Contains(listed, "`"+code+"`") {
			t.Errorf("docs/errors.md does not list %s under config-rule", code)
		}
	}
}

// codesOf collects codes with a place in the source: used are those given to
// Add and Warn of diag.List, to report of decision and to problem and finding
// of verify, or to a variable called code; declared are those of check's rules.
func codesOf(t *testing.T) (used, declared map[string]string) {
	t.Helper()
	used, declared = map[string]string{}, map[string]string{}
	fset := token.NewFileSet()
	root := os.DirFS("internal")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		src, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(fset, name, src, 0)
		if err != nil {
			return err
		}
		note := func(to map[string]string, e ast.Expr) {
			if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil && codeForm.MatchString(s) {
					to[s] = fset.Position(lit.Pos()).String()
				}
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				f, ok := n.Fun.(*ast.SelectorExpr)
				if ok && len(n.Args) >= 3 && slices.Contains([]string{"Add", "Warn", "problem", "report"}, f.Sel.Name) {
					note(used, n.Args[1])
				}
			case *ast.AssignStmt:
				for i, to := range n.Lhs {
					if id, ok := to.(*ast.Ident); ok && id.Name == "code" && len(n.Rhs) == len(n.Lhs) {
						note(used, n.Rhs[i])
					}
				}
			case *ast.CompositeLit:
				if id, ok := n.Type.(*ast.Ident); ok && id.Name == "finding" && len(n.Elts) == 2 {
					note(used, n.Elts[1])
				}
			case *ast.KeyValueExpr:
				if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Codes" {
					if list, ok := n.Value.(*ast.CompositeLit); ok {
						for _, e := range list.Elts {
							note(declared, e)
						}
					}
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(used) < 50 || len(declared) == 0 {
		t.Fatalf("%d codes used and %d declared: the search is broken", len(used), len(declared))
	}
	return used, declared
}
