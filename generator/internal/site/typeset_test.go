package site

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"signpost/generator/internal/locale"
)

// TestTypeset builds the site of this repository and finds nothing left to
// typeset on any page: whatever puts words on a page has put them through the
// typesetter.
func TestTypeset(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a whole site")
	}
	var b Builder
	tree, l, err := b.Build(input(t, os.DirFS("../../..")))
	if err != nil || l.HasErrors() {
		t.Fatal(l, err)
	}
	lines := map[string]int{}
	bound := map[string]int{}
	err = fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".html") {
			return err
		}
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		page, err := html.Parse(strings.NewReader(string(data)))
		if err != nil {
			return err
		}
		(&reading{t: t, page: name, lines: lines, bound: bound}).read(page, "")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"en", "ru", "nl", "fr", "cs"} {
		if lines[lang] < 1000 || bound[lang] < 20 {
			t.Errorf("%s: read %d lines with %d spaces that do not break: the test does not see the pages", lang, lines[lang], bound[lang])
		}
	}
}

// reading reads a page line by line, as a browser lays it out.
type reading struct {
	t            *testing.T
	page         string
	parts        []string
	lines, bound map[string]int // by language
}

// inline are the elements that do not end a line of text.
var inline = strings.Fields("a abbr b cite code del em i mark s small span strong sub sup u br wbr kbd")

func (r *reading) read(n *html.Node, lang string) {
	switch {
	case n.Type == html.TextNode:
		if strings.TrimSpace(n.Data) != "" || len(r.parts) > 0 {
			r.parts = append(r.parts, n.Data)
		}
		return
	case n.Type == html.ElementNode:
		for _, a := range n.Attr {
			if a.Key == "lang" {
				lang = a.Val
			}
		}
		for _, a := range n.Attr {
			if slices.Contains([]string{"aria-label", "title", "alt", "data-tabs"}, a.Key) || a.Key == "content" && n.Data == "meta" && strings.Contains(attr(n, "name"), "description") {
				r.check(lang, []string{a.Val})
			}
		}
		switch n.Data {
		case "br":
			r.parts = append(r.parts, locale.LineBreak)
			return
		case "code", "kbd":
			r.parts = append(r.parts, locale.Object)
			return
		case "script", "style", "svg", "pre", "textarea":
			return
		}
	}
	block := n.Type == html.ElementNode && !slices.Contains(inline, n.Data)
	if block {
		r.end(lang)
	}
	for c := range n.ChildNodes() {
		r.read(c, lang)
	}
	if block {
		r.end(lang)
	}
}

func (r *reading) end(lang string) {
	r.check(lang, r.parts)
	r.parts = nil
}

func (r *reading) check(lang string, parts []string) {
	if len(parts) == 0 || lang == "" {
		return
	}
	r.lines[lang]++
	r.bound[lang] += strings.Count(strings.Join(parts, ""), "\u00a0")
	if set := locale.NewTypesetter(lang).Parts(parts); !slices.Equal(set, parts) {
		r.t.Errorf("%s (%s):\n%+q\n%+q", r.page, lang, parts, set)
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
