package export

import (
	"bytes"
	"fmt"
	"strings"

	"signpost/generator/internal/automaton"
)

// Markdown writes the list of a flow (List) as a Markdown document: a heading
// for each item at the top, nested lists below, tables as tables.
func Markdown(a *automaton.Automaton, o Options) []byte {
	w := newWords(a.Flow, o)
	m := &marker{terms: w.Terms}
	fmt.Fprintf(m, "# %s\n", mark(clean(w.Title)))
	for _, item := range List(a, o) {
		fmt.Fprintf(m, "\n## %s (%s)\n", mark(item.Title), m.facts(item))
		if item.Grid != nil {
			m.grid(item.Grid)
		}
		if len(item.Branches) > 0 {
			m.WriteByte('\n')
		}
		m.branches(item, 0)
	}
	return m.Bytes()
}

type marker struct {
	bytes.Buffer
	terms Terms
}

// facts tells what kind of node an item is, and its id where its title is
// another.
func (m *marker) facts(i Item) string {
	s := m.terms.Kinds[i.Kind]
	if i.Outcome != "" {
		s += m.terms.Colon + " " + i.Outcome
	}
	if i.About != "" {
		s += m.terms.Colon + " " + i.About
	}
	s = mark(s)
	if i.Title != i.ID {
		s += ", `" + i.ID + "`"
	}
	return s
}

// branches writes where the answers of an item lead.
func (m *marker) branches(item Item, depth int) {
	for _, b := range item.Branches {
		label := b.Label
		if label == "" {
			label = m.terms.Then
		}
		title := "**" + mark(b.To.Title) + "**"
		if b.To.Href != "" && !b.To.Ref {
			title = "[" + title + "](<" + link(b.To.Href) + ">)"
		}
		fmt.Fprintf(m, "%s- %s → ", strings.Repeat("  ", depth), mark(label))
		switch {
		case !b.To.Ref:
			fmt.Fprintf(m, "%s (%s)\n", title, m.facts(b.To))
		case b.To.Title != b.To.ID:
			fmt.Fprintf(m, "%s, `%s`\n", fmt.Sprintf(m.terms.See, title), b.To.ID)
		default:
			fmt.Fprintf(m, "%s\n", fmt.Sprintf(m.terms.See, title))
		}
		m.branches(b.To, depth+1)
	}
}

func (m *marker) grid(g *Grid) {
	row := func(cells []string) {
		for _, c := range cells {
			m.WriteString("| " + mark(c) + " ")
		}
		m.WriteString("|\n")
	}
	m.WriteByte('\n')
	row(g.Head)
	m.WriteString(strings.Repeat("|---", len(g.Head)) + "|\n")
	for _, r := range g.Rows {
		row(r)
	}
}

// mark writes a text of one line so that Markdown finds nothing in it.
func mark(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch before := s[:i]; {
		case strings.ContainsRune("\\`*_{}[]<>#|~&!$^@", r),
			i == 0 && strings.ContainsRune("+-=:", r),                          // lists, underlines of headings
			(r == '.' || r == ')') && strings.Trim(before, "0123456789") == "", // numbered lists
			r == ':' && strings.HasPrefix(s[i:], "://"),                        // links
			r == '.' && strings.HasSuffix(strings.ToLower(before), "www"):      // links
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// link writes an address for the inside of angle brackets.
func link(s string) string {
	return strings.NewReplacer("<", "%3C", ">", "%3E", "\\", "%5C", " ", "%20").Replace(s)
}
