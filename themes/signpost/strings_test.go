package signpost

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestStrings holds the interface strings against those who use them: every
// string that a template names is there, and every string is named by a
// template, a script or the program, whole or by its beginning where the rest
// is computed ("outcome-" and a kind).
func TestStrings(t *testing.T) {
	data, err := os.ReadFile("i18n/en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^([a-z][a-z0-9-]*):`).FindAllStringSubmatch(string(data), -1) {
		there[m[1]] = true
	}
	if len(there) < 200 {
		t.Fatalf("%d strings: the search is broken", len(there))
	}
	named := map[string]bool{}
	var beginnings []string
	collect := func(root string, ends ...string) {
		err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(name, "_test.go") || !hasEnd(name, ends) {
				return err
			}
			text, err := os.ReadFile(root + "/" + name)
			for _, m := range regexp.MustCompile(`["'\x60]([a-z][a-z0-9-]*)(%[sv][a-z%-]*)?["'\x60]`).FindAllStringSubmatch(string(text), -1) {
				named[m[1]] = true
				if m[2] != "" || strings.HasSuffix(m[1], "-") {
					beginnings = append(beginnings, m[1])
				}
			}
			if root == "layouts" {
				for _, m := range regexp.MustCompile(`\b(?:T|i18n) "([a-z0-9-]+)"`).FindAllStringSubmatch(string(text), -1) {
					if !there[m[1]] {
						t.Errorf("%s uses the string %q, which does not exist", name, m[1])
					}
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	collect("layouts", ".html", ".xml", ".txt")
	collect("assets", ".ts")
	collect("../../generator/internal", ".go")
	for key := range there {
		used := named[key]
		for _, b := range beginnings {
			used = used || strings.HasPrefix(key, b)
		}
		if !used {
			t.Errorf("nothing uses the string %q", key)
		}
	}
}

func hasEnd(name string, ends []string) bool {
	for _, e := range ends {
		if strings.HasSuffix(name, e) {
			return true
		}
	}
	return false
}
