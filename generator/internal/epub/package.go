package epub

import (
	"bytes"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"signpost/generator/internal/plate"
)

//go:embed style.css
var style []byte

// folder holds all of the package but what the container asks for by name.
const folder = "EPUB/"

// container names the package (OCF 3.3, section 4.2.6.3.1).
const container = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
`

// files gives all files of the archive but the first, in their order: what a reader needs
// first comes first.
func (b *book) files() ([]packed, error) {
	cover, err := plate.Cover(b.facts.Accent, b.facts.Mark, plate.Words{
		Title: b.facts.Title, Subtitle: b.chapters[0].title, Foot: []string{b.facts.LanguageName, b.facts.Edition},
	})
	if err != nil {
		return nil, err
	}
	out := []packed{
		{"META-INF/container.xml", []byte(container)},
		{folder + "package.opf", b.manifest()},
		{folder + "nav.xhtml", b.nav()},
		{folder + "cover.xhtml", b.cover()},
		{folder + "cover.png", cover},
		{folder + "style.css", style},
	}
	for _, c := range b.chapters {
		for i, f := range c.files {
			out = append(out, packed{folder + f.name + ".xhtml", b.document(c, f, i)})
		}
	}
	for _, p := range b.shown() {
		out = append(out, packed{folder + p.name, p.data})
	}
	return out, nil
}

// shown gives the pictures in the order of their names on the site.
func (b *book) shown() []*picture {
	var out []*picture
	for _, from := range slices.Sorted(maps.Keys(b.pictures)) {
		out = append(out, b.pictures[from])
	}
	return out
}

// open begins an XHTML file that lies depth folders down.
func (b *book) open(out *bytes.Buffer, title string, depth int) {
	lang := quoted(b.facts.Language)
	fmt.Fprintf(out, `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="%s" xml:lang="%s">
<head>
<meta charset="utf-8"/>
<title>%s</title>
<link rel="stylesheet" type="text/css" href="%sstyle.css"/>
</head>
`, lang, lang, escape(title), strings.Repeat("../", depth))
}

// document writes a file of a chapter; part counts its files from 0.
func (b *book) document(c *chapter, f *file, part int) []byte {
	var out bytes.Buffer
	b.open(&out, c.title, 1)
	as := ` epub:type="chapter"`
	switch {
	case c.kind == "glossary":
		as = ` epub:type="glossary" role="doc-glossary"`
	case c.kind == "home":
		as = ` epub:type="introduction" role="doc-introduction"`
	case part == 0:
		as += ` role="doc-chapter"`
	}
	fmt.Fprintf(&out, "<body>\n<section%s aria-label=\"%s\">\n", as, quoted(c.title))
	for _, n := range f.nodes {
		write(&out, n)
	}
	out.WriteString("</section>\n</body>\n</html>\n")
	return out.Bytes()
}

// cover writes the page with the title: what a reader sees who opens the book at its beginning.
func (b *book) cover() []byte {
	f := b.facts
	var out bytes.Buffer
	b.open(&out, f.Title, 0)
	fmt.Fprintf(&out, `<body>
<section epub:type="titlepage" class="cover" aria-label="%s">
<h1>%s</h1>
<p class="cover-title">%s</p>
<p class="cover-language">%s</p>
`, quoted(f.Words.Cover), escape(f.Title), escape(b.chapters[0].title), escape(f.LanguageName))
	if b.about != "" {
		fmt.Fprintf(&out, "<p>%s</p>\n", escape(b.about))
	}
	fmt.Fprintf(&out, "<p class=\"cover-edition\">%s</p>\n", escape(f.Edition))
	if f.Publisher != "" && f.Publisher != f.Title {
		fmt.Fprintf(&out, "<p>%s</p>\n", escape(f.Publisher))
	}
	if b.base != "" {
		fmt.Fprintf(&out, "<p><a href=\"%s\">%s</a></p>\n", quoted(b.base+f.home()), escape(b.base+f.home()))
	}
	out.WriteString("</section>\n</body>\n</html>\n")
	return out.Bytes()
}

// nav writes the contents, for people and for the menu of a reader, and the places a reader jumps to.
func (b *book) nav() []byte {
	var out bytes.Buffer
	w := b.facts.Words
	b.open(&out, w.Contents, 0)
	fmt.Fprintf(&out, "<body>\n<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" aria-labelledby=\"contents\">\n<h1 id=\"contents\">%s</h1>\n", escape(w.Contents))
	lines(&out, b.contents)
	out.WriteString("</nav>\n<nav epub:type=\"landmarks\" hidden=\"hidden\">\n<ol>\n")
	landmark := func(as, href, title string) {
		fmt.Fprintf(&out, "<li><a epub:type=\"%s\" href=\"%s\">%s</a></li>\n", as, href, escape(title))
	}
	landmark("cover", "cover.xhtml", w.Cover)
	landmark("toc", "nav.xhtml", w.Contents)
	landmark("bodymatter", b.chapters[0].files[0].name+".xhtml", w.Start)
	for _, c := range b.chapters {
		if c.kind == "glossary" {
			landmark("glossary", c.files[0].name+".xhtml", c.title)
		}
	}
	out.WriteString("</ol>\n</nav>\n</body>\n</html>\n")
	return out.Bytes()
}

func lines(out *bytes.Buffer, list []*entry) {
	out.WriteString("<ol>\n")
	for _, e := range list {
		if e.chapter == nil {
			fmt.Fprintf(out, "<li><span>%s</span>", escape(e.title))
		} else {
			at := e.chapter.places[""]
			href := at.file.name + ".xhtml"
			if at.id != "" {
				href += "#" + at.id
			}
			fmt.Fprintf(out, "<li><a href=\"%s\">%s</a>", href, escape(e.title))
		}
		if len(e.below) > 0 {
			out.WriteString("\n")
			lines(out, e.below)
		}
		out.WriteString("</li>\n")
	}
	out.WriteString("</ol>\n")
}

// manifest writes the package document (EPUB 3.3, section 5). Of accessibility it says what can be
// known without judging: EPUB Accessibility 1.1, section 2.
func (b *book) manifest() []byte {
	f := b.facts
	var out bytes.Buffer
	fmt.Fprintf(&out, `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="%s">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">%s</dc:identifier>
<dc:title>%s</dc:title>
<dc:language>%s</dc:language>
`, quoted(f.Language), escape(f.Identifier), escape(f.Title), escape(f.Language))
	for _, m := range [][2]string{{"dc:description", b.about}, {"dc:publisher", f.Publisher}, {"dc:creator", f.Publisher}, {"dc:source", b.base}} {
		if m[1] != "" {
			fmt.Fprintf(&out, "<%s>%s</%s>\n", m[0], escape(m[1]), m[0])
		}
	}
	meta := func(property, value string) {
		fmt.Fprintf(&out, "<meta property=\"%s\">%s</meta>\n", property, escape(value))
	}
	meta("dcterms:modified", f.Modified.UTC().Format(time.RFC3339))
	meta("schema:accessMode", "textual")
	features := []string{"readingOrder", "structuralNavigation", "tableOfContents", "displayTransformability"}
	if len(b.pictures) > 0 {
		meta("schema:accessMode", "visual")
		features = append(features, "alternativeText")
	}
	meta("schema:accessModeSufficient", "textual")
	for _, v := range features {
		meta("schema:accessibilityFeature", v)
	}
	meta("schema:accessibilityHazard", "none")
	meta("schema:accessibilitySummary", f.Words.Summary)
	out.WriteString(`<meta name="cover" content="cover-image"/>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
<item id="cover-image" href="cover.png" media-type="image/png" properties="cover-image"/>
<item id="style" href="style.css" media-type="text/css"/>
`)
	var spine strings.Builder
	n := 0
	for _, c := range b.chapters {
		for _, file := range c.files {
			n++
			fmt.Fprintf(&out, "<item id=\"c%d\" href=\"%s.xhtml\" media-type=\"application/xhtml+xml\"/>\n", n, file.name)
			fmt.Fprintf(&spine, "<itemref idref=\"c%d\"/>\n", n)
		}
	}
	for i, p := range b.shown() {
		fmt.Fprintf(&out, "<item id=\"p%d\" href=\"%s\" media-type=\"%s\"/>\n", i+1, p.name, p.mediaType)
	}
	fmt.Fprintf(&out, "</manifest>\n<spine>\n<itemref idref=\"cover\"/>\n<itemref idref=\"nav\"/>\n%s</spine>\n</package>\n", spine.String())
	return out.Bytes()
}
