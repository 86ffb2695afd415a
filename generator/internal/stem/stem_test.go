package stem

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestCzech tries the light stemmer: forms of one word have one stem.
func TestCzech(t *testing.T) {
	for stem, forms := range map[string]string{
		"pán":     "pán páni pánové pána pánů pánovi pánům pány páne pánech pánem",
		"hrad":    "hrad hradu hrade hradem hrady hradech hradům",
		"žn":      "žena ženy ženě ženu ženou",
		"kost":    "kost kosti kostem kostech kostmi",
		"měst":    "město města městu městě městem měst městům městech městy",
		"mlad":    "mladý mladého mladému mladém mladým mladí mladých mladými mladá mladé mladou",
		"česk":    "český čeští",
		"eskalak": "eskalace eskalaci eskalací eskalacích eskalacím eskalacemi",
		"výsledk": "výsledek výsledku výsledky výsledků výsledkem",
		"koň":     "kůň",
	} {
		for _, form := range strings.Fields(forms) {
			if _, got := czech(form); got != stem {
				t.Errorf("czech(%q) = %q, want %q", form, got, stem)
			}
		}
	}
	for _, word := range []string{"", "a", "ů", "čt", "ov", "žž"} {
		if base, stem := czech(word); utf8.RuneCountInString(stem) > utf8.RuneCountInString(word) {
			t.Errorf("czech(%q) = %q, %q", word, base, stem)
		}
	}
}
