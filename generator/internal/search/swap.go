package search

import (
	"cmp"
	"slices"
	"strings"
)

// mostLetter ends the characters that are exchanged: scripts beyond have too
// many letters for any of them to be frequent.
const mostLetter = 0x3000

// swapped exchanges in all texts the letters that take several bytes and are
// frequent for the ASCII letters that are rare, and gives the two lists of
// letters exchanged. In UTF-8, a Cyrillic text takes half the bytes then; the
// same exchange gives the text back.
func swapped(texts [][]string) [2]string {
	count := make([]int, mostLetter)
	for _, own := range texts {
		for _, t := range own {
			for _, r := range t {
				if r < mostLetter {
					count[r]++
				}
			}
		}
	}
	var wide, narrow []rune
	for r := rune(0x80); r < mostLetter; r++ {
		if count[r] > 0 {
			wide = append(wide, r)
		}
	}
	for r := 'A'; r <= 'z'; r++ {
		if r <= 'Z' || r >= 'a' {
			narrow = append(narrow, r)
		}
	}
	slices.SortFunc(wide, func(a, b rune) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	slices.SortFunc(narrow, func(a, b rune) int { return cmp.Or(cmp.Compare(count[a], count[b]), cmp.Compare(a, b)) })
	n := 0
	for n < len(wide) && n < len(narrow) && count[wide[n]] > count[narrow[n]]+8 { // what an entry takes
		n++
	}
	to := make(map[rune]rune, 2*n)
	for i := range n {
		to[wide[i]], to[narrow[i]] = narrow[i], wide[i]
	}
	for _, own := range texts {
		for i, t := range own {
			own[i] = strings.Map(func(r rune) rune {
				if s, ok := to[r]; ok {
					return s
				}
				return r
			}, t)
		}
	}
	return [2]string{string(wide[:n]), string(narrow[:n])}
}
