package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/prose"

	"golang.org/x/text/unicode/norm"
)

// Unit is a piece of text in the source language, as it is now.
type Unit struct {
	ID      string
	Pos     diag.Pos
	Heading string // what a reader finds it by; "" where it has none
	From    From
	// Facts are what From.Facts is the hash of, sorted: "4 hour", "tel 31201234567",
	// "severity critical".
	Facts []string
}

// Units are those of a document in a language (prose.Document.Units).
func Units(all []prose.Unit, lang string) []Unit {
	out := make([]Unit, 0, len(all))
	for _, u := range all {
		out = append(out, unit(u.ID, u.Pos, u.Heading, u.Blocks, lang))
	}
	return out
}

// String is the unit of a string of the interface; forms are its texts, in an
// order that is always the same.
func String(id string, at diag.Pos, forms []string, lang string) Unit {
	return unit(id, at, "", forms, lang)
}

func unit(id string, at diag.Pos, heading string, blocks []string, lang string) Unit {
	normal, words := make([]string, 0, len(blocks)), make([]string, 0, len(blocks))
	var found []string
	for _, b := range blocks {
		b = norm.NFC.String(b)
		normal = append(normal, b)
		words = append(words, fold(ungrouped(b)))
		found = append(found, facts(b, lang)...)
	}
	slices.Sort(found)
	return Unit{ID: id, Pos: at, Heading: heading, Facts: found, From: From{hash(normal), hash(words), hash(found)}}
}

// hash identifies a set of texts, each as often as it is there, whatever the
// order.
func hash(texts []string) string {
	sorted := slices.DeleteFunc(slices.Clone(texts), func(s string) bool { return s == "" })
	slices.Sort(sorted)
	sum := sha256.Sum256([]byte(strings.Join(sorted, "\x00")))
	return hex.EncodeToString(sum[:5])
}

// fold leaves the words of a text in normal form. Signs that say something,
// such as ≥ and %, are words; apostrophes are nothing; other punctuation parts words.
func fold(s string) string {
	var b strings.Builder
	space := false
	skip := rune(0) // until this sign
	for _, r := range norm.NFKC.String(s) {
		switch {
		case skip != 0:
			if r == skip {
				skip = 0
			}
			continue
		case r == prose.TargetOpen:
			skip = prose.TargetClose
			continue
		case r == prose.FormOpen:
			skip = prose.FormClose
			continue
		case r == '\'' || r == '’' || r == '‘' || r == '\u00ad':
			continue
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(unicode.ToLower(r))
		case (unicode.IsSymbol(r) || r == '%' || r == '&' || r == '@') && r != '`' && r != '´':
			b.WriteString(" " + string(r))
			space = true
		default:
			space = true
		}
	}
	return strings.TrimSpace(b.String())
}
