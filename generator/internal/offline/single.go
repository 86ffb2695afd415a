package offline

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html"
	"path"
	"strings"
)

// types are the pictures that a page may hold within itself, by the end of their name.
var types = map[string]string{".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}

// Single gives one page of a tree that Tree gave as a file that needs no other:
// styles, scripts and pictures are within it, under a policy that names their
// hashes and lets in nothing else. The search is left out, which is of all pages.
//
// others are the pages that become such files too, by path, with the names of these; links
// to them lead there. Links to other pages lead to the site at base, an absolute address that
// ends with a slash; where that is "" they are words only.
func Single(files Files, page string, others map[string]string, base string) ([]byte, error) {
	s := single{files: files, page: page, others: others, base: base, e: editor{data: files[page]}}
	if files[page] == nil {
		return nil, fmt.Errorf("%s is not in the tree", page)
	}
	s.collect()
	if s.err == nil {
		s.write()
	}
	return s.e.done(), s.err
}

// single makes the file.
type single struct {
	files  Files
	page   string
	others map[string]string
	base   string
	e      editor
	err    error

	scripts, styles [][]byte // in the order in which they run
	policy          string
}

// asset gives a file that the page names.
func (s *single) asset(address string) (name string, data []byte) {
	way, _, _ := strings.Cut(address, "#")
	name = path.Join(path.Dir(s.page), way)
	data, ok := s.files[name]
	if !ok && s.err == nil {
		s.err = fmt.Errorf("%s names %s, which is not in the tree", s.page, address)
	}
	return name, data
}

// collect reads what the page needs. Scripts that a reader asks for come last: they wait to be asked.
func (s *single) collect() {
	var later [][]byte
	skipTo := 0
	walk(s.e.data, func(t tag) {
		switch {
		case t.off < skipTo:
		case isSearch(t):
			skipTo = s.endOf(t)
		case t.name == "link" && t.get("rel") == "stylesheet":
			_, css := s.asset(t.get("href"))
			if bytes.Contains(css, []byte("</style")) || bytes.Contains(css, []byte("url(")) {
				s.err = fmt.Errorf("%s cannot stand within a page", t.get("href"))
			}
			s.styles = append(s.styles, css)
		case t.name == "script" && t.get("src") != "":
			_, js := s.asset(t.get("src"))
			js = bytes.ReplaceAll(js, []byte("</script"), []byte(`<\/script`))
			js = bytes.ReplaceAll(js, []byte("<!--"), []byte(`<\!--`))
			if t.get("data-name") != "" {
				later = append(later, js)
			} else {
				s.scripts = append(s.scripts, js)
			}
		}
	})
	s.scripts = append(s.scripts, later...)
	s.policy = "default-src 'none'; script-src" + hashes(s.scripts) + "; style-src" + hashes(s.styles) + "; img-src data:; connect-src 'none'; " +
		"form-action 'none'; base-uri 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
}

func hashes(of [][]byte) string {
	var b strings.Builder
	for _, data := range of {
		sum := sha256.Sum256(data)
		b.WriteString(" 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'")
	}
	if b.Len() == 0 {
		return " 'none'"
	}
	return b.String()
}

func isSearch(t tag) bool { return t.get("data-module") == "search" }

// endOf gives where the element of a start tag ends.
func (s *single) endOf(t tag) int {
	rest := s.e.data[t.end:]
	depth, at := 1, 0
	for depth > 0 {
		open, end := bytes.Index(rest[at:], []byte("<"+t.name)), bytes.Index(rest[at:], []byte("</"+t.name+">"))
		switch {
		case end < 0:
			return len(s.e.data)
		case open >= 0 && open < end:
			depth++
			at += open + 1
		default:
			depth--
			at += end + len(t.name) + 3
		}
	}
	return t.end + at
}

// write makes the changes.
func (s *single) write() {
	styles := 0
	walk(s.e.data, func(t tag) {
		switch {
		case t.off < s.e.at:
		case isSearch(t):
			s.e.cutLine(t.off, s.endOf(t))
		case t.name == "meta" && strings.EqualFold(t.get("http-equiv"), "content-security-policy"):
			s.value(t, "content", s.policy)
		case t.name == "link":
			switch t.get("rel") {
			case "stylesheet":
				s.e.replace(t.off, t.end, "<style>"+string(s.styles[styles])+"</style>")
				styles++
			case "icon":
				s.picture(t, "href")
			case "apple-touch-icon":
				s.e.cutLine(t.off, t.end)
			}
		case t.name == "img":
			s.picture(t, "src")
		case t.name == "script" && t.get("data-name") != "":
			s.drop(t, "src")
		case t.name == "script" && t.get("src") != "":
			s.e.cutLine(t.off, t.close)
		case t.name == "a" || t.name == "area":
			s.link(t)
		}
	})
	end := bytes.LastIndex(s.e.data, []byte("</body>"))
	if end < s.e.at {
		s.err = fmt.Errorf("%s has no end of its body", s.page)
		return
	}
	var b strings.Builder
	for _, js := range s.scripts {
		b.WriteString("<script>" + string(js) + "</script>\n")
	}
	s.e.insert(end, b.String())
}

// value sets an attribute that the tag has.
func (s *single) value(t tag, key, value string) {
	for _, a := range t.attrs {
		if strings.EqualFold(a.key, key) {
			s.e.replace(a.valueOff, a.valueOff+len(a.value), html.EscapeString(value))
			return
		}
	}
}

// drop takes an attribute away.
func (s *single) drop(t tag, key string) {
	for _, a := range t.attrs {
		if strings.EqualFold(a.key, key) {
			s.e.cut(a.off-1, a.end)
			return
		}
	}
}

// picture puts one in the place of its address.
func (s *single) picture(t tag, key string) {
	name, data := s.asset(t.get(key))
	kind := types[path.Ext(name)]
	if kind == "" && s.err == nil {
		s.err = fmt.Errorf("%s is no picture that can stand within a page", name)
	}
	s.value(t, key, "data:"+kind+";base64,"+base64.StdEncoding.EncodeToString(data))
}

// link leads to the file of the page, or to the site.
func (s *single) link(t tag) {
	to, rest, ok := target(s.page, t.get("href"))
	if !ok {
		return
	}
	switch other, ok := s.others[to]; {
	case ok && to == s.page && rest != "":
		s.value(t, "href", rest)
	case ok:
		s.value(t, "href", other+rest)
	case s.base != "":
		s.value(t, "href", s.base+strings.TrimSuffix(to, index)+rest)
	default:
		s.drop(t, "href")
	}
}
