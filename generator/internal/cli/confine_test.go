package cli

import (
	"bytes"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"signpost/generator/internal/source"
	"signpost/generator/internal/terms"
	"signpost/generator/internal/verify"
)

// fivePartners is a project with partners a to e, of whom c is broken.
func fivePartners(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	run := func(args ...string) {
		t.Helper()
		var out bytes.Buffer
		if code := Main(args, Env{Stdout: &out, Stderr: &out, Dir: filepath.Dir(dir)}); code != 0 {
			t.Fatalf("%v: exit %d\n%s", args, code, &out)
		}
	}
	run("new", "site", "--languages", "en,cs")
	for _, id := range strings.Fields("a b c d e") {
		run("new", "partner", "partner-"+id, "-C", "site")
	}
	if err := os.WriteFile(filepath.Join(dir, "partners/partner-c/page.html"), []byte("<script>"), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestGuard loads five partners, one of them broken: what is wrong with it is
// with it alone, and the order is that of the names.
func TestGuard(t *testing.T) {
	a := &app{env: Env{Dir: fivePartners(t)}, dir: "."}
	w, err := a.open()
	if err != nil {
		t.Fatal(err)
	}
	ids, err := partners(w)
	if err != nil {
		t.Fatal(err)
	}
	g, err := w.guard()
	if err != nil {
		t.Fatal(err)
	}
	defer g.close()
	today, err := a.day("") // on which the partners were made
	if err != nil {
		t.Fatal(err)
	}
	all, err := g.all(t.Context(), ids, today)
	if err != nil || len(all) != 5 {
		t.Fatalf("%d partners, %v", len(all), err)
	}
	for i, p := range all {
		if p.ID != "partner-"+string(rune('a'+i)) || p.list.HasErrors() != (i == 2) || p.Newest() == nil {
			t.Errorf("%d: %s: %v", i, p.ID, p.list)
		}
	}
}

// TestWordsGivenUp: words that the process for them ends with are named, and
// nothing is said of what follows from that.
func TestWordsGivenUp(t *testing.T) {
	dir := fivePartners(t)
	no, err := exec.LookPath("false")
	if err != nil {
		t.Skip("no program that fails")
	}
	check := func(self []string) (string, int) {
		var out, errs bytes.Buffer
		code := Main([]string{"terms", "check", "partner-a"}, Env{Stdout: &out, Stderr: &errs, Dir: dir, Self: self})
		return errs.String(), code
	}
	got, code := check([]string{no})
	for _, file := range []string{"cs.md", "en.md"} {
		if want := "partners/partner-a/" + file + ":1:1: error: the text is not read: the program that read it ended [partner-words]"; !strings.Contains(got, want) {
			t.Errorf("no %q", want)
		}
	}
	if code != exitProject || !strings.Contains(got, "\n2 errors\n") {
		t.Errorf("exit %d\n%s", code, got)
	}
	if got, code = check([]string{"/nowhere/signpost"}); code != exitUsage {
		t.Errorf("a program that is not there: exit %d\n%s", code, got)
	}
}

// TestHarmful holds HTML that no words become against the list of verify.
func TestHarmful(t *testing.T) {
	for _, html := range []string{"<script>a</script>", "<p onclick=\"a\">a</p>", "<p style=\"color:red\">a</p>", "<iframe src=\"a\"></iframe>", "<a href=\"javascript:a\">a</a>",
		"<img src=\"https://evil.example/a.png\" alt=\"a\">", "<base href=\"https://evil.example/\">", "<style>a{}</style>", "<object></object>", "<p srcdoc=\"a\">a</p>"} {
		if wrong, err := harmful([]byte(html)); wrong == "" || err != nil {
			t.Errorf("%s: %q, %v", html, wrong, err)
		}
	}
	for _, html := range []string{"", "<p>a <a href=\"https://a.example/\" rel=\"noopener noreferrer\">b</a></p>", "<h2 id=\"a\">a</h2><ul><li><code>b</code></li></ul>",
		"<section class=\"table\" tabindex=\"0\" aria-label=\"a\"><table><thead><tr><th>a</th></tr></thead></table></section>"} {
		if wrong, err := harmful([]byte(html)); wrong != "" || err != nil {
			t.Errorf("%s: %q, %v", html, wrong, err)
		}
	}
}

// TestRemains: what verify takes for the remains of a template is refused in
// facts and in words, with a place, before a page is made of it.
func TestRemains(t *testing.T) {
	dir := fivePartners(t)
	facts, words := filepath.Join(dir, "partners/partner-a/terms.yaml"), filepath.Join(dir, "partners/partner-a/en.md")
	for _, text := range verify.Leftovers() {
		if wrong, err := harmful([]byte("<p>" + html.EscapeString(text) + "</p>")); wrong == "" || err != nil {
			t.Errorf("%q is nothing to verify: %v", text, err)
		}
		for _, file := range []string{facts, words} {
			old, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			changed := strings.Replace(string(old), "  name: Partner A SRL", "  name: "+source.Quote("Partner "+text), 1)
			if file == words {
				changed = string(old) + "\nAnd " + text + ".\n"
			}
			if err := os.WriteFile(file, []byte(changed), 0o644); err != nil {
				t.Fatal(err)
			}
			var out, errs bytes.Buffer
			code := Main([]string{"terms", "check", "partner-a"}, Env{Stdout: &out, Stderr: &errs, Dir: dir})
			if code != exitProject || !strings.Contains(errs.String(), "[terms-text]") {
				t.Errorf("%q in %s: exit %d\n%s", text, filepath.Base(file), code, &errs)
			}
			if err := os.WriteFile(file, old, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	// Written so that it comes of reading Markdown alone.
	for _, text := range []string{`\{\{ a`, `&lbrace;&lbrace; a`, `&#123;&#123; a`} {
		doc := "---\ntitle: a\ndescription: b\nmade: person\nreviewed: no\n---\n\n" + text + "\n"
		if wrong, err := harmful(terms.Rehearse("en.md", []byte(doc))); wrong == "" || err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

var title = regexp.MustCompile(`(?m)^title: .*$`)

// TestUnforeseen: the site of one partner is found to be broken when it is built,
// which no rule foresaw: the others are built.
func TestUnforeseen(t *testing.T) {
	dir := fivePartners(t)
	theme := filepath.Join(dir, "themes/signpost/layouts/_partials/components/footer.html")
	if err := os.MkdirAll(filepath.Dir(theme), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(theme, []byte(`{{ if eq .Title "Terms like no others" }}<p>ZgotmplZ</p>{{ end }}`), 0o644); err != nil {
		t.Fatal(err)
	}
	words := filepath.Join(dir, "partners/partner-b/en.md")
	old, err := os.ReadFile(words)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(words, title.ReplaceAll(old, []byte("title: Terms like no others")), 0o644); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	if code := Main([]string{"build", "--partner", "all", "--skip-broken"}, Env{Stdout: &out, Stderr: &errs, Dir: dir}); code != exitOK {
		t.Fatalf("exit %d\n%s", code, &errs)
	}
	for id, want := range map[string]bool{"a": true, "b": false, "c": false, "d": true, "e": true} {
		_, err := os.Stat(filepath.Join(dir, "public-partners/partner-"+id, "index.html"))
		if (err == nil) != want || strings.Contains(errs.String(), "partner partner-"+id+" is left out") == want {
			t.Errorf("partner %s: %v\n%s", id, err, &errs)
		}
	}
	errs.Reset()
	if code := Main([]string{"build", "--partner", "partner-b", "--skip-broken"}, Env{Stdout: &out, Stderr: &errs, Dir: dir}); code != exitProject {
		t.Errorf("none was built: exit %d\n%s", code, &errs)
	}
}
