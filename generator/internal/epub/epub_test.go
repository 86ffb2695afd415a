package epub

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// facts are those of a book in Czech.
func facts() Facts {
	return Facts{
		Language: "cs", LanguageName: "Čeština", Title: "Rozcestník & spol.", Publisher: "Vydavatel", Identifier: "https://a.example/cs/",
		Modified: time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC), Edition: "Stav k 26. listopadu 2026", Accent: color.RGBA{0x0b, 0x61, 0x70, 255}, Mark: true,
		Words: Words{Cover: "Obálka", Contents: "Obsah", Start: "Začátek", Goto: "přejděte na", Hint: "Odpovědi jsou odkazy.", Summary: "Text."},
	}
}

// page writes a page as the theme does, as far as a book reads it.
func htmlPage(kind, head, main string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte(`<!DOCTYPE html><html lang="cs"><head><title>t</title>` + head + `<script src="a.js"></script></head><body class="is-` + kind + `"><nav class="menu"><ul><li><a href="../cs/guides/">G</a></li><li><a href="../cs/glossary/">S</a></li></ul></nav><main id="signpost-main">` + main + `</main></body></html>`)}
}

// site is a small site with all that a book has to do something about. The flow has so many states.
func site(states int) fstest.MapFS {
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		panic(err)
	}
	var flow strings.Builder
	flow.WriteString(`<article class="flow" data-flow="help"><header><h1>Pomoc?</h1></header><p class="flow-back" hidden><a href="#s1">Zpět</a></p>`)
	for i := 1; i < states; i++ {
		fmt.Fprintf(&flow, `<section class="state" data-state="s~%d"><div class="state-body"><p class="state-progress">Ještě</p><h2 id="s~%d" tabindex="-1"><span id="old.%d"></span>Otázka %d</h2><p>%s</p></div>
<template><form><input id="f"></form></template><ul class="answers"><li><a class="answer" href="#s~%d" aria-describedby="x"><span class="answer-label">Ano</span></a> <span class="goto">→ %d</span></li>
<li><a class="answer" href="../other/"><span class="answer-label">Ne</span></a> <span class="goto">→ <span data-exit>Jinam</span></span></li></ul><p class="state-restart"><a data-restart href="#s~1">Znovu</a></p></section>`,
			i, i, i, i, strings.Repeat("Dlouhý text. ", 40), i+1, i+1)
	}
	fmt.Fprintf(&flow, `<section class="state state-outcome" data-state="s~%d" data-request="yes"><h2 id="s~%d">Konec</h2></section>`, states, states)
	flow.WriteString(`<section class="request" data-request-box><h2>Co napsat</h2><ul><li>Kdy</li></ul><p class="request-start" hidden><button>Napsat</button></p></section>
<section class="terms"><h2>Pojmy</h2></section><aside class="origin"><p class="origin-title">O textu</p><p>Stroj.</p></aside></article>`)
	return fstest.MapFS{
		"cs/index.html": htmlPage("home", `<link rel="canonical" href="https://a.example/cs/"><meta name="description" content="O čem to je">`,
			`<h1>Kdo pomůže?</h1><section class="home-flows"><h2>Co rozhodnout?</h2><ul><li class="card"><h3 class="card-title"><a href="../cs/other/">Jinam</a></h3></li><li class="card"><h3 class="card-title"><a href="../cs/help/">Pomoc?</a></h3></li></ul></section>`),
		"cs/help/index.html":        htmlPage("flow", "", flow.String()),
		"cs/other/index.html":       htmlPage("flow", "", `<article data-flow="other"><h1>Jinam</h1><section data-state="only"><h2 id="only">Jen tohle</h2></section></article>`),
		"cs/help/review/index.html": htmlPage("review", "", `<h1>Kontrola</h1>`),
		"cs/search/index.html":      htmlPage("search", "", `<h1>Hledat</h1>`),
		"cs/guides/index.html":      htmlPage("section", "", `<h1>Rady</h1><p class="section-count">2 stránky</p><ul><li class="card"><h2 class="card-title"><a href="../../cs/guides/b/">B</a></h2></li><li class="card"><h2 class="card-title"><a href="../../cs/guides/a/">A</a></h2></li></ul>`),
		"cs/guides/a/index.html": htmlPage("page", "", `<nav class="breadcrumbs"><a href="../">x</a></nav><h1>A &amp; <em>a</em></h1><h2 id="část 1">Část</h2>
<p>Slovo <a href="../../glossary/#word" class="term" data-term="word">slovo</a> a <a href="../../glossary/#word" data-term="word">ještě</a>; <a href="../../help/#old.2">otázka 2</a>, <a href="../../help/#asker=partner">s odpověďmi</a>,
<a href="../../help/review/">kontrola</a>, <a href="https://b.example/?a=1&amp;b=2" rel="noopener">ven</a>, <a href="javascript:alert(1)">skript</a>, <a href="../b/#r%C5%AFzn%C3%A9">jinde</a>.</p>
<table><thead><tr><th align="right">1</th></tr></thead><tbody><tr><td></td></tr></tbody></table><p><img src="../../../assets/p.123456789abc.png" width="2" height="2" alt="Obrázek" loading="lazy"></p><details><summary>Více</summary><p>Skryté</p></details><p hidden>Nic</p><svg><title>x</title></svg>`),
		"cs/guides/b/index.html": htmlPage("page", "", `<h1>B</h1><h2 id="různé">Různé</h2><p lang="en">English<br>text</p>`),
		"cs/glossary/index.html": htmlPage("glossary", "", `<header><h1>Pojmy</h1><div class="prose"><p>Ukažte na slovo.</p></div></header><dl><div class="glossary-term" id="word"><dt>Slovo</dt><dd><p>Viz <a href="#other" data-term="other">jiné</a>.</p></dd></div><div class="glossary-term" id="other"><dt>Jiné</dt><dd><p>Jiné.</p></dd></div></dl>`),
		// Nothing lists these: they stand below the page whose path begins theirs, behind its headings.
		"cs/guides/b/2.1/index.html":   htmlPage("version", "", `<h1>Verze</h1>`),
		"cs/zvlášť/index.html":         htmlPage("page", "", `<h1>Zvlášť</h1>`),
		"assets/p.123456789abc.png":    &fstest.MapFile{Data: picture.Bytes()},
		"en/guides/missing/index.html": htmlPage("page", "", `<h1>Other language</h1>`),
	}
}

// unpack gives the files of a book, and their order.
func unpack(t *testing.T, data []byte) (map[string]string, []string) {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files, names := map[string]string{}, []string(nil)
	for _, f := range r.File {
		rc, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(rc)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name], names = string(b), append(names, f.Name)
	}
	return files, names
}

func TestMake(t *testing.T) {
	data, err := Make(site(3), facts())
	if err != nil {
		t.Fatal(err)
	}
	files, names := unpack(t, data)
	order := "mimetype META-INF/container.xml EPUB/package.opf EPUB/nav.xhtml EPUB/cover.xhtml EPUB/cover.png EPUB/style.css EPUB/text/home.xhtml EPUB/text/other.xhtml EPUB/text/help.xhtml " +
		"EPUB/text/guides.xhtml EPUB/text/guides-b.xhtml EPUB/text/guides-b-2.1.xhtml EPUB/text/guides-a.xhtml EPUB/text/zvl---.xhtml EPUB/text/glossary.xhtml EPUB/images/1.png"
	if got := strings.Join(names, " "); got != order {
		t.Errorf("files:\n%s\nwant:\n%s", got, order)
	}
	for name, wants := range map[string][]string{
		"EPUB/text/help.xhtml": {
			`<p class="intro">Odpovědi jsou odkazy.</p>`,
			`<section class="state" id="q1">`, `<h2><span class="number">1</span> Otázka 1</h2>`,
			"<li><a href=\"#q2\">Ano</a> <span class=\"goto\">přejděte na\u00a02</span></li>",
			`<li><a href="other.xhtml">Ne</a> <span class="goto">→ Jinam</span></li>`,
			`<p class="restart"><a href="#q1">Znovu</a></p>`, `<p><a href="#signpost_request_box">Co napsat</a></p>`, `id="signpost_request_box"`, `<aside class="origin">`,
		},
		"EPUB/text/guides-a.xhtml": {
			`<h1>A &amp; <em>a</em></h1>`, `<h2 id="x1">Část</h2>`,
			`Slovo <a href="#note-word" epub:type="noteref" role="doc-noteref">slovo</a> a <a href="#note-word" epub:type="noteref" role="doc-noteref">ještě</a>`,
			`<aside class="note" id="note-word" epub:type="footnote" role="doc-footnote"><p><dfn>Slovo</dfn></p>`, `<p>Viz <a href="glossary.xhtml#other">jiné</a>.</p>`,
			`<a href="help.xhtml#q2">otázka 2</a>, <a href="help.xhtml">s odpověďmi</a>`, `<a href="https://a.example/cs/help/review/">kontrola</a>`,
			`<a href="https://b.example/?a=1&amp;b=2">ven</a>, skript, <a href="guides-b.xhtml#x1">jinde</a>.`,
			`<th class="right">1</th>`, `<td></td>`, `<img src="../images/1.png" width="2" height="2" alt="Obrázek"/>`, `<p class="tab-title">Více</p>`,
		},
		"EPUB/text/guides-b.xhtml": {`<h2 id="x1">Různé</h2>`, `<p xml:lang="en" lang="en">English<br/>text</p>`},
		"EPUB/text/glossary.xhtml": {`<div id="word"><dt>Slovo</dt><dd><p>Viz <a href="#other">jiné</a>.</p>`},
		"EPUB/nav.xhtml": {
			`<li><span>Co rozhodnout?</span>`, "<a href=\"text/guides-b.xhtml#x1\">Různé</a></li>\n<li><a href=\"text/guides-b-2.1.xhtml\">Verze</a></li>\n</ol>", "<li><a href=\"text/guides-a.xhtml\">A &amp; a</a>\n<ol>\n<li><a href=\"text/guides-a.xhtml#x1\">Část</a></li>",
			`<a epub:type="glossary" href="text/glossary.xhtml">Pojmy</a>`,
		},
		"EPUB/package.opf": {
			`<dc:title>Rozcestník &amp; spol.</dc:title>`, `<meta property="dcterms:modified">2026-11-26T00:00:00Z</meta>`, `<dc:description>O čem to je</dc:description>`,
			`<meta property="schema:accessibilityFeature">alternativeText</meta>`, `<item id="p1" href="images/1.png" media-type="image/png"/>`,
		},
		"EPUB/cover.xhtml": {`<h1>Rozcestník &amp; spol.</h1>`, `Kdo pomůže?`, `Stav k 26. listopadu 2026`, `https://a.example/cs/`},
	} {
		for _, want := range wants {
			if !strings.Contains(files[name], want) {
				t.Errorf("%s lacks\n%s\nin\n%s", name, want, files[name])
			}
		}
	}
	for name, text := range files {
		for _, never := range []string{"<script", "<form", "<svg", "hidden=\"\"", "data-", "Skryté</p></details>", "Ukažte na slovo", "stránky", "Ještě", "Zpět", "Nic", "javascript:", "conformsTo"} {
			if strings.HasSuffix(name, "ml") && strings.Contains(text, never) {
				t.Errorf("%s holds %q", name, never)
			}
		}
	}
}

// TestLong cuts a long flow, and follows it from the first question to the outcome.
func TestLong(t *testing.T) {
	const states = 250
	data, err := Make(site(states), facts())
	if err != nil {
		t.Fatal(err)
	}
	files, _ := unpack(t, data)
	at, id, seen := "EPUB/text/help.xhtml", "q1", map[string]bool{}
	for range states - 1 {
		seen[at] = true
		_, section, ok := strings.Cut(files[at], `id="`+id+`"`)
		if !ok {
			t.Fatalf("%s has no %s", at, id)
		}
		section, _, _ = strings.Cut(section, "</section>")
		_, href, _ := strings.Cut(section, `<li><a href="`)
		href, _, _ = strings.Cut(href, `"`)
		file, fragment, _ := strings.Cut(href, "#")
		if id = fragment; file != "" {
			at = "EPUB/text/" + file
		}
	}
	if seen[at] = true; id != fmt.Sprintf("q%d", states) || !strings.Contains(files[at], "Konec") {
		t.Errorf("the way ends at %s#%s", at, id)
	}
	if len(seen) < 4 {
		t.Errorf("the flow stands in %d files", len(seen))
	}
	for name := range seen {
		if n := len(files[name]); n > maxFile+4096 {
			t.Errorf("%s has %d bytes", name, n)
		}
	}
}

func TestSameBytes(t *testing.T) {
	one, err := Make(site(30), facts())
	if err != nil {
		t.Fatal(err)
	}
	f := facts()
	f.Modified = f.Modified.In(time.FixedZone("far", 9*3600))
	two, err := Make(site(30), f)
	if err != nil || !bytes.Equal(one, two) {
		t.Errorf("the same site gave %d and %d bytes (%v)", len(one), len(two), err)
	}
	r, err := zip.NewReader(bytes.NewReader(one), int64(len(one)))
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range r.File {
		if len(e.Extra) > 0 || e.ModifiedDate != 33 || e.ModifiedTime != 0 || e.Flags != 0 || (i == 0) != (e.Name == "mimetype") || i == 0 && e.Method != zip.Store {
			t.Errorf("%s: date %d, time %d, flags %d, method %d, %d bytes extra", e.Name, e.ModifiedDate, e.ModifiedTime, e.Flags, e.Method, len(e.Extra))
		}
	}
}

// TestFaults makes books of sites that are not whole.
func TestFaults(t *testing.T) {
	change := func(name, old, new string) func(fstest.MapFS) {
		return func(s fstest.MapFS) {
			data := strings.Replace(string(s[name].Data), old, new, 1)
			if data == string(s[name].Data) {
				panic(name + " does not hold " + old)
			}
			s[name] = &fstest.MapFile{Data: []byte(data)}
		}
	}
	for want, fault := range map[string]func(fstest.MapFS){
		`a link leads to "#s~9"`:         change("cs/help/index.html", `href="#s~2"`, `href="#s~9"`),
		`"#nowhere", which is not on cs`: change("cs/guides/a/index.html", "../b/#r%C5%AFzn%C3%A9", "../b/#nowhere"),
		"a picture is not of the site":   change("cs/guides/a/index.html", "../../../assets/", "https://b.example/"),
		"file does not exist":            func(s fstest.MapFS) { delete(s, "assets/p.123456789abc.png") },
		"cannot show": func(s fstest.MapFS) {
			s["assets/p.avif"] = s["assets/p.123456789abc.png"]
			change("cs/guides/a/index.html", "p.123456789abc.png", "p.avif")(s)
		},
		"cs/index.html is no home page": func(s fstest.MapFS) { delete(s, "cs/index.html") },
		"no article with data-flow":     change("cs/other/index.html", "data-flow", "data-other"),
		"is a flow without states":      change("cs/other/index.html", "data-state", "data-other"),
		"has no main part":              change("cs/guides/b/index.html", "main", "div"),
	} {
		t.Run(want, func(t *testing.T) {
			s := site(3)
			fault(s)
			if _, err := Make(s, facts()); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v", err)
			}
		})
	}
	f := facts()
	f.Words.Hint = " "
	if _, err := Make(site(3), f); err == nil || !strings.Contains(err.Error(), "lack Hint") {
		t.Errorf("no hint: %v", err)
	}
}
