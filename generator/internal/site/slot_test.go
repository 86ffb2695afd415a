package site

import (
	"fmt"
	"strings"
	"testing"

	embedded "signpost/themes/signpost"
)

// TestSlots takes pages apart and puts them together again with other values.
func TestSlots(t *testing.T) {
	values := slots{"a": "1", "empty": "", "long": "&lt;<b>"}
	for text, want := range map[string]string{
		"":                                    "",
		"no slot":                             "no slot",
		"xq7slot-a-xq7":                       "1",
		"x xq7slot-a-xq7xq7slot-a-xq7 y":      "x 11 y",
		"xq7slot-long-xq7, xq7slot-empty-xq7": "&lt;<b>, ",
		"xq7slot-of-nobody-xq7 xq7slot-a-xq7": "xq7slot-of-nobody-xq7 1",
		"xq7slot-not-closed":                  "xq7slot-not-closed",
		"xq7slot-":                            "xq7slot-",
		"xq7slot--xq7":                        "xq7slot--xq7",
	} {
		parts := cut([]byte(text))
		if got := string(values.filled(parts)); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		at := 0
		tree := Tree{slots: values, files: map[string]written{"p": {parts: parts}}}
		tree.Pieces("p", func(start int, piece []byte) {
			if start < at || want[start:start+len(piece)] != string(piece) {
				t.Errorf("%q: a piece %q at %d", text, piece, start)
			}
			at = start + len(piece)
		})
	}
}

// TestReadsOwn: templates that may depend on other pages are found, and the theme has none.
func TestReadsOwn(t *testing.T) {
	theme := map[string][]byte{}
	if err := layouts(embedded.Files, theme); err != nil {
		t.Fatal(err)
	}
	if len(theme) < 40 || !readsOwn(theme) {
		t.Errorf("the theme's %d layouts are not known to read their own page alone", len(theme))
	}
	for _, harmful := range []string{
		"{{ range site.RegularPages }}{{ end }}", "{{ .Site.Pages }}", "{{ .Next.Title }}", "{{ with .Params }}{{ $.Parent }}{{ end }}", "{{ (.GetPage \"a\").Title }}",
		"{{ now }}", "{{ hugo.Version }}", "{{ resources.Get \"a\" }}", "{{ page.Title }}", "{{ os.Getenv \"A\" }}", "{{ $p := . }}{{ $p.Prev }}", "{{ if eq .RelPermalink \"a\" }}{{ end }}",
		"{{ define \"x\" }}{{ .Ancestors }}{{ end }}", "{{ .Store.Set \"a\" 1 }}", "{{ newScratch }}", "{{ if }}", "{{ (index site.Params.a 0).Pages }}", "{{ template \"x\" .File }}", "{{ with site }}{{ .Home }}{{ end }}",
		"{{ math.Rand }}", "{{ math.Counter }}", "{{ collections.Shuffle . }}",
	} {
		if readsOwn(map[string][]byte{"layouts/page.html": []byte(harmful)}) {
			t.Errorf("%s passes", harmful)
		}
	}
	for _, harmless := range []string{"", "{{ .Title }}", "{{ .Params.a.b }}", "{{ site.Params.a }}", "{{ range $i, $x := .Params.list }}{{ $x.name }}{{ break }}{{ else }}{{ end }}",
		"{{ partial \"a.html\" (dict \"Page\" .) }}", "{{/* .Next */}}", "{{ T \"a\" (dict \"Next\" 1) | safeHTML }}"} {
		if !readsOwn(map[string][]byte{"layouts/page.html": []byte(harmless)}) {
			t.Errorf("%s does not pass", harmless)
		}
	}
}

// TestMemos: settings and pages that were not used for long are forgotten.
func TestMemos(t *testing.T) {
	var b Builder
	settings := func(n int) map[string][]byte {
		return map[string][]byte{"hugo.json": fmt.Append(nil, n), "content/en/a.md": []byte("no setting")}
	}
	first := b.memoFor(settings(0))
	for n := range 3 * keptSettings {
		b.memoFor(settings(n + 1))
		if n < keptSettings && b.memoFor(settings(0)) != first {
			t.Errorf("settings that are used are forgotten after %d others", n)
		}
	}
	if len(b.memos) != keptSettings || b.memoFor(settings(0)) == first {
		t.Errorf("%d settings are kept", len(b.memos))
	}
}

// TestEscapes holds what stands in slots against what stands in a page without.
func TestEscapes(t *testing.T) {
	for _, test := range []struct {
		how        func(string) string
		text, want string
	}{
		{escapedText, `R&D+ "a" 'b' <c>`, "R&amp;D&#43; &#34;a&#34; &#39;b&#39; &lt;c&gt;"},
		{escapedURL, "https://a.example/?a=1&b='č'", "https://a.example/?a=1&amp;b=%27%c4%8d%27"},
		{escapedURL, "tel:+420222000019", "tel:&#43;420222000019"},
		{escapedJSON, `https://a.example/"&`, `https://a.example/\"\u0026`},
		{escapedQuery, "https://a.example/a b", "https%3A%2F%2Fa.example%2Fa%20b"},
	} {
		if got := test.how(test.text); got != test.want || strings.ContainsAny(got, "<>") {
			t.Errorf("%s: %s, want %s", test.text, got, test.want)
		}
	}
}
