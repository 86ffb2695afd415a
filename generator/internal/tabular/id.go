package tabular

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"signpost/generator/internal/decision"
)

// resultID is the id of the table in the flow.
const resultID = "result"

// maxID is how long an id may be, in characters.
const maxID = 64

// themePrefix begins the ids of sections that are the theme's.
const themePrefix = "signpost-"

// ids are the ids of one space of names.
type ids struct {
	used map[string]bool
	next map[string]int // the last number that was put behind an id
}

func newIDs(taken ...string) ids {
	s := ids{map[string]bool{}, map[string]int{}}
	for _, id := range taken {
		s.used[id] = true
	}
	return s
}

// add makes an id of a text: of its letters and digits, with prefix in front
// where they are no id by themselves; fallback where there are none.
func (s ids) add(text, prefix, fallback string) string {
	id := cut(slug(text), maxID)
	if id != "" && (!decision.ValidID(id) || strings.HasPrefix(id, themePrefix)) {
		id = cut(prefix+"-"+id, maxID)
	}
	if id == "" {
		id = cut(fallback, maxID)
	}
	base := id
	for s.used[id] {
		s.next[base] = max(s.next[base], 1) + 1
		suffix := "-" + strconv.Itoa(s.next[base])
		id = cut(base, maxID-len(suffix)) + suffix
	}
	s.used[id] = true
	return id
}

// cut shortens an id to n characters.
func cut(id string, n int) string { return strings.TrimRight(id[:min(n, len(id))], "-") }

// ID makes an id of any text; "flow" where it has no letters that can be.
func ID(text string) string { return newIDs().add(text, "flow", "flow") }

// slug writes a text in small Latin letters, digits and single hyphens.
func slug(text string) string {
	var b strings.Builder
	gap := false
	put := func(s string) {
		for _, r := range s {
			if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
				gap = true
				continue
			}
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		}
	}
	signs := strings.NewReplacer(">=", "from ", "≥", "from ", "<=", "to ", "≤", "to ", ">", "above ", "<", "below ")
	text = comparison.ReplaceAllStringFunc(text, signs.Replace)
	text = strings.NewReplacer("%", " percent ", "+", " plus ", "&", " and ").Replace(text)
	for _, r := range strings.ToLower(norm.NFC.String(text)) {
		if latin, ok := transliterate(r); ok {
			put(latin)
			continue
		}
		found := false
		for _, part := range norm.NFKD.String(string(r)) {
			latin, ok := transliterate(part)
			if part < utf8.RuneSelf {
				latin, ok = string(part), true
			}
			put(latin)
			found = found || ok
		}
		gap = gap || !found
	}
	return b.String()
}

// comparison is a sign before a number. Its word tells answers apart.
var comparison = regexp.MustCompile(`(?:>=|≥|<=|≤|>|<) ?\d`)

// transliterate writes a small letter that is no Latin letter with a mark in
// Latin letters.
func transliterate(r rune) (string, bool) {
	const cyrillic = "а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya " +
		"і:i ї:yi є:ye ґ:g ў:u ђ:dj ј:j љ:lj њ:nj ћ:c џ:dz "
	const latin = "ß:ss æ:ae œ:oe ø:o ł:l đ:d ð:d þ:th ı:i ŋ:n ħ:h ':  ’: "
	for _, table := range []string{cyrillic, latin} {
		if _, rest, ok := strings.Cut(" "+table, " "+string(r)+":"); ok && r != ' ' {
			to, _, _ := strings.Cut(rest, " ")
			return to, true
		}
	}
	return "", false
}

// compose gives a text in the form in which equal texts are equal.
func compose(text string) string { return norm.NFC.String(text) }
