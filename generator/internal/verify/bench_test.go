package verify

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// memory is a tree that only gives whole files, as the built site does.
type memory map[string][]byte

func (m memory) Open(string) (fs.File, error) { return nil, fs.ErrInvalid }

func (m memory) ReadFile(p string) ([]byte, error) {
	data, ok := m[p]
	if !ok {
		return nil, &fs.PathError{Op: "read", Path: p, Err: fs.ErrNotExist}
	}
	return data, nil
}

// benchTree makes n pages of about 12 KB in two languages, half of them in
// Cyrillic as far as words go, with some 50 links each.
func benchTree(n int) (memory, []string) {
	tree := memory{
		"assets/site.css": []byte(`body { color: black }`),
		"assets/site.js":  []byte(`"use strict"`),
	}
	langs := []string{"en", "fr"}
	at := func(lang string, i int) string { return fmt.Sprintf("%s/guides/page-%d/", lang, i) }
	for i := range n / 2 {
		for k, lang := range langs {
			var b bytes.Buffer
			fmt.Fprintf(&b, `<!DOCTYPE html><html lang="%s"><head><meta charset="utf-8">%s<title>Page %d</title>`+
				`<meta name="description" content="About page %d"><link rel="stylesheet" href="../../../assets/site.css">`+
				`<script src="../../../assets/site.js" defer></script></head><body><a class="skip" href="#main">Skip</a><header><nav aria-label="Site">`, lang, policy, i, i)
			for j := range 12 {
				fmt.Fprintf(&b, `<a class="item" href="../page-%d/">Page %d</a>`+"\n", (i+j)%(n/2), j)
			}
			fmt.Fprintf(&b, `<a hreflang="%s" lang="%s" href="../../../%s">Other</a></nav></header><main id="main" tabindex="-1"><h1>Page</h1>`+"\n", langs[1-k], langs[1-k], at(langs[1-k], i))
			for j := 0; b.Len() < 12<<10; j++ {
				words := strings.Repeat("When the platform fails, a partner asks first. ", 5)
				if k == 1 {
					words = strings.Repeat("Когда платформа не отвечает, ", 5)
				}
				fmt.Fprintf(&b, `<h2 id="section-%d">Section %d</h2><p>%s <a href="../page-%d/#section-1">see there</a>, <em>then</em> <code>az</code> `+
					`<a href="#section-%d">here</a>.</p><ul class="list"><li data-kind="x"><strong>One</strong></li><li>Two</li></ul>`+"\n", j, j, words, (i*7+j)%(n/2), j)
			}
			b.WriteString(`</main><footer><p>End</p></footer></body></html>`)
			tree[at(lang, i)+"index.html"] = b.Bytes()
		}
	}
	var paths []string
	for p := range tree {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	return tree, paths
}

func mustBeClean(tb testing.TB, c *Checker, tree fs.FS, opt Options) {
	tb.Helper()
	list, err := c.Check(tree, opt)
	if err != nil || len(list) > 0 {
		tb.Fatal(err, list[:min(len(list), 3)])
	}
}

func BenchmarkCold(b *testing.B) {
	tree, paths := benchTree(2000)
	b.ReportAllocs()
	for b.Loop() {
		mustBeClean(b, new(Checker), tree, Options{Languages: []string{"en", "fr"}, Files: paths})
	}
}

func BenchmarkColdDisk(b *testing.B) {
	tree, _ := benchTree(2000)
	dir := b.TempDir()
	for p, data := range tree {
		p = filepath.Join(dir, filepath.FromSlash(p))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(p, data, 0o644); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		mustBeClean(b, new(Checker), os.DirFS(dir), Options{Languages: []string{"en", "fr"}})
	}
}

// benchOne changes one page before each Check.
func benchOne(b *testing.B, fingerprint bool) {
	tree, paths := benchTree(2000)
	var c Checker
	sums := map[string]uint64{}
	sum := func(p string) {
		h := fnv.New64a()
		_, _ = h.Write(tree[p])
		sums[p] = h.Sum64()
	}
	for _, p := range paths {
		sum(p)
	}
	opt := Options{Languages: []string{"en", "fr"}, Files: paths}
	if fingerprint {
		opt.Fingerprint = func(p string) (uint64, bool) { return sums[p], true }
	}
	mustBeClean(b, &c, tree, opt)
	page := paths[1000]
	for i := 0; b.Loop(); i++ {
		tree[page] = fmt.Appendf(bytes.TrimRight(tree[page], "<!->0123456789 "), "> <!-- %d -->", i)
		sum(page)
		mustBeClean(b, &c, tree, opt)
	}
}

func BenchmarkOneChanged(b *testing.B)        { benchOne(b, true) }
func BenchmarkOneChangedUnknown(b *testing.B) { benchOne(b, false) }

// TestSpeed guards against a cost that grows faster than the site: four
// times the pages take at most ten times as long.
func TestSpeed(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	best := func(n int) func(fastest time.Duration) time.Duration {
		tree, paths := benchTree(n)
		return func(fastest time.Duration) time.Duration {
			for range 5 {
				start := time.Now()
				mustBeClean(t, new(Checker), tree, Options{Languages: []string{"en", "fr"}, Files: paths})
				fastest = min(fastest, time.Since(start))
			}
			return fastest
		}
	}
	few, many := best(400), best(1600)
	small := few(time.Hour)
	large := many(time.Hour)
	for try := 1; try < 6 && large > 12*small; try++ { // others use the machine too, and may have left it alone for the small ones
		large = many(large)
	}
	if large > 12*small { // 4 where cost grows with the pages, 16 where it grows with their square
		t.Errorf("400 pages %v, 1600 pages %v", small, large)
	}
}

// TestManyProblems: a large page on one line, wrong everywhere, is no trap.
func TestManyProblems(t *testing.T) {
	page := expand([]byte("%page en\n" + strings.Repeat(`<p id="a" style="é"><a href="no"></a>`, 20000)))
	start := time.Now()
	list, err := new(Checker).Check(memory{"en/a.html": page}, Options{Files: []string{"en/a.html"}})
	if err != nil || len(list) < 79999 {
		t.Fatal(len(list), err)
	}
	if took := time.Since(start); took > time.Minute {
		t.Errorf("took %v", took)
	}
}
