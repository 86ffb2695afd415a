package site

import (
	"strings"
	"testing"

	"signpost/generator/internal/locale"
	"signpost/generator/internal/project"
)

// TestNumbered prepares the number of results for a browser that counts them.
func TestNumbered(t *testing.T) {
	for text, want := range map[string]string{
		"{{ .Count }} results":    "# results",
		"Found: {{.Count}}":       "Found: #",
		"{{ .Count }} of {{ .N }": "{{ .Count }} of {{ .N }", // no template: reported elsewhere
		"none":                    "none",
	} {
		if got := numbered(text); got != want {
			t.Errorf("numbered(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestSearchParams has all plural forms of a language, and addresses in lower
// case.
func TestSearchParams(t *testing.T) {
	cat, l := locale.ParseCatalogue("nl-BE", "i18n/nl-BE.yaml", []byte("search-count: {one: \"{{ .Count }} resultaat\", other: \"{{ .Count }} resultaten\"}\n"))
	if len(l) > 0 {
		t.Fatal(l)
	}
	got := searchParams(&project.Project{Catalogues: map[string]*locale.Catalogue{"nl-BE": cat}}, "nl-BE")
	if got["path"] != "nl-be/search/" || got["index"] != "nl-be/search/index.js" {
		t.Errorf("addresses %q, %q", got["path"], got["index"])
	}
	counts := got["counts"].(map[string]string)
	if len(counts) != 2 || counts["one"] != "# resultaat" || counts["other"] != "# resultaten" {
		t.Errorf("counts %v", counts)
	}
}

// TestUpdateKeeps makes an index once where nothing changed.
func TestUpdateKeeps(t *testing.T) {
	p := &project.Project{Languages: []locale.Language{{Tag: "en"}}}
	var sc searchCache
	first := sc.indexes(Input{Project: p}, &context{})["en/search/index.js"]
	again := sc.indexes(Input{Project: p}, &context{})["en/search/index.js"]
	if len(first) == 0 || &first[0] != &again[0] {
		t.Error("the index was made anew")
	}
	if !strings.HasPrefix(string(first), "self.signpostIndex=") {
		t.Errorf("the index is %q", first)
	}
}
