package search_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"signpost/generator/internal/prose"
	"signpost/generator/internal/search"
)

// partnerDocs lies beside the project: 48 pages of a vendor's documentation
// for partners in four languages. Its NOTICE says whose they are.
const partnerDocs = "../../../../shared/data/partner-docs"

// What an index may take for 330 pages, in bytes.
const (
	manyPages = 330
	mostBytes = 600_000
)

// TestFigures measures the index of real documentation; with -v it prints the
// rows of docs/benchmarks.md. With INDEXES set to a folder, the indexes of all
// pages are written there, for e2e/search-figures.mjs to time queries on.
func TestFigures(t *testing.T) {
	if _, err := os.Stat(partnerDocs); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the documentation is not there: " + partnerDocs)
	}
	for _, lang := range []string{"ru", "nl", "fr", "cs"} {
		pages := partnerPages(t, lang)
		var half, whole measured
		for _, n := range []int{12, 24, 48} {
			a := search.NewAnalyzer(lang)
			start := time.Now()
			var all []*search.Analyzed
			for i := range n { // spread over the alphabet
				all = append(all, a.Analyze(pages[i*len(pages)/n]))
			}
			data := a.Script(all)
			took := time.Since(start)
			half, whole = whole, measure(t, data)
			t.Logf("| %s | %d | %d | %s | %s | %s | %d ms |", lang, n, whole.passages, kb(len(data)), kb(whole.texts), kb(zipped(data)), took.Milliseconds())
			if dir := os.Getenv("INDEXES"); n == 48 && dir != "" {
				if err := os.WriteFile(filepath.Join(dir, "search."+lang+".js"), data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
		// All but the texts grows no faster than pages do; terms grow slower. Texts
		// have a limit, or the least of each.
		bare := whole.bytes - whole.texts
		bare += (bare - (half.bytes - half.texts)) * (manyPages - 48) / 24
		texts := max(150_000, 60*whole.passages*manyPages/48)
		t.Logf("| %s | %d, reckoned | %d | at most %s | %s | | |", lang, manyPages, whole.passages*manyPages/48, kb(bare+texts), kb(texts))
		if bare+texts > mostBytes {
			t.Errorf("%s: %s for %d pages", lang, kb(bare+texts), manyPages)
		}
	}
}

// measured is an index in figures: bytes, those of them that are texts, and
// passages.
type measured struct{ bytes, texts, passages int }

func measure(t *testing.T, data []byte) measured {
	var index struct {
		Pages [][]any `json:"pages"`
	}
	if err := json.Unmarshal(bytes.TrimSuffix(bytes.TrimPrefix(data, []byte("self.signpostIndex=")), []byte(";\n")), &index); err != nil {
		t.Fatal(err)
	}
	m := measured{bytes: len(data)}
	for _, page := range index.Pages {
		passages := page[3].([]any)
		for i := 2; i < len(passages); i += 3 {
			m.texts += len(passages[i].(string))
			m.passages++
		}
	}
	return m
}

func kb(n int) string { return fmt.Sprintf("%.1f kB", float64(n)/1000) }

func zipped(data []byte) int {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Len()
}

var (
	anchor  = regexp.MustCompile(`(?m)^(#+) *<a name="([^"]*)"></a>(.*)$`)
	tag     = regexp.MustCompile(`<[^<>]*>`)
	special = regexp.MustCompile(`(?m)^:::.*$|^>? *\[!INCLUDE.*$`)
)

// partnerPages reads the pages of a language as far as an index needs them.
func partnerPages(t testing.TB, lang string) []search.Page {
	files, err := filepath.Glob(filepath.Join(partnerDocs, lang, "*.md"))
	if err != nil || len(files) < 48 {
		t.Fatalf("%d pages in %s: %v", len(files), lang, err)
	}
	var out []search.Page
	for _, file := range files[:48] {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		head, body, _ := strings.Cut(strings.TrimPrefix(string(data), "---\n"), "\n---\n")
		title := ""
		for line := range strings.Lines(head) {
			if rest, ok := strings.CutPrefix(line, "title:"); ok {
				title = strings.Trim(strings.TrimSpace(rest), `"'`)
			}
		}
		body = anchor.ReplaceAllString(body, "$1 $3 {#$2}")
		body = special.ReplaceAllString(tag.ReplaceAllString(body, ""), "")
		doc, _ := prose.Parse(file, []byte("---\ntitle: x\n---\n"+body), prose.Keys{})
		p := search.Page{Path: lang + "/guides/" + strings.TrimSuffix(filepath.Base(file), ".md") + "/", Title: title, Kind: search.Guidance}
		for _, x := range doc.Extracts() {
			p.Passages = append(p.Passages, search.Passage{ID: x.ID, Kind: search.Guidance, Heading: x.Title, Text: x.Text})
		}
		out = append(out, p)
	}
	return out
}
