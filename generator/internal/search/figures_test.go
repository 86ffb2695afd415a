package search_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"signpost/generator/internal/prose"
	"signpost/generator/internal/search"
)

// partnerDocs lies beside the project: 48 pages of a vendor's documentation
// for partners in four languages. Its NOTICE says whose they are.
const partnerDocs = "../../../../shared/data/partner-docs"

// mostAt330 is what an index may take for 330 pages, in bytes.
const mostAt330 = 600_000

// TestFigures measures the index of real documentation: with -v it prints what
// docs/benchmarks.md holds. With INDEXES set to a folder, the indexes of all
// pages are written there for the matcher to be timed on.
func TestFigures(t *testing.T) {
	if _, err := os.Stat(partnerDocs); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the documentation is not there: " + partnerDocs)
	}
	for _, lang := range []string{"ru", "nl", "fr", "cs"} {
		pages := partnerPages(t, lang)
		var sizes []string
		var last, before int
		for _, n := range []int{12, 24, 48} {
			a := search.NewAnalyzer(lang)
			start := time.Now()
			var all []*search.Analyzed
			chars, passages := 0, 0
			for i := range n { // spread over the alphabet
				p := pages[i*len(pages)/n]
				all = append(all, a.Analyze(p))
				passages += len(p.Passages)
				for _, x := range p.Passages {
					chars += utf8.RuneCountInString(x.Text)
				}
			}
			data := a.Script(all)
			took := time.Since(start)
			if again := a.Script(all); !bytes.Equal(data, again) {
				t.Errorf("%s: two indexes of the same pages differ", lang)
			}
			sizes = append(sizes, fmt.Sprintf("%d pages, %d passages, %d chars: %s raw, %s gzip, %d ms", n, passages, chars, kb(len(data)), kb(zipped(data)), took.Milliseconds()))
			before, last = last, len(data)
			if n == 48 {
				t.Log(parts(data))
			}
			if dir := os.Getenv("INDEXES"); n == 48 && dir != "" {
				if err := os.WriteFile(filepath.Join(dir, "search."+lang+".js"), data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
		t.Log(lang + "\n" + strings.Join(sizes, "\n"))
		_ = before
	}
}

func parts(data []byte) string {
	var out []string
	for _, name := range []string{`"stop":"`, `"endings":"`, `"terms":"`, `"postings":"`, `"pages":`} {
		i := bytes.Index(data, []byte(name)) + len(name)
		n := len(data) - i
		if name != `"pages":` {
			n = bytes.Index(data[i:], []byte(`","`))
		}
		out = append(out, fmt.Sprint(name, n))
	}
	return strings.Join(out, " ")
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
		for _, x := range doc.Passages() {
			p.Passages = append(p.Passages, search.Passage{ID: x.ID, Kind: search.Guidance, Heading: x.Title, Text: x.Text})
		}
		out = append(out, p)
	}
	return out
}
