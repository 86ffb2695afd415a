package exchange

import (
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/ledger"
	"signpost/generator/internal/project"
)

// Options are what an import is told.
type Options struct {
	By  string // who translated, ledger.Person or Machine; "" where the file says it
	Day string // of the import, "2026-11-27"
	// Accept are ids of segments whose numbers are right though they differ.
	Accept []string
}

// Result is what an import makes. Nothing of a unit that was refused is in it.
type Result struct {
	Files    map[string][]byte         // texts that differ from those of the project, by path
	Ledgers  map[string]*ledger.Ledger // those that differ, by path
	Segments int                       // how many translations are new or others
	Stamped  int                       // units that are up to date now
	Open     []string                  // units with new words that are not: "content/nl/a.md#days"
	// Unsigned is a unit of which neither the file nor the options say who
	// translated it; "" where there is none. Such a result is not for use.
	Unsigned string
	Remarks  []string // what else somebody should know
}

// Import puts what a translator wrote into the texts of a project. The list says
// what was refused; what is right is in the result all the same, and it is for the
// caller whether to use it.
func Import(p *project.Project, f *File, opt Options) (*Result, diag.List) {
	res := &Result{Files: map[string][]byte{}, Ledgers: map[string]*ledger.Ledger{}}
	var l diag.List
	if f.From != p.SourceLanguage() || f.To == f.From || !slices.Contains(p.Config.Languages, f.To) {
		l.Add(f.pos(0), "exchange-file", "a translation from %q to %q, which this project does not have", f.From, f.To).Hint =
			"its languages are " + strings.Join(p.Config.Languages, ", ") + "; the first is the source"
		return res, l
	}
	by := map[string]*view{}
	for _, v := range views(p, f.To) {
		by[v.file()] = v
	}
	seen := map[string]bool{}
	for i := range f.Texts {
		t := &f.Texts[i]
		v := by[t.File]
		switch {
		case v == nil:
			l.Add(f.pos(t.at), "exchange-file", "the project has no text %q to translate", t.File)
			continue
		case seen[t.File]:
			l.Add(f.pos(t.at), "exchange-unit", "text %q stands twice in the file", t.File)
			continue
		}
		seen[t.File] = true
		im := importer{f: f, v: v, opt: &opt, res: res, lang: languages{f.From, f.To},
			news: map[*live][]Span{}, back: map[*live]*Segment{}, refused: map[string]bool{}}
		im.run(t)
		l = append(l, im.l...)
	}
	return res, l
}

// importer imports one text.
type importer struct {
	f    *File
	v    *view
	opt  *Options
	res  *Result
	lang languages

	back    map[*live]*Segment // what came back
	news    map[*live][]Span   // translations that are others
	refused map[string]bool    // units
	l       diag.List
}

func (im *importer) run(t *Text) {
	for i := range t.Units {
		for j := range t.Units[i].Segments {
			im.segment(&t.Units[i].Segments[j])
		}
	}
	im.whole()
	for l := range im.news {
		if im.refused[l.unit] {
			delete(im.news, l)
		}
	}
	ok := true
	var text []byte
	if len(im.news) > 0 {
		if im.v.t.Kind == project.Strings {
			text, ok = im.strings()
		} else {
			text, ok = im.prose()
		}
	}
	if !ok {
		return
	}
	if text != nil {
		im.res.Files[im.v.file()] = text
		im.res.Segments += len(im.news)
	}
	im.stamp()
}

// segment takes one segment that came back.
func (im *importer) segment(s *Segment) {
	file := im.v.file() // positions are found where they are needed: that takes time
	l := im.v.byID[s.ID]
	switch {
	case l == nil || l.silent:
		im.l.Add(im.f.pos(s.at), "exchange-unit", "%s has no segment %q", file, s.ID).Hint = "its source has changed since the export, or the id was damaged: export anew"
		return
	case im.back[l] != nil:
		im.refused[l.unit] = true
		im.l.Add(im.f.pos(s.at), "exchange-unit", "%s, segment %q stands twice", file, s.ID).Related = []diag.Related{{Pos: im.f.pos(im.back[l].at), Message: "it stood here first"}}
		return
	}
	im.back[l] = s
	source, target, now := l.joined(s.Source), l.joined(s.Target), l.joined(l.targetSpans)
	var faults []fault
	switch {
	case !slices.Equal(source, l.joined(l.sourceSpans)):
		faults = []fault{{"source", "the source is not what the project has", "a translator changes targets alone; export anew if the source is another now"}}
	case slices.Equal(target, now):
	case len(target) == 0:
		faults = []fault{{"target", "the translation is gone", "the project has one: to keep it, put it back"}}
	default:
		faults = l.takes(target, im.lang, im.v.drifted(l.unit), slices.Contains(im.opt.Accept, l.id))
		im.news[l] = target
	}
	for _, x := range faults {
		im.refused[l.unit] = true
		x.add(im.f.pos(s.at), file, s.ID, &im.l)
	}
}

// whole refuses units of which segments are missing.
func (im *importer) whole() {
	first := map[string]*Segment{}
	for _, l := range im.v.segments {
		if s := im.back[l]; s != nil && first[l.unit] == nil {
			first[l.unit] = s
		}
	}
	for _, l := range im.v.segments {
		if s := first[l.unit]; s != nil && im.back[l] == nil && !l.silent && !im.refused[l.unit] {
			im.refused[l.unit] = true
			im.l.Add(im.f.pos(s.at), "exchange-unit", "%s: unit %q came back without its segment %q", im.v.file(), l.unit, l.id).Hint =
				"a unit comes back whole: put the segment back, with or without a translation"
		}
	}
}

// refuse drops what is new in the segments, and says why at the first of them.
func (im *importer) refuse(segments []*live, format string, args ...any) {
	var first *live
	for _, l := range segments {
		if _, there := im.news[l]; !there {
			continue
		}
		im.refused[l.unit] = true
		delete(im.news, l)
		if first == nil || im.back[l].at < im.back[first].at {
			first = l
		}
	}
	if first != nil {
		im.l.Add(im.f.pos(im.back[first].at), "exchange-section", format, args...).Hint =
			"translate all of it, or leave it out altogether"
	}
}

// finished reports whether a unit is translated as a whole, as the file says.
func (im *importer) finished(unit string) bool {
	for _, l := range im.v.segments {
		if l.unit != unit || l.silent {
			continue
		}
		s := im.back[l]
		switch {
		case s == nil || im.refused[unit]:
			return false
		case s.State == Review:
			return false
		case len(im.news[l]) == 0 && len(l.target) == 0:
			return false
		}
	}
	return true
}

// stamp writes the ledger: what is finished and was behind, or has new words, is
// up to date; what has new words and is not finished is not reviewed any more.
func (im *importer) stamp() {
	v := im.v
	fresh, machine, back := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for l, s := range im.back {
		back[l.unit] = true
		fresh[l.unit] = fresh[l.unit] || len(im.news[l]) > 0
		machine[l.unit] = machine[l.unit] || s.Machine
	}
	var out []ledger.Entry
	changed := false
	for _, c := range v.t.Changes() {
		finished := c.Unit != nil && back[c.ID] && im.finished(c.ID)
		if !finished || !fresh[c.ID] && !v.due(c.ID) {
			if fresh[c.ID] {
				im.res.Open = append(im.res.Open, v.file()+"#"+c.ID)
			}
			if c.Entry != nil {
				e := *c.Entry
				if fresh[c.ID] && e.Reviewed != ledger.Unreviewed {
					e.Reviewed, changed = ledger.Unreviewed, true
				}
				out = append(out, e)
			}
			continue
		}
		e := ledger.Entry{ID: c.ID, From: c.Unit.From, Made: im.opt.By, Day: im.opt.Day, Reviewed: ledger.Unreviewed}
		switch {
		case !fresh[c.ID] && c.Entry != nil: // looked at, and left as it is
			e.Made = c.Entry.Made
			if c.Entry.From.Words == e.From.Words && c.Entry.From.Facts == e.From.Facts {
				e.Day, e.Reviewed = c.Entry.Day, c.Entry.Reviewed
			}
		case e.Made == "" && machine[c.ID]:
			e.Made = ledger.Machine
		}
		if e.Made == "" && im.res.Unsigned == "" {
			im.res.Unsigned = v.file() + "#" + c.ID
		}
		im.res.Stamped++
		changed = true
		out = append(out, e)
	}
	if changed {
		im.res.Ledgers[v.t.LedgerFile] = ledger.New(v.t.LedgerFile, out)
	}
}
