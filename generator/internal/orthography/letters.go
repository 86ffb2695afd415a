package orthography

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters looks at each word: its alphabet, its letters, their form.
func letters(l line, words [][2]int, o *orthography) []finding {
	var out []finding
	for _, w := range words {
		word := l.text[w[0]:w[1]]
		if o.writes(word) {
			continue
		}
		if whole := norm.NFC.String(word); whole != word {
			out = append(out, finding{code: "letter-form", at: w[0], n: w[1] - w[0], mends: true, with: whole,
				message: fmt.Sprintf("%q has letters in pieces: a letter and its mark are two characters", word)})
			continue
		}
		if f, ok := mixed(word, w[0]); ok {
			out = append(out, f)
			continue
		}
		if o.letters == nil || l.isForeign(w[0]) {
			continue
		}
		if f, ok := o.foreign(word, w[0]); ok {
			out = append(out, f)
		}
	}
	return out
}

// words adds the spans of letters and their marks to out. Characters that cannot be
// seen do not part words.
func words(out [][2]int, s string) [][2]int {
	start := -1
	for i, r := range s {
		if r < utf8.RuneSelf {
			letter := 'a' <= r|0x20 && r|0x20 <= 'z'
			switch {
			case letter && start < 0:
				start = i
			case !letter && start >= 0:
				out, start = append(out, [2]int{start, i}), -1
			}
			continue
		}
		in := 'À' <= r && r <= 'ʯ' && r != '×' && r != '÷' || 'Ѐ' <= r && r <= 'ҁ' || unicode.IsLetter(r) || start >= 0 && (unicode.IsMark(r) || hidden(r))
		switch {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			out, start = append(out, [2]int{start, i}), -1
		}
	}
	if start >= 0 {
		out = append(out, [2]int{start, len(s)})
	}
	return out
}

// writes reports whether all letters of a word are of ASCII, or plain ones of the language, as in almost all words: nothing is wrong with these.
func (o *orthography) writes(word string) bool {
	beyond, plain := false, true
	for _, r := range word {
		beyond = beyond || r >= utf8.RuneSelf
		plain = plain && int(r) < len(o.plain) && o.plain[r]
	}
	return !beyond || plain
}

// alphabets are those whose letters look alike.
var alphabets = []struct {
	name  string
	table *unicode.RangeTable
}{{"Latin", unicode.Latin}, {"Cyrillic", unicode.Cyrillic}, {"Greek", unicode.Greek}}

// alphabet names the alphabet of a letter; "" of signs that are no one's, as µ.
func alphabet(r rune) string {
	if r == 'µ' || r == 'Ω' || r == 'ª' || r == 'º' {
		return ""
	}
	for _, a := range alphabets {
		if unicode.Is(a.table, r) {
			return a.name
		}
	}
	return ""
}

// mixed finds the first letter of the alphabet that has fewer letters in a
// word of two.
func mixed(word string, at int) (finding, bool) {
	count := map[string]int{}
	for _, r := range word {
		count[alphabet(r)]++
	}
	delete(count, "")
	if len(count) < 2 {
		return finding{}, false
	}
	most := ""
	for _, a := range alphabets {
		if count[a.name] > count[most] {
			most = a.name
		}
	}
	for i, r := range word {
		if a := alphabet(r); a != "" && a != most {
			return finding{code: "letter-mixed", at: at + i, n: utf8.RuneLen(r),
				message: fmt.Sprintf("%q mixes two alphabets: %q is %s (U+%04X), other letters are %s", word, string(r), a, r, most),
				hint:    "type the word anew; nobody sees the difference, and no search finds it"}, true
		}
	}
	return finding{}, false
}

// foreign finds the first letter of a word that the language does not have. A
// word of another alphabet is one finding, as are its letters.
func (o *orthography) foreign(word string, at int) (finding, bool) {
	set := o.letters
	if first, _ := utf8.DecodeRuneInString(word); unicode.Is(unicode.Latin, first) {
		set = o.latin
	}
	for i, r := range word {
		if set[unicode.ToLower(r)] || hidden(r) || alphabet(r) == "" && !unicode.IsLetter(r) || strings.ContainsRune("µΩªº", r) {
			continue
		}
		return finding{code: "letter-foreign", at: at + i, n: utf8.RuneLen(r),
			message: fmt.Sprintf("%q in %q (U+%04X) is no letter of the language", string(r), word, r),
			hint:    "correct the word; put code into `…`, names and words of another language into *…*"}, true
	}
	return finding{}, false
}

// hidden reports whether a character cannot be seen and has no place in the
// texts of languages that are written from left to right in letters.
func hidden(r rune) bool {
	switch {
	case r == 0xad, r == 0x34f, r == 0x61c, r == 0x115f, r == 0x1160, r == 0x180e, r == 0x3164, r == 0xffa0:
		return true
	}
	// U+2060, the word joiner, binds as a space that does not break does.
	return 0x200b <= r && r <= 0x200f || 0x2061 <= r && r <= 0x2064 || 0x206a <= r && r <= 0x206f || 0xe0000 <= r && r <= 0xe007f
}

// invisible finds what cannot be seen. Joiners stay in scripts and pictures
// that need them, and a soft hyphen in languages with long words.
func invisible(l line, o *orthography) []finding {
	var out []finding
	for i, r := range l.text {
		if !hidden(r) {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(l.text[:i])
		after, _ := utf8.DecodeRuneInString(l.text[i+utf8.RuneLen(r):])
		lettered := unicode.IsLetter(before) && unicode.IsLetter(after)
		switch {
		case r == 0xad && o.soft && lettered:
			continue
		case (r == 0x200c || r == 0x200d) && (needsJoiner(before) || needsJoiner(after)):
			continue
		case (r == 0x200e || r == 0x200f || r == 0x61c) && rightToLeft(l.text):
			continue
		case 0xe0020 <= r && r <= 0xe007f && strings.ContainsRune(l.text, 0x1f3f4):
			continue // the flags of England, Scotland, Wales
		}
		// A space that it holds back from a line's end would be none any more.
		bare := space(before) && (after == utf8.RuneError || after == brk) || (before == utf8.RuneError || before == brk) && space(after)
		out = append(out, finding{code: "letter-invisible", at: i, n: utf8.RuneLen(r), mends: !bare, hint: "delete it",
			message: fmt.Sprintf("a character that cannot be seen, U+%04X", r)})
	}
	return out
}

// needsJoiner reports whether a character joins others, or is kept from it, by
// a character that cannot be seen: all but those of the alphabets here, spaces
// and punctuation.
func needsJoiner(r rune) bool {
	return r != utf8.RuneError && r > 0x2ff && alphabet(r) == "" && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsSymbol(r))
}

func rightToLeft(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana)
	})
}
