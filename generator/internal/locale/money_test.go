package locale

import (
	"testing"
	"time"
)

// TestPrice holds prices to the places that their authors gave.
func TestPrice(t *testing.T) {
	for _, c := range []struct{ lang, amount, currency, want string }{
		{"cs", "1490", "CZK", "1\u00a0490\u00a0Kč"},
		{"cs", "1490.00", "CZK", "1\u00a0490,00\u00a0Kč"},
		{"nl", "98.50", "EUR", "€\u00a098,50"},
		{"fr", "1900", "EUR", "1\u202f900\u00a0€"},
		{"en", "60", "EUR", "€60"},
		{"ru", "0.1", "EUR", "0,10\u00a0€"},
	} {
		got, err := NewFormat(c.lang).Price(c.amount, c.currency)
		if err != nil || got != c.want {
			t.Errorf("%s: %s %s gives %q, %v, want %q", c.lang, c.amount, c.currency, got, err, c.want)
		}
	}
	if _, err := NewFormat("en").Price("much", "EUR"); err == nil {
		t.Error("what is no number was written")
	}
}

func TestDayMonth(t *testing.T) {
	leapDay := time.Date(2024, time.February, 29, 0, 0, 0, 0, time.UTC)
	for lang, want := range map[string]string{"en": "February 29", "ru": "29 февраля", "nl": "29 februari", "fr": "29 février", "cs": "29. února"} {
		if got := NewFormat(lang).DayMonth(leapDay); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}
