package mslearn

import (
	"fmt"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/parity"
	"signpost/generator/internal/prose"
)

// things names what is counted, one and several.
var things = map[prose.PartKind][2]string{
	prose.PartHeading: {"heading", "headings"},
	prose.PartLink:    {"link", "links"},
	prose.PartImage:   {"image", "images"},
	prose.PartCallout: {"callout", "callouts"},
	prose.PartItem:    {"list item", "list items"},
	prose.PartRow:     {"table row", "table rows"},
	prose.PartBold:    {"bold passage", "bold passages"},
	prose.PartCode:    {"piece of code", "pieces of code"},
}

// compare reports where pages differ in structure from those of the source.
func compare(source, f *folder) {
	theirs := map[string]*page{}
	for _, p := range source.pages {
		theirs[p.out] = p
	}
	for _, p := range f.pages {
		other := theirs[p.out]
		if other == nil {
			f.report(f.at(p.file, 1, 1), "mslearn-parity", "the source has no such page")
			continue
		}
		delete(theirs, p.out)
		f.compare(source, p, other)
	}
	for _, out := range sorted(theirs) {
		f.report(source.at(theirs[out].file, 1, 1), "mslearn-parity", "the page is missing in the translation")
	}
}

func (f *folder) compare(source *folder, p, other *page) {
	text := func(f *folder, p *page) parity.Text {
		for i := range p.parts {
			p.parts[i].Pos = f.where(p, p.parts[i].Start)
		}
		return parity.Text{File: f.at(p.file, 1, 1).File, Parts: p.parts}
	}
	ours, theirs := p.metaOf("ms.openlocfilehash"), other.metaOf("ms.openlocfilehash")
	if ours != "" && theirs != "" && ours != theirs {
		d := f.report(f.at(p.file, 1, 1), "mslearn-state", "the page was translated from another state of the English text than that of the source")
		d.Related = []diag.Related{{Pos: source.at(other.file, 1, 1), Message: "the page of the source"}}
		d.Hint = "what differs below may be new in one of the two, and not translated wrongly"
	}
	for _, d := range parity.Compare(text(source, other), text(f, p)) {
		if d.Want == d.Got && (d.Kind == prose.PartCode || d.Kind == prose.PartImage) {
			continue // names in code and of pictures may be those of the language
		}
		x := f.report(d.Section, "mslearn-parity", "%s, and the source has %s", count(d.Kind, d.Got), count(d.Kind, d.Want))
		if d.Want == d.Got {
			x.Message = fmt.Sprintf("%s, as in the source, and not the same", count(d.Kind, d.Got))
		}
		x.Related = []diag.Related{{Pos: d.Source, Message: "the source is here"}}
		var hints []string
		if len(d.Missing) > 0 {
			hints = append(hints, "missing: "+list(d.Missing))
		}
		if len(d.Extra) > 0 {
			hints = append(hints, "too much: "+list(d.Extra))
		}
		x.Hint = strings.Join(hints, "; ")
	}
}

// metaOf is a fact of the front matter.
func (p *page) metaOf(key string) string {
	for _, m := range p.meta {
		if m.key == key {
			return m.value
		}
	}
	return ""
}

func count(kind prose.PartKind, n int) string {
	names := things[kind]
	if n == 1 {
		return "1 " + names[0]
	}
	return fmt.Sprintf("%d %s", n, names[1])
}

// list is the beginning of a list, each name short.
func list(names []string) string {
	const most = 5
	var out []string
	for i, n := range names {
		if i == most {
			return strings.Join(out, ", ") + fmt.Sprintf(" and %d more", len(names)-most)
		}
		out = append(out, fmt.Sprintf("%q", short(n)))
	}
	return strings.Join(out, ", ")
}
