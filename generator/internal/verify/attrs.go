package verify

import (
	"bytes"

	"golang.org/x/net/html"
)

// maxAttrs is how many attributes of one tag are looked at.
const maxAttrs = 64

// attr is one attribute of a tag. val is decoded; off is the offset of the
// name's first byte within the tag.
type attr struct {
	key, val []byte
	off      int
	valOff   int // of the value's first byte, undecoded
}

// parseAttrs reads the attributes of a start tag, "<" to ">", as the tokenizer
// z that stands on it does, but without its allocations and with offsets. The
// first of two equal attributes wins; repeated is the offset of a second one,
// or -1.
func parseAttrs(z *html.Tokenizer, tag []byte, into []attr) (attrs []attr, repeated int) {
	attrs, repeated = into[:0], -1
	entities := false
	i := 1
	for i < len(tag) && !isSpace(tag[i]) && tag[i] != '/' && tag[i] != '>' {
		i++
	}
	for {
		i = skipSpace(tag, i)
		if i >= len(tag) || tag[i] == '>' {
			break
		}
		a := attr{off: i}
		for i < len(tag) && !isSpace(tag[i]) && tag[i] != '/' && tag[i] != '>' && (tag[i] != '=' || i == a.off) {
			i++
		}
		a.key, a.valOff = tag[a.off:i], i
		j := skipSpace(tag, i)
		switch {
		case j < len(tag) && tag[j] == '/':
			i = j + 1
		case j < len(tag) && tag[j] == '=':
			i, a = attrValue(tag, j+1, a)
		default:
			i = j
		}
		if len(a.key) == 0 {
			continue
		}
		a.key = lower(a.key)
		if find(attrs, a.key) >= 0 {
			repeated = a.off
			continue
		}
		entities = entities || bytes.IndexByte(a.val, '&') >= 0 || bytes.IndexByte(a.val, '\r') >= 0 || bytes.IndexByte(a.val, 0) >= 0
		if attrs = append(attrs, a); len(attrs) > maxAttrs {
			break
		}
	}
	if entities {
		for k := range attrs {
			_, attrs[k].val, _ = z.TagAttr()
		}
	}
	return attrs, repeated
}

// attrValue reads the value that begins at i, after "=".
func attrValue(tag []byte, i int, a attr) (int, attr) {
	i = skipSpace(tag, i)
	a.valOff = i
	if i >= len(tag) || tag[i] == '>' {
		return i, a
	}
	if q := tag[i]; q == '"' || q == '\'' {
		a.valOff = i + 1
		n := bytes.IndexByte(tag[i+1:], q)
		if n < 0 {
			a.val = tag[i+1:]
			return len(tag), a
		}
		a.val = tag[i+1 : i+1+n]
		return i + n + 2, a
	}
	for i++; i < len(tag) && !isSpace(tag[i]) && tag[i] != '>'; i++ {
	}
	a.val = tag[a.valOff:i]
	return i, a
}

// find gives the index of the attribute named key, or -1.
func find[T string | []byte](attrs []attr, key T) int {
	for i := range attrs {
		if string(attrs[i].key) == string(key) {
			return i
		}
	}
	return -1
}

// get gives the value of an attribute, and whether it is there.
func get(attrs []attr, key string) ([]byte, bool) {
	if i := find(attrs, key); i >= 0 {
		return attrs[i].val, true
	}
	return nil, false
}

// tagName is the lower-cased name in a start or end tag.
func tagName(tag []byte) []byte {
	i := 1
	if i < len(tag) && tag[i] == '/' {
		i++
	}
	start := i
	for i < len(tag) && !isSpace(tag[i]) && tag[i] != '/' && tag[i] != '>' {
		i++
	}
	return lower(tag[start:i])
}

// lower folds ASCII capitals; it copies only where there are any.
func lower(b []byte) []byte {
	for _, c := range b {
		if 'A' <= c && c <= 'Z' {
			out := bytes.Clone(b)
			for i, c := range out {
				if 'A' <= c && c <= 'Z' {
					out[i] = c + 'a' - 'A'
				}
			}
			return out
		}
	}
	return b
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'
}

func skipSpace(b []byte, i int) int {
	for i < len(b) && isSpace(b[i]) {
		i++
	}
	return i
}
