package prose

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// texts are the pages, flows and glossaries of the repository.
func texts(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, pattern := range []string{"../../../content/*/*.md", "../../../content/*/*/*.md", "../../../decisions/*/??.md", "../../../i18n/*.md"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("%d files like %s, %v", len(names), pattern, err)
		}
		out = append(out, names...)
	}
	return out
}

// TestWriteAgain cuts all texts and writes every segment anew: what is read
// then is the same, in its words, marks and blocks.
func TestWriteAgain(t *testing.T) {
	segments := 0
	for _, name := range texts(t) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		segments += again(t, name, data)
	}
	if segments < 5000 {
		t.Errorf("%d segments: the search is broken", segments)
	}
}

func again(t *testing.T, name string, data []byte) (segments int) {
	t.Helper()
	flow := strings.Contains(name, "decisions")
	d, _ := Parse(name, data, KeysOf(!flow, true))
	divisions := d.Divisions(flow)
	covered := 0
	out := append([]byte(nil), d.Raw()...)
	for i := len(divisions) - 1; i >= 0; i-- {
		div := divisions[i]
		covered += div.End - div.Start
		for j := len(div.Segments) - 1; j >= 0; j-- {
			s := div.Segments[j]
			text, ok := Markdown(s.Kind, s.Pieces, Prefix(d.Raw(), s.Start))
			if !ok {
				t.Errorf("%s: %s cannot be written: %q", s.Pos, s.Kind, WordsOf(s.Pieces))
				continue
			}
			if rest := out[s.End:]; len(rest) > 0 && !strings.ContainsRune("\n |{", rune(rest[0])) {
				t.Errorf("%s: cut before %q", s.Pos, rest[:min(len(rest), 10)])
			}
			out = []byte(string(out[:s.Start]) + text + string(out[s.End:]))
			segments++
		}
	}
	if start := introStart(d.Raw()); covered != len(d.Raw())-start {
		t.Errorf("%s: divisions cover %d of %d bytes", name, covered, len(d.Raw())-start)
	}
	back, _ := Parse(name, []byte(string(data[:len(data)-len(strings.TrimLeft(string(d.Raw()), "\n"))])+strings.TrimLeft(string(out), "\n")), KeysOf(!flow, true))
	for i, div := range back.Divisions(flow) {
		if div.Shape != divisions[i].Shape {
			t.Errorf("%s: %s has another shape:\n%s\n%s", name, div.ID, divisions[i].Shape, div.Shape)
			continue
		}
		for j, s := range div.Segments {
			if want := divisions[i].Segments[j]; !Equal(s.Pieces, want.Pieces) || s.Unit != want.Unit || s.Kind != want.Kind {
				t.Errorf("%s: %q became %q", want.Pos, WordsOf(want.Pieces), WordsOf(s.Pieces))
			}
		}
	}
	return segments
}

// TestSegments names the segments of a text that has everything.
func TestSegments(t *testing.T) {
	const text = `---
title: T
---
Intro with
two lines and a \*star.

## What now? {#kind}

Words before.

- ` + "`fault` – It **does** not [work](a.md \"t\")" + `

  A hint.
- ` + "`two`" + ` –
  Second

> [!NOTE]
> In a note,
> two lines\
> and a break.
> - item

## Table {#t}

| a | ` + "b `x\\|y`" + ` |
|---|---|
| 1 \| 2 | ![pic](p.png) |

> [!TAB one] One & two
>
> text

> [!TAB two] Two
>
> text <https://a.example/>

Behind.
`
	d, _ := Parse("f.md", []byte(text), KeysOf(true, true))
	var got []string
	for _, div := range d.Divisions(true) {
		for _, s := range div.Segments {
			got = append(got, s.Unit+" "+string(s.Kind)+": "+string(d.Raw()[s.Start:s.End]))
		}
	}
	want := []string{
		"_intro paragraph: Intro with\ntwo lines and a \\*star.",
		"kind heading: What now?",
		"kind paragraph: Words before.",
		"kind/fault answer: It **does** not [work](a.md \"t\")",
		"kind/fault paragraph: A hint.",
		"kind/two answer: Second",
		"kind paragraph: In a note,\n> two lines\\\n> and a break.",
		"kind list item: item",
		"t heading: Table",
		"t table cell: a",
		"t table cell: b `x\\|y`",
		"t table cell: 1 \\| 2",
		"t table cell: ![pic](p.png)",
		"t title of a tab: One & two",
		"t paragraph: text",
		"t title of a tab: Two",
		"t paragraph: text <https://a.example/>",
		"t paragraph: Behind.",
	}
	for i := range max(len(got), len(want)) {
		g, w := "", ""
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("got  %q\nwant %q", g, w)
		}
	}
	again(t, "decisions", []byte(text))
}

// TestMarkdown writes words that Markdown could take for something else.
func TestMarkdown(t *testing.T) {
	strong, link := &Mark{Kind: MarkStrong, Spans: true}, &Mark{Kind: MarkLink, Dest: "a b(1).md", Spans: true}
	for _, c := range []struct {
		kind   SegmentKind
		pieces []Piece
		want   string
	}{
		{SegmentParagraph, []Piece{{Text: "plain * words & [more]"}}, "plain * words & [more]"},
		{SegmentParagraph, []Piece{{Text: "# no heading"}}, `\# no heading`},
		{SegmentParagraph, []Piece{{Text: "1. no list"}}, `1\. no list`},
		{SegmentParagraph, []Piece{{Text: "- no item"}}, `\- no item`},
		{SegmentParagraph, []Piece{{Text: "a *b* c"}}, `a \*b\* c`},
		{SegmentParagraph, []Piece{{Text: "[x](http://evil.example)"}}, `\[x\](http://evil.example)`},
		{SegmentParagraph, []Piece{{Text: "<script>alert(1)</script>"}}, `\<script\>alert(1)\</script\>`},
		{SegmentParagraph, []Piece{{Text: "&copy; \\ `"}}, "\\&copy; \\\\ \\`"},
		{SegmentHeading, []Piece{{Text: "ends {#like}"}}, `ends {#like}`},
		{SegmentHeading, []Piece{{Text: "C #"}}, `C #`},
		{SegmentCell, []Piece{{Text: "a | b"}}, `a \| b`},
		{SegmentParagraph, []Piece{{Mark: strong}, {Text: " bold "}, {Mark: strong, Closes: true}, {Text: "on"}}, "**bold** on"},
		{SegmentParagraph, []Piece{{Mark: link}, {Text: "go"}, {Mark: link, Closes: true}}, "[go](<a b(1).md>)"},
		{SegmentAnswer, []Piece{{Text: "– dash first"}}, "– dash first"},
		{SegmentParagraph, []Piece{{Text: "a"}, {Mark: strong}, {Text: "«b»"}, {Mark: strong, Closes: true}}, ""},
		{SegmentParagraph, []Piece{{Mark: link}, {Text: "[!NOTE]"}, {Mark: strong, Closes: true}}, ""},
		{SegmentParagraph, nil, ""},
	} {
		got, ok := Markdown(c.kind, c.pieces, "")
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%s %q: %q, %t, want %q", c.kind, WordsOf(c.pieces), got, ok, c.want)
		}
	}
	if p := Prefix([]byte("a\n> - x"), 6); p != ">   " {
		t.Errorf("prefix %q", p)
	}
}
