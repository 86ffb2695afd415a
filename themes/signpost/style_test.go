package signpost

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Writing goes to the left in some languages, and downwards in others: lengths and places are named by it, not by the screen.
var physical = regexp.MustCompile(`(?m)^\s*(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b|` +
	`(?:left|right|top|bottom|width|height|min-width|max-width|min-height|max-height)\s*:|` +
	`border-(?:top|bottom)-(?:left|right)-radius|(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right))`)

// four finds shorthands of four sides: they are physical where the second and the last differ.
var four = regexp.MustCompile(`(?m)^\s*(?:margin|padding|inset|border-width|border-style|border-color)\s*:\s*([^;]+);`)

// literal finds colours. Those of forced colours are names of the system.
var literal = regexp.MustCompile(`(?i)#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lch|lab|color)\(|:\s*(?:black|white|gr[ae]y|red|green|blue|yellow|orange)\b`)

var (
	comments = regexp.MustCompile(`(?s)/\*.*?\*/`)
	used     = regexp.MustCompile(`var\(--([a-z0-9-]+)`)
	set      = regexp.MustCompile(`--([a-z0-9-]+)\s*:`)
)

// TestStyles holds every style sheet to the rules of the theme: logical
// properties, colours from tokens.css alone, and no name that nobody sets.
func TestStyles(t *testing.T) {
	sheets := map[string]string{}
	err := fs.WalkDir(Files, "assets/css", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(Files, name)
		sheets[name] = comments.ReplaceAllString(string(data), "")
		return err
	})
	if err != nil || len(sheets) < 25 {
		t.Fatalf("%d style sheets, %v", len(sheets), err)
	}
	known := map[string]bool{}
	for _, css := range sheets {
		for _, m := range set.FindAllStringSubmatch(css, -1) {
			known[m[1]] = true
		}
	}
	index := sheets["assets/css/site.css"] + sheets["assets/css/partners.css"] + sheets["assets/css/training.css"] + sheets["assets/css/offline.css"]
	for name, css := range sheets {
		for _, m := range physical.FindAllString(css, -1) {
			t.Errorf("%s: %q is not logical", name, strings.TrimSpace(m))
		}
		for _, m := range four.FindAllStringSubmatch(css, -1) {
			if sides := split(m[1]); len(sides) == 4 && sides[1] != sides[3] {
				t.Errorf("%s: %q is not logical", name, strings.TrimSpace(m[0]))
			}
		}
		if path.Base(name) != "tokens.css" {
			for _, m := range literal.FindAllString(css, -1) {
				t.Errorf("%s: colour %q is not of tokens.css", name, m)
			}
		}
		for _, m := range used.FindAllStringSubmatch(css, -1) {
			if !known[m[1]] {
				t.Errorf("%s: nobody sets --%s", name, m[1])
			}
		}
		// What stands beside components/ is a sheet that pages have, or part of site.css.
		if base := path.Base(name); !slices.Contains([]string{"site.css", "partners.css", "bundle.css", "training.css", "offline.css", "examples.css"}, base) && strings.Count(index, "/"+base+`"`) != 1 {
			t.Errorf("%s is in none of site.css, partners.css, training.css and offline.css, or not once", name)
		}
	}
}

// split parts a value at the spaces outside of brackets.
func split(value string) []string {
	var out []string
	depth, start := 0, 0
	for i, c := range value + " " {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ' ' && depth == 0:
			if i > start {
				out = append(out, value[start:i])
			}
			start = i + 1
		}
	}
	return out
}
