package site

import (
	"bytes"
	"encoding/json"
	"html/template"
	"net/url"
	"strings"

	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// Slots stand in the pages of a partner's site for what differs from one partner to the next on pages that
// they share: the name, the address of the site, the colours' style sheet, the line about who helps. Hugo never
// sees the values. They are set into what it wrote, each escaped for the one kind of place it stands in. So two
// partners whose pages differ in nothing else give Hugo the same bytes, and what it made of them once is right for
// both (memo.go).

// A slot is its mark, a name, and its end: letters that stay as they are in text, attributes, addresses and JSON.
const (
	slotMark = "xq7slot-"
	slotEnd  = "-xq7"
)

// slots holds the values, escaped, by name. It is filled before pages are computed, and only read then.
type slots map[string]string

// Kinds of places.
var (
	slotText = template.Must(template.New("text").Parse("{{.}}"))                 // text, titles, attributes
	slotURL  = template.Must(template.New("url").Parse("<a href=\"{{.}}\"></a>")) // an address, or the beginning of one
)

func escapedText(s string) string { return executed(slotText, s) }

func escapedURL(s string) string {
	return strings.TrimSuffix(strings.TrimPrefix(executed(slotURL, template.URL(s)), `<a href="`), `"></a>`)
}

// escapedJSON is for strings in structured data.
func escapedJSON(s string) string {
	data, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always marshals
	}
	return strings.Trim(string(data), `"`)
}

// escapedQuery is for a value within an address, as config.Fill writes it.
func escapedQuery(s string) string {
	return escapedURL(strings.ReplaceAll(url.QueryEscape(s), "+", "%20"))
}

func executed(t *template.Template, value any) string {
	var b strings.Builder
	if err := t.Execute(&b, value); err != nil {
		panic(err) // it writes to memory
	}
	return b.String()
}

// slot gives what stands for a value: a slot, or on a site that has none the value itself.
func (c *context) slot(name, value string, escaped func(string) string) string {
	if c.slots == nil || value == "" {
		return value
	}
	c.slots[name] = escaped(value)
	return slotMark + name + slotEnd
}

// bases are the address of the site at the beginning of one, in the kinds of places it stands in.
type bases struct{ url, text, json, query string }

// newSlots fills in what common and describe read.
func (c *context) newSlots() {
	if c.p.Partner != nil && !c.in.Watch && c.in.Bundle == nil && !mentionsSlots(c.p) { // those two are built for themselves
		c.slots = slots{}
	}
	base := c.p.Config.BaseURL
	c.base = bases{c.slot("base-url", base, escapedURL), c.slot("base-text", base, escapedText), c.slot("base-json", base, escapedJSON), c.slot("base-query", base, escapedQuery)}
	c.siteID = c.siteName()
	for _, l := range c.p.Languages {
		title := c.p.Config.Title[l.Tag]
		set := c.typeset(l.Tag, title)
		c.names[l.Tag] = name{set, c.slot("name-"+hugoTag(l.Tag), set, escapedText), c.slot("plain-"+hugoTag(l.Tag), title, escapedText)}
	}
}

// address is where a page is, for a value of an address: its path on a site that may lie anywhere.
func (c *context) address(p *params) string {
	if path, ok := strings.CutPrefix(p.Canonical, c.base.url); ok && c.base.url != "" {
		return c.base.query + path
	}
	return p.Path
}

// name is that of the site in a language.
type name struct {
	text  string // typeset
	shown string // what stands for it on pages
	plain string // what stands for it where programs read it
}

// mentionsSlots reports whether any text of a partner's site holds the mark: then it has no slots.
func mentionsSlots(p *project.Project) bool {
	has := func(texts map[string]*prose.Document) bool {
		for _, doc := range texts {
			if doc != nil && doc.Mentions(slotMark) {
				return true
			}
		}
		return false
	}
	for _, page := range p.Pages {
		if has(page.Texts) {
			return true
		}
	}
	for _, f := range p.Flows {
		if has(f.Texts) || has(f.Drills) {
			return true
		}
	}
	if p.Glossary != nil && has(p.Glossary.Texts) {
		return true
	}
	for _, t := range p.Partner.Versions {
		facts, err := t.Publish(p.Partner.ID).JSON()
		if err != nil || bytes.Contains(facts, []byte(slotMark)) || has(t.Words) {
			return true
		}
	}
	for _, l := range p.Languages {
		if bytes.Contains(p.Catalogues[l.Tag].JSON(), []byte(slotMark)) {
			return true
		}
	}
	return strings.Contains(p.Config.BaseURL+p.Config.Report+p.Config.Edit, slotMark)
}

// part is a piece of a page: bytes, and the slot after them, "" for none.
type part struct {
	text []byte
	slot string
}

// cut takes a page apart at its slots.
func cut(page []byte) []part {
	var out []part
	for rest := page; ; {
		text, after, found := bytes.Cut(rest, []byte(slotMark))
		if !found {
			return append(out, part{text: rest})
		}
		name, more, closed := bytes.Cut(after, []byte(slotEnd))
		if !closed || len(name) == 0 {
			return append(out, part{text: rest}) // no slot of ours, which no page with slots holds
		}
		out = append(out, part{text, string(name)})
		rest = more
	}
}

// value is that of a slot: "" of no slot. A name that is none stays as it was written.
func (s slots) value(slot string) string {
	value, ok := s[slot]
	if !ok && slot != "" {
		return slotMark + slot + slotEnd
	}
	return value
}

// filled sets values into a page.
func (s slots) filled(parts []part) []byte {
	size := 0
	for _, p := range parts {
		size += len(p.text) + len(s.value(p.slot))
	}
	out := make([]byte, 0, size)
	for _, p := range parts {
		out = append(append(out, p.text...), s.value(p.slot)...)
	}
	return out
}
