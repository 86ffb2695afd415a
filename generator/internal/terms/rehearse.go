package terms

import (
	"path"
	"strings"

	"signpost/generator/internal/locale"
	"signpost/generator/internal/prose"
)

// Rehearse does with the words in one language all that becomes of them in a
// build: it reads, cuts, takes apart and renders them; and gives the HTML. What
// is wrong with them is for Load to say. It is for a process that can be killed
// (package confine): a text that it was not killed for takes no longer in
// another process, since nothing of this depends on anything else.
func Rehearse(file string, data []byte) []byte {
	doc, _ := parseWords(file, data)
	if doc == nil {
		return nil
	}
	lang := strings.TrimSuffix(path.Base(file), ".md")
	r := prose.NewRenderer(prose.Words{Callout: map[string]string{}, Zone: map[string]string{}})
	r.Typeset = locale.NewTypesetter(lang).Parts
	resolve := func(dest string) string { return dest }
	for _, s := range append([]*prose.Section{doc.Intro}, doc.Sections...) {
		doc.PlainSection(s)
		r.Section(doc, s, resolve)
		choices, rest := doc.Choices(s)
		r.Blocks(doc, rest, resolve)
		for _, c := range choices {
			r.Label(doc, c, resolve)
			r.Hint(doc, c, resolve)
		}
	}
	doc.Extracts()
	return []byte(r.Body(doc, resolve))
}

// MaxHTML is how many bytes the HTML of words may have: 20 for each of the text,
// and some for what a short text may bring with it.
func MaxHTML(words int) int { return 20*words + 4096 }
