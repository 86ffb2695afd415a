package verify

import "bytes"

// leftover is what a template engine leaves where something went wrong.
type leftover struct {
	text     string
	textOnly bool // in attributes it may be meant
	means    string
}

// leftovers, without those that a text about software may hold by right;
// inside code nothing is looked at.
var leftovers = []leftover{
	{"ZgotmplZ", false, "an address or style that the template engine refused"},
	{"HAHAHUGO", false, "a placeholder that Hugo did not replace"},
	{"%!", false, "a value that did not fit its format"},
	{"{{", true, "a template that was not run"},
	{"map[", true, "a map printed as it is"},
	{"&lt;nil&gt;", false, "a value that is not there"},
	{"<nil>", false, "a value that is not there"},
	{"&lt;no value&gt;", false, "a value that is not there"},
	{"[i18n] ", true, "an interface string that is not there"},
	{"[object Object]", true, "an object printed as it is"},
}

// Leftovers are texts that each hold one: whoever keeps such texts out of pages
// can be held against them.
func Leftovers() []string {
	return []string{"ZgotmplZ", "HAHAHUGO", "%!s(", "%!(", "{{", "map[]", "map[a:b]", "map[ä.b-c:", "<nil>", "<no value>", "[i18n] a", "[object Object]"}
}

// refusedName is the first of them as it stands in the name of an attribute,
// alone or behind "data-": names are read in lower case.
var refusedName = []byte("zgotmplz")

// hasLeftover reports whether data may hold one: the quick question asked once
// of every file, so that most are never searched token by token.
func hasLeftover(data []byte) bool {
	for i := range leftovers {
		l := &leftovers[i]
		if n := l.find(data); n >= 0 {
			return true
		}
	}
	return false
}

// find gives the offset of the first leftover of this kind, or -1.
func (l *leftover) find(data []byte) int {
	for from := 0; ; {
		n := bytes.Index(data[from:], []byte(l.text))
		if n < 0 {
			return -1
		}
		n += from
		from = n + len(l.text)
		rest := data[from:]
		switch l.text {
		case "%!": // %!s( %!d( %!(
			if len(rest) > 0 && rest[0] == '(' || len(rest) > 1 && isName(rest[0]) && rest[1] == '(' {
				return n
			}
		case "map[": // map[] map[key:value]
			i := 0
			for i < len(rest) && i < 64 && (isName(rest[i]) || rest[i] == '.') {
				i++
			}
			if i < len(rest) && (rest[i] == ':' || i == 0 && rest[i] == ']') {
				return n
			}
		default:
			return n
		}
	}
}

// inCode reports whether the page holds such a thing in code: then its author
// writes about it, and a heading's words stand without their markup in the
// page's list of contents.
func (s *scanner) inCode(l *leftover) bool {
	rest := s.data
	for {
		_, after, ok := bytes.Cut(rest, []byte("<code>"))
		if !ok {
			return false
		}
		code, after, ok := bytes.Cut(after, []byte("</code>"))
		if !ok {
			return false
		}
		if l.find(code) >= 0 {
			return true
		}
		rest = after
	}
}

// leftover reports those in a text, comment or attribute value at off.
func (s *scanner) leftover(raw []byte, off int, isText bool) {
	for i := range leftovers {
		l := &leftovers[i]
		if l.textOnly && !isText {
			continue
		}
		if n := l.find(raw); n >= 0 && !(isText && s.inCode(l)) {
			if isText {
				n += off
			} else {
				n = off
			}
			s.problem(n, "out-leftover", "%s stands in the page", quote(l.text)).hint = l.means
		}
	}
}
