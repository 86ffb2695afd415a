package orthography

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// solid are the spaces that do not break.
const solid = "\u00a0\u202f\u2009\u2007"

func space(r rune) bool { return r == ' ' || strings.ContainsRune(solid, r) }

// dashes finds hyphens in the place of a dash, and the dash of other languages.
func dashes(l line, o *orthography) []finding {
	if o.dash == "" {
		return nil
	}
	var out []finding
	s := l.text
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r != '-' && r != '–' && r != '—' {
			i += size
			continue
		}
		end := i + size
		for r == '-' && end < len(s) && s[end] == '-' {
			end++
		}
		sign := s[i:end]
		b, a := before(s, i), after(s, end)
		spaced := space(b) && (space(a) || a == brk)
		at := i
		i = end
		switch {
		case l.label && at <= len(object)+2: // between the id of an answer and its words
			continue
		case len(sign) > 3: // a line of hyphens, an arrow
			continue
		case spaced && strings.TrimSpace(s[:at]) == "": // begins its line
			continue
		case sign == "-" && !spaced, sign == o.dash:
			continue
		case sign == "-" && (unicode.IsDigit(before(s, at-utf8.RuneLen(b))) && unicode.IsDigit(after(s, end+utf8.RuneLen(a)))):
			out = append(out, finding{code: "typography-dash", at: at, n: len(sign), mends: true, with: "–", message: "a hyphen in the place of a dash: between numbers stands –"})
			continue
		case sign[0] == '-' && !spaced && !(unicode.IsLetter(b) && unicode.IsLetter(a)): // an option of a command
			continue
		case sign[0] != '-' && (sign != o.wrongDash || !spaced):
			continue
		case sign == "–" && number(before(s, at-utf8.RuneLen(b))) && number(after(s, end+utf8.RuneLen(a))): // a range
			continue
		case spaced && minus(s[:at-utf8.RuneLen(b)], after(s, end+utf8.RuneLen(a))):
			continue
		}
		with, from, to := o.dash, at, end
		if sign[0] == '-' && !spaced {
			with = " " + o.dash + " "
		}
		msg := fmt.Sprintf("the dash is written %s", o.dash)
		if sign[0] == '-' {
			msg = fmt.Sprintf("%q in the place of a dash: %s", sign, o.dash)
		}
		out = append(out, finding{code: "typography-dash", at: from, n: to - from, mends: true, with: with, message: msg})
	}
	return out
}

// joining reports whether a space stands between two letters of Latin, Greek or Cyrillic, which are of one byte, or of two of which the
// first is from 0xc3 to 0xd3.
func joining(s string, i int) bool {
	if i == 0 || i+1 == len(s) {
		return false
	}
	b, a := s[i-1], s[i+1]
	return (latin(a) || 0xc3 <= a && a <= 0xd3) && (latin(b) || b>>6 == 2 && i > 1 && 0xc3 <= s[i-2] && s[i-2] <= 0xd3)
}

// latin reports whether a byte is a letter of ASCII.
func latin(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func number(r rune) bool { return unicode.IsDigit(r) || r == '%' }

// minus reports whether a sign takes a number from a variable: one capital that
// ends a text, as in "N - 1".
func minus(text string, next rune) bool {
	last, n := utf8.DecodeLastRuneInString(text)
	return unicode.IsUpper(last) && unicode.IsDigit(next) && !alnum(before(text, len(text)-n))
}

// ellipses finds three points.
func ellipses(l line) []finding {
	if !strings.Contains(l.text, "...") {
		return nil
	}
	var out []finding
	for _, m := range points.FindAllStringIndex(l.text, -1) {
		b, a := before(l.text, m[0]), after(l.text, m[1])
		if m[1]-m[0] != 3 || strings.ContainsRune("/\\", b) || strings.ContainsRune("/\\", a) || b == '.' || a == '.' {
			continue
		}
		out = append(out, finding{code: "typography-ellipsis", at: m[0], n: 3, mends: true, with: "…", message: "three points are one sign: …"})
	}
	return out
}

var points = regexp.MustCompile(`\.{3,}`)

// spaces finds spaces that are too many, and places where one is missing.
func spaces(l line, o *orthography) []finding {
	var out []finding
	s := l.text
	add := func(at, n int, with, message string) {
		out = append(out, finding{code: "typography-space", at: at, n: n, mends: true, with: with, message: message})
	}
	for i := 0; i < len(s); i++ {
		if s[i] == ' ' {
			if joining(s, i) {
				continue // as almost all
			}
			end := i
			for end < len(s) && s[end] == ' ' {
				end++
			}
			b, a := before(s, i), after(s, end)
			switch {
			case b == brk || a == brk || a == utf8.RuneError || b == utf8.RuneError || a == '\u2028' || b == '\u2028': // not shown, or part of the layout
			case space(b) || space(a):
				add(i, end-i, "", "a space too much beside one that does not break")
			case o.letters != nil && tooFar(s[:i], s[end:], o):
				add(i, end-i, "", fmt.Sprintf("a space before %q", string(a)))
			case o.letters != nil && strings.ContainsRune("([{„‚", b):
				add(i, end-i, "", fmt.Sprintf("a space after %q", string(b)))
			case o.open == "«" && o.space == "" && string(b) == o.open:
				add(i, end-i, "", fmt.Sprintf("a space after %q", string(b)))
			case o.open == "«" && o.space == "" && string(a) == o.shut && !alnum(after(s, end+len(o.shut))):
				add(i, end-i, "", fmt.Sprintf("a space before %q", string(a)))
			case end-i > 1:
				add(i, end-i, " ", fmt.Sprintf("%d spaces in a row", end-i))
			}
			i = end - 1
			continue
		}
		if o.letters == nil || s[i] != ',' && s[i] != ';' && s[i] != '(' {
			continue
		}
		b, a := before(s, i), after(s, i+1)
		switch {
		case s[i] == '(' && unicode.IsLetter(b) && unicode.IsLetter(a):
			if shut := strings.IndexByte(s[i:], ')'); shut > 0 && strings.ContainsAny(s[i:i+shut], " \u00a0") && unicode.IsLower(b) {
				add(i, 1, " (", "no space before \"(\"")
			}
		case s[i] != '(' && unicode.IsLower(b) && unicode.IsLetter(a) && alphabet(b) == alphabet(a):
			add(i, 1, s[i:i+1]+" ", fmt.Sprintf("no space after %q", s[i:i+1]))
		}
	}
	return out
}

// tooFar reports whether a space stands before punctuation that follows its
// word.
func tooFar(b, a string, o *orthography) bool {
	sign, n := utf8.DecodeRuneInString(a)
	next, _ := utf8.DecodeRuneInString(a[n:])
	last, _ := utf8.DecodeLastRuneInString(b)
	if strings.ContainsRune("–—-:;,.!?(", last) || last == '\ufffc' {
		return false
	}
	switch sign {
	case ')', ']', '}':
		return true
	case ',':
		return gap(next)
	case '.':
		return gap(next)
	case ';', ':', '!', '?':
		return !o.high && gap(next)
	case '…':
		return false
	}
	return false
}

// ordinals finds ordinals as they are not written.
func ordinals(l line, o *orthography) []finding {
	var out []finding
	for _, rule := range ordinalForms[o.base] {
		for _, m := range rule.form.FindAllStringSubmatchIndex(l.text, -1) {
			if b := before(l.text, m[0]); alnum(b) || strings.ContainsRune(".,-/", b) && b != utf8.RuneError {
				continue
			}
			if alnum(after(l.text, m[1])) {
				continue
			}
			got := l.text[m[0]:m[1]]
			with := string(rule.form.ExpandString(nil, rule.to, l.text, m))
			out = append(out, finding{code: "typography-ordinal", at: m[0], n: m[1] - m[0], mends: true, with: with,
				message: fmt.Sprintf("the ordinal %q is written %q", got, with)})
		}
	}
	return out
}

// ordinalForms are forms with digits and what is written in their place, by
// language. Nothing in it changes.
var ordinalForms = map[string][]struct {
	form *regexp.Regexp
	to   string
}{
	"fr": {
		{regexp.MustCompile(`(\d+)(?:i?è|i?e)me(s?)`), "${1}e$2"},
		{regexp.MustCompile(`1[èe]re(s?)`), "1re$1"},
		{regexp.MustCompile(`1ier(s?)`), "1er$1"},
	},
	"ru": { // one letter is added, two behind a consonant
		{regexp.MustCompile(`(\d+)-[ыио]й`), "${1}-й"},
		{regexp.MustCompile(`(\d+)-[ое](го|му)`), "${1}-$2"},
		{regexp.MustCompile(`(\d+)-ая`), "${1}-я"},
	},
	"cs": {
		{regexp.MustCompile(`(\d{1,2})-?[ýáé]`), "$1."},
		{regexp.MustCompile(`(\d{1,2}\.)(ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince|století)`), "$1 $2"},
	},
	"nl": {
		{regexp.MustCompile(`(\d+)-(?:ste|de)`), "${1}e"},
	},
}

// repeated finds a word that stands twice.
func repeated(l line, words [][2]int, o *orthography) []finding {
	var out []finding
	for i := 1; i < len(words); i++ {
		before, w := words[i-1], words[i]
		word, prev := l.text[w[0]:w[1]], l.text[before[0]:before[1]]
		if len(word) > 1 && strings.EqualFold(word, prev) && utf8.RuneCountInString(word) > 1 && parted(l.text[before[1]:w[0]]) && !slices.Contains(o.doubled, strings.ToLower(word)) &&
			!hyphened(l.text, before) && !hyphened(l.text, w) && !addressed(l.text, w) && !l.isForeign(w[0]) && o.letters != nil && word == strings.ToLower(word) {
			out = append(out, finding{code: "typography-repeated", at: w[0], n: w[1] - w[0],
				message: fmt.Sprintf("%q stands twice", word), hint: "delete one of the two"})
		}
	}
	return out
}

func parted(s string) bool { return s != "" && strings.Trim(s, " \n\u00a0\u202f") == "" }

// hyphened reports whether a word is part of a longer one, or of an elision.
func hyphened(s string, w [2]int) bool {
	return strings.ContainsRune("-'’_/\u2060", before(s, w[0])) || strings.ContainsRune("-'’_/", after(s, w[1]))
}

// addressed reports whether a word is part of an address or of the name of a
// file: a point joins it to another.
func addressed(s string, w [2]int) bool {
	b, a := before(s, w[0]), after(s, w[1])
	return a == '.' && alnum(after(s, w[1]+1)) || b == '.' && alnum(before(s, w[0]-1)) || a == '@' || b == '@'
}
