package prose

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite testdata/golden.html; read the difference before you keep it")

// TestGolden renders a page with everything an author may write.
func TestGolden(t *testing.T) {
	data, err := os.ReadFile("testdata/golden.md")
	if err != nil {
		t.Fatal(err)
	}
	d, l := Parse("golden.md", data, KeysOf(true, true))
	if len(l) > 0 {
		t.Fatal(l)
	}
	r := NewRenderer(Words{Table: "Table", Code: "Code", Tabs: "Tabs", Zone: map[string]string{"partner": "For partners", "trainee": "For trainees"}, Callout: map[string]string{"note": "Note", "tip": "Tip", "important": "Important", "warning": "Warning", "caution": "Caution"}})
	to := func(dest string) string { return "to/" + dest }
	got := r.Body(d, to)
	sec := d.Section("choices")
	choices, rest := d.Choices(sec)
	got += "<!-- choices -->\n" + r.Blocks(d, rest, to)
	for _, c := range choices {
		got += "<!-- " + c.ID + ": " + c.Label + " -->\n" + r.Label(d, c, to) + "\n" + r.Hint(d, c, to)
	}
	r.Term = func(_, dest string) string { _, id, _ := strings.Cut(dest, "page.md#"); return id }
	got += "<!-- terms -->\n" + r.Section(d, d.Section("text"), to)
	r.Anchors = false
	got += "<!-- second time -->\n" + r.Section(d, d.Section("tables"), to)
	if *update {
		if err := os.WriteFile("testdata/golden.html", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/golden.html")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	var ids []string
	for _, h := range d.Headings {
		ids = append(ids, h.ID+" "+h.Title)
	}
	if d := cmp.Diff([]string{"text Text & <markup>", "below A heading below", "tables Tables", "wide Wide ones", "zones Zones and tabs", "inside A heading in a zone", "choices Choices"}, ids); d != "" {
		t.Error(d)
	}
}

// FuzzParse parses and renders anything: no panic, positions in the file, and
// nothing dangerous in the HTML.
func FuzzParse(f *testing.F) {
	for _, name := range []string{"testdata/golden.md", "../../../decisions/contact/ru.md", "../../../content/cs/guides/severities.md"} {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	const top = "---\ntitle: t\n---\n"
	for _, h := range hostile {
		f.Add(top + h)
	}
	for _, s := range []string{"## {#a}", "##", "##### a\n#", "- `a`", "- ``\n- `a` –", "> [!NOTE]", "> [!NOTE]\n", "> [!TIP] x\n> ## y", "> [!FOR partner]\n> ### y {#z}\n>> [!TAB a] *b*\n>> c", "> [!TAB a] `b`\n\n> [!TAB a]\n> [!FOR]", "- > [!FOR x] y\n  > [!TAB", "[a]: <>\n[a]", "|a|\n|-|\n|", "# {#", "a\n=\n", "a {#b}\n-", "*#\n", "![](", "1. `a`\n\n   b"} {
		f.Add(top + s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.ContainsAny(s, "\x00\r") || !strings.HasPrefix(s, "---\n") {
			return // not what source.Read gives
		}
		d, l := Parse("f.md", []byte(s), KeysOf(false, true))
		lines := strings.Split(s, "\n")
		for _, x := range l {
			if x.Pos.Line < 1 || x.Pos.Line > len(lines) || x.Pos.Col < 1 || x.Pos.Col > len([]rune(lines[x.Pos.Line-1]))+1 {
				t.Errorf("position outside of the file: %v", x)
			}
		}
		r := NewRenderer(Words{})
		same := func(dest string) string { return dest }
		out := r.Body(d, same)
		for _, sec := range d.Sections {
			choices, rest := d.Choices(sec)
			out += r.Blocks(d, rest, same)
			for _, c := range choices {
				out += r.Label(d, c, same) + r.Hint(d, c, same)
			}
		}
		if bad := dangers(out); strings.HasPrefix(bad, "!") {
			t.Errorf("%s\n%s", bad, out)
		}
	})
}

// TestPlain reads titles and labels as rendering shows them.
func TestPlain(t *testing.T) {
	for md, want := range map[string]string{
		`Q&amp;A&nbsp;?`:          "Q&A\u00a0?",
		`&#1046;&#x416; &copy`:    "ЖЖ &copy",
		`\&amp; \*a\* &lt;b&gt;`:  "&amp; *a* <b>",
		"`\\* &amp; {{ x }}` *b*": `\* &amp; {{ x }} b`,
		`&unknown; a & b`:         "&unknown; a & b",
	} {
		d, _ := Parse("f.md", []byte("---\ntitle: t\n---\n## "+md+" {#q}\n"), KeysOf(false, true))
		if len(d.Headings) != 1 || d.Headings[0].Title != want {
			t.Errorf("%s: %+v, want %q", md, d.Headings, want)
		}
	}
}

// TestDash finds the label after the id and its dash, wherever they stand.
func TestDash(t *testing.T) {
	for item, want := range map[string]string{
		"`a` – A":             "A",
		"`a`\n  – A":          "A",
		"`a`  \n  – A":        "A",
		"`a` –\n  A":          "A",
		"`a`\u202f—\u202fA":   "A",
		"`a`\u00a0–\u00a0*A*": "<em>A</em>",
		"`a` – – A":           "– A",
		"`a`: -5 %":           "-5 %",
		"`a`\n  A\n  – B":     "A\n– B",
		"`a` –":               "",
	} {
		d, _ := Parse("f.md", []byte("---\ntitle: t\n---\n## Q {#q}\n\n- "+item+"\n"), KeysOf(false, true))
		c, _ := d.Choices(d.Section("q"))
		if len(c) != 1 {
			t.Fatalf("%q: %d choices", item, len(c))
		}
		if got := NewRenderer(Words{}).Label(d, c[0], nil); got != want {
			t.Errorf("%q: %q, want %q", item, got, want)
		}
	}
}
