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
	block = cutCode(block, func(code string) { out = append(out, "code "+strings.Join(strings.Fields(code), " ")) })
	block = cut(block, prose.TargetOpen, prose.TargetClose, "", func(target string) {
		scheme, rest, _ := strings.Cut(target, ":")
		switch strings.ToLower(scheme) {
		case "tel":
			out = append(out, "tel "+digits(rest))
		case "mailto":
			address, _, _ := strings.Cut(rest, "?")
			out = append(out, "mail "+strings.ToLower(address))
		}
	})
	// A form begins a sentence: a cell, an item, a heading.
	block = cut(block, prose.FormOpen, prose.FormClose, " . ", func(string) {})
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
	if !strings.ContainsAny(s, "0123456789") {
		return s
	}
	return grouping.ReplaceAllStringFunc(s, func(n string) string { return digits(n) })
}

// tokens are words, numbers with a sign before them, signs that say something,
// and ends of sentences.
func tokens(s string) []string {
	out := make([]string, 0, len(s)/6)
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		start := i
		i += size
		switch {
		case unicode.IsDigit(c):
			// "2.5", "9:00"; a letter right behind begins another token, as in "2h".
			i = run(s, i, unicode.IsDigit, ".,:")
			// A dash between numbers is no sign of the second one.
			sign, size := utf8.DecodeLastRuneInString(s[:start])
			if before, _ := utf8.DecodeLastRuneInString(s[:start-size]); size > 0 && strings.ContainsRune("-−+<>≤≥±~", sign) && !inWord(before) {
				start -= size
			}
		case inWord(c):
			i = run(s, i, inWord, "-'’")
		case strings.ContainsRune("%‰€$£¥₽.!?:;…", c):
		default:
			continue
		}
		out = append(out, s[start:i])
	}
	return out
}

func inWord(c rune) bool {
	if c < utf8.RuneSelf {
		return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
	}
	return unicode.IsLetter(c) || unicode.IsMark(c) || unicode.IsDigit(c)
}

// run is where signs of a kind end, from i; one of those in between may stand
// between two of them.
func run(s string, i int, in func(rune) bool, between string) int {
	for i < len(s) {
		c, size := utf8.DecodeRuneInString(s[i:])
		if !in(c) {
			next, _ := utf8.DecodeRuneInString(s[i+size:])
			if !strings.ContainsRune(between, c) || !in(next) {
				break
			}
		}
		i += size
	}
	return i
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// cut takes what stands between two signs out of a text.
func cut(s string, open, end rune, instead string, found func(string)) string {
	var b strings.Builder
	for {
		i := strings.IndexRune(s, open)
		if i < 0 {
			break
		}
		j := strings.IndexRune(s[i:], end)
		if j < 0 {
			break
		}
		b.WriteString(s[:i] + instead)
		found(s[i+1 : i+j])
		s = s[i+j+1:]
	}
	return b.String() + s
}

func cutCode(s string, found func(string)) string {
	return cut(s, prose.CodeOpen, prose.CodeClose, " ", found)
}

// numbers lists numbers with their units, number words, codes and severities.
func numbers(s string, w words) []string {
	all := tokens(s)
	var out []string
	starts := true // at the beginning of a sentence
	for i, t := range all {
		first, _ := utf8.DecodeRuneInString(t)
		low := strings.ToLower(t)
		next := ""
		if i+1 < len(all) {
			next = all[i+1]
		}
		switch {
		case strings.ContainsAny(t, ".!?:;…") && !hasDigit(t):
			starts = true
			continue
		case strings.ContainsAny(t, "%‰€$£¥₽"):
			out = append(out, "sign "+t)
		case !unicode.IsLetter(first) && hasDigit(t):
			out = append(out, measured(t, all[i+1:], w))
		case hasDigit(t):
			out = append(out, "code "+t) // P1, KB50012
		case w.numbers[low] != "":
			out = append(out, measured(w.numbers[low], all[i+1:], w))
		case w.severities[low]:
			out = append(out, "severity "+low)
		case utf8.RuneCountInString(t) == 1 && first >= 'A' && first <= 'E' && (!starts || strings.Contains(".!?:;…", next)):
			out = append(out, "severity "+t) // severity A; a cell that holds B alone
		}
		starts = false
	}
	return out
}

// measured is a number with its unit of time, which makes a fact of it.
func measured(number string, rest []string, w words) string {
	number = strings.NewReplacer("−", "-").Replace(number)
	for i, t := range rest {
		t = strings.ToLower(t)
		if unit, ok := w.units[t]; ok {
			return strings.Join(append([]string{number}, append(lower(rest[:i]), unit)...), " ")
		}
		if !w.kinds[t] || i == 2 {
			break
		}
	}
	return number
}

func lower(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strings.ToLower(s)
	}
	return out
}
