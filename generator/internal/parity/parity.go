// Package parity holds the structure of a translation against that of its
// source.
//
// In: the parts of two texts, as prose.Parts lists them. Out: the differences,
// one for each kind of part, each with its counts, with what is missing and
// what is there too much, and with the section where they begin. It reads no
// file, knows no site, and does not say how bad a difference is: that is for
// the caller, which words it.
package parity

import (
	"slices"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/prose"
)

// Text is a text with its parts.
type Text struct {
	File  string
	Parts []prose.Part
}

// Difference is a kind of part of which a translation does not have the same.
type Difference struct {
	Kind prose.PartKind
	// Want is how many the source has, Got how many the translation has. They
	// may be equal where what they lead to or say is not.
	Want, Got int
	// Section is where the two first differ: the heading's place in the
	// translation, the top of its file before the first heading. Source is the
	// same place in the source.
	Section, Source diag.Pos
	// Heading holds the words of that heading, in the translation; "" before the
	// first.
	Heading string
	// Missing and Extra are what one side has and the other has not: addresses
	// of links and images, ids of headings, kinds of callouts, code. Empty for
	// bold, list items and rows, which have no name.
	Missing, Extra []string
}

// Kinds are what is compared, in the order of the differences.
func Kinds() []prose.PartKind {
	return []prose.PartKind{prose.PartHeading, prose.PartLink, prose.PartImage, prose.PartCallout,
		prose.PartItem, prose.PartRow, prose.PartBold, prose.PartCode}
}

// Compare lists the differences between a source and its translation; none
// where a kind is the same over the whole text, though it may stand elsewhere.
func Compare(source, translation Text) []Difference {
	var out []Difference
	for _, kind := range Kinds() {
		want, got := names(source.Parts, kind), names(translation.Parts, kind)
		missing, extra := without(want, got), without(got, want)
		if len(want) == len(got) && len(missing) == 0 {
			continue
		}
		d := Difference{Kind: kind, Want: len(want), Got: len(got)}
		if kind != prose.PartBold && kind != prose.PartItem && kind != prose.PartRow {
			d.Missing, d.Extra = missing, extra
		}
		d.locate(source, translation)
		out = append(out, d)
	}
	return out
}

// names lists what the parts of a kind are told apart by, sorted.
func names(parts []prose.Part, kind prose.PartKind) []string {
	var out []string
	for _, p := range parts {
		if p.Kind == kind {
			out = append(out, name(p))
		}
	}
	slices.Sort(out)
	return out
}

func name(p prose.Part) string {
	switch p.Kind {
	case prose.PartHeading:
		return p.ID
	case prose.PartLink, prose.PartImage:
		return p.Dest
	case prose.PartCallout:
		return p.Words
	case prose.PartCode:
		return p.Words
	}
	return ""
}

// without lists what a has more often than b. Both are sorted.
func without(a, b []string) []string {
	var out []string
	j := 0
	for _, s := range a {
		for j < len(b) && b[j] < s {
			j++
		}
		if j < len(b) && b[j] == s {
			j++
			continue
		}
		out = append(out, s)
	}
	return out
}

// section is a heading with the parts below it, up to the next one.
type section struct {
	pos   diag.Pos
	id    string
	words string
	parts []prose.Part
}

func sections(t Text) []section {
	out := []section{{pos: diag.Pos{File: t.File, Line: 1, Col: 1}}}
	for _, p := range t.Parts {
		if p.Kind == prose.PartHeading && !p.Nested {
			out = append(out, section{pos: p.Pos, id: p.ID, words: p.Words})
		}
		last := &out[len(out)-1]
		last.parts = append(last.parts, p)
	}
	return out
}

// locate finds the first section in which the two texts differ. Sections are
// held against each other in their order where there are as many, else by id.
func (d *Difference) locate(source, translation Text) {
	a, b := sections(source), sections(translation)
	d.Source, d.Section = a[0].pos, b[0].pos
	for i, s := range a {
		j := i
		if len(a) != len(b) {
			j = slices.IndexFunc(b, func(o section) bool { return o.id == s.id && (s.id != "" || i == 0) })
		}
		if j < 0 {
			if d.Kind == prose.PartHeading && s.id != "" {
				d.Source = s.pos
				return
			}
			continue
		}
		if slices.Compare(names(s.parts, d.Kind), names(b[j].parts, d.Kind)) != 0 {
			d.Source, d.Section, d.Heading = s.pos, b[j].pos, b[j].words
			return
		}
	}
	for _, s := range b {
		other := slices.IndexFunc(a, func(o section) bool { return o.id == s.id })
		if other < 0 && len(names(s.parts, d.Kind)) > 0 {
			d.Section, d.Heading = s.pos, s.words
			return
		}
	}
}
