package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is a word of a line.
type word struct {
	start, end int
	joined     bool // nothing but spaces, hyphens, apostrophes, + and & stands before it
	capital    bool
}

// split gives the words of a line: letters and digits. An apostrophe and a hyphen end
// a word.
func split(line string) []word {
	var out []word
	joined, start := false, -1
	for i, r := range line {
		in := r < utf8.RuneSelf && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') ||
			r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == 0xAD || r == 0x2060)
		switch {
		case in && start < 0:
			start = i
			out = append(out, word{start: i, joined: joined, capital: unicode.IsUpper(r)})
		case !in && start >= 0:
			out[len(out)-1].end, start, joined = i, -1, true
		}
		if !in && !unicode.IsSpace(r) && !strings.ContainsRune("-\u2010\u2011'’*+&", r) {
			joined = false
		}
	}
	if start >= 0 {
		out[len(out)-1].end = len(line)
	}
	return out
}

// Words lists the words of a line, with where each begins.
func Words(line string, f func(word string, at int)) {
	for _, w := range split(line) {
		f(line[w.start:w.end], w.start)
	}
}

// pairs are quotation marks with those that close them. A mark may open in one
// language and close in another.
var pairs = [...][2]string{{"“", "”"}, {"«", "»"}, {"„", "“"}, {"„", "”"}, {"‘", "’"}, {"‚", "‘"}, {"\"", "\""}}

// mostQuoted is the longest quotation that is taken for a name, in bytes.
const mostQuoted = 120

// quoted reports whether a part of a line stands within quotation marks.
func quoted(line string, start, end int) bool {
	before, after := line[max(0, start-mostQuoted):start], line[end:min(len(line), end+mostQuoted)]
	for _, p := range pairs {
		open, shut := strings.LastIndex(before, p[0]), strings.Index(after, p[1])
		if p[0] == p[1] && strings.Count(before, p[0])%2 == 0 {
			continue
		}
		if open < 0 || shut < 0 || p[0] != p[1] && strings.Contains(before[open+len(p[0]):], p[1]) {
			continue
		}
		if other := strings.Index(after, p[0]); p[0] != p[1] && other >= 0 && other < shut {
			continue
		}
		return true
	}
	return false
}
