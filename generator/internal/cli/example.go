package cli

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/terms"
)

// unedited warns of terms that are still those of the example which new partner
// writes: the company's address in the facts, the sentence in the words that asks to
// replace them.
func unedited(p guarded) diag.List {
	var l diag.List
	warn := func(file, mark string) {
		data, err := fs.ReadFile(p.files, file)
		at := bytes.Index(data, []byte(mark))
		if err != nil || at < 0 {
			return // what is not there was reported
		}
		line, col := 1+bytes.Count(data[:at], []byte("\n")), at-bytes.LastIndexByte(data[:at], '\n') // before it there are spaces alone
		l.Warn(diag.Pos{File: file, Line: line, Col: col}, "terms-example", "this is still the example").Hint =
			"replace what stands in the file by your own terms, this line too"
	}
	for _, t := range p.Ahead() {
		warn(t.File, exampleLine(terms.FactsFile, "  address: "))
		for lang := range t.Words {
			words := lang // of the starter, as new partner chooses them
			if !slices.Contains(starterLanguages, words) {
				words = fallback
			}
			warn(path.Join(path.Dir(t.File), lang+".md"), exampleLine(words+".md", ""))
		}
	}
	return l
}

// exampleLine is the first line of a file of the starter's partner, after its front
// matter, that begins so: up to a comment in it, without the line's end.
func exampleLine(file, begins string) string {
	data, err := starter.ReadFile(path.Join("starter", partnersFolder, firstPartner, file))
	if err != nil {
		panic(err) // it is part of the program
	}
	text := string(data)
	if front, rest, ok := strings.Cut(text, "\n---\n"); ok && strings.HasPrefix(front, "---") {
		text = rest
	}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, begins) {
			line, _, _ = strings.Cut(line, "#")
			return strings.TrimSpace(line)
		}
	}
	panic(file + " of the starter has no line that begins so: " + begins)
}
