// Package crawl writes what a site has for programs that read it: sitemaps,
// feeds of changes, llms.txt, robots.txt, and the structured data of pages.
//
// In: plain values with finished addresses and texts. Out: bytes, the same for
// the same input. It never decides which pages there are, never reads the
// clock, and never makes an address absolute that was not given so.
//
// Formats: https://www.sitemaps.org/protocol.html, RFC 4287 (Atom),
// https://llmstxt.org, RFC 9309 (robots.txt), https://schema.org as JSON-LD.
package crawl

import (
	"bytes"
	"encoding/xml"
)

// declaration begins every XML file.
const declaration = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// escaped is a text within XML, in an element or in an attribute.
func escaped(s string) string {
	for i := range len(s) {
		switch c := s[i]; {
		case c == '<' || c == '>' || c == '&' || c == '\'' || c == '"' || c < 0x20 || c >= 0x7f:
			var b bytes.Buffer
			_ = xml.EscapeText(&b, []byte(s)) // memory takes all
			return b.String()
		}
	}
	return s // as addresses are, of which a sitemap has very many
}

// Robots is robots.txt: everything may be read, and the sitemap is there. It
// counts at the root of a host only. Pages that are not for search engines say
// so themselves: what robots.txt keeps a crawler from, it cannot read that in.
func Robots(sitemap string) []byte {
	return []byte("User-agent: *\nAllow: /\n\nSitemap: " + sitemap + "\n")
}
