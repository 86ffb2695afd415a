package legalid

import (
	"regexp"
	"strings"
)

// czech checks an IČO. Source: Czech Statistical Office and the Ministry of
// Finance, the structure of the identification number (vyhláška for act
// 111/2009 Sb., on base registers): seven digits, weights 8 to 2, modulo 11.
func czech(s string) *Fault {
	if f := digits(s, "an IČO", 8); f != nil {
		return f
	}
	return fits((11-weighted(s, 8, 7, 6, 5, 4, 3, 2)%11)%10 == int(s[7]-'0'))
}

// czechVAT checks a DIČ: CZ with the IČO of an organisation, with the birth
// number of a person (divisible by 11; nine digits until 1953), or with a
// number of its own. Source: Austrian Ministry of Finance, "Konstruktionsregeln
// der UID-Nummern der EU-Mitgliedstaaten" (BMF), CZ; act 133/2000 Sb., § 13 on
// birth numbers; act 235/2004 Sb., § 95a on groups, whose numbers begin 699.
func czechVAT(s string) *Fault {
	n, f := after(s, "CZ", "a DIČ")
	if f == nil {
		f = numeric(n, "a DIČ after CZ")
	}
	switch {
	case f != nil:
		return f
	case len(n) < 8 || len(n) > 10:
		return fault(Length, "has %d digits after CZ, and a DIČ has 8 to 10", len(n))
	case len(n) == 8 && n[0] == '9':
		return fault(Part, "begins with 9, which the DIČ of no organisation does")
	case len(n) == 8:
		return czech(n)
	case len(n) == 9 || strings.HasPrefix(n, "699"):
		return nil // no check digit
	}
	return fits(mod(n, 11) == 0 || mod(n[:9], 11) == 10 && n[9] == '0')
}

// dutchRegister checks a number of the trade register, which has no check
// digit. Source: Kamer van Koophandel, "KVK-nummer": eight digits.
func dutchRegister(s string) *Fault { return digits(s, "a KVK number", 8) }

// rsin is the eleven test. Source: Belastingdienst, "RSIN"; Logisch Ontwerp
// BSN, 11-proef: weights 9 to 2 and -1.
func rsin(s string) *Fault {
	if f := digits(s, "an RSIN", 9); f != nil {
		return f
	}
	sum := weighted(s, 9, 8, 7, 6, 5, 4, 3, 2, -1)
	return fits(sum%11 == 0 && strings.Trim(s, "0") != "")
}

// dutchVAT checks a btw-identificatienummer: NL, nine digits, B, two digits.
// Organisations have their RSIN in it; since 1 January 2020 people have a
// number that MOD 97-10 fits. Source: Belastingdienst, "Btw-identificatienummer";
// BMF, "Konstruktionsregeln", NL.
func dutchVAT(s string) *Fault {
	n, f := after(s, "NL", "a btw-id")
	switch {
	case f != nil:
		return f
	case len(n) != 12:
		return fault(Length, "has %d characters after NL, and a btw-id has 12", len(n))
	case n[9] != 'B':
		return fault(Part, "has no B after nine digits")
	}
	if f = numeric(n[:9]+n[10:], "a btw-id but for NL and B"); f != nil {
		return f
	}
	return fits(rsin(n[:9]) == nil || mod97(s) == 1)
}

// siren checks a number of a French enterprise. Source: Code de commerce,
// art. R123-221; INSEE, "Numéro Siren": eight digits and that of Luhn.
func siren(s string) *Fault {
	if f := digits(s, "a SIREN", 9); f != nil {
		return f
	}
	return fits(luhn(s))
}

// siret checks a number of an establishment: the SIREN, five digits, the test
// of Luhn over all. La Poste has another one, the sum of the digits divisible
// by five. Source: INSEE, "Numéro Siret".
func siret(s string) *Fault {
	if f := digits(s, "a SIRET", 14); f != nil {
		return f
	}
	if f := siren(s[:9]); f != nil {
		return f
	}
	if s[:9] == "356000000" && s != "35600000000048" {
		sum := 0
		for _, c := range s {
			sum += int(c - '0')
		}
		return fits(sum%5 == 0)
	}
	return fits(luhn(s))
}

// frenchVAT checks FR, a key of two characters, the SIREN. A key of digits is
// (12 + 3 × SIREN mod 97) mod 97; one with letters has no rule that is
// published. Numbers of Monaco have 000 where a SIREN begins, and no Luhn.
// Source: BOFiP, BOI-TVA-DECLA-20-10-10; BMF, "Konstruktionsregeln", FR.
func frenchVAT(s string) *Fault {
	n, f := after(s, "FR", "a French VAT number")
	switch {
	case f != nil:
		return f
	case len(n) != 11:
		return fault(Length, "has %d characters after FR, and a French VAT number has 11", len(n))
	}
	key := n[:2]
	if strings.Trim(key, "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ") != "" {
		return fault(Character, "has a key %q of neither digits nor letters other than I and O", key)
	}
	if f := numeric(n[2:], "a French VAT number after its key"); f != nil {
		return f
	}
	if n[2:5] != "000" {
		if f := siren(n[2:]); f != nil {
			return f
		}
	}
	if strings.Trim(key, "0123456789") != "" {
		return nil
	}
	return fits((12+3*mod(n[2:], 97))%97 == int(key[0]-'0')*10+int(key[1]-'0'))
}

var registerForm = regexp.MustCompile(`^(?:(?:RCS|R\.C\.S\.) )?\p{Lu}[\p{L} '’-]+?(?: [ABCD])?[ \x{a0}\x{202f}]((?:[0-9][ \x{a0}\x{202f}]?){8}[0-9])$`)

// frenchRegister checks "RCS Paris B 000 000 018": the court's town, perhaps a
// letter, the SIREN. Source: Code de commerce, art. R123-237.
func frenchRegister(s string) *Fault {
	m := registerForm.FindStringSubmatch(s)
	if m == nil {
		return fault(Part, "is not the name of a town and a SIREN, as in \"RCS Paris 123 456 789\"")
	}
	return siren(compact(m[1]))
}

// belgian checks an enterprise number: ten digits, the first 0 or 1, the last
// two 97 less the others modulo 97. Source: Royal Decree of 24 June 2003 on the
// composition of the enterprise number, art. 2.
func belgian(s string) *Fault {
	if f := digits(s, "an enterprise number", 10); f != nil {
		return f
	}
	if s[0] > '1' {
		return fault(Part, "begins with %c, and an enterprise number begins with 0 or 1", s[0])
	}
	return fits(97-mod(s[:8], 97) == int(s[8]-'0')*10+int(s[9]-'0') && strings.Trim(s, "0") != "")
}

// belgianVAT is BE and the enterprise number. Source: Code de la TVA, art. 50.
func belgianVAT(s string) *Fault {
	n, f := after(s, "BE", "a Belgian VAT number")
	if f != nil {
		return f
	}
	return belgian(n)
}

func dotted(s string) string { return s[:4] + "." + s[4:7] + "." + s[7:] }

// inn checks an ИНН, of ten digits for organisations and twelve for people.
// Source: приказ ФНС России от 29.06.2012 № ММВ-7-6/435@.
func inn(s string) *Fault {
	if f := digits(s, "an ИНН", 10, 12); f != nil {
		return f
	}
	digit := func(i int, w ...int) bool { return weighted(s, w...)%11%10 == int(s[i]-'0') }
	if strings.Trim(s, "0") == "" {
		return fault(Part, "has zeros alone")
	}
	if len(s) == 10 {
		return fits(digit(9, 2, 4, 10, 3, 5, 9, 4, 6, 8))
	}
	return fits(digit(10, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) && digit(11, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8))
}

// kpp checks a КПП, which has no check digit: four digits of the tax office,
// two characters of the reason, three digits. Source: as inn.
func kpp(s string) *Fault {
	if len(s) != 9 {
		return fault(Length, "has %d characters, and a КПП has 9", len(s))
	}
	if f := alphanumeric(s, "a КПП"); f != nil {
		return f
	}
	return numeric(s[:4]+s[6:], "a КПП but for its fifth and sixth place")
}

// ogrn checks an ОГРН: twelve digits modulo 11, of that the last digit.
// Source: приказ Минфина России от 30.10.2017 № 165н.
func ogrn(s string) *Fault {
	if f := digits(s, "an ОГРН", 13); f != nil {
		return f
	}
	if s[0] != '1' && s[0] != '5' {
		return fault(Part, "begins with %c, and an ОГРН begins with 1 or 5", s[0])
	}
	return fits(mod(s[:12], 11)%10 == int(s[12]-'0'))
}

// ogrnip checks an ОГРНИП: fourteen digits modulo 13, of that the last digit.
// Source: as ogrn.
func ogrnip(s string) *Fault {
	if f := digits(s, "an ОГРНИП", 15); f != nil {
		return f
	}
	if s[0] != '3' {
		return fault(Part, "begins with %c, and an ОГРНИП begins with 3", s[0])
	}
	return fits(mod(s[:14], 13)%10 == int(s[14]-'0'))
}
