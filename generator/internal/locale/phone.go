package locale

import (
	"slices"
	"strings"
)

// plan is how the numbers of a country are written behind its code: how many
// digits each group has, and what stands between the groups.
type plan struct {
	code   string
	groups func(national string) []int
	signs  func(group int) string // before the group; nil for spaces
}

// plans are those of the countries where our languages are spoken, and of Bulgaria. Their groups are those of Google's
// libphonenumber (PhoneNumberMetadata.xml, the formats for international use, 2025), which keeps to the numbering plans that countries
// tell the ITU; the brackets of +7 are added, as Russian typography has them.
var plans = []plan{
	{"420", func(n string) []int { return fit(n, 3, 3, 3) }, nil},
	{"7", func(n string) []int { return fit(n, 3, 3, 2, 2) }, func(i int) string { return []string{" (", ") ", "-", "-"}[i] }},
	{"31", dutch, nil},
	{"32", belgian, nil},
	{"33", frenchNumber, nil},
	{"359", bulgarian, nil},
}

// dutchAreas are the codes of two digits in the Netherlands; the others have
// three.
var dutchAreas = strings.Fields("10 13 15 20 23 24 26 30 33 35 36 38 40 43 45 46 50 53 55 58 70 71 72 73 74 75 76 77 78 79 85 88")

// Phone writes a number given as "+" and digits, with the code of its country
// first: "+7 (495) 123-45-67", "+420 123 456 789". How it is grouped is its
// country's custom, not the reader's, so it is the same in every language; its
// spaces do not break. Numbers of other countries, and what is no such number,
// stay as they are.
func Phone(number string) string {
	digits, ok := strings.CutPrefix(number, "+")
	if !ok || strings.Trim(digits, "0123456789") != "" {
		return number
	}
	for _, p := range plans {
		rest, ok := strings.CutPrefix(digits, p.code)
		if !ok {
			continue
		}
		groups := p.groups(rest)
		if groups == nil {
			return number
		}
		out := "+" + p.code
		for i, n := range groups {
			sign := " "
			if p.signs != nil {
				sign = p.signs(i)
			}
			out, rest = out+strings.ReplaceAll(sign, " ", nbsp)+rest[:n], rest[n:]
		}
		return out
	}
	return number
}

// fit gives the groups if the digits fill them, otherwise nil.
func fit(national string, groups ...int) []int {
	sum := 0
	for _, n := range groups {
		sum += n
	}
	if len(national) != sum {
		return nil
	}
	return groups
}

func dutch(n string) []int {
	switch {
	case len(n) != 9:
		return nil
	case n[0] == '6':
		return fit(n, 1, 8)
	case slices.Contains(dutchAreas, n[:2]):
		return fit(n, 2, 3, 4)
	}
	return fit(n, 3, 3, 3)
}

// frenchNumber: numbers at a price of their own begin with 8.
func frenchNumber(n string) []int {
	if strings.HasPrefix(n, "8") {
		return fit(n, 3, 2, 2, 2)
	}
	return fit(n, 1, 2, 2, 2, 2)
}

// bulgarian: Sofia is 2; the other cities, and most mobile networks, have two digits.
func bulgarian(n string) []int {
	three := func(prefixes ...string) bool {
		return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(n, p) })
	}
	switch {
	case len(n) < 6:
		return nil
	case n[0] == '2' && len(n) == 6:
		return fit(n, 1, 1, 2, 2)
	case n[0] == '2':
		return fit(n, 1, 3, len(n)-4)
	case three("431", "432", "433", "434", "435", "436", "701", "702", "703", "704", "705", "706", "707", "708", "709") && len(n) == 7:
		return fit(n, 3, 4)
	case three("700", "800"):
		return fit(n, 3, 2, 3)
	case three("43", "70"):
		return fit(n, 3, 3, 2)
	case len(n) == 7 || len(n) == 8 || len(n) == 9 && (n[0] == '8' || n[:2] == "98"):
		return fit(n, 2, 3, len(n)-5)
	}
	return nil
}

// belgian: mobile numbers have nine digits; Antwerp, Brussels, Ghent and Liège
// have areas of one, and numbers at a price of their own begin with 800 and 90.
func belgian(n string) []int {
	switch {
	case len(n) == 9 && n[0] == '4':
		return fit(n, 3, 2, 2, 2)
	case n == "":
		return nil
	case strings.HasPrefix(n, "800") || strings.HasPrefix(n, "90"):
		return fit(n, 3, 2, 3)
	case strings.ContainsRune("2349", rune(n[0])):
		return fit(n, 1, 3, 2, 2)
	}
	return fit(n, 2, 2, 2, 2)
}
