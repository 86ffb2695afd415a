package bundle

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"signpost/generator/internal/offline"
)

// BenchmarkPack makes a bundle of a built site of 2,000 pages of 20 KB, links and markup as pages have them. OFFLINE
// asks for at most 3 s.
func BenchmarkPack(b *testing.B) {
	built := offline.Files{}
	var words strings.Builder
	for i := range 160 {
		fmt.Fprintf(&words, "<li><a class=\"answer\" data-answer=\"a%d\" href=\"../../en/guides/page-%d/#s%d\"><span>What the %dth reader may want to know</span></a></li>\n", i*7919%1000, i, i, i*104729%997)
	}
	for i := range 2000 {
		built[fmt.Sprintf("en/guides/page-%d/index.html", i)] = fmt.Appendf(nil, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<link rel=\"alternate\" hreflang=\"en\" href=\"https://example.org/\">\n</head><body><h1>%d</h1>\n%s</body></html>\n", i, words.String())
	}
	b.ResetTimer()
	used := processorTime()
	for range b.N {
		files, err := offline.Tree(built)
		if err != nil {
			b.Fatal(err)
		}
		sealed, _, err := Seal(files, about)
		if err != nil {
			b.Fatal(err)
		}
		if err := Zip(io.Discard, sealed); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric((processorTime()-used).Seconds()/float64(b.N), "processor-s/op")
	b.ReportMetric(float64(built.Size())/1e6, "MB")
}
