package terms

import (
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/publicsuffix"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/source"
)

// lineRule is something that no line of a partner's words may hold, wherever it
// stands: in code and in front matter too, since what is code to one reader of
// Markdown is none to another.
type lineRule struct {
	// find gives where it begins, in bytes, and what it is; -1 for nowhere.
	find       func(line string) (at int, what string)
	says, hint string // says has a place for what was found
}

// lineRules are all of them; the first two, factRules of them, hold for facts too.
var lineRules = [...]lineRule{
	{command, "%q begins a command of other programs", "a partner's words hold no commands: delete it"},
	{remains, "%q is what a program leaves on a page where something went wrong", "write it otherwise: a site with it is taken for broken, and not published"},
	{attributes, "%q gives a part of the text attributes", "delete it: the only thing in braces is the id of a heading, {#id}"},
	{reference, "%q stands for a character that nobody sees", "delete it: it can hide or reorder what a reader sees"},
	{unseen, "invisible character %s", hiddenHint},
}

const factRules = 2

// remainsForm is what package verify takes for the remains of a template, in whatever
// it may stand: no site with such a text is published.
var remainsForm = regexp.MustCompile(`ZgotmplZ|HAHAHUGO|%![-\w]?\(|map\[(?:\]|[-.\w\x{80}-\x{10ffff}]{0,64}:)|<nil>|<no value>|\[i18n\] |\[object Object\]`)

func remains(line string) (int, string) {
	if !strings.ContainsAny(line, "Z%[<H") { // what each of them holds: most lines have none
		return -1, ""
	}
	m := remainsForm.FindStringIndex(line)
	if m == nil {
		return -1, ""
	}
	return m[0], line[m[0]:m[1]]
}

const hiddenHint = "delete it: it can hide what a reader sees, or be taken for something else"

// command finds what templates and shortcodes of other programs begin with.
func command(line string) (int, string) {
	at := strings.Index(line, "{{")
	if at < 0 {
		return -1, ""
	}
	for _, mark := range []string{"{{<", "{{%"} {
		if strings.HasPrefix(line[at:], mark) {
			return at, mark
		}
	}
	return at, "{{"
}

var (
	// attributeForm is what other readers of Markdown take attributes from: braces at the
	// end of a heading, at the begin of a line, behind a link or image or code.
	attributeForm = regexp.MustCompile("(?:^\\s*#{1,6}\\s.*?|^\\s*|[)\\]`])(\\{:?\\s*(?:[.#][^{}]*|[A-Za-z][\\w:-]*\\s*=[^{}]*)\\}?)")
	idAttribute   = regexp.MustCompile(`^\{#[^\s.={}]*\}$`)
	referenceForm = regexp.MustCompile(`&#(?:[xX][0-9a-fA-F]{1,8}|[0-9]{1,8});?`)
)

func attributes(line string) (int, string) {
	for _, m := range attributeForm.FindAllStringSubmatchIndex(line, -1) {
		if what := line[m[2]:m[3]]; !idAttribute.MatchString(what) || !strings.HasPrefix(strings.TrimLeft(line, " "), "#") {
			return m[2], what
		}
	}
	return -1, ""
}

func reference(line string) (int, string) {
	for _, m := range referenceForm.FindAllStringIndex(line, -1) {
		what := line[m[0]:m[1]]
		if strings.ContainsFunc(html.UnescapeString(strings.TrimSuffix(what, ";")+";"), hidden) {
			return m[0], what
		}
	}
	return -1, ""
}

func unseen(line string) (int, string) {
	at := strings.IndexFunc(line, hidden)
	if at < 0 {
		return -1, ""
	}
	return at, codePoint(line[at:])
}

// codePoint names the first character of a text as "U+202E".
func codePoint(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	return fmt.Sprintf("U+%04X", r)
}

// hidden reports characters that are not seen, or stand for nothing. Those that
// scripts and typography need remain: soft hyphens, joiners, marks of direction.
func hidden(r rune) bool {
	switch r {
	case '\u00ad', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060':
		return false
	case '\t', '\n':
		return false
	case utf8.RuneError, '\ufffc', '\u115f', '\u1160', '\u3164', '\uffa0':
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp)
}

// byRules holds a line against the rules.
func byRules(at diag.Pos, line string, l *diag.List) {
	for _, r := range lineRules {
		if i, what := r.find(line); i >= 0 {
			at.Col = utf8.RuneCountInString(line[:i]) + 1
			l.Add(at, "terms-text", r.says, what).Hint = r.hint
		}
	}
}

// factsVisible reports, in a value or a key of the facts, characters that are not seen, and what programs
// leave on a page, or take for a command.
func factsVisible(n *source.Node, l *diag.List) {
	if n == nil {
		return
	}
	report := func(at diag.Pos, s string) {
		if i, what := unseen(s); i >= 0 {
			l.Add(at, "terms-text", "invisible character %s", what).Hint = hiddenHint
		}
		for _, r := range lineRules[:factRules] {
			if i, what := r.find(s); i >= 0 {
				l.Add(at, "terms-text", r.says, what).Hint = r.hint
			}
		}
	}
	report(n.Pos, n.Value)
	for _, item := range n.Items {
		factsVisible(item, l)
	}
	for _, e := range n.Entries {
		report(e.Pos, e.Key)
		factsVisible(e.Value, l)
	}
}

// link holds one link against what a partner may lead readers to.
func link(doc *prose.Document, k prose.Link, l *diag.List) {
	switch {
	case strings.HasPrefix(k.Dest, "#") && doc.Has(k.Dest[1:]):
		return
	case strings.HasPrefix(k.Dest, "#"):
		l.Add(k.Pos, "terms-text", "there is no section %q to go to", k.Dest[1:]).Hint = "correct it: sections are named by the id of their heading"
		return
	case k.Internal():
		l.Add(k.Pos, "terms-text", "a partner's words cannot lead to %q", k.Dest).Hint =
			"link to a section of this text, #id, or to a whole address, https://…"
		return
	}
	u, err := url.Parse(k.Dest)
	switch {
	case err != nil:
		l.Add(k.Pos, "terms-text", "%q is no address", k.Dest).Hint = "write it as https://www.example.com/page"
	case !strings.EqualFold(u.Scheme, "https"):
	case u.Hostname() == "" || u.Opaque != "" || strings.Contains(k.Dest, `\`):
		l.Add(k.Pos, "terms-text", "%q names no host", k.Dest).Hint = "write it as https://www.example.com/page"
	case u.User != nil:
		l.Add(k.Pos, "terms-text", "address %q begins with a name that is not that of its host", k.Dest).Hint = "delete what stands before the @"
	default:
		if says := hostIn(k.Text); says != "" && !sameHost(says, u.Hostname()) {
			l.Add(k.Pos, "terms-text", "the link says %q and leads to %q", says, u.Hostname()).Hint = "write the address that it leads to, or words"
		}
	}
}

// hostIn is the host that the words of a link seem to lead to, "" for none.
func hostIn(words string) string {
	m := hostWords.FindStringSubmatch(strings.TrimSpace(words))
	if m == nil {
		return ""
	}
	if _, known := publicsuffix.PublicSuffix(strings.ToLower(m[1])); !known {
		return "" // Node.js
	}
	return m[1]
}

var hostWords = regexp.MustCompile(`(?i)^(?:https?:/*)?(?:[^\s/@]*@)?((?:[\pL\pN-]+\.)+\pL{2,})(?::\d+)?(?:[/?#]\S*)?$`)

// sameHost reports whether two hosts are one, or the one is a part of the other.
func sameHost(says, host string) bool {
	says, host = strings.TrimPrefix(strings.ToLower(says), "www."), strings.TrimPrefix(strings.ToLower(host), "www.")
	return says == host || strings.HasSuffix(host, "."+says)
}
