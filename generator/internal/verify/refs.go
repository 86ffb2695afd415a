package verify

import (
	"bytes"
	"net/url"
	"strings"
)

// reference is an address as a browser takes it apart.
type reference struct {
	scheme   string // lower case; "" where relative
	host     bool   // protocol-relative: "//host"
	path     []byte // still encoded; part of the value
	fragment []byte // decoded
}

// parseReference splits an address. Like browsers it drops tabs and line ends
// within, spaces around, and takes "\" for "/".
func parseReference(value []byte) reference {
	for len(value) > 0 && value[0] <= ' ' {
		value = value[1:]
	}
	for len(value) > 0 && value[len(value)-1] <= ' ' {
		value = value[:len(value)-1]
	}
	if hasBreak(value) {
		value = bytes.Map(func(r rune) rune {
			if r == '\t' || r == '\r' || r == '\n' {
				return -1
			}
			return r
		}, value)
	}
	var ref reference
	if i := schemeEnd(value); i > 0 {
		ref.scheme = strings.ToLower(string(value[:i]))
		return ref
	}
	if i := bytes.IndexByte(value, '#'); i >= 0 {
		ref.fragment = value[i+1:]
		if bytes.IndexByte(ref.fragment, '%') >= 0 {
			if s, err := url.PathUnescape(string(ref.fragment)); err == nil {
				ref.fragment = []byte(s)
			}
		}
		value = value[:i]
	}
	if i := bytes.IndexByte(value, '?'); i >= 0 {
		value = value[:i]
	}
	if bytes.IndexByte(value, '\\') >= 0 {
		value = bytes.ReplaceAll(value, []byte(`\`), []byte("/"))
	}
	ref.host = bytes.HasPrefix(value, []byte("//"))
	ref.path = value
	return ref
}

func hasBreak(b []byte) bool {
	for _, c := range b {
		if c == '\t' || c == '\r' || c == '\n' {
			return true
		}
	}
	return false
}

// schemeEnd gives the offset of the colon after a scheme, or 0.
func schemeEnd(value []byte) int {
	for i, c := range value {
		switch {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
		case i > 0 && ('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.'):
		case i > 0 && c == ':':
			return i
		default:
			return 0
		}
	}
	return 0
}

// locate follows an encoded path from a folder of the tree ("" or "fr/guides/")
// to a path in the tree. base is where the tree lies on its host. It says what
// is wrong where the path leads nowhere whatever the tree holds.
func locate(buf []byte, base, dir string, path []byte) (out []byte, wrong string) {
	buf = buf[:0]
	if len(path) == 0 || path[0] != '/' {
		buf = append(append(buf, base...), dir...)
	} else {
		path = path[1:]
	}
	for {
		segment, rest, more := path, path[len(path):], false
		if i := bytes.IndexByte(path, '/'); i >= 0 {
			segment, rest, more = path[:i], path[i+1:], true
		}
		if bytes.IndexByte(segment, '%') >= 0 {
			s, err := url.PathUnescape(string(segment))
			if err != nil {
				return buf, "is not well percent-encoded"
			}
			if strings.ContainsAny(s, "/\x00") {
				return buf, "hides a character that no file name has"
			}
			segment = []byte(s)
		}
		switch string(segment) {
		case ".":
		case "..":
			if len(buf) == 0 {
				return buf, "leads out of the site"
			}
			buf = buf[:bytes.LastIndexByte(buf[:len(buf)-1], '/')+1]
		default:
			buf = append(buf, segment...)
			if more {
				buf = append(buf, '/')
			}
		}
		if !more {
			break
		}
		path = rest
	}
	if len(buf) < len(base) || string(buf[:len(base)]) != base {
		return buf, "leads out of the site"
	}
	buf = buf[len(base):]
	if len(buf) == 0 || buf[len(buf)-1] == '/' {
		buf = append(buf, "index.html"...)
	}
	return buf, ""
}

// refer judges one address of the file at off, and keeps it for resolve where
// it lies within the site.
func (s *scanner) refer(value []byte, off int, kind linkKind, hreflang string) {
	ref := parseReference(value)
	if kind == linkPlain && ref.scheme == "" && !ref.host && len(ref.path) == 0 {
		s.keep(link{off: off, kind: kind, target: s.path, hreflang: hreflang}, ref)
		return
	}
	dir := s.dir
	if s.site.offline && (ref.scheme != "" || ref.host) {
		// The site on its host is another place, and an address of it as good as any: a folder has none.
		if kind < linkCanonical {
			s.foreign(value, ref, off, kind)
		}
		return
	}
	if ref.scheme != "" || ref.host {
		s.foreigners = append(s.foreigners, value)
		own, ok := s.ownAddress(value)
		if !ok {
			s.foreign(value, ref, off, kind)
			return
		}
		ref, dir = parseReference(own), ""
	} else {
		if kind >= linkCanonical {
			s.problem(off, "out-canonical", "address %s is not absolute", quote(value))
			return
		}
		if len(ref.path) == 0 {
			s.keep(link{off: off, kind: kind, target: s.path, hreflang: hreflang}, ref)
			return
		}
		s.offlineAddress(value, ref, off)
		if s.path == "404.html" && ref.path[0] != '/' {
			s.problem(off, "out-link", "address %s is relative, and this page is shown at every address", quote(value)).
				hint = "begin it with the site's base path, \"/" + s.site.base + "\""
			return
		}
	}
	if ref.path[0] == '/' || bytes.Count(ref.path, []byte("..")) > strings.Count(dir, "/") || bytes.IndexByte(ref.path, '%') >= 0 {
		s.rooted = true // it may climb above the site and come back
	}
	target, wrong := locate(s.buf, s.site.base, dir, ref.path)
	s.buf = target[:0]
	if wrong != "" {
		s.problem(off, "out-link", "address %s %s", quote(value), wrong)
		return
	}
	s.keep(link{off: off, kind: kind, target: s.word(target), hreflang: hreflang}, ref)
}

// keep stores a link for resolve, with the fragment that needs an id.
func (s *scanner) keep(l link, ref reference) {
	if f := ref.fragment; len(f) > 0 && string(f) != "top" && bytes.IndexByte(f, '=') < 0 {
		l.fragment = s.word(f)
	}
	s.links = append(s.links, l)
}

// ownAddress gives what follows the site's own address in an absolute one.
func (s *scanner) ownAddress(value []byte) ([]byte, bool) {
	base := s.site.baseURL
	value = bytes.TrimSpace(value)
	switch {
	case base == "":
		return nil, false
	case len(value) == len(base)-1 && string(value) == base[:len(base)-1]:
		return []byte("./"), true
	case bytes.HasPrefix(value, []byte(base)):
		return append([]byte("./"), value[len(base):]...), true
	}
	return nil, false
}

// foreign judges an address that leaves the site.
func (s *scanner) foreign(value []byte, ref reference, off int, kind linkKind) {
	http := ref.host || ref.scheme == "http" || ref.scheme == "https"
	switch {
	case kind >= linkCanonical:
		s.problem(off, "out-canonical", "address %s is not one of this site", quote(value))
	case kind == linkRequest && s.site.single && ref.scheme == "data":
	case kind == linkRequest && http:
		s.problem(off, "out-external", "%s is fetched from another host", quote(value)).
			hint = "keep a copy in the site"
	case kind == linkRequest:
		s.problem(off, "out-scheme", "%s cannot be fetched under the site's policy", quote(value))
	case ref.host:
		s.problem(off, "out-scheme", "link %s has no scheme", quote(value)).hint = "write https:"
	case ref.scheme == "http":
		s.problem(off, "out-scheme", "link %s is not encrypted", quote(value)).hint = "write https:"
	case ref.scheme != "https" && ref.scheme != "mailto" && ref.scheme != "tel":
		s.problem(off, "out-scheme", "link %s has a scheme other than https, mailto or tel", quote(value))
	}
}

// referSet judges the addresses of a srcset.
func (s *scanner) referSet(value []byte, off int) {
	for len(value) > 0 {
		value = bytes.TrimLeft(value, ", \t\r\n\f")
		end := bytes.IndexAny(value, " \t\r\n\f")
		if end < 0 {
			end = len(value)
		}
		address := bytes.TrimRight(value[:end], ",")
		if len(address) > 0 {
			s.refer(address, off, linkRequest, "")
		}
		value = value[end:]
		if len(address) < end { // the comma stood at the address
			continue
		}
		next := bytes.IndexByte(value, ',')
		if next < 0 {
			return
		}
		value = value[next+1:]
	}
}
