package terms

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/net/html"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// lines reads a table of testdata/hostile without its comments.
func lines(t *testing.T, name string) []string {
	t.Helper()
	data, err := os.ReadFile("testdata/hostile/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for i, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		if i > 0 && !strings.HasPrefix(line, "# ") || strings.HasPrefix(line, "# only") || strings.HasPrefix(line, "# {") {
			out = append(out, line)
		}
	}
	return out
}

// held fails where a report has no place in a file of the partner.
func held(t *testing.T, name string, files fstest.MapFS, l diag.List) {
	t.Helper()
	for _, d := range l {
		f := files[d.Pos.File]
		if f == nil && d.Code == "text-file-missing" && strings.Count(d.Pos.File, "/") == 1 && strings.HasPrefix(d.Pos.File, "plain/") {
			continue // that is what it says
		}
		if f == nil || d.Pos.Line < 1 || d.Pos.Col < 1 || d.Pos.Line > strings.Count(string(f.Data), "\n")+1 {
			t.Errorf("%s: a place in no file: %v: %s", name, d.Pos, d.Message)
		}
	}
}

// TestHostileMarkup puts each text into each place where a partner's words
// stand. It is refused with a place, or what becomes of it does no harm.
func TestHostileMarkup(t *testing.T) {
	places := []struct {
		name string
		file string
		old  string
		put  func(text string) string
	}{
		{"title", "plain/en.md", "title: Support\n", func(s string) string { return "title: " + source.Quote(s) + "\n" }},
		{"name", "plain/terms.yaml", "name: Plain Cloud Limited\n", func(s string) string { return "name: " + source.Quote(s) + "\n" }},
		{"body", "plain/en.md", "From Monday to Thursday.", func(s string) string { return "From\n\n" + s + "\n\nto Thursday." }},
		{"line", "plain/en.md", "From Monday to Thursday.", func(s string) string { return "From " + s + " to Thursday." }},
		{"table", "plain/en.md", "From Monday to Thursday.", func(s string) string { return "| a | b |\n|---|---|\n| " + s + " | c |\n" }},
		{"alt", "plain/en.md", "From Monday to Thursday.", func(s string) string { return "![" + s + "](logo.png)" }},
		{"link", "plain/en.md", "From Monday to Thursday.", func(s string) string { return "[From](" + s + ") Monday." }},
		{"words of a link", "plain/en.md", "From Monday to Thursday.", func(s string) string { return "[" + s + "](https://a.example/)." }},
		{"heading", "plain/en.md", "## Mornings {#hours-mornings}", func(s string) string { return "## " + s + " {#hours-mornings}" }},
		{"item", "plain/en.md", "Broad Sky Distribution deals", func(s string) string { return s + " deals" }},
	}
	texts := lines(t, "markup.txt")
	if len(texts) < 100 {
		t.Fatalf("%d texts", len(texts))
	}
	refused := map[string]int{}
	for _, text := range texts {
		if s, err := strconv.Unquote(text); err == nil && strings.HasPrefix(text, `"`) {
			text = s
		}
		for _, p := range places {
			name := fmt.Sprintf("%s: %.60q", p.name, text)
			files := copyOf(t, "plain")
			files[p.file].Data = []byte(strings.Replace(string(files[p.file].Data), p.old, p.put(text), 1))
			var partner *Partner
			var l diag.List
			if fastest := fastest(func() { partner, l = Load(files, "plain", buildDay) }); fastest > time.Second {
				t.Errorf("%s: %v", name, fastest)
			}
			held(t, name, files, l)
			if l.HasErrors() {
				refused[p.name]++
				continue
			}
			if p.name == "alt" && strings.Contains(text, "](") {
				t.Errorf("%s: an image is not refused", name)
			}
			doc := partner.Current.Words["en"]
			harmless(t, name, string(Rehearse("plain/en.md", files["plain/en.md"].Data)))
			for _, s := range []string{doc.Front.Title, doc.Front.Description, partner.Current.Organisation.Name} {
				if strings.ContainsFunc(s, hidden) || strings.Contains(s, "\n") {
					t.Errorf("%s: %q", name, s)
				}
			}
			data, err := partner.Current.Publish("plain").JSON()
			if err != nil || !json.Valid(data) {
				t.Errorf("%s: terms.json: %v", name, err)
			}
		}
	}
	t.Log(len(texts), "texts, refused:", refused)
	for _, p := range places {
		if refused[p.name] == 0 {
			t.Errorf("nothing is refused as %s: the search is broken", p.name)
		}
	}
}

// fragment lists the elements that words become, with the attributes that each
// may have.
var fragment = map[string]string{
	"p": "class", "h2": "id", "h3": "id", "h4": "id", "ul": "", "ol": "start", "li": "", "blockquote": "", "em": "", "strong": "", "del": "", "br": "", "hr": "",
	"a": "href rel data-copy", "code": "data-copy", "pre": "", "table": "", "thead": "", "tbody": "", "tr": "", "th": "align", "td": "align",
	"section": "class tabindex aria-label", "div": "class data-copy data-tabs data-tab data-for id role aria-label",
}

// classes are those that markup brings with it; none is a partner's.
var classes = regexp.MustCompile(`^(table|code|tabs|tab|zone|callout callout-[a-z]+|(tab|zone|callout)-title)$`)

// harmless walks HTML as a browser reads it.
func harmless(t *testing.T, name, page string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.CommentToken, html.DoctypeToken:
			t.Errorf("%s: %s", name, z.Raw())
		case html.TextToken:
			if s := string(z.Text()); strings.ContainsFunc(s, hidden) {
				t.Errorf("%s: text %q", name, s)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			k := z.Token()
			attrs, known := fragment[k.Data]
			if !known {
				t.Errorf("%s: element %s", name, k)
			}
			for _, a := range k.Attr {
				if !slices.Contains(strings.Fields(attrs), a.Key) {
					t.Errorf("%s: attribute %s", name, k)
				}
				if a.Key == "class" && !classes.MatchString(a.Val) {
					t.Errorf("%s: class %s", name, k)
				}
				if a.Key != "href" {
					continue
				}
				scheme, _, _ := strings.Cut(strings.ToLower(a.Val), ":")
				if !strings.HasPrefix(a.Val, "#") && !slices.Contains([]string{"https", "mailto", "tel"}, scheme) {
					t.Errorf("%s: address %s", name, k)
				}
			}
		}
	}
}

// TestHostileFacts reads facts that no partner writes by mistake alone: each is
// refused with a place, within a second (a quiet machine takes a tenth of it).
func TestHostileFacts(t *testing.T) {
	type fact struct{ text, code string }
	cases := map[string]fact{}
	for _, line := range lines(t, "yaml.txt") {
		quoted, code, _ := strings.Cut(line, "\t")
		text, err := strconv.Unquote(`"` + strings.ReplaceAll(quoted, `"`, `\"`) + `"`)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		cases[quoted] = fact{text, code}
	}
	bomb := "a0: &a0 [x]\n"
	for i := range 30 {
		bomb += fmt.Sprintf("a%d: &a%d [*a%d, *a%d, *a%d, *a%d]\n", i+1, i+1, i, i, i, i)
	}
	merge := "a0: &a0 {x: 1}\n"
	for i := range 30 {
		merge += fmt.Sprintf("a%d: &a%d {<<: [*a%d, *a%d], y%d: 1}\n", i+1, i+1, i, i, i)
	}
	keys, same := strings.Builder{}, strings.Builder{}
	for i := range 19_000 {
		fmt.Fprintf(&keys, "k%d: v\n", i)
		same.WriteString("k: v\n")
	}
	maps.Copy(cases, map[string]fact{
		"bomb of aliases":    {bomb, "yaml-profile"},
		"bomb of merge keys": {merge, "yaml-profile"},
		"deep lists":         {strings.Repeat("[", 100_000), "yaml-limit"},
		"deep maps":          {strings.Repeat("{a: ", 60_000), "yaml-limit"},
		"deep blocks":        {strings.Repeat("- ", 120_000) + "a", "yaml-"},
		"deep keys":          {strings.Repeat("? ", 120_000) + "a", "yaml-"},
		"many keys":          {keys.String(), "yaml-"},
		"one key many times": {same.String(), "yaml-duplicate-key"},
		"many items":         {"a: [" + strings.Repeat("a,", 100_000) + "]", "yaml-limit"},
		"a long text":        {"organisation: {name: " + strings.Repeat("a", 200_000) + "}", "yaml-limit"},
		"a long key":         {strings.Repeat("a", 200_000) + ": b", "yaml-"},
		"a large file":       {"# " + strings.Repeat("a", source.MaxYAML), "file-too-large"},
		"many comments":      {strings.Repeat("#\n", 120_000), "yaml-"},
		"many documents":     {strings.Repeat("---\n", 60_000), "yaml-"},
		"many quotes":        {strings.Repeat(`"`, 200_000), "yaml-syntax"},
		"many languages":     {"languages: [" + strings.Repeat("en, ", 5000) + "en]", "terms-"},
		"many plans":         {"plans: {" + strings.Repeat("a: {}, ", 5000) + "}", "yaml-duplicate-key"},
	})
	if len(cases) < 120 {
		t.Fatalf("%d cases", len(cases))
	}
	for name, c := range cases {
		files := copyOf(t, "plain")
		files["plain/terms.yaml"].Data = []byte(c.text)
		var l diag.List
		if fastest := fastest(func() { _, l = Load(files, "plain", buildDay) }); fastest > time.Second && !testing.Short() {
			t.Errorf("%.60s: %v", name, fastest)
		}
		held(t, name, files, l)
		if !l.HasErrors() || !slices.ContainsFunc(l, func(d diag.Diagnostic) bool {
			return d.Severity == diag.Error && strings.HasPrefix(d.Code, c.code) && d.Pos.File == "plain/terms.yaml"
		}) {
			t.Errorf("%.60s: %.400v, want %s", name, l, c.code)
		}
	}
	t.Log(len(cases), "files")
}

// TestLanguageIsNoPath: a language is not the way to a file elsewhere, though
// there is one.
func TestLanguageIsNoPath(t *testing.T) {
	files := copyOf(t, "plain")
	files["plain/sub/en.md"], files["en.md"] = files["plain/en.md"], files["plain/en.md"]
	for _, lang := range []string{"../en", "sub/en", "../plain/en", "./en"} {
		files["plain/terms.yaml"].Data = []byte(strings.Replace(string(copyOf(t, "plain")["plain/terms.yaml"].Data), "[en]\norg", "["+lang+"]\norg", 1))
		p, l := Load(files, "plain", buildDay)
		if !l.HasErrors() || len(p.Newest().Words) > 0 {
			t.Errorf("%s: words of %d files were read: %v", lang, len(p.Newest().Words), l)
		}
	}
}

// FuzzRehearse reads any words: no panic, and nothing harmful comes of them.
func FuzzRehearse(f *testing.F) {
	const head = "---\ntitle: a\ndescription: b\nmade: person\nreviewed: no\n---\n\n"
	data, err := os.ReadFile("testdata/hostile/markup.txt")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		f.Add(line)
		f.Add("## A {#a}\n\n- `b` – " + line + "\n> [!NOTE]\n> | a | b |\n> |---|---|\n> | " + line)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text, l := source.Text("en.md", []byte(head+s))
		if l.HasErrors() {
			return
		}
		doc, l := parseWords("en.md", text)
		html := Rehearse("en.md", text)
		if doc == nil || l.HasErrors() {
			return // it reaches no page
		}
		harmless(t, "fuzzed", string(html))
		if len(html) > MaxHTML(len(text)) {
			t.Errorf("%d bytes of HTML for %d of text", len(html), len(text))
		}
	})
}

// fastest is how long work takes, the shortest of ten times where the first took more than a second: others use the machine too.
func fastest(work func()) time.Duration {
	shortest := time.Hour
	for try := 0; try == 0 || try < 10 && shortest > time.Second; try++ {
		start := time.Now()
		work()
		shortest = min(shortest, time.Since(start))
	}
	return shortest
}
