package epub

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Finding is something wrong with a book.
type Finding struct {
	File string // in the archive; "" for the archive itself
	Text string
}

func (f Finding) String() string {
	if f.File == "" {
		return f.Text
	}
	return f.File + ": " + f.Text
}

// Limits of an archive that is read: bytes of a file, and of all files.
const (
	maxEntry = 16 << 20
	maxTotal = 256 << 20
)

// Check reads a book as a strict reader would: the archive, its package, and
// every link of every file. It takes any bytes, and gives what is wrong, in the order of the archive.
func Check(data []byte) []Finding {
	c := &checker{files: map[string][]byte{}, docs: map[string]*document{}, types: map[string]string{}}
	if c.archive(data); len(c.found) == 0 {
		c.packages()
		c.contents()
	}
	return c.found
}

type checker struct {
	found []Finding
	names []string
	files map[string][]byte
	opf   string
	types map[string]string // media types by file, of the manifest
	spine map[string]bool
	nav   string
	docs  map[string]*document
}

// document is what is known of an XHTML file.
type document struct {
	ids   map[string]string // the epub:type of each, "" for none
	links []link
}

type link struct {
	element, href string
	note          bool
}

func (c *checker) add(file, format string, args ...any) {
	c.found = append(c.found, Finding{file, fmt.Sprintf(format, args...)})
}

// archive reads the files, and holds the container to OCF 3.3, section 4.2.
func (c *checker) archive(data []byte) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		c.add("", "it is no archive: %v", err)
		return
	}
	total, folded := 0, map[string]bool{}
	for i, f := range r.File {
		switch {
		case i == 0 && (f.Name != "mimetype" || f.Method != zip.Store || len(f.Extra) > 0):
			c.add(f.Name, "the first file is not mimetype, as it is and without extra fields")
			continue
		case strings.HasSuffix(f.Name, "/") || !filepath.IsLocal(f.Name) || strings.ContainsAny(f.Name, `\:`) || path.Clean(f.Name) != f.Name:
			c.add(f.Name, "the name is none of a file in a package")
			continue
		case folded[strings.ToLower(f.Name)]:
			c.add(f.Name, "the name stands twice")
			continue
		case !f.Mode().IsRegular():
			c.add(f.Name, "it is no plain file")
			continue
		case strings.ContainsFunc(f.Name, func(r rune) bool { return r <= ' ' || r > '~' }):
			c.add(f.Name, "the name has other characters than those of ASCII")
			continue
		}
		folded[strings.ToLower(f.Name)] = true
		from, err := f.Open()
		if err != nil {
			c.add(f.Name, "it cannot be read: %v", err)
			continue
		}
		b, err := io.ReadAll(io.LimitReader(from, maxEntry+1))
		from.Close()
		if total += len(b); err != nil || len(b) > maxEntry || total > maxTotal {
			c.add(f.Name, "it cannot be read, or is too large")
			return
		}
		c.names, c.files[f.Name] = append(c.names, f.Name), b
	}
	if string(c.files["mimetype"]) != mimetype {
		c.add("mimetype", "it does not say %s", mimetype)
	}
	if c.files["META-INF/container.xml"] == nil {
		c.add("", "there is no META-INF/container.xml")
	}
}

// packages reads the container and the package document.
func (c *checker) packages() {
	const file = "META-INF/container.xml"
	c.elements(file, func(e xml.StartElement, _ string) {
		if e.Name.Local == "rootfile" && c.opf == "" {
			c.opf = value(e, "full-path")
		}
	})
	if c.files[c.opf] == nil {
		c.add(file, "it leads to %q, which is not there", c.opf)
		return
	}
	c.spine = map[string]bool{}
	byID, said, cover := map[string]string{}, map[string]string{}, 0
	var refs []string
	c.elements(c.opf, func(e xml.StartElement, inside string) {
		switch e.Name.Local {
		case "item":
			id, to := value(e, "id"), path.Join(path.Dir(c.opf), value(e, "href"))
			switch {
			case id == "" || byID[id] != "":
				c.add(c.opf, "the id %q of the manifest is missing or stands twice", id)
			case strings.Contains(value(e, "href"), ":"):
				c.add(c.opf, "the manifest leads out of the book: %s", value(e, "href"))
			case c.files[to] == nil:
				c.add(c.opf, "the manifest names %s, which is not there", to)
			case c.types[to] != "":
				c.add(c.opf, "the manifest names %s twice", to)
			}
			byID[id], c.types[to] = to, value(e, "media-type")
			for _, p := range strings.Fields(value(e, "properties")) {
				switch p {
				case "nav":
					c.nav = to
				case "cover-image":
					cover++
				case "scripted", "remote-resources":
					c.add(c.opf, "%s is marked as %s", to, p)
				}
			}
		case "itemref":
			refs = append(refs, value(e, "idref"))
		case "title", "language", "identifier":
			said[e.Name.Local] += inside
		case "meta":
			said[value(e, "property")] += inside
		}
	})
	for _, name := range []string{"title", "language", "identifier", "dcterms:modified"} {
		if strings.TrimSpace(said[name]) == "" {
			c.add(c.opf, "%s is missing", name)
		}
	}
	if c.nav == "" || cover != 1 {
		c.add(c.opf, "there is not one document with the contents and one picture of the cover")
	}
	for _, id := range refs {
		to := byID[id]
		if to == "" || c.types[to] != "application/xhtml+xml" || c.spine[to] {
			c.add(c.opf, "the spine names %q, which is no document, or stands twice", id)
		}
		c.spine[to] = true
	}
	if len(refs) == 0 {
		c.add(c.opf, "the spine is empty")
	}
	for _, name := range c.names {
		if name != "mimetype" && name != c.opf && !strings.HasPrefix(name, "META-INF/") && c.types[name] == "" {
			c.add(name, "the manifest does not name it")
		}
	}
}

// contents reads every document, then follows its links.
func (c *checker) contents() {
	for _, name := range c.names {
		switch c.types[name] {
		case "application/xhtml+xml":
			c.document(name)
		case "text/css":
			if b := c.files[name]; bytes.Contains(b, []byte("url(")) || bytes.Contains(b, []byte("@import")) {
				c.add(name, "the style asks for another file")
			}
		case "image/svg+xml":
			c.elements(name, func(e xml.StartElement, _ string) { c.harmless(name, e) })
		case "", "image/png", "image/jpeg":
		default:
			c.add(name, "%s is a kind of file that a book does not have", c.types[name])
		}
	}
	for _, name := range c.names {
		if d := c.docs[name]; d != nil {
			for _, l := range d.links {
				c.follow(name, l)
			}
		}
	}
}

// refused are elements of XHTML and SVG that run something, ask for something, or wait for input.
var refused = []string{"script", "iframe", "object", "embed", "form", "input", "button", "select", "textarea", "style", "base", "audio", "video", "source", "foreignObject", "animate", "set", "use"}

// harmless reports what could run or ask.
func (c *checker) harmless(name string, e xml.StartElement) {
	if slices.Contains(refused, e.Name.Local) {
		c.add(name, "<%s> does not belong in a book", e.Name.Local)
	}
	for _, a := range e.Attr {
		if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "style" || a.Name.Local == "srcset" {
			c.add(name, "attribute %s does not belong in a book", a.Name.Local)
		}
	}
}

func (c *checker) document(name string) {
	d := &document{ids: map[string]string{}}
	c.docs[name] = d
	first := true
	c.elements(name, func(e xml.StartElement, _ string) {
		if first && (e.Name.Local != "html" || e.Name.Space != "http://www.w3.org/1999/xhtml" || value(e, "lang") == "") {
			c.add(name, "it does not begin with <html> of XHTML and a language")
		}
		first = false
		c.harmless(name, e)
		as := ""
		for _, a := range e.Attr {
			if a.Name.Space == "http://www.idpf.org/2007/ops" {
				as = a.Value
			}
		}
		for _, a := range e.Attr {
			switch a.Name.Local {
			case "id":
				if _, twice := d.ids[a.Value]; twice || strings.ContainsAny(a.Value, " \t\n") || a.Value == "" {
					c.add(name, "the id %q stands twice, or is none", a.Value)
				}
				d.ids[a.Value] = as
			case "href", "src":
				d.links = append(d.links, link{e.Name.Local, a.Value, as == "noteref"})
			}
		}
	})
}

// follow holds a link to the book: links may lead out, to https, http, mail or telephone; nothing else may.
func (c *checker) follow(name string, l link) {
	u, err := url.Parse(l.href)
	if err != nil || l.href == "" {
		c.add(name, "%q is no address", l.href)
		return
	}
	if u.Scheme != "" || u.Host != "" {
		if l.element != "a" || !slices.Contains([]string{"https", "http", "mailto", "tel"}, u.Scheme) {
			c.add(name, "<%s> leads out of the book: %s", l.element, l.href)
		}
		return
	}
	to := name
	if u.Path != "" {
		to = path.Join(path.Dir(name), u.Path)
	}
	if c.types[to] == "" || strings.HasPrefix(u.Path, "/") {
		c.add(name, "<%s> leads to %s, which is not there", l.element, l.href)
		return
	}
	if l.element != "a" {
		return
	}
	if !c.spine[to] {
		c.add(name, "a link leads to %s, which nobody can turn to", l.href)
		return
	}
	as, there := c.docs[to].ids[u.Fragment]
	switch {
	case u.Fragment != "" && !there:
		c.add(name, "a link leads to %s, and there is no such place", l.href)
	case l.note && (to != name || as != "footnote"):
		c.add(name, "the note %s is none of this file", l.href)
	}
}

// elements reads a file as XML, strictly: visit gets each element with the text right behind its tag.
func (c *checker) elements(name string, visit func(e xml.StartElement, inside string)) {
	if bytes.Contains(c.files[name], []byte("<!ENTITY")) {
		c.add(name, "it declares entities")
		return
	}
	d := xml.NewDecoder(bytes.NewReader(c.files[name]))
	depth, seen := 0, 0
	var open *xml.StartElement
	for {
		t, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			c.add(name, "it is no well-formed XML: %v", err)
			return
		}
		inside := ""
		if chars, ok := t.(xml.CharData); ok {
			inside = string(chars)
			if depth == 0 && strings.TrimSpace(inside) != "" {
				c.add(name, "it is no well-formed XML: text outside of the root")
			}
		}
		if open != nil {
			visit(*open, inside)
			open = nil
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth == 0 {
				seen++
			}
			depth++
			c.attributes(name, t)
			e := t.Copy()
			open = &e
		case xml.EndElement:
			depth--
		}
	}
	if seen != 1 {
		c.add(name, "it is no well-formed XML: not one root")
	}
}

// attributes finds what Go's reader lets pass: an attribute that stands twice, a prefix that nothing declares.
func (c *checker) attributes(name string, e xml.StartElement) {
	seen := map[xml.Name]bool{}
	for _, a := range append([]xml.Attr{{Name: e.Name}}, e.Attr...) {
		if s := a.Name.Space; s != "" && s != "xmlns" && s != "xml" && !strings.Contains(s, ":") {
			c.add(name, "it is no well-formed XML: nothing declares %q", s)
		}
	}
	for _, a := range e.Attr {
		if seen[a.Name] {
			c.add(name, "it is no well-formed XML: attribute %s stands twice", a.Name.Local)
		}
		seen[a.Name] = true
	}
}

func value(e xml.StartElement, key string) string {
	for _, a := range e.Attr {
		if a.Name.Local == key {
			return a.Value
		}
	}
	return ""
}
