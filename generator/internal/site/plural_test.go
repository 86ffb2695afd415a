package site

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"signpost/generator/internal/locale"
	theme "signpost/themes/signpost"
)

// pagesWanted is what the interface says about numbers of pages. "~" is a
// no-break space, "¦" a narrow one.
var pagesWanted = map[string]map[string]string{
	"en": {"0": "0 pages", "1": "1 page", "2": "2 pages", "5": "5 pages", "11": "11 pages", "21": "21 pages", "1.5": "1.5 pages", "1000000": "1,000,000 pages"},
	"ru": {"0": "0~страниц", "1": "1~страница", "2": "2~страницы", "5": "5~страниц", "11": "11~страниц", "21": "21~страница", "1.5": "1,5~страницы", "1000000": "1~000~000~страниц"},
	"nl": {"0": "0 pagina’s", "1": "1 pagina", "2": "2 pagina’s", "5": "5 pagina’s", "11": "11 pagina’s", "21": "21 pagina’s", "1.5": "1,5 pagina’s", "1000000": "1.000.000 pagina’s"},
	"fr": {"0": "0~page", "1": "1~page", "2": "2~pages", "5": "5~pages", "11": "11~pages", "21": "21~pages", "1.5": "1,5~page", "1000000": "1¦000¦000~de pages"},
	"cs": {"0": "0~stránek", "1": "1~stránka", "2": "2~stránky", "5": "5~stránek", "11": "11~stránek", "21": "21~stránek", "1.5": "1,5~stránky", "1000000": "1~000~000~stránek"},
}

// TestCount has the theme's strings about all kinds of numbers.
func TestCount(t *testing.T) {
	for lang, wanted := range pagesWanted {
		file := "i18n/" + lang + ".yaml"
		data, err := fs.ReadFile(theme.Files, file)
		if err != nil {
			t.Fatal(err)
		}
		cat, l := locale.ParseCatalogue(lang, file, data)
		if len(l) > 0 {
			t.Fatal(l)
		}
		for n, want := range wanted {
			got, err := cat.Count("section-count", n)
			if got = strings.NewReplacer("\u00a0", "~", "\u202f", "¦").Replace(got); got != want || err != nil {
				t.Errorf("%s %s: %q, %v, want %q", lang, n, got, err, want)
			}
		}
	}
}

// TestPluralPages builds sections of as many pages, and a footer that has a
// template pick the form, as a theme of one's own might: the engine's rules must
// be those of locale.
func TestPluralPages(t *testing.T) {
	files := fstest.MapFS{}
	add := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text)} }
	add("config.yaml", "title: Test\nlanguages: [en, ru, nl, fr, cs]\n")
	numbers := []string{"0", "1", "2", "5", "11", "21", "1.5", "1000000"}
	var footer strings.Builder
	for _, n := range numbers {
		fmt.Fprintf(&footer, `<p class="n">%s: {{ T "section-count" (dict "Count" %s) }}</p>`, n, n)
	}
	sections := []int{1, 2, 5, 11, 21}
	for lang := range pagesWanted {
		add("content/"+lang+"/_index.md", head("Home"))
		for _, n := range sections {
			add(fmt.Sprintf("content/%s/s%d/_index.md", lang, n), head("Section"))
			for i := range n {
				add(fmt.Sprintf("content/%s/s%d/p%d.md", lang, n, i), head("Page"))
			}
		}
	}
	own := fstest.MapFS{}
	err := fs.WalkDir(theme.Files, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			var data []byte
			data, err = fs.ReadFile(theme.Files, name)
			own[name] = &fstest.MapFile{Data: data}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	own["layouts/_partials/components/footer.html"] = &fstest.MapFile{Data: []byte(footer.String())}
	in := input(t, files)
	in.Project.Theme = own
	var b Builder
	tree, l, err := b.Build(in)
	if err != nil || l.HasErrors() {
		t.Fatal(l, err)
	}
	spaces := strings.NewReplacer("\u00a0", "~", "\u202f", "¦")
	shown := regexp.MustCompile(`<p class="section-count">([^<]*)`)
	picked := regexp.MustCompile(`<p class="n">([0-9.]+): ([^<]*)`)
	for lang, wanted := range pagesWanted {
		for _, n := range sections {
			page, err := fs.ReadFile(tree, fmt.Sprintf("%s/s%d/index.html", lang, n))
			if err != nil {
				t.Fatal(err)
			}
			if m := shown.FindSubmatch(page); m == nil || spaces.Replace(string(m[1])) != wanted[fmt.Sprint(n)] {
				t.Errorf("%s %d: %q, want %q", lang, n, m, wanted[fmt.Sprint(n)])
			}
		}
		page, err := fs.ReadFile(tree, lang+"/index.html")
		if err != nil {
			t.Fatal(err)
		}
		all := picked.FindAllSubmatch(page, -1)
		if len(all) != len(numbers) {
			t.Fatalf("%s: %d numbers in the footer", lang, len(all))
		}
		for _, m := range all {
			n := string(m[1])
			if form, ok := strings.CutPrefix(spaces.Replace(string(m[2])), n); !ok || !strings.HasSuffix(wanted[n], form) {
				t.Errorf("%s %s: the template says %q, want %q", lang, n, m[2], wanted[n])
			}
		}
	}
}
