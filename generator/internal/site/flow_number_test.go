package site

import (
	"testing"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/locale"
)

func TestInterval(t *testing.T) {
	text := func(s string) locale.Message { return locale.Message{Forms: map[string]string{"other": s}} }
	catalogue := &locale.Catalogue{Lang: "en", Messages: map[string]locale.Message{
		"number-range": text("{{ .Min }}–{{ .Max }}"), "number-from": text("{{ .Min }} or more"),
		"number-below": text("Less than {{ .Limit }}"), "number-limits": text("From {{ .Min }} to {{ .Max }}"),
	}}
	tongues := newTongues(map[string]*locale.Catalogue{"en": catalogue}, []locale.Language{{Tag: "en"}})
	sp := &speaker{c: &context{shared: &shared{tongues: tongues}}, lang: "en"}
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
