package mslearn

import (
	"strings"

	"signpost/generator/internal/prose"
)

// keepIDs gives headings without a name the ids they had in an earlier import of
// the page, by the offset of their part: a heading with the same words has the
// same id, and so has one with other words in the same place between two such.
// Others get ids that the page never had.
func (f *folder) keepIDs(p *page) {
	known := f.opt.Known[p.out]
	if known == nil {
		return
	}
	p.kept, p.last = map[int]string{}, 0
	var old []prose.Heading
	for _, h := range known.Headings {
		var n int
		if number, ok := strings.CutPrefix(h.ID, "section-"); ok {
			for _, c := range number {
				if c < '0' || c > '9' {
					n = -1
					break
				}
				n = min(n*10+int(c-'0'), maxPage)
			}
			if n > 0 {
				old = append(old, h)
				p.last = max(p.last, n)
			}
		}
	}
	var parts []*prose.Part
	titled := false
	for i := range p.parts {
		part := &p.parts[i]
		switch {
		case part.Kind != prose.PartHeading || part.Words == "" || part.Nested:
		case part.Level == 1 && !titled:
			titled = true
		case part.Level <= 3 && part.ID == "" && len(p.names(part)) == 0:
			parts = append(parts, part)
		}
	}
	i, j := 0, 0
	for _, m := range common(old, parts) {
		p.keepBetween(old[i:m[0]], parts[j:m[1]])
		p.kept[parts[m[1]].Start] = old[m[0]].ID
		i, j = m[0]+1, m[1]+1
	}
	p.keepBetween(old[i:], parts[j:])
}

// keepBetween keeps the ids of headings with other words, where there are as
// many of them as there were.
func (p *page) keepBetween(old []prose.Heading, parts []*prose.Part) {
	if len(old) != len(parts) {
		return
	}
	for i, part := range parts {
		p.kept[part.Start] = old[i].ID
	}
}

// common is a longest list of headings that both have, in order: pairs of
// indices.
func common(old []prose.Heading, parts []*prose.Part) [][2]int {
	length := make([][]int, len(old)+1)
	for i := range length {
		length[i] = make([]int, len(parts)+1)
	}
	same := func(i, j int) bool {
		return strings.Join(strings.Fields(old[i].Title), " ") == strings.Join(strings.Fields(parts[j].Words), " ")
	}
	for i := len(old) - 1; i >= 0; i-- {
		for j := len(parts) - 1; j >= 0; j-- {
			if length[i][j] = max(length[i+1][j], length[i][j+1]); same(i, j) {
				length[i][j] = length[i+1][j+1] + 1
			}
		}
	}
	var out [][2]int
	for i, j := 0, 0; i < len(old) && j < len(parts); {
		switch {
		case same(i, j):
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
