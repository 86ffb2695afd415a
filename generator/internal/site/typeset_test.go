package site

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

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
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(tree, name)
		if joined := strings.Contains(string(data), "\u2060"); joined && !strings.HasSuffix(name, ".html") && !strings.HasSuffix(name, "search/index.js") && !strings.HasSuffix(name, ".svg") {
			t.Errorf("%s is set, and is no page", name) // words of requests, llms.txt
		} else if name == "fr/search/index.js" && !joined {
			t.Errorf("%s is not set", name)
		}
		if err != nil || !strings.HasSuffix(name, ".html") {
			return err
		}
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

// TestTypesetForPeople has people read words as set, and programs as their
// author wrote them.
func TestTypesetForPeople(t *testing.T) {
	files := fstest.MapFS{}
	add := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text)} }
	add("config.yaml", "title: Avez-vous lu ?\nlanguages: [fr]\nbaseURL: https://a.example/\n")
	add("content/fr/_index.md", head("Où aller ?"))
	add("content/fr/guides/_index.md", head("Que faire ?"))
	add("content/fr/guides/page.md", strings.Replace(head("Avez-vous attendu ?"), "---\n", "---\nchanged: 2026-11-20\nchange: Vous demandez « pourquoi ? »\n", 1)+"Depuis 5 jours ?\n")
	var b Builder
	tree, l, err := b.Build(input(t, files))
	if err != nil || l.HasErrors() {
		t.Fatal(l, err)
	}
	read := func(name string) string {
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	page := read("fr/guides/page/index.html")
	for _, want := range []string{"Avez-\u2060vous attendu\u202f?</h1>", ">Que faire\u202f?</a>", "Depuis 5\u00a0jours\u202f?",
		`<meta property="og:title" content="Avez-vous attendu ?">`, `"name":"Que faire ?"`, `"name":"Avez-vous attendu ?"`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %+q in\n%s", want, page)
		}
	}
	for name, want := range map[string]string{
		"fr/search/index.js": "Avez-\u2060vous attendu\u202f?", "fr/llms.txt": "[Avez-vous attendu ?]", "fr/changes.xml": "<title>Avez-vous attendu ?</title>",
	} {
		if got := read(name); !strings.Contains(got, want) {
			t.Errorf("%s: no %+q in\n%s", name, want, got)
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
