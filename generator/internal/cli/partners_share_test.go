package cli

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPartnersShare builds two of the example partners, each with a twin that differs in what pages have slots for,
// in a name that needs escapes in every kind of place, too. The sites are the same, byte for byte, where nothing is
// shared and no page has slots: the mark of slots in a string of the interface sees to that, which no page shows.
func TestPartnersShare(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	root := "../../.."
	for _, part := range []string{"config.yaml", "content", "decisions", "i18n", "partners/altitude", "partners/deux-rivieres"} {
		copyInto(t, filepath.Join(root, part), filepath.Join(dir, part))
	}
	for _, lang := range []string{"ru", "nl", "fr", "cs"} {
		for _, part := range []string{"content", "decisions", "i18n"} {
			copyInto(t, filepath.Join(root, "translations", lang, part), filepath.Join(dir, "translations", lang, part))
		}
	}
	twin := func(of, id string, changes ...string) {
		to := filepath.Join(dir, "partners", id)
		copyInto(t, filepath.Join(root, "partners", of), to)
		file := filepath.Join(to, "terms.yaml")
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		changed := strings.NewReplacer(changes...).Replace(string(data))
		for i := 0; i < len(changes); i += 2 {
			if !strings.Contains(string(data), changes[i]) {
				t.Fatalf("%s does not hold %q", file, changes[i])
			}
		}
		write(t, to, "terms.yaml", []byte(changed))
	}
	twin("altitude", "aussichten", "brand: Altitude", `brand: "R&D+ «Ost» 'O\"Neill'"`, "support@altitude.example", "o'neill+1@rundd.example", `"#7a1f5c"`, `"#1f4f9c"`,
		`{by: chat, at: "https://aide.altitude.example/"`, `{by: chat, at: "https://aide.altitude.example/?a=1&b=2+3"`)
	twin("deux-rivieres", "derde-rivier", "brand: Deux Rivières – Twee Rivieren", "brand: Severities and first answers", "+32 2 000 01 96", "+32 2 000 01 98", "out-of-scope: {channels: [mail]}", "out-of-scope: {channels: [mail, counter]}")
	twin("altitude", "altitude-again") // nothing differs but the address
	twin("altitude", "altitude-en")
	words := filepath.Join(dir, "partners", "altitude-en", "en.md")
	write(t, filepath.Dir(words), "en.md", bytes.Replace(read(t, words), []byte("\n---\n"), []byte("\n---\nOnly this differs, in one language. "), 1))

	build := func(out string) map[string]string {
		var errs bytes.Buffer
		if code := Main([]string{"build", "--partner", "all", "--date", "2026-11-20", "-o", out}, Env{Stdout: &errs, Stderr: &errs, Dir: dir}); code != 0 {
			t.Fatalf("exit %d\n%s", code, &errs)
		}
		found := map[string]string{}
		err := filepath.WalkDir(filepath.Join(dir, out), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(name)
			rel, _ := filepath.Rel(filepath.Join(dir, out), name)
			found[rel] = string(data)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	shared := build("shared")
	for name, text := range shared {
		if strings.Contains(text, "xq7slot-") {
			t.Errorf("%s: a slot is left", name)
		}
	}
	if page := shared["aussichten/en/index.html"]; !strings.Contains(page, "R&amp;D&#43;") {
		t.Error("the name of the twin is not on its home page")
	}
	for _, lang := range []string{"en", "ru", "nl", "fr", "cs"} {
		name := "themes/signpost/i18n/" + lang + ".yaml"
		write(t, dir, name, append(read(t, filepath.Join(root, name)), "never-shown: xq7slot-\n"...))
	}
	alone := build("alone")
	if len(alone) < 300 || len(shared) != len(alone) {
		t.Errorf("%d files shared, %d alone", len(shared), len(alone))
	}
	for name, text := range alone {
		if shared[name] != text {
			t.Errorf("%s differs:\n%s", name, cmp.Diff(strings.SplitAfter(text, "\n"), strings.SplitAfter(shared[name], "\n")))
		}
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func copyInto(t *testing.T, from, to string) {
	t.Helper()
	info, err := os.Stat(from)
	if err != nil {
		t.Fatal(err)
	}
	if info.IsDir() {
		if err := os.CopyFS(to, os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
		return
	}
	write(t, filepath.Dir(to), filepath.Base(to), read(t, from))
}
