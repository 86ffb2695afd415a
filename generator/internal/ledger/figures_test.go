package ledger

import (
	"strings"
	"testing"

	"signpost/generator/internal/prose"
)

// TestDisagree is the table of what is one fact in two languages, and what is
// not. A want is what the translation lacks, a bar, and what only it has.
func TestDisagree(t *testing.T) {
	for _, x := range []struct{ lang, source, translation, want string }{
		{"nl", "1,000.5 users in 2.50 hours", "1.000,5 gebruikers in 2,5 uur", ""},
		{"nl", "within 4 hours", "binnen 4 dagen", "4 hour|4 day"},
		{"nl", "within 4 business days", "binnen vier werkdagen", ""},
		{"nl", "four days", "4 dagen", ""},
		{"nl", "four days", "5 dagen", "|5 day"},
		{"nl", "1.5 hours", "anderhalf uur", ""},
		{"nl", "1,234", "1.234", ""},
		{"nl", "version 1.2.3", "versie 1.2.3", ""},
		{"fr", "at 9:00 AM and 2:05 PM", "à 9 h et 14 h 05", ""},
		{"fr", "at 5 PM", "à 17 h", ""},
		{"fr", "at 5 PM", "à 18 h", "5|18 hour"},
		{"fr", "24/7", "24 h/24, 7 jours/7", ""},
		{"fr", "2.5 million, 300K, 1,000", "2,5 millions, 300 000, mille", ""},
		{"fr", "the 1st and 2nd", "le 1er et le 2e", ""},
		{"fr", "severity A; lower it to B.", "gravité A ; baissez-la à B.", ""},
		{"fr", "severity A", "gravité B", "severity A|severity B"},
		{"fr", "input", "les E/S", ""},
		{"fr", "Critical impact", "Impact minime", "severity critical|severity minimal"},
		{"fr", "Critical impact", "Impact très fort", ""},
		{"fr", "$100", "100 €", "money dollar|money euro"},
		{"fr", "$100", "100 dollars", ""},
		{"cs", "March 5, 2025", "do 5. 3. 2025", ""},
		{"cs", "2025-03-05", "do 5. března 2025", ""},
		{"cs", "March 5, 2025", "do 5. dubna 2025", ""}, // a word for a word: not compared
		{"cs", "March 5, 2025", "do 6. 3. 2025", "5|6"},
		{"cs", "by 03/05/2025", "do 5. 3. 2026", "2025|2026"},
		{"cs", "10 to 12 hours, 50 %", "10–12 hodin, 50 procent", ""},
		{"cs", "two hours", "do dvou hodin", ""},
		{"ru", "between 4 and 8 hours", "от 4 до 8 часов", ""},
		{"ru", "severity C", "уровень С", ""}, // Cyrillic С
		{"ru", "24 hours", "сутки", ""},
		{"ru", "P1 and KB5001", "P1 и KB5002", "code KB5001|code KB5002"},
		{"ru", "+31 20 123 45 67", "+31 20 123-45-67", ""},
		{"ru", "+31 20 123 45 67", "+31 20 123-45-68", "tel 31201234567|tel 31201234568"},
		{"ru", "help@a.example", "pomosch@a.example", "mail help@a.example|mail pomosch@a.example"},
		{"ru", "see [a.example/help/312](https://a.example/help/312)", "см. [справку](https://a.example/help/312)", ""},
		{"ru", "`5` is code, [4](page-4.md) is not", "`6` код, [4](page-7.md) нет", ""},
		{"ru", "A **direct-bill** partner", "**Прямой** партнёр", ""},
		{"cs", "on 31 January at 23:59", "do 31. ledna v 11:59 odp.", ""},
		{"cs", "on 31 January at 23:58", "do 31. ledna v 11:59 odp.", "23.58|11.59"},
		{"cs", "a model (2 tiers), 3 levels", "model (dvouvrstvý), třístupňový", ""},
		{"cs", "3 tiers", "dvouvrstvý", "3|"},
		{"cs", "3 classes", "třídy třídami", "3|"},
		{"nl", "2 tiers", "tweelaags", ""},
		{"ru", "2 tiers", "двухуровневый", ""},
		{"de", "4 hours, 2.5 %", "4 Stunden, 2,5 %", ""},
		{"de", "4 hours", "5 Stunden", "4 hour|5"},
	} {
		one := func(text, lang string) *Figures {
			d, _ := prose.Parse("a.md", []byte("---\ntitle: t\n---\n"+text+"\n"), prose.KeysOf(true, true))
			return Together(FiguresOf(d.Units(false), lang))
		}
		missing, extra := Disagree(one(x.source, "en"), one(x.translation, x.lang))
		got := strings.Join(missing, ", ") + "|" + strings.Join(extra, ", ")
		if got == "|" {
			got = ""
		}
		if got != x.want {
			t.Errorf("%s %q, %q: got %q, want %q", x.lang, x.source, x.translation, got, x.want)
		}
	}
}
