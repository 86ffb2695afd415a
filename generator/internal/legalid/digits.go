package legalid

import "strings"

// digits holds a number against its length; what names it: "an IČO".
func digits(s, what string, lengths ...int) *Fault {
	if f := numeric(s, what); f != nil {
		return f
	}
	for _, n := range lengths {
		if len(s) == n {
			return nil
		}
	}
	last := lengths[len(lengths)-1]
	if len(lengths) == 1 {
		return fault(Length, "has %d digits, and %s has %d", len(s), what, last)
	}
	return fault(Length, "has %d digits, and %s has %d or %d", len(s), what, lengths[0], last)
}

func numeric(s, what string) *Fault {
	for _, r := range s {
		if r < '0' || r > '9' {
			return fault(Character, "has %q in it, and %s has digits alone", string(r), what)
		}
	}
	return nil
}

// after takes a country's letters off; what names the number: "a DIČ".
func after(s, prefix, what string) (string, *Fault) {
	rest, ok := strings.CutPrefix(s, prefix)
	if !ok {
		return "", fault(Part, "does not begin with %s, as %s does", prefix, what)
	}
	return rest, nil
}

func wrongCheck() *Fault {
	return fault(Digit, "has check digits that do not fit the others: one of its digits is wrong")
}

// fits is nil where ok.
func fits(ok bool) *Fault {
	if ok {
		return nil
	}
	return wrongCheck()
}

// weighted adds up digits times weights, as many as there are weights.
func weighted(s string, weights ...int) int {
	sum := 0
	for i, w := range weights {
		sum += w * int(s[i]-'0')
	}
	return sum
}

// mod is the remainder of a number of any length.
func mod(s string, m int) int {
	r := 0
	for _, c := range s {
		r = (r*10 + int(c-'0')) % m
	}
	return r
}

// luhn is the test of ISO/IEC 7812-1, annex B.
func luhn(s string) bool { return luhnSum(s)%10 == 0 }

func luhnSum(s string) int {
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum
}

// mod11and10 is the hybrid test of ISO/IEC 7064, MOD 11,10.
func mod11and10(s string) bool {
	p := 10
	for _, c := range s[:len(s)-1] {
		if p = (p + int(c-'0')) % 10; p == 0 {
			p = 10
		}
		p = p * 2 % 11
	}
	return (p+int(s[len(s)-1]-'0'))%10 == 1
}

// mod97 is the test of ISO/IEC 7064, MOD 97-10: letters count from A = 10. s
// has capital letters and digits alone.
func mod97(s string) int {
	r := 0
	for _, c := range s {
		if c >= 'A' {
			r = (r*100 + int(c-'A') + 10) % 97
			continue
		}
		r = (r*10 + int(c-'0')) % 97
	}
	return r
}

// alphanumeric reports the first character that is neither A to Z nor 0 to 9.
func alphanumeric(s, what string) *Fault {
	for _, r := range s {
		if (r < '0' || r > '9') && (r < 'A' || r > 'Z') {
			return fault(Character, "has %q in it, and %s has letters and digits alone", string(r), what)
		}
	}
	return nil
}
