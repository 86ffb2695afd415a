package verify

import (
	"bytes"
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	xhtml "golang.org/x/net/html"
)

// claims are the types of schema.org that a page may claim, each with the properties that it must have: those that schema.org and
// Google's documents ask for. Of properties with "|" between them one is enough.
var claims = map[string][]string{
	"WebSite":                   {"name", "url"},
	"SearchAction":              {"target", "query-input"},
	"EntryPoint":                {"urlTemplate"},
	"BreadcrumbList":            {"itemListElement"},
	"ItemList":                  {"itemListElement"},
	"ListItem":                  {"position", "name", "item"},
	"FAQPage":                   {"mainEntity"},
	"Question":                  {"name", "acceptedAnswer"},
	"Answer":                    {"text"},
	"HowTo":                     {"name", "step"},
	"HowToStep":                 {"name", "text"},
	"Organization":              {"name"},
	"PropertyValue":             {"propertyID", "name", "value"},
	"PostalAddress":             {"streetAddress", "addressCountry"},
	"ContactPoint":              {"contactType", "telephone|email|url"},
	"OpeningHoursSpecification": {"opens", "closes", "dayOfWeek|validFrom"},
	"Service":                   {"name", "provider", "offers"},
	"ServiceChannel":            {"name", "availableLanguage", "serviceUrl|servicePhone"},
	"Offer":                     {"price", "validFrom"},
	"UnitPriceSpecification":    {"price", "priceCurrency", "unitText"},
}

// together are properties that mean nothing without another one.
var together = map[string]string{"validThrough": "validFrom", "priceSpecification": "priceCurrency"}

// forms are those of values, of each item where a property has several.
var forms = map[string]*regexp.Regexp{
	"telephone":         regexp.MustCompile(`^\+[1-9]\d{5,14}$`), // E.164
	"email":             regexp.MustCompile(`^[^\s@:]+@[^\s@:]+\.[^\s@:]+$`),
	"opens":             clockTime,
	"closes":            clockTime,
	"validFrom":         regexp.MustCompile(`^\d{4}-\d\d-\d\d$`),
	"validThrough":      regexp.MustCompile(`^\d{4}-\d\d-\d\d$`),
	"price":             decimal,
	"billingIncrement":  decimal,
	"priceCurrency":     regexp.MustCompile(`^[A-Z]{3}$`), // ISO 4217
	"unitCode":          regexp.MustCompile(`^(HUR|MON|ANN)$`),
	"addressCountry":    regexp.MustCompile(`^[A-Z]{2}$`), // ISO 3166-1
	"dayOfWeek":         regexp.MustCompile(`^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$`),
	"availableLanguage": regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`), // BCP 47
	"contactOption":     regexp.MustCompile(`^(TollFree|HearingImpairedSupported)$`),
	"leiCode":           regexp.MustCompile(`^[A-Z0-9]{18}\d\d$`), // ISO 17442
	"vatID":             regexp.MustCompile(`^[A-Z]{2}[A-Z0-9]{2,13}$`),
}

var (
	clockTime = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)
	decimal   = regexp.MustCompile(`^(0|[1-9]\d*)(\.\d+)?$`)
)

// told is a value that people must find on the page too.
type told struct {
	kind, key, value string
	off              int
}

// ofPartner reports whether a type is one of those whose values are held against the page. What breadcrumbs, questions and steps
// say comes from the same text as the page.
func ofPartner(kind string) bool {
	switch kind {
	case "Organization", "PropertyValue", "PostalAddress", "ContactPoint", "OpeningHoursSpecification", "Service", "ServiceChannel", "Offer", "UnitPriceSpecification":
		return true
	}
	return false
}

// form judges a value of a property of a type.
func (s *scanner) form(kind, key string, v any, raw []byte, off int) {
	text, ok := v.(string)
	if want := forms[key]; want != nil && (!ok || !want.MatchString(text)) {
		s.problem(off, "out-structured-data", "%s of %s is %s", quote(key), kind, quote(printed(v)))
		return
	}
	if _, isBool := v.(bool); key == "valueAddedTaxIncluded" && !isBool {
		s.problem(off, "out-structured-data", "%s of %s is %s", quote(key), kind, quote(printed(v)))
	}
	if !ok || !ofPartner(kind) {
		return
	}
	if strings.HasPrefix(key, "valid") {
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			s.problem(off, "out-structured-data", "%s of %s is %s", quote(key), kind, quote(text))
		}
	}
	at := off + max(0, bytes.Index(raw, []byte(`"`+text+`"`)))
	switch key {
	case "@id", "termsOfService", "logo":
		s.refer([]byte(text), at, linkCanonical, "")
	default:
		s.page.told = append(s.page.told, told{kind, key, text, at})
	}
}

func printed(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return strings.Trim(string(data), `"`)
}

// pairs judges properties that belong together.
func (s *scanner) pairs(kind string, m map[string]any, off int) {
	for _, key := range []string{"validThrough", "priceSpecification"} {
		if _, ok := m[key]; ok && m[together[key]] == nil {
			s.problem(off, "out-structured-data", "%s has %s and no %s", kind, quote(key), quote(together[key]))
		}
	}
	from, _ := m["validFrom"].(string)
	if to, ok := m["validThrough"].(string); ok && to < from {
		s.problem(off, "out-structured-data", "%s ends on %s, before it begins", kind, quote(to))
	}
	if kind == "Offer" && m["price"] != "0" && m["priceSpecification"] == nil {
		s.problem(off, "out-structured-data", "the price of Offer has no priceSpecification")
	}
}

// shown is what people see of a page: letters and digits alone, so that spaces and signs, which each language sets
// in its own way, do not count.
type shown struct {
	text    string
	numbers map[int]bool // those that stand by themselves
	clocks  map[string]bool
	links   map[string]bool
}

// settleTold holds what was said to programs against what people see.
func (s *scanner) settleTold() {
	if len(s.page.told) == 0 {
		return
	}
	page := readShown(s.data)
	for _, t := range s.page.told {
		if !page.has(t) {
			s.problem(t.off, "out-structured-data", "the page says %s of %s to programs, and not to people: %s", quote(t.key), t.kind, quote(t.value))
		}
	}
}

// has looks for a value. Names of days, languages, countries and units are those of the reader's language, which
// are not known here.
func (p *shown) has(t told) bool {
	switch t.key {
	case "telephone":
		return p.links["tel:"+t.value]
	case "email":
		return p.links[decoded("mailto:"+t.value)]
	case "url", "serviceUrl":
		return p.links[decoded(t.value)]
	case "price": // how many zeros stand at its end is the currency's custom
		amount := t.value
		if strings.Contains(amount, ".") {
			amount = strings.TrimRight(strings.TrimRight(amount, "0"), ".")
		}
		return amount == "0" || strings.Contains(p.text, fold(amount))
	case "opens", "closes":
		return t.value == "00:00" || t.value == "23:59" || p.clocks[t.value]
	case "validFrom", "validThrough":
		day, _ := time.Parse(time.DateOnly, t.value)
		return p.numbers[day.Day()] && p.numbers[day.Year()]
	case "name", "legalName", "description", "streetAddress", "postalCode", "addressLocality", "value", "vatID", "taxID", "leiCode":
		return strings.Contains(p.text, fold(t.value))
	}
	return true
}

var clockForm = regexp.MustCompile(`(\d{1,2})[:.h]\s?(\d\d)(?:\s?([ap])\.?m)?`)

// readShown reads the text and the links of a page.
func readShown(data []byte) *shown {
	out := &shown{numbers: map[int]bool{}, clocks: map[string]bool{}, links: map[string]bool{}}
	z := xhtml.NewTokenizer(bytes.NewReader(data))
	var text strings.Builder
	body, hidden := false, 0
	for {
		switch z.Next() {
		case xhtml.ErrorToken:
			out.text = fold(text.String())
			for _, m := range clockForm.FindAllStringSubmatch(strings.ToLower(strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2060", "").Replace(text.String())), -1) {
				hour, _ := strconv.Atoi(m[1])
				if m[3] != "" {
					hour %= 12
				}
				if m[3] == "p" {
					hour += 12
				}
				out.clocks[twoDigits(hour)+":"+m[2]] = true
			}
			for _, n := range strings.FieldsFunc(text.String(), func(r rune) bool { return !('0' <= r && r <= '9') }) {
				if v, err := strconv.Atoi(n); err == nil {
					out.numbers[v] = true
				}
			}
			return out
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			name, more := z.TagName()
			switch tag := string(name); {
			case tag == "body":
				body = true
			case tag == "template" || tag == "script" || tag == "style":
				hidden++
			}
			text.WriteByte(' ') // what stands in two elements is no one number
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				if string(key) == "href" && hidden == 0 {
					out.links[decoded(string(value))] = true
				}
			}
		case xhtml.EndTagToken:
			switch name, _ := z.TagName(); string(name) {
			case "template", "script", "style":
				hidden = max(0, hidden-1)
			}
			text.WriteByte(' ')
		case xhtml.TextToken:
			if body && hidden == 0 {
				text.WriteString(html.UnescapeString(string(z.Raw())))
			}
		}
	}
}

// decoded is an address without percent-encoding, which templates add where it is needed.
func decoded(address string) string {
	if s, err := url.PathUnescape(address); err == nil {
		return s
	}
	return address
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// fold leaves letters and digits.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// lists are the properties with several plain values.
func lists(key string) bool {
	return slices.Contains([]string{"dayOfWeek", "availableLanguage", "contactOption"}, key)
}
