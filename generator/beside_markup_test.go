//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/hours"
	"signpost/generator/internal/source"
	"signpost/generator/internal/terms"
	"signpost/generator/internal/verify"
)

// markupPlace is where in a partner's files hostile texts stand, several of them.
type markupPlace struct {
	name string
	// put makes the files of the partner "plain" hold texts.
	put func(files map[string]string, texts []string)
}

// headings are those of sections, whose ids bind them to facts.
var headings = regexp.MustCompile(`(?m)^## (.*) \{#[a-z-]+\}$`)

const monday = "From Monday to Thursday."

// each writes every text in a form of its own, in place of a sentence of the words.
func each(form func(text string) string, between string) func(map[string]string, []string) {
	return func(files map[string]string, texts []string) {
		var out []string
		for _, s := range texts {
			out = append(out, form(s))
		}
		files["en.md"] = strings.Replace(files["en.md"], monday, strings.Join(out, between), 1)
	}
}

var markupPlaces = []markupPlace{
	{"title", func(files map[string]string, texts []string) {
		files["en.md"] = strings.Replace(files["en.md"], "title: Support\n", "title: "+source.Quote(strings.Join(texts, " "))+"\n", 1)
	}},
	{"name", func(files map[string]string, texts []string) {
		name, brand := texts[:(len(texts)+1)/2], texts[(len(texts)+1)/2:]
		facts := "name: " + source.Quote(strings.Join(name, " ")) + "\n"
		if len(brand) > 0 {
			facts += "  brand: " + source.Quote(strings.Join(brand, " ")) + "\n"
		}
		files["terms.yaml"] = strings.Replace(files["terms.yaml"], "name: Plain Cloud Limited\n", facts, 1)
	}},
	{"body", each(func(s string) string { return "From\n\n" + s + "\n\nto Thursday." }, "\n\n")},
	{"line", each(func(s string) string { return "From " + s + " to Thursday." }, "\n\n")},
	{"table", func(files map[string]string, texts []string) {
		each(func(s string) string { return "| " + s + " | c |" }, "\n")(files, texts)
		first, _, _ := strings.Cut(files["en.md"], "| ")
		files["en.md"] = first + "| a | b |\n|---|---|\n" + files["en.md"][len(first):]
	}},
	{"alt", each(func(s string) string { return "![" + s + "](logo.png)" }, "\n\n")},
	{"link", each(func(s string) string { return "[From](" + s + ") Monday." }, "\n\n")},
	{"words-of-a-link", each(func(s string) string { return "[" + s + "](https://a.example/)." }, "\n\n")},
	{"heading", func(files map[string]string, texts []string) {
		at := headings.FindAllStringSubmatchIndex(files["en.md"], -1)
		for i, s := range slices.Backward(texts) {
			if i >= len(at) {
				files["en.md"] = "" // there are no more headings: this is refused
				return
			}
			files["en.md"] = files["en.md"][:at[i][2]] + s + files["en.md"][at[i][3]:]
		}
	}},
	{"item", each(func(s string) string { return "- " + s }, "\n")},
}

// markupPack is a partner whose files hold as many hostile texts of one place as go
// together without an error.
type markupPack struct {
	ID    string   `json:"id"`
	Place string   `json:"place"`
	Texts []string `json:"texts"`
	files map[string]string
}

// markupPacks packs all texts of the table that nothing is wrong with, for every
// place; and counts those that are refused.
func markupPacks(t *testing.T) (packs []markupPack, refused map[string]int) {
	t.Helper()
	data, err := os.ReadFile("internal/terms/testdata/hostile/markup.txt")
	must(t, err)
	var texts []string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "# ") && !strings.HasPrefix(line, "# {") {
			continue
		}
		if s, err := strconv.Unquote(line); err == nil && strings.HasPrefix(line, `"`) {
			line = s
		}
		texts = append(texts, line)
	}
	// Fences last: they swallow what follows.
	slices.SortStableFunc(texts, func(a, b string) int { return fences(a) - fences(b) })
	plain := map[string]string{}
	for _, name := range []string{"terms.yaml", "en.md"} {
		data, err := os.ReadFile(filepath.Join("../partners/plain", name))
		must(t, err)
		plain[name] = string(data)
	}
	refused = map[string]int{}
	for _, p := range markupPlaces {
		holds := func(texts []string) (map[string]string, bool) {
			files := map[string]string{"terms.yaml": plain["terms.yaml"], "en.md": plain["en.md"]}
			p.put(files, texts)
			fsys := fstest.MapFS{}
			for name, data := range files {
				fsys["plain/"+name] = &fstest.MapFile{Data: []byte(data)}
			}
			_, l := terms.Load(fsys, "plain", hours.MakeDate(2026, time.November, 26))
			if l.HasErrors() {
				return nil, false
			}
			page := `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>a</title></head><body><main>` + string(terms.Rehearse("plain/en.md", []byte(files["en.md"]))) + `</main></body></html>`
			var c verify.Checker
			found, err := c.Check(fstest.MapFS{"index.html": {Data: []byte(page)}}, verify.Options{})
			must(t, err)
			return files, !slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Code == "out-markup" || d.Code == "out-leftover" })
		}
		var open []markupPack
		for _, s := range texts {
			if _, ok := holds([]string{s}); !ok {
				refused[p.name]++
				continue
			}
			packed := false
			for i := range open {
				if files, ok := holds(append(slices.Clone(open[i].Texts), s)); ok {
					open[i].Texts, open[i].files, packed = append(open[i].Texts, s), files, true
					break
				}
			}
			if !packed {
				files, _ := holds([]string{s})
				open = append(open, markupPack{fmt.Sprintf("m-%s-%d", p.name, len(open)+1), p.name, []string{s}, files})
			}
		}
		packs = append(packs, open...)
	}
	return packs, refused
}

func fences(s string) int {
	if strings.HasPrefix(s, "```") || strings.HasPrefix(s, "~~~") {
		return 1
	}
	return 0
}

// write puts the files of a pack into a project.
func (p markupPack) write(t *testing.T, project string) {
	t.Helper()
	dir := filepath.Join(project, "partners", p.ID)
	must(t, os.MkdirAll(dir, 0o755))
	for name, data := range p.files {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644))
	}
}

// TestMarkupPages builds the sites of partners whose words are hostile in all
// places, and that of the project with them in its directory: for the test in a browser
// (e2e/tests/hostile.test.mjs), which HOSTILE names the folder for. Without it
// there is nothing to do: the partners are among those of TestBeside.
func TestMarkupPages(t *testing.T) {
	out := os.Getenv("HOSTILE")
	if out == "" {
		t.Skip("HOSTILE names no folder")
	}
	t.Parallel()
	packs, _ := markupPacks(t)
	project := exampleProject(t)
	for _, id := range examplePartners {
		if id != "plain" { // whose pages show what the others hold beside their words
			must(t, os.RemoveAll(filepath.Join(project, "partners", id)))
		}
	}
	for _, p := range packs {
		p.write(t, project)
	}
	must(t, os.RemoveAll(out))
	for _, args := range [][]string{{"--partner", "all", "--out", filepath.Join(out, "partners")}, {"--out", filepath.Join(out, "site")}} {
		if stderr, code, _, _ := program(t, project, append([]string{"build", "--date", besideDay}, args...)...); code != 0 {
			t.Fatalf("%v: exit %d\n%.4000s", args, code, stderr)
		}
	}
	data, err := json.Marshal(packs)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(out, "packs.json"), data, fs.FileMode(0o644)))
}
