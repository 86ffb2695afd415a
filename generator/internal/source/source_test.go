package source

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"signpost/generator/internal/diag"
)

const file = "f.yaml"

// TestScalarsAreText reads what other YAML tools take for something else.
func TestScalarsAreText(t *testing.T) {
	for _, s := range []string{
		"yes", "no", "on", "off", "y", "n", "true", "False", "null", "~", "017", "0o17", "0x1F", "1_000", "1e3", "-0",
		".5", ".inf", ".NaN", "12:30:45", "2024-01-01", "2024-01-01T10:00:00Z", "=", "1.10", "+1", "007", "NO",
	} {
		for _, text := range []string{"k: " + s, "k: '" + s + "'", "k: [" + s + "]", s + ": v"} {
			n, l := ParseYAML(file, []byte(text+"\n"), MaxNodes)
			if len(l) > 0 {
				t.Errorf("%q: %v", text, l)
				continue
			}
			got := n.Entries[0].Key
			if v := n.Get("k"); v != nil {
				if got = v.Value; v.Kind == List {
					got = v.Items[0].Value
				}
			}
			if got != s {
				t.Errorf("%q reads as %q", text, got)
			}
		}
	}
}

// TestHostileYAML holds hostile files to a place in the file, to their code,
// and to a tenth of a second, but under -short, which goes with -race.
func TestHostileYAML(t *testing.T) {
	bomb := "a: &a [x, x, x, x, x, x, x, x, x]\n"
	merge := "a: &a {k: v}\n"
	for i := 'b'; i < 'k'; i++ {
		bomb += fmt.Sprintf("%c: &%c [%s*%c]\n", i, i, strings.Repeat(fmt.Sprintf("*%c, ", i-1), 8), i-1)
		merge += fmt.Sprintf("%c: &%c {<<: [%s*%c]}\n", i, i, strings.Repeat(fmt.Sprintf("*%c, ", i-1), 8), i-1)
	}
	var keys strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&keys, "k%d: v\n", i)
	}
	var nested strings.Builder
	for i := range 300 {
		nested.WriteString(strings.Repeat(" ", i) + "k:\n")
	}
	for _, c := range []struct{ name, data, code string }{
		{"alias bomb", bomb, "yaml-profile"},
		{"merge bomb", merge, "yaml-profile"},
		{"alias of itself", "a: &a [*a]\n", "yaml-profile"},
		{"10,000 brackets deep", strings.Repeat("[", 10_000), "yaml-limit"},
		{"10,000 braces deep", strings.Repeat("{a: ", 10_000) + strings.Repeat("}", 10_000), "yaml-limit"},
		{"10,000 dashes deep", strings.Repeat("- ", 10_000) + "x\n", "yaml-limit"},
		{"10,000 question marks deep", strings.Repeat("? ", 10_000) + "x\n", "yaml-profile"},
		{"300 maps deep", nested.String(), "yaml-limit"},
		{"100,000 keys", keys.String(), "file-too-large"},
		{"25,000 keys", keys.String()[:strings.LastIndexByte(keys.String()[:MaxYAML], '\n')], "yaml-limit"},
		{"100,000 items", "[" + strings.Repeat("a,", 100_000) + "a]", "yaml-limit"},
		{"huge text", "a: " + strings.Repeat("x", 200_000) + "\n", "yaml-limit"},
		{"huge quoted text", "a: \"" + strings.Repeat("x ", 100_000) + "\"\n", "yaml-limit"},
		{"unclosed huge text", "a: \"" + strings.Repeat("xxxxxxxxx\n", 15_000), "yaml-syntax"},
		{"100,000 lines of text", "a: \"" + strings.Repeat("x\n", 100_000), "yaml-limit"},
		{"NUL", "a: b\x00c\n", "file-control"},
		{"UTF-16", "\xff\xfea\x00:\x00 \x00b\x00\n\x00", "file-encoding"},
		{"byte order mark inside", "a: \ufeffb\n", "file-control"},
		{"Latin-1", "a: caf\xe9\n", "file-encoding"},
		{"binary", "a: !!binary aGk=\n", "yaml-profile"},
		{"own tag", "a: !exec ls\n", "yaml-profile"},
		{"two documents", "a: b\n---\nc: d\n", "yaml-profile"},
		{"many documents", strings.Repeat("---\na: b\n", 20_000), "yaml-profile"},
		{"key of a list", "[a]: b\n", "yaml-profile"},
		{"key of a map", "{a: b}: c\n", "yaml-profile"},
		{"key twice", "a: b\na: c\n", "yaml-duplicate-key"},
		{"key twice, quoted", "a: b\n'a': c\n", "yaml-duplicate-key"},
		{"directive", "%YAML 9.9\n---\na: b\n", "yaml-syntax"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var l diag.List
			// 100 ms and less on an idle machine; a cost that grows with the square passes this many times over.
			const limit = 500 * time.Millisecond
			fastest := time.Hour
			for try := 0; try == 0 || try < 8 && fastest > limit; try++ { // others use the machine too
				start := time.Now()
				var data []byte
				if data, l = Read(fstest.MapFS{file: {Data: []byte(c.data)}}, file, MaxYAML); data != nil {
					_, more := ParseYAML(file, data, MaxNodes)
					l = append(l, more...)
				}
				fastest = min(fastest, time.Since(start))
			}
			if fastest > limit && !testing.Short() {
				t.Errorf("took %v", fastest)
			}
			found := false
			for _, d := range l {
				found = found || d.Code == c.code
				inside(t, []byte(c.data), d)
			}
			if !found {
				t.Errorf("want %s, got %v", c.code, l)
			}
		})
	}
}

// inside fails for a position outside of the file.
func inside(t *testing.T, data []byte, d diag.Diagnostic) {
	t.Helper()
	lines := strings.Split(string(data), "\n")
	if d.Pos.Line < 1 || d.Pos.Line > len(lines) || d.Pos.Col < 1 || d.Pos.Col > len([]rune(lines[d.Pos.Line-1]))+1 {
		t.Errorf("position outside of the file: %v", d)
	}
}

func TestByteOrderMarkInFront(t *testing.T) {
	data, l := Text(file, []byte("\ufeffa: b\r\nc: d\r\n"))
	if len(l) > 0 || string(data) != "a: b\nc: d\n" {
		t.Errorf("%q, %v", data, l)
	}
}

func TestEmptyFileIsText(t *testing.T) {
	if data, l := Text(file, nil); data == nil || len(l) > 0 {
		t.Errorf("%v, %v", data, l)
	}
}

// TestPositions names the place of keys, values and items, after Cyrillic.
func TestPositions(t *testing.T) {
	n, l := ParseYAML(file, []byte("ключ: {имя: значение, b: [x, \"яя\", z]}\nблок: |\n  текст\n"), MaxNodes)
	if len(l) > 0 {
		t.Fatal(l)
	}
	var got []string
	var walk func(n *Node)
	walk = func(n *Node) {
		if n.Kind == Scalar {
			got = append(got, fmt.Sprintf("%d:%d %s", n.Pos.Line, n.Pos.Col, strings.TrimSpace(n.Value)))
		}
		for _, e := range n.Entries {
			got = append(got, fmt.Sprintf("%d:%d %s", e.Pos.Line, e.Pos.Col, e.Key))
			walk(e.Value)
		}
		for _, i := range n.Items {
			walk(i)
		}
	}
	walk(n)
	want := []string{"1:1 ключ", "1:8 имя", "1:13 значение", "1:23 b", "1:27 x", "1:30 яя", "1:36 z", "2:1 блок", "2:7 текст"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestFrontMatter(t *testing.T) {
	for _, c := range []struct {
		name, data, title, body string
		codes                   string
	}{
		{"body", "---\ntitle: a\n---\nText\n", "2:8 a", "\n\n\nText\n", ""},
		{"no body", "---\ntitle: a\n---\n", "2:8 a", "\n\n\n", ""},
		{"no last line end", "---\ntitle: a\n---", "2:8 a", "\n\n", ""},
		{"empty", "---\n---\nText\n", "", "\n\nText\n", ""},
		{"comment first", "---\n# a\n\ntitle: b\n---\nText", "4:8 b", "\n\n\n\n\nText", ""},
		{"a rule in the body", "---\ntitle: a\n---\nA\n\n---\n\nB\n", "2:8 a", "\n\n\nA\n\n---\n\nB\n", ""},
		{"none", "Text\n", "", "Text\n", "front-matter 1:1"},
		{"open", "---\ntitle: a\nText\n", "", "", "front-matter 1:1"},
		{"indented fence", " ---\ntitle: a\n---\n", "", " ---\ntitle: a\n---\n", "front-matter 1:1"},
		{"nothing", "", "", "", "front-matter 1:1"},
		{"wrong on line 3", "---\na: b\nтитул: a: b\n---\nText\n", "", "\n\n\n\nText\n", "yaml-syntax 3:9"},
	} {
		t.Run(c.name, func(t *testing.T) {
			meta, body, l := FrontMatter(file, []byte(c.data))
			title, codes := "", ""
			if v := meta.Get("title"); v != nil {
				title = fmt.Sprintf("%d:%d %s", v.Pos.Line, v.Pos.Col, v.Value)
			}
			for _, d := range l {
				codes += fmt.Sprintf("%s %d:%d", d.Code, d.Pos.Line, d.Pos.Col)
			}
			if title != c.title || string(body) != c.body || codes != c.codes {
				t.Errorf("title %q, body %q, %q", title, body, codes)
			}
		})
	}
}

// grown is a file that is larger than it was when its size was asked for.
type grown struct{ fstest.MapFS }

func (g grown) Lstat(name string) (fs.FileInfo, error) {
	return fstest.MapFS{name: {Data: []byte("a: b")}}.Lstat(name)
}

func (g grown) ReadLink(name string) (string, error) { return g.MapFS.ReadLink(name) }

func TestFileThatGrows(t *testing.T) {
	fsys := grown{fstest.MapFS{file: {Data: []byte(strings.Repeat("#", MaxYAML+1))}}}
	if data, l := Read(fsys, file, MaxYAML); data != nil || len(l) != 1 || l[0].Code != "file-too-large" {
		t.Errorf("%d bytes, %v", len(data), l)
	}
}

// TestLimits reads a file at each limit, and one above it.
func TestLimits(t *testing.T) {
	deep := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) + "\n" }
	for _, c := range []struct {
		name      string
		at, above string
	}{
		{"depth", deep(maxDepth + 1), deep(maxDepth + 2)},
		{"values", "[" + strings.Repeat("a,", MaxNodes-2) + "a]\n", "[" + strings.Repeat("a,", MaxNodes-1) + "a]\n"},
		{"text", "a: " + strings.Repeat("x", maxScalar) + "\n", "a: " + strings.Repeat("x", maxScalar+1) + "\n"},
	} {
		if _, l := ParseYAML(file, []byte(c.at), MaxNodes); len(l) > 0 {
			t.Errorf("%s: at the limit: %v", c.name, l)
		}
		if _, l := ParseYAML(file, []byte(c.above), MaxNodes); len(l) != 1 || l[0].Code != "yaml-limit" {
			t.Errorf("%s: above the limit: %v", c.name, l)
		}
	}
	for size, want := range map[int]int{MaxYAML: 0, MaxYAML + 1: 1} {
		fsys := fstest.MapFS{file: {Data: []byte(strings.Repeat("#", size-1) + "\n")}}
		if _, l := Read(fsys, file, MaxYAML); len(l) != want {
			t.Errorf("%d bytes: %v", size, l)
		}
	}
}
