package check

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/wording"
)

// vocabulary: a term of the source has one of its forms in the translation, and none that it must not have.
var vocabulary = Rule{
	Codes: []string{"term-misleading", "term-forbidden", "term-mixed", "term-kept", "term-language"},
	Doc:   "a term is called what the glossary approves, in one way throughout a text, and what is never translated stays",
	Run: func(p *project.Project, l *diag.List) {
		if p.Glossary == nil {
			return
		}
		g := p.Glossary.Glossary
		termLanguages(p, l)
		in := lexiconOf(g, p.SourceLanguage())
		for _, lang := range p.Config.Languages {
			out := in
			if lang != p.SourceLanguage() {
				out = lexiconOf(g, lang)
			}
			for _, t := range texts(p, lang) {
				c := &termCheck{lines: t.doc.Lines(), l: l}
				if t.source != nil {
					c.source = t.source.Lines()
				}
				c.run(in, out)
			}
			if lang != p.SourceLanguage() {
				for _, t := range p.Translations(lang) {
					if t.Kind == project.Strings && t.Catalogue != nil {
						c := &termCheck{lines: stringLines(t.Catalogue, nil), source: stringLines(p.Catalogues[p.SourceLanguage()], t.Catalogue), l: l}
						c.run(in, out)
					}
				}
			}
		}
	},
}

// stringLines are the strings of a catalogue as lines, a section for each; only of keys that another one
// has, unless that is nil.
func stringLines(c, other *locale.Catalogue) []prose.Line {
	out := []prose.Line{}
	for _, key := range slices.Sorted(maps.Keys(c.Messages)) {
		m := c.Messages[key]
		if other != nil && other.Messages[key].Forms == nil {
			continue
		}
		for _, form := range slices.Sorted(maps.Keys(m.Forms)) {
			out = append(out, prose.LineOf(place.ReplaceAllString(m.Forms[form], string(prose.Object)), key, m.Pos))
		}
	}
	return out
}

// place is where a value stands in a string.
var place = regexp.MustCompile(`\{\{[^}]*\}\}|\{[^}]*\}`)

// termLanguages reports forms in a language that the site does not have, once for each language.
func termLanguages(p *project.Project, l *diag.List) {
	first := map[string]*locale.Wording{}
	for i := range p.Glossary.Terms {
		for tag, w := range p.Glossary.Terms[i].Wordings {
			if first[tag] == nil {
				first[tag] = &w
			}
		}
	}
	for tag, w := range first {
		if !slices.ContainsFunc(p.Config.Languages, func(lang string) bool { return lang == tag || strings.HasPrefix(lang, tag+"-") }) {
			l.Warn(w.Pos, "term-language", "terms have forms in language %q, which the site does not have", tag).HintNearest(tag, p.Config.Languages)
		}
	}
}

// lexicon is a glossary in one language.
type lexicon struct {
	forms   *wording.Lexicon
	entries []entry
	keep    *wording.Lexicon
	kept    []locale.Form
}

// entry is a form of a term.
type entry struct {
	term      string
	forbidden *locale.Forbidden // nil of an approved form
}

// of is what a language has in a map, or its parent: nl of nl-BE.
func of[T any](m map[string]T, lang string) (T, bool) {
	v, ok := m[lang]
	if base, _, more := strings.Cut(lang, "-"); !ok && more {
		v, ok = m[base]
	}
	return v, ok
}

func lexiconOf(g *locale.Glossary, lang string) *lexicon {
	x := &lexicon{forms: wording.New(lang), keep: wording.New(lang), kept: g.Keep}
	add := func(text string, e entry) {
		x.forms.Add(text, len(x.entries))
		x.entries = append(x.entries, e)
	}
	for i := range g.Terms {
		w, ok := of(g.Terms[i].Wordings, lang)
		if !ok {
			continue
		}
		for _, f := range w.Approved {
			add(f.Text, entry{term: g.Terms[i].ID})
		}
		for k := range w.Forbidden {
			add(w.Forbidden[k].Text, entry{term: g.Terms[i].ID, forbidden: &w.Forbidden[k]})
		}
	}
	for i, f := range g.Keep {
		x.keep.Add(f.Text, i)
	}
	return x
}

// met is a form that stands in a text.
type met struct {
	line       *prose.Line
	start, end int
	entries    []entry
}

// meet lists the forms in some lines that are prose: what is quoted is somebody else's word.
func (x *lexicon) meet(lines []prose.Line) []met {
	var out []met
	for i := range lines {
		for _, m := range x.forms.Find(lines[i].Text) {
			if m.Quoted {
				continue
			}
			found := met{line: &lines[i], start: m.Start, end: m.End}
			for _, v := range m.Values {
				found.entries = append(found.entries, x.entries[v])
			}
			out = append(out, found)
		}
	}
	return out
}

// uses are the terms that a text uses, by section, and under "*" in all of it.
type uses map[string]map[string]bool

func (u uses) add(section, term string) {
	for _, s := range []string{section, "*"} {
		if u[s] == nil {
			u[s] = map[string]bool{}
		}
		u[s][term] = true
	}
}

// in reports whether a section uses a term; nil uses all, since there is nothing to hold the text against.
func (u uses) in(section, term string) bool { return u == nil || u[section][term] }

// terms lists the terms that the lines of a source use, in approved forms.
func (x *lexicon) terms(lines []prose.Line) uses {
	out := uses{}
	for _, m := range x.meet(lines) {
		for _, e := range m.entries {
			if e.forbidden == nil {
				out.add(m.line.Section, e.term)
			}
		}
	}
	return out
}

// termCheck holds one text against the glossary.
type termCheck struct {
	lines, source []prose.Line // source is nil of a text in the source language
	met           []met
	asked         uses // by the source; nil of a source
	l             *diag.List
}

// run applies all there is, with the glossary in the source's language and in that of the text.
func (c *termCheck) run(in, out *lexicon) {
	if c.source != nil {
		c.asked = in.terms(c.source)
	}
	c.met = out.meet(c.lines)
	c.forbidden()
	if c.source != nil {
		c.kept(in, out)
	}
}

// forbidden reports forms that a term must not have.
func (c *termCheck) forbidden() {
	for i := range c.met {
		m := &c.met[i]
		for _, e := range m.entries {
			if e.forbidden == nil || !c.asked.in(m.line.Section, e.term) || c.other(m, e.term) {
				continue
			}
			said := strings.Join(strings.Fields(m.line.Text[m.start:m.end]), " ")
			pos, reason := m.line.Pos(m.start), ""
			if e.forbidden.Reason != "" {
				reason = ": " + e.forbidden.Reason
			}
			approved := c.approved(m, e.term)
			var d *diag.Diagnostic
			switch {
			case e.forbidden.Misleads:
				d = c.l.Add(pos, "term-misleading", "%q misleads as a form of term %q%s", said, e.term, reason)
			case approved != nil:
				d = c.l.Warn(pos, "term-mixed", "term %q is called %q here and otherwise elsewhere%s", e.term, said, reason)
			default:
				d = c.l.Warn(pos, "term-forbidden", "%q is not a form of term %q%s", said, e.term, reason)
			}
			if approved != nil {
				d.Related = append(d.Related, diag.Related{Pos: approved.line.Pos(approved.start),
					Message: "it is \"" + strings.Join(strings.Fields(approved.line.Text[approved.start:approved.end]), " ") + "\" here"})
			}
			d.Related = append(d.Related, diag.Related{Pos: e.forbidden.Pos, Message: "the glossary says so"})
			d.Hint = "write \"" + e.forbidden.Instead + "\""
			break
		}
	}
}

// other reports whether a form is an approved one of another term that the place asks for.
func (c *termCheck) other(m *met, term string) bool {
	return slices.ContainsFunc(m.entries, func(e entry) bool {
		return e.forbidden == nil && e.term != term && c.asked.in(m.line.Section, e.term)
	})
}

// approved is the nearest approved form of a term before a place, or else the first after it; nil
// where the text has none.
func (c *termCheck) approved(at *met, term string) *met {
	var out *met
	for i := range c.met {
		m := &c.met[i]
		if m == at && out != nil {
			break
		}
		if slices.ContainsFunc(m.entries, func(e entry) bool { return e.term == term && e.forbidden == nil }) {
			past := out == nil && m.line.Pos(m.start).Compare(at.line.Pos(at.start)) > 0
			out = m
			if past {
				break
			}
		}
	}
	return out
}

// kept reports sections without a name or code that the section of the source has and that is never translated.
func (c *termCheck) kept(in, out *lexicon) {
	want, got := in.keeps(c.source), out.keeps(c.lines)
	told := map[string]bool{}
	for i := range c.lines {
		line := &c.lines[i]
		if told[line.Section] {
			continue
		}
		told[line.Section] = true
		for n := range in.kept {
			first, ok := want[line.Section][n]
			if _, there := got[line.Section][n]; !ok || there {
				continue
			}
			d := c.l.Warn(line.Pos(0), "term-kept", "%q stands in the source of this section and not here", in.kept[n].Text)
			d.Related = []diag.Related{{Pos: first, Message: "it stands here in the source"}}
			d.Hint = "leave it as it is: it is never translated"
			break
		}
	}
}

// keeps gives, by section, the first place of each name that is never translated.
func (x *lexicon) keeps(lines []prose.Line) map[string]map[int]diag.Pos {
	out := map[string]map[int]diag.Pos{}
	for i := range lines {
		for _, m := range x.keep.Find(lines[i].Text) {
			section := lines[i].Section
			if out[section] == nil {
				out[section] = map[int]diag.Pos{}
			}
			for _, v := range m.Values {
				if _, ok := out[section][v]; !ok {
					out[section][v] = lines[i].Pos(m.Start)
				}
			}
		}
	}
	return out
}
