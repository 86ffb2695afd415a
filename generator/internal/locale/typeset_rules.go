package locale

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// rules are the typography of a language, as far as spaces go.
type rules struct {
	letters  string   // words of one letter, which stay with the next word
	spaced   bool     // French: spaces before high punctuation and inside « »
	dash     string   // the dash between words, which does not begin a line; "" where it may
	ordinals bool     // "5." is the fifth
	initials bool     // "А. С. Пушкин"
	genitive bool     // "’s ochtends"
	group    string   // the space between groups of three digits, "" where there is none
	units    []string // words that stay with the number before them
	refs     []string // abbreviations that stay with the number after them
	months   []string // in all forms that stand in a date
	monthDay bool     // "March 5, 2025"
}

// symbols are units that are the same in every language, to which each adds
// its own words.
var symbols = strings.Fields("h min ms kB KB MB GB TB PB Kbit Mbit Gbit kbps Mbps Gbps Hz kHz MHz GHz px dpi mm cm km kg kW EUR USD RUB CZK CHF GBP")

func unitsOf(words string) []string { return append(slices.Clone(symbols), strings.Fields(words)...) }

// rulesOf holds the rules by language. Nothing in it changes.
var rulesOf = map[string]*rules{
	"en": {
		dash:  "–",
		units: unitsOf("minute minutes hour hours day days business week weeks month months year years percent AM PM"),
		refs:  strings.Fields("No p pp"),
		months: strings.Fields(`January February March April May June July August September October November December
			Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec`),
		monthDay: true,
	},
	"ru": {
		letters: "вксоуиаВКСОУИА", dash: "—", initials: true, group: nbsp,
		units: unitsOf(`минута минуты минуту минут минутах час часа часу часов часах день дня дней дню днях рабочий рабочих рабочего рабочие
			неделя недели неделю недель неделях месяц месяца месяцев месяцах год года году лет г гг век века
			мин ч сек мс руб тыс млн млрд КБ МБ ГБ ТБ мм см км кг процент процента процентов`),
		refs: strings.Fields("п пп ст гл рис табл стр"),
		months: strings.Fields(`января февраля марта апреля мая июня июля августа сентября октября ноября декабря
			январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
			январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре`),
	},
	"nl": {
		dash: "–", genitive: true,
		units:  unitsOf("minuut minuten uur uren dag dagen werkdag werkdagen werkuur werkuren week weken maand maanden jaar jaren procent"),
		refs:   strings.Fields("nr art p blz"),
		months: strings.Fields("januari februari maart april mei juni juli augustus september oktober november december jan feb mrt apr jun jul aug sep okt nov dec"),
	},
	"fr": {
		spaced: true, group: nnbsp,
		units: unitsOf("minute minutes heure heures jour jours semaine semaines mois an ans année années euro euros ko Ko Mo Go To"),
		refs:  strings.Fields("p art"),
		months: strings.Fields(`janvier février mars avril mai juin juillet août septembre octobre novembre décembre
			janv févr avr juil sept oct nov déc`),
	},
	"cs": {
		letters: "ksvzouaiKSVZOUAI", dash: "–", ordinals: true, group: nbsp,
		units: unitsOf(`minuta minuty minutu minut minutách hodina hodiny hodinu hodin hodinách hod den dny dne dnů dní dnech
			pracovní pracovních pracovního týden týdny týdne týdnů týdnech měsíc měsíce měsíců měsících rok roky roku let letech
			Kč tis mil mld procento procenta procent`),
		refs: strings.Fields("č str čl odst obr tab"),
		months: strings.Fields(`ledna února března dubna května června července srpna září října listopadu prosince
			leden únor březen duben květen červen červenec srpen říjen listopad prosinec
			lednu únoru březnu dubnu květnu červnu červenci srpnu říjnu prosinci`),
	},
}

// betweenDigits is the space between two digits where the second begins a
// group of three.
func (r *rules) betweenDigits(before, after string) string {
	if r.group == "" || leading(after) != 3 {
		return ""
	}
	n := trailing(before)
	rest := before[:len(before)-n]
	last, _ := utf8.DecodeLastRuneInString(rest)
	if n > 3 || unicode.IsLetter(last) || strings.ContainsRune(".,-+/", last) && rest != "" {
		return ""
	}
	return r.group
}

// telephone reports whether a space is part of a telephone number, which begins
// with "+" and a digit.
func telephone(before, after string) bool {
	if leading(strings.TrimPrefix(after, "(")) == 0 {
		return false
	}
	start := strings.LastIndexFunc(before, func(r rune) bool { return !isDigit(r) && !strings.ContainsRune(" ()-"+nbsp+nnbsp, r) })
	return start >= 0 && before[start] == '+' && start+1 < len(before) && isDigit(rune(before[start+1])) && opens(before[:start])
}

// trailing and leading count the digits at the end and start of a text.
func trailing(s string) int {
	n := 0
	for n < len(s) && isDigit(rune(s[len(s)-1-n])) {
		n++
	}
	return n
}

func leading(s string) int {
	n := 0
	for n < len(s) && isDigit(rune(s[n])) {
		n++
	}
	return n
}

// afterNumber reports whether a text begins with what stays with the number
// before it: a unit, a sign of money or per cent, a month.
func (r *rules) afterNumber(after string) bool {
	if first, _ := utf8.DecodeRuneInString(after); strings.ContainsRune("%‰€$£₽°", first) {
		return true
	}
	word := firstWord(after)
	if word == "May" && len(after) > len(word)+1 && unicode.IsLower(rune(after[len(word)+1])) {
		return false // the verb
	}
	return word != "" && (slices.Contains(r.units, word) || slices.Contains(r.months, word) || r.units == nil && slices.Contains(symbols, word))
}

// afterPoint reports whether a point does not end a sentence: that of an
// ordinal, an initial, or an abbreviation before a number.
func (r *rules) afterPoint(before, after string) bool {
	text := before[:len(before)-1]
	next, _ := utf8.DecodeRuneInString(after)
	if n := trailing(text); n > 0 {
		return r.ordinals && n <= 3 && opens(text[:len(text)-n]) && (isDigit(next) || unicode.IsLower(next))
	}
	word := lastWord(text)
	switch {
	case word == "":
		return false
	case isDigit(next):
		return slices.Contains(r.refs, word)
	case r.initials && utf8.RuneCountInString(word) == 1:
		// A letter of another script at the end of a sentence is a name: "уровень A."
		first, _ := utf8.DecodeRuneInString(word)
		return unicode.Is(unicode.Cyrillic, first) && unicode.IsUpper(first) && unicode.IsUpper(next) || word == "т" && unicode.IsLower(next)
	}
	return false
}

// date reports whether a space stands inside a date, beside the month's name.
func (r *rules) date(before, after string) bool {
	n := leading(after)
	if n == 0 { // "1er mai"
		return strings.HasSuffix(before, "1er") && opens(strings.TrimSuffix(before, "1er")) && slices.Contains(r.months, firstWord(after))
	}
	year := n == 4 && (after[0] == '1' || after[0] == '2')
	if word := lastWord(strings.TrimSuffix(before, ".")); slices.Contains(r.months, word) {
		return year || r.monthDay && n <= 2
	}
	if day, ok := strings.CutSuffix(before, ","); ok && year && r.monthDay {
		d := trailing(day)
		return 1 <= d && d <= 2 && slices.Contains(r.months, lastWord(strings.TrimRight(day[:len(day)-d], " "+nbsp)))
	}
	return false
}

// firstWord is the letters that a text begins with, "" where a digit follows
// them or they are part of a longer word.
func firstWord(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		return s
	}
	if r, _ := utf8.DecodeRuneInString(s[end:]); unicode.IsDigit(r) || r == '_' {
		return ""
	}
	return s[:end]
}

// lastWord is the letters that a text ends with.
func lastWord(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if i < 0 {
		return s
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[i+size:]
}
