package verify

import "bytes"

// plainText judges llms.txt and robots.txt: the addresses in them lead to
// files of the site.
func (s *scanner) plainText(data []byte) {
	overview := bytes.HasSuffix([]byte(s.path), []byte("llms.txt"))
	if overview && !bytes.HasPrefix(data, []byte("# ")) {
		s.problem(0, "out-overview", "the overview does not begin with the name of the site").hint = "its first line is a heading: # Name"
	}
	off := 0
	for line := range bytes.Lines(data) {
		if overview {
			s.markdownLinks(line, off)
		} else if rest, ok := bytes.CutPrefix(line, []byte("Sitemap:")); ok {
			value := bytes.TrimSpace(rest)
			s.refer(value, off+bytes.Index(line, value), linkCanonical, "")
		}
		off += len(line)
	}
}

// markdownLinks follows the links of a line.
func (s *scanner) markdownLinks(line []byte, off int) {
	for i := 0; i+1 < len(line); i++ {
		if line[i] != ']' || line[i+1] != '(' || i > 0 && line[i-1] == '\\' {
			continue
		}
		n := bytes.IndexByte(line[i+2:], ')')
		if n < 0 {
			return
		}
		value := line[i+2 : i+2+n]
		kind := linkPlain
		if schemeEnd(value) > 0 {
			kind = linkCanonical // an address of this site, or none
		}
		s.refer(value, off+i+2, kind, "")
		i += 2 + n
	}
}
