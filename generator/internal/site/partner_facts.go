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

// What facts and values of terms.json are called where versions are compared.

// prefixes are those of the sections that name the things of a list.
var prefixes = map[string]string{"kinds": "kind-", "hours": "hours-", "channels": "channel-", "severities": "severity-", "targets": "severity-",
	"plans": "plan-", "levels": "level-", "surcharges": "hours-"}

// itemLists are the sections with the words of lists, by the names of terms.json.
var itemLists = map[string]string{"included": "included", "excluded": "excluded", "checks": "checks", "thirdParties": "third-parties",
	"evidence": "evidence", "daysOff": "days-off", "does": "provider-does"}

// factNames names a fact by its path: "Plans", "Care", "Price". What is gone is named in the words
// of the older version.
func (w *pen) factNames(path string, old *pen) []string {
	parts := strings.Split(path, ".")
	var out []string
	for i, part := range parts {
		if i > 0 && (part == "name" || part == "text") {
			continue // the thing itself
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
	return out
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
	case "week":
		return w.say("hours-times")
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
	list := func(f func(id string) string) []string {
		var out []string
		for _, id := range strings.Split(value, ", ") {
			out = append(out, cmp.Or(f(id), id))
		}
		return out
	}
	each := func(f func(id string) string) string { return w.and(list(f)) }
	switch {
	case value == "":
		return ""
	case prefixes[field] != "":
		return strings.Join(list(func(id string) string { return w.heading(prefixes[field] + id) }), ", ")
	case itemLists[field] != "":
		return each(func(id string) string { return w.labels(itemLists[field])[id] })
	case field == "with" || field == "except":
		return each(func(id string) string { return w.tongue.cat.Text("holiday-" + id) })
	case field == "also":
		return each(func(day string) string {
			id, date, _ := strings.Cut(day, " ")
			return strings.TrimSpace(w.labels("days-off")[id] + " " + w.dayName(date))
		})
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

// dayName writes a date, "2026-12-24", or a day of every year, "12-24"; "" where it is none.
func (w *pen) dayName(s string) string {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return w.set(w.tongue.Date(t, locale.LongDate))
	}
	if t, err := time.Parse(time.DateOnly, "2024-"+s); err == nil { // a leap year: 29 February is a day
		return w.set(w.tongue.DayMonth(t))
	}
	return w.tongue.cat.Text("holiday-" + s)
}
