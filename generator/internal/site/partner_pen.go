package site

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"signpost/generator/internal/hours"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/terms"
)

// partnerRel is what links of a partner are to search engines and to the pages
// they lead to: what others wrote, and not followed.
const partnerRel = "nofollow noopener ugc"

// pen writes a version of a partner's terms in a language.
type pen struct {
	c      *context
	t      *terms.Terms
	lang   string
	doc    *prose.Document
	tongue tongue
	r      *prose.Renderer
	at     string               // path of the page
	here   func(id string) bool // whether a section stands on that page
}

// partnerPrefix stands before the ids of a partner's sections: they are never those
// of the site.
const partnerPrefix = "t-"

// pen makes one for a page at a path; here are the sections that the page shows.
func (c *context) pen(t *terms.Terms, lang, at string, here func(id string) bool) *pen {
	w := &pen{c: c, t: t, lang: lang, doc: t.Words[lang], tongue: c.tongues[lang], r: prose.NewRenderer(c.words[lang]), at: at, here: here}
	w.r.Typeset, w.r.Rel, w.r.Prefix = w.tongue.set.Parts, partnerRel, partnerPrefix
	return w
}

// resolve turns a link to a section of the terms into one to where it stands.
func (w *pen) resolve(dest string) string {
	id, ok := strings.CutPrefix(dest, "#")
	switch {
	case !ok:
		return dest
	case w.here(id):
		return "#" + partnerPrefix + id
	}
	return relative(w.at, termsPath(w.lang)) + "#" + partnerPrefix + id
}

func (w *pen) set(s string) string { return w.tongue.set.Text(s) }

// say is an interface string with values in it, given as names and values in turn.
func (w *pen) say(key string, values ...string) string {
	m := map[string]string{}
	for i := 0; i+1 < len(values); i += 2 {
		m[values[i]] = values[i+1]
	}
	return w.set(w.tongue.cat.Messages[key].Fill("other", m))
}

// partner is the name that customers know.
func (w *pen) partner() string { return w.set(w.t.Organisation.Known()) }

// company is the same name as sentences have it, to be set with them.
func (w *pen) company() string { return w.tongue.Company(w.t.Organisation.Known()) }

// heading is that of a section, "" where there is none.
func (w *pen) heading(id string) string {
	if s := w.doc.Section(id); s != nil {
		return w.set(s.Title)
	}
	return ""
}

// html is the text of a section; "" is the one before the first heading.
func (w *pen) html(id string) string {
	s := w.doc.Intro
	if id != "" {
		s = w.doc.Section(id)
	}
	if s == nil {
		return ""
	}
	return strings.TrimSpace(w.r.Section(w.doc, s, w.resolve))
}

// items are the words of a section's list, by id, and its other text.
func (w *pen) items(id string) (map[string]string, string) {
	s := w.doc.Section(id)
	if s == nil {
		return nil, ""
	}
	choices, rest := w.doc.Choices(s)
	out := map[string]string{}
	for _, ch := range choices {
		out[ch.ID] = w.r.Label(w.doc, ch, w.resolve)
	}
	return out, strings.TrimSpace(w.r.Blocks(w.doc, rest, w.resolve))
}

// labels are the words of a section's list without markup, by id.
func (w *pen) labels(id string) map[string]string {
	out := map[string]string{}
	if s := w.doc.Section(id); s != nil {
		choices, _ := w.doc.Choices(s)
		for _, ch := range choices {
			out[ch.ID] = w.set(ch.Label)
		}
	}
	return out
}

// headings are those of things by their ids.
func (w *pen) headings(prefix string, refs []terms.Ref) []string {
	var out []string
	for _, r := range refs {
		out = append(out, w.heading(prefix+r.ID))
	}
	return out
}

func (w *pen) and(items []string) string { return w.set(w.tongue.And(items...)) }

// languages names languages.
func (w *pen) languages(refs []terms.Ref) string {
	var out []string
	for _, r := range refs {
		out = append(out, w.tongue.Language(r.ID))
	}
	return w.and(out)
}

// money writes an amount; one that is none was reported.
func (w *pen) money(m terms.Money) string {
	s, err := w.tongue.Price(m.Amount, m.Currency)
	if err != nil {
		return m.Amount + " " + m.Currency
	}
	return w.set(s)
}

// span writes a duration, its days as unit.
func (w *pen) span(d hours.Duration, unit locale.Unit) string {
	var s string
	var err error
	if d.Days > 0 {
		s, err = w.tongue.Count(strconv.Itoa(d.Days), unit)
	} else {
		s, err = w.tongue.Duration(time.Duration(d.Minutes) * time.Minute)
	}
	if err != nil {
		return d.String() // a language whose words are not known
	}
	return w.set(s)
}

// months writes a number of months.
func (w *pen) months(n int) string {
	s, err := w.tongue.Count(strconv.Itoa(n), locale.Month)
	if err != nil {
		return strconv.Itoa(n)
	}
	return w.set(s)
}

// percent writes a share, "21" in.
func (w *pen) percent(n string) string {
	s, err := w.tongue.Percent(n)
	if err != nil {
		return n
	}
	return w.set(s)
}

// reached is how a channel is reached, as people write it.
func (w *pen) reached(ch terms.Channel) string {
	switch ch.By {
	case "phone":
		return locale.Phone(ch.At)
	case "email":
		return ch.At
	case "visit":
		return w.set(strings.Join(w.t.Organisation.Address, ", "))
	}
	return shownAddress(ch.At)
}

// shownAddress is an address of the web without what goes without saying.
func shownAddress(s string) string {
	return strings.TrimSuffix(strings.TrimPrefix(s, "https://"), "/")
}

// href is where a channel's link goes, "" for a visit.
func href(ch terms.Channel) string {
	switch ch.By {
	case "phone":
		return "tel:" + ch.At
	case "email":
		return "mailto:" + ch.At
	case "visit":
		return ""
	}
	return ch.At
}

// product is the name of a product; names are the same in every language.
func (c *context) product(lang, id string) string {
	names := map[string]string{"azure": "Azure", "microsoft-365": "Microsoft 365", "dynamics-365": "Dynamics 365", "power-platform": "Power Platform"}
	if n := names[id]; n != "" {
		return n
	}
	return c.text(lang, "product-other")
}

func (w *pen) products(refs []terms.Ref) string {
	var out []string
	for _, r := range refs {
		out = append(out, w.c.product(w.lang, r.ID))
	}
	return w.and(out)
}

// schedule finds one by its id.
func (w *pen) schedule(id string) *hours.Schedule {
	i := slices.IndexFunc(w.t.Hours, func(s *hours.Schedule) bool { return s.ID == id })
	if i < 0 {
		return nil
	}
	return w.t.Hours[i]
}
