package cli

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRebuildTranslations takes a project through the states of a translation, step by step, and holds what serve
// builds against a build anew; each step shows what it has to.
func TestRebuildTranslations(t *testing.T) {
	dir, shop := newShop(t)
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	edit := func(name, from, to string) {
		s := read(name)
		if !strings.Contains(s, from) {
			t.Fatalf("%s does not hold %q", name, from)
		}
		write(t, dir, name, []byte(strings.ReplaceAll(s, from, to)))
	}
	remove := func(name string) {
		if err := os.Remove(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			t.Fatal(err)
		}
	}
	stamp := func(args ...string) {
		if code := Main(append([]string{"translate", "stamp"}, args...), Env{Stdout: &strings.Builder{}, Stderr: &strings.Builder{}, Dir: dir}); code != 0 {
			t.Fatalf("stamp %v: exit %d", args, code)
		}
	}
	const hours, requests = "ru/guides/hours/index.html", "ru/guides/requests/index.html"
	for i, step := range []struct {
		change       func()
		page         string
		holds, lacks string
	}{
		{func() {}, hours, "Этот текст переведён автоматически", `class="stale"`},
		{func() { stamp("--all", "--day", "2026-11-20") }, hours, "20\u00a0ноября\u00a02026", `class="stale"`},
		{func() { edit("content/en/guides/hours.md", "Monday", "Tuesday") }, hours, `class="stale"`, "nothing"},
		{func() { stamp("content/ru/guides/hours.md", "--day", "2026-11-24") }, hours, "24\u00a0ноября\u00a02026", `class="stale"`},
		{func() { edit("decisions/help/en.md", "At once.", "Soon.") }, "ru/help/index.html", `href="../../en/help/#call"`, "nothing"},
		{func() { stamp("decisions/help/ru.md", "--reviewed", "2026-11-25") }, "ru/help/index.html", "Проверен человеком: 25\u00a0ноября", `class="stale"`},
		{func() {
			edit("content/en/guides/hours.md", "audience: customer\n", "audience: customer\nmissing: {ru: fallback}\n")
			remove("content/ru/guides/hours.md")
		}, hours, "<h2 id=\"days\">Days</h2>", "Дни"},
		{func() {}, requests, `href="../hours/#days"`, "nothing"},
		{func() { edit("content/en/guides/hours.md", "Tuesday", "Wednesday") }, hours, "Wednesday", "Tuesday"},
		{func() { edit("content/en/guides/hours.md", "fallback", "withheld") }, hours, "намеренно", "Wednesday"},
		{func() {}, requests, `href="../hours/"`, `href="../hours/#days"`},
		{func() {
			edit("decisions/help/en.md", "reviewed: 2026-11-21\n", "reviewed: 2026-11-21\nmissing: {ru: withheld}\n")
			remove("decisions/help/ru.md")
		}, "ru/help/index.html", "намеренно", "data-state"},
		{func() {}, "en/help/review/index.html", `href="../../../ru/help/"`, "ru/help/review/"},
	} {
		step.change()
		tree, _, list, err := shop.build()
		if err != nil || tree == nil {
			t.Fatalf("step %d: %v\n%s", i, err, text(t, list))
		}
		want, wantText := fresh(t, dir, shop.engine)
		if d := cmp.Diff(wantText, text(t, list)); d != "" || wantText != "" {
			t.Fatalf("step %d: diagnostics (-anew +again):\n%s%s", i, d, wantText)
		}
		got := files(t, tree)
		if !maps.Equal(got, want) {
			t.Fatalf("step %d: %s", i, cmp.Diff(want, got))
		}
		main := got[step.page][max(0, strings.Index(got[step.page], "<main")):]
		if strings.HasSuffix(step.page, "review/index.html") {
			main = got[step.page]
		}
		if !strings.Contains(main, step.holds) || strings.Contains(main, step.lacks) {
			t.Errorf("step %d: %s must hold %q and not %q:\n%s", i, step.page, step.holds, step.lacks, main)
		}
	}
}
