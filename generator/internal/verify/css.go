package verify

import "bytes"

// css judges the addresses in a style sheet: url(…), @import "…", and any
// string that is an absolute address, which covers image-set(). off is
// the offset of text in the file, or -1-off where text is an attribute's
// value, whose problems are all reported at off.
func (s *scanner) css(text []byte, off int) {
	at := func(i int) int {
		if off < 0 {
			return -1 - off
		}
		return off + i
	}
	imports, namespace := false, false
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '/' && i+1 < len(text) && text[i+1] == '*':
			n := bytes.Index(text[i+2:], []byte("*/"))
			if n < 0 {
				return
			}
			i += n + 4
		case c == '"' || c == '\'':
			value, end := cssString(text, i)
			ref := parseReference(value)
			if !namespace && (imports || ref.host || ref.scheme == "https" || ref.scheme == "http") {
				s.refer(value, at(i), linkRequest, "")
			}
			imports = false
			i = end
		case c == '@':
			imports = hasFold(text[i:], "@import")
			namespace = hasFold(text[i:], "@namespace")
			i++
		case c == ';' || c == '{':
			imports, namespace = false, false
			i++
		case (c == 'u' || c == 'U') && hasFold(text[i:], "url(") && (i == 0 || !isName(text[i-1])):
			start := i
			i = skipSpace(text, i+len("url("))
			var value []byte
			if i < len(text) && (text[i] == '"' || text[i] == '\'') {
				value, i = cssString(text, i)
			} else {
				n := bytes.IndexByte(text[i:], ')')
				if n < 0 {
					n = len(text) - i
				}
				value = bytes.TrimSpace(text[i : i+n])
				i += n
			}
			if !namespace && !bytes.HasPrefix(value, []byte("#")) {
				s.refer(value, at(start), linkRequest, "")
			}
			imports = false
		case c == '\\':
			i += 2
		default:
			i++
		}
	}
}

// cssString gives the value of the string that begins at i, and the offset
// after it. Escapes other than of a quote or backslash are kept as written.
func cssString(text []byte, i int) (value []byte, end int) {
	quote := text[i]
	for j := i + 1; j < len(text); j++ {
		switch text[j] {
		case '\\':
			j++
		case quote, '\n':
			return text[i+1 : j], j + 1
		}
	}
	return text[i+1:], len(text)
}

func hasFold(text []byte, prefix string) bool {
	return len(text) >= len(prefix) && bytes.EqualFold(text[:len(prefix)], []byte(prefix))
}

func isName(c byte) bool {
	return c == '-' || c == '_' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
