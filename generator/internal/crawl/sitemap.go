package crawl

import (
	"bytes"
	"fmt"
	"strings"
)

// The limits of the protocol for one file: how many addresses, and how many
// bytes, uncompressed.
const (
	maxAddresses = 50_000
	maxBytes     = 50 << 20
)

// Address is a page in a sitemap.
type Address struct {
	URL     string
	Changed string // optional: "2026-11-20"
	// Alternates are the same page in all its languages, its own included, and
	// where wanted "x-default". A page that is not translated has none.
	Alternates []Alternate
}

// Alternate is the same page in a language.
type Alternate struct {
	Lang string // BCP 47, or "x-default"
	URL  string
}

// Part is a file of a sitemap.
type Part struct {
	Name string // "sitemap.xml", then "sitemap-2.xml"
	Data []byte
}

const (
	openSet  = declaration + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n"
	closeSet = "</urlset>\n"
)

// Sitemap lists the addresses in as many files as the protocol's limits ask
// for; none where there is no address.
func Sitemap(pages []Address) []Part { return sitemap(pages, maxAddresses, maxBytes) }

func sitemap(pages []Address, most, size int) []Part {
	var parts []Part
	var b strings.Builder
	var entry bytes.Buffer // of one page
	n := 0
	flush := func() {
		if n == 0 {
			return
		}
		name := "sitemap.xml"
		if len(parts) > 0 {
			name = fmt.Sprintf("sitemap-%d.xml", len(parts)+1)
		}
		parts = append(parts, Part{name, []byte(openSet + b.String() + closeSet)})
		b.Reset()
		n = 0
	}
	for i := range pages {
		address(&entry, &pages[i])
		if n == most || len(openSet)+b.Len()+entry.Len()+len(closeSet) > size {
			flush()
		}
		b.Write(entry.Bytes())
		n++
	}
	flush()
	return parts
}

func address(b *bytes.Buffer, p *Address) {
	b.Reset()
	write := func(parts ...string) {
		for _, part := range parts {
			b.WriteString(part)
		}
	}
	write("<url><loc>", escaped(p.URL), "</loc>")
	if p.Changed != "" {
		write("<lastmod>", escaped(p.Changed), "</lastmod>")
	}
	for _, a := range p.Alternates {
		write(`<xhtml:link rel="alternate" hreflang="`, escaped(a.Lang), `" href="`, escaped(a.URL), `"/>`)
	}
	write("</url>\n")
}

// SitemapIndex lists the sitemaps at the addresses.
func SitemapIndex(sitemaps []string) []byte {
	var b strings.Builder
	b.WriteString(declaration + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, s := range sitemaps {
		b.WriteString("<sitemap><loc>" + escaped(s) + "</loc></sitemap>\n")
	}
	b.WriteString("</sitemapindex>\n")
	return []byte(b.String())
}
