package locale

import (
	"slices"
	"testing"
)

// TestOrder puts words into the order that dictionaries of each language have.
func TestOrder(t *testing.T) {
	for lang, want := range map[string][]string{
		"en": {"Admin center", "admin role", "Tenant"},
		"cs": {"cena", "čas", "dopad", "hovor", "chyba", "incident", "řešení", "sazba", "šum", "závada", "žádost"},
		"fr": {"cote", "coté", "côte", "côté", "demande", "état", "étude"},
		"ru": {"ежегодный", "ёлка", "ель", "инцидент", "йод", "клиент", "щит", "эскалация", "юрист", "я"},
		"nl": {"escalatie", "ijken", "incident", "überschrift", "vraag"},
	} {
		got := slices.Clone(want)
		slices.Reverse(got)
		slices.SortFunc(got, NewCollator(lang).Compare)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}

// TestLetter gives the letter of an index.
func TestLetter(t *testing.T) {
	for _, x := range []struct{ lang, word, want string }{
		{"en", "tenant", "T"}, {"fr", "état", "E"}, {"cs", "šum", "Š"}, {"cs", "chyba", "CH"}, {"cs", "úroveň", "U"}, {"fr", "chat", "C"},
		{"ru", "ёлка", "Е"}, {"ru", "йод", "Й"}, {"nl", "überhaupt", "U"}, {"en", "365", "3"}, {"en", "", ""},
	} {
		if got := NewCollator(x.lang).Letter(x.word); got != x.want {
			t.Errorf("%s %s: %q, want %q", x.lang, x.word, got, x.want)
		}
	}
}
