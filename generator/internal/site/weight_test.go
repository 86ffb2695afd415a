package site

import (
	"bytes"
	"fmt"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"
)

// frameOf is how many bytes of a page are not its own words: its head, and all
// headers, navigations, asides and footers in its body.
func frameOf(t *testing.T, page []byte) map[string]int {
	t.Helper()
	found := map[string]int{}
	z := html.NewTokenizer(bytes.NewReader(page))
	within, depth := "", 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return found
		}
		raw := len(z.Raw())
		name, _ := z.TagName()
		switch tag := string(name); {
		case kind == html.StartTagToken && within == "" && (tag == "head" || tag == "header" || tag == "nav" || tag == "aside" || tag == "footer"):
			within, depth = tag, 1
			found[within] += raw
		case within == "":
		default:
			found[within] += raw
			if tag == within {
				switch kind {
				case html.StartTagToken:
					depth++
				case html.EndTagToken:
					if depth--; depth == 0 {
						within = ""
					}
				}
			}
		}
	}
}

// TestFrameDoesNotGrow builds a site of 50 pages and one of 2,000, and holds
// the frame of the same page against each other: what stands around the words
// of a page weighs what it weighs in the small site.
func TestFrameDoesNotGrow(t *testing.T) {
	build := func(pages int) map[string]int {
		fsys := fstest.MapFS{
			"config.yaml":          {Data: []byte("title: Test\nlanguages: [en]\nbaseURL: https://support.example/\n")},
			"content/en/_index.md": {Data: []byte(head("Home"))},
		}
		// Ten areas, of which the menu names the first, with sections of up to 25 pages. The page that is weighed is in a full one.
		for i := range pages {
			a, n := 3, i
			if i >= 25 {
				a, n = i%10, 25+i/10
			}
			area := fmt.Sprintf("content/en/area%d", a)
			section := fmt.Sprintf("%s/section%02d", area, n/25)
			fsys[area+"/_index.md"] = &fstest.MapFile{Data: []byte(head(fmt.Sprintf("Area %d", a)))}
			fsys[section+"/_index.md"] = &fstest.MapFile{Data: []byte(head(fmt.Sprintf("Section %02d", n/25)))}
			name := fmt.Sprintf("%s/page%03d.md", section, n)
			fsys[name] = &fstest.MapFile{Data: []byte(head(fmt.Sprintf("Page %04d", i)) + "\nWords.\n\n## Part {#part}\n\nMore words.\n")}
		}
		var b Builder
		tree, l, err := b.Build(input(t, fsys))
		if err != nil || l.HasErrors() {
			t.Fatal(l, err)
		}
		page, err := tree.ReadFile("en/area3/section00/page012/index.html")
		if err != nil {
			t.Fatal(err)
		}
		return frameOf(t, page)
	}
	small, large := build(50), build(2000)
	t.Logf("bytes at 50 pages: %v, at 2,000: %v", small, large)
	for _, part := range []string{"head", "header", "nav", "footer"} {
		if small[part] == 0 {
			t.Errorf("the page has no %s: the test measures nothing", part)
		}
	}
	for part, bytes := range large {
		if bytes > small[part] {
			t.Errorf("%s: %d bytes at 2,000 pages, %d at 50", part, bytes, small[part])
		}
	}
}
