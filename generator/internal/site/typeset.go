package site

import (
	"html"
	"strconv"
	"strings"
	"time"

	"signpost/generator/internal/locale"
	"signpost/generator/internal/prose"
)

// tongue is what pages of a language are written with.
type tongue struct {
	locale.Format
	set locale.Typesetter
	cat *locale.Catalogue // typeset
}

// newTongues makes one for each language.
func newTongues(catalogues map[string]*locale.Catalogue, languages []locale.Language) map[string]tongue {
	out := map[string]tongue{}
	for _, l := range languages {
		set := locale.NewTypesetter(l.Tag)
		out[l.Tag] = tongue{locale.NewFormat(l.Tag), set, catalogues[l.Tag].Map(set.Template)}
	}
	return out
}

// typeset sets words that come from a project: a title, a description, a label
// without markup.
func (c *context) typeset(lang, s string) string { return c.tongues[lang].set.Text(s) }

// title is the title of a text as pages show it.
func (c *context) title(doc *prose.Document, lang string) string {
	return c.typeset(lang, doc.Front.Title)
}

// renderer renders texts of a language, with the images of the project.
func (c *context) renderer(lang string) *prose.Renderer {
	r := prose.NewRenderer(c.words[lang])
	r.Typeset = c.tongues[lang].set.Parts
	r.Picture = c.picture
	return r
}

// text is an interface string for Go's own use.
func (c *context) text(lang, key string) string { return c.tongues[lang].cat.Text(key) }

// counted is an interface string about a number of things.
func (c *context) counted(lang, key string, n int) string {
	t := c.tongues[lang]
	s, err := t.cat.Count(key, strconv.Itoa(n))
	if err != nil {
		return "" // a whole number is always one
	}
	return t.set.Text(s)
}

// day writes the day of a front matter, "2026-11-21"; "" where it is none.
func (c *context) day(lang, date string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return ""
	}
	return c.typeset(lang, c.tongues[lang].Date(t, locale.LongDate))
}

// between typesets what stands between two parts of a line.
func (sp *speaker) between(s string) string {
	return strings.Trim(sp.c.typeset(sp.lang, locale.Object+s+locale.Object), locale.Object)
}

// whole writes a whole number.
func (sp *speaker) whole(n int64) string { return sp.c.tongues[sp.lang].Integer(n) }

// text is an interface string as HTML.
func (sp *speaker) text(key string) string { return html.EscapeString(sp.c.text(sp.lang, key)) }

// sentence fills an interface string, "" where it is no template: check
// reported that.
func (sp *speaker) sentence(key string, values map[string]string) string {
	return sp.c.tongues[sp.lang].cat.Messages[key].Fill("other", values)
}

// plain is an interface string for programs, and for texts that readers take
// along: as its author wrote it.
func (c *context) plain(lang, key string) string { return c.p.Catalogues[lang].Text(key) }

// plainSentence fills a plain string.
func (c *context) plainSentence(lang, key string, values map[string]string) string {
	return c.p.Catalogues[lang].Messages[key].Fill("other", values)
}
