package exchange

import (
	"fmt"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/prose"
)

// review20 says of a segment of XLIFF 2.0 that there is a translation, and that
// its source has changed since.
const review20 = "signpost:needs-review"

var state20 = [...]string{New: `state="initial"`, Review: `state="initial" subState="` + review20 + `"`, Done: `state="translated"`, Reviewed: `state="final"`}

// write20 writes XLIFF 2.0.
func write20(f *File) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff version=\"2.0\" xmlns=\"%s\" srcLang=\"%s\" trgLang=\"%s\">\n", space20, attr(f.From), attr(f.To))
	for i, t := range f.Texts {
		fmt.Fprintf(&b, " <file id=\"f%d\" original=\"%s\">\n", i+1, attr(t.File))
		notes20(&b, "  ", append([]string{"Source: " + t.Source}, t.Notes...))
		groups := ids{}
		for _, u := range t.Units {
			fmt.Fprintf(&b, "  <group id=\"%s\" name=\"%s\">\n", groups.next(name(u.ID)), attr(u.ID))
			notes20(&b, "   ", u.Notes)
			for _, s := range u.Segments {
				fmt.Fprintf(&b, "   <unit id=\"%s\" name=\"%s\" xml:space=\"preserve\">\n", attr(s.ID), attr(s.Kind))
				notes20(&b, "    ", append([]string{s.Kind + ", " + s.Place.String()}, s.Notes...))
				fmt.Fprintf(&b, "    <segment %s>\n     <source>%s</source>\n", state20[s.State], s.inline20(s.Source))
				if len(s.Target) > 0 {
					fmt.Fprintf(&b, "     <target>%s</target>\n", s.inline20(s.Target))
				}
				b.WriteString("    </segment>\n   </unit>\n")
			}
			b.WriteString("  </group>\n")
		}
		b.WriteString(" </file>\n")
	}
	b.WriteString("</xliff>\n")
	return []byte(b.String())
}

func notes20(b *strings.Builder, indent string, notes []string) {
	if len(notes) == 0 {
		return
	}
	b.WriteString(indent + "<notes>\n")
	for _, n := range notes {
		b.WriteString(indent + " <note>" + escape(n) + "</note>\n")
	}
	b.WriteString(indent + "</notes>\n")
}

// types20 are the types of placeholders, with the finer ones that XLIFF has.
var types20 = map[prose.MarkKind]string{
	prose.MarkStrong:   `type="fmt" subType="xlf:b"`,
	prose.MarkEmphasis: `type="fmt" subType="xlf:i"`,
	prose.MarkStruck:   `type="fmt" subType="signpost:struck"`,
	prose.MarkBreak:    `type="fmt" subType="xlf:lb"`,
	prose.MarkLink:     `type="link"`,
	prose.MarkAddress:  `type="link"`,
	prose.MarkImage:    `type="image"`,
	prose.MarkVariable: `type="ui" subType="xlf:var"`,
	prose.MarkCode:     `type="other" subType="signpost:code"`,
	prose.MarkHTML:     `type="other" subType="signpost:html"`,
}

func (s *Segment) inline20(list []Span) string {
	var b strings.Builder
	for _, p := range list {
		switch p.Kind {
		case Words:
			b.WriteString(escape(p.Text))
		case Close:
			b.WriteString("</pc>")
		default:
			c := s.code(p.Code)
			element, show, end := "pc", "dispStart", ">"
			if p.Kind == Alone {
				element, show, end = "ph", "disp", "/>"
			}
			fmt.Fprintf(&b, "<%s id=\"%s\" canCopy=\"no\" canDelete=\"no\" %s", element, p.Code, types20[c.Kind])
			if text := c.shown(); text != "" {
				fmt.Fprintf(&b, " %s=\"%s\"", show, attr(text))
			}
			b.WriteString(end)
		}
	}
	return b.String()
}

// read20 reads XLIFF 2.0.
func (f *File) read20(root *element, l *diag.List) {
	if !f.languages(root, root.require(f, "srcLang", l), root.attrs["trgLang"], l) {
		return
	}
	for _, file := range root.children(f, l, "file") {
		t := Text{File: file.require(f, "original", l), at: file.at}
		u := Unit{}
		f.group20(file, &u, l)
		t.Units = append(t.Units, u)
		f.Texts = append(f.Texts, t)
	}
}

func (f *File) group20(g *element, u *Unit, l *diag.List) {
	for _, e := range g.children(f, l, "group", "unit", "notes", "skeleton") {
		switch e.name {
		case "group":
			f.group20(e, u, l)
		case "unit":
			if s, ok := f.unit20(e, l); ok {
				u.Segments = append(u.Segments, s)
			}
		}
	}
}

// unit20 joins the segments that another program may have made of one.
func (f *File) unit20(e *element, l *diag.List) (Segment, bool) {
	s := Segment{ID: e.require(f, "id", l), at: e.at, State: Reviewed}
	bad := len(*l)
	found, targets := 0, 0
	for _, c := range e.children(f, l, "segment", "ignorable", "notes", "originalData") {
		if c.name != "segment" && c.name != "ignorable" {
			continue
		}
		source := c.only(f, "source", l, "target")
		if source == nil {
			continue
		}
		from := f.inline(source, s.ID, l)
		s.Source = append(s.Source, from...)
		var target []Span
		for _, t := range c.children(f, l, "source", "target") {
			if t.name == "target" {
				if t.attrs["order"] != "" {
					l.Add(f.pos(t.at), "exchange-syntax", "the parts of segment %q have another order", s.ID).Hint = "join the parts before you export"
				}
				target = f.inline(t, s.ID, l)
			}
		}
		if c.name == "ignorable" {
			if target == nil {
				target = from
			}
			s.Target = append(s.Target, target...)
			continue
		}
		found++
		if len(target) > 0 {
			targets++
		}
		s.Target = append(s.Target, target...)
		s.State = min(s.State, f.state20(c, l))
	}
	switch {
	case found == 0:
		l.Add(f.pos(e.at), "exchange-syntax", "segment %q has no source", s.ID)
	case targets == 0:
		s.Target = nil
	case targets < found:
		l.Add(f.pos(e.at), "exchange-target", "only %d of the %d parts of segment %q have a translation", targets, found, s.ID)
	}
	return s, len(*l) == bad
}

func (f *File) state20(e *element, l *diag.List) State {
	switch state := e.attrs["state"]; {
	case state == "" || state == "initial":
		if e.attrs["subState"] == review20 {
			return Review
		}
		return New
	case state == "translated":
		return Done
	case state == "reviewed" || state == "final":
		return Reviewed
	default:
		l.Add(f.pos(e.at), "exchange-syntax", "there is no state %q in XLIFF 2.0", state)
		return Review
	}
}
