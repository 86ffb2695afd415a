package offline

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// TestNamed names the file of every link to a folder, and touches no other.
func TestNamed(t *testing.T) {
	for address, want := range map[string]string{
		"../../en/":            "../../en/index.html",
		"../../en/guides/#top": "../../en/guides/index.html#top",
		"guides/?q=1#a":        "guides/index.html?q=1#a",
		"./":                   "index.html",
		".":                    "index.html",
		"./#a":                 "index.html#a",
		"..":                   "../index.html",
		"../..":                "../../index.html",
		"./a/":                 "./a/index.html",
		"a.html":               "a.html",
		"../terms/hours.ics":   "../terms/hours.ics",
		"guides":               "guides",
		"":                     "",
		"#asker=partner&b=c/":  "#asker=partner&b=c/",
		"?q=a/":                "?q=a/",
		"/en/":                 "/en/",
		"//example.org/":       "//example.org/",
		"https://example.org/": "https://example.org/",
		"mailto:a@example.org": "mailto:a@example.org",
		"a/b:c/":               "a/b:c/index.html",
	} {
		if got := Named(address); got != want {
			t.Errorf("Named(%q) = %q, want %q", address, got, want)
		}
	}
}

const before = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<link rel="canonical" href="https://example.org/en/">
<link rel="alternate" hreflang="en" href="https://example.org/en/">
<link rel="alternate" type="application/atom+xml" href="../en/changes.xml" title="T">
<meta property="og:title" content="T">
<meta name="twitter:card" content="summary">
<script type="application/ld+json">{"@type":"BreadcrumbList","a":"</a>"}</script>
<link rel="stylesheet" href="../a.css" integrity="sha256-x" crossorigin>
<script src="../a.js" defer crossorigin=anonymous></script>
</head>
<body data-path="en/">
<a href="../en/">a</a> <A HREF='./?a=1&amp;b=2#c'>b</A> <a href=guides/>c</a> <a class="d" href="x.html">d</a> <img src="p.png" alt="">
<template><a href="../search/">e</a><script src="../s.js"></script></template>
<noscript><a href="f/">f</a></noscript> <pre>&lt;a href="g/"></pre>
</body>
</html>
`

const after = `<!DOCTYPE html>
<html data-files lang="en">
<head>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<link rel="canonical" href="https://example.org/en/">
<link rel="stylesheet" href="../a.css">
<script src="../a.js" defer></script>
</head>
<body data-path="en/">
<a href="../en/index.html">a</a> <A HREF='index.html?a=1&amp;b=2#c'>b</A> <a href=guides/index.html>c</a> <a class="d" href="x.html">d</a> <img src="p.png" alt="">
<template><a href="../search/index.html">e</a><script src="../s.js"></script></template>
<noscript><a href="f/index.html">f</a></noscript> <pre>&lt;a href="g/"></pre>
</body>
</html>
`

// TestPage changes what must change, and no other byte; a second time, nothing.
func TestPage(t *testing.T) {
	got := string(Page([]byte(before)))
	if d := cmp.Diff(after, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	if again := string(Page([]byte(got))); again != got {
		t.Errorf("a second time:\n%s", cmp.Diff(got, again))
	}
}

// TestTree leaves out what is for machines and keeps the rest.
func TestTree(t *testing.T) {
	site := fstest.MapFS{}
	for _, name := range []string{"index.html", "en/index.html", "en/search/index.js", "assets/a.css", "en/terms/hours.ics", "terms.json", ".well-known/security.txt",
		"404.html", "_headers", "robots.txt", "llms.txt", "en/llms.txt", "sitemap.xml", "en/sitemap.xml", "en/changes.xml"} {
		site[name] = &fstest.MapFile{Data: []byte("<html>")}
	}
	files, err := Tree(site)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(files.Names(), " "), ".well-known/security.txt assets/a.css en/index.html en/search/index.js en/terms/hours.ics index.html terms.json"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if err := fstest.TestFS(files, files.Names()...); err != nil {
		t.Error(err)
	}
	if string(files["index.html"]) != "<html data-files>" || string(files["terms.json"]) != "<html>" {
		t.Errorf("%s, %s", files["index.html"], files["terms.json"])
	}
	site["link"] = &fstest.MapFile{Mode: fs.ModeSymlink}
	if _, err := Tree(site); err == nil {
		t.Error("a link was taken")
	}
}

// TestSingle makes one file of a page.
func TestSingle(t *testing.T) {
	files := Files{
		"en/a/index.html": []byte(`<html><head><meta http-equiv="Content-Security-Policy" content="x"><link rel="icon" href="../../i.svg">
<link rel="stylesheet" href="../../a.css">
<script src="../../a.js" defer></script>
</head><body><div data-module="search"><div><a href="../search/index.html">s</a></div></div>
<a href="../b/index.html#x">b</a> <a href="../../fr/a/index.html">fr</a> <a href="index.html#y">y</a> <a href="#z">z</a> <a href="https://example.com/">out</a>
<template><script data-name="w" src="../../w.js"></script></template></body></html>`),
		"a.css": []byte("p{}"), "a.js": []byte(`"</script><!--"`), "w.js": []byte("w"), "i.svg": []byte("<svg/>"),
	}
	others := map[string]string{"en/a/index.html": "a.en.html", "fr/a/index.html": "a.fr.html"}
	const want = `<html><head><meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; script-src &#39;sha256-HASH&#39; &#39;sha256-HASH&#39;; style-src &#39;sha256-HASH&#39;; img-src data:; connect-src &#39;none&#39;; form-action &#39;none&#39;; base-uri &#39;none&#39;; object-src &#39;none&#39;; require-trusted-types-for &#39;script&#39;; trusted-types &#39;none&#39;"><link rel="icon" href="data:image/svg+xml;base64,PHN2Zy8+">
<style>p{}</style>
</head><body>
<a href="BASEen/b/#x">b</a> <a href="a.fr.html">fr</a> <a href="#y">y</a> <a href="#z">z</a> <a href="https://example.com/">out</a>
<template><script data-name="w"></script></template><script>"<\/script><\!--"</script>
<script>w</script>
</body></html>`
	got, err := Single(files, "en/a/index.html", others, "https://example.org/")
	if err != nil {
		t.Fatal(err)
	}
	masked := func(data []byte) string {
		s := string(data)
		for {
			i := strings.Index(s, "sha256-")
			if i < 0 {
				return strings.ReplaceAll(s, "HASHED", "sha256-HASH")
			}
			s = s[:i] + "HASHED" + s[i+len("sha256-")+44:]
		}
	}
	if d := cmp.Diff(strings.Replace(want, "BASE", "https://example.org/", 1), masked(got)); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	if got, err = Single(files, "en/a/index.html", others, ""); err != nil || !strings.Contains(string(got), "<a>b</a>") {
		t.Errorf("without an address: %v\n%s", err, got)
	}
	for _, missing := range []string{"a.css", "a.js", "i.svg", "en/a/index.html"} {
		less := Files{}
		for name, data := range files {
			if name != missing {
				less[name] = data
			}
		}
		if _, err := Single(less, "en/a/index.html", others, ""); err == nil {
			t.Errorf("without %s there is a file", missing)
		}
	}
}

// TestPart keeps the pages that are wanted with what they load; other links lead to the site, or nowhere.
func TestPart(t *testing.T) {
	files := Files{
		"index.html":       []byte(`<link rel="stylesheet" href="./a.css"><a href="./en/b/index.html">b</a>`),
		"en/b/index.html":  []byte(`<script src="../../b.js"></script><a href="../index.html?x=1#y">home</a> <a href=../c/>c</a> <a href="#d">d</a> <a href="https://e.example/">e</a> <a href="../b/index.html">b</a> <a target="_top" href="../index.html">top</a>`),
		"en/index.html":    []byte(`<script src="../c.js"></script>`),
		"en/c/index.html":  []byte(``),
		"a.css":            []byte(`a{}`),
		"b.js":             []byte(`b()`),
		"c.js":             []byte(`c()`),
		"assets/other.png": []byte(`x`),
	}
	wanted := func(page string) bool { return page == "index.html" || strings.HasPrefix(page, "en/b/") }
	for base, page := range map[string]string{
		"https://s.example/": `<script src="../../b.js"></script><a href="https://s.example/en/?x=1#y" target="_blank">home</a> <a href="https://s.example/en/c" target="_blank">c</a> <a href="#d">d</a> <a href="https://e.example/" target="_blank">e</a> <a href="../b/index.html">b</a> <a href="https://s.example/en/" target="_blank">top</a>`,
		"":                   `<script src="../../b.js"></script><a>home</a> <a>c</a> <a href="#d">d</a> <a href="https://e.example/" target="_blank">e</a> <a href="../b/index.html">b</a> <a>top</a>`,
	} {
		got := Part(files, base, wanted)
		if d := cmp.Diff([]string{"a.css", "b.js", "en/b/index.html", "index.html"}, got.Names()); d != "" {
			t.Errorf("-want +got\n%s", d)
		}
		if d := cmp.Diff(page, string(got["en/b/index.html"])); d != "" {
			t.Errorf("%q: -want +got\n%s", base, d)
		}
	}
}
