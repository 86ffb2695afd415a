package exchange

import (
	"fmt"
	"regexp"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// view is a text as a project has it now, in both languages.
type view struct {
	p        *project.Project
	t        *project.Translation
	progress *project.Progress
	link     linker
	units    []string // ids, in the order of the source
	segments []*live  // in the order of the source
	byID     map[string]*live
	taken    ids

	divisions []prose.Division          // of the source
	have      map[string]prose.Division // of the translation, by id
}

// live is a segment of a view.
type live struct {
	*coded
	id, unit, kind string
	place          diag.Pos
	hint           bool

	// silent is whether there is nothing to translate: code, an image, an address
	// alone. It is no part of a file; where a section is made, the source's stands.
	silent bool

	front    string         // "title", "description", "change"; "" of others
	form     string         // of a string: its plural form
	division int            // of prose: which one
	from     prose.Segment  // in the source
	to       *prose.Segment // in the translation; nil where it has none
}

// file is the place of a view in a project.
func (v *view) file() string { return v.t.File }

// views gives all that is translated to a language but what is deliberately
// not offered in it.
func views(p *project.Project, lang string) []*view {
	var out []*view
	progress := p.Progress(lang)
	for i := range progress {
		t := progress[i].Translation
		if t.Text == nil && t.Missing == prose.Withheld {
			continue
		}
		v := &view{p: p, t: t, progress: &progress[i], byID: map[string]*live{}, taken: ids{}, have: map[string]prose.Division{}}
		if t.Kind == project.Strings {
			v.strings()
		} else {
			v.prose()
		}
		out = append(out, v)
	}
	return out
}

func (v *view) add(l *live) {
	l.silent = l.form == "" && l.front == "" && strings.TrimSpace(prose.WordsOf(l.source)) == ""
	if n := len(v.units); n == 0 || v.units[n-1] != l.unit {
		known := false
		for _, u := range v.units {
			known = known || u == l.unit
		}
		if !known {
			v.units = append(v.units, l.unit)
		}
	}
	base := name(l.unit)
	if l.form != "" && l.kind != "string" {
		base += "." + l.form
	}
	l.id = v.taken.next(base + "." + hash(l.source))
	v.byID[l.id] = l
	v.segments = append(v.segments, l)
}

// name makes an id of XML of the id of a unit.
func name(unit string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_':
			return r
		case r == '/':
			return '.'
		}
		return '_'
	}, unit)
}

// ids gives each id once.
type ids map[string]bool

func (seen ids) next(base string) string {
	id := base
	for n := 2; seen[id]; n++ {
		id = fmt.Sprintf("%s.%d", base, n)
	}
	seen[id] = true
	return id
}

// prose takes a page, the words of a flow or of the glossary apart.
func (v *view) prose() {
	t := v.t
	v.link = linker{p: v.p, lang: t.Lang, from: t.Source.File, to: t.File}
	front := func(what, text, translated string) {
		src := prose.Tidy([]prose.Piece{{Text: text}})
		if len(src) == 0 {
			return
		}
		v.add(&live{coded: v.link.code(src, prose.Tidy([]prose.Piece{{Text: translated}})), unit: "_" + what, kind: what,
			front: what, division: -1, place: diag.Pos{File: t.Source.File, Line: 1, Col: 1}})
	}
	var there prose.Front
	flow := t.Kind.Listed()
	if t.Text != nil {
		there = t.Text.Front
		for _, d := range t.Text.Divisions(flow) {
			v.have[d.ID] = d
		}
	}
	front("title", t.Source.Front.Title, there.Title)
	front("description", t.Source.Front.Description, there.Description)
	front("change", t.Source.Front.Change, there.Change)
	v.divisions = t.Source.Divisions(flow)
	for i, d := range v.divisions {
		pairs := pair(d, v.have[d.ID])
		for j, s := range d.Segments {
			kind := string(s.Kind)
			if s.Hint {
				kind = "explanation of the answer, " + kind
			}
			l := &live{unit: s.Unit, kind: kind, place: s.Pos, hint: s.Hint, division: i, from: s, to: pairs[j]}
			var target []prose.Piece
			if l.to != nil {
				target = l.to.Pieces
			}
			l.coded = v.link.code(s.Pieces, target)
			v.add(l)
		}
	}
}

// pair finds the segments of a translation: one by one where the blocks are the
// same, else the longest run of the same kinds within each unit.
func pair(src, to prose.Division) []*prose.Segment {
	out := make([]*prose.Segment, len(src.Segments))
	if src.Shape == to.Shape {
		for i := range to.Segments {
			out[i] = &to.Segments[i]
		}
		return out
	}
	done := map[string]bool{}
	for _, s := range src.Segments {
		if done[s.Unit] {
			continue
		}
		done[s.Unit] = true
		a, b := of(src, s.Unit), of(to, s.Unit)
		for _, m := range common(src, a, to, b) {
			out[m[0]] = &to.Segments[m[1]]
		}
	}
	return out
}

// of lists the segments of a unit.
func of(d prose.Division, unit string) []int {
	var out []int
	for i, s := range d.Segments {
		if s.Unit == unit {
			out = append(out, i)
		}
	}
	return out
}

// common gives a longest common run of kinds.
func common(src prose.Division, a []int, to prose.Division, b []int) [][2]int {
	length := make([][]int, len(a)+1)
	for i := range length {
		length[i] = make([]int, len(b)+1)
	}
	same := func(i, j int) bool {
		x, y := src.Segments[a[i]], to.Segments[b[j]]
		return x.Kind == y.Kind && x.Hint == y.Hint
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if length[i][j] = max(length[i+1][j], length[i][j+1]); same(i, j) {
				length[i][j] = max(length[i][j], length[i+1][j+1]+1)
			}
		}
	}
	var out [][2]int
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case same(i, j) && length[i][j] == length[i+1][j+1]+1:
			out = append(out, [2]int{a[i], b[j]})
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}

// variable is a place that a program fills in a string.
var variable = regexp.MustCompile(`\{\{[^}]*\}\}`)

// stringPieces are the pieces of a string. Its blanks are what they are: they
// may be what a program needs.
func stringPieces(s string) []prose.Piece {
	var out []prose.Piece
	for s != "" {
		m := variable.FindStringIndex(s)
		if m == nil {
			return append(out, prose.Piece{Text: s})
		}
		if m[0] > 0 {
			out = append(out, prose.Piece{Text: s[:m[0]]})
		}
		out = append(out, prose.Piece{Mark: &prose.Mark{Kind: prose.MarkVariable, Text: s[m[0]:m[1]]}})
		s = s[m[1]:]
	}
	return out
}

// strings takes a file of strings apart: a segment for each plural form that
// the language has.
func (v *view) strings() {
	t := v.t
	v.link = linker{p: v.p, lang: t.Lang, from: t.Name, to: t.File}
	src := v.p.Strings(t.Name)
	lang, _ := locale.Lookup(t.Lang)
	for _, u := range t.Units {
		m := src.Messages[u.ID]
		var have locale.Message
		if t.Catalogue != nil {
			have = t.Catalogue.Messages[u.ID]
		}
		forms := []string{"other"}
		if m.Plural() || have.Plural() {
			forms = lang.Plurals
		}
		for _, form := range forms {
			from := m.Forms[form]
			if from == "" {
				from = m.Forms["other"]
			}
			kind := "string"
			if len(forms) > 1 {
				kind = fmt.Sprintf("plural form %q", form)
			}
			l := &live{coded: v.link.code(stringPieces(from), stringPieces(have.Forms[form])), unit: u.ID, kind: kind,
				form: form, division: -1, place: m.Pos}
			l.exact = true
			v.add(l)
		}
	}
}

// piece gives what is known of the translation of a unit.
func (v *view) piece(unit string) project.Piece {
	for _, p := range v.progress.Pieces {
		if p.ID == unit {
			return p
		}
	}
	return project.Piece{State: project.Missing}
}

// due reports whether a unit is for a translator to do.
func (v *view) due(unit string) bool {
	switch p := v.piece(unit); p.State {
	case project.Missing, project.Unknown, project.Changed, project.Editorial:
		return true
	case project.Moved:
		return !v.t.Has(unit)
	}
	return false
}

// drifted reports whether the source of a unit is known to be another than the one
// that was translated.
func (v *view) drifted(unit string) bool {
	s := v.piece(unit).State
	return s == project.Changed || s == project.Editorial
}

// Collect gives what is to be translated to a language: what is missing or of
// which the source is another now; with all, everything.
func Collect(p *project.Project, lang string, all bool) *File {
	f := &File{From: p.SourceLanguage(), To: lang}
	terms := terms(p, lang)
	for _, v := range views(p, lang) {
		text := Text{File: v.t.File, Source: v.link.from, Notes: v.notes()}
		for _, unit := range v.units {
			if !all && !v.due(unit) {
				continue
			}
			piece := v.piece(unit)
			u := Unit{ID: unit, Notes: v.unitNotes(unit, piece)}
			for _, l := range v.segments {
				if l.unit != unit || l.silent {
					continue
				}
				u.Segments = append(u.Segments, Segment{ID: l.id, Kind: l.kind, Place: l.place, Notes: terms.notes(l), Codes: l.codes,
					Source: l.sourceSpans, Target: l.targetSpans, State: l.state(piece)})
			}
			if len(u.Segments) > 0 {
				text.Units = append(text.Units, u)
			}
		}
		if len(text.Units) > 0 {
			f.Texts = append(f.Texts, text)
		}
	}
	return f
}

func (l *live) state(p project.Piece) State {
	switch {
	case len(l.target) == 0:
		return New
	case p.State == project.Done && p.Entry != nil && p.Entry.Reviewed != "no":
		return Reviewed
	case p.State == project.Done || p.State == project.Machine || p.State == project.Moved:
		return Done
	}
	return Review
}
