package stem

import "slices"

// Czech has no Snowball stemmer that is kept. This is the light stemmer of L.
// Dolamic and J. Savoy, "Indexing and stemming approaches for the Czech
// language", Information Processing & Management 45 (2009): it takes off the
// endings of cases and of possessive adjectives and undoes what they did to
// the consonant before.

// czechCases are the endings of cases, each group with the least number of
// characters that the whole word must have; the first that fits is taken off.
var czechCases = []struct {
	least   int
	endings []string
}{
	{8, []string{"atech"}},
	{7, []string{"ětem", "etem", "atům"}},
	{6, []string{"ech", "ich", "ích", "ého", "ěmi", "emi", "ému", "ěte", "ete", "ěti", "eti", "ího", "iho", "ími", "ímu", "imu",
		"ách", "ata", "aty", "ých", "ama", "ami", "ové", "ovi", "ými"}},
	{5, []string{"em", "es", "ém", "ím", "ům", "at", "ám", "os", "us", "ým", "mi", "ou"}},
	{4, []string{"a", "e", "i", "o", "u", "ů", "y", "á", "é", "í", "ý", "ě"}},
}

var czechPossessives = []string{"ov", "in", "ův"}

// czech stems a word in lower case, with its diacritics, composed. base is
// the word without its endings, before consonants and vowels are undone.
func czech(word string) (base, stem string) {
	w := []rune(word)
	for _, group := range czechCases {
		if cut, ok := without(w, group.least, group.endings); ok {
			w = cut
			break
		}
	}
	w, _ = without(w, 6, czechPossessives)
	base = string(w)
	return base, string(czechConsonants(w))
}

// without takes one of the endings off a word of at least so many characters.
func without(w []rune, least int, endings []string) ([]rune, bool) {
	if len(w) < least {
		return w, false
	}
	for _, ending := range endings {
		e := []rune(ending)
		if slices.Equal(w[len(w)-len(e):], e) {
			return w[:len(w)-len(e)], true
		}
	}
	return w, false
}

// czechConsonants undoes palatalisation, the "e" that comes and goes, and "ů"
// for "o".
func czechConsonants(w []rune) []rune {
	n := len(w)
	if n == 0 {
		return w
	}
	if n >= 2 && w[n-1] == 't' && (w[n-2] == 'č' || w[n-2] == 'š') {
		w[n-2], w[n-1] = map[rune]rune{'č': 'c', 'š': 's'}[w[n-2]], 'k'
		return w
	}
	switch w[n-1] {
	case 'c', 'č':
		w[n-1] = 'k'
		return w
	case 'z', 'ž':
		w[n-1] = 'h'
		return w
	}
	switch {
	case n > 1 && w[n-2] == 'e':
		w[n-2] = w[n-1]
		return w[:n-1]
	case n > 2 && w[n-2] == 'ů':
		w[n-2] = 'o'
	}
	return w
}
