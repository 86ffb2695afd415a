package locale

import (
	"fmt"
	"strings"

	"github.com/bojanz/currency"
)

// Money writes an amount, as Number reads it, of a currency named by its code
// of ISO 4217: Money("1234.50", "EUR") is "1 234,50 €". It has at least the
// places of the currency, two of the euro and none of the yen, and is rounded
// to six, halves up. The error says that the amount is no number, or that
// there is no such currency.
//
// Patterns and symbols are the library's, which has those of CLDR 47: for our
// languages they are those of CLDR 48.
func (f Format) Money(amount, code string) (string, error) { return f.money(amount, code, true) }

// Price writes it as a price list does: an amount given without places has none,
// "1 490 Kč", "98,50 €".
func (f Format) Price(amount, code string) (string, error) {
	return f.money(amount, code, strings.Contains(amount, "."))
}

// money is either; places: with at least those of the currency.
func (f Format) money(amount, code string, places bool) (string, error) {
	if _, _, _, err := digits(amount); err != nil {
		return "", err
	}
	a, err := currency.NewAmount(amount, code)
	if err != nil {
		return "", fmt.Errorf("%s %s is not an amount of money: %w", amount, code, err)
	}
	formatter := currency.NewFormatter(currency.NewLocale(f.tag))
	if !places {
		formatter.MinDigits = 0
	}
	s := formatter.Format(a)
	return strings.Replace(s, "-", minus, 1), nil
}
