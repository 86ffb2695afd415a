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
	data := slices.Clone(v.p.Source(v.file()))
	want := map[string]map[string]string{}
	if c := v.t.Catalogue; c != nil {
		for key, m := range c.Messages {
			want[key] = maps.Clone(m.Forms)
		}
	}
	before := "" // the key before, in the order of the source, that is there
	for _, unit := range v.units {
		var segments []*live
		fresh := false
		for _, l := range v.segments {
			if l.unit == unit {
				segments = append(segments, l)
				fresh = fresh || len(im.news[l]) > 0
			}
		}
		if fresh {
			forms := map[string]string{}
			for _, l := range segments {
				pieces := l.target
				if spans, there := im.news[l]; there {
					pieces = l.pieces(spans)
				}
				if forms[l.form] = written(pieces); forms[l.form] == "" {
					delete(forms, l.form)
				}
			}
			if len(forms) < len(segments) {
				im.refuse(segments, "%s: string %q lacks some of its plural forms", v.file(), unit)
			} else {
				out, ok := setString(v.file(), data, unit, before, forms, want[unit])
				if !ok {
					im.refuse(segments, "%s: string %q cannot be changed", v.file(), unit)
				} else {
					data, want[unit] = out, forms
				}
			}
		}
		if want[unit] != nil {
			before = unit
		}
	}
	if len(im.news) == 0 {
		return nil, true
	}
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
// where it has other forms or was not there.
func setString(file string, data []byte, key, before string, forms, have map[string]string) ([]byte, bool) {
	root, l := source.ParseYAML(file, data, source.MaxNodes)
	if l.HasErrors() {
		return nil, false
	}
	if root == nil {
		root = &source.Node{Kind: source.Map}
	}
	entry := func(n *source.Node, key string) *source.Entry {
		i := slices.IndexFunc(n.Entries, func(e source.Entry) bool { return e.Key == key })
		if i < 0 {
			return nil
		}
		return &n.Entries[i]
	}
	e := entry(root, key)
	if e != nil && slices.Equal(slices.Sorted(maps.Keys(forms)), slices.Sorted(maps.Keys(have))) {
		ok := true
		for form, text := range forms {
			if have[form] == text || !ok {
				continue
			}
			root, _ = source.ParseYAML(file, data, source.MaxNodes)
			at := entry(root, key)
			if at.Value.Kind == source.Map {
				at = entry(at.Value, form)
			}
			data, ok = source.SetScalar(data, at.Pos, at.Value.Pos, text)
		}
		return data, ok
	}
	var b strings.Builder
	if b.WriteString(key); !plainKey.MatchString(key) {
		b.Reset()
		b.WriteString(source.Quote(key))
	}
	b.WriteByte(':')
	if len(forms) == 1 {
		b.WriteString(" " + source.Quote(forms["other"]))
	} else {
		for _, form := range []string{"zero", "one", "two", "few", "many", "other"} {
			if text, ok := forms[form]; ok {
				b.WriteString("\n  " + form + ": " + source.Quote(text))
			}
		}
	}
	switch {
	case e != nil:
		end := source.EntryEnd(data, *e)
		if end < 0 {
			return nil, false
		}
		return apply(data, []edit{{source.Offset(data, e.Pos), end, b.String()}}), true
	case entry(root, before) != nil:
		end := source.EntryEnd(data, *entry(root, before))
		if end < 0 {
			return nil, false
		}
		if i := slices.Index(data[end:], '\n'); i >= 0 { // behind a remark at its end
			end += i
		} else {
			end = len(data)
		}
		return apply(data, []edit{{end, end, "\n" + b.String()}}), true
	}
	if n := len(data); n > 0 && data[n-1] != '\n' {
		data = append(data, '\n')
	}
	return append(data, b.String()+"\n"...), true
}
