package mslearn

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"signpost/generator/internal/prose"
)

func folderOf(files map[string]string) Folder {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return Folder{fsys, "d"}
}

// known is what a project has after an import.
func known(t *testing.T, res *Result, out string) map[string]*Known {
	t.Helper()
	have := map[string]*Known{}
	for name, data := range res.Files {
		doc, l := prose.Parse(name, data, prose.KeysAlone())
		if l.HasErrors() {
			t.Fatalf("%s: %v", name, l)
		}
		if file := doc.Front.Origin["file"]; file != "" {
			if !Untouched(data, doc.Front.Origin) {
				t.Errorf("%s does not know its own hash", name)
			}
			have[strings.TrimPrefix(name, out+"/")] = &Known{File: file, Headings: doc.Headings}
		}
	}
	return have
}

// TestLater imports a later state of pages: sections without a name, and pages
// whose names are nearly the same, keep what they are called.
func TestLater(t *testing.T) {
	const out = "content/cs/d"
	first, _, err := Import(folderOf(map[string]string{
		"Faq.md":  "# F\n",
		"faq.yml": "### YamlMime:FAQ\ntitle: G\nsections:\n- name: S\n  questions:\n  - question: Q\n    answer: A\n",
		"old.md":  "# O\n",
		"p.md":    "# P\n\n## A\n\n## B\n\n## C\n\n## <a name=\"named\"></a>N\n\n### D\n",
	}), Options{Lang: "cs", Out: out, Main: true})
	if err != nil {
		t.Fatal(err)
	}
	have := known(t, first, out)
	second, l, err := Import(folderOf(map[string]string{
		"faq.yml": "### YamlMime:FAQ\ntitle: G\nsections:\n- name: S\n  questions:\n  - question: Q\n    answer: A\n",
		"old.yml": "### YamlMime:FAQ\ntitle: O\nsections:\n- name: S\n  questions:\n  - question: Q\n    answer: A\n",
		"p.md":    "# P\n\n## New\n\n## A\n\n## B, with other words\n\n## C\n\n## <a name=\"named\"></a>N\n\n### E\n\n### D\n",
	}), Options{Lang: "cs", Out: out, Main: true, Known: have})
	if err != nil || l.HasErrors() {
		t.Fatal(err, l)
	}
	got := known(t, second, out)
	names := map[string]string{}
	for rel, k := range got {
		names[k.File] = rel
	}
	if d := cmp.Diff(map[string]string{"faq.yml": "faq-2.md", "old.yml": "old.md", "p.md": "p.md"}, names); d != "" {
		t.Errorf("paths (-want +got):\n%s", d)
	}
	ids := map[string]string{}
	for _, h := range got["p.md"].Headings {
		ids[h.Title] = h.ID
	}
	if d := cmp.Diff(map[string]string{"New": "section-6", "A": "section-1", "B, with other words": "section-2", "C": "section-3", "N": "named", "E": "section-7", "D": "section-5"}, ids); d != "" {
		t.Errorf("ids (-want +got):\n%s", d)
	}
	if Untouched(append(slices.Clone(first.Files[out+"/p.md"]), "more\n"...), nil) {
		t.Error("a page that was changed is taken for untouched")
	}
}

// TestBeside imports a translation whose folder has other files than that of its
// source: pages of one file have one path, and no page stands below another.
func TestBeside(t *testing.T) {
	source := folderOf(map[string]string{
		"A_b.md": "---\nms.openlocfilehash: 1\n---\n# A\n", "a-b.md": "# A2\n", "x.md": "# X\n", "only.md": "# Only\n", "f.md": "# F\n",
	})
	from := folderOf(map[string]string{
		"a-b.md": "# A2\n", "A_b.md": "---\nms.openlocfilehash: 2\n---\n# A\n", "x.md": "# X\n", "x/y.md": "# Y\n\n[X](../x.md)\n", "f.yml": "### YamlMime:FAQ\ntitle: F\n", "mine.md": "# Mine\n",
		"TOC.yml": "- name: Mine\n  href: mine.md\n",
	})
	res, l, err := Import(from, Options{Lang: "ru", Out: "content/ru/d", Source: &source})
	if err != nil || l.HasErrors() {
		t.Fatal(err, l)
	}
	want := []string{"_index.md", "a-b-2.md", "a-b.md", "f.md", "mine.md", "x-pages/_index.md", "x-pages/y.md", "x.md"}
	var got []string
	for _, name := range slices.Sorted(maps.Keys(res.Files)) {
		got = append(got, strings.TrimPrefix(name, "content/ru/d/"))
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if y := string(res.Files["content/ru/d/x-pages/y.md"]); !strings.Contains(y, "[X](../x.md)") || !strings.Contains(y, "order: ") {
		t.Errorf("a page that the source does not have:\n%s", y)
	}
	if strings.Contains(string(res.Files["content/ru/d/x.md"]), "order: ") {
		t.Error("a translation says where its page stands")
	}
	// Where a translation lacks a section, those without a name are still the same.
	cs := folderOf(map[string]string{"p.md": "# P\n\n## <a name=\"a\"></a>A\n\n## One\n\n## <a name=\"b\"></a>B\n\n## Two\n\n## Three\n"})
	first, _, err := Import(cs, Options{Lang: "cs", Out: "content/cs/d", Main: true})
	if err != nil {
		t.Fatal(err)
	}
	ru, _, err := Import(folderOf(map[string]string{"p.md": "# P\n\n## Один\n\n## <a name=\"b\"></a>Б\n\n## Два\n\n## Три\n\n## <a name=\"c\"></a>В\n"}),
		Options{Lang: "ru", Out: "content/ru/d", Source: &cs, Theirs: known(t, first, "content/cs/d")})
	if err != nil {
		t.Fatal(err)
	}
	ids := ""
	for _, h := range known(t, ru, "content/ru/d")["p.md"].Headings {
		ids += " " + h.ID
	}
	if ids != " section-2 b section-4 section-5 c" {
		t.Errorf("ids%s", ids)
	}
	codes := map[string]int{}
	for _, d := range l {
		codes[d.Code]++
	}
	if codes["mslearn-state"] != 1 || codes["mslearn-parity"] < 3 { // mine, y, only
		t.Errorf("%v", codes)
	}
}
