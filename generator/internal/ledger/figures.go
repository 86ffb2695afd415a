package ledger

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"signpost/generator/internal/prose"
)

// Figures are the facts of a unit in a form that languages have in common:
// "1,5 uur" and "1.5 hours" are the same. They are less strict than the facts
// of a source, which are held against themselves: a number may be a word in
// one language, a month a number, and "5 PM" is 17.
type Figures struct {
	ID string // of the unit

	// numbers are those in digits, with the units of time that they are said with.
	numbers map[string]*figure
	// said are numbers that words state, or that a number in digits may be read as:
	// they excuse, and are not asked for.
	said  map[string]bool
	marks map[string]bool // codes, telephone numbers, addresses of mail: asked for as they are
	// letters are the severities A to E; maybe are letters that could be some.
	letters, maybe map[string]bool
	kinds          map[string]bool // critical, moderate, minimal; currencies: each group is asked for as a whole
	always         bool            // "24/7"
}

type figure struct{ units, other []string }

// FiguresOf lists those of a document in a language by unit
// (prose.Document.Units), in order.
func FiguresOf(all []prose.Unit, lang string) []Figures {
	t := tongueOf(lang)
	out := make([]Figures, 0, len(all))
	for _, u := range all {
		f := Figures{ID: u.ID}
		for _, b := range u.Blocks {
			f.read(b, t)
		}
		out = append(out, f)
	}
	return out
}

// Together are the figures of all units as of one.
func Together(all []Figures) *Figures {
	var out Figures
	for _, f := range all {
		for n, x := range f.numbers {
			to := out.add(n)
			to.units, to.other = append(to.units, x.units...), append(to.other, x.other...)
		}
		for x := range f.said {
			note(&out.said, x)
		}
		for x := range f.marks {
			note(&out.marks, x)
		}
		for x := range f.letters {
			note(&out.letters, x)
		}
		for x := range f.maybe {
			note(&out.maybe, x)
		}
		for x := range f.kinds {
			note(&out.kinds, x)
		}
		out.always = out.always || f.always
	}
	return &out
}

// Disagree lists what a translation states otherwise than its source: what it
// lacks, and what only it has. Both are sorted and can be shown to an author.
func Disagree(source, translation *Figures) (missing, extra []string) {
	missing, extra = source.without(translation), translation.without(source)
	if len(source.letters) == 0 { // a letter alone may be any thing: "E/S"
		extra = slices.DeleteFunc(extra, func(s string) bool { return translation.letters[strings.TrimPrefix(s, "severity ")] })
	}
	return missing, extra
}

// without lists what f states and o does not.
func (f *Figures) without(o *Figures) []string {
	var out []string
	for n, x := range f.numbers {
		there := o.numbers[n]
		switch {
		case there != nil:
			if len(x.units) > 0 && len(there.units) > 0 && !slices.ContainsFunc(x.units, func(u string) bool { return slices.Contains(there.units, u) }) {
				out = append(out, n+" "+x.units[0])
			}
		case n == "1" || o.said[n]: // one is an article as well
		case slices.ContainsFunc(x.other, func(n string) bool { return o.numbers[n] != nil }):
		case (f.always || o.always) && (n == "24" || n == "7"):
		case len(x.units) > 0:
			out = append(out, n+" "+x.units[0])
		default:
			out = append(out, n)
		}
	}
	for m := range f.marks {
		if !o.marks[m] {
			out = append(out, m)
		}
	}
	for c := range f.letters {
		if !o.letters[c] && !o.maybe[c] {
			out = append(out, "severity "+c)
		}
	}
	// A text may say "severe" in other words; it is wrong where it says another one.
	for k := range f.kinds {
		group, _, _ := strings.Cut(k, " ")
		other := false
		for o := range o.kinds {
			g, _, _ := strings.Cut(o, " ")
			other = other || g == group && !f.kinds[o]
		}
		if !o.kinds[k] && other {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

var (
	codeForm   = regexp.MustCompile(`(?:^|[^\pL\d])([A-Za-z]{1,8}\d[A-Za-z\d]*(?:[.-]\d+)*)`)
	clockForm  = regexp.MustCompile(`\b(\d{1,2})[ \x{00a0}\x{202f}]?h[ \x{00a0}\x{202f}]?(\d{2})\b`)
	alwaysForm = regexp.MustCompile(`24\s?[/×x]\s?7|24\s?(?:h|heures)\s?(?:sur|/)\s?24|7\s?(?:j|jours)?\s?(?:sur|/)\s?7|24 hodin denně|24 uur per dag`)
	// An address that is its own words says nothing.
	addressForm = regexp.MustCompile(`(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+/\S*`)
	shortForm   = regexp.MustCompile(`(?:USD|EUR|GBP|CHF|CZK|RUB|[$€£])?(\d+)[Kk]\b`) // 300K
	groupSpaced = regexp.MustCompile(`\b\d{1,3}(?:[ '’\x{00a0}\x{202f}\x{2009}]\d{3})+\b`)
	groupSolid  = regexp.MustCompile(`\b\d{1,3}(?:['’\x{00a0}\x{202f}\x{2009}]\d{3})+\b`)
	groupComma  = regexp.MustCompile(`\b\d{1,3}(?:,\d{3})+\b`)
	groupPoint  = regexp.MustCompile(`\b\d{1,3}(?:\.\d{3})+\b`)
)

// read takes the facts of a block in normal form.
func (f *Figures) read(block string, t *tongue) {
	block = unmarked(block, func(open byte, marked string) string {
		switch {
		case open == prose.CodeOpen:
			return " "
		case open == prose.TargetOpen, inline(marked):
			return ""
		}
		return " . "
	})
	if strings.Contains(block, "@") {
		block = mailForm.ReplaceAllStringFunc(block, func(s string) string {
			note(&f.marks, "mail "+strings.ToLower(s))
			return " "
		})
	}
	f.always = f.always || strings.Contains(block, "круглосуточн")
	if hasDigit(block) { // as few blocks have: the forms are dear
		f.digits(block, t)
	}
	f.words(block, t)
}

// digits takes what a block states in digits.
func (f *Figures) digits(block string, t *tongue) {
	if strings.Contains(block, "/") {
		block = addressForm.ReplaceAllString(block, " ")
	}
	if strings.ContainsAny(block, "+(") {
		block = phoneForm.ReplaceAllStringFunc(block, func(s string) string {
			note(&f.marks, "tel "+digits(s))
			return " "
		})
	}
	beside := besideDigits(block)
	if beside.thousands {
		block = shortForm.ReplaceAllString(block, " ${1}000 ")
	}
	if beside.letters {
		block = codeForm.ReplaceAllStringFunc(block, func(s string) string {
			note(&f.marks, "code "+codeForm.FindStringSubmatch(s)[1])
			return " "
		})
	}
	f.always = f.always || strings.Contains(block, "24") && alwaysForm.MatchString(block)
	if beside.parted {
		for _, g := range t.groups {
			block = g.ReplaceAllStringFunc(block, digits)
		}
	}
	if beside.hours {
		block = clockForm.ReplaceAllString(block, "$1:$2")
	}
	for at, end := 0, 0; ; {
		if at, end = numeral(block, end); at == end {
			break
		}
		if at > 0 && block[at-1] == '_' {
			continue
		}
		rest := ""
		after := block[end:min(len(block), end+60)]
		// What it is a number of follows it without a comma between.
		if r, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, " -\u00a0\u202f")); unicode.IsLetter(r) {
			rest = after
		}
		f.number(block[at:end], rest, t)
	}
}

// inline reports whether a form is one within a line, which ends no sentence.
func inline(form string) bool {
	return form == "/" || form == "del" || len(form) == 3 && strings.HasPrefix(form, "em") && hasDigit(form)
}

// numeral finds the next number in digits from i on, "24", "9:00", "1.5", and gives where it begins and ends.
func numeral(s string, i int) (start, end int) {
	isDigit := func(i int) bool { return i < len(s) && '0' <= s[i] && s[i] <= '9' }
	for start = i; start < len(s) && !isDigit(start); start++ {
	}
	for end = start; isDigit(end); {
		end++
		if end < len(s) && (s[end] == '.' || s[end] == ',' || s[end] == ':') && isDigit(end+1) {
			end++
		}
	}
	return start, end
}

// neighbours says which forms of numbers a text can hold at all: a form is dear
// to look for, and few texts hold one.
type neighbours struct {
	thousands bool // a digit before K or k
	letters   bool // a letter of ASCII before a digit
	parted    bool // something else than a digit between two
	hours     bool // h behind a digit, or behind a space
}

func besideDigits(s string) (n neighbours) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			continue
		}
		if i > 0 {
			before := s[i-1] | 0x20
			n.letters = n.letters || 'a' <= before && before <= 'z'
		}
		if i+1 == len(s) {
			break
		}
		after := s[i+1]
		n.thousands = n.thousands || after|0x20 == 'k'
		n.hours = n.hours || after == 'h' || (after == ' ' || after >= utf8.RuneSelf) && strings.IndexByte(s[i:min(len(s), i+5)], 'h') > 0
		n.parted = n.parted || (after < '0' || after > '9') && strings.ContainsAny(s[i+2:min(len(s), i+5)], "0123456789")
	}
	return n
}

// note keeps a value in a set, which is made with its first one: most units
// state nothing.
func note(set *map[string]bool, value string) {
	if *set == nil {
		*set = map[string]bool{}
	}
	(*set)[value] = true
}

// number adds one number with what follows it.
func (f *Figures) number(n, rest string, t *tongue) {
	if strings.Count(n, ".")+strings.Count(n, ",")+strings.Count(n, ":") > 1 { // a date, a version
		for _, p := range strings.FieldsFunc(n, func(r rune) bool { return strings.ContainsRune(".,:", r) }) {
			f.add(bare(p))
		}
		return
	}
	n = bare(strings.ReplaceAll(strings.ReplaceAll(n, ",", "."), ":", "."))
	unit, other := "", []string(nil)
following:
	for i, end := 0, 0; ; i++ {
		var at int
		if at, end = token(rest, end); at == end {
			break
		}
		word := strings.ToLower(rest[at:end])
		switch {
		case i == 0 && t.powers[word] > 0:
			if v, err := strconv.ParseFloat(n, 64); err == nil {
				n = strconv.FormatFloat(v*t.powers[word], 'f', -1, 64)
			}
			continue
		case i == 0 && (word == "pm" || word == "p" || t.afternoon[word]):
			other = append(other, shifted(n, 12))
		case t.units[word] != "":
			unit = t.units[word]
		case t.kinds[word] && i < 2:
			continue
		}
		break following
	}
	x := f.add(n)
	x.other = append(x.other, other...)
	if other != nil {
		note(&f.said, other[0])
	}
	if unit != "" && !slices.Contains(x.units, unit) {
		x.units = append(x.units, unit)
	}
}

func (f *Figures) add(n string) *figure {
	if f.numbers == nil {
		f.numbers = map[string]*figure{}
	}
	if f.numbers[n] == nil {
		f.numbers[n] = &figure{}
	}
	return f.numbers[n]
}

// bare is a number without zeros that say nothing: "05" is 5, "9.00" is 9.
func bare(n string) string {
	whole, places, _ := strings.Cut(n, ".")
	whole, places = strings.TrimLeft(whole, "0"), strings.TrimRight(places, "0")
	if whole == "" {
		whole = "0"
	}
	if places == "" {
		return whole
	}
	return whole + "." + places
}

func shifted(n string, by float64) string {
	v, err := strconv.ParseFloat(n, 64)
	if err != nil {
		return n
	}
	return strconv.FormatFloat(v+by, 'f', -1, 64)
}

// leastRest is how many letters follow the number in a compound: "dvouletý".
const leastRest = 4

// words adds what words state: numbers, months, severities, money.
func (f *Figures) words(block string, t *tongue) {
	starts := true
	for at, end := token(block, 0); at < end; at, end = token(block, end) {
		w := block[at:end]
		low := strings.ToLower(w)
		for _, n := range t.said[low] {
			note(&f.said, n)
		}
		if strings.IndexByte(low, '-') >= 0 {
			for part := range strings.SplitSeq(low, "-") {
				for _, n := range t.said[part] {
					note(&f.said, n)
				}
			}
		}
		for i := range t.compounds {
			if k := &t.compounds[i]; strings.HasPrefix(low, k.stem) && utf8.RuneCountInString(low) >= utf8.RuneCountInString(k.stem)+leastRest {
				note(&f.said, k.kind)
			}
		}
		for i := range t.stems {
			if k := &t.stems[i]; strings.HasPrefix(low, k.stem) {
				note(&f.kinds, k.kind)
			}
		}
		if c := severity(w); c != "" {
			if from, to := token(block, end); c == w && (!starts || from < to && ending(block[from:to])) {
				note(&f.letters, c)
			} else {
				note(&f.maybe, c)
			}
		}
		starts = ending(w)
	}
	for _, m := range money {
		if strings.Contains(block, m.stem) {
			note(&f.kinds, m.kind)
		}
	}
}

var money = []stem{{"€", "money euro"}, {"$", "money dollar"}, {"£", "money pound"}, {"₽", "money rouble"}, {"¥", "money yen"}}

// severity is the severity that a word is if it is one: A to E, or what looks like them in Cyrillic. "" for other words.
func severity(word string) string {
	if len(word) > len("А") {
		return ""
	}
	switch word {
	case "A", "B", "C", "D", "E":
		return word
	case "А":
		return "A"
	case "В":
		return "B"
	case "С":
		return "C"
	case "Е":
		return "E"
	}
	return ""
}
