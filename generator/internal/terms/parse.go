package terms

import (
	"fmt"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"signpost/generator/internal/brand"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/hours"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/source"
)

// maxThings is how many things of one kind there may be.
const maxThings = 64

// Parse reads the facts of one version. The terms are usable even when the list
// has errors, but need not be whole then. It does not read words.
func Parse(file string, data []byte) (*Terms, diag.List) {
	p := parser{t: &Terms{File: file}, tags: map[string]bool{}}
	root, l := source.ParseYAML(file, data, source.MaxNodes)
	p.l = &l
	if root == nil {
		if len(l) == 0 {
			l.Add(diag.Pos{File: file, Line: 1, Col: 1}, "yaml-missing-key", "the terms are empty").Hint =
				"\"signpost new partner NAME\" writes an example to begin with"
		}
		return p.t, l
	}
	if !root.Is(source.Map, "the terms", p.l) {
		return p.t, l
	}
	factsVisible(root, p.l)
	root.Keys(FactsFile, p.l, "languages", "organisation", "partner", "version", "kinds", "hours", "channels", "severities", "plans",
		"scope", "escalation", "legal", "flows", "look", "site")
	p.languages(root)
	p.organisation(root.Require("organisation", "the terms", p.l))
	p.partner(root.Require("partner", "the terms", p.l))
	p.version(root.Require("version", "the terms", p.l))
	if n := p.mandatory(root, "kinds", "which kinds of support there are", "kinds: [remote]"); n != nil {
		p.t.Kinds = p.refs(n, "kinds")
	}
	if n := p.mandatory(root, "hours", "when somebody is there", "hours, with a schedule"); n != nil {
		p.t.Hours = hours.ParseAll(n, p.l)
	}
	p.severities(root.Get("severities"))
	if n := p.mandatory(root, "channels", "how to make contact", "channels, with one at least"); n != nil {
		p.channels(n)
	}
	if n := p.mandatory(root, "plans", "what support costs", "plans, each with prices, or with free: yes"); n != nil {
		p.plans(n)
	}
	p.scope(root.Get("scope"))
	p.escalation(root.Get("escalation"))
	p.legal(root.Get("legal"), root)
	p.flows(root.Get("flows"))
	p.t.Look = brand.Parse(root.Get("look"), p.l)
	p.t.Site = p.site(root.Get("site"))
	p.resolve(root)
	p.staffed()
	return p.t, l
}

// parser carries what the functions of this package share: the terms so far,
// what was found, and names to look up once all are known.
type parser struct {
	t    *Terms
	l    *diag.List
	uses []use
	tags map[string]bool // languages that were looked up: whether they are known
}

// use is an id that has to name a thing of a kind.
type use struct {
	ref  Ref
	kind string // "a channel"
	key  string // "channels": where such things are declared
}

// mandatory reads one of the facts that every partner must publish.
func (p *parser) mandatory(root *source.Node, key, says, add string) *source.Node {
	n := root.Get(key)
	empty := n.Empty() || n.Kind == source.Map && len(n.Entries) == 0 || n.Kind == source.List && len(n.Items) == 0
	if !empty {
		return n
	}
	if n == nil && root.Misspelt(key) {
		return nil
	}
	at := root.Pos
	if n != nil {
		at = n.Pos
	}
	p.l.Add(at, "terms-fact-missing", "the terms do not say %s", says).Hint = "add " + add + ": every partner must publish it"
	return nil
}

func (p *parser) languages(root *source.Node) {
	n := root.Require("languages", "the terms", p.l)
	p.t.Languages = p.refs(n, "languages")
	if n != nil && n.Kind == source.List && len(n.Items) == 0 {
		p.l.Add(n.Pos, "yaml-missing-key", "the terms are published in no language").Hint = "name one: languages: [cs]"
	}
	for _, r := range p.t.Languages {
		p.language(r)
	}
	if n := len(p.t.Languages); n > 8 {
		p.l.Add(p.t.Languages[8].Pos, "terms-limit", "%d languages; the limit is 8", n)
	}
}

func (p *parser) language(r Ref) {
	known, seen := p.tags[r.ID]
	if !seen {
		_, known = locale.Lookup(r.ID)
		p.tags[r.ID] = known
	}
	if !known {
		p.l.Add(r.Pos, "terms-value", "%q is no language that is known", r.ID).Hint = "write tags as cs, nl or nl-BE"
	}
}

var idForm = regexp.MustCompile(`^[a-z][a-z0-9-]{0,63}$`)

// entries reads a map of things by their ids.
func (p *parser) entries(n *source.Node, key string) []source.Entry {
	if n.Empty() || !n.Is(source.Map, key, p.l) {
		return nil
	}
	if len(n.Entries) > maxThings {
		p.l.Add(n.Entries[maxThings].Pos, "terms-limit", "%s: %d of them; the limit is %d", key, len(n.Entries), maxThings)
		return n.Entries[:maxThings]
	}
	for _, e := range n.Entries {
		p.id(Ref{e.Key, e.Pos})
	}
	return n.Entries
}

func (p *parser) id(r Ref) {
	if !idForm.MatchString(r.ID) {
		p.l.Add(r.Pos, "terms-id", "%q is not an id", r.ID).Hint = "an id begins with a-z and goes on with a-z, 0-9 and -, 64 characters at most"
	}
}

// refs reads a list of ids, or one id; none of them twice. Tags of languages
// may have capitals.
func (p *parser) refs(n *source.Node, key string) []Ref {
	if n.Empty() {
		return nil
	}
	items := n.Items
	if n.Kind == source.Scalar {
		items = []*source.Node{n}
	} else if !n.Is(source.List, key, p.l) {
		return nil
	}
	var out []Ref
	for _, item := range items {
		r := Ref{item.Text("an id in "+key, p.l), item.Pos}
		switch {
		case item.Kind != source.Scalar:
		case slices.ContainsFunc(out, func(o Ref) bool { return o.ID == r.ID }):
			p.l.Add(r.Pos, "terms-id", "%s: %q stands twice", key, r.ID)
		case len(out) == maxThings:
			p.l.Add(r.Pos, "terms-limit", "%s: more than %d", key, maxThings)
			return out
		default:
			if key != "languages" {
				p.id(r)
			}
			out = append(out, r)
		}
	}
	return out
}

// used reads ids that name things of a kind: used(n, "channels", "a channel").
func (p *parser) used(n *source.Node, key, kind string) []Ref {
	refs := p.refs(n, key)
	for _, r := range refs {
		p.uses = append(p.uses, use{r, kind, key})
	}
	return refs
}

// resolve holds the names that were used against what they name.
func (p *parser) resolve(root *source.Node) {
	known := map[string][]string{}
	add := func(key string, refs []Ref) {
		for _, r := range refs {
			known[key] = append(known[key], r.ID)
		}
	}
	t := p.t
	add("kinds", t.Kinds)
	add("products", t.Partner.Products)
	for _, c := range t.Channels {
		add("channels", []Ref{c.Ref})
	}
	for _, s := range t.Severities {
		add("severities", []Ref{s.Ref})
	}
	for _, s := range t.Hours {
		known["hours"] = append(known["hours"], s.ID)
		for _, r := range s.For {
			p.uses = append(p.uses, use{Ref(r), "a severity", "severities"})
		}
	}
	for _, u := range p.uses {
		if slices.Contains(known[u.key], u.ref.ID) || len(known[u.key]) == 0 && root.Misspelt(u.key) {
			continue
		}
		d := p.l.Add(u.ref.Pos, "terms-reference", "%q is not %s of these terms", u.ref.ID, u.kind)
		if d.HintNearest(u.ref.ID, known[u.key]); d.Hint == "" {
			d.Hint = "there is none under " + u.key
			if len(known[u.key]) > 0 {
				d.Hint = "known: " + strings.Join(known[u.key], ", ")
			}
		}
	}
}

// enum reads one of some words; "" where it is none of them.
func (p *parser) enum(n *source.Node, key string, words ...string) string {
	if n.Empty() {
		return ""
	}
	v := n.Text(key, p.l)
	if n.Kind != source.Scalar || slices.Contains(words, v) {
		return v
	}
	d := p.l.Add(n.Pos, "terms-value", "%s: %q is not known", key, v)
	if d.HintNearest(v, words); d.Hint == "" {
		d.Hint = "known: " + strings.Join(words, ", ")
	}
	return ""
}

func (p *parser) flag(n *source.Node, key string) bool { return p.enum(n, key, "yes", "no") == "yes" }

// matching reads a text of a form; says describes the form with an example.
func (p *parser) matching(n *source.Node, key string, form *regexp.Regexp, says string) string {
	if n.Empty() {
		return ""
	}
	v := n.Text(key, p.l)
	if n.Kind == source.Scalar && !form.MatchString(v) {
		p.l.Add(n.Pos, "terms-value", "%s: %q has a wrong form", key, v).Hint = "write " + says
		return ""
	}
	return v
}

// line reads a text of one line.
func (p *parser) line(n *source.Node, key string) string {
	if n.Empty() {
		return ""
	}
	v := strings.TrimSpace(n.Text(key, p.l))
	switch {
	case n.Kind != source.Scalar:
	case v == "":
		p.l.Add(n.Pos, "terms-value", "%s: there are only spaces", key).Hint = "write what it is"
	case strings.Contains(v, "\n"):
		p.l.Add(n.Pos, "terms-value", "%s: the text has several lines", key).Hint = "write it in one line"
		return ""
	case len([]rune(v)) > 200:
		p.l.Add(n.Pos, "terms-limit", "%s: %d characters; the limit is 200", key, len([]rune(v)))
		return ""
	}
	return v
}

var countryForm = regexp.MustCompile(`^[A-Z]{2}$`)

func (p *parser) country(n *source.Node, key string) string {
	return p.matching(n, key, countryForm, "the code of ISO 3166: CZ, NL, FR")
}

// day reads a date; 0 where there is none.
func (p *parser) day(n *source.Node, key string) hours.Date {
	if n.Empty() {
		return 0
	}
	v := n.Text(key, p.l)
	if n.Kind != source.Scalar {
		return 0
	}
	t, err := time.Parse(time.DateOnly, v)
	if err != nil || t.Year() < 2000 || t.Year() > 2100 {
		p.l.Add(n.Pos, "terms-date", "%s: %q is not a day", key, v).Hint = "write it as 2026-11-20"
		return 0
	}
	return hours.DateOf(t)
}

func (p *parser) duration(n *source.Node, key string) hours.Duration {
	if n.Empty() {
		return hours.Duration{}
	}
	d, _ := hours.ParseDuration(n, key, p.l)
	return d
}

var amountForm = regexp.MustCompile(`^(0|[1-9]\d{0,11})(\.\d{1,4})?$`)

// money reads amount and currency of a map.
func (p *parser) money(n *source.Node, what string) Money {
	a, c := n.Require("amount", what, p.l), n.Require("currency", what, p.l)
	m := Money{a.Text("amount", p.l), c.Text("currency", p.l)}
	if a != nil && a.Kind == source.Scalar && !amountForm.MatchString(m.Amount) {
		p.l.Add(a.Pos, "terms-amount", "%q is not an amount", m.Amount).Hint = "write digits, and a point before cents: 1490.50"
		m.Amount = ""
	}
	if c != nil && c.Kind == source.Scalar {
		if _, err := locale.NewFormat("en").Money("1", m.Currency); err != nil {
			p.l.Add(c.Pos, "terms-amount", "%q is no currency", m.Currency).Hint = "write its code of ISO 4217: EUR, CZK"
			m.Currency = ""
		}
	}
	return m
}

var (
	phoneForm = regexp.MustCompile(`^\+[1-9]\d{6,14}$`)
	hostForm  = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$`)
)

// phone reads a number as "+420 222 000 000", to "+" and digits.
func (p *parser) phone(n *source.Node, key string) string {
	if n.Empty() {
		return ""
	}
	v := n.Text(key, p.l)
	digits := strings.NewReplacer(" ", "", "\u00a0", "", "(", "", ")", "", "-", "", ".", "").Replace(v)
	if n.Kind == source.Scalar && !phoneForm.MatchString(digits) {
		p.l.Add(n.Pos, "terms-contact", "%s: %q is not a telephone number", key, v).Hint = "write it with + and the code of the country: +420 222 000 000"
		return ""
	}
	return digits
}

func (p *parser) email(n *source.Node, key string) string {
	if n.Empty() {
		return ""
	}
	v := n.Text(key, p.l)
	if n.Kind != source.Scalar {
		return ""
	}
	a, err := mail.ParseAddress(v)
	_, host, _ := strings.Cut(v, "@")
	if err != nil || a.Address != v || a.Name != "" || !hostForm.MatchString(strings.ToLower(host)) || strings.ContainsAny(v, "\"<>%?&") {
		p.l.Add(n.Pos, "terms-contact", "%s: %q is not an address of e-mail", key, v).Hint = "write it as help@partner.example"
		return ""
	}
	return v
}

// web reads an https address.
func (p *parser) web(n *source.Node, key string) string {
	if n.Empty() {
		return ""
	}
	v := n.Text(key, p.l)
	if n.Kind != source.Scalar {
		return ""
	}
	if !webAddress(v) {
		p.l.Add(n.Pos, "terms-contact", "%s: %q is not an address of the web", key, v).Hint = "write it whole: https://partner.example/help"
		return ""
	}
	return v
}

// site reads the address of a site: a host and a path, which ends in a slash.
func (p *parser) site(n *source.Node) Site {
	v := p.web(n, "site")
	u, err := url.Parse(v)
	if v == "" || err != nil {
		return Site{}
	}
	if strings.ContainsAny(v, "?#") || strings.Contains(u.Path, "//") {
		p.l.Add(n.Pos, "terms-contact", "site: %q holds more than host and path", v).Hint = "write it as https://support.partner.example/"
		return Site{}
	}
	return Site{u.JoinPath("/").String(), n.Pos}
}

// webAddress reports whether a text is an https address with a plain host: no
// name of a user, no port, no address of a machine by number.
func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Scheme == "https" && u.User == nil && u.Port() == "" && hostForm.MatchString(strings.ToLower(u.Host)) &&
		!strings.ContainsAny(s, " \"'<>\\^`{|}") && len(s) <= 500
}

func (p *parser) contact(n *source.Node, what string) Contact {
	c := Contact{p.email(n.Get("email"), "email"), p.phone(n.Get("phone"), "phone"), p.web(n.Get("website"), "website")}
	if n.Get("email").Empty() && n.Get("phone").Empty() && n.Get("website").Empty() {
		p.l.Add(n.Pos, "yaml-missing-key", "%s needs an email, a phone or a website", what)
	}
	return c
}

// named is a thing in a message: plan "care".
func named(what, id string) string { return fmt.Sprintf("%s %q", what, id) }
