package legalid

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestParse reads numbers of each scheme: valid ones to the form in which
// their country prints them, invalid ones to what is wrong.
func TestParse(t *testing.T) {
	for _, c := range []struct{ scheme, written, want string }{
		{"cz-ico", "00006947", "00006947"}, // Ministry of Finance
		{"cz-ico", "000 06 947", "00006947"},
		{"cz-ico", "00006948", Digit},
		{"cz-ico", "00006497", Digit}, // two digits changed places
		{"cz-ico", "6947", Length},
		{"cz-ico", "0000694O", Character},
		{"cz-dic", "CZ00006947", "CZ00006947"},
		{"cz-dic", "cz 00006947", "CZ00006947"},
		{"cz-dic", "CZ6991000018", "CZ6991000018"}, // a group
		{"cz-dic", "CZ7103192745", "CZ7103192745"}, // a person
		{"cz-dic", "CZ7103192746", Digit},
		{"cz-dic", "CZ00006948", Digit},
		{"cz-dic", "CZ99999994", Part},
		{"cz-dic", "CZ1234567", Length},
		{"cz-dic", "00006947", Part},
		{"nl-kvk", "68750110", "68750110"}, // of the KVK's test environment
		{"nl-kvk", "6875011", Length},
		{"nl-kvk", "6875011A", Character},
		{"nl-rsin", "857587973", "857587973"},
		{"nl-rsin", "8575.87.973", "857587973"},
		{"nl-rsin", "857587937", Digit},
		{"nl-rsin", "000000000", Digit},
		{"nl-rsin", "85758797", Length},
		{"nl-btw-id", "NL857587973B01", "NL857587973B01"},
		{"nl-btw-id", "NL000099998B57", "NL000099998B57"}, // the tax office's own example
		{"nl-btw-id", "NL000099998B58", Digit},
		{"nl-btw-id", "NL857587973C01", Part},
		{"nl-btw-id", "NL857587973B1", Length},
		{"nl-btw-id", "NL85758797XB01", Character},
		{"nl-btw-id", "BE857587973B01", Part},
		{"fr-siren", "732829320", "732 829 320"},
		{"fr-siren", "732 829 320", "732 829 320"},
		{"fr-siren", "732829321", Digit},
		{"fr-siren", "73282932", Length},
		{"fr-siret", "73282932000074", "732 829 320 00074"},
		{"fr-siret", "73282932000075", Digit},
		{"fr-siret", "73282932100073", Digit},
		{"fr-siret", "35600000049837", "356 000 000 49837"}, // La Poste has a test of its own
		{"fr-siret", "35600000049838", Digit},
		{"fr-siret", "7328293200007", Length},
		{"fr-tva", "FR44732829320", "FR 44 732 829 320"},
		{"fr-tva", "FR45732829320", Digit},
		{"fr-tva", "FR44732829321", Digit},
		{"fr-tva", "FRK7732829320", "FR K7 732 829 320"}, // keys with letters have no published rule
		{"fr-tva", "FRIO732829320", Character},
		{"fr-tva", "FR4473282932", Length},
		{"fr-tva", "DE44732829320", Part},
		{"fr-rcs", "RCS Paris 732 829 320", "RCS Paris 732 829 320"},
		{"fr-rcs", "RCS Saint-Étienne B 732829320", "RCS Saint-Étienne B 732829320"},
		{"fr-rcs", "RCS Paris 732 829 321", Digit},
		{"fr-rcs", "732 829 320", Part},
		{"be-kbo", "0403.019.261", "0403.019.261"},
		{"be-kbo", "0403019261", "0403.019.261"},
		{"be-kbo", "0403019262", Digit},
		{"be-kbo", "2403019261", Part},
		{"be-kbo", "403019261", Length},
		{"be-btw", "BE 0403.019.261", "BE 0403.019.261"},
		{"be-btw", "BE0403019262", Digit},
		{"be-btw", "0403019261", Part},
		{"ru-inn", "7707083893", "7707083893"},
		{"ru-inn", "7707083894", Digit},
		{"ru-inn", "500100732259", "500100732259"},
		{"ru-inn", "500100732258", Digit},
		{"ru-inn", "500100732269", Digit},
		{"ru-inn", "77070838931", Length},
		{"ru-inn", "0000000000", Part},
		{"ru-kpp", "773601001", "773601001"},
		{"ru-kpp", "7736AB001", "7736AB001"},
		{"ru-kpp", "77360100", Length},
		{"ru-kpp", "77A601001", Character},
		{"ru-ogrn", "1027700132195", "1027700132195"},
		{"ru-ogrn", "1027700132196", Digit},
		{"ru-ogrn", "3027700132195", Part},
		{"ru-ogrn", "102770013219", Length},
		{"ru-ogrnip", "304500116000157", "304500116000157"},
		{"ru-ogrnip", "304500116000158", Digit},
		{"ru-ogrnip", "104500116000157", Part},
		{"ru-ogrnip", "30450011600015", Length},
		{"iban", "NL91 ABNA 0417 1643 00", "NL91 ABNA 0417 1643 00"},
		{"iban", "cz6508000000192000145399", "CZ65 0800 0000 1920 0014 5399"},
		{"iban", "FR1420041010050500013M02606", "FR14 2004 1010 0505 0001 3M02 606"},
		{"iban", "BE68539007547034", "BE68 5390 0754 7034"},
		{"iban", "BE68539007547035", Digit},
		{"iban", "BE6853900754703", Length},
		{"iban", "US68539007547034", Part},
		{"iban", "B168539007547034", Character},
		{"iban", "BE68539007547Ж34", Character},
		{"lei", "5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R12"},
		{"lei", "5493001KJTIIGC8Y1R13", Digit},
		{"lei", "5493001KJTIIGC8Y1R1", Length},
		{"eu-vat", "ATU13585627", "ATU13585627"},
		{"eu-vat", "EL 094259216", "EL094259216"},
		{"eu-vat", "GR094259216", Part},
		{"eu-vat", "GB123456789", Part},
		{"eu-vat", "XI123456789", "XI123456789"},
		{"eu-vat", "DE13669597", Part},
		{"eu-vat", "DE136695976", "DE136695976"},
		{"eu-vat", "DE136695978", Digit},
		{"eu-vat", "D", Length},
		{"dk-cvr", "13585628", Unknown},
	} {
		got, kind := "", ""
		id, err := Parse(c.scheme, c.written)
		if f := (*Fault)(nil); errors.As(err, &f) {
			kind = f.Kind
			if f.Error() == "" {
				t.Errorf("%s %q: a fault without words", c.scheme, c.written)
			}
		} else {
			got = id.Printed
		}
		if got+kind != c.want {
			t.Errorf("%s %q: %q %v, want %s", c.scheme, c.written, got, err, c.want)
		}
	}
}

// TestVectors holds the schemes to the numbers of another implementation.
func TestVectors(t *testing.T) {
	data, err := os.ReadFile("testdata/vectors.txt")
	if err != nil {
		t.Fatal(err)
	}
	countries, n := map[string]bool{}, 0
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Fields(line)
		if _, err := Parse(f[0], f[1]); (err == nil) != (f[2] == "y") {
			t.Errorf("%s: %v", strings.TrimSpace(line), err)
		}
		countries[f[0]+f[1][:2]] = true
		n++
	}
	if n < 400 {
		t.Errorf("%d vectors", n)
	}
	for country := range vatRules() {
		if country != "XI" && !countries["eu-vat"+country] {
			t.Errorf("no vector of %s", country)
		}
	}
}

// TestOneDigit changes each digit of a valid number in all ways: check digits
// of these schemes find every single wrong one.
func TestOneDigit(t *testing.T) {
	for _, c := range []struct{ scheme, value string }{
		{"nl-rsin", "857587973"}, {"fr-siren", "732829320"}, {"fr-siret", "73282932000074"}, {"be-kbo", "0403019261"},
		{"iban", "BE68539007547034"}, {"lei", "5493001KJTIIGC8Y1R12"},
	} {
		for i := range len(c.value) {
			for d := byte('0'); d <= '9'; d++ {
				if c.value[i] == d || c.value[i] > '9' {
					continue
				}
				wrong := c.value[:i] + string(d) + c.value[i+1:]
				if _, err := Parse(c.scheme, wrong); err == nil {
					t.Errorf("%s: %s passes as %s does", c.scheme, wrong, c.value)
				}
			}
		}
	}
}

func TestSchemes(t *testing.T) {
	if names := Schemes(); !slices.IsSorted(names) || len(names) != 18 {
		t.Errorf("%q", names)
	}
}

// FuzzParse reads anything under each scheme: no panic, and what is read is
// read again from its printed form.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"CZ00006947", "RCS Paris B 732 829 320", "ж", "", "FR", "IE1A23456W", "ESX1234567L"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, scheme := range Schemes() {
			id, err := Parse(scheme, s)
			if err != nil {
				continue
			}
			if again, err := Parse(scheme, id.Printed); err != nil || again.Value != id.Value && scheme != "fr-rcs" {
				t.Errorf("%s %q: printed %q reads as %q, %v", scheme, s, id.Printed, again.Value, err)
			}
		}
	})
}
