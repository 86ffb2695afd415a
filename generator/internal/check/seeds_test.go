package check

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/project"
)

// seeds are five public pages with the defects of machine translation that
// rules must find: each in its language, with what has to be reported where.
var seeds = []struct {
	file, lang string
	want       []finding
}{
	{"000", "ru", []finding{
		{"typography-nobreak", ""},
		{"name-old", "Skype для бизнеса"},
	}},
	{"001", "nl", []finding{
		{"letter-foreign", "ƫ"},
		{"term-misleading", "Verkoopondersteuning"},
		{"term-forbidden", "partner van de record"},
		{"term-forbidden", "basislijnondersteuningsgrenzen"},
		{"term-forbidden", "Partners voor directe facturering"},
		{"name-old", "Skype voor Bedrijven"},
	}},
	{"002", "fr", []finding{
		{"typography-nobreak", ""},
		{"term-mixed", "prise en charge"},
		{"term-mixed", "soutien"},
		{"term-forbidden", "Agent d'assistance technique"},
		{"term-forbidden", "conseillers approuvés"},
		{"term-forbidden", "base de référence"},
		{"name-old", "Skype Entreprise"},
	}},
	{"003", "ru", []finding{
		{"text-bold", "**Customers (клиенты**"},
		{"typography-nobreak", ""},
		{"term-misleading", "понимать всю структуру поддержки"},
		{"name-old", "Office 365"},
		{"name-old", "компетенций уровня Gold"},
	}},
	{"004", "cs", []finding{
		{"typography-nobreak", ""},
		{"word-unknown", "natáhodili"},
		{"word-unknown", "neprodukní"},
		{"word-unknown", "obeštku"},
		{"word-unknown", "vynechu"},
		{"address-broken", " [customerdomainname]"},
		{"term-misleading", "relaci"},
		{"term-forbidden", "incidenty s opravami"},
		{"name-old", "Office 365"},
		{"name-old", "CRM Online"},
		{"name-old", "Enterprise Mobility Suite"},
		{"name-old", "Microsoft Partner Network"},
		{"name-old", "MPN"},
	}},
}

// finding is a code with the words that its position is at.
type finding struct{ code, at string }

// TestSeeds makes a project of each seed and this site's glossary, and looks for what is known to be wrong.
func TestSeeds(t *testing.T) {
	const folder = "../../../../shared/seeds"
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the five pages with known defects are not beside the project")
	}
	glossary, err := os.ReadFile("../../../" + project.GlossaryFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, seed := range seeds {
		t.Run(seed.file, func(t *testing.T) {
			names, err := filepath.Glob(filepath.Join(folder, seed.file+"_*.txt"))
			if err != nil || len(names) != 1 {
				t.Fatalf("%d files: %v", len(names), err)
			}
			raw, err := os.ReadFile(names[0])
			if err != nil {
				t.Fatal(err)
			}
			text := wrapped(string(raw))
			list, lines := reported(t, seed.lang, text, glossary), strings.Split(text, "\n")
			for _, f := range seed.want {
				if !slices.ContainsFunc(list, func(d diag.Diagnostic) bool {
					return d.Code == f.code && d.Pos.Line > 0 && strings.HasPrefix(string([]rune(lines[d.Pos.Line-1])[d.Pos.Col-1:]), f.at)
				}) {
					t.Errorf("nothing reports %s at %q", f.code, f.at)
				}
			}
			if testing.Verbose() {
				t.Log(printed(list))
			}
		})
	}
}

// wrapped makes a page of a seed: its own front matter away, bullets as lists.
func wrapped(raw string) string {
	if rest, ok := strings.CutPrefix(raw, "---\n"); ok {
		_, raw, _ = strings.Cut(rest, "\n---\n")
	}
	var b strings.Builder
	b.WriteString("---\ntitle: T\ndescription: D\nmade: machine\nreviewed: no\n---\n")
	for line := range strings.Lines(raw) {
		line = strings.TrimLeft(line, " ")
		if strings.HasPrefix(line, "#") { // headings have ids here
			line = strings.TrimLeft(line, "# ")
		}
		b.WriteString(strings.Replace(line, "•", "-", 1))
	}
	return b.String()
}

// reported is what all rules say of a page in one language.
func reported(t *testing.T, lang, text string, glossary []byte) diag.List {
	t.Helper()
	files := fstest.MapFS{
		"config.yaml":                    {Data: []byte("title: T\nlanguages: [" + lang + "]\n")},
		"content/" + lang + "/_index.md": {Data: []byte(text)},
		project.GlossaryFile:             {Data: glossary},
	}
	var ld project.Loader
	p, l, err := ld.Load(files, func(string) fs.FS { return fstest.MapFS{"i18n/" + lang + ".yaml": {}} })
	if err != nil {
		t.Fatal(err)
	}
	return append(l, Run(p)...).Sorted()
}

// TestSeedSpaces counts the spaces that the build sets in seeds which have none that hold together: before signs in French,
// after words of one letter in Czech.
func TestSeedSpaces(t *testing.T) {
	for file, want := range map[string]struct {
		lang  string
		least int
	}{"002": {"fr", 2}, "004": {"cs", 40}} {
		names, _ := filepath.Glob("../../../../shared/seeds/" + file + "_*.txt")
		if len(names) != 1 {
			t.Skip("the five pages with known defects are not beside the project")
		}
		raw, err := os.ReadFile(names[0])
		if err != nil {
			t.Fatal(err)
		}
		set := locale.NewTypesetter(want.lang)
		count := func(s string) int { return strings.Count(s, "\u00a0") + strings.Count(s, "\u202f") }
		n := 0
		for line := range strings.Lines(string(raw)) {
			n += count(set.Text(line)) - count(line)
		}
		if n < want.least {
			t.Errorf("%s: %d spaces are set, want %d at least", file, n, want.least)
		}
		t.Logf("%s: %d spaces are set by the build", file, n)
	}
}
