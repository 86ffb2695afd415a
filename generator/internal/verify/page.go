package verify

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// htmlTag notes the page's language and holds it to the folder's.
func (s *scanner) htmlTag(attrs []attr, off int) {
	s.page.html = true
	i := find(attrs, "lang")
	if i < 0 {
		s.problem(off, "out-lang", "<html> has no lang")
		return
	}
	lang := string(attrs[i].val)
	s.facts.lang = lang
	if !s.site.wellFormed(attrs[i].val) {
		return // reported as out-lang-tag
	}
	folder := s.site.folderLanguage(s.path)
	switch {
	case folder != "" && !strings.EqualFold(folder, lang):
		s.problem(off+attrs[i].off, "out-lang", "the page says it is in %s and lies in the folder of %s", quote(lang), quote(folder))
	case folder == "" && len(s.site.languages) > 0 && !slices.ContainsFunc(s.site.languages, func(l string) bool { return strings.EqualFold(l, lang) }):
		s.problem(off+attrs[i].off, "out-lang", "%s is not a language of the site", quote(lang))
	}
}

// wellFormed reports whether tag is a language tag.
func (s *site) wellFormed(tag []byte) bool {
	for _, l := range s.languages {
		if l == string(tag) {
			return true
		}
	}
	if len(tag) == 0 || bytes.IndexByte(tag, '_') >= 0 {
		return false
	}
	_, err := language.Parse(string(tag))
	return err == nil
}

// beforePolicy notes what comes before the policy that should govern it.
func (s *scanner) beforePolicy(off int) {
	if !s.page.csp && s.page.early < 0 {
		s.page.early = off
	}
}

// maxCharset is within how many bytes browsers look for the encoding.
const maxCharset = 1024

// meta judges the meta elements that act.
func (s *scanner) meta(attrs []attr, off int) {
	if v, ok := get(attrs, "charset"); ok && bytes.EqualFold(v, []byte("utf-8")) && off < maxCharset {
		s.page.charset = true
	}
	if i := find(attrs, "content"); i >= 0 {
		property, _ := get(attrs, "property")
		switch name, _ := get(attrs, "name"); {
		case string(property) == "og:url" || string(property) == "og:image":
			s.refer(attrs[i].val, off+attrs[i].off, linkCanonical, "")
		case string(name) == "robots":
			s.facts.noindex = bytes.Contains(lower(attrs[i].val), []byte("noindex"))
		}
	}
	equiv, ok := get(attrs, "http-equiv")
	if !ok {
		return
	}
	i := find(attrs, "content")
	if i < 0 {
		return
	}
	content, at := attrs[i].val, off+attrs[i].off
	switch string(lower(bytes.TrimSpace(equiv))) {
	case "content-security-policy":
		s.page.csp = true
		s.page.policy = string(content)
		if s.site.single {
			content = bytes.ReplaceAll(content, []byte("img-src data:"), nil)
		}
		if slices.Contains(s.site.asking, s.path) {
			content = bytes.ReplaceAll(content, []byte("connect-src https: http:"), nil)
		}
		if weak := weakness(string(content)); weak != "" {
			s.problem(at, "out-csp", "the policy %s", weak)
		}
	case "refresh":
		if i := bytes.IndexAny(content, ";,"); i >= 0 {
			address := bytes.TrimSpace(content[i+1:])
			if hasFold(address, "url") {
				if rest := bytes.TrimSpace(address[3:]); len(rest) > 0 && rest[0] == '=' {
					address = bytes.TrimSpace(rest[1:])
				}
			}
			s.refer(bytes.Trim(address, `"'`), at, linkRequest, "")
		}
	case "content-type", "x-ua-compatible":
	default:
		s.problem(at, "out-attribute", "http-equiv %s is not expected", quote(equiv))
	}
}

// weakness says what a policy lacks, "" if nothing: it must begin from
// 'none', name no host, and hold nothing that a meta element cannot carry.
func weakness(policy string) string {
	fromNone := false
	for directive := range strings.SplitSeq(strings.ToLower(policy), ";") {
		words := strings.Fields(directive)
		if len(words) == 0 {
			continue
		}
		switch name := words[0]; name {
		case "default-src":
			fromNone = len(words) == 2 && words[1] == "'none'"
		case "frame-ancestors", "report-uri", "sandbox":
			return "has " + quote(name) + ", which counts only as a header"
		case "trusted-types", "require-trusted-types-for", "report-to", "upgrade-insecure-requests":
			continue
		}
		for _, w := range words[1:] {
			if strings.HasPrefix(w, "'unsafe-") || !strings.HasPrefix(w, "'") {
				return "lets in " + quote(w)
			}
		}
	}
	if !fromNone {
		return "does not begin with default-src 'none'"
	}
	return ""
}

// settlePage reports what a page should have had.
func (s *scanner) settlePage() {
	pg := &s.page
	if !pg.doctype {
		s.problem(0, "out-markup", "the page has no doctype")
	}
	if !pg.charset {
		s.problem(-1, "out-markup", "the page does not say that it is UTF-8").hint = `begin its head with <meta charset="utf-8">`
	}
	if !pg.html {
		s.problem(-1, "out-lang", "the page has no <html lang>")
	}
	switch {
	case !pg.csp:
		s.problem(-1, "out-csp", "the page has no Content-Security-Policy")
	case pg.early >= 0:
		s.problem(pg.early, "out-csp", "this comes before the page's Content-Security-Policy")
	}
	switch {
	case pg.titles == 0:
		s.problem(-1, "out-title", "the page has no title")
	case !pg.titleFilled:
		s.problem(-1, "out-title", "the page's title is empty")
	}
	if pg.headings == 0 {
		s.problem(-1, "out-heading", "the page has no h1")
	}
	if pg.mains == 0 {
		s.problem(-1, "out-main", "the page has no main")
	}
	s.settleTold()
}
