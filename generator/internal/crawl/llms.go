package crawl

import "strings"

// Overview is a site as llms.txt tells of it.
type Overview struct {
	Title   string
	Summary string
	Groups  []Group
	// Others are the same in other languages, under the heading that the format
	// has for what may be passed over.
	Others []Link
}

// Group is a heading with links.
type Group struct {
	Title string
	Links []Link
}

// Link is a page with a sentence about it.
type Link struct {
	URL   string
	Title string
	About string // optional
}

// LLMs writes llms.txt.
func LLMs(o Overview) []byte {
	var b strings.Builder
	b.WriteString("# " + markdown(o.Title) + "\n")
	if o.Summary != "" {
		b.WriteString("\n> " + markdown(o.Summary) + "\n")
	}
	for _, g := range append(o.Groups, Group{"Optional", o.Others}) {
		if len(g.Links) == 0 {
			continue
		}
		b.WriteString("\n## " + markdown(g.Title) + "\n\n")
		for _, l := range g.Links {
			b.WriteString("- [" + markdown(l.Title) + "](" + l.URL + ")")
			if l.About != "" {
				b.WriteString(": " + markdown(l.About))
			}
			b.WriteString("\n")
		}
	}
	return []byte(b.String())
}

var special = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "<", `\<`, "*", `\*`, "_", `\_`, "`", "\\`", "\n", " ", "\r", " ")

// markdown is a text as Markdown writes it, in one line.
func markdown(s string) string { return strings.TrimSpace(special.Replace(s)) }
