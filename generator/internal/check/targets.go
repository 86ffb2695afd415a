package check

import (
	"net/url"
	"slices"
	"strings"

	"signpost/generator/internal/prose"
)

// targets are the parts of a passage with addresses that are the same in every
// language. dead is whether a link leads nowhere, which is reported as such.
// The answers of a question are left out: they are compared one by one, by id.
func (c *comparison) targets(d *prose.Document, parts []prose.Part, answers []string) (out []prose.Part, dead bool) {
	out = make([]prose.Part, 0, len(parts))
	for _, p := range parts {
		switch p.Kind {
		case prose.PartItem:
			if answers != nil {
				continue
			}
		case prose.PartCode:
			if slices.Contains(answers, p.Words) {
				continue
			}
		case prose.PartLink:
			if p.Dest = c.target(d, p.Dest); p.Dest == "" {
				dead = true
				continue
			}
		case prose.PartImage:
			p.Dest = "" // a picture may be one of the language
		case prose.PartHeading:
			if p.ID != "" {
				continue
			}
		}
		out = append(out, p)
	}
	return out, dead
}

// glossaryTarget begins the target of a link to a term.
const glossaryTarget = "the glossary"

// target is where a link leads, without the language: "guides/hours#days" of a
// page, "flow help#kind", an address elsewhere without its locale.
func (c *comparison) target(d *prose.Document, dest string) string {
	if (prose.Link{Dest: dest}).Internal() && !strings.HasPrefix(dest, "//") {
		t, ok := c.p.Resolve(d.File, dest)
		switch {
		case !ok:
			return ""
		case t.Page != nil && c.p.Alone(t.Page): // has no source to be held against
			return ""
		case t.Page != nil:
			dest = "page /" + t.Page.Key
			if source, text := t.Page.Texts[c.p.SourceLanguage()], t.Page.Texts[c.t.Lang]; source != nil && text != nil && source.Has(t.Fragment) != text.Has(t.Fragment) {
				t.Fragment = "" // a section that one language has, and reported there
			}
		case t.Flow != nil:
			dest = "flow " + t.Flow.Name
		default:
			dest = glossaryTarget
		}
		if t.Fragment != "" {
			dest += "#" + t.Fragment
		}
		return dest
	}
	if strings.Contains(dest, "@") && !strings.Contains(dest, "/") { // mailto:, or an address in <…>
		address, _, _ := strings.Cut(dest, "?") // a subject is in the reader's language
		return "mailto:" + strings.TrimPrefix(strings.ToLower(address), "mailto:")
	}
	if rest, ok := strings.CutPrefix(dest, "tel:"); ok {
		return "tel:" + strings.Map(func(r rune) rune {
			if strings.ContainsRune(" -().", r) {
				return -1
			}
			return r
		}, rest)
	}
	return c.elsewhere(dest)
}

// elsewhere is an address without what names a language in it: a part of its
// path such as /cs-cz/ or /nl/, the first part of its host as in
// nl.wikipedia.org, and a parameter.
func (c *comparison) elsewhere(dest string) string {
	u, err := url.Parse(dest)
	if err != nil {
		return dest
	}
	if first, rest, ok := strings.Cut(u.Host, "."); ok && c.locale(first) {
		u.Host = rest
	}
	var path []string
	for _, part := range strings.Split(u.Path, "/") {
		if !c.locale(part) {
			path = append(path, part)
		}
	}
	u.Path, u.RawPath = strings.TrimSuffix(strings.Join(path, "/"), "/"), ""
	q := u.Query()
	for key, v := range q {
		if len(v) == 1 && c.locale(v[0]) || slices.Contains([]string{"setlang", "mkt", "locale", "culture"}, strings.ToLower(key)) {
			q.Del(key)
		}
	}
	u.RawQuery = q.Encode()
	return u.String()
}

// locale reports whether part of an address names a language: one of the
// site's, or any with its country, as en-us.
func (c *comparison) locale(s string) bool {
	for _, lang := range c.p.Config.Languages {
		if strings.EqualFold(s, lang) {
			return true
		}
	}
	if len(s) != 5 || s[2] != '-' && s[2] != '_' {
		return false
	}
	for i, r := range strings.ToLower(s) {
		if i != 2 && (r < 'a' || 'z' < r) {
			return false
		}
	}
	return true
}

// answers are the ids that the answers of a question have in either language;
// nil of another section.
func (c *comparison) answers(id string) []string {
	var out []string
	for _, d := range []*prose.Document{c.t.Source, c.t.Text} {
		if s := d.Section(id); s != nil && c.t.Kind.Listed() {
			choices, _ := d.Choices(s)
			for _, choice := range choices {
				out = append(out, choice.ID)
			}
		}
	}
	return out
}
