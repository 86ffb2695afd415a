package terms

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/hours"
)

// copyOf is an example in memory, to be changed.
func copyOf(t *testing.T, id string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	root := os.DirFS(examples)
	err := fs.WalkDir(root, id, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		out[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestBroken reads testdata/broken/*.txtar: "change" has a line for each change
// of an example, PARTNER/FILE | old | new, or PARTNER/FILE alone to delete it;
// other files but "want" are added. "want" holds what is reported.
func TestBroken(t *testing.T) {
	names, _ := filepath.Glob("testdata/broken/*.txtar")
	if len(names) < 20 {
		t.Fatalf("%d archives", len(names))
	}
	reported := map[string]bool{}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if strings.TrimSpace(string(ar.Comment)) == "" {
				t.Error("the archive does not say what is wrong")
			}
			want, partner, today := "", "", buildDay
			var files fstest.MapFS
			for _, f := range ar.Files {
				switch f.Name {
				case "want":
					want = string(f.Data)
				case "day":
					d, err := time.Parse(time.DateOnly, strings.TrimSpace(string(f.Data)))
					if err != nil {
						t.Fatal(err)
					}
					today = hours.DateOf(d)
				case "change":
					for line := range strings.Lines(string(f.Data)) {
						c := strings.Split(strings.TrimSuffix(line, "\n"), " | ")
						if files == nil {
							partner, _, _ = strings.Cut(c[0], "/")
							files = copyOf(t, partner)
						}
						change(t, files, c)
					}
				default:
					files[f.Name] = &fstest.MapFile{Data: f.Data}
				}
			}
			_, l := Load(files, partner, today)
			var got strings.Builder
			for _, d := range l.Sorted() {
				reported[d.Code] = true
				fmt.Fprintf(&got, "%v: %v: %s [%s]\n", d.Pos, d.Severity, d.Message, d.Code)
				for _, r := range d.Related {
					fmt.Fprintf(&got, "  %v: note: %s\n", r.Pos, r.Message)
				}
				if d.Hint != "" {
					fmt.Fprintf(&got, "  hint: %s\n", d.Hint)
				}
			}
			if os.Getenv("UPDATE") != "" {
				ar.Files = slices.DeleteFunc(ar.Files, func(f txtar.File) bool { return f.Name == "want" })
				ar.Files = append(ar.Files, txtar.File{Name: "want", Data: []byte(got.String())})
				if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if d := cmp.Diff(want, got.String()); d != "" || want == "" {
				t.Error(d)
			}
		})
	}
	for _, code := range strings.Fields("terms-file terms-fact-missing terms-id terms-reference terms-value terms-number terms-amount terms-contact " +
		"terms-date terms-target-missing terms-limit terms-text terms-version terms-overlap terms-not-in-force terms-gap terms-review-due terms-language " +
		"terms-name text-file-missing text-missing text-unknown answer-missing answer-unknown answer-id answer-repeated answer-empty") {
		if !reported[code] {
			t.Errorf("no archive reports %s", code)
		}
	}
}

func change(t *testing.T, files fstest.MapFS, c []string) {
	t.Helper()
	if len(c) == 1 {
		delete(files, c[0])
		return
	}
	old, new := strings.ReplaceAll(c[1], `\n`, "\n"), strings.ReplaceAll(c[2], `\n`, "\n")
	data := string(files[c[0]].Data)
	if strings.Count(data, old) != 1 {
		t.Fatalf("%s: %q stands there %d times", c[0], c[1], strings.Count(data, old))
	}
	files[c[0]] = &fstest.MapFile{Data: []byte(strings.Replace(data, old, new, 1))}
}

// TestMandatory takes each of the four facts that a partner must publish away,
// and the words of each in every language.
func TestMandatory(t *testing.T) {
	for _, key := range []string{"kinds", "hours", "channels", "plans"} {
		_, l := Parse("terms.yaml", []byte("languages: [cs]\n"+key+":\n"))
		n := 0
		for _, d := range l {
			if d.Code == "terms-fact-missing" {
				n++
			}
		}
		if n != 4 {
			t.Errorf("%s empty: %d of the facts are missed, want 4: %v", key, n, l)
		}
	}
	for _, lang := range []string{"nl", "fr", "en"} {
		for _, id := range []string{"kind-remote", "hours-desk", "channel-mail", "plan-starter"} {
			files := copyOf(t, "deux-rivieres")
			name := "deux-rivieres/" + lang + ".md"
			files[name].Data = []byte(strings.Replace(string(files[name].Data), "{#"+id+"}", "{#about-it}", 1))
			_, l := Load(files, "deux-rivieres", buildDay)
			found := false
			for _, d := range l {
				found = found || d.Code == "text-missing" && d.Pos.File == name && strings.Contains(d.Hint, "{#"+id+"}")
			}
			if !found {
				t.Errorf("%s without %s: %v", lang, id, l)
			}
		}
	}
}

// TestInForce asks on several days which version is in force and which is next.
func TestInForce(t *testing.T) {
	for _, c := range []struct{ partner, day, current, next string }{
		{"modra-hora", "2025-09-01", "1", "2"},
		{"modra-hora", "2026-08-31", "1", "2"},
		{"modra-hora", "2026-09-01", "2", ""},
		{"modra-hora", "2030-01-01", "2", ""},
		{"polderwolk", "2026-12-31", "2.1", "3"},
		{"polderwolk", "2027-01-01", "3", ""},
		{"altitude", "2027-05-31", "1", ""},
		{"altitude", "2027-06-01", "", ""},
		{"altitude", "2026-05-31", "", "1"},
	} {
		d, _ := time.Parse(time.DateOnly, c.day)
		p, l := Load(os.DirFS(examples), c.partner, hours.DateOf(d))
		number := func(t *Terms) string {
			if t == nil {
				return ""
			}
			return t.Version.Number
		}
		if number(p.Current) != c.current || number(p.Next) != c.next || (c.current == "") != l.HasErrors() {
			t.Errorf("%s on %s: %q, next %q, %v", c.partner, c.day, number(p.Current), number(p.Next), l)
		}
	}
}

// TestDiff compares two versions by fact.
func TestDiff(t *testing.T) {
	p := loadExample(t, "polderwolk")
	var got []string
	for _, d := range Diff(p.Versions[0], p.Versions[1]) {
		got = append(got, fmt.Sprintf("%s %s: %s -> %s", d.Path, d.Lang, d.Old, d.New))
	}
	want := []string{
		"hours.desk.week.sat :  -> 10:00-13:00",
		"plans.card.prices.hour.amount : 92 -> 98.50",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if d := Diff(p.Versions[0], p.Versions[0]); len(d) > 0 {
		t.Errorf("a version differs from itself: %v", d)
	}
	p = loadExample(t, "modra-hora")
	paths := map[string]Difference{}
	for _, d := range Diff(p.Versions[0], p.Versions[1]) {
		paths[d.Path+" "+d.Lang] = d
	}
	for path, want := range map[string][2]string{
		"hours ":                                     {"desk", "desk, on-call"},
		"hours.on-call.name cs":                      {"", "Pohotovost"},
		"channels.phone.hours ":                      {"desk", "desk, on-call"},
		"channels.phone.text en":                     {"Call whenever your work stands still.", "Call whenever your work stands still. At night and at weekends you reach the engineer on call."},
		"plans.basic.prices.hour.amount ":            {"1350", "1490"},
		"plans.care.targets.critical.clock ":         {"business", "wall"},
		"plans.care.surcharges.on-call.percent ":     {"", "50"},
		"plans.care.targets.critical.firstResponse ": {"PT2H", "PT1H"},
	} {
		if d := paths[path]; d.Old != want[0] || d.New != want[1] {
			t.Errorf("%s: %q -> %q, want %q", path, d.Old, d.New, want)
		}
	}
	// Both ways say the same.
	back := Diff(p.Versions[1], p.Versions[0])
	if len(back) != len(paths) {
		t.Errorf("%d differences, %d the other way", len(paths), len(back))
	}
	for _, d := range back {
		if o := paths[d.Path+" "+d.Lang]; o.Old != d.New || o.New != d.Old {
			t.Errorf("%s %s: %q -> %q, the other way %q -> %q", d.Path, d.Lang, o.Old, o.New, d.Old, d.New)
		}
	}
}

// TestProfile compares with what the vendor shows.
func TestProfile(t *testing.T) {
	terms := loadExample(t, "deux-rivieres").Current
	for _, c := range []struct{ json, want string }{
		{`{"email": "help@deux-rivieres.example", "telephone": "+32 2 000 01 96", "website": "https://deux-rivieres.example/"}`, ""},
		{`{"email": "Help@Deux-Rivieres.example", "telephone": "02 000 01 97", "website": "http://www.deux-rivieres.example"}`, ""},
		{`{"email": "mailto:help@deux-rivieres.example", "telephone": "tel:+32-2-000-01-96", "website": "deux-rivieres.example"}`, ""},
		{`{"email": "help@deux-rivieres.example", "telephone": "0032 (0)2 000 01 96", "website": "https://deux-rivieres.example", "attributes": {"x": 1}}`, ""},
		{`{"email": "support@deux-rivieres.example", "telephone": "+32 2 000 01 98", "website": "https://deux-rivieres.example/help"}`, "email telephone website"},
		{`{"email": "help@deux-rivieres.example"}`, "telephone website"},
		{`{}`, "error"},
		{`[]`, "error"},
		{`{"email": 3}`, "error"},
	} {
		p, err := ParseProfile([]byte(c.json))
		var got []string
		if err != nil {
			got = append(got, "error")
		} else {
			for _, d := range terms.CompareProfile(p) {
				got = append(got, d.Field)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %q, want %q", c.json, s, c.want)
		}
	}
}

// TestLimits gives words at each limit and one above.
func TestLimits(t *testing.T) {
	const head = "---\ntitle: a\ndescription: b\nmade: person\nreviewed: no\n---\n"
	table := func(columns, rows int) string {
		return strings.Repeat("|a", columns) + "|\n" + strings.Repeat("|-", columns) + "|\n" + strings.Repeat(strings.Repeat("|a", columns)+"|\n", rows)
	}
	for _, c := range []struct{ name, at, above string }{
		{"line", strings.Repeat("a", maxLine), strings.Repeat("a", maxLine+1)},
		{"paragraph", strings.Repeat(strings.Repeat("a", 1023)+"\n", 16), strings.Repeat(strings.Repeat("a", 1023)+"\n", 16) + "b"},
		{"columns", table(maxColumns, 2), table(maxColumns+1, 2)},
		{"rows", table(2, maxRows), table(2, maxRows+1)},
		{"quotations", strings.Repeat(">", maxNesting) + " a", strings.Repeat(">", maxNesting+1) + " a"},
		{"lists", strings.Repeat("- ", maxNesting) + "a", strings.Repeat("- ", maxNesting+1) + "a"},
	} {
		if _, l := parseWords("cs.md", []byte(head+c.at)); l.HasErrors() {
			t.Errorf("%s: at the limit: %v", c.name, l)
		}
		if _, l := parseWords("cs.md", []byte(head+c.above)); len(l) == 0 || l[0].Code != "terms-limit" {
			t.Errorf("%s: above the limit: %v", c.name, l)
		}
	}
}

// TestPathological gives words, as long as they may be, whose parsing is known
// to take the square of their size: refused or read, within a second.
func TestPathological(t *testing.T) {
	const head = "---\ntitle: a\ndescription: b\nmade: person\nreviewed: no\n---\n"
	for _, s := range []string{"*a_ ", "a**b", "c* ", "[a](<b", "[a](b", "[](", "> ", "`a``", "![[]()", "<!--", "[a]: b ", "- ", "1) ", "| ", "\\", "&", "[", "_a ", "~~a", "<a "} {
		for _, sep := range []string{"", "\n", "\n\n"} {
			text := head + strings.Repeat(s+sep, (maxWords-len(head))/len(s+sep))
			fastest := time.Hour
			for try := 0; try == 0 || try < 8 && fastest > time.Second; try++ { // others use the machine too
				start := time.Now()
				parseWords("cs.md", []byte(text))
				fastest = min(fastest, time.Since(start))
			}
			if fastest > time.Second && !testing.Short() {
				t.Errorf("%q, separated by %q: %v", s, sep, fastest)
			}
		}
	}
}

// TestHostileWords: nothing that a partner writes leads out of its place or
// becomes a command.
func TestHostileWords(t *testing.T) {
	const head = "---\ntitle: a\ndescription: b\nmade: person\nreviewed: no\n---\n"
	for _, c := range []struct{ text, code string }{
		{"{{< param x >}}", "terms-text"},
		{"`{{% ref \"/\" %}}`", "terms-text"},
		{"[a](../../content/en/guides/x.md)", "terms-text"},
		{"[a](/vendor/)", "terms-text"},
		{"[a](#nowhere)", "terms-text"},
		{"![a](logo.png)", "terms-text"},
		{"<script>alert(1)</script>", "text-html"},
		{"[a](javascript:alert(1))", "text-link-scheme"},
		{"[a](java&Tab;script:alert(1))", "text-link-scheme"},
		{"[a](data:image/png;base64,AA)", "text-link-scheme"},
		{"[a](//evil.example)", "text-link-scheme"},
		{"<ms-settings:x>", "text-link-scheme"},
		{"## A {#signpost-menu}", "text-heading-id"},
		{"## A {.x onclick=y}", "terms-text"},
	} {
		_, l := parseWords("cs.md", []byte(head+c.text+"\n"))
		if !slices.ContainsFunc(l, func(d diag.Diagnostic) bool { return d.Code == c.code && d.Pos.Line >= 7 }) {
			t.Errorf("%s: %v, want %s", c.text, l, c.code)
		}
	}
	for _, key := range strings.Fields("url slug aliases type layout outputs cascade menus sites build markup translationKey date publishDate expiryDate weight draft params " +
		"order audience questions steps missing origin changed change") {
		text := strings.Replace(head, "title: a\n", "title: a\n"+key+": x\n", 1)
		_, l := parseWords("cs.md", []byte(text))
		if !slices.ContainsFunc(l, func(d diag.Diagnostic) bool { return d.Pos.Line == 3 && d.Pos.Col == 1 }) {
			t.Errorf("front matter key %s: %v", key, l)
		}
	}
}

// FuzzParse reads anything: no panic, and every place inside the file.
func FuzzParse(f *testing.F) {
	names, err := filepath.Glob(examples + "/*/terms.yaml")
	if err != nil || len(names) == 0 {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Add("plans: {a: {prices: [{}]}}\nflows: {a: {known: {b: }}}\n")
	f.Fuzz(func(t *testing.T, s string) {
		terms, l := Parse("terms.yaml", []byte(s))
		for _, d := range l {
			if lines := strings.Count(s, "\n") + 1; d.Pos.Line < 1 || d.Pos.Line > lines || d.Pos.Col < 1 {
				t.Errorf("a place outside of the file: %v", d)
			}
		}
		if !l.HasErrors() {
			terms.needs()
			terms.Facts()
		}
	})
}
