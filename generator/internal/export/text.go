package export

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean makes a text fit for one line of any format: white space becomes
// single spaces; what XML cannot hold, and marks that turn the direction of
// the text until they are closed, are left out, since lines are broken anew.
func clean(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f': // these two keep words together
			space = b.Len() > 0
			continue
		case unicode.IsControl(r), r == utf8.RuneError, r == '\ufffe', r == '\uffff', r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// width is how wide a text may become, in em: what the widest of the usual
// sans-serif faces (DejaVu Sans) takes, rounded up.
func width(s string) float64 {
	w := 0.0
	for _, r := range s {
		w += runeWidth(r)
	}
	return w
}

func runeWidth(r rune) float64 {
	switch {
	case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
		return 0
	case strings.ContainsRune("ijl.,:;'|! I\u00a0\u202f", r):
		return 0.36
	case strings.ContainsRune("ftr()[]/\\-\"`°", r):
		return 0.48
	case strings.ContainsRune("mwMW@%жшщюмфыЖШЩЮМФЫЪъДО—…ŠœŒæÆ", r):
		return 1.1
	case r < 0x250 && (unicode.IsUpper(r) || strings.ContainsRune("<>=+~#&", r)):
		return 0.86
	case r < 0x250:
		return 0.66
	case r < 0x600 && unicode.IsUpper(r): // Greek, Cyrillic, Armenian, Hebrew
		return 0.88
	case r < 0x600:
		return 0.72
	case r < 0x1100:
		return 0.9
	default:
		return 1.1
	}
}

// wrap breaks a text into lines of up to max em. Words that are longer break
// after a hyphen, a dot or a colon, else anywhere. Of more than lines lines
// the rest is left out, and the last ends in "…".
func wrap(s string, max float64, lines int) []string {
	var out []string
	for _, paragraph := range strings.Split(s, "\n") {
		line := ""
		for _, word := range strings.Split(paragraph, " ") {
			gap := ""
			if line != "" {
				gap = " "
			}
			if width(line+gap+word) <= max {
				line += gap + word
				continue
			}
			if line != "" {
				out = append(out, line)
			}
			for width(word) > max {
				n := breakAt(word, max)
				out = append(out, word[:n])
				word = word[n:]
			}
			line = word
		}
		out = append(out, line)
	}
	if len(out) > lines {
		out = out[:lines]
		out[lines-1] += "…"
	}
	return out
}

// breakAt is how many bytes of a long word go on a line: 1 or more, and fewer
// than all.
func breakAt(word string, max float64) int {
	w, last, good := 0.0, 0, 0
	for i, r := range word {
		if w += runeWidth(r); w > max && i > 0 {
			break
		}
		last = i + utf8.RuneLen(r)
		if strings.ContainsRune("-.:/_", r) {
			good = last
		}
	}
	if good > 0 && good < len(word) {
		return good
	}
	return last
}
