package mslearn

import (
	"regexp"
	"strconv"
	"strings"

	"signpost/generator/internal/prose"
)

// numbered is the id of a heading that has no name of its own.
var numbered = regexp.MustCompile(`^section-([1-9]\d{0,5})$`)

// keepIDs gives headings without a name the ids that they had in an earlier
// import of the page, or have in the source language, by the offset of their
// part. Between two headings that are known by their names, or in the same
// language by their words, headings without a name are the same where there are
// as many. Others get numbers that the page never had.
func (f *folder) keepIDs(p *page) {
	known, ours := f.opt.Known[p.out], true
	if known == nil {
		known, ours = f.opt.Theirs[p.out], false
	}
	if known == nil || known.File == "" {
		return
	}
	p.kept, p.last = map[int]string{}, 0
	old := known.Headings
	for _, h := range old {
		if m := numbered.FindStringSubmatch(h.ID); m != nil {
			n, _ := strconv.Atoi(m[1]) // digits
			p.last = max(p.last, n)
		}
	}
	var parts []*prose.Part
	titled := false
	for i := range p.parts {
		part := &p.parts[i]
		switch {
		case part.Kind != prose.PartHeading || part.Words == "" || part.Nested || part.Level > 3:
		case part.Level == 1 && !titled:
			titled = true
		default:
			parts = append(parts, part)
		}
	}
	same := func(h prose.Heading, part *prose.Part) bool {
		name := p.nameOf(part)
		switch {
		case name != "":
			return h.ID == name
		case !numbered.MatchString(h.ID) || !ours:
			return false
		}
		return strings.Join(strings.Fields(h.Title), " ") == strings.Join(strings.Fields(part.Words), " ")
	}
	i, j := 0, 0
	for _, m := range common(old, parts, same) {
		p.keepBetween(old[i:m[0]], parts[j:m[1]])
		if part := parts[m[1]]; p.nameOf(part) == "" {
			p.kept[part.Start] = old[m[0]].ID
		}
		i, j = m[0]+1, m[1]+1
	}
	p.keepBetween(old[i:], parts[j:])
}

// nameOf is the id that the name of a heading makes; "" where it has none.
func (p *page) nameOf(part *prose.Part) string {
	names := p.names(part)
	if part.ID != "" {
		names = append(names, part.ID)
	}
	if len(names) == 0 {
		return ""
	}
	return idOf(names[0])
}

// keepBetween keeps the ids of headings without a name, where there are as many
// of them as there were.
func (p *page) keepBetween(old []prose.Heading, parts []*prose.Part) {
	var ids []string
	var starts []int
	for _, h := range old {
		if numbered.MatchString(h.ID) {
			ids = append(ids, h.ID)
		}
	}
	for _, part := range parts {
		if p.nameOf(part) == "" {
			starts = append(starts, part.Start)
		}
	}
	if len(ids) != len(starts) {
		return
	}
	for i, start := range starts {
		p.kept[start] = ids[i]
	}
}

// common is a longest list of headings that both have, in order: pairs of
// indices.
func common(old []prose.Heading, parts []*prose.Part, same func(prose.Heading, *prose.Part) bool) [][2]int {
	const most = 1 << 20 // pairs to compare: a page of a thousand headings
	if len(old)*len(parts) > most {
		return nil
	}
	length := make([][]int, len(old)+1)
	for i := range length {
		length[i] = make([]int, len(parts)+1)
	}
	for i := len(old) - 1; i >= 0; i-- {
		for j := len(parts) - 1; j >= 0; j-- {
			if length[i][j] = max(length[i+1][j], length[i][j+1]); same(old[i], parts[j]) {
				length[i][j] = length[i+1][j+1] + 1
			}
		}
	}
	var out [][2]int
	for i, j := 0, 0; i < len(old) && j < len(parts); {
		switch {
		case same(old[i], parts[j]) && length[i][j] == length[i+1][j+1]+1:
			out = append(out, [2]int{i, j})
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}
