package mslearn

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// cut is a piece of an author's line that is not in the text any more: after at
// characters of it, n characters.
type cut struct{ at, n int }

var (
	sideTag   = regexp.MustCompile(`(?i)</?span(?:\s[^<>]*)?>`)
	sideBegin = regexp.MustCompile(`(?i)\sclass\s*=\s*["']?sxs-lookup\b`)
	sideUnit  = regexp.MustCompile(`(?i)\sdata-t[ts]u-id\s*=`)
)

// Kinds of <span> that are open.
const (
	spanOther = iota
	spanUnit  // around a sentence of the translation
	spanSide  // around the sentence it translates
)

// sides takes out the text of the source that stands beside a translation,
// sentence by sentence, and the marks around both. A mark that is not closed in
// its paragraph marks nothing beyond it.
func (f *folder) sides(lines []line) []line {
	var open []int
	within := 0 // how many of open are spanSide, or stand in one
	first, count := -1, 0
	var out []line
	for i, l := range lines {
		if strings.TrimSpace(l.text) == "" {
			open, within = nil, 0
			out = append(out, l)
			continue
		}
		var b strings.Builder
		before, last := within > 0, 0
		keep := func(end int, kept bool) { // the text from last on
			switch text := l.text[last:end]; {
			case kept:
				b.WriteString(text)
			case text != "":
				l.cuts = append(l.cuts, cut{utf8.RuneCountInString(b.String()), utf8.RuneCountInString(text)})
			}
			last = end
		}
		for _, m := range sideTag.FindAllStringIndex(l.text, -1) {
			keep(m[0], within == 0)
			tag := l.text[m[0]:m[1]]
			kind := spanOther
			switch {
			case tag[1] == '/':
				if n := len(open); n > 0 {
					kind, open = open[n-1], open[:n-1]
				}
				keep(m[1], within == 0 && kind == spanOther)
				within = max(0, within-1)
				continue
			case sideBegin.MatchString(tag):
				kind = spanSide
				if count++; first < 0 {
					first = i
				}
			case sideUnit.MatchString(tag):
				kind = spanUnit
			}
			open = append(open, kind)
			if within > 0 || kind == spanSide {
				within++
			}
			keep(m[1], within == 0 && kind == spanOther)
		}
		keep(len(l.text), within == 0)
		if l.text = b.String(); len(l.cuts) > 0 {
			l.text = strings.TrimRight(l.text, " \t")
		}
		if before && strings.TrimSpace(l.text) == "" {
			continue // nothing but the text of the source
		}
		out = append(out, l)
	}
	if count > 0 {
		f.report(f.pos(lines[first], 0), "mslearn-sides", "the text of the source stands beside the translation, sentence by sentence, and is left out").Hint =
			fmt.Sprintf("sentences left out: %d", count)
	}
	return out
}
