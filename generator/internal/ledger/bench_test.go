package ledger

import (
	"testing"

	"signpost/generator/internal/prose"
)

// BenchmarkUnits is what the units of a page cost, beside parsing it.
func BenchmarkUnits(b *testing.B) {
	pages, _ := texts(b)
	var docs []*prose.Document
	for _, p := range pages {
		d, _ := prose.Parse("en.md", []byte(p), prose.KeysOf(true, true))
		docs = append(docs, d)
	}
	for i := 0; b.Loop(); i++ {
		Units(docs[i%len(docs)].Units(false), "en")
	}
}

// BenchmarkParse is what parsing a page costs.
func BenchmarkParse(b *testing.B) {
	pages, _ := texts(b)
	for i := 0; b.Loop(); i++ {
		prose.Parse("en.md", []byte(pages[i%len(pages)]), prose.KeysOf(true, true))
	}
}
