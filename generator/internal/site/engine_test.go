package site

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestTogether changes several pages of one folder at once, and nothing else.
func TestTogether(t *testing.T) {
	fsys := fstest.MapFS{
		"config.yaml":                 {Data: []byte("title: Test\nlanguages: [en]\n")},
		"content/en/_index.md":        {Data: []byte(head("Home"))},
		"content/en/guides/_index.md": {Data: []byte(head("Guides"))},
	}
	var b Builder
	for _, words := range []string{"Before.", "After."} {
		for _, name := range []string{"a", "b", "c"} {
			fsys["content/en/guides/"+name+".md"] = &fstest.MapFile{Data: []byte(head(name) + "\n" + words + "\n")}
		}
		in := input(t, fsys)
		in.Watch = true
		tree, l, err := b.Build(in)
		if err != nil || l.HasErrors() {
			t.Fatal(l, err)
		}
		for _, name := range []string{"a", "b", "c"} {
			page, err := tree.ReadFile("en/guides/" + name + "/index.html")
			if err != nil || !strings.Contains(string(page), words) {
				t.Errorf("page %s is not built anew (%v)", name, err)
			}
		}
	}
}
