package orthography

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// orthography is how a language is written.
type orthography struct {
	base string // "nl" of "nl-BE"
	// letters are the exemplar letters, small ones; nil of a language of which none
	// are known. latin are those that words in the Latin alphabet may have in a
	// language with another one.
	letters, latin map[rune]bool
	// plain are letters, large and small, that are all of one alphabet and whole: a word of these is not foreign, mixed or in pieces.
	plain [0x500]bool
	// soft is whether a soft hyphen has its place in long words.
	soft bool

	// open and shut are the quotation marks, inner those within others, as pairs;
	// "" where nothing is known. space stands inside of open and shut.
	open, shut, inner, space string
	dash                     string // with spaces around
	wrongDash                string // the dash of other languages; "" where both are in use
	high                     bool   // a space stands before ; : ! ?
	doubled                  []string
}

// languageOf gives what is known of a language.
func languageOf(tag string) *orthography {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if o := languages()[base]; o != nil {
		return o
	}
	return &orthography{base: base, soft: true}
}

var languages = sync.OnceValue(func() map[string]*orthography {
	out := map[string]*orthography{
		"en": {open: "“", shut: "”", inner: "‘’", dash: "–", doubled: strings.Fields("that had")},
		"ru": {open: "«", shut: "»", inner: "„“", dash: "—", wrongDash: "–", doubled: strings.Fields("что")},
		"nl": {open: "“", shut: "”", inner: "‘’", dash: "–", wrongDash: "—", soft: true, doubled: strings.Fields("die dat deze had het")},
		"fr": {open: "«", shut: "»", inner: "“”‘", space: "\u00a0", dash: "–", high: true, doubled: strings.Fields("nous vous")},
		"cs": {open: "„", shut: "“", inner: "‚‘»«", dash: "–", wrongDash: "—", doubled: strings.Fields("se")},
	}
	sets := exemplars()
	for base, o := range out {
		o.base, o.letters, o.latin = base, sets[base], sets[base]
		if !o.letters['a'] {
			o.latin = sets["en"]
		}
		main := ""
		for r := range rune(len(o.plain)) {
			if !o.letters[unicode.ToLower(r)] || !unicode.IsLetter(r) || !norm.NFC.IsNormalString(string(r)) {
				continue
			}
			if main == "" {
				main = alphabet(r)
			}
			o.plain[r] = alphabet(r) == main
		}
	}
	return out
})

//go:embed exemplars.txt
var exemplarFile string

// exemplars are the letters and marks of the four sets of each language. What
// is a letter with a mark in pieces allows the mark.
func exemplars() map[string]map[rune]bool {
	out := map[string]map[rune]bool{}
	for line := range strings.Lines(exemplarFile) {
		part := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(part) != 3 {
			continue
		}
		if out[part[0]] == nil {
			out[part[0]] = map[rune]bool{}
		}
		for _, r := range unicodeSet(part[2]) {
			if unicode.IsLetter(r) || unicode.IsMark(r) {
				out[part[0]][r] = true
			}
		}
	}
	return out
}

// unicodeSet lists the characters of a UnicodeSet as CLDR writes exemplars:
// characters, {sequences}, ranges, \ before signs, \uXXXX.
func unicodeSet(s string) []rune {
	var out []rune
	ranged := false
	s = strings.TrimSuffix(strings.TrimPrefix(s, "["), "]")
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r == ' ' || r == '{' || r == '}':
			continue
		case r == '-' && len(out) > 0 && i < len(s) && s[i] != ' ':
			ranged = true
			continue
		case r == '\\' && i < len(s):
			if v, err := strconv.ParseUint(s[i+1:min(i+5, len(s))], 16, 32); err == nil && s[i] == 'u' {
				r, n = rune(v), 5
			} else {
				r, n = utf8.DecodeRuneInString(s[i:])
			}
			i += n
		}
		if ranged {
			for c := out[len(out)-1] + 1; c < r; c++ {
				out = append(out, c)
			}
			ranged = false
		}
		out = append(out, r)
	}
	return out
}
