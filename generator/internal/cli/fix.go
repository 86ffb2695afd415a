package cli

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"signpost/generator/internal/check"
	"signpost/generator/internal/orthography"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// fix mends letters and typography in the files of a project, each in one
// step, and says what it did. Codes that the project switches off are left alone.
func (a *app) fix(w *workspace, p *project.Project) error {
	files, places := 0, 0
	off := check.Off(p.Config)
	for _, lang := range p.Config.Languages {
		for _, file := range ownTexts(p, lang) {
			full := filepath.Join(w.root, filepath.FromSlash(file))
			raw, err := os.ReadFile(full)
			if err != nil {
				return err
			}
			var m orthography.Mended
			if strings.HasSuffix(file, ".yaml") {
				m = orthography.MendStrings(file, raw, lang, off...)
			} else {
				keys := prose.KeysOf(strings.HasPrefix(file, "content/"), lang == p.SourceLanguage())
				m = orthography.Mend(file, raw, keys, lang, off...)
			}
			if !bytes.Equal(m.Data, raw) {
				if err := replace(map[string][]byte{full: m.Data}); err != nil {
					return err
				}
			}
			if len(m.Count) > 0 {
				files++
			}
			for _, code := range slices.Sorted(maps.Keys(m.Count)) {
				places += m.Count[code]
				fmt.Fprintf(a.env.Stdout, "%s: %s mended [%s]\n", file, plural(m.Count[code], "place"), code)
			}
			if m.Refused {
				fmt.Fprintf(a.env.Stdout, "%s: the rest is for you: mended, it would be read as other Markdown\n", file)
			}
		}
	}
	fmt.Fprintf(a.env.Stdout, "%s mended in %s\n", plural(places, "place"), plural(files, "file"))
	return nil
}

// ownTexts lists the files of a project that hold words of a language.
func ownTexts(p *project.Project, lang string) []string {
	var out []string
	for _, texts := range p.Texts() {
		if doc := texts[lang]; doc != nil {
			out = append(out, doc.File)
		}
	}
	return append(out, p.StringFiles(lang)...)
}
