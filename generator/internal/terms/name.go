package terms

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/lookalike"
	"signpost/generator/internal/source"
)

// vendor is who makes what partners sell, by the name that readers know.
const vendor = "Microsoft"

// name reads the name of an organisation: what it shows is what it is.
func (p *parser) name(n *source.Node, key string) string {
	v := p.line(n, key)
	if v != "" {
		honest(n.Pos, key, v, p.l)
	}
	return v
}

// honest reports a name that shows otherwise than it is written, or that poses as the vendor's.
func honest(at diag.Pos, key, name string, l *diag.List) {
	if i := strings.IndexFunc(name, func(r rune) bool { return unicode.Is(unicode.Cf, r) }); i >= 0 && !joins(name[i:]) {
		l.Add(at, "terms-name", "%s: %q holds %s, which nobody sees", key, name, codePoint(name[i:])).Hint = "type the name anew: it is compared, searched for and read aloud"
		return
	}
	if f, found := lookalike.Hidden(name); found {
		l.Add(at, "terms-name", "%s: %q in %q is %s (U+%04X) among letters that are %s", key, string(f.Letter), f.Word, f.Script, f.Letter, f.Among).Hint =
			"type the word anew, in one alphabet: nobody sees the difference"
		return
	}
	for i, word := range lookalike.Words(name) {
		switch {
		case !lookalike.Alike(word, vendor):
		case !strings.EqualFold(word, vendor):
			l.Add(at, "terms-name", "%s: %q looks like %q", key, word, vendor).Hint = "write the name so that nobody takes it for the vendor's"
			return
		case i == 0:
			l.Add(at, "terms-name", "%s: %q begins with the name of the vendor", key, name).Hint = "write the partner's own name: the site says that it works with the vendor"
			return
		}
	}
}

// joins reports whether a text begins with a joiner in a name of a script that
// is not written without: of none of those of Europe.
func joins(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	after, _ := utf8.DecodeRuneInString(s[size:])
	return (r == '\u200c' || r == '\u200d') && unicode.IsLetter(after) && !unicode.In(after, unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Armenian)
}
