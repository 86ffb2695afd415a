package mslearn

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/prose"
)

// edit is a change of a page's text: bytes from start to end become to.
type edit struct {
	start, end int
	to         string
}

func (p *page) edit(start, end int, to string) { p.edits = append(p.edits, edit{start, end, to}) }

// cut takes lines out whole.
func (p *page) cut(start, end int) {
	for start > 0 && p.text[start-1] != '\n' {
		start--
	}
	p.edit(start, end, "")
}

// blanks is the end of a part with the blanks after it, where it begins its line.
func (p *page) blanks(part prose.Part) int {
	end := part.End
	i := p.lineAt(part.Start)
	if strings.Trim(string(p.text[p.starts[i]:part.Start]), "# \t>") == "" || strings.HasSuffix(string(p.text[p.starts[i]:part.Start]), ">") {
		for end < len(p.text) && p.text[end] == ' ' {
			end++
		}
	}
	return end
}

// alone is the end of a part that is taken away: past the blanks behind it, where
// there are words and a blank before it.
func (p *page) alone(part prose.Part) int {
	end := part.End
	before := string(p.text[p.starts[p.lineAt(part.Start)]:part.Start])
	if strings.HasSuffix(before, " ") && strings.Trim(before, " \t>") != "" {
		for end < len(p.text) && p.text[end] == ' ' {
			end++
		}
	}
	return end
}

// apply carries out the edits. An edit within one that takes its text away is
// part of it. back gives the offset in the old text of one in the new.
func (p *page) apply() (out []byte, back func(int) int) {
	slices.SortStableFunc(p.edits, func(a, b edit) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return a.end - b.end
	})
	type step struct{ to, from int }
	var steps []step
	at := 0
	for _, e := range p.edits {
		if e.start < at {
			if e.end <= at {
				continue
			}
			e.start = at
		}
		steps = append(steps, step{len(out), at})
		out = append(out, p.text[at:e.start]...)
		steps = append(steps, step{len(out), e.start})
		out = append(out, e.to...)
		at = e.end
	}
	steps = append(steps, step{len(out), at})
	out = append(out, p.text[at:]...)
	return out, func(offset int) int {
		i, _ := slices.BinarySearchFunc(steps, offset, func(s step, o int) int {
			if s.to <= o {
				return -1
			}
			return 1
		})
		s := steps[max(i-1, 0)]
		return min(s.from+offset-s.to, len(p.text))
	}
}

// write makes the file of a page.
func (f *folder) write(p *page, res *Result) {
	f.inlineHTML(p)
	for i, part := range p.parts {
		switch part.Kind {
		case prose.PartLink:
			f.link(p, part)
		case prose.PartImage:
			title := ""
			if part.DestStart > 0 {
				_, title = splitTitle(string(p.text[part.DestStart:part.DestEnd]))
			}
			f.image(p, part, part.Dest, part.Words, title, part.InLink)
		case prose.PartDefinition:
			p.cut(part.Start, part.End)
		case prose.PartStray:
			f.stray(p, i)
		}
	}
	f.describe(p)
	body, back := p.apply()
	body, dropped := tidy(body)
	front := f.front(p)
	name := path.Join(f.opt.Out, p.out)
	res.Files[name] = signed(f.prove(p, name, append([]byte(front), body...), strings.Count(front, "\n"), dropped, back))
}

// most is how many places of a page are shown as written before it is given up.
const most = 200

// prove reads the page as the site will. What our rules refuse all the same, as
// HTML that is none or a mark in the middle of nothing, is shown as its author
// wrote it: with a backslash before it. head is how many lines the front matter
// has; starts and back lead from a line to its place in the author's text.
func (f *folder) prove(p *page, name string, data []byte, head int, starts []int, back func(int) int) []byte {
	for n := 0; ; n++ {
		_, l := prose.Parse(name, data, f.keys(p))
		if len(l) == 0 {
			return data
		}
		d := l.Sorted()[0]
		at := f.at(p.file, 1, 1)
		if k := d.Pos.Line - 1 - head; k >= 0 && k < len(starts) {
			at = f.where(p, back(starts[k]))
		}
		offset := markAt(data, d.Pos)
		if offset < 0 || n == most {
			x := f.report(at, "mslearn-page", "the page that is made of this is refused: %s", d.Message)
			x.Severity, x.Hint = diag.Error, d.Hint
			return data
		}
		f.report(at, "mslearn-page", "%s; what stands here is shown as it is written", d.Message).Hint = d.Hint
		data = slices.Insert(data, offset, '\\')
	}
}

// underline finds the first mark of the line that makes a heading of those above.
var underline = regexp.MustCompile(`^[^#\n][^\n]*\n(?:[^\n]+\n)*?[ \t>]*[-=]`)

// markAt is the offset of the mark at or after a position, on its line, that a
// backslash makes a plain character; -1 where there is none.
func markAt(data []byte, pos diag.Pos) int {
	at := 0
	for range pos.Line - 1 {
		i := bytes.IndexByte(data[at:], '\n')
		if i < 0 {
			return -1
		}
		at += i + 1
	}
	if m := underline.FindIndex(data[at:]); m != nil && pos.Col == 1 {
		return at + m[1] - 1
	}
	col := 1
	for i, r := range string(data[at:]) {
		switch {
		case r == '\n':
			return -1
		case col >= pos.Col && strings.ContainsRune("#<[!", r):
			return at + i
		}
		col++
	}
	return -1
}

// stray reports a mark of bold that stands in the text, the first of a line.
func (f *folder) stray(p *page, i int) {
	at := p.lineAt(p.parts[i].Start)
	for k := i - 1; k >= 0 && p.lineAt(p.parts[k].Start) == at; k-- {
		if p.parts[k].Kind == prose.PartStray {
			return
		}
	}
	f.report(f.where(p, p.parts[i].Start), "mslearn-bold", "the marks ** mark nothing and stand in the text").Hint =
		"bold text has no blank inside its marks, and a blank or punctuation outside"
}

// tidy takes empty lines out that follow an empty one, and those at both ends,
// outside of code. starts holds the offset in the text of each line that stays.
func tidy(text []byte) (out []byte, starts []int) {
	at, fence := 0, ""
	empty := true
	for _, l := range strings.SplitAfter(string(text), "\n") {
		t := strings.TrimRight(l, " \t\n")
		bare := strings.Trim(t, " >")
		switch {
		case fence != "":
			if strings.HasPrefix(bare, fence) && strings.Trim(bare, fence[:1]) == "" {
				fence = ""
			}
		case fenceLine.MatchString(t):
			fence = fenceLine.FindStringSubmatch(t)[1]
		case t == "":
			if empty {
				at += len(l)
				continue
			}
			l = l[len(strings.TrimRight(l, "\n")):]
		}
		empty = fence == "" && t == ""
		if l != "" {
			out = append(out, l...)
			starts = append(starts, at)
		}
		at += len(l)
	}
	for len(out) > 1 && out[len(out)-1] == '\n' && out[len(out)-2] == '\n' {
		out = out[:len(out)-1]
	}
	return out, starts
}

// describe gives a page a description: one sentence is needed.
func (f *folder) describe(p *page) {
	if p.description != "" {
		return
	}
	p.description = p.title
	f.report(f.at(p.file, 1, 1), "mslearn-front", "the page has no description; its title stands in for it")
}
