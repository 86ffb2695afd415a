package exchange

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
)

// repository is the project that this program comes with, read once.
var repository = sync.OnceValue(func() fstest.MapFS {
	root := os.DirFS("../../..")
	out := fstest.MapFS{}
	take := func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			data, err := fs.ReadFile(root, name)
			if err != nil {
				return err
			}
			out[name] = &fstest.MapFile{Data: data}
		}
		return err
	}
	for _, dir := range []string{"config.yaml", "content", "decisions", "i18n", "translations", "brand", "themes/signpost/i18n"} {
		if _, err := fs.Stat(root, dir); err != nil {
			continue
		}
		if err := fs.WalkDir(root, dir, take); err != nil {
			panic(err)
		}
	}
	return out
})

// load reads a project.
func load(t testing.TB, files fstest.MapFS) *project.Project {
	t.Helper()
	p, l, err := new(project.Loader).Load(files, func(string) fs.FS {
		theme, err := fs.Sub(files, "themes/signpost")
		if err != nil {
			t.Fatal(err)
		}
		return theme
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range l {
		if d.Severity == diag.Error {
			t.Fatalf("%s: %s", d.Pos, d.Message)
		}
	}
	return p
}

// with lays new files over others.
func with(files fstest.MapFS, res *Result) fstest.MapFS {
	out := maps.Clone(files)
	for name, data := range res.Files {
		out[name] = &fstest.MapFile{Data: data}
	}
	for name, l := range res.Ledgers {
		out[name] = &fstest.MapFile{Data: l.Bytes()}
	}
	return out
}

// clean reads a file of a format that must be read without a finding.
func clean(t *testing.T, data []byte) *File {
	t.Helper()
	f, l := Read("in", data)
	for _, d := range l {
		t.Fatalf("%s: %s %s", d.Pos, d.Code, d.Message)
	}
	return f
}

// each calls f for each segment.
func each(file *File, f func(t *Text, s *Segment)) {
	for i := range file.Texts {
		for j := range file.Texts[i].Units {
			for k := range file.Texts[i].Units[j].Segments {
				f(&file.Texts[i], &file.Texts[i].Units[j].Segments[k])
			}
		}
	}
}

var byPerson = Options{By: "person", Day: "2026-11-28"}

// TestUnchanged exports everything, and imports it as it is: nothing happens.
func TestUnchanged(t *testing.T) {
	t.Parallel()
	p := load(t, repository())
	for _, lang := range p.Config.Languages[1:] {
		out := Collect(p, lang, true)
		if out.Segments() < 2000 {
			t.Errorf("%s: %d segments", lang, out.Segments())
		}
		for _, format := range Formats() {
			in := clean(t, Write(out, format))
			if in.Segments() != out.Segments() {
				t.Errorf("%s %s: %d of %d segments came back", lang, format, in.Segments(), out.Segments())
			}
			res, l := Import(p, in, byPerson)
			if len(l) > 0 || len(res.Files) > 0 || len(res.Ledgers) > 0 || res.Segments > 0 {
				t.Errorf("%s %s: %d findings, %d files, %d ledgers", lang, format, len(l), len(res.Files), len(res.Ledgers))
			}
		}
	}
}

// mark is a word that no text has.
const mark = "Ŋ"

// TestThereAndBack changes every translation of the repository, imports it,
// takes the change back in what is exported then, and has each file byte by byte
// as it was.
func TestThereAndBack(t *testing.T) {
	t.Parallel()
	files := repository()
	p := load(t, files)
	for i, lang := range p.Config.Languages[1:] {
		format := Formats()[i%3]
		f := clean(t, Write(Collect(p, lang, true), format))
		n := 0
		each(f, func(_ *Text, s *Segment) {
			s.Target = append(slices.Clone(s.Target), Span{Text: " " + mark})
			n++
		})
		res, l := Import(p, f, byPerson)
		for _, d := range l {
			t.Errorf("%s: %s", d.Code, d.Message)
		}
		if res.Segments != n {
			t.Errorf("%s: %d of %d segments were taken", lang, res.Segments, n)
		}
		there := with(files, res)
		back := clean(t, Write(Collect(load(t, there), lang, true), format))
		each(back, func(_ *Text, s *Segment) {
			for i := range s.Target {
				s.Target[i].Text = strings.TrimSuffix(s.Target[i].Text, " "+mark)
			}
		})
		res, l = Import(load(t, there), back, byPerson)
		for _, d := range l {
			t.Errorf("%s: %s", d.Code, d.Message)
		}
		again := with(there, res)
		for name := range files {
			if !strings.HasPrefix(name, "translations/") && !bytes.Equal(files[name].Data, again[name].Data) {
				t.Errorf("%s: not the same after there and back\n%s", name, difference(files[name].Data, again[name].Data))
			}
		}
	}
}

// difference is the first line in which two texts differ.
func difference(a, b []byte) string {
	x, y := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return "- " + x[i] + "\n+ " + y[i]
		}
	}
	return "one is longer"
}

// TestFromNothing removes all translations to a language, and makes them again of
// what an export of them says: they say the same.
func TestFromNothing(t *testing.T) {
	t.Parallel()
	files := repository()
	p := load(t, files)
	for i, lang := range []string{"nl", "cs", "fr"} {
		format := Formats()[i]
		full := Collect(p, lang, true)
		known := map[string]Segment{}
		each(full, func(t *Text, s *Segment) { known[t.File+s.ID] = *s })
		bare := fstest.MapFS{}
		for name, file := range files {
			if !strings.HasPrefix(name, "translations/"+lang) && !slices.ContainsFunc(full.Texts, func(t Text) bool { return t.File == name }) {
				bare[name] = file
			}
		}
		q := load(t, bare)
		f := clean(t, Write(Collect(q, lang, false), format))
		if f.Segments() != full.Segments() {
			t.Errorf("%s: %d segments are missing, of %d", lang, f.Segments(), full.Segments())
		}
		each(f, func(t *Text, s *Segment) {
			if len(s.Target) > 0 {
				panic("a translation of nothing")
			}
			s.Target, s.State = known[t.File+s.ID].Target, Done
		})
		options := byPerson
		each(f, func(_ *Text, s *Segment) { options.Accept = append(options.Accept, s.ID) })
		res, l := Import(q, f, options)
		for _, d := range l {
			// A link that the translation has in another paragraph cannot be made of nothing.
			if d.Code != "exchange-mark" && d.Code != "exchange-section" {
				t.Errorf("%s: %s", d.Code, d.Message)
			}
		}
		made := Collect(load(t, with(bare, res)), lang, true)
		same, others := 0, 0
		each(made, func(x *Text, s *Segment) {
			if slices.Equal(s.Target, known[x.File+s.ID].Target) {
				same++
			} else if len(s.Target) > 0 {
				t.Errorf("%s %s: %q, want %q", x.File, s.ID, s.Target, known[x.File+s.ID].Target)
			} else {
				others++
			}
		})
		if same < 9*others {
			t.Errorf("%s: %d the same, %d not there", lang, same, others)
		}
	}
}
