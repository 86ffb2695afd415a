package offline

import (
	"bytes"
	"html"
	"path"
	"slices"
	"strings"

	xhtml "golang.org/x/net/html"
)

// index is the file that a server shows for a folder.
const index = "index.html"

// Page gives a page as it is opened from a folder. All that changes: links to
// folders name the file in them; what is said to search engines and programs goes, and
// so do integrity and crossorigin; <html> gets data-files, by which scripts know that addresses name files.
// The canonical address stays: it asks for nothing, and says where the page is kept up to date.
func Page(data []byte) []byte {
	e := editor{data: data}
	walk(data, func(t tag) {
		switch t.name {
		case "html":
			if !t.has("data-files") {
				e.insert(t.off+len("<html"), " data-files")
			}
		case "a", "area":
			for _, a := range t.attrs {
				if key := strings.ToLower(a.key); key == "href" || key == "xlink:href" {
					e.address(a)
				}
			}
		case "link":
			rel := strings.Fields(strings.ToLower(t.get("rel")))
			if len(rel) == 1 && rel[0] == "alternate" {
				e.cutLine(t.off, t.end)
				return
			}
			fallthrough
		case "script", "img", "audio", "video":
			if strings.EqualFold(t.get("type"), "application/ld+json") {
				e.cutLine(t.off, t.close)
				return
			}
			for _, a := range t.attrs {
				if key := strings.ToLower(a.key); key == "integrity" || key == "crossorigin" {
					e.cut(a.off-1, a.end) // with the space before
				}
			}
		case "meta":
			name := t.get("name")
			if t.get("property") != "" || name == "robots" || strings.HasPrefix(name, "twitter:") {
				e.cutLine(t.off, t.end)
			}
		}
	})
	return e.done()
}

// address makes a link to a folder one to the file in it.
func (e *editor) address(a attribute) {
	value := html.UnescapeString(a.value)
	if named := Named(value); named != value {
		e.replace(a.valueOff, a.valueOff+len(a.value), html.EscapeString(named))
	}
}

// Named gives a relative address in which a folder is named by the file in it:
// "../guides/#top" as "../guides/index.html#top". Addresses with a scheme or a
// host, from a root, or of a part of the page stay as they are.
func Named(address string) string {
	end := strings.IndexAny(address, "?#")
	if end < 0 {
		end = len(address)
	}
	way, rest := address[:end], address[end:]
	if way == "" || strings.HasPrefix(way, "/") || scheme(way) {
		return address
	}
	switch last := way[strings.LastIndexByte(way, '/')+1:]; last {
	case "":
	case ".", "..":
		way += "/"
	default:
		return address
	}
	if way == "./" {
		way = ""
	}
	return way + index + rest
}

// target gives the file of a tree that an address on a page names, and the rest of the address, query
// and fragment; false where it names none: a part of the page, another host.
func target(page, address string) (name, rest string, ok bool) {
	way := address
	if i := strings.IndexAny(address, "?#"); i >= 0 {
		way, rest = address[:i], address[i:]
	}
	if way == "" || strings.HasPrefix(way, "/") || scheme(way) {
		return "", "", false
	}
	return path.Join(path.Dir(page), way), rest, true
}

// scheme reports whether an address begins with one.
func scheme(address string) bool {
	i := strings.IndexAny(address, ":/?#")
	return i > 0 && address[i] == ':'
}

// tag is a start tag. Offsets are bytes of the page.
type tag struct {
	name     string // lower case
	off, end int
	// close is the end of the end tag of a script; end for all others.
	close int
	attrs []attribute
}

// attribute is one of a tag, as written.
type attribute struct {
	key, value string
	off, end   int
	valueOff   int
}

func (t tag) get(key string) string {
	for _, a := range t.attrs {
		if strings.EqualFold(a.key, key) {
			return html.UnescapeString(a.value)
		}
	}
	return ""
}

func (t tag) has(key string) bool {
	return slices.ContainsFunc(t.attrs, func(a attribute) bool { return strings.EqualFold(a.key, key) })
}

// walk visits the start tags of a page, those in templates included.
func walk(data []byte, visit func(tag)) {
	z := xhtml.NewTokenizer(bytes.NewReader(data))
	var script *tag
	for off := 0; ; {
		kind := z.Next()
		end := min(off+len(z.Raw()), len(data))
		switch kind {
		case xhtml.ErrorToken:
			if script != nil {
				script.close = len(data)
				visit(*script)
			}
			return
		case xhtml.EndTagToken:
			if script != nil {
				script.close = end
				visit(*script)
				script = nil
			}
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			t := parseTag(data[off:end], off)
			if t.name == "noscript" {
				z.NextIsNotRawText()
			}
			if t.name == "script" {
				script = &t
			} else {
				visit(t)
			}
		}
		off = end
	}
}

// parseTag reads a start tag, "<" to ">".
func parseTag(raw []byte, at int) tag {
	t := tag{off: at, end: at + len(raw), close: at + len(raw)}
	s := string(raw)
	i := 1
	for i < len(s) && !strings.ContainsRune(" \t\r\n\f/>", rune(s[i])) {
		i++
	}
	t.name = strings.ToLower(s[1:i])
	for {
		for i < len(s) && strings.ContainsRune(" \t\r\n\f/", rune(s[i])) {
			i++
		}
		if i >= len(s) || s[i] == '>' {
			return t
		}
		a := attribute{off: at + i}
		start := i
		for i < len(s) && !strings.ContainsRune(" \t\r\n\f/>", rune(s[i])) && (s[i] != '=' || i == start) {
			i++
		}
		a.key, a.end, a.valueOff = s[start:i], at+i, at+i
		j := i
		for j < len(s) && strings.ContainsRune(" \t\r\n\f", rune(s[j])) {
			j++
		}
		if j < len(s) && s[j] == '=' {
			i = readValue(s, j+1, at, &a)
		}
		t.attrs = append(t.attrs, a)
	}
}

// readValue reads the value after "=", and gives where it goes on.
func readValue(s string, i, at int, a *attribute) int {
	for i < len(s) && strings.ContainsRune(" \t\r\n\f", rune(s[i])) {
		i++
	}
	if i >= len(s) {
		return i
	}
	if q := s[i]; q == '"' || q == '\'' {
		start := i + 1
		n := strings.IndexByte(s[start:], q)
		if n < 0 {
			n = len(s) - start
		}
		a.value, a.valueOff = s[start:start+n], at+start
		i = min(start+n+1, len(s))
	} else {
		start := i
		for i < len(s) && !strings.ContainsRune(" \t\r\n\f>", rune(s[i])) {
			i++
		}
		a.value, a.valueOff = s[start:i], at+start
	}
	a.end = at + i
	return i
}
