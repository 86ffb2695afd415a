package site

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"signpost/generator/internal/crawl"
	"signpost/generator/internal/hours"
	"signpost/generator/internal/terms"
)

// TestPostal takes addresses apart as their countries write them, and no further than is certain.
func TestPostal(t *testing.T) {
	for _, c := range []struct {
		country string
		lines   []string
		want    crawl.Postal
	}{
		{"CZ", []string{"Vymyšlená 12/34", "140 00 Praha 4"}, crawl.Postal{Street: "Vymyšlená 12/34", Code: "140 00", Place: "Praha 4"}},
		{"NL", []string{"Verzonnenkade 8", "3511 ZZ Utrecht"}, crawl.Postal{Street: "Verzonnenkade 8", Code: "3511 ZZ", Place: "Utrecht"}},
		{"BE", []string{"Hof 1", "Bus 3", "1000 Brussel – Bruxelles"}, crawl.Postal{Street: "Hof 1, Bus 3", Code: "1000", Place: "Brussel – Bruxelles"}},
		{"FR", []string{"7 quai Imaginaire", "67000 STRASBOURG"}, crawl.Postal{Street: "7 quai Imaginaire", Code: "67000", Place: "STRASBOURG"}},
		{"FR", []string{"67000 STRASBOURG"}, crawl.Postal{Street: "67000 STRASBOURG"}},
		{"IE", []string{"1 Nowhere Lane", "Galway"}, crawl.Postal{Street: "1 Nowhere Lane, Galway"}},
		{"BE", []string{"1000 Brussel", "Hof 1"}, crawl.Postal{Street: "1000 Brussel, Hof 1"}},
	} {
		c.want.Country = c.country
		if d := cmp.Diff(&c.want, postal(terms.Organisation{Country: c.country, Address: c.lines})); d != "" {
			t.Error(d)
		}
	}
}

// TestHourShare has steps that are no decimal part of an hour.
func TestHourShare(t *testing.T) {
	for minutes, want := range map[int]string{0: "", 15: "0.25", 30: "0.5", 60: "1", 90: "1.5", 6: "0.1", 10: "", 20: ""} {
		if got := hourShare(hours.Duration{Minutes: minutes}); got != want {
			t.Errorf("%d: %q", minutes, got)
		}
	}
}
