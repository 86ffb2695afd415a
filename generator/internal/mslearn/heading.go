package mslearn

import (
	"fmt"
	"regexp"
	"strings"

	"signpost/generator/internal/prose"
)

var (
	anchorTag = regexp.MustCompile(`(?i)<a\s+(?:[^>]*\s)?(?:name|id)\s*=\s*["']?([^"'>\s]*)["']?[^>]*>`)
	closers   = regexp.MustCompile(`[ \t]+#+[ \t]*$`)
	validID   = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
	idHere    = regexp.MustCompile(`\s*\{#[^}]*\}\s*$`)
)

// headings finds the title of a page, brings its headings to our levels and
// gives them ids. What is to be written differently is kept as edits.
func (f *folder) headings(p *page) {
	f.keepIDs(p)
	titled, near, number := false, "", 0
	for i := range p.parts {
		part := &p.parts[i]
		switch {
		case part.Kind == prose.PartHTML:
			if m := anchorTag.FindStringSubmatch(part.Words); m != nil && m[1] != "" {
				if _, known := p.anchors[m[1]]; !known {
					p.anchors[m[1]] = near
				}
			}
		case part.Kind != prose.PartHeading:
		case part.Words == "":
			f.report(f.where(p, part.Start), "mslearn-heading", "a heading without words is left out")
			p.edit(part.Start, part.End, "")
		case part.Nested:
			f.report(f.where(p, part.Start), "mslearn-heading", "a heading inside a list or quotation is bold text here").Hint =
				"sections are found by the headings of the page"
			f.boldHeading(p, part)
			for _, name := range p.names(part) {
				p.anchors[name] = near
			}
		case part.Level == 1 && !titled:
			titled = true
			f.titleOf(p, part)
			for _, name := range p.names(part) {
				p.anchors[name] = ""
			}
			p.anchors[prose.Slug(part.Words)] = ""
		default:
			if part.Level <= 3 {
				number++
			}
			near = f.heading(p, part, near, number)
		}
	}
	if !titled {
		f.untitled(p)
	}
}

// titleOf takes the title out of the text.
func (f *folder) titleOf(p *page, part *prose.Part) {
	for _, other := range p.parts {
		if other.Kind == prose.PartLink && other.Start >= part.Start && other.End <= part.End {
			f.report(f.where(p, other.Start), "mslearn-heading", "the title has no link here").Hint = "its address: " + other.Dest
		}
	}
	part.Level, part.ID = 1, ""
	if part.Words != "" {
		p.title = part.Words
	}
	p.cut(part.Start, part.End)
}

// untitled makes do where a page has no heading of level 1.
func (f *folder) untitled(p *page) {
	if p.title == "" {
		p.title = strings.ReplaceAll(strings.TrimSuffix(lastOf(p.file), ".md"), "-", " ")
		f.report(f.at(p.file, 1, 1), "mslearn-heading", "the page has no title; it is called after its file")
	}
}

func lastOf(file string) string { return file[strings.LastIndexByte(file, '/')+1:] }

// names lists the names that <a name> gives a heading.
func (p *page) names(part *prose.Part) []string {
	var out []string
	for _, m := range anchorTag.FindAllStringSubmatch(string(p.text[part.Start:part.End]), -1) {
		out = append(out, m[1])
	}
	return out
}

// heading rewrites a heading that stays one, and returns the id that a link to
// it, or to what is below it, leads to.
func (f *folder) heading(p *page, part *prose.Part, near string, number int) string {
	at := f.where(p, part.Start)
	level := min(max(part.Level, 2), 4)
	if f.inPassage(p, part) {
		level = max(level, 3)
	}
	if level != part.Level {
		f.report(at, "mslearn-heading", "a heading of level %d is of level %d here", part.Level, level).Hint =
			"the title stands in the front matter; headings in the text are ##, ### and ####"
	}
	names := p.names(part)
	if part.ID != "" {
		names = append(names, part.ID)
	}
	named := len(names) > 0
	if !named {
		names = []string{prose.Slug(part.Words)}
	}
	id := ""
	if level < 4 {
		id = f.id(p, part, names[0], named, number)
		near = id
	} else if named {
		f.report(at, "mslearn-name", "a heading of level 4 has no id here; links to %q lead to the section above", names[0])
	}
	for _, name := range names {
		if _, taken := p.anchors[name]; !taken {
			p.anchors[name] = near
		}
	}
	part.ID, part.Level = id, level
	f.headingLine(p, part, level, id)
	return near
}

// inPassage reports whether a heading stands in a tab or zone.
func (f *folder) inPassage(p *page, part *prose.Part) bool {
	i := p.lineAt(part.Start)
	return strings.HasPrefix(strings.TrimLeft(p.lines[i].text, " "), ">")
}

// idOf makes an id of a name; "" where nothing of it can be in one.
func idOf(name string) string {
	id := name
	if !validID.MatchString(id) {
		id = strings.Trim(notInName.ReplaceAllString(strings.ToLower(name), "-"), "-")
	}
	if id != "" && (id[0] < 'a' || strings.HasPrefix(id, "signpost-")) {
		id = "section-" + id
	}
	return id
}

// id makes an id of the name that a heading has, or of its number where it has
// none and its words are not the same in every language.
func (f *folder) id(p *page, part *prose.Part, name string, named bool, number int) string {
	id := idOf(name)
	if !named {
		id = fmt.Sprintf("section-%d", number)
		switch kept := p.kept[part.Start]; {
		case kept != "":
			id = kept
		case p.kept != nil:
			p.last++
			id = fmt.Sprintf("section-%d", p.last)
		}
	}
	if id == "" {
		id = fmt.Sprintf("section-%d", number)
	}
	base := id
	for n := 2; p.ids[id]; n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	p.ids[id] = true
	if id != name || !named {
		d := f.report(f.where(p, part.Start), "mslearn-name", "the heading has id %q here", id)
		switch {
		case !named:
			d.Hint = "it had no name of its own"
		case base == name:
			d.Hint = fmt.Sprintf("%q is taken: links with that name lead to the first", name)
		default:
			d.Hint = fmt.Sprintf("%q is no id here; links were changed with it", name)
		}
	}
	return id
}

// headingLine writes the marks around a heading's words.
func (f *folder) headingLine(p *page, part *prose.Part, level int, id string) {
	text := string(p.text[part.Start:part.End])
	body := strings.TrimRight(text, " \t\n")
	marks := len(body) - len(strings.TrimLeft(body, "# \t"))
	under := -1
	if !strings.HasPrefix(strings.TrimLeft(text, " "), "#") { // underlined
		marks = 0
		if i := strings.IndexByte(string(p.text[part.End:])+"\n", '\n'); i >= 0 {
			under = part.End + 1
		}
	}
	end := len(body)
	if m := idHere.FindStringIndex(body); m != nil {
		end = m[0]
	} else if m := closers.FindStringIndex(body); m != nil && under < 0 {
		end = m[0]
	}
	p.edit(part.Start, part.Start+marks, strings.Repeat("#", level)+" ")
	for i := 0; i < end; i++ { // an underlined heading may have several lines
		if body[i] == '\n' {
			n := i + 1
			for n < end && strings.IndexByte(" \t>", body[n]) >= 0 {
				n++
			}
			p.edit(part.Start+i, part.Start+n, " ")
		}
	}
	tail := ""
	if id != "" {
		tail = " {#" + id + "}"
	}
	p.edit(part.Start+end, part.End, tail)
	if under > 0 && under < len(p.text) {
		stop := under
		for stop < len(p.text) && p.text[stop] != '\n' {
			stop++
		}
		p.cut(under, stop)
	}
}

// boldHeading writes a heading where none can be as a bold line.
func (f *folder) boldHeading(p *page, part *prose.Part) {
	text := strings.TrimRight(string(p.text[part.Start:part.End]), " \t\n#")
	marks := len(text) - len(strings.TrimLeft(text, "# \t"))
	mark := "**"
	if strings.Contains(text, "**") {
		mark = ""
	}
	p.edit(part.Start, part.Start+marks, mark)
	p.edit(part.Start+len(text), part.End, mark)
}
