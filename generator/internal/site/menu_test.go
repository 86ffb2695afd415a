package site

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestMenu builds sites of few and many sections: the menu names all of a few,
// and stays as it is however many there are, with a way to all of them.
func TestMenu(t *testing.T) {
	again := func(b *Builder, sections int) *Tree {
		fsys := fstest.MapFS{
			"config.yaml":          {Data: []byte("title: Test\nlanguages: [en]\n")},
			"content/en/_index.md": {Data: []byte(head("Home"))},
		}
		for i := range sections {
			folder := fmt.Sprintf("content/en/area%02d/", i)
			fsys[folder+"_index.md"] = &fstest.MapFile{Data: []byte(head(fmt.Sprintf("Area %02d", i)))}
			fsys[folder+"page.md"] = &fstest.MapFile{Data: []byte(head("Page"))}
		}
		tree, l, err := b.Build(input(t, fsys))
		if err != nil || l.HasErrors() {
			t.Fatal(l, err)
		}
		return tree
	}
	build := func(sections int) *Tree { return again(new(Builder), sections) }
	read := func(tree *Tree, name string) string {
		t.Helper()
		data, err := tree.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	header := func(page string) string { return page[strings.Index(page, "<header"):strings.Index(page, "</header>")] }
	entry := regexp.MustCompile(`<li><a href="\.\./\.\./([^"]*)"`)
	menu := func(tree *Tree) (paths []string) {
		for _, m := range entry.FindAllStringSubmatch(header(read(tree, "en/area00/index.html")), -1) {
			paths = append(paths, m[1])
		}
		return paths
	}
	small, large := build(3), build(60)
	if got, want := menu(small), []string{"en/area00/", "en/area01/", "en/area02/"}; !slices.Equal(got, want) {
		t.Errorf("the menu of 3 sections is %q", got)
	}
	if got, want := menu(large), []string{"en/area00/", "en/area01/", "en/area02/", "en/area03/", "en/area04/", "en/area05/", "en/sections/"}; !slices.Equal(got, want) {
		t.Errorf("the menu of 60 sections is %q", got)
	}
	if _, err := small.ReadFile("en/sections/index.html"); err == nil {
		t.Error("a page lists sections that the menu names")
	}
	all := read(large, "en/sections/index.html")
	for i := range 60 {
		if !strings.Contains(all, fmt.Sprintf(`href="../../en/area%02d/"`, i)) {
			t.Errorf("section %d is not on the page of all sections", i)
		}
	}
	// What a page's menu marks is where it is, or the way there.
	for name, want := range map[string]string{
		"en/area01/page/index.html": `href="../../../en/area01/" aria-current="true"`,
		"en/area59/page/index.html": `href="../../../en/sections/" aria-current="true"`,
		"en/sections/index.html":    `href="../../en/sections/" aria-current="page"`,
	} {
		if page := header(read(large, name)); !strings.Contains(page, want) || strings.Count(page, "aria-current=") != 1 {
			t.Errorf("%s: the menu is %s", name, page)
		}
	}
	if a, b := header(read(build(7), "en/area00/page/index.html")), header(read(large, "en/area00/page/index.html")); a != b {
		t.Errorf("the header at 7 and at 60 sections differs:\n%s\n%s", a, b)
	}
	// A builder that has built another number of sections gives the same site.
	var b Builder
	for _, n := range []int{maxMenu, maxMenu + 1, maxMenu} {
		kept, fresh := again(&b, n), build(n)
		if !slices.Equal(kept.Files(), fresh.Files()) {
			t.Fatalf("%d sections: %v, built anew %v", n, kept.Files(), fresh.Files())
		}
		for _, name := range fresh.Files() {
			if read(kept, name) != read(fresh, name) {
				t.Errorf("%d sections: %s is another when built anew", n, name)
			}
		}
	}
}
