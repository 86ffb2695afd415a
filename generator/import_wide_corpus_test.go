package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// wideCorpus makes several hundred pages of Microsoft Learn out of the few there
// are, in four languages, from a seed. Pages are copied under other names, lead
// to each other, and differ as the real ones do: in one language a section is
// missing, new or elsewhere, a link has no words, a page exists in some languages
// only. Pages called odd-… hold every form that such a page can have.
type wideCorpus struct {
	copies int // of each page, itself included
	files  map[string]map[string]string
}

func newWideCorpus(t *testing.T, from string, copies int) *wideCorpus {
	t.Helper()
	w := &wideCorpus{copies, map[string]map[string]string{}}
	for _, lang := range learnLanguages {
		w.files[lang] = map[string]string{}
		entries, err := os.ReadDir(filepath.Join(from, lang))
		if err != nil {
			t.Fatal(err)
		}
		var toc strings.Builder
		for n, e := range entries {
			data, err := os.ReadFile(filepath.Join(from, lang, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			text := strings.TrimPrefix(string(data), "\ufeff")
			if e.Name() == "TOC.yml" {
				toc.WriteString(text)
				continue
			}
			for k := range copies {
				w.add(lang, e.Name(), text, n, k, &toc)
			}
		}
		w.files[lang]["TOC.yml"] = toc.String()
		w.files[lang]["sub/TOC.md"] = "# [Below](../overview.md)\n## [Odd](odd-1.md)\n"
		w.odd(lang)
	}
	return w
}

// renamed is the name of copy k of a file. Copies of every seventh lie in a
// folder.
func renamed(name string, n, k int) string {
	if k == 0 {
		return name
	}
	ext := path.Ext(name)
	out := fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ext), k, ext)
	if (n+k)%7 == 0 {
		out = "Sub_Folder/" + out
	}
	return out
}

// add makes copy k of page n in a language.
func (w *wideCorpus) add(lang, name, text string, n, k int, toc *strings.Builder) {
	file := renamed(name, n, k)
	same := rand.New(rand.NewPCG(uint64(n), uint64(k)))                                     // alike in every language
	own := rand.New(rand.NewPCG(uint64(n), uint64(k)<<8+uint64(len(lang))+uint64(lang[0]))) // not alike
	missing := same.IntN(10)
	if k > 0 && (missing == 0 && (lang == "nl" || lang == "cs") || missing == 1 && lang == "nl" || missing == 2 && lang != "ru") {
		return
	}
	if k > 0 && strings.HasSuffix(name, ".md") {
		text = w.vary(text, file, same, own)
	}
	w.files[lang][file] = text
	if k > 0 && same.IntN(5) > 0 {
		fmt.Fprintf(toc, "- name: %s %d\n  href: %s\n", strings.TrimSuffix(name, path.Ext(name)), k, file)
	}
}

// vary changes a page: some of it in every language in the same way.
func (w *wideCorpus) vary(text, file string, same, own *rand.Rand) string {
	head, body, ok := strings.Cut(text, "\n---\n")
	if !ok {
		return text
	}
	blocks := strings.Split(body, "\n## ")
	if n := len(blocks); n > 3 && same.IntN(3) == 0 { // sections in another order, in all languages
		i := 1 + same.IntN(n-2)
		blocks[i], blocks[i+1] = blocks[i+1], blocks[i]
	}
	switch n := len(blocks); own.IntN(12) {
	case 0:
		if n > 2 {
			i := 1 + own.IntN(n-1)
			blocks = slices.Delete(slices.Clone(blocks), i, i+1)
		}
	case 1:
		blocks = append(blocks, fmt.Sprintf("<a name=\"extra-%d\"></a>Extra\n\n- one\n- [two](overview.md)\n", own.IntN(3)))
	case 2:
		if n > 3 {
			blocks[1], blocks[n-1] = blocks[n-1], blocks[1]
		}
	case 3:
		blocks[n-1] += "\n[](customer-support.md)\n\n**Bold** and [gone](gone-for-good.md#x).\n"
	case 4:
		blocks[n-1] += "\n> [!NOTE]\n> Only here.\n"
	case 5:
		blocks = append(blocks, "Without a name\n\nText.\n")
	}
	body = strings.Join(blocks, "\n## ")
	if strings.Contains(file, "/") {
		body = strings.ReplaceAll(strings.ReplaceAll(body, "](", "](../"), "](../http", "](http")
		for _, keep := range []string{"#", "/", "mailto:"} {
			body = strings.ReplaceAll(body, "](../"+keep, "]("+keep)
		}
	}
	text = head + "\n---\n" + body
	switch same.IntN(12) {
	case 0:
		text = strings.ReplaceAll(text, "\n", "\r\n")
	case 1:
		text = "\ufeff" + text
	case 2:
		text = strings.ReplaceAll(body, "](customer-support.md", "](.\\Customer-Support.md") // no front matter, a path of Windows
	}
	return text
}

// oddForms are all forms of Microsoft Learn, those that Signpost has and those
// that it has not.
var oddForms = []string{
	"> [!div class=\"nextstepaction\"]\n> [Next](../overview.md)",
	"> [!div class=\"checklist\"]\n> * One\n> * Two",
	"> [!Checklist]\n> - One",
	"> [!VIDEO https://www.microsoft.com/videoplayer/embed/RE1]",
	":::image type=\"complex\" source=\"media/x.png\" alt-text=\"Short\":::\n   A long description.\n:::image-end:::",
	":::image type=\"icon\" source=\"media/x.png\" border=\"false\":::",
	":::code language=\"csharp\" source=\"code.cs\" range=\"1-2\" highlight=\"1\":::",
	":::moniker range=\">=a-1\"\n\nOnly then.\n\n:::moniker-end",
	"::: zone target=\"docs\"\n\nZone.\n\n::: zone-end",
	"::: zone pivot=\"partner\"\n\nFor partners.\n\n::: zone-end",
	"# [One](#tab/one)\n\nFirst.\n\n- item\n\n# [Two](#tab/two)\n\nSecond.\n\n***",
	"Text [!INCLUDE [a](includes/a.md)] goes on.",
	"[!INCLUDE [gone](includes/gone.md)]",
	"<xref:System.String> and [words](xref:System.String) and @System.String.",
	"Term\n: Definition",
	"A note[^1].\n\n[^1]: The foot.",
	"$$ a^2 $$ and \\\\( b \\\\) :smile: ✅",
	"<details>\n<summary>More</summary>\n\nHidden.\n\n</details>",
	"<table>\n<tr><th>A</th><th>B</th></tr>\n<tr><td>1</td><td><ul><li>x</li><li>y</li></ul></td></tr>\n</table>",
	"1. One\n\n   > [!WARNING]\n   > In a list.\n\n   - deeper\n     - deepest\n2. Two",
	"| a | b |\n|---|---|\n| **x** | [y](../overview.md) \\| z |\n| <ul><li>i</li></ul> | `c|d` |",
	"[root](/azure/x) [there](../Overview.md) [win](..\\overview.md) [tilde](~/overview.md) [query](../overview.md?tabs=a#x)",
	"<a name=\"here\"></a>\n### <a name=\"same\"></a><a name=\"1\"></a>Sub\n\n[here](#here) [one](#1)",
	"```azurecli-interactive\naz login\n```",
	":::row:::\n   :::column span=\"2\":::\n   Left\n   :::column-end:::\n   :::column:::\n   Right\n   :::column-end:::\n:::row-end:::",
	"<iframe src=\"https://player.example/1\" title=\"t\"></iframe>",
	"<span data-ttu-id=\"a\">Uno</span><span class=\"sxs-lookup\"><span data-stu-id=\"a\">One</span></span>",
	"##No space\n\n## \n\n#### Deep\n\n##### Deeper",
	"<br/><hr><center>x</center> <u>y</u> <kbd>Ctrl</kbd> &nbsp;&copy; <!-- no\ncomment -->",
	":::no-loc text=\"Azure\"::: <img src=\"media/x.png\" alt=\"\" width=\"20\"> ![a](media/x.png#lightbox)",
	"[!NOTE] not an alert\n> [!UNKNOWN]\n> What\n>[!IMPORTANT]Tight",
	"* a\n+ b\n- c\n\n~~gone~~ <https://a.example> https://b.example www.c.example a@b.example",
}

// odd adds pages of several forms each.
func (w *wideCorpus) odd(lang string) {
	r := rand.New(rand.NewPCG(99, 1))
	var forms []string // each of them, again and again
	next := func() string {
		if len(forms) == 0 {
			for _, i := range r.Perm(len(oddForms)) {
				forms = append(forms, oddForms[i])
			}
		}
		form := forms[0]
		forms = forms[1:]
		return form
	}
	for i := range 4 * w.copies {
		var b strings.Builder
		fmt.Fprintf(&b, "---\ntitle: Odd %d\ndescription: D\nms.translationtype: HT\n---\n# <a name=\"odd\"></a>Odd %d\n", i, i)
		for range 4 {
			b.WriteString("\n## " + fmt.Sprintf("<a name=\"s-%d\"></a>S\n\n", r.IntN(1e6)))
			b.WriteString(next() + "\n\n" + next() + "\n")
		}
		w.files[lang][fmt.Sprintf("sub/odd-%d.md", i)] = b.String()
	}
	w.files[lang]["sub/includes/a.md"] = "*included*\n"
	w.files[lang]["sub/code.cs"] = "int a;\nint b;\nint c;\n"
	w.files[lang]["sub/page.md"] = "# Page\n"
	w.files[lang]["sub/page.yml"] = "### YamlMime:FAQ\ntitle: Page\nsections:\n- name: S\n  questions:\n  - question: Q?\n    answer: |\n      A [](page.md)\n"
	w.files[lang]["sub/Broken.md"] = "---\ntitle: [\n---\n# B\n"
	if lang != "nl" {
		w.files[lang]["faq.md"] = "# Faq\n"
		w.files[lang]["sub/more/deep/index.md"] = "# Deep\n\n[up](../../page.md)\n"
	}
	w.files[lang]["faq.yml"] = "### YamlMime:FAQ\ntitle: Faq\nsections:\n- name: S\n  questions:\n  - question: Q?\n    answer: A\n"
	if lang == "ru" {
		w.files[lang]["faq/below.md"] = "# Below\n"
	}
}

// later is a later state: of every ten pages one is changed, one of thirty gone,
// one of thirty new.
func (w *wideCorpus) later(lang string) {
	n := 0
	for _, name := range slices.Sorted(maps.Keys(w.files[lang])) {
		if !strings.HasSuffix(name, ".md") || strings.Contains(name, "includes/") || path.Base(name) == "TOC.md" {
			continue
		}
		switch n++; {
		case n%10 == 0:
			w.files[lang][name] += "\n## New section\n\nWith 3 words.\n"
		case n%30 == 1:
			w.files[lang][strings.TrimSuffix(name, ".md")+"-new.md"] = w.files[lang][name]
		case n%30 == 2:
			delete(w.files[lang], name)
		}
	}
}

func (w *wideCorpus) write(t *testing.T, dir string) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	for lang, files := range w.files {
		for name, text := range files {
			full := filepath.Join(dir, lang, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
