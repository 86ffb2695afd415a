// Package lookalike tells names that people cannot tell apart by eye.
//
// In: names. Out: keys, which names that look alike share; the words of a name
// that hide letters of another alphabet. It never says which of two names is
// the honest one, and knows nothing of whose they are.
//
// What looks like what is taken from confusables.txt of Unicode Technical
// Standard #39, "Unicode Security Mechanisms"; which alphabets a word may have
// follows its section 5.2, level "highly restrictive". See the head of
// confusables.txt here for the version, and for what was left out of it.
package lookalike

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:embed confusables.txt
var list string

// table gives the prototype of each character that looks like others.
var table = sync.OnceValue(func() map[rune]string {
	out := make(map[rune]string, 3000)
	for line := range strings.Lines(list) {
		if from, to, ok := strings.Cut(strings.TrimSpace(line), " "); ok && !strings.HasPrefix(line, "#") {
			out[[]rune(from)[0]] = to
		}
	}
	return out
})

// skeleton is that of section 4 of the standard, but for characters that are
// not in the table.
func skeleton(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if to, ok := table()[r]; ok {
			b.WriteString(to)
		} else {
			b.WriteRune(r)
		}
	}
	return norm.NFD.String(b.String())
}

// Keys are what a name is found by: names that look alike, written in whatever
// case, have one in common. Spaces and marks between letters do not count. There
// are two at most, since a capital may look like another letter than the small
// one does: "PIain" with a capital i, and "PLAIN".
func Keys(name string) []string {
	var out []string
	name = norm.NFKD.String(name) // letters of full width and of mathematics are letters
	for _, s := range []string{skeleton(name), name} {
		s = strings.ToLower(skeleton(strings.ToLower(s)))
		s = strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) {
				return r
			}
			return -1
		}, s)
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// Alike reports whether two names share a key.
func Alike(a, b string) bool {
	keys := Keys(b)
	return slices.ContainsFunc(Keys(a), func(k string) bool { return slices.Contains(keys, k) })
}

// Words are the runs of letters, marks and digits of a text.
func Words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) })
}

// scripts are those whose letters are told apart here. Others are one, and may
// stand in a word together: Han and Kana do.
var scripts = []struct {
	name  string
	table *unicode.RangeTable
}{
	{"Latin", unicode.Latin}, {"Cyrillic", unicode.Cyrillic}, {"Greek", unicode.Greek}, {"Armenian", unicode.Armenian},
	{"Cherokee", unicode.Cherokee}, {"Coptic", unicode.Coptic}, {"Lisu", unicode.Lisu}, {"Georgian", unicode.Georgian},
}

const other = "another script"

// forms are legal forms that stand beside names in Latin letters, as in "ООО
// Softline": nobody takes them for Latin.
var forms = []string{"ООО", "АО", "ОАО", "ЗАО", "ТОО", "ОсОО", "СООО", "ОДО"}

// script is that of a letter; "" of what belongs to none or to all.
func script(r rune) string {
	for _, s := range scripts {
		if unicode.Is(s.table, r) {
			return s.name
		}
	}
	if unicode.IsLetter(r) && !unicode.Is(unicode.Common, r) && !unicode.Is(unicode.Inherited, r) {
		return other
	}
	return ""
}

// Fault is a word of a name that hides letters of another alphabet.
type Fault struct {
	Word   string
	Letter rune
	Script string // of the letter
	Among  string // the script of the letters beside it, or of the other words
}

// Hidden finds the first word of a name with letters of two alphabets, or all of
// whose letters look like Latin ones in a name that is Latin otherwise.
func Hidden(name string) (Fault, bool) {
	words := Words(name)
	all := make([]string, len(words)) // the script of each; "" of a word of digits
	for i, w := range words {
		count := map[string]int{}
		for _, r := range w {
			if s := script(r); s != "" {
				count[s]++
			}
		}
		most := ""
		for _, s := range append(scripts[:len(scripts):len(scripts)], struct {
			name  string
			table *unicode.RangeTable
		}{name: other}) {
			if count[s.name] > count[most] {
				most = s.name
			}
		}
		if all[i] = most; len(count) < 2 || len(count) == 2 && count["Latin"] > 0 && count[other] > 0 {
			continue // Latin with Han, Kana or Hangul is usual
		}
		for _, r := range w {
			if s := script(r); s != "" && s != most {
				return Fault{w, r, s, most}, true
			}
		}
	}
	for i, w := range words {
		rest := slices.DeleteFunc(slices.Delete(slices.Clone(all), i, i+1), func(s string) bool { return s == "" })
		if slices.Contains(forms, w) {
			continue
		}
		if all[i] == "" || all[i] == "Latin" || len(rest) == 0 || slices.ContainsFunc(rest, func(s string) bool { return s != "Latin" }) {
			continue
		}
		if k := skeleton(w); !strings.ContainsFunc(k, func(r rune) bool { return r >= 0x80 }) {
			for _, r := range w {
				if script(r) != "" {
					return Fault{w, r, all[i], "Latin"}, true
				}
			}
		}
	}
	return Fault{}, false
}
