package verify

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
	xhtml "golang.org/x/net/html"
)

// FuzzScan: whatever the bytes, no panic, and every position is in the file.
func FuzzScan(f *testing.F) {
	names, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range names {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range ar.Files {
			f.Add(expand(file.Data), uint8((&site{}).kindOf(file.Name)))
		}
	}
	f.Add([]byte("<a href=\"\xff\r\n<b/=x y=&amp><script><!--<script></script>--></script>"), uint8(kindPage))
	f.Fuzz(func(t *testing.T, data []byte, kind uint8) {
		p := []string{"en/a.html", "en/a.html", "en/a.css", "en/a.svg", "en/a.xml", "en/llms.txt", "en/a.js"}[kind%7]
		list, err := new(Checker).Check(fstest.MapFS{p: {Data: data}}, Options{Languages: []string{"en"}, BaseURL: "https://example.org/docs/", Offline: kind >= 0x80})
		if err != nil {
			t.Fatal(err)
		}
		lines := bytes.Split(data, []byte("\n"))
		for _, d := range list {
			if d.Pos.Line == 0 {
				continue
			}
			if d.Pos.File != p || d.Pos.Line > len(lines) || d.Pos.Col < 1 || d.Pos.Col > utf8.RuneCount(lines[d.Pos.Line-1])+1 {
				t.Fatalf("%v lies outside the file", d)
			}
			if !utf8.ValidString(d.Message) {
				t.Fatalf("message %q", d.Message)
			}
		}
	})
}

// FuzzAttrs holds our reading of a tag against the tokenizer's own.
func FuzzAttrs(f *testing.F) {
	for _, s := range []string{`<a href="x" B=y c='z' d>`, `<a/b=/c d= >`, `<a =x = y=z>`, `<a a=1 A=2 b="&amp;&not=x">`, "<a b\r\n=\r\n'x\r\ny'/>", "<a b=x/>", "<a\x00b c=\x00>"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		mine, theirs := xhtml.NewTokenizer(bytes.NewReader(data)), xhtml.NewTokenizer(bytes.NewReader(data))
		for off := 0; ; {
			kind := mine.Next()
			if theirs.Next() != kind || kind == xhtml.ErrorToken {
				return
			}
			raw := data[off : off+len(mine.Raw())]
			off += len(raw)
			if kind != xhtml.StartTagToken && kind != xhtml.SelfClosingTagToken {
				continue
			}
			got, _ := parseAttrs(mine, raw, nil)
			name, more := theirs.TagName()
			if bytes.IndexByte(raw, 0) < 0 && !bytes.Equal(name, tagName(raw)) {
				t.Fatalf("%q: name %q, want %q", raw, tagName(raw), name)
			}
			var want, have []string
			for more {
				var key, val []byte
				key, val, more = theirs.TagAttr()
				want = append(want, fmt.Sprintf("%q=%q", key, val))
			}
			for _, a := range got {
				have = append(have, fmt.Sprintf("%q=%q", bytes.ReplaceAll(a.key, []byte{0}, []byte("\ufffd")), a.val))
			}
			if len(got) <= maxAttrs && !slices.Equal(have, want) {
				t.Fatalf("%q:\n got %q\nwant %q", raw, have, want)
			}
		}
	})
}

// TestLinksAgainstBruteForce makes random trees of links and holds the
// findings against path.Join and a search through all files.
func TestLinksAgainstBruteForce(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		pick := func(words ...string) string { return words[r.IntN(len(words))] }
		ids := map[string][]string{}
		for range 12 {
			p := pick("en/", "fr/") + pick("", "a/", "b/", "a/b/") + pick("index", "x", "y") + ".html"
			ids[p] = []string{pick("one", "two"), "three"}
		}
		tree, want := fstest.MapFS{}, 0
		for p, own := range ids {
			page := "%page " + p[:2] + "\n"
			for _, id := range own {
				page += `<p id="` + id + `"></p>`
			}
			for range 20 {
				href := pick("", "", "./", "../", "../../", "../../../", "/", "/en/", "/site/en/") + pick("", "a/", "b/", "./a/", "a/../", "%61/") + pick("", "", "index.html", "x.html", "a", "..", ".")
				fragment := pick("", "", "#one", "#two", "#a=b", "#", "#top", "#%6Fne")
				query := pick("", "", "?q=/x")
				page += `<a href="` + href + query + fragment + `">x</a>` + "\n"
				target := p
				if clean := strings.ReplaceAll(href, "%61", "a"); clean != "" {
					full := clean
					if clean[0] != '/' {
						full = "/site/" + path.Dir(p) + "/" + clean
					}
					climbs, depth := false, 0
					for _, s := range strings.Split(full[1:], "/") {
						switch s {
						case "..":
							depth--
						case ".", "":
						default:
							depth++
						}
						climbs = climbs || depth < 0
					}
					last := full[strings.LastIndexByte(full, '/')+1:]
					joined := path.Clean(full)
					if last == "" || last == "." || last == ".." {
						joined = strings.TrimSuffix(joined, "/") + "/index.html"
					}
					rest, in := strings.CutPrefix(joined, "/site/")
					target = rest
					if climbs || !in {
						target = "nowhere"
					}
				}
				there, ok := ids[target]
				f := strings.ReplaceAll(strings.TrimPrefix(fragment, "#"), "%6F", "o")
				if !ok || f != "" && f != "top" && !strings.Contains(f, "=") && !slices.Contains(there, f) {
					want++
				}
			}
			tree[p] = &fstest.MapFile{Data: expand([]byte(page))}
		}
		list, err := new(Checker).Check(tree, Options{Languages: []string{"en", "fr"}, BasePath: "/site"})
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		for _, d := range list {
			switch d.Code {
			case "out-link", "out-anchor":
				got++
			default:
				t.Fatal(d)
			}
		}
		if got != want {
			t.Errorf("seed %d: %d findings, want %d", seed, got, want)
		}
	}
}

// TestIncremental: after each change the warm checker says what a new one says,
// with and without fingerprints, and reads only what changed.
func TestIncremental(t *testing.T) {
	tree := memory{}
	version := map[string]uint64{}
	set := func(p, body string) { tree[p] = expand([]byte("%page en\n" + body)); version[p]++ }
	set("en/index.html", `<a href="b.html#x">b</a>`)
	set("en/b.html", `<p id="x"></p>`)
	var known, unknown Checker
	step := func(name string, findings int) {
		t.Helper()
		opt := Options{Languages: []string{"en"}}
		for p := range tree {
			opt.Files = append(opt.Files, p)
		}
		cold, err := new(Checker).Check(tree, opt)
		if err != nil || len(cold) != findings {
			t.Fatalf("%s: %v %v", name, cold, err)
		}
		a, _ := unknown.Check(tree, opt)
		opt.Fingerprint = func(p string) (uint64, bool) { return version[p], true }
		b, _ := known.Check(tree, opt)
		if fmt.Sprint(a) != fmt.Sprint(cold) || fmt.Sprint(b) != fmt.Sprint(cold) {
			t.Errorf("%s:\ncold %v\nwarm %v\nwarm with fingerprints %v", name, cold, a, b)
		}
	}
	step("first", 0)
	step("the same", 0)
	set("en/b.html", `<p id="y"></p>`)
	step("an id went", 1)
	delete(tree, "en/b.html")
	step("the page went", 1)
	set("en/b.html", `<p id="x"></p><p style="a"></p>`)
	step("it came back", 1)
	set("en/b.html", `<p id="x"></p>`)
	step("it was mended", 0)
}
