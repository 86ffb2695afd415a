package mslearn

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"signpost/generator/internal/diag"
)

const head = "---\ntitle: T\ndescription: D\nms.translationtype: MT\n---\n# <a name=\"t\"></a>Title\n\n"

// page imports one page and returns its text and what was reported: line,
// column and code.
func onePage(t *testing.T, text string) (string, []string) {
	t.Helper()
	res, l, err := Import(Folder{fstest.MapFS{"p.md": {Data: []byte(head + text)}}, "d"}, Options{Lang: "cs", Out: "content/cs/d"})
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(strings.TrimPrefix(string(res.Files["content/cs/d/p.md"]), "---\n"), "---\n")
	var got []string
	for _, d := range l {
		if d.Code == "mslearn-toc" { // the page of the folder
			continue
		}
		got = append(got, fmt.Sprintf("%d:%d %s", d.Pos.Line-7, d.Pos.Col, strings.TrimPrefix(d.Code, "mslearn-")))
		if d.Severity == diag.Error {
			got = append(got, "error: "+d.Message)
		}
	}
	return body, got
}

// TestForms imports a page for each form that a text can have. Text that has
// one of ours comes out as it was, byte by byte.
func TestForms(t *testing.T) {
	for _, tt := range []struct{ in, want, report string }{
		{"Plain *text*,  two blanks and `code **`.\n", "=", ""},
		{"1. One\n   - nested\n\n     more\n2. Two\n", "=", ""},
		{"| a | b |\n|:-:|---|\n| `x|` | **y** |\n", "=", ""},
		{"```\n>[!NOTE]\n:::image source=\"x.png\":::\n[x](y.md)\n<b>\n```\n", "=", ""},
		{"    # indented [x](y.md) <b>\n", "=", ""},
		{"## <a name=\"a-b\"></a>Heading  \n", "## Heading {#a-b}\n", ""},
		{"## <a name=\"step-1---x\"></a>H ##\n", "## H {#step-1---x}\n", ""},
		{"## <a name=\"1a\"></a>H\n\n[x](#1a)\n", "## H {#section-1a}\n\n[x](#section-1a)\n", "1:1 name"},
		{"## Bez jména\n", "## Bez jména {#section-1}\n", "1:1 name"},
		{"One\nTwo\n---\n", "## One Two {#section-1}\n", "1:1 name"},
		{">[!NOTE]\n>a\n", "> [!NOTE]\n> a\n", ""},
		{"> [!note]\n> a\nb\n", "> [!NOTE]\n> a\n> b\n", ""},
		{"1. x\n   >[!TIP]\n   >a\n", "1. x\n   > [!TIP]\n   > a\n", ""},
		{">[!NOTE] a\n>[!TIP]\n>b\n", "> [!NOTE]\n> a\n\n> [!TIP]\n> b\n", ""},
		{"a [](https://a.example/b) c\n", "a [a.example/b](https://a.example/b) c\n", "1:3 link-empty"},
		{"a [](#t)\n", "a [Title](p.md)\n", "1:3 link-empty"},
		{"a [b *c*](gone.md#x) d\n", "a b *c* d\n", "1:3 link-dead"},
		{"[a](p.md), [a](./P.md)\n", "[a](p.md), [a](p.md)\n", "1:12 link"},
		{"[a](/x/y)\n", "[a](https://learn.microsoft.com/cs/x/y)\n", "1:1 link-root"},
		{"[a](https://a.example/x_(y)) [b](<https://a.example/x y>)\n", "[a](https://a.example/x_%28y%29) [b](https://a.example/x%20y)\n", ""},
		{"![a](x.png \"t\")\n", "*a*\n", "1:1 image|1:1 image"},
		{"- :::image source=\"x.png\" alt-text=\"A \\\"b\\\"\":::\n", "- *A \"b\"*\n", "1:3 image"},
		{"a<br>b\n\nc<br>\n\n<br>d\n", "a\\\nb\n\nc\n\nd\n", ""},
		{"a\n<br>b\n", "a\\\nb\n", ""},
		{"| a |\n|---|\n| x<br> y |\n", "| a |\n|---|\n| x y |\n", "3:4 html"},
		{"x<sup>2</sup> <sup>TM</sup> <sup>ab</sup>\n", "x² ™ ab\n", "1:34 html"},
		{"a <!-- b --> c\n", "a c\n", "1:3 comment"},
		{"- <!-- b --> c\n", "- c\n", "1:3 comment"},
		{"| a |\n|---|\n| x<br>   <BR/> y<br>|\n| *x*<br>y |\n", "| a |\n|---|\n| x y |\n| *x* y |\n", "3:4 html|3:11 html|3:18 html|4:6 html"},
		{"a <id> b </id>\n", "a \\<id> b \n", "1:3 html"},
		{"**a ** b\n", "=", "1:1 bold"},
		{"a\u202eb\n", "ab\n", "1:2 file"},
		{"# [A](#tab/a)\n\nx\n\n# [B](#tab/b)\n\ny\n\n***\n", "> [!TAB a] A\n> x\n\n> [!TAB b] B\n> y\n", ""},
		{"# [A](#tab/a)\n\nx\n", "**A**\n\nx\n", "1:1 directive"},
		{"::: zone pivot=\"partner\"\n\nx\n\n::: zone-end\n", "> [!FOR partner]\n> x\n", ""},
		{":::row:::\n   :::column:::\n      a\n   :::column-end:::\n:::row-end:::\n", "a\n", "1:1 directive"},
		{"- <span data-ttu-id=\"a-1\">**A** [](#t)</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">B [](#t)</span></span> <span data-ttu-id=\"a-2\">C [](#t)</span>\n",
			"- **A** [Title](p.md) C [Title](p.md)\n", "1:1 sides|1:33 link-empty|1:144 link-empty"},
		{"a <span class=\"sxs-lookup\">b\nc <span>d</span></span>\n\ne <span class=\"sxs-lookup\">f\n\ng\n", "a\n\ne\n\ng\n", "1:1 sides"},
		{"[a][b]\n\n[b]: https://a.example/\n", "[a](https://a.example/)\n", ""},
	} {
		got, report := onePage(t, tt.in)
		want := tt.want
		if want == "=" {
			want = tt.in
		}
		if got != want || strings.Join(report, "|") != tt.report {
			t.Errorf("%q:\n got %q %q\nwant %q %q", tt.in, got, strings.Join(report, "|"), want, tt.report)
		}
	}
}

// TestPage: a text that only becomes a heading when a tag is gone.
func TestPage(t *testing.T) {
	got, report := onePage(t, "#<u> x</u>\n")
	if want := "\\# x\n"; got != want || !strings.Contains(strings.Join(report, "|"), "1:1 page") {
		t.Errorf("got %q %q, want %q", got, report, want)
	}
}

func TestParity(t *testing.T) {
	folder := func(name string, texts ...string) Folder {
		fsys := fstest.MapFS{}
		for i, text := range texts {
			fsys[fmt.Sprintf("p%d.md", i)] = &fstest.MapFile{Data: []byte(head + text)}
		}
		return Folder{fsys, name}
	}
	source := folder("en", "## <a name=\"a\"></a>A\n\n- **x**\n- [y](p0.md)\n\n> [!NOTE]\n> n\n", "Same\n", "Gone\n")
	res, l, err := Import(folder("nl", "## <a name=\"a\"></a>A\n\n- x\n\n>[!tip]\n>n\n", "Zelfde\n"),
		Options{Lang: "nl", Out: "content/nl/d", Source: &source})
	if err != nil || res.Pages != 2 {
		t.Fatal(res, err)
	}
	var got []string
	for _, d := range l {
		if d.Code == "mslearn-parity" {
			got = append(got, fmt.Sprintf("%v %s (%s)", d.Pos, d.Message, d.Hint))
		}
	}
	want := []string{
		`en/p2.md:1:1 the page is missing in the translation ()`,
		`nl/p0.md:8:1 0 bold passages, and the source has 1 bold passage ()`,
		`nl/p0.md:8:1 0 links, and the source has 1 link (missing: "p0.md")`,
		`nl/p0.md:8:1 1 callout, as in the source, and not the same (missing: "note"; too much: "tip")`,
		`nl/p0.md:8:1 1 list item, and the source has 2 list items ()`,
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}
