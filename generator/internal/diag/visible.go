package diag

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// visible writes what a terminal would act on or hide (control characters,
// line ends, marks of direction) as Go writes it in a string: \n, \x1b, \u202e.
func visible(s string) string {
	if !strings.ContainsFunc(s, hidden) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if hidden(r) || r == utf8.RuneError && n == 1 {
			q := strconv.Quote(s[:n])
			b.WriteString(q[1 : len(q)-1])
		} else {
			b.WriteString(s[:n])
		}
		s = s[n:]
	}
	return b.String()
}

// hidden reports whether a character is not seen as itself. The joiners
// U+200C and U+200D belong to the writing of some languages.
func hidden(r rune) bool { return !unicode.IsGraphic(r) && r != 0x200c && r != 0x200d }
