package orthography

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// before and after are the characters beside a place of a text; utf8.RuneError
// at its ends.
func before(s string, at int) rune {
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return r
}

func after(s string, at int) rune {
	r, _ := utf8.DecodeRuneInString(s[at:])
	return r
}

// gap reports whether there is nothing to read: a space, the end of a text.
func gap(r rune) bool { return r == utf8.RuneError || unicode.IsSpace(r) || r == '\u2060' }

func alnum(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// apostrophes finds the straight apostrophe, and other signs in its place,
// between letters, before a letter that a word lost its beginning to, and
// behind a word.
func apostrophes(l line, o *orthography) []finding {
	var out []finding
	s := l.text
	open := false // a straight quotation mark has no partner yet
	for i, r := range s {
		if !strings.ContainsRune("'`´ʼ", r) && !(r == '‘' && unicode.IsLetter(before(s, i))) {
			continue
		}
		b, a := before(s, i), after(s, i+utf8.RuneLen(r))
		between := unicode.IsLetter(b) && unicode.IsLetter(a)
		switch {
		case r == 'ʼ': // a letter of its own in some languages
			if o.letters == nil || !between {
				continue
			}
		case unicode.IsDigit(b): // 5' 30"; the '80s are not one
			continue
		case o.base == "fr" && elided(s[:i]):
		case r == '\'' && !between:
			if !alnum(b) && b != ')' && b != '.' { // before a word
				if o.base == "nl" && dutch(s[i+1:]) {
					break
				}
				open = strings.ContainsRune(s[i+1:], '\'')
				continue
			}
			if open || o.base != "en" || b != 's' { // its partner stands before; "partners' rights"
				open = false
				continue
			}
		case !between:
			continue
		}
		if between && r == '\'' && o.base == "" {
			continue
		}
		n := utf8.RuneLen(r)
		if (a == ' ' || a == '\'') && o.base == "fr" && elided(s[:i]) { // "l' aide", "l''aide"
			n++
		}
		out = append(out, finding{code: "typography-apostrophe", at: i, n: n, mends: true, with: "’",
			message: fmt.Sprintf("the apostrophe is written ’, not %s", string(r))})
	}
	return out
}

// elided reports whether a French text ends with a word that has lost its end: "l", "qu".
func elided(s string) bool {
	word := s[len(strings.TrimRightFunc(s, unicode.IsLetter)):]
	b := before(s, len(s)-len(word))
	if !gap(b) && !strings.ContainsRune("([-–—«/", b) {
		return false
	}
	switch strings.ToLower(word) {
	case "c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu":
		return true
	}
	return false
}

// dutch reports whether a word that lost its beginning follows: 's avonds, 't, 'n.
func dutch(s string) bool {
	for _, w := range []string{"s", "t", "n", "m", "k"} {
		if rest, ok := strings.CutPrefix(s, w); ok && (rest == "" || strings.ContainsRune(" -\u00a0", after(rest, 0))) {
			return true
		}
	}
	return false
}

// marks are all quotation marks.
const marks = "\"“”„‟«»‹›‘’‚‛'"

// quotes finds straight quotation marks and those of other languages. Pairs
// within a line can be mended.
func quotes(l line, o *orthography) []finding {
	if o.open == "" {
		return nil
	}
	var out []finding
	type mark struct {
		at int
		r  rune
	}
	var stack []mark
	pair := 0
	report := func(m mark, with string) {
		msg := fmt.Sprintf("quotation marks are written %s…%s, not %s", o.open, o.shut, string(m.r))
		if m.r == '"' || m.r == '\'' {
			msg = fmt.Sprintf("a straight quotation mark: the language writes %s…%s", o.open, o.shut)
		}
		out = append(out, finding{code: "typography-quotes", at: m.at, n: utf8.RuneLen(m.r), mends: with != "", with: with, pair: pair, message: msg,
			hint: "write it by hand: it has no partner in its paragraph"})
	}
	s := l.text
	for i, r := range s {
		if !strings.ContainsRune(marks, r) {
			continue
		}
		b, a := before(s, i), after(s, i+utf8.RuneLen(r))
		switch {
		case r == '’' && (unicode.IsLetter(b) && unicode.IsLetter(a) || len(stack) == 0 || !pairs(stack[len(stack)-1].r, r)):
			continue // an apostrophe
		case r == '\'' && (unicode.IsLetter(b) && unicode.IsLetter(a) || o.base == "fr" && elided(strings.TrimRight(s[:i], "'")) || o.base == "nl" && !alnum(b) && dutch(s[i+1:])):
			continue
		case (r == '"' || r == '\'') && unicode.IsDigit(b) && (len(stack) == 0 || stack[len(stack)-1].r != r):
			continue // inches and feet
		case r == '\'' && o.base == "en" && b == 's' && (len(stack) == 0 || stack[len(stack)-1].r != r):
			continue
		}
		m := mark{at: i, r: r}
		if n := len(stack); n > 0 && pairs(stack[n-1].r, r) && !opening(r, b, a) {
			from := stack[n-1]
			stack = stack[:n-1]
			if o.right(from.r, r, len(stack) > 0) {
				continue
			}
			open, shut := o.open, o.shut
			if len(stack) > 0 {
				first, size := utf8.DecodeRuneInString(o.inner)
				last, _ := utf8.DecodeRuneInString(o.inner[size:])
				open, shut = string(first), string(last)
			}
			if o.space != "" && open == o.open {
				if !gap(after(s, from.at+utf8.RuneLen(from.r))) {
					open += o.space
				}
				if !gap(b) {
					shut = o.space + shut
				}
			}
			pair++
			report(from, open)
			report(m, shut)
			continue
		}
		stack = append(stack, m)
	}
	pair = 0
	for _, m := range stack {
		if m.r == '"' {
			report(m, "")
		}
	}
	return out
}

// opening reports whether a mark that may open and close opens here.
func opening(r, b, a rune) bool {
	switch r {
	case '"', '\'', '“', '«', '»', '‘':
		return (gap(b) || strings.ContainsRune("([{–—/", b)) && !gap(a) && !strings.ContainsRune(".,;:!?)]}", a)
	}
	return strings.ContainsRune("„‟‹‚‛", r)
}

// pairs reports whether two marks can be the two of a quotation.
func pairs(open, shut rune) bool {
	switch open {
	case '"', '\'':
		return open == shut
	case '“', '‟':
		return shut == '”'
	case '„':
		return shut == '“' || shut == '”' || shut == '"'
	case '«':
		return shut == '»'
	case '»':
		return shut == '«'
	case '‹':
		return shut == '›'
	case '‘', '‛':
		return shut == '’'
	case '‚':
		return shut == '‘' || shut == '’'
	}
	return false
}

// right reports whether a pair is one of the language. Dutch and English have
// both pairs outside and inside.
func (o *orthography) right(open, shut rune, inside bool) bool {
	pair := string(open) + string(shut)
	if pair == o.open+o.shut {
		return true
	}
	if strings.Contains(o.inner, pair) && (inside || o.base == "en" || o.base == "nl" || pair == "»«") {
		return true
	}
	return inside && o.base == "fr" && pair == "‘’"
}
