package site

import (
	"testing"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/project"
)

func TestFormatNumber(t *testing.T) {
	for _, test := range []struct {
		lang string
		v    int64
		want string
	}{
		{"en", 0, "0"}, {"en", 999, "999"}, {"en", 1000, "1,000"}, {"en", 1234567, "1,234,567"}, {"en", -20, "\u221220"},
		{"nl", 1234567, "1.234.567"}, {"nl-BE", 1000, "1.000"},
		{"fr", 1234567, "1\u202f234\u202f567"}, {"fr-BE", 1000, "1\u202f000"},
		{"ru", 1234567, "1\u00a0234\u00a0567"}, {"cs", -1000, "\u22121\u00a0000"},
	} {
		if got := formatNumber(test.v, test.lang); got != test.want {
			t.Errorf("formatNumber(%d, %q) = %q, want %q", test.v, test.lang, got, test.want)
		}
	}
}

func TestInterval(t *testing.T) {
	text := func(s string) locale.Message { return locale.Message{Forms: map[string]string{"other": s}} }
	catalogue := &locale.Catalogue{Lang: "en", Messages: map[string]locale.Message{
		"number-range": text("{{ .Min }}–{{ .Max }}"), "number-from": text("{{ .Min }} or more"),
		"number-below": text("Less than {{ .Limit }}"), "number-limits": text("From {{ .Min }} to {{ .Max }}"),
	}}
	sp := &speaker{c: &context{p: &project.Project{Catalogues: map[string]*locale.Catalogue{"en": catalogue}}}, lang: "en"}
	for _, test := range []struct {
		min, max int64 // of the question
		r        decision.Range
		want     string
	}{
		{0, 1000000, decision.Range{Min: 0, Max: 49}, "0–49"},
		{0, 1000000, decision.Range{Min: 50, Max: 1000000}, "50 or more"},
		{0, 1000000, decision.Range{Min: 7, Max: 7}, "7"},
		{0, 1000000, decision.Range{Min: 1000, Max: 1999}, "1,000–1,999"},
		{0, 1000000, decision.Range{Min: 0, Max: 1000000}, "0–1,000,000"},
		{0, 100, decision.Range{Min: 100, Max: 100}, "100"},
		{-50, 100, decision.Range{Min: -50, Max: 9}, "Less than 10"},
		{-50, 100, decision.Range{Min: -5, Max: 9}, "From \u22125 to 9"},
		{-50, 100, decision.Range{Min: -5, Max: 100}, "\u22125 or more"},
		{-50, 100, decision.Range{Min: -50, Max: 100}, "From \u221250 to 100"},
	} {
		n := &decision.Node{Type: decision.Number, Min: test.min, Max: test.max}
		if got := sp.interval(n, test.r); got != test.want {
			t.Errorf("%d to %d of %d to %d: %q, want %q", test.r.Min, test.r.Max, test.min, test.max, got, test.want)
		}
	}
}
