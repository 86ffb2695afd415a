package verify

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"time"
)

// Limits of https://www.sitemaps.org/protocol.html for one file.
const (
	maxSitemapAddresses = 50_000
	maxSitemapBytes     = 50 << 20
)

// Namespaces by which a file is known.
const (
	spaceSitemap = "http://www.sitemaps.org/schemas/sitemap/0.9"
	spaceAtom    = "http://www.w3.org/2005/Atom"
)

// xmlState is where the scanner stands within a sitemap or feed.
type xmlState struct {
	open    []xmlOpen
	at      int // where the element began that ends, or the last one
	text    strings.Builder
	listed  int             // addresses
	parts   map[string]int  // what the open url, sitemap, feed or entry has, by name
	outer   map[string]int  // of the feed, while an entry is open
	ids     map[string]bool // of entries
	updated string          // of the feed
	newest  string          // of its entries
}

// xmlOpen is an open element.
type xmlOpen struct {
	name string
	off  int
}

// xml judges a sitemap or a feed, the only XML that a site has.
func (s *scanner) xml(data []byte) {
	if len(data) > maxSitemapBytes {
		s.problem(-1, "out-xml", "the file has more than %d bytes", maxSitemapBytes)
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	st := &xmlState{ids: map[string]bool{}, parts: map[string]int{}}
	root := ""
	for {
		off := int(d.InputOffset())
		token, err := d.Token()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				s.problem(min(int(d.InputOffset()), len(data)), "out-xml", "the file is not well-formed: %v", err)
			} else if root == "" {
				s.problem(-1, "out-xml", "the file has no element")
			}
			break
		}
		switch t := token.(type) {
		case xml.Directive:
			s.problem(off, "out-xml", "a declaration stands in the file")
		case xml.StartElement:
			if root == "" {
				root = t.Name.Local
				known := map[string]string{"urlset": spaceSitemap, "sitemapindex": spaceSitemap, "feed": spaceAtom}
				if known[root] != t.Name.Space || t.Name.Space == "" {
					s.problem(off, "out-xml", "the file is neither a sitemap nor a feed, but %s", quote(root))
					return
				}
			}
			st.at = off
			s.xmlStart(st, t, off)
		case xml.CharData:
			st.text.Write(t)
		case xml.EndElement:
			s.xmlEnd(st, t.Name.Local)
		}
	}
	if st.listed > maxSitemapAddresses {
		s.problem(-1, "out-xml", "the file lists more than %d addresses", maxSitemapAddresses)
	}
}

func (s *scanner) xmlStart(st *xmlState, t xml.StartElement, off int) {
	name := t.Name.Local
	st.open = append(st.open, xmlOpen{name, off})
	st.text.Reset()
	switch name {
	case "url", "sitemap", "feed":
		st.parts = map[string]int{}
	case "entry":
		st.outer, st.parts = st.parts, map[string]int{}
	case "link":
		rel, href, lang := "", "", ""
		for _, a := range t.Attr {
			switch a.Name.Local {
			case "rel":
				rel = a.Value
			case "href":
				href = a.Value
			case "hreflang":
				lang = strings.ToLower(a.Value)
			}
		}
		st.parts["link "+rel]++
		if lang != "" && lang != "x-default" && !s.site.wellFormed([]byte(lang)) {
			s.problem(off, "out-lang-tag", "%s is no language tag", quote(lang))
		}
		s.refer([]byte(href), off, linkCanonical, lang)
	}
}

func (s *scanner) xmlEnd(st *xmlState, name string) {
	text := strings.TrimSpace(st.text.String())
	st.text.Reset()
	last := len(st.open) - 1 // the decoder gives no end without a start
	st.at = st.open[last].off
	st.open = st.open[:last]
	inside := ""
	if last > 0 {
		inside = st.open[last-1].name
	}
	if name == "entry" {
		s.needs(st, name, "id", "title", "updated", "link alternate")
		if st.outer != nil {
			st.parts, st.outer = st.outer, nil
		}
	}
	if slices.Contains([]string{"url", "sitemap", "feed", "entry"}, inside) {
		if st.parts[name]++; text == "" && name != "author" && name != "link" && name != "entry" {
			s.problem(st.at, "out-xml", "a %s of a %s is empty", name, inside)
		}
	}
	switch name {
	case "loc":
		st.listed++
		s.refer([]byte(text), st.at, linkListed, "")
	case "lastmod", "updated":
		s.moment(st, name, inside, text)
	case "id":
		if inside != "entry" {
			break
		}
		if st.ids[text] {
			s.problem(st.at, "out-xml", "two entries have the id %s", quote(text))
		}
		st.ids[text] = true
	case "url", "sitemap":
		s.needs(st, name, "loc")
	case "feed":
		s.needs(st, name, "id", "title", "updated", "author", "link self", "entry")
		if st.updated != st.newest {
			s.problem(-1, "out-xml", "the feed was updated at %s, its newest entry at %s", quote(st.updated), quote(st.newest))
		}
	}
}

// moment judges a date, and keeps those of a feed.
func (s *scanner) moment(st *xmlState, name, inside, text string) {
	form := time.DateOnly
	if name == "updated" {
		form = time.RFC3339
	}
	if _, err := time.Parse(form, text); err != nil {
		s.problem(st.at, "out-xml", "%s is no date of the form %s", quote(text), form)
	}
	switch inside {
	case "feed":
		st.updated = text
	case "entry":
		st.newest = max(st.newest, text)
	}
}

// needs reports what an element has not once, or of entries not at all.
func (s *scanner) needs(st *xmlState, name string, parts ...string) {
	for _, p := range parts {
		if n := st.parts[p]; n == 0 || n > 1 && p != "entry" {
			s.problem(st.at, "out-xml", "a %s has %d of %s", name, n, quote(p))
		}
	}
}
