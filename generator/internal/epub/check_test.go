package epub

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
)

// entry of an archive made by hand. A raw method is used as it is.
type made struct {
	name, data string
	method     uint16
	extra      []byte
	mode       bool // a symbolic link
}

func archive(t *testing.T, entries []made) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: e.method, Extra: e.extra}
		if e.mode {
			h.SetMode(0o777 | 1<<27)
		}
		f, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(e.data)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestCheck damages a good book in one way at a time.
func TestCheck(t *testing.T) {
	good, err := Make(site(3), facts())
	if err != nil {
		t.Fatal(err)
	}
	files, names := unpack(t, good)
	book := func() []made {
		var out []made
		for _, n := range names {
			out = append(out, made{name: n, data: files[n]})
		}
		return out
	}
	if found := Check(archive(t, book())); len(found) > 0 {
		t.Fatalf("a good book: %v", found)
	}
	edit := func(name, old, new string) func([]made) []made {
		return func(b []made) []made {
			for i := range b {
				if b[i].name == "EPUB/"+name || b[i].name == name {
					if !strings.Contains(b[i].data, old) {
						t.Fatalf("%s does not hold %q", name, old)
					}
					b[i].data = strings.Replace(b[i].data, old, new, 1)
				}
			}
			return b
		}
	}
	with := func(e made) func([]made) []made { return func(b []made) []made { return append(b, e) } }
	const page, body = "text/guides-a.xhtml", "<h1>A"
	for _, c := range []struct {
		name   string
		damage func([]made) []made
		want   string
	}{
		{"mimetype is not first", func(b []made) []made { return append(b[1:], b[0]) }, "first file is not mimetype"},
		{"mimetype is compressed", func(b []made) []made { b[0].method = zip.Deflate; return b }, "first file is not mimetype"},
		{"mimetype has extra fields", func(b []made) []made { b[0].extra = []byte{1, 0, 0, 0}; return b }, "first file is not mimetype"},
		{"mimetype says something else", func(b []made) []made { b[0].data += "\n"; return b }, "does not say application/epub+zip"},
		{"no container", func(b []made) []made { return append(b[:1], b[2:]...) }, "no META-INF/container.xml"},
		{"container leads nowhere", edit("META-INF/container.xml", "package.opf", "other.opf"), `"EPUB/other.opf", which is not there`},
		{"path climbs", with(made{name: "EPUB/../../x"}), "none of a file in a package"},
		{"path is absolute", with(made{name: "/x"}), "none of a file in a package"},
		{"path of Windows", with(made{name: `EPUB\x`}), "none of a file in a package"},
		{"drive of Windows", with(made{name: "C:/x"}), "none of a file in a package"},
		{"folder", with(made{name: "EPUB/x/"}), "none of a file in a package"},
		{"name twice", with(made{name: "EPUB/nav.xhtml"}), "stands twice"},
		{"name twice but for its case", with(made{name: "EPUB/NAV.xhtml"}), "stands twice"},
		{"name with a space", with(made{name: "EPUB/a b"}), "other characters"},
		{"name in Cyrillic", with(made{name: "EPUB/ы"}), "other characters"},
		{"symbolic link", with(made{name: "EPUB/link", data: "/etc/passwd", mode: true}), "no plain file"},
		{"bomb", with(made{name: "EPUB/bomb", data: strings.Repeat("0", maxEntry+1), method: zip.Deflate}), "too large"},
		{"file that the manifest does not name", with(made{name: "EPUB/extra.css"}), "the manifest does not name it"},
		{"manifest names what is not there", edit("package.opf", `href="style.css"`, `href="other.css"`), "other.css, which is not there"},
		{"manifest names twice", edit("package.opf", `<item id="cover" href="cover.xhtml"`, `<item id="cover" href="nav.xhtml"`), "nav.xhtml twice"},
		{"manifest leads out", edit("package.opf", `href="style.css"`, `href="https://b.example/style.css"`), "leads out of the book"},
		{"id of the manifest twice", edit("package.opf", `id="cover" `, `id="nav" `), `"nav" of the manifest`},
		{"no title", edit("package.opf", "<dc:title>Rozcestník &amp; spol.</dc:title>", ""), "title is missing"},
		{"no language", edit("package.opf", "<dc:language>cs</dc:language>", ""), "language is missing"},
		{"no date", edit("package.opf", "dcterms:modified", "dcterms:created"), "modified is missing"},
		{"no contents", edit("package.opf", `properties="nav"`, ""), "not one document with the contents"},
		{"scripted", edit("package.opf", `properties="nav"`, `properties="nav scripted"`), "marked as scripted"},
		{"spine names a picture", edit("package.opf", `idref="cover"`, `idref="cover-image"`), "no document, or stands twice"},
		{"spine names nothing", edit("package.opf", `idref="cover"`, `idref="none"`), "no document, or stands twice"},
		{"spine leaves a chapter out", edit("package.opf", `<itemref idref="c5"/>`, ""), "which nobody can turn to"},
		{"kind of file", edit("package.opf", `media-type="text/css"`, `media-type="text/javascript"`), "a book does not have"},
		{"style asks", edit("style.css", "color: inherit", "background: url(https://b.example/x)"), "asks for another file"},
		{"choice that is dead", edit("text/help.xhtml", `href="#q2"`, `href="#q9"`), "there is no such place"},
		{"choice into a file that is not there", edit("text/help.xhtml", `href="other.xhtml"`, `href="more.xhtml"`), "which is not there"},
		{"anchor in another file is dead", edit(page, "help.xhtml#q2", "help.xhtml#q8"), "there is no such place"},
		{"note of another file", edit(page, `href="#note-word" epub:type="noteref"`, `href="glossary.xhtml#word" epub:type="noteref"`), "none of this file"},
		{"note that is none", edit(page, `epub:type="footnote"`, ""), "none of this file"},
		{"contents are dead", edit("nav.xhtml", "text/guides-b.xhtml", "text/guides-c.xhtml"), "which is not there"},
		{"link is absolute", edit(page, `href="help.xhtml"`, `href="/EPUB/text/help.xhtml"`), "which is not there"},
		{"link climbs out", edit(page, `href="help.xhtml"`, `href="../../../help.xhtml"`), "which is not there"},
		{"id twice", edit(page, `id="note-word"`, `id="x1"`), `"x1" stands twice`},
		{"picture of another host", edit(page, "../images/1.png", "https://b.example/1.png"), "<img> leads out of the book"},
		{"picture as data", edit(page, "../images/1.png", "data:image/png;base64,AA=="), "<img> leads out of the book"},
		{"link to a script", edit(page, "https://b.example/", "javascript:x"), "<a> leads out of the book"},
		{"link to a file of the reader", edit(page, "https://b.example/", "file:///etc/passwd"), "<a> leads out of the book"},
		{"script", edit(page, body, "<script>x</script>"+body), "<script> does not belong"},
		{"frame", edit(page, body, `<iframe src="other.xhtml"></iframe>`+body), "<iframe> does not belong"},
		{"form", edit(page, body, `<form></form>`+body), "<form> does not belong"},
		{"handler", edit(page, "<h1", `<h1 onclick="x"`), "onclick does not belong"},
		{"style within", edit(page, "<h1", `<h1 style="x"`), "style does not belong"},
		{"tag left open", edit(page, "</h1>", ""), "no well-formed XML"},
		{"attribute without quotes", edit(page, `<h1`, `<h1 id=1`), "no well-formed XML"},
		{"attribute twice", edit(page, `id="x1"`, `id="x1" id="x1"`), "attribute id stands twice"},
		{"entity of HTML", edit(page, body, "&nbsp;"+body), "no well-formed XML"},
		{"entities that grow", edit(page, "<!DOCTYPE html>", `<!DOCTYPE html [<!ENTITY a "aaa">]>`), "declares entities"},
		{"prefix not declared", edit(page, ` xmlns:epub="http://www.idpf.org/2007/ops"`, ""), `nothing declares "epub"`},
		{"two roots", edit(page, "</html>", "</html><p/>"), "not one root"},
		{"no language of a chapter", edit(page, ` lang="cs" xml:lang="cs"`, ""), "a language"},
		{"not XHTML", edit(page, `xmlns="http://www.w3.org/1999/xhtml"`, `xmlns="http://b.example/"`), "does not begin with <html> of XHTML"},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := Check(archive(t, c.damage(book())))
			for _, f := range found {
				if strings.Contains(f.String(), c.want) {
					return
				}
			}
			t.Errorf("want %q, got %v", c.want, found)
		})
	}
	for _, cut := range []int{0, 1, len(good) / 2, len(good) - 1} {
		if Check(good[:cut]) == nil {
			t.Errorf("%d bytes of the book were taken", cut)
		}
	}
}

func FuzzCheck(f *testing.F) {
	good, err := Make(site(3), facts())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Fuzz(func(_ *testing.T, data []byte) { Check(data) })
}
