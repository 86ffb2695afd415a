package orthography

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"signpost/generator/internal/prose"
	"signpost/generator/internal/source"
)

// skeleton is what of a file is not its words.
func skeleton(t *testing.T, raw []byte) string {
	t.Helper()
	data, l := source.Text("a.md", raw)
	if l.HasErrors() {
		return ""
	}
	d, _ := prose.Parse("a.md", data, prose.KeysOf(true, true))
	shift := len(data) - len(d.Body())
	spans := make([]bool, len(data))
	mark := func(pieces []prose.Run, shift int) {
		for _, p := range pieces {
			for i := p.Start + shift; p.Literal && i < p.End+shift; i++ {
				spans[i] = true
			}
		}
	}
	for _, l := range d.Runs() {
		mark(l, shift)
	}
	for _, p := range front(d, data) {
		mark(p.pieces, 0)
	}
	var b strings.Builder
	for i, c := range data {
		if !spans[i] {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// mended holds what is true of every file.
func mended(t *testing.T, raw []byte, lang string) {
	t.Helper()
	keys := prose.KeysOf(true, true)
	once := Mend("a.md", raw, keys, lang)
	if twice := Mend("a.md", once.Data, keys, lang); !bytes.Equal(twice.Data, once.Data) {
		t.Errorf("%s %q:\nonce  %q\ntwice %q", lang, raw, once.Data, twice.Data)
	}
	if bytes.Equal(once.Data, raw) {
		if len(once.Count) > 0 {
			t.Errorf("%s %q: counts what it did not do: %v", lang, raw, once.Count)
		}
		return
	}
	if got, want := skeleton(t, once.Data), skeleton(t, raw); got != want {
		t.Errorf("%s: other bytes than words change:\n%q\n%q", lang, want, got)
	}
	if got, want := bytes.Count(once.Data, []byte("\r\n")), bytes.Count(raw, []byte("\r\n")); got != want {
		t.Errorf("%s: %d Windows line ends, want %d", lang, got, want)
	}
	if bytes.HasPrefix(raw, []byte("\ufeff")) != bytes.HasPrefix(once.Data, []byte("\ufeff")) {
		t.Errorf("%s: the byte order mark changed", lang)
	}
	data, _ := source.Text("a.md", once.Data)
	d, _ := prose.Parse("a.md", data, keys)
	for _, x := range Check(d, data, lang) {
		if strings.Contains(x.Hint, "--fix") && !once.Refused {
			t.Errorf("%s %q -> %q: left to mend: %v", lang, raw, once.Data, x)
		}
	}
}

const head = "---\ntitle: It's \"T\"\ndescription: \"a  b...\"\nmade: person\nreviewed: no\n---\n"

// TestMend goes through a text that has everything.
func TestMend(t *testing.T) {
	const in = head + "## It's - so... {#its-so}\n\nUse `a -- b...`, [it's](it's.md \"it's\"), <https://a.example/...>, ![it's](a.png),\n" +
		"&quot;a&quot;, \\\"b\\\"; \"**c**\" and \"`d`\" , so.\n\n```\n\"x\" -- it's\n```\n\n| a  b | it's |\n| --- | --- |\n| c | d |\n\n> [!NOTE]\n> Don't  wait...\n\n> [!TAB a] It's\n> x\n\n> [!TAB b] No...\n> y\n"
	const want = "---\ntitle: It’s “T”\ndescription: \"a b…\"\nmade: person\nreviewed: no\n---\n" +
		"## It’s – so… {#its-so}\n\nUse `a -- b...`, [it’s](it's.md \"it's\"), <https://a.example/...>, ![it’s](a.png),\n" +
		"&quot;a&quot;, \\\"b\\\"; “**c**” and “`d`”, so.\n\n```\n\"x\" -- it's\n```\n\n| a b | it’s |\n| --- | --- |\n| c | d |\n\n> [!NOTE]\n> Don’t wait…\n\n> [!TAB a] It’s\n> x\n\n> [!TAB b] No…\n> y\n"
	for _, form := range []func(string) string{
		func(s string) string { return s },
		func(s string) string { return "\ufeff" + strings.ReplaceAll(s, "\n", "\r\n") },
	} {
		m := Mend("a.md", []byte(form(in)), prose.KeysOf(true, true), "en")
		if got := string(m.Data); got != form(want) {
			t.Errorf("got %s\nwant %s", got, form(want))
		}
		mended(t, []byte(form(in)), "en")
	}
}

// TestNobreak writes the spaces of a text that has none, and leaves one alone
// that has some.
func TestNobreak(t *testing.T) {
	bare := head + strings.Repeat("Avez-vous lu ? Oui : a.\n\n", 6)
	m := Mend("a.md", []byte(bare), prose.KeysOf(true, true), "fr")
	if !bytes.Contains(m.Data, []byte("Avez-vous lu\u202f? Oui\u00a0: a.")) || m.Count["typography-nobreak"] == 0 {
		t.Errorf("%q, %v", m.Data, m.Count)
	}
	mended(t, []byte(bare), "fr")
	some := head + strings.Repeat("Avez-vous lu\u00a0? Oui\u00a0: a.\n\n", 12) + strings.Repeat("Oui ?\n\n", 11)
	if m := Mend("a.md", []byte(some), prose.KeysOf(true, true), "fr"); m.Count["typography-nobreak"] > 0 {
		t.Errorf("%v", m.Count)
	}
}

// TestMendCorpus mends the texts of this repository, whole and with their
// signs replaced by those of a typewriter.
func TestMendCorpus(t *testing.T) {
	plain := strings.NewReplacer("’", "'", "“", `"`, "”", `"`, "„", `"`, "«\u00a0", `"`, "\u00a0»", `"`, "«", `"`, "»", `"`, " – ", " - ", " — ", " -- ", "…", "...", "\u00a0", " ", "\u202f", " ")
	for _, lang := range []string{"en", "ru", "nl", "fr", "cs"} {
		files, _ := filepath.Glob("../../../content/" + lang + "/guides/*.md")
		flows, _ := filepath.Glob("../../../decisions/*/" + lang + ".md")
		if len(files) < 5 || len(flows) < 5 {
			t.Fatal("no texts")
		}
		for _, name := range append(files, flows...) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if m := Mend(name, data, prose.KeysOf(true, true), lang); len(m.Count) > 0 {
				t.Errorf("%s: %v", name, m.Count)
			}
			mended(t, []byte(plain.Replace(string(data))), lang)
		}
	}
}

// FuzzMend holds the same of any text.
func FuzzMend(f *testing.F) {
	for _, s := range []string{"It's \"so\" - a...", "a  b , c\n\n- d -- e", "`x`\"y\"'", "[a](b \"c\")  ...", "**a** , *'b'*", "&quot;a\" \\\"", "| a | 'b' |\n|-|-|\n| \"c\" | d |",
		"e\u0301 \u200b", "«a» “b„ ‘c", "2ème 1-ая 5.března", "a,b;c(d e)", "---\na - b\n---", "> [!TAB a] b...\n> c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 2000 {
			return
		}
		for _, lang := range []string{"en", "ru", "nl", "fr", "cs", "de"} {
			mended(t, []byte(head+s), lang)
		}
	})
}
