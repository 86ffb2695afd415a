package prose

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// hostile are texts that would run a script, load something or leave the page
// in a renderer that trusts its input. Each stands in a paragraph, a heading, a
// table, a list item and a choice.
var hostile = []string{
	`<script>alert(1)</script>`,
	`<SCRIPT SRC=//evil.example/x.js></SCRIPT>`,
	`<img src=x onerror=alert(1)>`,
	`<img/src/onerror=alert(1)>`,
	`<svg onload=alert(1)>`,
	`<svg><script>alert(1)</script></svg>`,
	`<math><mi xlink:href="javascript:alert(1)">x</mi></math>`,
	`<iframe src="javascript:alert(1)"></iframe>`,
	`<iframe srcdoc="<script>alert(1)</script>"></iframe>`,
	`<object data="data:text/html,<script>alert(1)</script>"></object>`,
	`<embed src=javascript:alert(1)>`,
	`<a href="javascript:alert(1)">x</a>`,
	`<a href=x onclick=alert(1)>x</a>`,
	`<body onload=alert(1)>`,
	`<details open ontoggle=alert(1)>x</details>`,
	`<form action=javascript:alert(1)><button>x</button></form>`,
	`<button formaction=javascript:alert(1)>x</button>`,
	`<style>@import "//evil.example";</style>`,
	`<link rel=stylesheet href=//evil.example>`,
	`<meta http-equiv=refresh content="0;url=javascript:alert(1)">`,
	`<base href=//evil.example>`,
	`<video><source onerror=alert(1)></video>`,
	`<!--<img src="--><img src=x onerror=alert(1)//">`,
	`<![CDATA[<script>alert(1)</script>]]>`,
	`<?php echo 1 ?>`,
	`<!DOCTYPE x [<!ENTITY y "z">]>`,
	`</p><script>alert(1)</script>`,
	`[x](javascript:alert(1))`,
	`[x](JaVaScRiPt:alert(1))`,
	`[x](javascript&colon;alert(1))`,
	`[x](&#x6A;avascript:alert(1))`,
	`[x](&#106;&#97;vascript&#58;alert(1))`,
	`[x](java&Tab;script:alert(1))`,
	`[x](java&NewLine;script:alert(1))`,
	`[x](<java	script:alert(1)>)`,
	`[x](< javascript:alert(1)>)`,
	`[x](&#1;javascript:alert(1))`,
	`[x](&nbsp;javascript:alert(1))`,
	`[x](javascript\:alert(1))`,
	`[x](\javascript:alert(1))`,
	`[x](vbscript:msgbox(1))`,
	`[x](data:text/html,<script>alert(1)</script>)`,
	`[x](data:text/html;base64,PHNjcmlwdD4=)`,
	`[x](data:image/svg+xml,<svg/onload=alert(1)>)`,
	`[x](data:image/png;base64,AA)`,
	`[x](blob:https://evil.example/1)`,
	`[x](filesystem:https://evil.example/1)`,
	`[x](file:///etc/passwd)`,
	`[x](about:blank)`,
	`[x](intent:x#Intent;end)`,
	`[x](ms-settings:x)`,
	`[x](view-source:https://evil.example)`,
	`[x](//evil.example)`,
	`[x](\\\\evil.example)`,
	`[x](/\evil.example)`,
	`[x](https:evil"onmouseover="alert(1))`,
	`[x](https://e.example/"onmouseover="alert(1) "t")`,
	`[x](https://e.example 'title" onmouseover="alert(1)')`,
	`[x](a.md"onmouseover="alert(1))`,
	`[x](<a.md" onmouseover="alert(1)>)`,
	`[<img src=x onerror=alert(1)>](https://e.example)`,
	`![x](javascript:alert(1))`,
	`![x](https://evil.example/pixel.png)`,
	`![" onerror="alert(1)](x.png)`,
	`<javascript:alert(1)>`,
	`<vbscript:alert(1)>`,
	`<data:text/html,x>`,
	"`<script>alert(1)</script>`",
	"`\" onmouseover=\"alert(1)`",
	`&lt;script&gt;alert(1)&lt;/script&gt;`,
	`&#60;script&#62;alert(1)&#60;/script&#62;`,
	`\<script\>alert(1)\</script\>`,
	`text {onclick="alert(1)" style="x"}`,
	`text {#a onclick=alert(1)}`,
	`{{< script >}} {{% x %}} {{ template "x" }}`,
	`<x@evil.example"onmouseover=alert(1)>`,
	"~~<script>~~alert(1)~~</script>~~",
}

func TestHostileMarkdown(t *testing.T) {
	if len(hostile) < 60 {
		t.Fatalf("%d texts", len(hostile))
	}
	frames := []string{
		"%s\n",
		"## %s {#a}\n",
		"## Title {#a}\n\n| a | b |\n|---|---|\n| %s | c |\n",
		"> [!NOTE]\n> %s\n",
		"## Title {#a}\n\n- `one` – %s\n\n  %s\n",
		"[1]: https://e.example '%s'\n\n[x][1]\n",
		"```%s\ncode\n```\n",
		"> [!FOR partner]\n> %s\n",
		"> [!FOR %s]\n> a\n",
		"> [!TAB a] %s\n> b\n\n> [!TAB c] d\n> e\n",
		"> [!TAB %s] a\n> b\n",
	}
	for _, payload := range hostile {
		for _, frame := range frames {
			text := "---\ntitle: t\ndescription: d\nmade: person\nreviewed: no\n---\n" + strings.ReplaceAll(frame, "%s", payload)
			d, l := Parse("f.md", []byte(text), KeysOf(true, true))
			r := NewRenderer(Words{Table: "Table", Code: "Code", Tabs: "Tabs", Zone: map[string]string{"partner": "For partners"}})
			out := r.Body(d, func(dest string) string { return dest })
			for _, s := range d.Sections {
				choices, _ := d.Choices(s)
				for _, c := range choices {
					same := func(dest string) string { return dest }
					out += r.Label(d, c, same) + r.Hint(d, c, same)
				}
			}
			if bad := dangers(out); bad != "" && !l.HasErrors() {
				t.Errorf("%s\nin %q reaches the page without an error: %s\n%s", payload, frame, bad, out)
			} else if strings.HasPrefix(bad, "!") {
				t.Errorf("%s\nin %q: %s\n%s", payload, frame, bad, out)
			}
			for _, x := range l {
				lines := strings.Split(text, "\n")
				if x.Pos.Line < 1 || x.Pos.Line > len(lines) || x.Pos.Col < 1 || x.Pos.Col > len([]rune(lines[x.Pos.Line-1]))+1 {
					t.Errorf("%s in %q: position outside of the file: %v", payload, frame, x)
				}
			}
		}
	}
}

// allowed are the elements and attributes that rendering makes.
var allowed = map[string]string{
	"p": "class", "a": "href rel data-copy", "h1": "", "h5": "", "h6": "", "h2": "id", "h3": "id", "h4": "", "ul": "", "ol": "start", "li": "", "code": "data-copy", "pre": "",
	"em": "", "strong": "", "del": "", "blockquote": "", "hr": "", "br": "", "div": "class id role aria-label data-for data-tab data-tabs data-copy", "section": "class tabindex aria-label",
	"table": "", "thead": "", "tbody": "", "tr": "", "th": "align", "td": "align",
}

// dangers parses HTML as a browser does and names what must not be in it. A
// name that begins with "!" would do harm even beside an error.
func dangers(out string) string {
	nodes, err := html.ParseFragment(strings.NewReader(out), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return "!" + err.Error()
	}
	bad := ""
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.CommentNode && n.Data != " raw HTML omitted " {
			bad = "!comment " + n.Data
		}
		if n.Type == html.ElementNode {
			attrs, ok := allowed[n.Data]
			if !ok {
				bad = "!element " + n.Data
			}
			for _, a := range n.Attr {
				if !strings.Contains(" "+attrs+" ", " "+a.Key+" ") {
					bad = "!attribute " + a.Key
				}
				if a.Key == "href" {
					if b := address(a.Val); b != "" {
						bad = b
					}
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	for _, n := range nodes {
		walk(n)
	}
	return bad
}

// address reads an address as a browser does, which drops blanks, tabs and
// line ends and takes a backslash for a slash.
func address(href string) string {
	s := strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return -1
		case r == '\\':
			return '/'
		}
		return r
	}, strings.TrimLeft(href, "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f "))
	scheme, _, ok := strings.Cut(s, ":")
	switch {
	case strings.HasPrefix(s, "//"):
		return "address " + href // its error stops a build
	case ok && !strings.ContainsAny(scheme, "/?#%"):
		if u := strings.ToLower(scheme); u != "https" && u != "mailto" && u != "tel" {
			return "!address " + href
		}
	}
	if _, err := url.Parse(href); err != nil {
		return "address that cannot be parsed: " + href
	}
	return ""
}
