package legalid

import (
	"regexp"
	"strings"
)

// vatRule is the form of a country's VAT number without its letters, and the
// test of its check digits; test is nil where none is published, or where we
// are not sure of it.
type vatRule struct {
	form string // regular expression
	says string // the form in words
	test func(n string) bool
}

// vatRules holds those of the European Union by the letters they begin with,
// and of Northern Ireland, XI. Sources: European Commission, VIES, "What is the
// format of a VAT number?"; Austrian Ministry of Finance,
// "Konstruktionsregeln der UID-Nummern der EU-Mitgliedstaaten" (BMF).
func vatRules() map[string]vatRule {
	return map[string]vatRule{
		"AT": {`U\d{8}`, "U and 8 digits", func(n string) bool {
			return (16-luhnSum(n[1:8])%10)%10 == int(n[8]-'0')
		}},
		"BE": {`[01]\d{9}`, "10 digits, the first 0 or 1", func(n string) bool { return belgian(n) == nil }},
		"BG": {`\d{9,10}`, "9 or 10 digits", bulgarian},
		"CY": {`\d{8}[A-Z]`, "8 digits and a letter", cypriot},
		"CZ": {`\d{8,10}`, "8 to 10 digits", func(n string) bool { return czechVAT("CZ"+n) == nil }},
		"DE": {`[1-9]\d{8}`, "9 digits, the first not 0", mod11and10},
		"DK": {`[1-9]\d{7}`, "8 digits, the first not 0", func(n string) bool { return weighted(n, 2, 7, 6, 5, 4, 3, 2, 1)%11 == 0 }},
		"EE": {`\d{9}`, "9 digits", func(n string) bool { return weighted(n, 3, 7, 1, 3, 7, 1, 3, 7, 1)%10 == 0 }},
		"EL": {`\d{9}`, "9 digits", func(n string) bool { return weighted(n, 256, 128, 64, 32, 16, 8, 4, 2)%11%10 == int(n[8]-'0') }},
		"ES": {`[0-9A-Z]\d{7}[0-9A-Z]`, "9 characters, digits but for the first or the last", spanish},
		"FI": {`\d{8}`, "8 digits", func(n string) bool { return weighted(n, 7, 9, 10, 5, 8, 4, 2, 1)%11 == 0 }},
		"FR": {`[0-9A-HJ-NP-Z]{2}\d{9}`, "2 characters and 9 digits", func(n string) bool { return frenchVAT("FR"+n) == nil }},
		"HR": {`\d{11}`, "11 digits", mod11and10},
		"HU": {`\d{8}`, "8 digits", func(n string) bool { return weighted(n, 9, 7, 3, 1, 9, 7, 3, 1)%10 == 0 }},
		"IE": {`\d[0-9A-Z+*]\d{5}[A-W][A-W]?`, "7 digits and 1 or 2 letters", irish},
		"IT": {`\d{11}`, "11 digits", italian},
		"LT": {`\d{9}|\d{12}`, "9 or 12 digits", lithuanian},
		"LU": {`\d{8}`, "8 digits", func(n string) bool { return mod(n[:6], 89) == mod(n[6:], 100) }},
		"LV": {`\d{11}`, "11 digits", func(n string) bool {
			return n[0] <= '3' || weighted(n, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1)%11 == 3
		}},
		"MT": {`\d{8}`, "8 digits", func(n string) bool { return weighted(n[:6], 3, 4, 6, 7, 8, 9)%37+mod(n[6:], 100) == 37 }},
		"NL": {`\d{9}B\d{2}`, "9 digits, B and 2 digits", func(n string) bool { return dutchVAT("NL"+n) == nil }},
		"PL": {`\d{10}`, "10 digits", func(n string) bool { return weighted(n, 6, 5, 7, 2, 3, 4, 5, 6, 7)%11 == int(n[9]-'0') }},
		"PT": {`[1-9]\d{8}`, "9 digits, the first not 0", func(n string) bool {
			return (11-weighted(n, 9, 8, 7, 6, 5, 4, 3, 2)%11)%11%10 == int(n[8]-'0')
		}},
		"RO": {`[1-9]\d{1,9}`, "2 to 10 digits, the first not 0", func(n string) bool {
			n = strings.Repeat("0", 10-len(n)) + n
			return 10*weighted(n, 7, 5, 3, 2, 1, 7, 5, 3, 2)%11%10 == int(n[9]-'0')
		}},
		"SE": {`\d{10}(0[1-9]|[1-8]\d|9[0-4])`, "12 digits, the last two 01 to 94", func(n string) bool { return luhn(n[:10]) }},
		"SI": {`[1-9]\d{7}`, "8 digits, the first not 0", func(n string) bool {
			check := 11 - weighted(n, 8, 7, 6, 5, 4, 3, 2)%11
			return check != 11 && check%10 == int(n[7]-'0')
		}},
		"SK": {`[1-9]\d[2-47-9]\d{7}`, "10 digits, the first not 0, the third 2, 3, 4, 7, 8 or 9", func(n string) bool { return mod(n, 11) == 0 }},
		"XI": {`\d{9}|\d{12}|GD[0-4]\d{2}|HA[5-9]\d{2}`, "9 or 12 digits", nil},
	}
}

// europeanVAT checks the VAT number of any country of the Union.
func europeanVAT(s string) *Fault {
	if len(s) < 4 {
		return fault(Length, "has %d characters: too few for a VAT number with its country", len(s))
	}
	rule, ok := vatRules()[s[:2]]
	if !ok {
		return fault(Part, "begins with %q, which is no country of the European Union (Greece is EL)", s[:2])
	}
	n := s[2:]
	if !regexp.MustCompile(`^(?:` + rule.form + `)$`).MatchString(n) {
		return fault(Part, "is not %s after %s", rule.says, s[:2])
	}
	return fits(rule.test == nil || rule.test(n))
}

// bulgarian has two rounds of weights for organisations; numbers of people, of
// ten digits, are of several kinds, and only their form is held.
func bulgarian(n string) bool {
	if len(n) == 10 {
		return true
	}
	check := weighted(n, 1, 2, 3, 4, 5, 6, 7, 8) % 11
	if check == 10 {
		check = weighted(n, 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10
	}
	return check == int(n[8]-'0')
}

func cypriot(n string) bool {
	odd := [10]int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21}
	sum := 0
	for i := range 8 {
		d := int(n[i] - '0')
		if i%2 == 0 {
			d = odd[d]
		}
		sum += d
	}
	return n[8] == byte('A'+sum%26) && n[:2] != "12"
}

// spanish numbers are of people, of foreigners, who have X, Y or Z for 0, 1 or
// 2, or of organisations.
func spanish(n string) bool {
	const letters = "TRWAGMYFPDXBNJZSQVHLCKE"
	first, last := n[0], n[8]
	switch {
	case '0' <= first && first <= '9':
		return last == letters[mod(n[:8], 23)]
	case strings.IndexByte("XYZ", first) >= 0:
		return last == letters[mod(string('0'+first-'X')+n[1:8], 23)]
	case strings.IndexByte("KLM", first) >= 0:
		return last == letters[mod(n[1:8], 23)]
	case strings.IndexByte("ABCDEFGHJNPQRSUVW", first) < 0:
		return false
	}
	check := (10 - luhnSum(n[1:8]+"0")%10) % 10
	// The sources differ on which kinds of organisation have a letter: either will do.
	return last == byte('0'+check) || last == "JABCDEFGHI"[check]
}

// italian numbers have the code of a province in places 8 to 10.
func italian(n string) bool {
	province := mod(n[7:10], 1000)
	return n[:7] != "0000000" && (1 <= province && province <= 100 || province == 120 || province == 121 || province == 888 || province == 999) && luhn(n)
}

func irish(n string) bool {
	const letters = "WABCDEFGHIJKLMNOPQRSTUV"
	digits := n[:7]
	if n[1] < '0' || n[1] > '9' { // until 2012: the second character took part in no sum
		if len(n) != 8 {
			return false
		}
		digits = "0" + n[2:7] + n[:1]
	}
	sum := weighted(digits, 8, 7, 6, 5, 4, 3, 2)
	if len(n) == 9 {
		sum += 9 * strings.IndexByte(letters, n[8])
	}
	return n[7] == letters[sum%23]
}

func lithuanian(n string) bool {
	last := len(n) - 1
	if n[last-1] != '1' {
		return false
	}
	sum := func(from int) int {
		s := 0
		for i := range last {
			s += (1 + (i+from)%9) * int(n[i]-'0')
		}
		return s % 11
	}
	check := sum(0)
	if check == 10 {
		check = sum(2) % 10
	}
	return check == int(n[last]-'0')
}
