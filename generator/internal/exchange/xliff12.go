package exchange

import (
	"fmt"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/prose"
)

const (
	space12 = "urn:oasis:names:tc:xliff:document:1.2"
	space20 = "urn:oasis:names:tc:xliff:document:2.0"
)

// escape writes text into XML; attr adds what an attribute cannot hold.
func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#xD;").Replace(s)
}

func attr(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\n", "&#xA;", "\r", "&#xD;", "\t", "&#x9;").Replace(s)
}

// shown is what stands behind a placeholder, for a translator to see.
func (c *Code) shown() string {
	switch c.Kind {
	case prose.MarkLink, prose.MarkImage, prose.MarkAddress:
		return c.Dest
	case prose.MarkCode, prose.MarkHTML, prose.MarkVariable:
		return c.Text
	}
	return ""
}

// state12 are the values of the attribute of a target.
var state12 = [...]string{New: "new", Review: "needs-review-translation", Done: "translated", Reviewed: "final"}

// write12 writes XLIFF 1.2.
func write12(f *File) []byte {
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff version=\"1.2\" xmlns=\"" + space12 + "\">\n")
	for _, t := range f.Texts {
		datatype := "x-markdown"
		if strings.HasSuffix(t.File, ".yaml") {
			datatype = "x-yaml"
		}
		fmt.Fprintf(&b, " <file original=\"%s\" source-language=\"%s\" target-language=\"%s\" datatype=\"%s\">\n  <header>\n",
			attr(t.File), attr(f.From), attr(f.To), datatype)
		notes12(&b, "   ", append([]string{"Source: " + t.Source}, t.Notes...))
		b.WriteString("  </header>\n  <body>\n")
		groups := ids{}
		for _, u := range t.Units {
			fmt.Fprintf(&b, "   <group id=\"%s\" resname=\"%s\">\n", groups.next(name(u.ID)), attr(u.ID))
			notes12(&b, "    ", u.Notes)
			for _, s := range u.Segments {
				fmt.Fprintf(&b, "    <trans-unit id=\"%s\" resname=\"%s\" xml:space=\"preserve\">\n", attr(s.ID), attr(s.Kind))
				b.WriteString("     <source>" + s.inline12(s.Source) + "</source>\n")
				fmt.Fprintf(&b, "     <target state=\"%s\">%s</target>\n", state12[s.State], s.inline12(s.Target))
				notes12(&b, "     ", append([]string{s.Kind + ", " + s.Place.String()}, s.Notes...))
				b.WriteString("    </trans-unit>\n")
			}
			b.WriteString("   </group>\n")
		}
		b.WriteString("  </body>\n </file>\n")
	}
	b.WriteString("</xliff>\n")
	return []byte(b.String())
}

func notes12(b *strings.Builder, indent string, notes []string) {
	for _, n := range notes {
		b.WriteString(indent + "<note>" + escape(n) + "</note>\n")
	}
}

func (s *Segment) code(id string) *Code {
	for i := range s.Codes {
		if s.Codes[i].ID == id {
			return &s.Codes[i]
		}
	}
	return &Code{}
}

func (s *Segment) inline12(list []Span) string {
	var b strings.Builder
	for _, p := range list {
		switch p.Kind {
		case Words:
			b.WriteString(escape(p.Text))
		case Close:
			b.WriteString("</g>")
		default:
			c := s.code(p.Code)
			element, end := "g", ">"
			if p.Kind == Alone {
				element, end = "x", "/>"
			}
			ctype := map[prose.MarkKind]string{prose.MarkStrong: "bold", prose.MarkEmphasis: "italic", prose.MarkLink: "link",
				prose.MarkImage: "image", prose.MarkBreak: "lb"}[c.Kind]
			// "bold" and the like are for g alone, "image" and "lb" for x.
			if ctype == "" || element == "x" && ctype != "image" && ctype != "lb" || element == "g" && ctype == "image" {
				ctype = "x-" + string(c.Kind)
			}
			fmt.Fprintf(&b, "<%s id=\"%s\" ctype=\"%s\"", element, p.Code, ctype)
			if show := c.shown(); show != "" {
				b.WriteString(` equiv-text="` + attr(show) + `"`)
			}
			b.WriteString(end)
		}
	}
	return b.String()
}

// read12 reads XLIFF 1.2.
func (f *File) read12(root *element, l *diag.List) {
	for _, file := range root.children(f, l, "file") {
		from, to := file.require(f, "source-language", l), file.attrs["target-language"]
		if !f.languages(file, from, to, l) {
			continue
		}
		t := Text{File: file.require(f, "original", l), at: file.at}
		body := file.only(f, "body", l, "header")
		if body == nil {
			continue
		}
		u := Unit{}
		f.group12(body, &u, l)
		t.Units = append(t.Units, u)
		f.Texts = append(f.Texts, t)
	}
}

// group12 takes all segments of a group or body. Which units they belong to, the
// project knows.
func (f *File) group12(g *element, u *Unit, l *diag.List) {
	for _, e := range g.children(f, l, "group", "trans-unit", "note", "context-group", "count-group", "prop-group") {
		switch e.name {
		case "group":
			f.group12(e, u, l)
		case "trans-unit":
			if s, ok := f.unit12(e, l); ok {
				u.Segments = append(u.Segments, s)
			}
		}
	}
}

func (f *File) unit12(e *element, l *diag.List) (Segment, bool) {
	s := Segment{ID: e.require(f, "id", l), at: e.at}
	bad := len(*l)
	var source, target *element
	for _, c := range e.children(f, l, "source", "seg-source", "target", "note", "context-group", "count-group", "prop-group", "alt-trans") {
		switch {
		case c.name == "source" && source == nil:
			source = c
		case c.name == "target" && target == nil:
			target = c
		case c.name == "source" || c.name == "target":
			l.Add(f.pos(c.at), "exchange-syntax", "%q stands twice in segment %q", c.name, s.ID)
		}
	}
	if source == nil {
		l.Add(f.pos(e.at), "exchange-syntax", "segment %q has no source", s.ID)
		return s, false
	}
	s.Source = f.inline(source, s.ID, l)
	if target == nil {
		return s, len(*l) == bad
	}
	s.Target = f.inline(target, s.ID, l)
	switch state := target.attrs["state"]; state {
	case "", "translated":
		s.State = Done
	case "final", "signed-off":
		s.State = Reviewed
	case "new":
		s.State = New
	case "needs-adaptation", "needs-l10n", "needs-review-adaptation", "needs-review-l10n", "needs-review-translation", "needs-translation":
		s.State = Review
	default:
		if !strings.HasPrefix(state, "x-") {
			l.Add(f.pos(target.at), "exchange-syntax", "there is no state %q in XLIFF 1.2", state)
		}
		s.State = Review
	}
	switch target.attrs["state-qualifier"] {
	case "mt-suggestion", "leveraged-mt":
		s.Machine = true
	}
	return s, len(*l) == bad
}
