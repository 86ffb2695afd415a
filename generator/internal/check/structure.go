package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/ledger"
	"signpost/generator/internal/parity"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// structure: each section of a translation has the links, facts, callouts,
// rows and so on that the section has in the source. What changes the meaning
// is an error, but in a text that was imported: those who publish it did not
// write it.
var structure = Rule{
	Codes: []string{"structure-link", "structure-code", "structure-fact", "structure-callout", "structure-table", "structure-list",
		"structure-image", "structure-heading", "structure-bold"},
	Doc: "a section leads to the same places, states the same facts and is built alike in every language",
	Each: func(p *project.Project, t *project.Translation, l *diag.List) {
		c := comparison{p: p, t: t, l: l, imported: imported(p, t)}
		c.facts()
		c.sections()
	},
}

// Primary returns a list without what may only follow from something else in it: a
// text with an error of its own, or whose source has one, is held against its
// source when that is mended.
func Primary(l diag.List) diag.List {
	wrong := map[string]bool{}
	for _, d := range l {
		if d.Severity == diag.Error && !strings.HasPrefix(d.Code, "structure-") {
			wrong[d.Pos.File] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(l), func(d diag.Diagnostic) bool {
		return strings.HasPrefix(d.Code, "structure-") && (wrong[d.Pos.File] ||
			slices.ContainsFunc(d.Related, func(r diag.Related) bool { return wrong[r.Pos.File] }))
	})
}

// imported reports whether a text came from elsewhere, as its front matter
// says; the page of a section did where pages in it did.
func imported(p *project.Project, t *project.Translation) bool {
	if t.Text.Front.Origin != nil {
		return true
	}
	page := p.Page(t.Name)
	if t.Kind != project.PageText || page == nil || !page.Section {
		return false
	}
	return slices.ContainsFunc(p.In(page.Key, t.Lang), func(in *project.Page) bool { return in.Texts[t.Lang].Front.Origin != nil })
}

// comparison holds one translation against its source.
type comparison struct {
	p        *project.Project
	t        *project.Translation
	l        *diag.List
	imported bool
}

// Warn adds a finding: an error where it is strict and the text is the
// author's.
func (c *comparison) Warn(at diag.Pos, code string, strict bool, source diag.Pos, format string, args ...any) *diag.Diagnostic {
	d := c.l.Warn(at, code, format, args...)
	if strict && !c.imported {
		d.Severity = diag.Error
	}
	d.Related = []diag.Related{{Pos: source, Message: "the source is here"}}
	return d
}

// facts compares what the units state now. A source that changed since it was
// translated is reported as translation-facts.
func (c *comparison) facts() {
	theirs := map[string]*ledger.Figures{}
	own := c.p.Figures(c.t.Text)
	for i := range own {
		theirs[own[i].ID] = &own[i]
	}
	source := c.p.Figures(c.t.Source)
	if !sameUnits(source, own) { // a section of another level is no unit of its own: the whole text is one
		c.fact("", ledger.Together(source), ledger.Together(own))
		return
	}
	for i := range source {
		got := theirs[source[i].ID]
		if got == nil || c.drifted(source[i].ID) {
			continue
		}
		c.fact(source[i].ID, &source[i], got)
	}
}

func sameUnits(a, b []ledger.Figures) bool {
	id := func(list []ledger.Figures) []string {
		var out []string
		for _, f := range list {
			if f.ID != "_change" { // others hold the days against each other
				out = append(out, f.ID)
			}
		}
		slices.Sort(out)
		return out
	}
	return slices.Equal(id(a), id(b))
}

// fact reports what one unit states otherwise; "" for the whole text.
func (c *comparison) fact(id string, source, own *ledger.Figures) {
	missing, extra := ledger.Disagree(source, own)
	if len(missing)+len(extra) == 0 {
		return
	}
	what, at, from := strconv.Quote(id), c.t.Pos(id), c.unit(id)
	if id == "" {
		what, at, from = "the text", top(c.t.Text.File), top(c.t.Source.File)
	}
	x := c.Warn(at, "structure-fact", true, from, "%s states other facts than its source", what)
	var hints []string
	if len(missing) > 0 {
		hints = append(hints, "it lacks: "+named(missing))
	}
	if len(extra) > 0 {
		hints = append(hints, "only it has: "+named(extra))
	}
	x.Hint = strings.Join(hints, "; ")
}

// drifted reports whether the facts of a unit were others when it was
// translated.
func (c *comparison) drifted(id string) bool {
	if c.t.Ledger == nil {
		return false
	}
	e := c.t.Ledger.Entry(id)
	i := slices.IndexFunc(c.t.Units, func(u ledger.Unit) bool { return u.ID == id })
	return e != nil && i >= 0 && e.From.Facts != c.t.Units[i].From.Facts
}

func (c *comparison) unit(id string) diag.Pos {
	if i := slices.IndexFunc(c.t.Units, func(u ledger.Unit) bool { return u.ID == id }); i >= 0 {
		return c.t.Units[i].Pos
	}
	return top(c.t.Source.File)
}

// passage is what stands below a heading with an id, up to the next one.
type passage struct {
	id    string
	at    diag.Pos
	level int
	parts []prose.Part
}

func passages(d *prose.Document) []passage {
	out := []passage{{at: top(d.File)}}
	parts, from := d.Parts(), 0
	for i := range parts {
		if p := &parts[i]; p.Kind == prose.PartHeading && p.ID != "" && !p.Nested {
			out[len(out)-1].parts, from = parts[from:i], i+1
			out = append(out, passage{id: p.ID, at: p.Pos, level: p.Level})
		}
	}
	out[len(out)-1].parts = parts[from:]
	return out
}

// sections compares the passages that both texts have. Those that one lacks are
// reported by other rules.
func (c *comparison) sections() {
	own := map[string]*passage{}
	list := passages(c.t.Text)
	for i := range list {
		if own[list[i].id] == nil {
			own[list[i].id] = &list[i]
		}
	}
	source := passages(c.t.Source)
	for i := range source {
		if got := own[source[i].id]; got != nil {
			c.section(&source[i], got)
		}
	}
	c.order(source, list)
}

// order reports the first section that stands elsewhere than in the source.
func (c *comparison) order(source, own []passage) {
	place := map[string]int{}
	for i, s := range source {
		place[s.id] = i
	}
	last := -1
	for _, s := range own {
		i, ok := place[s.id]
		if ok && i < last {
			c.Warn(s.at, "structure-heading", false, source[i].at, "section %q stands in another order than in the source", s.id).Hint =
				"put it where the source has it"
			return
		}
		if ok {
			last = i
		}
	}
}

func (c *comparison) section(source, own *passage) {
	if source.level != own.level {
		c.Warn(own.at, "structure-heading", false, source.at, "section %q is of level %d, in the source of level %d", own.id, own.level, source.level).Hint =
			"write " + strings.Repeat("#", source.level)
	}
	c.columns(source, own)
	answers := c.answers(own.id)
	want, dead := c.targets(c.t.Source, source.parts, answers)
	got, deadToo := c.targets(c.t.Text, own.parts, answers)
	for _, d := range parity.Compare(parity.Text{File: c.t.Source.File, Parts: want}, parity.Text{File: c.t.Text.File, Parts: got}) {
		if d.Kind == prose.PartLink && (dead || deadToo) {
			continue // a difference may only follow from it
		}
		at, from := own.at, source.at
		for _, p := range got {
			if p.Kind == d.Kind && (p.Kind == prose.PartLink && slices.Contains(d.Extra, p.Dest) ||
				(p.Kind == prose.PartCode || p.Kind == prose.PartCallout) && slices.Contains(d.Extra, p.Words)) {
				at = p.Pos
				break
			}
		}
		c.difference(d, strange(d, want, got), at, from)
	}
}

// columns reports the first row of a table with other columns than in the source,
// where there are as many rows.
func (c *comparison) columns(source, own *passage) {
	rows := func(parts []prose.Part) (out []*prose.Part) {
		for i := range parts {
			if parts[i].Kind == prose.PartRow {
				out = append(out, &parts[i])
			}
		}
		return out
	}
	want, got := rows(source.parts), rows(own.parts)
	if len(want) != len(got) {
		return
	}
	for i := range want {
		if want[i].Level != got[i].Level {
			c.Warn(got[i].Pos, "structure-table", true, want[i].Pos, "the table has %d columns, in the source %d", got[i].Level, want[i].Level)
			return
		}
	}
}

// difference reports one kind of parts; strict is whether one side has what the
// other has nowhere in the section.
func (c *comparison) difference(d parity.Difference, strict bool, at, from diag.Pos) {
	counted := func(one, many string) string {
		if d.Want == d.Got {
			return "other " + many + " than in the source"
		}
		word := many
		if d.Got == 1 {
			word = one
		}
		return fmt.Sprintf("%d %s, in the source %d", d.Got, word, d.Want)
	}
	var x *diag.Diagnostic
	switch d.Kind {
	case prose.PartLink:
		x = c.Warn(at, "structure-link", strict, from, "%s", counted("link", "links"))
	case prose.PartCode:
		x = c.Warn(at, "structure-code", strict && !slices.ContainsFunc(slices.Concat(d.Missing, d.Extra), block), from, "%s", counted("piece of code", "pieces of code"))
	case prose.PartCallout:
		x = c.Warn(at, "structure-callout", true, from, "%s", counted("callout", "callouts"))
	case prose.PartRow:
		x = c.Warn(at, "structure-table", true, from, "%s", counted("table row", "table rows"))
	case prose.PartItem:
		x = c.Warn(at, "structure-list", false, from, "%s", counted("list item", "list items"))
	case prose.PartImage:
		if d.Want == d.Got {
			return // a translation may have a picture of its own
		}
		x = c.Warn(at, "structure-image", false, from, "%s", counted("image", "images"))
		d.Missing, d.Extra = nil, nil
	case prose.PartHeading:
		x = c.Warn(at, "structure-heading", false, from, "%s", counted("heading without id", "headings without id"))
		d.Missing, d.Extra = nil, nil // they have no names
	case prose.PartBold:
		x = c.Warn(at, "structure-bold", false, from, "%s", counted("bold passage", "bold passages"))
	default:
		return
	}
	var hints []string
	if len(d.Missing) > 0 {
		hints = append(hints, "missing: "+named(d.Missing))
	}
	if len(d.Extra) > 0 {
		hints = append(hints, "too much: "+named(d.Extra))
	}
	x.Hint = strings.Join(hints, "; ")
}

// strange reports whether one side has a part of which the other has none at
// all, and not only fewer.
func strange(d parity.Difference, source, own []prose.Part) bool {
	has := func(parts []prose.Part, name string) bool {
		return slices.ContainsFunc(parts, func(p prose.Part) bool { return p.Kind == d.Kind && (p.Dest == name || p.Words == name) })
	}
	term := func(n string) bool { return strings.HasPrefix(n, glossaryTarget) } // help, of which a text has more or less
	return slices.ContainsFunc(d.Missing, func(n string) bool { return !has(own, n) && !term(n) }) ||
		slices.ContainsFunc(d.Extra, func(n string) bool { return !has(source, n) && !term(n) })
}

func block(code string) bool { return strings.Contains(code, "\n") }

// named lists names, the first five, each short.
func named(names []string) string {
	var out []string
	for i, n := range names {
		if i == 5 {
			return strings.Join(out, ", ") + fmt.Sprintf(" and %d more", len(names)-i)
		}
		n = strings.Join(strings.Fields(n), " ")
		if r := []rune(n); len(r) > 60 {
			n = string(r[:60]) + "…"
		}
		out = append(out, n)
	}
	return strings.Join(out, ", ")
}
