package locale

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// formNames are the plural forms by the names that CLDR and go-i18n have.
var formNames = map[plural.Form]string{
	plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other",
}

// millions are the languages that have had the form "many", for whole
// millions, since CLDR 38: after x/text's CLDR 32.
var millions = []string{"ca", "es", "fr", "it", "pt"}

// Plural is the CLDR category of a number, as Format.Number reads it: "few" of
// "2" in Russian, "many" of "1.5" in Czech and of "1000000" in French. The
// places count as written: "1.0" is not "1". The rules are those of CLDR 48.
func Plural(tag, n string) (string, error) {
	whole, places, _, err := digits(n)
	if err != nil {
		return "", err
	}
	t := language.Make(tag)
	base, _ := t.Base()
	if slices.Contains(millions, base.String()) && places == "" && whole != "0" && strings.HasSuffix(whole, "000000") {
		return "many", nil
	}
	short := strings.TrimRight(places, "0")
	form := plural.Cardinal.MatchPlural(t, operand(whole), len(places), len(short), operand(places), operand(short))
	return formNames[form], nil
}

// operand is what a rule looks at of some digits: no rule looks further than
// the last seven.
func operand(digits string) int {
	n, _ := strconv.Atoi(digits[max(0, len(digits)-7):]) // 0 where there are none
	return n
}

// categories lists the plural categories of a language's whole numbers and
// fractions.
func categories(t language.Tag) []string {
	found := map[string]bool{"other": true}
	for n := range 1001 {
		found[formNames[plural.Cardinal.MatchPlural(t, n, 0, 0, 0, 0)]] = true
	}
	if base, _ := t.Base(); slices.Contains(millions, base.String()) {
		found["many"] = true
	}
	// A fraction may have a form that no whole number has, as in Czech.
	found[formNames[plural.Cardinal.MatchPlural(t, 1, 1, 1, 5, 5)]] = true
	var out []string
	for _, name := range forms {
		if found[name] {
			out = append(out, name)
		}
	}
	return out
}

// Exact reports whether a plural form of the language is that of one number
// alone, as "one" is in English and not in Russian (1, 21, 31) and French (0,
// 1, 1.5): a text in it may do without the number.
func (l Language) Exact(form string) bool {
	n := 0
	for _, s := range []string{"0.5", "1.5", "2.5", "1000000"} {
		if f, err := Plural(l.Tag, s); err == nil && f == form {
			return false
		}
	}
	for i := range 201 {
		if f, err := Plural(l.Tag, strconv.Itoa(i)); err == nil && f == form {
			n++
		}
	}
	return n == 1
}
