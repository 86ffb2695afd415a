package site

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// page builds a project and gives a page of it.
func page(t *testing.T, fsys fstest.MapFS, name string) (*Tree, string) {
	t.Helper()
	var b Builder
	tree, l, err := b.Build(input(t, fsys))
	if err != nil || l.HasErrors() {
		t.Fatal(l, err)
	}
	data, err := tree.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return tree, string(data)
}

func find(t *testing.T, text, expression string) []string {
	t.Helper()
	var out []string
	for _, m := range regexp.MustCompile(expression).FindAllStringSubmatch(text, -1) {
		out = append(out, strings.Join(m[1:], " "))
	}
	if len(out) == 0 {
		t.Fatalf("%s is not in the page", expression)
	}
	return out
}

// TestProgress: how much may follow, with and without script, at the start of
// a flow that another flow may follow.
func TestProgress(t *testing.T) {
	_, html := page(t, reviewed(), "en/order/index.html")
	got := find(t, html, `id="([a-z.~-]+)_more"( data-more="[^"]*")?>([^<]*)<`)
	if want := `who  data-more="At most 3 more after this on this page" At most 5 more after this on this page`; got[0] != want {
		t.Errorf("%q, want %q", got[0], want)
	}
	if last := got[len(got)-1]; !strings.HasSuffix(last, "The last one") {
		t.Errorf("the last question says %q", last)
	}
}

// TestEmbed: the page for frames is there only when somebody may frame it.
func TestEmbed(t *testing.T) {
	tree, _ := page(t, reviewed(), "en/order/index.html")
	if _, err := tree.ReadFile("en/order/embed/index.html"); err == nil {
		t.Error("there is a page for frames, and nobody may frame it")
	}
	files := reviewed()
	files["config.yaml"] = &fstest.MapFile{Data: []byte("title: Test\nbaseURL: https://x.example/\nlanguages: [en]\nembed: [https://a.example, https://b.example]\n")}
	tree, html := page(t, files, "en/order/embed/index.html")
	for _, part := range []string{
		`data-embed="https://a.example https://b.example"`,
		`<meta name="robots" content="noindex">`,
		`<link rel="canonical" href="https://x.example/en/order/">`,
		`href="../../../en/size/"`,
		`<a href="../../../en/order/" target="_top" rel="noopener" data-keep>`,
	} {
		if !strings.Contains(html, part) {
			t.Errorf("the page has no %s", part)
		}
	}
	for _, part := range []string{`rel="alternate"`, "<header class=\"header\"", "<footer", "<nav"} {
		if strings.Contains(html, part) {
			t.Errorf("the page has %s", part)
		}
	}
	for _, link := range find(t, html, `(<a [^>]*>)`) {
		if !strings.Contains(link, `href="#`) && !(strings.Contains(link, `target="_top"`) && strings.Contains(link, `rel="noopener"`)) && !strings.Contains(link, "data-mail") {
			t.Errorf("%s stays in the frame", link)
		}
	}
	if tree.Origins["en/order/embed/index.html"] != "decisions/order/en.md" {
		t.Error("the page has no origin")
	}
}

// TestRequest: outcomes that lead to somebody have a request, whose words are
// a file of their own; a flow without such outcomes has none.
func TestRequest(t *testing.T) {
	tree, html := page(t, reviewed(), "en/order/index.html")
	if got := find(t, html, `data-state="([^"]*)"[^>]* data-request>`); len(got) != 1 || got[0] != "hall" {
		t.Errorf("%v have a request", got)
	}
	file := find(t, html, `<script data-name="words-en" src="../../(assets/words-order-en\.[0-9a-f]{12}\.js)">`)[0]
	data, err := tree.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`{name:"words-en",value:{`, `"hall":{"t":"Take the hall","k":"Escalate"}`, `"wishes":{"t":`, `["who","Who is affected"]`} {
		if !strings.Contains(string(data), part) {
			t.Errorf("%s has no %s:\n%s", file, part, data)
		}
	}
	_, html = page(t, reviewed(), "en/size/index.html")
	if strings.Contains(html, "data-request-box") || strings.Contains(html, "data-load-request") {
		t.Error("a flow of information has a request")
	}
}
