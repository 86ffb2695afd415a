package locale

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Object stands for what is part of a line but is no text to typeset: code, an
// address, a value still to come. It counts as a word.
const Object = "\ufffc"

// LineBreak stands for a line that the author ended: nothing is bound over it.
const LineBreak = "\u2028"

// Typesetter puts spaces that may not break where the typography of a language
// asks for them: before high punctuation in French, after prepositions of one
// letter in Russian and Czech, between a number and its unit. It is a value
// that does not change, safe for concurrent use.
//
// It only turns a space into one that does not break and, in French, adds one
// that the author left out, and a word joiner behind the hyphen of an
// inversion ("avez-vous"); letters, quotation marks and dashes stay. A reader
// finds the words in the page as if nothing had been done: browsers look for
// any of these spaces as for a plain one and look past a joiner, which they do
// not for the hyphen that does not break (U+2011). What it has typeset it
// leaves as it is. The rules stand in rulesOf, one value for each
// language; of a language without rules numbers keep their units.
//
// It must be given text as a reader sees it, without markup.
type Typesetter struct{ rules *rules }

// NewTypesetter makes one for a language tag: "ru", "nl-BE".
func NewTypesetter(tag string) Typesetter {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if r, ok := rulesOf[base]; ok {
		return Typesetter{r}
	}
	return Typesetter{&rules{}}
}

// Text typesets a text.
func (t Typesetter) Text(s string) string { return apply([]string{s}, t.edits(s))[0] }

// Plain takes out of a text what holds its lines together, for programs that
// show it elsewhere: a message, a file.
func Plain(s string) string { return plainer.Replace(s) }

var plainer = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2060", "")

// Parts typesets a line that markup cuts into parts, and gives the parts. A
// part that is not text is an Object; the end of a line by the author's will
// is a LineBreak. The parts given are not changed.
func (t Typesetter) Parts(parts []string) []string {
	return apply(parts, t.edits(strings.Join(parts, "")))
}

// Template typesets a string with places for values between {{ and }}.
func (t Typesetter) Template(s string) string {
	if !strings.Contains(s, "{{") {
		return t.Text(s)
	}
	var parts, values []string
	for {
		text, rest, ok := strings.Cut(s, "{{")
		parts = append(parts, text)
		value, after, closed := strings.Cut(rest, "}}")
		if !ok || !closed {
			if ok {
				parts[len(parts)-1] += "{{" + rest
			}
			break
		}
		parts, values = append(parts, Object), append(values, "{{"+value+"}}")
		s = after
	}
	var b strings.Builder
	for i, p := range t.Parts(parts) {
		if i%2 == 1 {
			p = strings.Replace(p, Object, values[i/2], 1)
		}
		b.WriteString(p)
	}
	return b.String()
}

// edit replaces n bytes of a text.
type edit struct {
	at, n int
	with  string
}

// edits finds what is to change in a text, in order, none over another.
func (t Typesetter) edits(s string) []edit {
	var out []edit
	for i := 0; i < len(s); {
		if c := s[i]; c == ' ' || c == '\n' || c == '\t' {
			j := i + 1
			for j < len(s) && (s[j] == ' ' || s[j] == '\n' || s[j] == '\t') {
				j++
			}
			if with := t.bind(s[:i], s[j:]); with != "" {
				out = append(out, edit{i, j - i, with})
			}
			i = j
			continue
		}
		if t.rules.spaced && ofFrench(s[i]) {
			if e, ok := french(s, i); ok {
				out = append(out, e)
				i = e.at + e.n
				continue
			}
		}
		i++
	}
	return out
}

// bind gives the space that must stand between two texts, "" where the one
// that stands there is right.
func (t Typesetter) bind(before, after string) string {
	if within(before, after) {
		return "" // as almost all
	}
	last, size := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	if before == "" || after == "" || solid(last) || solid(next) || last == '\u2028' || next == '\u2028' {
		return ""
	}
	r := t.rules
	if r.spaced {
		if space := beforeHigh(after); space != "" {
			return space
		}
		if last == '«' {
			return nbsp
		}
	}
	switch {
	case r.dash != "" && strings.HasPrefix(after, r.dash) && free(after[len(r.dash):]):
		return nbsp
	case unicode.IsLetter(last) && strings.ContainsRune(r.letters, last) && opens(before[:len(before)-size]):
		return nbsp
	case r.genitive && last == 's' && alone(before):
		return nbsp
	case (isDigit(last) || last == ')') && telephone(before, after):
		return nbsp
	case isDigit(last) && isDigit(next):
		return r.betweenDigits(before, after)
	case (isDigit(last) || last == '\ufffc') && r.afterNumber(after):
		return nbsp
	case strings.ContainsRune("€$£№§°", last) && isDigit(next):
		return nbsp
	case last == '.' && r.afterPoint(before, after):
		return nbsp
	case r.date(before, after):
		return nbsp
	}
	return ""
}

// alone reports whether a text ends in the "’s" of "’s ochtends", which is no
// part of the word before.
func alone(before string) bool {
	for _, s := range []string{"’s", "'s"} {
		if rest, ok := strings.CutSuffix(before, s); ok {
			return opens(rest)
		}
	}
	return false
}

// within reports whether a text that goes on with a letter ends in two, which bind nothing but in "1er": no rule
// looks further back for the sake of a letter. Letters of two bytes begin with 0xc3 to 0xd3.
func within(before, after string) bool {
	wide := func(c byte) bool { return 0xc3 <= c && c <= 0xd3 }
	if after == "" || !latin(after[0]) && !wide(after[0]) {
		return false
	}
	at := len(before)
	for range 2 {
		switch {
		case at > 0 && latin(before[at-1]):
			at--
		case at > 1 && before[at-1]>>6 == 2 && wide(before[at-2]):
			at -= 2
		default:
			return false
		}
	}
	return !strings.HasSuffix(before, "er")
}

func latin(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// solid reports whether a space does not break, or was set by hand in some
// other way.
func solid(r rune) bool {
	return r == '\u00a0' || r == '\u202f' || r == '\u2007' || r == '\u2009' || r == '\u200a' || r == '\u2060'
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// opens reports whether a word can begin after a text: at its start, after a
// space, a dash or an opening sign.
func opens(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return before == "" || unicode.IsSpace(r) || solid(r) || strings.ContainsRune("([{«„“‚‘\"'—–/", r)
}

// free reports whether a sign stands alone where this text follows it.
func free(after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	return after == "" || unicode.IsSpace(r) || solid(r)
}

// apply makes the edits in a text that is cut into parts.
func apply(parts []string, edits []edit) []string {
	if len(edits) == 0 {
		return parts
	}
	out := make([]string, len(parts))
	at, k, skip := 0, 0, 0 // skip: bytes of the last edit still to leave out
	for i, p := range parts {
		var b strings.Builder
		from := min(skip, len(p))
		skip -= from
		for k < len(edits) && edits[k].at < at+len(p) {
			e := edits[k]
			b.WriteString(p[from : e.at-at])
			b.WriteString(e.with)
			k++
			from = min(e.at-at+e.n, len(p))
			skip = e.at + e.n - at - from
		}
		b.WriteString(p[from:])
		out[i] = b.String()
		at += len(p)
	}
	return out
}
