package locale

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// beforeHigh is the space that French has before what a text begins with: a
// narrow one before ; ! ?, a full one before : and ».
func beforeHigh(text string) string {
	if strings.HasPrefix(text, "»") {
		return nbsp
	}
	sign, _ := utf8.DecodeRuneInString(text)
	if !strings.ContainsRune(";!?:", sign) || !ends(strings.TrimLeft(text, ";!?:")) {
		return "" // part of something else: "?x=1", "!important"
	}
	if sign == ':' {
		return nbsp
	}
	return nnbsp
}

// ofFrench reports whether a byte is the first of what french looks at.
func ofFrench(c byte) bool {
	switch c {
	case '-', ';', '!', '?', ':', 0xc2:
		return true
	}
	return false
}

// french mends what French has and other languages have not, at a byte
// (ofFrench) that no space stands before.
func french(s string, i int) (edit, bool) {
	if s[i] != '-' {
		return highPunctuation(s, i)
	}
	if inverted(s[:i], s[i+1:]) {
		return edit{i, 1, "-" + joiner}, true
	}
	return edit{}, false
}

// pronouns follow their verb in a question: "avez-vous", "a-t-il".
var pronouns = strings.Fields("je tu il elle on nous vous ils elles ce")

// inverted reports whether a hyphen stands in an inversion.
func inverted(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	if !unicode.IsLetter(last) || strings.HasPrefix(after, joiner) {
		return false
	}
	after = strings.TrimPrefix(strings.TrimPrefix(after, "t-"), joiner)
	word := firstWord(after)
	rest := after[len(word):]
	return slices.Contains(pronouns, strings.ToLower(word)) && !strings.HasPrefix(rest, "-")
}

// highPunctuation mends the space at a sign of French that stands without a
// breaking space around: it adds one that is missing, and makes that before
// ; ! ? narrow.
func highPunctuation(s string, i int) (edit, bool) {
	if strings.HasPrefix(s[i:], "«") {
		after := i + len("«")
		if next, _ := utf8.DecodeRuneInString(s[after:]); after < len(s) && !unicode.IsSpace(next) && !solid(next) {
			return edit{i, len("«"), "«" + nbsp}, true
		}
		return edit{}, false
	}
	space := beforeHigh(s[i:])
	if space == "" || i == 0 {
		return edit{}, false
	}
	last, size := utf8.DecodeLastRuneInString(s[:i])
	_, own := utf8.DecodeRuneInString(s[i:])
	switch {
	case last == '\u00a0' && space == nnbsp && !strings.HasSuffix(s[:i-size], "«"):
		return edit{i - size, size + own, space + s[i:i+own]}, true
	case space == nbsp && s[i] != ':': // »
		if unicode.IsSpace(last) || solid(last) {
			return edit{}, false
		}
	case !closes(last) || address(s[:i]):
		return edit{}, false
	}
	return edit{i, own, space + s[i:i+own]}, true
}

// ends reports whether a sentence's sign can stand before a text: at its end,
// before a space, a closing sign or a line's end.
func ends(after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	return after == "" || unicode.IsSpace(r) || solid(r) || strings.ContainsRune(")]}»”’\"'.,…", r)
}

// closes reports whether a sentence's sign can follow a rune without a space
// between, as an author may have written it.
func closes(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("%€)]»”’\"…\ufffc", r)
}

// address reports whether a text ends in what may be an address, a path or a
// drive, in which no space belongs.
func address(before string) bool {
	word := before
	if i := strings.LastIndexFunc(before, func(r rune) bool { return unicode.IsSpace(r) || solid(r) }); i >= 0 {
		_, size := utf8.DecodeRuneInString(before[i:])
		word = before[i+size:]
	}
	return strings.ContainsAny(word, "/\\@") || len(word) == 1 && 'A' <= word[0] && word[0] <= 'Z'
}
