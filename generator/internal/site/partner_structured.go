package site

import (
	"math/big"
	"regexp"
	"slices"
	"strings"

	"signpost/generator/internal/crawl"
	"signpost/generator/internal/hours"
	"signpost/generator/internal/terms"
)

// maxClaimed is how many hours of channels, and channels of plans, a page claims in all. Programs want them
// where they belong, so a schedule stands as often as channels have it: that must not grow with what somebody writes.
const maxClaimed = 400

// claims are what the page of the terms, or of contact, says of the partner to programs: what it says to people, and no more.
func (w *pen) claims(s *crawl.Structured, kind string) {
	if kind != "terms" && kind != "contact" {
		return // a version that is not in force offers nothing
	}
	o := w.t.Organisation
	base := w.c.p.Config.BaseURL
	org := crawl.Organization{ID: base + termsPath(w.c.p.FirstLanguage()) + "#signpost_about", Name: o.Known()}
	if logo := w.c.assets.logo; logo != nil {
		org.Logo = base + logo.Path
	}
	if kind == "terms" {
		org.LegalName, org.URL = o.Name, o.Website
		org.Address = postal(o)
		for _, id := range o.IDs {
			switch id.Scheme {
			case "cz-dic", "nl-btw-id", "fr-tva", "be-btw", "eu-vat":
				org.VATID = id.Value
			case "ru-inn", "nl-rsin":
				org.TaxID = id.Value
			case "lei":
				org.LEI = id.Value
			case "iban": // says where money goes, not who somebody is
			default:
				org.Numbers = append(org.Numbers, crawl.Number{Scheme: id.Scheme, Name: registerName(id.Scheme), Value: id.Value})
			}
		}
	}
	left := maxClaimed
	for _, ch := range w.t.Channels {
		if c, ok := w.claimedContact(ch); ok {
			c.Hours, c.Description = w.claimedHours(ch, &left)
			org.Contacts = append(org.Contacts, c)
		}
	}
	s.Partner = &org
	for _, p := range w.t.Plans {
		s.Services = append(s.Services, w.claimedService(p, org.ID, &left))
	}
}

// title is the heading of a section as its author wrote it.
func (w *pen) title(id string) string {
	if s := w.doc.Section(id); s != nil {
		return s.Title
	}
	return ""
}

// claimedContact is a channel for every problem: of one for some severities alone programs would
// believe that it is for all. A visit has no address of its own.
func (w *pen) claimedContact(ch terms.Channel) (crawl.Contact, bool) {
	if len(ch.Severities) > 0 || ch.By == "visit" {
		return crawl.Contact{}, false
	}
	out := crawl.Contact{Name: w.title("channel-" + ch.ID), Free: ch.By == "phone" && ch.Cost == "free", Relay: ch.Relay != ""}
	switch ch.By {
	case "phone":
		out.Phone = ch.At
	case "email":
		out.Email = ch.At
	default:
		out.URL = ch.At
	}
	for _, l := range ch.Languages {
		out.Languages = append(out.Languages, l.ID)
	}
	return out, true
}

// claimedHours are those at which a channel is answered whatever the problem is, and whose clock they are by: times of schema.org
// have no zone. They are all there or none: without its closures a week would say too much.
func (w *pen) claimedHours(ch terms.Channel, left *int) (out []crawl.Hours, clock string) {
	var zones []string
	for _, r := range ch.Hours {
		s := w.schedule(r.ID)
		if s == nil || s.Zone == nil || len(s.For) > 0 {
			continue
		}
		if z := w.plain(w.say("hours-zone", "Zone", s.Zone.String())); !slices.Contains(zones, z) {
			zones = append(zones, z)
		}
		for _, x := range s.Specifications(w.c.in.Today, w.shownDays(s)) {
			out = append(out, crawl.Hours{Days: x.DayOfWeek, Opens: x.Opens, Closes: x.Closes, From: x.ValidFrom, To: x.ValidThrough})
		}
	}
	if len(out) == 0 || len(out) > *left {
		return nil, ""
	}
	*left -= len(out)
	return out, strings.Join(zones, " ")
}

// shownDays is for how many days the page lists those with other hours.
func (w *pen) shownDays(s *hours.Schedule) int {
	if d := s.Differences(w.c.in.Today, 365); len(d) > maxDiffer {
		return int(d[maxDiffer].From - w.c.in.Today)
	}
	return 365
}

// claimedService is a plan. Its channels are all there or none.
func (w *pen) claimedService(p terms.Plan, provider string, left *int) crawl.Service {
	out := crawl.Service{Name: w.title("plan-" + p.ID), Provider: provider, Terms: w.c.p.Config.BaseURL + termsPath(w.lang)}
	for _, ch := range w.t.Channels {
		named := len(p.Channels) == 0 || slices.ContainsFunc(p.Channels, func(r terms.Ref) bool { return r.ID == ch.ID })
		if c, ok := w.claimedContact(ch); ok && named && c.Email == "" { // schema.org has no place for it there
			out.Channels = append(out.Channels, c)
		}
	}
	if len(out.Channels) > *left {
		out.Channels = nil
	}
	*left -= len(out.Channels)
	v := w.t.Version
	offer := crawl.Offer{Price: "0", From: v.From.String()}
	if v.Through != 0 {
		offer.To = v.Through.String()
	}
	if p.Free {
		out.Offers = []crawl.Offer{offer}
	}
	for _, x := range p.Prices {
		o := offer
		o.Price, o.Currency, o.Unit, o.Step = x.Amount, x.Currency, x.Per, hourShare(x.Step)
		if x.VAT != "exempt" {
			o.VAT = x.VAT
		}
		out.Offers = append(out.Offers, o)
	}
	return out
}

// hourShare is a step as a part of an hour, "0.25"; "" where there is none, or it has no
// end as a decimal number.
func hourShare(d hours.Duration) string {
	if d.Minutes == 0 {
		return ""
	}
	r := big.NewRat(int64(d.Minutes), 60)
	n, exact := r.FloatPrec()
	if !exact {
		return ""
	}
	return r.FloatString(n)
}

// postcodes are how the last line of an address begins, by country: code, then place. They are the
// forms of the Universal Postal Union's guide to addresses.
var postcodes = map[string]*regexp.Regexp{
	"AT": fourDigits, "BE": fourDigits, "BG": fourDigits, "CH": fourDigits, "DK": fourDigits, "NO": fourDigits,
	"DE": fiveDigits, "ES": fiveDigits, "FI": fiveDigits, "FR": fiveDigits, "IT": fiveDigits,
	"CZ": regexp.MustCompile(`^(\d{3} ?\d\d) (.+)$`), "SK": regexp.MustCompile(`^(\d{3} ?\d\d) (.+)$`),
	"NL": regexp.MustCompile(`^(\d{4} ?[A-Z]{2}) (.+)$`), "PL": regexp.MustCompile(`^(\d\d-\d{3}) (.+)$`),
}

var (
	fourDigits = regexp.MustCompile(`^(\d{4}) (.+)$`)
	fiveDigits = regexp.MustCompile(`^(\d{5}) (.+)$`)
)

// postal takes the lines of an address apart where the country says how; otherwise all of them
// are the street.
func postal(o terms.Organisation) *crawl.Postal {
	lines := o.Address
	out := &crawl.Postal{Country: o.Country}
	if form, n := postcodes[o.Country], len(lines); form != nil && n > 1 {
		if m := form.FindStringSubmatch(lines[n-1]); m != nil {
			out.Code, out.Place, lines = m[1], m[2], lines[:n-1]
		}
	}
	out.Street = strings.Join(lines, ", ")
	return out
}

// claimed is a partner in the directory, as programs read it.
func (w *pen) claimed(channels []terms.Channel) crawl.Organization {
	out := crawl.Organization{Name: w.t.Organisation.Known(), URL: w.t.Organisation.Website}
	for _, ch := range channels {
		c, _ := w.claimedContact(ch)
		c.Name, c.Relay, c.Free = "", false, false // the list does not say so
		out.Contacts = append(out.Contacts, c)
	}
	return out
}
