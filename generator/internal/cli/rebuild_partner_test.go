package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/export"
	"signpost/generator/internal/hours"
	"signpost/generator/internal/site"
)

// partnerShop is a workshop for the site of a partner, on a day that a test sets.
func partnerShop(t *testing.T) (dir string, shop *workshop, day *hours.Date) {
	t.Helper()
	dir, shop = newShop(t)
	a := &app{env: Env{Dir: dir, Stdout: io.Discard, Stderr: io.Discard}, dir: "."}
	if err := a.newPartner("blue", time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	swap(t, dir, "partners/blue/terms.yaml", "address: [Examplestraat 1, 1000 Brussel]", "address: [Bluestraat 1, 1000 Brussel]")
	swap(t, dir, "partners/blue/en.md", "This is an example. Replace every word of it.", "Terms.")
	swap(t, dir, "partners/blue/ru.md", exampleLine("ru.md", ""), "Условия.")
	shop.partner, day = "blue", new(hours.Date)
	*day = hours.MakeDate(2027, 1, 4)
	shop.today = func() (hours.Date, error) { return *day, nil }
	return dir, shop, day
}

// swap replaces a text that stands in a file once.
func swap(t *testing.T, dir, name, old, now string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(data), old); n != 1 {
		t.Fatalf("%s holds %q %d times", name, old, n)
	}
	write(t, dir, name, []byte(strings.Replace(string(data), old, now, 1)))
}

// freshPartner builds the partner's site with nothing kept from before.
func freshPartner(t *testing.T, dir string, day hours.Date, pictures *export.Engine) (map[string]string, string) {
	t.Helper()
	w, err := (&app{env: Env{Dir: dir}, dir: "."}).open()
	if err != nil {
		t.Fatal(err)
	}
	l, err := w.load()
	if err != nil {
		t.Fatal(err)
	}
	if l, err = w.partnerSite(context.Background(), l, "blue", day); err != nil {
		t.Fatal(err)
	}
	if l.project.Partner == nil {
		return nil, text(t, l.list)
	}
	var b site.Builder
	in := l.input()
	in.Today, in.Engine = day, pictures
	tree, list, err := b.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	return files(t, tree), text(t, append(l.list, list...))
}

// TestRebuildPartner edits a partner and its site, and holds what serve shows
// against a build anew. want is a part of what is wrong, shown whether a page is.
func TestRebuildPartner(t *testing.T) {
	dir, shop, day := partnerShop(t)
	const facts = "partners/blue/terms.yaml"
	for _, c := range []struct {
		name      string
		edit      func()
		want      string
		page, has string
	}{
		{"nothing", func() {}, "", "en/terms/index.html", "Included in every subscription"},
		{"words", func() {
			swap(t, dir, "partners/blue/en.md", "Included in every subscription that you take from us.", "It is there for all.")
		}, "", "en/terms/index.html", "It is there for all."},
		{"facts", func() { swap(t, dir, facts, "amount: 95", "amount: 99") }, "", "en/terms/contact/index.html", "€99 per hour"},
		{"a text of the site", func() {
			swap(t, dir, "content/en/guides/hours.md", "We are there on working days.", "We are there now and then.")
		}, "", "en/guides/hours/index.html", "now and then"},
		{"colours", func() {
			swap(t, dir, facts, "\n# What you lay over", "\nlook: {colors: {accent: \"#7a1f5c\"}}\n\n# What you lay over")
		}, "", "", ""},
		{"what is known", func() { swap(t, dir, facts, "\nlook:", "\nflows: {help: {known: {kind: fault}}}\n\nlook:") }, "", "en/help/index.html", ""},
		{"an amount that is none", func() { swap(t, dir, facts, "amount: 99", "amount: 99x") }, facts + ":95:18: error: \"99x\" is not an amount", "", ""},
		{"mended", func() { swap(t, dir, facts, "amount: 99x", "amount: 98") }, "", "en/terms/contact/index.html", "€98 per hour"},
		{"an answer that is none", func() { swap(t, dir, facts, "{kind: fault}", "{kind: bug}") }, "terms-flow", "en/terms/index.html", ""},
		{"a file that may not be there", func() {
			swap(t, dir, facts, "{kind: bug}", "{kind: fault}")
			write(t, dir, "partners/blue/brand/run.js", []byte("1"))
		}, "partners/blue/brand/run.js:", "en/terms/index.html", ""},
		{"an error of the site", func() {
			if err := os.Remove(filepath.Join(dir, "partners/blue/brand/run.js")); err != nil {
				t.Fatal(err)
			}
			swap(t, dir, "content/en/guides/hours.md", "We are there now and then.", "[Gone](gone.md)")
		}, "link-broken", "en/terms/index.html", ""},
		{"mended again", func() { swap(t, dir, "content/en/guides/hours.md", "[Gone](gone.md)", "Hello.") }, "", "en/guides/hours/index.html", "Hello."},
		{"another day", func() { *day = hours.MakeDate(2028, 1, 3) }, "terms-review-due", "en/terms/index.html", ""},
	} {
		c.edit()
		tree, _, list, err := shop.build()
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		got, said := files(t, tree), text(t, list)
		if !strings.Contains(said, c.want) || c.want == "" && said != "" {
			t.Errorf("%s: want %q, got\n%s", c.name, c.want, said)
		}
		if c.page != "" && !strings.Contains(got[c.page], c.has) || c.page != "" && got[c.page] == "" {
			t.Errorf("%s: %s does not hold %q", c.name, c.page, c.has)
		}
		if c.name == "what is known" && strings.Contains(got["en/guides/requests/index.html"], "help/#kind") {
			t.Error("a guide leads to a question that is not asked here")
		}
		want, saidAnew := freshPartner(t, dir, *day, shop.engine)
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("%s: the site (-anew +again):\n%s", c.name, d)
		}
		if d := cmp.Diff(saidAnew, said); d != "" {
			t.Errorf("%s: what is wrong (-anew +again):\n%s", c.name, d)
		}
	}
}

// TestDraft shows the draft of a version from the day on which it begins, to its
// author alone.
func TestDraft(t *testing.T) {
	dir, shop, day := partnerShop(t)
	run := func(args ...string) int { return Main(args, Env{Dir: dir, Stdout: io.Discard, Stderr: io.Discard}) }
	if code := run("terms", "keep", "blue", "--date", "2027-01-04"); code != 0 {
		t.Fatal("not kept")
	}
	swap(t, dir, "partners/blue/terms.yaml", "  number: 1\n  status: published", "  number: 2\n  status: draft")
	swap(t, dir, "partners/blue/terms.yaml", "valid-from: 2026-11-26", "valid-from: 2027-06-01")
	swap(t, dir, "partners/blue/terms.yaml", "amount: 95", "amount: 120")
	for _, c := range []struct {
		day   hours.Date
		price string
	}{{hours.MakeDate(2027, 5, 31), "€95 per hour"}, {hours.MakeDate(2027, 6, 1), "€120 per hour"}, {hours.MakeDate(2027, 1, 4), "€95 per hour"}} {
		*day = c.day
		tree, _, list, err := shop.build()
		if err != nil || tree == nil || len(list) > 0 {
			t.Fatal(c.day, err, text(t, list))
		}
		got := files(t, tree)
		if !strings.Contains(got["en/terms/contact/index.html"], c.price) || got["en/terms/2/index.html"] != "" != (c.price == "€120 per hour") {
			t.Errorf("%s: no price of %s, or the draft at the wrong time", c.day, c.price)
		}
	}
	if code := run("build", "--partner", "blue", "--date", "2027-06-01"); code != 0 {
		t.Fatal("not built")
	}
	data, err := os.ReadFile(filepath.Join(dir, partnersOut, "blue/en/terms/contact/index.html"))
	if err != nil || !strings.Contains(string(data), "€95 per hour") || strings.Contains(string(data), "€120 per hour") {
		t.Errorf("the draft was published: %v", err)
	}

	// The first terms of a partner may be a draft: they are shown, and what is wrong is said.
	if err := os.RemoveAll(filepath.Join(dir, "partners/blue/versions")); err != nil {
		t.Fatal(err)
	}
	*day = hours.MakeDate(2027, 6, 1)
	tree, _, list, err := shop.build()
	if err != nil || !strings.Contains(files(t, tree)["en/terms/contact/index.html"], "€120 per hour") || !strings.Contains(text(t, list), "terms-not-in-force") {
		t.Error(err, text(t, list))
	}
}

// TestPartnerOfSite shows the site itself while a partner is broken: on the pages
// that list partners alone one reads of it.
func TestPartnerOfSite(t *testing.T) {
	dir, shop, _ := partnerShop(t)
	shop.partner = ""
	tree, _, list, err := shop.build()
	if err != nil || len(list) > 0 || !strings.Contains(files(t, tree)["en/partners/index.html"], "Blue") {
		t.Fatal(err, text(t, list))
	}
	swap(t, dir, "partners/blue/terms.yaml", "amount: 95", "amount: 95x")
	if tree, _, list, err = shop.build(); err != nil || tree == nil || !strings.Contains(text(t, list), "terms-amount") {
		t.Fatal(err, text(t, list))
	}
	if got := files(t, tree)["en/partners/index.html"]; got != "" {
		t.Errorf("a broken partner is listed:\n%s", got)
	}
	for page, want := range map[string]bool{"/en/": false, "/en/partners/": true, "/sub/ru/partners/cz/": true} {
		for _, d := range list {
			if showsPartners(page, d) != want {
				t.Errorf("%s: %s is shown, or not: want %t", page, d.Code, want)
			}
		}
	}
	if !showsPartners("/en/", diag.Diagnostic{Pos: diag.Pos{File: "content/en/_index.md"}}) {
		t.Error("what is wrong with the site is not shown")
	}
}

// TestServeRefuses names what serve cannot show.
func TestServeRefuses(t *testing.T) {
	dir, _, _ := partnerShop(t)
	for _, c := range []struct{ args, want string }{
		{"--partner red", `there is no partner "red"`},
		{"--partner all", "one partner"},
		{"--partner blue --date tomorrow", `"tomorrow" is not a day`},
	} {
		var out strings.Builder
		args := append([]string{"serve", "--addr", "localhost:0"}, strings.Fields(c.args)...)
		if code := Main(args, Env{Dir: dir, Stdout: &out, Stderr: &out}); code != exitUsage || !strings.Contains(out.String(), c.want) {
			t.Error(fmt.Sprint(c.args, code, out.String()))
		}
	}
}
