package cli

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/export"
	"signpost/generator/internal/site"
)

// onDisk unpacks the clean base project into a folder.
func onDisk(t *testing.T, dir string) {
	t.Helper()
	ar, err := txtar.ParseFile("../../testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range ar.Files {
		write(t, dir, f.Name, f.Data)
	}
}

// newShop puts the project of the tests into a folder, and opens a workshop there.
func newShop(t *testing.T) (dir string, shop *workshop) {
	t.Helper()
	dir = t.TempDir()
	onDisk(t, dir)
	w, err := (&app{env: Env{Dir: dir}, dir: "."}).open()
	if err != nil {
		t.Fatal(err)
	}
	return dir, &workshop{w: w, engine: &export.Engine{}}
}

// clock gives every write a time of change of its own, as an author's slowness
// does.
var clock = func() func() time.Time {
	now := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	return func() time.Time { now = now.Add(time.Second); return now }
}()

func write(t *testing.T, dir, name string, data []byte) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, data, 0o644); err != nil {
		t.Fatal(err)
	}
	now := clock()
	if err := os.Chtimes(full, now, now); err != nil {
		t.Fatal(err)
	}
}

// files reads a tree; nil for none.
func files(t *testing.T, tree *site.Tree) map[string]string {
	t.Helper()
	if tree == nil {
		return nil
	}
	out := map[string]string{}
	for _, name := range tree.Files() {
		data, err := tree.Peek(name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = string(data)
	}
	return out
}

func text(t *testing.T, l diag.List) string {
	t.Helper()
	var b strings.Builder
	if err := diag.Text(&b, l.Sorted(), nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// fresh builds a folder's project with nothing kept from before.
func fresh(t *testing.T, dir string, pictures *export.Engine) (map[string]string, string) {
	t.Helper()
	a := &app{env: Env{Dir: dir}, dir: "."}
	w, err := a.open()
	if err != nil {
		t.Fatal(err)
	}
	l, err := w.load()
	if err != nil {
		t.Fatal(err)
	}
	var b site.Builder
	in := l.input()
	in.Components = true // as serve does
	in.Engine = pictures
	tree, list, err := b.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	return files(t, tree), text(t, append(l.list, list...))
}

// TestRebuildEqualsBuild makes random changes to a project, 40 or that many
// times CAMPAIGN, and holds what
// serve builds, which starts from the build before, against a build anew: the
// same diagnostics, and the same bytes in every file.
func TestRebuildEqualsBuild(t *testing.T) {
	dir, shop := newShop(t)
	r := rand.New(rand.NewPCG(7, 8))
	steps := 40
	if times, err := strconv.Atoi(os.Getenv("CAMPAIGN")); err == nil {
		steps *= max(times, 1)
	}
	if testing.Short() {
		steps = 8
	}
	did, broken := []string{"nothing"}, 0
	for i := range steps {
		tree, _, list, err := shop.build()
		if err != nil {
			t.Fatalf("after %v: %v", did, err)
		}
		wantFiles, wantText := fresh(t, dir, shop.engine)
		if d := cmp.Diff(wantText, text(t, list)); d != "" {
			t.Fatalf("diagnostics after %v (-anew +again):\n%s", did, d)
		}
		got := files(t, tree)
		if d := cmp.Diff(slices.Sorted(maps.Keys(wantFiles)), slices.Sorted(maps.Keys(got))); d != "" {
			t.Fatalf("files after %v (-anew +again):\n%s", did, d)
		}
		for name, want := range wantFiles {
			if got[name] != want {
				t.Fatalf("%s after %v (-anew +again):\n%s", name, did, cmp.Diff(want, got[name]))
			}
		}
		if list.HasErrors() {
			broken++
		}
		did = append(did, change(t, r, dir, i))
	}
	if broken == 0 && !testing.Short() || broken > steps/2 {
		t.Errorf("%d of %d states of the project were broken", broken, steps)
	}
}

// TestRebuildLook changes the brand and a description of a component, step by
// step, and holds each build against one anew.
func TestRebuildLook(t *testing.T) {
	dir, shop := newShop(t)
	const title = "title: {en: Support, ru: Поддержка}\nbaseURL: https://support.example/\nlanguages: [en, ru]\n"
	const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d 10"><path d="M0 0h9v9z"/></svg>`
	const card = "text: A way.\nparams: {exit: {type: text, text: Where.}}\nexamples: {%s: {with: {exit: Away}}}\n"
	seen := map[string]bool{}
	for i, step := range []struct{ name, data string }{
		{"config.yaml", title},
		{"config.yaml", title + "brand: {colors: {accent: \"#7a1f5c\"}}\n"},
		{"config.yaml", title + "brand: {colors: {accent: \"#1f5c7a\"}, logo: brand/logo.svg}\n"},
		{"brand/logo.svg", fmt.Sprintf(logo, 30)},
		{"brand/logo.svg", fmt.Sprintf(logo, 40)},
		{"themes/signpost/components/goto.yaml", fmt.Sprintf(card, "far")},
		{"themes/signpost/components/goto.yaml", fmt.Sprintf(card, "near")},
		{"config.yaml", title + "brand: {logo: brand/logo.svg, colors: {signal: \"#8a5a00\"}}\n"},
	} {
		write(t, dir, step.name, []byte(step.data))
		tree, _, list, err := shop.build()
		if err != nil {
			t.Fatal(err)
		}
		wantFiles, wantText := fresh(t, dir, shop.engine)
		if d := cmp.Diff(wantText, text(t, list)); d != "" {
			t.Fatalf("step %d: diagnostics (-anew +again):\n%s", i, d)
		}
		got := files(t, tree)
		if tree == nil != (i == 2) { // the logo is not there yet: an error in config.yaml
			t.Fatalf("step %d: a site: %t\n%s", i, tree != nil, wantText)
		}
		if tree != nil && !strings.Contains(got["_components/ru/index.html"], `<h2 id="component-card">`) {
			t.Fatalf("step %d: the components are not shown", i)
		}
		if tree != nil && !maps.Equal(got, wantFiles) {
			t.Fatalf("step %d: %s", i, cmp.Diff(wantFiles, got))
		}
		var all strings.Builder
		for _, name := range slices.Sorted(maps.Keys(got)) {
			all.WriteString(name + got[name])
		}
		all.WriteString(wantText)
		if seen[all.String()] {
			t.Errorf("step %d changed nothing", i)
		}
		seen[all.String()] = true
	}
}

// change makes a random change and names it.
func change(t *testing.T, r *rand.Rand, dir string, i int) string {
	t.Helper()
	edit := func(name string, f func(string) string) {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		write(t, dir, name, []byte(f(string(data))))
	}
	more := "" // a link to a page that comes and goes
	if r.IntN(3) == 0 {
		more = fmt.Sprintf(" and [more](page-%d.md#one)", r.IntN(3))
	}
	zone := []string{"", "\n> [!FOR partner]\n> For partners.\n", "\n> [!TAB a] A\n> One.\n\n> [!TAB b] B\n> Two.\n"}[r.IntN(3)]
	page := func(lang, title string) []byte {
		order := ""
		if lang == "en" {
			order = fmt.Sprintf("order: %d\naudience: %s\n", r.IntN(40), []string{"all", "partner", "customer"}[r.IntN(3)])
		}
		if i%3 == 0 { // the feed of changes comes and goes
			order += fmt.Sprintf("changed: 2026-11-%02d\nchange: Change %d.\n", 1+i%28, i)
		}
		return fmt.Appendf(nil, "---\ntitle: %s\ndescription: d\nmade: machine\nreviewed: no\n%s---\nText %d, see [hours](hours.md#days)%s.\n\n## One {#one}\n\n> [!NOTE]\n> Note.\n%s", title, order, i, more, zone)
	}
	both := func(name string) string {
		for _, lang := range []string{"en", "ru"} {
			write(t, dir, "content/"+lang+"/"+name, page(lang, fmt.Sprintf("%s %d", lang, i)))
		}
		return name
	}
	lang := []string{"en", "ru"}[r.IntN(2)]
	k := r.IntN(17) // 14 and 16 break or mend
	if data, err := os.ReadFile(filepath.Join(dir, "content/ru/guides/hours.md")); err == nil && bytes.Contains(data, []byte("<b>")) {
		k = max(k, 14*r.IntN(2)) // mend it soon
	}
	switch k {
	case 0, 1:
		edit("content/"+lang+"/guides/hours.md", func(s string) string { return s + fmt.Sprintf("\nM%sre.\n", strings.Repeat("o", i+1)) }) // a number would be a fact that one language lacks
		return "a paragraph"
	case 2:
		edit("content/"+lang+"/guides/requests.md", func(s string) string { return strings.Replace(s, "title: ", "title: X", 1) })
		return "a title"
	case 3, 4:
		return "page " + both(fmt.Sprintf("guides/page-%d.md", r.IntN(3)))
	case 5:
		n := r.IntN(3)
		for _, l := range []string{"en", "ru"} {
			if err := os.RemoveAll(filepath.Join(dir, "content", l, "guides", fmt.Sprintf("page-%d.md", n))); err != nil {
				t.Fatal(err)
			}
		}
		return "page gone"
	case 6:
		edit("decisions/help/flow.yaml", func(s string) string {
			if strings.Contains(s, "found: {kind: self}") {
				return strings.Replace(s, "found: {kind: self}", "found: {kind: info}", 1)
			}
			return strings.Replace(s, "found: {kind: info}", "found: {kind: self}", 1)
		})
		return "kind of an outcome"
	case 7:
		edit("decisions/help/flow.yaml", func(s string) string { // two states for one node, and back
			ways := []string{"next: {question: look, fault: urgent}", "next: urgent", "    next:\n      - when: {urgent", "    next:\n      - when: {kind: question}\n        then: look\n      - when: {urgent",
				"given: {kind: question}", "given: {kind: question, urgent: no}"}
			if strings.Contains(s, ways[1]) {
				ways[0], ways[1], ways[2], ways[3], ways[4], ways[5] = ways[1], ways[0], ways[3], ways[2], ways[5], ways[4]
			}
			return strings.NewReplacer(ways...).Replace(s)
		})
		return "a way of a flow"
	case 8:
		for _, l := range []string{"en", "ru"} {
			write(t, dir, "i18n/"+l+".yaml", fmt.Appendf(nil, "home: H%d\ncallout-note: N%d\n", i, i))
		}
		return "strings"
	case 9:
		edit("config.yaml", func(s string) string { return strings.Replace(s, "{en: S", "{en: SS", 1) })
		return "title of the site"
	case 10:
		edit("decisions/contact/"+lang+".md", func(s string) string { return strings.Replace(s, "{#who}", strings.Repeat("x", i+1)+" {#who}", 1) })
		return "words of a question"
	case 11: // a term that pages link to, and one that comes and goes
		terms, words := "terms:\n  days:\n", fmt.Sprintf("## Days {#days}\n\nWorking days, %d.\n", i)
		if r.IntN(2) == 0 {
			terms, words = terms+"  hour:\n", words+"\n## Hour {#hour}\n\nAn hour.\n"
		}
		write(t, dir, "i18n/glossary.yaml", []byte(terms))
		for _, l := range []string{"en", "ru"} {
			write(t, dir, "i18n/glossary."+l+".md", []byte("---\ntitle: Words\ndescription: d\nmade: machine\nreviewed: no\n---\n"+words))
		}
		return "words of a term"
	case 12:
		if _, err := os.Stat(filepath.Join(dir, "i18n/glossary.yaml")); err != nil {
			return "no term to link to"
		}
		link := func(file, term string) {
			edit(file, func(s string) string {
				if strings.Contains(s, term) {
					return strings.Replace(s, term, "\nNo term.\n", 1)
				}
				return s + term
			})
		}
		link("content/"+lang+"/guides/hours.md", "\nA [term](../../../i18n/glossary."+lang+".md#days).\n")
		link("decisions/help/"+lang+".md", "\nA [term](../../i18n/glossary."+lang+".md#days).\n")
		return "a link to a term"
	case 13: // an image that the page shows; in Russian it may be that of the source
		var b bytes.Buffer
		if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1+i%7, 1))); err != nil {
			t.Fatal(err)
		}
		write(t, dir, "content/en/guides/sign.png", b.Bytes())
		if own := "content/ru/guides/sign.png"; r.IntN(2) == 0 {
			write(t, dir, own, append(b.Bytes(), byte(i)))
		} else if err := os.RemoveAll(filepath.Join(dir, own)); err != nil {
			t.Fatal(err)
		}
		for _, l := range []string{"en", "ru"} {
			edit("content/"+l+"/guides/hours.md", func(s string) string {
				if strings.Contains(s, "sign.png") {
					return s
				}
				return s + "\n![Sign](sign.png)\n"
			})
		}
		return "an image"
	case 15: // drills that come and go, and are told otherwise
		gone := r.IntN(3) == 0
		for _, l := range []string{"en", "ru"} {
			name := "decisions/help/drills." + l + ".md"
			if gone {
				if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
					t.Fatal(err)
				}
				continue
			}
			write(t, dir, name, fmt.Appendf(nil, "---\ntitle: Cases\ndescription: d\nmade: machine\nreviewed: no\n---\n## Down {#down}\n\nD%swn.\n\n- `urgent` – Now?\n", strings.Repeat("o", i+1)))
		}
		return "drills"
	}
	edit("content/ru/guides/hours.md", func(s string) string { // break it, or mend it
		if bytes.Contains([]byte(s), []byte("<b>")) {
			return strings.ReplaceAll(s, "<b>", "")
		}
		return s + "\n<b>\n"
	})
	return "broken or mended"
}

// TestServeBroken shows projects with something missing or wrong as far as they
// go: an author at work has such projects most of the time.
func TestServeBroken(t *testing.T) {
	dir, shop := newShop(t)
	const flow, en, ru = "decisions/help/flow.yaml", "decisions/help/en.md", "decisions/help/ru.md"
	for _, c := range []struct{ file, old, new string }{
		{flow, "start: kind", "start: knid"},
		{flow, "start: kind", "start: [kind"},
		{flow, "start: kind\n", ""},
		{flow, "start: kind", "start: flow:contact"},
		{flow, "question: look", "question: lok"},
		{flow, "next: found", "next: kind"},
		{flow, "- else: flow:contact", "- else: flow:nowhere"},
		{flow, "      - else: flow:contact", ""},
		{flow, "answers: [yes, no]", "answers: [yes]"},
		{flow, "answers: [yes, no]", "answers: [yes, no, other]"},
		{flow, "{kind: self}", "{}"},
		{flow, "", ""},
		{en, "## Call us {#call}", "## Call us"},
		{en, "## Call us {#call}", "## Call us {#kind}"},
		{en, "- `question` – A question\n- `fault` – Something does not work\n", ""},
		{en, "- `question` – A question", "- `question`"},
		{en, "title: Do I need help?", ""},
		{en, "---\nAnswer", "Answer"},
		{en, "", ""},
		{ru, "", ""},
		{ru, "", "-"},
		{"decisions/contact/flow.yaml", "", "-"},
		{"content/en/_index.md", "", "-"},
		{"content/ru/_index.md", "", "-"},
		{"content/en/guides/_index.md", "", "-"},
		{"content/en/guides/hours.md", "", "-"},
		{"content/ru/guides/hours.md", "", "-"},
		{"content/ru/guides/hours.md", "", ""},
		{"content/en/guides/hours.md", "## Days {#days}", "## Days\n\n# Top\n\n##### Deep"},
		{"content/en/guides/hours.md", "## Days {#days}", "> [!FOR x]\n\n> [!TAB a]\n\n## Days {#days}"},
		{"i18n/ru.yaml", "", "a: [b\n"},
		{"i18n/glossary.yaml", "", "terms:\n  a:\n"},
		{"i18n/glossary.en.md", "", "---\n---\n## A {#a}\n\n[a](#a)\n"},
		{"config.yaml", "[en, ru]", "[en, ru, pl]"},
		{"config.yaml", "[en, ru]", "[ru, en]"},
		{"config.yaml", "[en, ru]", "[en"},
		{"config.yaml", "", "-"},
	} {
		full := filepath.Join(dir, filepath.FromSlash(c.file))
		was, readErr := os.ReadFile(full)
		now := []byte(strings.Replace(string(was), c.old, c.new, 1))
		if c.old == "" {
			now = []byte(c.new)
		} else if string(now) == string(was) {
			t.Fatalf("%s does not hold %q", c.file, c.old)
		}
		if write(t, dir, c.file, now); c.new == "-" {
			os.Remove(full)
		}
		_, _, list, err := shop.build()
		if err != nil {
			t.Errorf("%s, %q for %q: %v", c.file, c.new, c.old, err)
		}
		if !list.HasErrors() {
			t.Errorf("%s, %q for %q: no error", c.file, c.new, c.old)
		}
		if write(t, dir, c.file, was); readErr != nil {
			os.Remove(full)
		}
	}
	tree, _, list, err := shop.build()
	if want, _ := fresh(t, dir, shop.engine); err != nil || len(list) > 0 || !maps.Equal(want, files(t, tree)) {
		t.Errorf("mended again, it is not what it was: %v, %v", err, list)
	}
}

// TestBuildsAreEqual builds one project on one processor and on several.
func TestBuildsAreEqual(t *testing.T) {
	dir := t.TempDir()
	onDisk(t, dir)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	pictures := &export.Engine{}
	one, _ := fresh(t, dir, pictures)
	if len(one) == 0 {
		t.Fatal("nothing was built")
	}
	for _, n := range []int{2, 5} {
		runtime.GOMAXPROCS(n)
		if more, _ := fresh(t, dir, pictures); !maps.Equal(one, more) {
			t.Errorf("GOMAXPROCS=%d gives another site: %s", n, cmp.Diff(one, more))
		}
	}
}
