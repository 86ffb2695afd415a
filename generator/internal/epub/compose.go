package epub

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	xhtml "golang.org/x/net/html"
)

// compose makes the chapters: what stands in their files, where every id is, and
// where every link leads.
func (b *book) compose() error {
	for _, c := range b.chapters {
		if c.kind != "flow" {
			if c.kind == "glossary" {
				silence(c.page.main)
			}
			c.files[0].nodes = clean(c.page.main)
			continue
		}
		if err := b.flow(c); err != nil {
			return err
		}
	}
	b.define()
	wanted := b.wanted()
	for _, c := range b.chapters {
		b.settle(c, wanted)
	}
	for _, c := range b.chapters {
		for _, f := range c.files {
			if err := b.link(c, f); err != nil {
				return fmt.Errorf("%sindex.html: %w", c.path, err)
			}
		}
	}
	return nil
}

// silence takes away how terms are shown on a page: in a book they are notes.
func silence(glossary *node) {
	intro := find(glossary, func(n *node) bool { return hasClass(n, "prose") && n.Parent.Data == "header" })
	if intro != nil {
		intro.Parent.RemoveChild(intro)
	}
}

// define reads the definitions of the glossary.
func (b *book) define() {
	for _, c := range b.chapters {
		if c.kind != "glossary" {
			continue
		}
		for n := range c.page.main.Descendants() {
			if !hasClass(n, "glossary-term") {
				continue
			}
			dt := find(n, func(n *node) bool { return n.Data == "dt" })
			if id := attr(n, "id"); id != "" && dt != nil {
				b.notes[c.path+"#"+id] = []*node{dt}
				for in := range n.Descendants() {
					if in.Type == xhtml.ElementNode && in.Data == "dd" {
						b.notes[c.path+"#"+id] = append(b.notes[c.path+"#"+id], in)
					}
				}
			}
		}
	}
}

// wanted lists what links of the book lead to, as path and fragment.
func (b *book) wanted() map[string]bool {
	out := map[string]bool{}
	for _, c := range b.chapters {
		for _, f := range c.files {
			all(f.nodes, func(n *node) {
				if to, fragment, ok := within(attr(n, "href"), c.path); ok && n.Data == "a" {
					out[to+"#"+fragment] = true
				}
			})
		}
	}
	for key, note := range b.notes {
		glossary, _, _ := strings.Cut(key, "#")
		all(note, func(n *node) {
			if to, fragment, ok := within(attr(n, "href"), glossary); ok && n.Data == "a" {
				out[to+"#"+fragment] = true
			}
		})
	}
	return out
}

// xmlName is what an id has to be so that every reader takes it.
var xmlName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9._-]*$`)

// settle gives the ids that are led to names that hold in XML, takes the others away,
// and notes where they are. Headings that the contents list get one.
func (b *book) settle(c *chapter, wanted map[string]bool) {
	c.places[""] = place{file: c.files[0]}
	var main *entry
	var heads []*entry
	if lists(c.kind) {
		main = b.entry(b.contents, c)
	}
	for _, f := range c.files {
		taken, fresh := map[string]bool{}, 0
		own := func() string {
			for {
				fresh++
				if id := "x" + strconv.Itoa(fresh); !taken[id] {
					return id
				}
			}
		}
		all(f.nodes, func(n *node) {
			id := attr(n, "id")
			if n.Data == "section" && hasClass(n, "state") && strings.HasPrefix(id, "q") {
				taken[id] = true
				return
			}
			listed := n.Data == "h2" && main != nil
			if id == "" && !listed {
				return
			}
			if _, stands := c.places[id]; !wanted[c.path+"#"+id] && !listed || stands && id != "" {
				set(n, "id", "")
				return
			}
			name := id
			if !xmlName.MatchString(name) || taken[name] || strings.HasPrefix(name, notePrefix) {
				name = own()
			}
			taken[name] = true
			set(n, "id", name)
			if id == "" {
				id = name
			}
			c.places[id] = place{file: f, id: name}
			if listed {
				heads = append(heads, &entry{title: words(n), chapter: c.part(f, name)})
			}
		})
	}
	if main != nil {
		main.below = append(heads, main.below...) // its pages come after it
	}
}

// lists reports whether the contents list the headings of such a page.
func lists(kind string) bool { return kind == "page" || kind == "terms" || kind == "contact" }

// part stands for a section of a chapter in the contents.
func (c *chapter) part(f *file, id string) *chapter {
	return &chapter{path: c.path, kind: "part", files: []*file{f}, places: map[string]place{"": {file: f, id: id}}}
}

func (b *book) entry(list []*entry, c *chapter) *entry {
	for _, e := range list {
		if e.chapter == c {
			return e
		}
		if in := b.entry(e.below, c); in != nil {
			return in
		}
	}
	return nil
}

const notePrefix = "note-"

// link puts the book's addresses into the links of a file, declares its
// pictures, and puts the notes at its end.
func (b *book) link(c *chapter, f *file) error {
	var faults []error
	var notes []string
	f.nodes = []*node{element("div", "", f.nodes...)} // so that a link can be taken apart anywhere
	all(f.nodes, func(n *node) {
		switch n.Data {
		case "img":
			if err := b.picture(c, n); err != nil {
				faults = append(faults, err)
			}
		case "a":
			to, fragment, ok := within(attr(n, "href"), c.path)
			if key := to + "#" + fragment; ok && hasAttr(n, "data-term") && b.notes[key] != nil && c.kind != "glossary" {
				set(n, "href", "#"+notePrefix+fragment)
				set(n, "epub-type", "noteref")
				set(n, "role", "doc-noteref")
				if !slices.Contains(notes, key) {
					notes = append(notes, key)
				}
				return
			}
			if err := b.lead(c, f, n); err != nil {
				faults = append(faults, err)
			}
		}
	})
	if len(faults) > 0 {
		return faults[0]
	}
	f.nodes = detach(f.nodes[0])
	if len(notes) == 0 {
		return nil
	}
	group := element("section", "")
	set(group, "epub-type", "footnotes")
	for _, key := range notes {
		aside, err := b.note(f, key)
		if err != nil {
			return err
		}
		group.AppendChild(aside)
	}
	f.nodes = append(f.nodes, group)
	return nil
}

// note makes the definition of a term for a file.
func (b *book) note(f *file, key string) (*node, error) {
	glossary, id, _ := strings.Cut(key, "#")
	aside := element("aside", "note")
	set(aside, "id", notePrefix+id)
	set(aside, "epub-type", "footnote")
	set(aside, "role", "doc-footnote")
	for i, part := range b.notes[key] {
		inside := element("div", "")
		for n := range part.ChildNodes() {
			for _, made := range clean(n) {
				inside.AppendChild(made)
			}
		}
		var fault error
		all([]*node{inside}, func(n *node) {
			set(n, "id", "")
			if n.Data == "a" {
				if err := b.lead(b.byPath[glossary], f, n); err != nil {
					fault = err
				}
			}
		})
		if fault != nil {
			return nil, fault
		}
		if i == 0 {
			aside.AppendChild(element("p", "", element("dfn", "", detach(inside)...)))
			continue
		}
		for _, n := range detach(inside) {
			aside.AppendChild(n)
		}
	}
	return aside, nil
}

// lead gives a link of chapter c, standing in file f, its address in the book. One that
// leads to nothing the book has leads to the site, or is a link no more.
func (b *book) lead(c *chapter, f *file, n *node) error {
	href := attr(n, "href")
	to, fragment, inside := within(href, c.path)
	if !inside {
		if u, err := url.Parse(href); err == nil && (u.Scheme == "https" || u.Scheme == "http" || u.Scheme == "mailto" || u.Scheme == "tel") {
			return nil
		}
		unlink(n)
		return nil
	}
	target := b.byPath[to]
	if target == nil {
		if b.base == "" {
			unlink(n)
			return nil
		}
		address := b.base + (&url.URL{Path: to}).EscapedPath()
		if fragment != "" {
			address += (&url.URL{Fragment: fragment}).String()
		}
		set(n, "href", address)
		return nil
	}
	if strings.Contains(fragment, "=") {
		fragment = "" // answers: a book starts from the first question
	}
	at, ok := target.places[fragment]
	if !ok {
		return fmt.Errorf("a link leads to %q, which is not on %sindex.html", "#"+fragment, to)
	}
	address := path.Base(at.file.name) + ".xhtml"
	if at.file == f && at.id != "" {
		address = ""
	}
	if at.id != "" {
		address += "#" + at.id
	}
	set(n, "href", address)
	if at.number > 0 {
		b.tell(n, at.number)
	}
	return nil
}

// tell says behind an answer where it leads, for those whose reader follows no links.
func (b *book) tell(a *node, number int) {
	for n := a.NextSibling; n != nil; n = n.NextSibling {
		if hasClass(n, "goto") {
			detach(n)
			n.AppendChild(text(b.facts.Words.Goto + "\u00a0" + strconv.Itoa(number)))
			return
		}
	}
}

// unlink puts the words of a link in its place.
func unlink(a *node) {
	parent, next := a.Parent, a.NextSibling
	parent.RemoveChild(a)
	for _, in := range detach(a) {
		parent.InsertBefore(in, next)
	}
}
