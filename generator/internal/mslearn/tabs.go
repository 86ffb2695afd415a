package mslearn

import (
	"regexp"
	"slices"
	"strings"

	"signpost/generator/internal/prose"
)

var (
	tabLine = regexp.MustCompile(`^ {0,3}#{1,6}\s+\[(.+)\]\(#tabs?/([^)\s]+)\)\s*#*\s*$`)
	ruler   = regexp.MustCompile(`^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$`)
	atxLine = regexp.MustCompile(`^( {0,3})(#{1,6})([ \t].*)$`)
	zoneTo  = regexp.MustCompile(`(?i)^\s*:::\s*zone-end\b`)
	zoneOf  = regexp.MustCompile(`(?i)^\s*:::\s*zone\s+(?:pivot|target)\s*=`)
	tabMark = strings.NewReplacer("*", "", "`", "", "_", " ", "[", "", "]", "")
)

// passage is a tab or zone before it is written.
type passage struct {
	id, title string
	head      line
	body      []line
}

// tabs rewrites a set of tabs that begins at line i, and returns how many lines
// it had.
func (b *blocks) tabs(i int) int {
	var set []passage
	n := i
	for ; n < len(b.in); n++ {
		l := b.in[n]
		if k := b.fence(n); k > 0 && len(set) > 0 {
			set[len(set)-1].body = append(set[len(set)-1].body, b.in[n:n+k]...)
			n += k - 1
			continue
		}
		m := tabLine.FindStringSubmatch(l.text)
		switch {
		case m == nil && len(set) == 0:
			return 0
		case m != nil:
			id, more, dependent := strings.Cut(m[2], "/")
			if dependent {
				b.f.report(b.f.pos(l, 0), "mslearn-directive", "tab %q depends on %q, which tabs do not do here", id, more)
			}
			set = append(set, passage{id: nameOf(id), title: strings.TrimSpace(tabMark.Replace(m[1])), head: l})
			continue
		}
		if ruler.MatchString(l.text) {
			n++
			break
		}
		set[len(set)-1].body = append(set[len(set)-1].body, l)
	}
	b.passages(set)
	return n - i
}

// zones rewrites the zones that follow each other from line i on.
func (b *blocks) zones(i int) int {
	var set []passage
	end := i
	for n := i; n < len(b.in); {
		l := b.in[n]
		if !zoneOf.MatchString(l.text) {
			if strings.TrimSpace(l.text) == "" && len(set) > 0 {
				n++
				continue
			}
			break
		}
		attrs := attributes(l.text)
		name := attrs["pivot"]
		if name == "" {
			name = attrs["target"]
		}
		z := passage{id: nameOf(name), title: name, head: l}
		depth := 1
		for n++; n < len(b.in); n++ {
			if zoneOf.MatchString(b.in[n].text) {
				depth++
			} else if zoneTo.MatchString(b.in[n].text) {
				if depth--; depth == 0 {
					break
				}
			}
			z.body = append(z.body, b.in[n])
		}
		n = min(n+1, len(b.in))
		end = n
		set = append(set, z)
	}
	if len(set) == 0 {
		return 0
	}
	var rest []passage
	for _, z := range set {
		if slices.Contains(prose.Audiences(), z.id) && !b.within && !b.p.section() {
			b.blank(z.head)
			b.quoted(z.head.with("[!FOR "+z.id+"]", 0), z.body)
			continue
		}
		b.f.report(b.f.pos(z.head, 0), "mslearn-directive", "a zone for %q, which is no audience here", z.title).Hint =
			"audiences: " + strings.Join(prose.Audiences(), ", ") + "; zones beside each other are tabs here, and one alone is plain text"
		rest = append(rest, z)
	}
	switch len(rest) {
	case 0:
	case 1:
		b.plainly(rest[0], false)
	default:
		b.passages(rest)
	}
	return end - i
}

// passages writes tabs: as tabs where they can be, else one below the other
// with their titles in bold.
func (b *blocks) passages(set []passage) {
	if len(set) < 2 || b.within || b.p.section() || slices.ContainsFunc(set, func(p passage) bool { return !filled(p.body) }) {
		for _, t := range set {
			b.f.report(b.f.pos(t.head, 0), "mslearn-directive", "tab %q is plain text here", t.title).Hint =
				"tabs stand between the paragraphs of a page, two at least, each with a text"
			b.plainly(t, true)
		}
		return
	}
	seen := map[string]bool{}
	for _, t := range set {
		for id, n := t.id, 2; seen[t.id]; n++ {
			t.id = id + "-" + string(rune('0'+n%10))
		}
		seen[t.id] = true
		b.blank(t.head)
		b.quoted(t.head.with("[!TAB "+tabID(t.id)+"] "+t.title, 0), t.body)
	}
	b.blank(set[len(set)-1].head)
}

// tabID is an id as our rules have it: it begins with a letter.
func tabID(s string) string {
	if s[0] < 'a' {
		return "tab-" + s
	}
	return s
}

func filled(body []line) bool {
	return slices.ContainsFunc(body, func(l line) bool { return strings.TrimSpace(l.text) != "" })
}

// plainly writes the text of a passage below its title in bold.
func (b *blocks) plainly(p passage, titled bool) {
	b.blank(p.head)
	if titled {
		b.emit(p.head.with("**"+p.title+"**", 0))
		b.blank(p.head)
	}
	inner := blocks{f: b.f, p: b.p, opened: b.opened, within: b.within}
	for _, l := range inner.run(p.body) {
		b.emit(l)
	}
	b.blank(p.head)
}

// quoted writes a passage as a marked quotation. Its headings are of level 3 at
// least: it is part of a section.
func (b *blocks) quoted(mark line, body []line) {
	inner := blocks{f: b.f, p: b.p, opened: b.opened, within: true}
	lines := inner.run(body)
	for len(lines) > 0 && strings.TrimSpace(lines[0].text) == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1].text) == "" {
		lines = lines[:len(lines)-1]
	}
	mark.text = "> " + mark.text
	b.emit(mark)
	code := blocks{in: lines}
	for k, fenced := 0, 0; k < len(lines); k++ {
		l := lines[k]
		if fenced == 0 {
			fenced = code.fence(k)
		}
		if fenced > 0 {
			fenced--
		} else if m := atxLine.FindStringSubmatch(l.text); m != nil && len(m[2]) < 3 {
			b.f.report(b.f.pos(l, 0), "mslearn-heading", "a heading in a tab or zone is of level 3 here")
			l = l.with("###"+m[3], len(m[1])+len(m[2])-3)
		}
		if l.text == "" {
			b.emit(l.with(">", 0))
		} else {
			b.emit(l.with("> "+l.text, -2))
		}
	}
}
