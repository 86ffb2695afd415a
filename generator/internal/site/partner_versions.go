package site

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"

	"signpost/generator/internal/hours"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/terms"
)

// maxDifferences is how many rows the table of differences has: two versions may have
// nothing in common.
const maxDifferences = 200

// versionRow is a version in the list of them.
type versionRow struct {
	Title   string `json:"title"`
	Path    string `json:"path"` // "" for that of the page
	Dates   string `json:"dates"`
	Current bool   `json:"current"`
}

// differences are what a version says that the one before did not.
type differences struct {
	Title  string       `json:"title"`
	Before string       `json:"before"`
	After  string       `json:"after"`
	Rows   []difference `json:"rows"`
	More   bool         `json:"more"`
}

type difference struct {
	Fact   string `json:"fact"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// version says which version a page shows.
func (w *pen) version() string {
	v := w.t.Version
	if v.Through != 0 {
		return w.say("terms-version-span", "Number", v.Number, "Dates", w.tongue.Dates(v.From.Time(), v.Through.Time()))
	}
	return w.say("terms-version", "Number", v.Number, "Date", w.date(v.From))
}

// notices are what a reader must know first: that the version is not the one in force, that another comes,
// that nobody has looked at it for too long.
func (w *pen) notices(kind string) []notice {
	var out []notice
	partner, today, v := w.c.p.Partner, w.c.in.Today, w.t.Version
	current := partner.Current
	if kind == "version" && w.t != current {
		to := &link{w.say("terms-current"), termsPath(w.lang)}
		if v.From > today {
			out = append(out, notice{"future", w.say("terms-version-future", "Number", v.Number, "Date", w.date(v.From)), to})
		} else {
			out = append(out, notice{"past", w.say("terms-version-past", "Number", v.Number), to})
		}
		return out
	}
	if v.ReviewBy != 0 && v.ReviewBy <= today {
		out = append(out, notice{"review", w.say("terms-review-due", "Date", w.date(v.ReviewBy), "Partner", w.t.Organisation.Known()), nil})
	}
	if next := partner.Next; next != nil {
		n := notice{"next", w.say("terms-version-next", "Number", next.Version.Number, "Date", w.date(next.Version.From)), nil}
		if next.Words[w.lang] != nil {
			n.Link = &link{w.say("terms-next"), versionPath(next, w.lang)}
		}
		out = append(out, n)
	}
	return out
}

// versions lists those that are published in the language, the newest first.
func (w *pen) versions() []versionRow {
	var out []versionRow
	for _, t := range slices.Backward(w.c.versions()) {
		if t.Words[w.lang] == nil {
			continue
		}
		o := *w
		o.t = t
		r := versionRow{Title: o.version(), Path: versionPath(t, w.lang), Current: t == w.c.p.Partner.Current}
		if r.Path == w.at {
			r.Path = ""
		}
		out = append(out, r)
	}
	return out
}

// differences compares a version with the one published before it; nil where there
// is none, or it says the same.
func (w *pen) differences() *differences {
	all := w.c.versions()
	i := slices.Index(all, w.t)
	if i <= 0 || all[i-1].Words[w.lang] == nil {
		return nil
	}
	before := all[i-1]
	old := *w
	old.t, old.doc = before, before.Words[w.lang]
	out := &differences{Title: w.say("terms-differences", "Number", before.Version.Number),
		Before: w.say("terms-number", "Number", before.Version.Number), After: w.say("terms-number", "Number", w.t.Version.Number)}
	for _, d := range terms.Diff(before, w.t) {
		if d.Lang != "" && d.Lang != w.lang {
			continue
		}
		if len(out.Rows) == maxDifferences {
			out.More = true
			break
		}
		row := difference{w.factName(d.Path, &old), old.factValue(d.Path, d.Old), w.factValue(d.Path, d.New)}
		if row.Before != row.After {
			out.Rows = append(out.Rows, row)
		}
	}
	if len(out.Rows) == 0 {
		return nil
	}
	return out
}

// prefixes are those of the sections that name the things of a list.
var prefixes = map[string]string{"kinds": "kind-", "hours": "hours-", "channels": "channel-", "severities": "severity-", "targets": "severity-",
	"plans": "plan-", "levels": "level-"}

// itemLists are the sections with the words of lists, by the names of terms.json.
var itemLists = map[string]string{"included": "included", "excluded": "excluded", "checks": "checks", "thirdParties": "third-parties",
	"evidence": "evidence", "daysOff": "days-off", "does": "provider-does"}

// factName names a fact by its path: "Plans › Care › Price". What is gone is named in the words
// of the older version.
func (w *pen) factName(path string, old *pen) string {
	parts := strings.Split(path, ".")
	var out []string
	for i, part := range parts {
		if i > 0 && (part == "name" || part == "text" || part == "week") {
			continue // the thing itself, or what the next part says
		}
		name := ""
		if i > 0 {
			name = cmp.Or(w.thingName(parts[i-1], part), old.thingName(parts[i-1], part))
		}
		name = cmp.Or(name, w.fieldName(part), cmp.Or(w.heading(part), old.heading(part)))
		if name == "" {
			name = part // an id that has no words
		}
		if n := len(out); n == 0 || out[n-1] != name {
			out = append(out, name)
		}
	}
	return strings.Join(out, " › ")
}

// thingName is the name of a thing or item of a list, "" where there is none.
func (w *pen) thingName(list, id string) string {
	if p := prefixes[list]; p != "" {
		return w.heading(p + id)
	}
	if s := itemLists[list]; s != "" {
		return w.labels(s)[id]
	}
	return ""
}

// fieldName is the name of a field of terms.json, "" where readers need none.
func (w *pen) fieldName(field string) string {
	if s := itemLists[field]; s != "" {
		return w.heading(s)
	}
	switch field {
	case "complaints", "privacy", "mediator":
		return w.heading(field)
	case "law", "lawText":
		return w.heading("law")
	case "data", "dataText":
		return w.heading("data")
	}
	if i := slices.Index([]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}, field); i >= 0 {
		return w.set(w.tongue.Weekday(time.Weekday(i)))
	}
	key := "fact-" + kebab(field)
	if w.tongue.cat.Text(key) == "" {
		return ""
	}
	return w.say(key)
}

// kebab writes "firstResponse" as "first-response".
func kebab(s string) string {
	var b strings.Builder
	for _, r := range s {
		if unicode.IsUpper(r) {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// currency is that of the price of a plan for a unit; parts of the path of such a fact:
// plans, the plan, prices, the unit, amount.
func (w *pen) currency(plan, per string) string {
	for _, p := range w.t.Plans {
		for _, x := range p.Prices {
			if p.ID == plan && x.Per == per {
				return x.Currency
			}
		}
	}
	return ""
}

// factValue writes a value of a fact for readers.
func (w *pen) factValue(path, value string) string {
	parts := strings.Split(path, ".")
	field := parts[len(parts)-1]
	each := func(f func(id string) string) string {
		var out []string
		for _, id := range strings.Split(value, ", ") {
			out = append(out, cmp.Or(f(id), id))
		}
		return w.and(out)
	}
	switch {
	case value == "":
		return ""
	case prefixes[field] != "":
		return each(func(id string) string { return w.heading(prefixes[field] + id) })
	case itemLists[field] != "":
		return each(func(id string) string { return w.labels(itemLists[field])[id] })
	case field == "languages":
		return each(w.tongue.Language)
	case field == "country" || field == "law" || field == "data":
		return each(w.tongue.Country)
	case field == "products":
		return each(func(id string) string { return w.c.product(w.lang, id) })
	case value == "true" || value == "false" || value == "best-effort" || field == "clock" || field == "setBy" || field == "vat" || field == "per" || field == "cost":
		if s := w.tongue.cat.Text("value-" + value); s != "" {
			return w.say("value-" + value)
		}
	case field == "amount" && len(parts) == 5:
		return w.money(terms.Money{Amount: value, Currency: w.currency(parts[1], parts[3])})
	case field == "vatRate" || field == "percent":
		return w.percent(value)
	case field == "termMonths" || field == "noticeMonths":
		return value
	case field == "phone" || field == "at" && strings.HasPrefix(value, "+"):
		return locale.Phone(value)
	}
	if d, ok := hours.ReadDuration(value); ok {
		return w.span(d, locale.BusinessDay)
	}
	return w.set(value)
}
