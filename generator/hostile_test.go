package main

import (
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"signpost/generator/internal/confine"
	"signpost/generator/internal/terms"
)

// pathological are texts whose parsing, or whose result, is known to grow with
// the square of their size in some reader of Markdown: what is repeated, with
// what stands before and after. The ideas are those of cmark's tests.
var pathological = []struct{ name, before, repeat, after string }{
	{"strong in emphasis", "", "*a **a ", "b a** a*"},
	{"closers without openers", "", "a_ ", ""},
	{"openers without closers", "", "_a ", ""},
	{"link closers", "", "a]", ""},
	{"link openers", "", "[a", ""},
	{"mismatched emphasis", "", "*a_ ", ""},
	{"multiples of three", "a**b", "c* ", ""},
	{"openers and closers", "", "a**b", "c* "},
	{"link openers and emphasis", "", "[ a_", ""},
	{"brackets and parentheses", "", "[ (](", ""},
	{"images and links", "", "![[]()", ""},
	{"emphasis in links", "", "**x [a*b**c*](d)", ""},
	{"nested brackets", "", "[", "a]]]]"},
	{"nested images", "", "![", "a](b)](b)](b)"},
	{"nested links", "", "[a", "](b)](b)](b)"},
	{"quotations", "", "> ", "a"},
	{"quotations and emphasis", ">>>>>>>>>>>> ", "a* ", ""},
	{"lists", "", "- ", "a"},
	{"numbered lists", "", "1. 1) ", "a"},
	{"changing bullets", "", "- a\n* a\n+ a\n", ""},
	{"empty lines in lists", "- - - - - - a\n", "\n", "- b"},
	{"items in quotations", "> - - - - - a\n", ">\n", "> b"},
	{"code spans", "", "`a``b```c````", ""},
	{"one code mark more each", "", "`` ` ```` ``` ", ""},
	{"fences", "", "```\n~~~\n", ""},
	{"unclosed destinations", "", "[a](<b", ""},
	{"unclosed links", "", "[a](b", ""},
	{"empty links", "", "[](", ""},
	{"titles", "", "[a](b \"c", ""},
	{"references", "[a]: #b\n\n", "[a][a]", ""},
	{"references to nothing", "", "[a][b]", ""},
	{"definitions", "", "[a]: b\n", "[a]"},
	{"definitions with titles", "", "[a]: b \"\n", ""},
	{"comments", "", "<!-- ", ""},
	{"declarations", "", "<!A <? <![CDATA[ ", ""},
	{"tags", "", "<a b=\"", ""},
	{"addresses", "", "<a:b <a@b ", ""},
	{"entities", "", "&#x", ""},
	{"backslashes", "", "\\", ""},
	{"short rows", "|a" + strings.Repeat("|a", 18) + "|\n|-" + strings.Repeat("|-", 18) + "|\n", "|\n", ""},
	{"tables", "", "|a|b|\n|-|-|\n|c|\n\n", ""},
	{"wide table", "", "|a", "|\n|-|\n"},
	{"strikethrough", "", "~~a ~", ""},
	{"headings", "## ", "#", " {#a}"},
	{"ids", "", "### a {#a}\n", ""},
	{"underlined headings", "", "a\n=\n", ""},
	{"rules", "", "* * *\n", ""},
	{"callouts", "", "> [!NOTE]\n> a\n\n", ""},
	{"tabs", "", "> [!TAB a] b\n> c\n\n", ""},
	{"zones", "", "> [!FOR partner]\n> > [!FOR customer]\n", ""},
	{"indentation", "", "    a\n\ta\n", ""},
	{"spaces before punctuation", "", "a ! « b » : ", ""},
}

// shapes lay a text out so that it passes limits that it would not pass as it is.
var shapes = []struct {
	name string
	of   func(repeat string, size int) string
}{
	{"as it is", func(s string, n int) string { return strings.Repeat(s, n/len(s)) }},
	{"in long lines", func(s string, n int) string {
		return strings.Repeat(strings.Repeat(s, max(1, 4000/len(s)))+"\n", n/(max(1, 4000/len(s))*len(s)+1))
	}},
	{"in short lines", func(s string, n int) string {
		return strings.Repeat(strings.Repeat(s, max(1, 60/len(s)))+"\n", n/(max(1, 60/len(s))*len(s)+1))
	}},
	{"in paragraphs", func(s string, n int) string {
		p := strings.Repeat(strings.Repeat(s, max(1, 3900/len(s)))+"\n", 4) + "\n"
		return strings.Repeat(p, n/len(p))
	}},
	{"in items", func(s string, n int) string {
		p := "- " + strings.Repeat(s, max(1, 3900/len(s))) + "\n"
		return strings.Repeat(p, n/len(p))
	}},
	{"each by itself", func(s string, n int) string { return strings.Repeat(s+"\n\n", n/(len(s)+2)) }},
}

// TestPathologicalWords gives a process that can be killed words that are as long
// as they may be. Each is refused, or read within a second of CPU and 200 MB, and its
// HTML has no more than 20 bytes for each of its own.
func TestPathologicalWords(t *testing.T) {
	self, err := exec.LookPath("signpost")
	if err != nil {
		t.Fatal(err)
	}
	const head = "---\ntitle: a\ndescription: b\nmade: person\nreviewed: no\n---\n\n"
	crew := confine.NewCrew([]string{self, "rehearse-words"}, 1, confine.Usual())
	readTexts, slowest, largest := 0, time.Duration(0), 0.0
	for _, p := range pathological {
		for _, shape := range shapes {
			text := head + p.before + shape.of(p.repeat, 64<<10-len(head)-len(p.before)-len(p.after)) + p.after
			before, start := crew.Used(), time.Now()
			html, err := crew.Do(t.Context(), []byte("en.md\n"+text))
			if err != nil {
				t.Fatalf("%s, %s: %v", p.name, shape.name, err)
			}
			took := crew.Used() - before // others use the machine too
			if took == 0 && runtime.GOOS != "linux" {
				took = time.Since(start)
			}
			if len(html) > 0 {
				readTexts++
			}
			slowest = max(slowest, took)
			largest = max(largest, float64(len(html))/float64(len(text)))
			if took > time.Second {
				t.Errorf("%s, %s: %v", p.name, shape.name, took)
			}
			if len(html) > terms.MaxHTML(len(text)) {
				t.Errorf("%s, %s: %d bytes of HTML of %d", p.name, shape.name, len(html), len(text))
			}
		}
	}
	crew.Close()
	if n := len(pathological) * len(shapes); len(pathological) < 39 || readTexts < n/4 || readTexts == n {
		t.Errorf("%d of %d texts were read", readTexts, n)
	}
	if peak := crew.Peak(); peak > 200<<20 {
		t.Errorf("a process held %d MB", peak>>20)
	}
	t.Logf("%d texts, %d read; the slowest took %v, the largest HTML was %.1f times the text, memory %d MB",
		len(pathological)*len(shapes), readTexts, slowest.Round(time.Millisecond), largest, crew.Peak()>>20)
}
