package ledger

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"signpost/generator/internal/prose"
)

// facts lists what a translation may not have wrong, in one block of normal
// form: a text for each number with its unit, phone number, address, code and
// severity. How a number is grouped and how a phone number is spaced leaves no
// trace.
func facts(block, lang string) []string {
	var out []string
	block = unmarked(block, func(open byte, marked string) string {
		switch open {
		case prose.CodeOpen:
			out = append(out, "code "+strings.Join(strings.Fields(marked), " "))
			return " "
		case prose.TargetOpen:
			scheme, rest, _ := strings.Cut(marked, ":")
			switch strings.ToLower(scheme) {
			case "tel":
				out = append(out, "tel "+digits(rest))
			case "mailto":
				address, _, _ := strings.Cut(rest, "?")
				out = append(out, "mail "+strings.ToLower(address))
			}
			return ""
		}
		return " . " // a form begins a sentence: a cell, an item, a heading
	})
	if strings.Contains(block, "@") {
		block = mailForm.ReplaceAllStringFunc(block, func(s string) string {
			out = append(out, "mail "+strings.ToLower(s))
			return " "
		})
	}
	if strings.ContainsAny(block, "+(") {
		block = phoneForm.ReplaceAllStringFunc(block, func(s string) string {
			out = append(out, "tel "+digits(s))
			return " "
		})
	}
	return append(out, numbers(ungrouped(block), wordsOf(lang))...)
}

var (
	mailForm = regexp.MustCompile(`[\pL\d._%+-]+@[\pL\d-]+(?:\.[\pL\d-]+)+`)
	// A phone number is written in international form, or has a group in brackets.
	phoneForm = regexp.MustCompile(`(?:\+\d|\(0\d*\))[\d ()\x{00a0}\x{202f}\x{2009}/.–-]{5,}\d`)
	grouping  = regexp.MustCompile(`\b\d{1,3}(?:[,'’ \x{00a0}\x{202f}\x{2009}]\d{3})+\b`)
)

// ungrouped takes the signs between groups of three digits away.
func ungrouped(s string) string {
	if !besideDigits(s).parted {
		return s
	}
	return grouping.ReplaceAllStringFunc(s, func(n string) string { return digits(n) })
}

// token finds the first token from i on, and gives where it begins and ends; "" is none. Tokens are
// words, numbers with a sign before them, signs that say something, and ends of sentences.
func token(s string, i int) (start, end int) {
	for i < len(s) {
		c, size := utf8.DecodeRuneInString(s[i:])
		start = i
		i += size
		switch {
		case c == ' ':
		case unicode.IsDigit(c):
			// "2.5", "9:00"; a letter right behind begins another token, as in "2h".
			i = run(s, i, unicode.IsDigit, ".,:")
			// A dash between numbers is no sign of the second one.
			sign, size := utf8.DecodeLastRuneInString(s[:start])
			if before, _ := utf8.DecodeLastRuneInString(s[:start-size]); size > 0 && strings.ContainsRune("-−+<>≤≥±~", sign) && !inWord(before) {
				start -= size
			}
			return start, i
		case inWord(c):
			for i < len(s) && letter(s[i]) { // as almost all
				i++
			}
			return start, run(s, i, inWord, "-'’")
		case strings.ContainsRune("%‰€$£¥₽.!?:;…", c):
			return start, i
		}
	}
	return len(s), len(s)
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func inWord(c rune) bool {
	if c < utf8.RuneSelf {
		return letter(byte(c)) || '0' <= c && c <= '9'
	}
	return unicode.IsLetter(c) || unicode.IsMark(c) || unicode.IsDigit(c)
}

// run is where signs of a kind end, from i; one of those in between may stand
// between two of them.
func run(s string, i int, in func(rune) bool, between string) int {
	for i < len(s) {
		c, size := utf8.DecodeRuneInString(s[i:])
		if !in(c) {
			if c == ' ' || !strings.ContainsRune(between, c) {
				break
			}
			if next, _ := utf8.DecodeRuneInString(s[i+size:]); !in(next) {
				break
			}
		}
		i += size
	}
	return i
}

func hasDigit(s string) bool {
	for i := range len(s) {
		if '0' <= s[i] && s[i] <= '9' {
			return true
		}
	}
	return false
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// unmarked takes the marks of the normal form out of a text, with what stands between them. instead is given that, with the sign that
// opens it, and gives what stands in its place.
func unmarked(s string, instead func(open byte, marked string) string) string {
	const opening = string(prose.TargetOpen) + string(prose.CodeOpen) + string(prose.FormOpen)
	i := strings.IndexAny(s, opening)
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for ; i >= 0; i = strings.IndexAny(s, opening) {
		end := byte(prose.TargetClose)
		switch s[i] {
		case prose.CodeOpen:
			end = prose.CodeClose
		case prose.FormOpen:
			end = prose.FormClose
		}
		n := strings.IndexByte(s[i:], end)
		if n < 0 {
			break
		}
		b.WriteString(s[:i])
		b.WriteString(instead(s[i], s[i+1:i+n]))
		s = s[i+n+1:]
	}
	b.WriteString(s)
	return b.String()
}

// numbers lists numbers with their units, number words, codes and severities.
func numbers(s string, w words) []string {
	var out []string
	starts := true // at the beginning of a sentence
	for at, end := token(s, 0); at < end; at, end = token(s, end) {
		t := s[at:end]
		first, size := utf8.DecodeRuneInString(t)
		number, low := hasDigit(t), strings.ToLower(t)
		switch {
		case ending(t):
			starts = true
			continue
		case size == len(t) && strings.ContainsRune("%‰€$£¥₽", first):
			out = append(out, "sign "+t)
		case number && !unicode.IsLetter(first):
			out = append(out, measured(t, s, end, w))
		case number:
			out = append(out, "code "+t) // P1, KB50012
		case w.numbers[low] != "":
			out = append(out, measured(w.numbers[low], s, end, w))
		case w.severities[low]:
			out = append(out, "severity "+low)
		case len(t) == 1 && first >= 'A' && first <= 'E':
			if at, end := token(s, end); !starts || at == end || ending(s[at:end]) {
				out = append(out, "severity "+t) // severity A; a cell that holds B alone
			}
		}
		starts = false
	}
	return out
}

// ending reports whether a token ends a sentence.
func ending(token string) bool {
	return len(token) <= len("…") && strings.Contains(".!?:;…", token)
}

// measured is a number with its unit of time, which makes a fact of it: what follows from end on in s.
func measured(number, s string, end int, w words) string {
	number = strings.ReplaceAll(number, "−", "-")
	said := number
	for range 3 {
		at, to := token(s, end)
		t := strings.ToLower(s[at:to])
		if unit, ok := w.units[t]; ok {
			return said + " " + unit
		}
		if !w.kinds[t] {
			break
		}
		said, end = said+" "+t, to
	}
	return number
}
