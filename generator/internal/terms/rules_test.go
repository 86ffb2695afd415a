package terms

import (
	"fmt"
	"strings"
	"testing"
)

// TestRules holds lines of words against the rules: where each finds something,
// and what none of them takes for something else.
func TestRules(t *testing.T) {
	const head = "---\ntitle: a\ndescription: b\nmade: person\nreviewed: no\n---\n"
	for _, c := range []struct{ line, want string }{
		// Commands of other programs.
		{"a {{< param x >}}", `8:3 "{{<" begins a command of other programs`},
		{"`{{% ref x %}}`", `8:2 "{{%" begins a command of other programs`},
		{"ж {{ .Site }}", `8:3 "{{" begins a command of other programs`},
		// Attributes.
		{"### A {#a .x}", `8:7 "{#a .x}" gives a part of the text attributes`},
		{"#### A {style=x}", `8:8 "{style=x}" gives a part of the text attributes`},
		{"#### A { data-x = \"y\" }", `8:8 "{ data-x = \"y\" }" gives a part of the text attributes`},
		{"{: .x onclick=y}", `8:1 "{: .x onclick=y}" gives a part of the text attributes`},
		{"{.x}", `8:1 "{.x}" gives a part of the text attributes`},
		{"[a](#s){target=x}", `8:8 "{target=x}" gives a part of the text attributes`},
		{"`a`{.x}", `8:4 "{.x}" gives a part of the text attributes`},
		{"### A {#a}", ""},
		{"Write {\"a\": 1} or @{Name=1} or ${HOME}.", ""},
		{"`where {$_.Name -eq 1}`", ""},
		// Characters that nobody sees.
		{"a &#x202e;b", `8:3 "&#x202e;" stands for a character that nobody sees`},
		{"a &#8238 b", `8:3 "&#8238" stands for a character that nobody sees`},
		{"`&#0;`", `8:2 "&#0;" stands for a character that nobody sees`},
		{"&#65533;", `8:1 "&#65533;" stands for a character that nobody sees`},
		{"a\u2028b", `8:2 invisible character U+2028`},
		{"a\u200bb", `8:2 invisible character U+200B`},
		{"a\ufffcb", `8:2 invisible character U+FFFC`},
		{"a\U000e0041b", `8:2 invisible character U+E0041`},
		{"a\ue000b", `8:2 invisible character U+E000`},
		{"&#169; &nbsp; &shy; a\u00adb \u200d \u2060 \u00a0 \u202f", ""},
		// Addresses.
		{"[a](https:a)", `8:1 "https:a" names no host`},
		{"[a](https:///a)", `8:1 "https:///a" names no host`},
		{"[a](https://a.example\\\\b)", `8:1 "https://a.example\\b" is no address`},
		{"[a](https://vendor.example@evil.example/)", `8:1 address "https://vendor.example@evil.example/" begins with a name that is not that of its host`},
		{"[a](https://a.example:b)", `8:1 "https://a.example:b" is no address`},
		{"[www.microsoft.com](https://evil.example)", `8:1 the link says "www.microsoft.com" and leads to "evil.example"`},
		{"[https://microsoft.com/x](https://evil.example)", `8:1 the link says "microsoft.com" and leads to "evil.example"`},
		{"[**microsoft**.com](https://microsoft.com.evil.example)", `8:1 the link says "microsoft.com" and leads to "microsoft.com.evil.example"`},
		{"[microsoft.com](https://learn.microsoft.com/)", ""},
		{"[www.A.example](https://a.EXAMPLE/x)", ""},
		{"[Node.js](https://nodejs.org/)", ""},
		{"<https://a.example/x>, <help@a.example>, [call](tel:+420222000000)", ""},
	} {
		_, l := parseWords("cs.md", []byte(head+"\n"+c.line+"\n"))
		var got []string
		for _, d := range l {
			if d.Code == "terms-text" && d.Hint != "" {
				got = append(got, fmt.Sprintf("%d:%d %s", d.Pos.Line, d.Pos.Col, d.Message))
			}
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s: %q, want %q", c.line, s, c.want)
		}
	}
}

// TestHiddenFacts: an escape does not hide a character from the rules.
func TestHiddenFacts(t *testing.T) {
	for _, c := range []struct{ yaml, code string }{
		{`organisation: {name: "a\u202eb"}`, "file-control"},
		{`organisation: {"na\u0000me": b}`, "file-control"},
		{`organisation: {name: "a\u200bb"}`, "terms-text"},
		{`organisation: {name: "a\Lb"}`, "terms-text"},
		{"organisation: {name: a\U000e0041b}", "terms-text"},
	} {
		_, l := Parse("terms.yaml", []byte(c.yaml))
		found := false
		for _, d := range l {
			found = found || d.Code == c.code && d.Pos.Line == 1 && d.Pos.Col > 1
		}
		if !found {
			t.Errorf("%s: %v, want %s", c.yaml, l, c.code)
		}
	}
}
