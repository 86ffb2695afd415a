// Package component reads what a theme says of its components: for each
// partial template what it is for, what it takes, and examples.
//
// In: the fs.FS of a theme. Out: Components in the order of their names, with
// examples whose values have the types that templates expect, and what is wrong:
// an example with a parameter that nobody declared, without one that must be
// there, or with a value of another type; a template without a description, and
// the other way round. It never renders a template.
//
// components/<name>.yaml describes layouts/_partials/components/<name>.html:
//
//	text: What it is for, in a sentence.
//	takes: map            # map (the default), page, or value: what the partial gets as "."
//	within: list          # optional: what it gives is an item (list), or stands in one (item)
//	params:
//	  answers:
//	    type: list        # text html id path number flag list map any
//	    required: yes     # optional
//	    text: What it is.
//	    of:               # optional: the keys of the map, or of each map of the list
//	      label: {type: html, required: yes, text: What a reader sees.}
//	examples:
//	  two-answers:
//	    text: When.       # optional
//	    with: {answers: [{label: Yes}]}
//
// With "takes: page" the parameters are those of the page, .Params.<name>, and
// "title" is its title. With "takes: value" there is one parameter, whose value
// is all that the partial gets. In a map of type flag, yes and no are true and
// false; a list without "of" is one of texts; any is whatever is written, as
// texts, lists and maps.
//
// Codes: component-missing, component-value, and those of source.
package component

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// Folders of a theme.
const (
	descriptions = "components"
	partials     = "layouts/_partials/components"
)

// Component is a partial template with what is known of it.
type Component struct {
	Name   string
	Text   string
	Takes  string // "map", "page" or "value"
	Within string // "list", "item", or "" for none
	Params []Param
	// Examples are those without an error, in the order of the file.
	Examples []Example
}

// Param is a parameter of a component.
type Param struct {
	Name     string
	Type     string
	Required bool
	Text     string
	Of       []Param // optional: of type list or map
}

// Example is a call of a component.
type Example struct {
	Name string
	Text string // optional
	// Context is what the partial gets: strings, ints, bools, []any and
	// map[string]any.
	Context any
}

// Load reads the descriptions of a theme called name.
func Load(theme fs.FS, name string) ([]*Component, diag.List) {
	var l diag.List
	var out []*Component
	described := names(theme, descriptions, ".yaml")
	for _, c := range described {
		at := path.Join("themes", name, descriptions, c+".yaml")
		data, list := source.Read(theme, path.Join(descriptions, c+".yaml"), source.MaxYAML)
		l = append(l, relocated(list, at)...)
		if data == nil {
			continue
		}
		parsed, list := Parse(c, at, data)
		l = append(l, list...)
		if parsed != nil {
			out = append(out, parsed)
		}
		if _, err := fs.Stat(theme, path.Join(partials, c+".html")); errors.Is(err, fs.ErrNotExist) {
			l.Add(diag.Pos{File: at, Line: 1, Col: 1}, "component-missing", "there is no component %q", c).Hint =
				"write " + path.Join(partials, c+".html") + ", or delete this file"
		}
	}
	for _, c := range names(theme, partials, ".html") {
		if !slices.Contains(described, c) {
			at := diag.Pos{File: path.Join("themes", name, partials, c+".html"), Line: 1, Col: 1}
			l.Add(at, "component-missing", "component %q is described nowhere", c).Hint = "write " + path.Join(descriptions, c+".yaml")
		}
	}
	return out, l.Sorted()
}

func names(theme fs.FS, dir, ext string) []string {
	var out []string
	entries, _ := fs.ReadDir(theme, dir) // a theme without the folder has none
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ext); ok && !e.IsDir() {
			out = append(out, name)
		}
	}
	slices.Sort(out) // by name, not by file: a hyphen comes before a dot
	return out
}

// relocated names the file from the project's root.
func relocated(l diag.List, file string) diag.List {
	for i := range l {
		l[i].Pos.File = file
	}
	return l
}
