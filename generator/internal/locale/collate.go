package locale

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// Collator puts words into the order of a language's dictionaries. It is not
// safe for concurrent use.
type Collator struct {
	lang        string
	all, letter *collate.Collator
}

// NewCollator makes one for a language tag.
func NewCollator(tag string) *Collator {
	t := language.Make(tag)
	return &Collator{lang: tag, all: collate.New(t), letter: collate.New(t, collate.Loose)}
}

// Compare compares two words; it is 0 only for equal ones.
func (c *Collator) Compare(a, b string) int {
	if n := c.all.CompareString(a, b); n != 0 {
		return n
	}
	return strings.Compare(a, b)
}

// Letter is the letter that a word stands under: a capital, without marks where
// they do not make another letter of it, "E" for "État" in French, "Š" for
// "šum" and "CH" for "chyba" in Czech.
func (c *Collator) Letter(word string) string {
	runes := []rune(strings.ToUpper(word))
	if len(runes) == 0 {
		return ""
	}
	if base, _, _ := strings.Cut(c.lang, "-"); len(runes) > 1 && slices.Contains([]string{"cs", "sk"}, base) && string(runes[:2]) == "CH" {
		return "CH"
	}
	for i, r := range norm.NFD.String(string(runes[:1])) {
		if i == 0 && unicode.IsLetter(r) && c.letter.CompareString(string(r), string(runes[:1])) == 0 {
			return string(r)
		}
	}
	return string(runes[:1])
}
