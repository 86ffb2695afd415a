package exchange

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

var (
	// A number with groups of three digits, however they are parted.
	grouped = regexp.MustCompile(`\b\d{1,3}(?:[,.'’ \x{00a0}\x{202f}\x{2009}]\d{3})+\b`)
	// Full hours: 9:00, 9.00 and 9h00 are 9.
	fullHour = regexp.MustCompile(`\b(\d{1,2})(?:[:.]| ?h ?)00\b`)
	// Round the clock, in French: 24 h/24 and 7 j/7.
	always = regexp.MustCompile(`[hj]/(?:24|7)\b`)
	run    = regexp.MustCompile(`\d+`)
	// An afternoon of twelve hours: 6 p.m. is 18.
	afternoon = regexp.MustCompile(`(?i)\b(\d{1,2})(?::(\d\d))?[ \x{00a0}\x{202f}]?p\.?m\b`)
)

// numbersIn lists the numbers of a text in digits, each as often as it stands
// there: parts of a date or time for themselves, groups of three as one.
func numbersIn(s string) []string {
	s = grouped.ReplaceAllStringFunc(s, func(n string) string {
		return strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, n)
	})
	s = fullHour.ReplaceAllString(s, "$1")
	s = always.ReplaceAllString(s, "")
	var out []string
	for _, n := range run.FindAllString(s, -1) {
		if n = strings.TrimLeft(n, "0"); n == "" {
			n = "0"
		}
		out = append(out, n)
	}
	return out
}

// compareNumbers lists the numbers that a translation lost and invented. A number
// up to twelve may be words on either side, an hour of the afternoon one of 24.
func compareNumbers(src, target string, lang languages) (lost, invented []string) {
	from, to := numbersIn(src), numbersIn(target)
	lost, invented = rest(from, to), rest(to, from)
	late := map[string]string{} // "18" is "6" of the source
	for _, m := range afternoon.FindAllStringSubmatch(src, -1) {
		if h, err := strconv.Atoi(m[1]); err == nil && h < 12 {
			late[strconv.Itoa(h+12)] = m[1]
		}
	}
	invented = slices.DeleteFunc(invented, func(n string) bool {
		i := slices.Index(lost, late[n])
		if i >= 0 {
			lost = slices.Delete(lost, i, i+1)
		}
		return i >= 0
	})
	inWords := func(text, lang string) func(string) bool {
		return func(n string) bool { return spelled(text, lang, n) }
	}
	return slices.DeleteFunc(lost, inWords(target, lang.to)), slices.DeleteFunc(invented, inWords(src, lang.from))
}

// rest is what a has more often than b.
func rest(a, b []string) []string {
	left := slices.Clone(b)
	var out []string
	for _, n := range a {
		if i := slices.Index(left, n); i >= 0 {
			left = slices.Delete(left, i, i+1)
			continue
		}
		out = append(out, n)
	}
	return out
}

// spelledNumbers are how words for one to twelve begin, in all their cases, by language.
func spelledNumbers(lang string) []string {
	base, _, _ := strings.Cut(lang, "-")
	return strings.Fields(map[string]string{
		"en": "one|first two|second|both three|third four five|fifth six seven eight nine ten eleven twel",
		"nl": "een|één|eerste twee|beide drie|derde vier vijf zes zeven acht negen tien elf twaalf",
		"fr": "un|premi deux|second trois quatre cinq six sept huit neuf dix onze douze",
		"cs": "jed|prvn dv|dru|ob tř čty|čtv pět|pát šest sedm osm dev des|desá jedenác dvanác",
		"ru": "од|перв дв|втор|об тр четыр|четвёр пят шест сем|седьм вос девят десят одиннадцат двенадцат",
	}[base])
}

// spelled reports whether a text has a number in words. Of a language whose
// words are not known nothing is.
func spelled(text, lang, n string) bool {
	i, err := strconv.Atoi(n)
	words := spelledNumbers(lang)
	if err != nil || i < 1 || i > len(words) {
		return false
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		for _, begin := range strings.Split(words[i-1], "|") {
			if strings.HasPrefix(w, begin) {
				return true
			}
		}
	}
	return false
}
