package terms

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// Profile is the support profile that customers see in the vendor's portal, as
// its partner portal exports it: a JSON object with these three.
type Profile struct {
	Email     string `json:"email"`
	Telephone string `json:"telephone"`
	Website   string `json:"website"`
}

// ParseProfile reads an exported profile. Other keys are passed over: the
// vendor adds some.
func ParseProfile(data []byte) (Profile, error) {
	var p Profile
	if err := json.Unmarshal(data, &p); err != nil {
		return p, fmt.Errorf("the profile is no JSON object with email, telephone and website: %w", err)
	}
	if p == (Profile{}) {
		return p, fmt.Errorf("the profile has neither email nor telephone nor website")
	}
	return p, nil
}

// Drift is a contact that the vendor shows and the terms do not have.
type Drift struct {
	Field string   // "email", "telephone" or "website"
	Shown string   // in the profile; "" where it has none
	Terms []string // what the terms have instead
}

// CompareProfile holds what the vendor shows to customers against the channels
// of the terms and, for the website, the organisation's. How a number or an
// address is written does not count.
func (t *Terms) CompareProfile(p Profile) []Drift {
	at := func(by ...string) (out []string) {
		for _, c := range t.Channels {
			if slices.Contains(by, c.By) {
				out = append(out, c.At)
			}
		}
		return out
	}
	sites := append(at("portal", "form", "chat"), t.Organisation.Website)
	var out []Drift
	for _, f := range []struct {
		field, shown string
		terms        []string
		normal       func(string) string
	}{
		{"email", p.Email, at("email"), func(s string) string { return strings.ToLower(strings.TrimSpace(strings.TrimPrefix(s, "mailto:"))) }},
		{"telephone", p.Telephone, at("phone"), t.normalPhone},
		{"website", p.Website, sites, normalURL},
	} {
		same := slices.ContainsFunc(f.terms, func(s string) bool { return f.normal(s) == f.normal(f.shown) })
		if !same && (f.shown != "" || len(f.terms) > 0) {
			out = append(out, Drift{f.field, f.shown, f.terms})
		}
	}
	return out
}

// callingCodes are those of the countries of our languages and their
// neighbours, with the digit that a number begins with inside the country.
var callingCodes = map[string]struct{ code, trunk string }{
	"CZ": {"420", ""}, "SK": {"421", "0"}, "NL": {"31", "0"}, "BE": {"32", "0"}, "FR": {"33", "0"}, "LU": {"352", ""}, "DE": {"49", "0"},
	"AT": {"43", "0"}, "CH": {"41", "0"}, "PL": {"48", ""}, "BG": {"359", "0"}, "RU": {"7", "8"}, "KZ": {"7", "8"}, "GB": {"44", "0"}, "IE": {"353", "0"},
	"LV": {"371", ""}, "LT": {"370", "0"}, "EE": {"372", ""}, "CY": {"357", ""},
}

// normalPhone makes "+" and digits of a number; one without a country's code
// is one of the organisation's country.
func (t *Terms) normalPhone(s string) string {
	s, _, _ = strings.Cut(strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), "tel:"), ";")
	s = strings.Replace(s, "(0)", "", 1) // +31 (0)20: the digit for calls inside the country
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
	own, known := callingCodes[t.Organisation.Country]
	switch {
	case strings.HasPrefix(s, "+"):
		return "+" + digits
	case strings.HasPrefix(digits, "00"):
		return "+" + digits[2:]
	case known && digits != "":
		return "+" + own.code + strings.TrimPrefix(digits, own.trunk)
	}
	return digits
}

// normalURL makes one form of the ways to write an address of the web.
func normalURL(s string) string {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, "://") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil {
		return s
	}
	host := strings.TrimPrefix(strings.TrimSuffix(strings.ToLower(u.Host), ":443"), "www.")
	path := strings.TrimSuffix(u.EscapedPath(), "/")
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	return host + path
}
