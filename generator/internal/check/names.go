package check

import (
	"slices"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/wording"
)

// names: a name that is valid no more stands only where the text speaks of former times. When
// that is, the glossary says; the rule reads no clock.
var names = Rule{
	Codes: []string{"name-old"},
	Doc:   "a name that is valid no more stands only beside its successor, beside a word that says so, or in a section about former times",
	Run: func(p *project.Project, l *diag.List) {
		if p.Glossary == nil || !slices.ContainsFunc(p.Glossary.Names, func(n locale.Name) bool { return n.Until != "" }) {
			return
		}
		for _, lang := range p.Config.Languages {
			x := namesOf(p.Glossary.Glossary, lang)
			for _, t := range texts(p, lang) {
				facts := t.doc
				if t.source != nil {
					facts = t.source
				}
				x.hold(t.doc.Lines(), facts.Front.Historical, l)
			}
		}
	},
}

type nameLexicon struct {
	names  []locale.Name
	forms  *wording.Lexicon // of names, by their number
	now    *wording.Lexicon // of successors, by the number of what they succeed
	former *wording.Lexicon // words that say so
}

func namesOf(g *locale.Glossary, lang string) *nameLexicon {
	x := &nameLexicon{names: g.Names, forms: wording.New(lang), now: wording.New(lang), former: wording.New(lang)}
	for i, n := range g.Names {
		also, _ := of(n.Also, lang)
		for _, f := range append([]locale.Form{n.Form}, also...) {
			x.forms.Add(f.Text, i)
		}
		for _, f := range n.Now {
			x.now.Add(f.Text, i)
			for _, m := range g.Names {
				if m.Text == f.Text {
					more, _ := of(m.Also, lang)
					for _, f := range more {
						x.now.Add(f.Text, i)
					}
				}
			}
		}
	}
	formerly, _ := of(g.Formerly, lang)
	for _, f := range formerly {
		x.former.Add(f.Text, 0)
	}
	return x
}

// hold reports old names in the lines of a text.
func (x *nameLexicon) hold(lines []prose.Line, historical []string, l *diag.List) {
	for i := range lines {
		line := &lines[i]
		if slices.Contains(historical, line.Section) || slices.Contains(historical, line.Under) {
			continue
		}
		for _, m := range x.forms.Find(line.Text) {
			if m.Quoted {
				continue
			}
			n := &x.names[m.Values[0]]
			if n.Until == "" || x.marked(lines, i, m.Values[0]) {
				continue
			}
			d := l.Warn(line.Pos(m.Start), "name-old", "%q has not been the name since %s", n.Text, n.Until)
			d.Related = []diag.Related{{Pos: n.Pos, Message: "the glossary says so"}}
			d.Hint = "where the text is about former times, say so in the same paragraph, or name the section under \"historical\" in the front matter"
			if len(n.Now) > 0 {
				d.Hint = "write \"" + n.Now[len(n.Now)-1].Text + "\"; " + d.Hint
			}
		}
	}
}

// marked reports whether a name's paragraph, item or row speaks of former times; of a heading, and of a
// title, whether anything below it does.
func (x *nameLexicon) marked(lines []prose.Line, at, name int) bool {
	first, last := at, at
	for first > 0 && lines[first-1].Group == lines[at].Group {
		first--
	}
	for last+1 < len(lines) && (lines[last+1].Group == lines[at].Group || lines[at].Heading && lines[last+1].Under == lines[at].Under) {
		last++
	}
	for i := first; i <= last; i++ {
		if len(x.former.Find(lines[i].Text)) > 0 {
			return true
		}
		for _, m := range x.now.Find(lines[i].Text) {
			if slices.Contains(m.Values, name) {
				return true
			}
		}
	}
	return false
}
