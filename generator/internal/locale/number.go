package locale

import (
	"fmt"
	"strconv"
	"strings"
)

// Integer writes a whole number: "1 000 000".
func (f Format) Integer(n int64) string {
	s, _ := f.Number(strconv.FormatInt(n, 10)) // digits of a number are one
	return s
}

// Number writes a number given as digits, with "." before its places and "-"
// before one below zero: "1234567.89". It has any size, is never rounded, and
// keeps the places it is written with, zeros included. The error says that the
// text is no such number.
func (f Format) Number(n string) (string, error) {
	whole, places, negative, err := digits(n)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	if negative {
		b.WriteString(minus)
	}
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(f.signs.group)
		}
		b.WriteRune(d)
	}
	if places != "" {
		b.WriteString(f.signs.decimal + places)
	}
	return b.String(), nil
}

// Percent writes a number of hundredths, as Number reads it: "21.5" is 21.5 %.
func (f Format) Percent(n string) (string, error) {
	s, err := f.Number(n)
	if err != nil {
		return "", err
	}
	return s + f.signs.percent + "%", nil
}

// Range writes from one value to another, both already written: "3–5". CLDR
// has a hyphen in Dutch; all our languages print the dash.
func (f Format) Range(from, to string) string { return from + "–" + to }

// digits cuts a number into what stands before and after its point, the first
// without zeros in front.
func digits(n string) (whole, places string, negative bool, err error) {
	s, negative := strings.CutPrefix(n, "-")
	whole, places, point := strings.Cut(s, ".")
	if whole == "" || point && places == "" || strings.Trim(whole+places, "0123456789") != "" {
		return "", "", false, fmt.Errorf("%q is not a number such as 1234.5", n)
	}
	whole = strings.TrimLeft(whole, "0")
	if whole == "" {
		whole = "0"
	}
	return whole, places, negative && strings.Trim(whole+places, "0") != "", nil
}
