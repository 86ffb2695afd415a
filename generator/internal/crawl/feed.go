package crawl

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
)

// maxEntries is how many changes a feed tells of, the newest.
const maxEntries = 50

// Feed is the changes of a site in a language.
type Feed struct {
	URL    string // its own address, which is its id too
	Home   string // the home page of the language
	Lang   string
	Title  string
	Author string
	// Entries in any order; a feed has at least one.
	Entries []Entry
}

// Entry is a change of a page.
type Entry struct {
	URL     string
	Title   string // of the page
	Date    string // "2026-11-20"
	Summary string // what changed, in a sentence
}

// Atom writes the feed, newest change first. It is as new as its newest entry.
func Atom(f Feed) []byte {
	entries := slices.Clone(f.Entries)
	slices.SortFunc(entries, func(a, b Entry) int { return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(a.URL, b.URL)) })
	entries = entries[:min(len(entries), maxEntries)]
	var b strings.Builder
	element := func(name, text string) { b.WriteString("<" + name + ">" + escaped(text) + "</" + name + ">\n") }
	b.WriteString(declaration + `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="` + escaped(f.Lang) + `">` + "\n")
	element("id", f.URL)
	element("title", f.Title)
	b.WriteString(`<link rel="self" type="application/atom+xml" href="` + escaped(f.URL) + `"/>` + "\n")
	b.WriteString(`<link rel="alternate" type="text/html" hreflang="` + escaped(f.Lang) + `" href="` + escaped(f.Home) + `"/>` + "\n")
	b.WriteString("<author><name>" + escaped(f.Author) + "</name></author>\n")
	element("updated", moment(entries[0].Date))
	for _, e := range entries {
		b.WriteString("<entry>\n")
		element("id", tag(e))
		element("title", e.Title)
		element("updated", moment(e.Date))
		b.WriteString(`<link rel="alternate" type="text/html" href="` + escaped(e.URL) + `"/>` + "\n")
		element("summary", e.Summary)
		b.WriteString("</entry>\n")
	}
	b.WriteString("</feed>\n")
	return []byte(b.String())
}

// moment is a day as RFC 3339 has it in a feed: authors give days, and the
// same day has to be the same bytes everywhere.
func moment(day string) string { return day + "T00:00:00Z" }

// tag is the id of a change (RFC 4151): that of a page on a day. A later change
// of the page is an entry of its own, a mended sentence is not.
func tag(e Entry) string {
	u, err := url.Parse(e.URL)
	if err != nil {
		return e.URL
	}
	return "tag:" + u.Hostname() + "," + e.Date + ":" + u.EscapedPath()
}
