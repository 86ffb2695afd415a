package exchange

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"signpost/generator/internal/locale"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/source"
)

// strings writes new translations into a file of strings, or makes the file.
func (im *importer) strings() ([]byte, bool) {
	v := im.v
	data := v.p.Source(v.file())
	want := map[string]map[string]string{}
	if c := v.t.Catalogue; c != nil {
		for key, m := range c.Messages {
			want[key] = maps.Clone(m.Forms)
		}
	}
	root, l := source.ParseYAML(v.file(), data, source.MaxNodes)
	if l.HasErrors() {
		im.refuse(v.segments, "%s cannot be read well enough to change it", v.file())
		return nil, len(im.news) == 0
	}
	if root == nil {
		root = &source.Node{Kind: source.Map}
	}
	var edits []edit
	place := 0 // where a string goes that is not there yet
	if len(root.Entries) > 0 {
		place = max(source.Offset(data, root.Entries[0].Pos), 0)
	}
	for _, unit := range v.units {
		var segments []*live
		fresh := false
		for _, l := range v.segments {
			if l.unit == unit {
				segments = append(segments, l)
				fresh = fresh || len(im.news[l]) > 0
			}
		}
		e := entryOf(root, unit)
		if e != nil {
			if end := source.EntryEnd(data, *e); end >= 0 {
				place = lineBehind(data, end)
			}
		}
		if !fresh {
			continue
		}
		forms := map[string]string{}
		for _, l := range segments {
			pieces := l.target
			if spans, there := im.news[l]; there {
				pieces = l.pieces(spans)
			}
			if text := written(pieces); text != "" {
				forms[l.form] = text
			}
		}
		if len(forms) < len(segments) {
			im.refuse(segments, "%s: string %q lacks some of its plural forms", v.file(), unit)
			continue
		}
		more, ok := setString(data, e, unit, place, forms, want[unit])
		if !ok {
			im.refuse(segments, "%s: string %q cannot be changed", v.file(), unit)
			continue
		}
		edits, want[unit] = append(edits, more...), forms
	}
	if len(im.news) == 0 {
		return nil, true
	}
	if n := len(data); n > 0 && data[n-1] != '\n' {
		data = append(slices.Clone(data), '\n')
	}
	data = apply(data, edits)
	c, l := locale.ParseCatalogue(im.lang.to, v.file(), data)
	why := ""
	if l.HasErrors() {
		why = l[0].Message
	}
	for key, forms := range want {
		if why == "" && !maps.Equal(c.Messages[key].Forms, forms) {
			why = "string " + key + " would be read as something else"
		}
	}
	if why != "" {
		im.refuse(v.segments, "%s would not be what was translated: %s", v.file(), why)
		return nil, false
	}
	return data, true
}

// entryOf finds the entry of a key, or nil.
func entryOf(n *source.Node, key string) *source.Entry {
	i := slices.IndexFunc(n.Entries, func(e source.Entry) bool { return e.Key == key })
	if i < 0 {
		return nil
	}
	return &n.Entries[i]
}

// lineBehind is where the next line begins.
func lineBehind(data []byte, at int) int {
	if i := slices.Index(data[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(data) + 1 // behind the line end that the file lacks
}

// written is a string with its variables.
func written(pieces []prose.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.Mark != nil {
			b.WriteString(p.Mark.Text)
		} else {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

var plainKey = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*$`)

// setString changes a string where it stands, form by form, or writes it anew
// where it has other forms, or in a place where it was not.
func setString(data []byte, e *source.Entry, key string, place int, forms, have map[string]string) ([]edit, bool) {
	if e != nil && slices.Equal(slices.Sorted(maps.Keys(forms)), slices.Sorted(maps.Keys(have))) {
		var out []edit
		for _, form := range slices.Sorted(maps.Keys(forms)) {
			if have[form] == forms[form] {
				continue
			}
			at := e
			if e.Value.Kind == source.Map {
				at = entryOf(e.Value, form)
			}
			start, end, text, ok := source.Replacement(data, at.Pos, at.Value.Pos, forms[form])
			if !ok {
				return nil, false
			}
			out = append(out, edit{start, end, text})
		}
		return out, true
	}
	var b strings.Builder
	if plainKey.MatchString(key) {
		b.WriteString(key + ":")
	} else {
		b.WriteString(source.Quote(key) + ":")
	}
	if len(forms) == 1 {
		b.WriteString(" " + source.Quote(forms["other"]))
	} else {
		for _, form := range []string{"zero", "one", "two", "few", "many", "other"} {
			if text, ok := forms[form]; ok {
				b.WriteString("\n  " + form + ": " + source.Quote(text))
			}
		}
	}
	if e == nil {
		return []edit{{place, place, b.String() + "\n"}}, true
	}
	start, end := source.Offset(data, e.Pos), source.EntryEnd(data, *e)
	return []edit{{start, end, b.String()}}, start >= 0 && end >= start
}
