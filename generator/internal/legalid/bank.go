package legalid

import "strings"

// ibanLengths are those of the countries whose partners are likely: Europe and
// its neighbours. Source: SWIFT, IBAN Registry (ISO 13616-1).
const ibanLengths = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BY28 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 " +
	"GR27 HR21 HU28 IE22 IL23 IS26 IT27 KZ20 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MT31 NL18 NO15 PL28 PT25 RO24 RS22 RU33 SA24 SE24 SI19 " +
	"SK24 SM27 TR26 UA29 VA22 XK20"

// iban checks a bank account: the length of its country and MOD 97-10 with the
// first four characters last. Source: ISO 13616-1, ISO/IEC 7064.
func iban(s string) *Fault {
	if f := alphanumeric(s, "an IBAN"); f != nil {
		return f
	}
	if len(s) < 5 || len(s) > 34 {
		return fault(Length, "has %d characters, and an IBAN has 15 to 34", len(s))
	}
	if strings.Trim(s[:2], "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" || strings.Trim(s[2:4], "0123456789") != "" {
		return fault(Character, "does not begin with two letters and two digits")
	}
	_, row, known := strings.Cut(ibanLengths, s[:2])
	if !known {
		return fault(Part, "begins with %s, a country whose IBAN is not known", s[:2])
	}
	if want := int(row[0]-'0')*10 + int(row[1]-'0'); len(s) != want {
		return fault(Length, "has %d characters, and an IBAN of %s has %d", len(s), s[:2], want)
	}
	return fits(mod97(s[4:]+s[:4]) == 1)
}

// lei checks a legal entity identifier: 18 characters and MOD 97-10. Source:
// ISO 17442-1.
func lei(s string) *Fault {
	if f := alphanumeric(s, "an LEI"); f != nil {
		return f
	}
	if len(s) != 20 {
		return fault(Length, "has %d characters, and an LEI has 20", len(s))
	}
	if f := numeric(s[18:], "an LEI at its end"); f != nil {
		return f
	}
	return fits(mod97(s) == 1)
}
