package lookalike

import "testing"

func TestAlike(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Plain Cloud", "Plain Cloud", true},
		{"Plain Cloud", "PLAIN CLOUD", true},
		{"Plain Cloud", "plain-cloud", true},
		{"Plain Cloud", "PIain Cloud", true},             // a capital i
		{"Plain Cloud", "P1ain C1oud", true},             // digits
		{"Plain Cloud", "Рlаin Сlоud", true},             // Cyrillic among Latin
		{"Plain Cloud", "Ρlain Clοud", true},             // Greek
		{"Plain Cloud", "Ｐｌａｉｎ Ｃｌｏｕｄ", true},             // of full width
		{"Plain Cloud", "𝐏𝐥𝐚𝐢𝐧 𝒞𝓁ℴ𝓊𝒹", true},             // of mathematics
		{"Plain Cloud", "Plain\u200b Clo\u2060ud", true}, // with what nobody sees
		{"Microsoft", "Micr0soft", true},
		{"Microsoft", "MICR0S0FT", true},
		{"Microsoft", "rnicrosoft", true},
		{"Microsoft", "Мicrоsоft", true},
		{"Modern", "Modem", true},
		{"paypal", "раураl", true},
		{"саре", "cape", true}, // a whole word of the other alphabet
		{"modra-hora", "m0dra-hora", true},
		{"Север", "Cевер", true},
		{"Plain Cloud", "Plane Cloud", false},
		{"Plain Cloud", "Plain Clouds", false},
		{"Modrá hora", "Modra hora", false}, // what a mark tells apart is seen
		{"Север", "Sever", false},
		{"Дом", "Dom", false},
		{"", "", false},
		{"…", "!", false},
	} {
		if got := Alike(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %v; keys %q and %q", c.a, c.b, got, Keys(c.a), Keys(c.b))
		}
		if got := Alike(c.b, c.a); got != c.want {
			t.Errorf("%q and %q the other way round: %v", c.a, c.b, got)
		}
	}
}

func TestHidden(t *testing.T) {
	for _, c := range []struct{ name, word, letter, script, among string }{
		{"Рlain Cloud", "Рlain", "Р", "Cyrillic", "Latin"},
		{"Plain Clοud", "Clοud", "ο", "Greek", "Latin"},
		{"Cевер", "Cевер", "C", "Latin", "Cyrillic"},
		{"Blue Սun", "Սun", "Ս", "Armenian", "Latin"},
		{"АСЕ Cloud", "АСЕ", "А", "Cyrillic", "Latin"},
		{"Cloud Services РОС", "РОС", "Р", "Cyrillic", "Latin"},
		{"Blue Ꭺ", "Ꭺ", "Ꭺ", "Cherokee", "Latin"},
	} {
		f, ok := Hidden(c.name)
		if !ok || f != (Fault{c.word, []rune(c.letter)[0], c.script, c.among}) {
			t.Errorf("%q: %+v, %v", c.name, f, ok)
		}
	}
	for _, name := range []string{"", "Plain Cloud Limited", "Deux Rivières SA/NV", "Modrá hora s.r.o.", "ООО «Север Облако»", "ООО Softline", "Softline АО", "1С-Рарус", "Яндекс.Cloud",
		"Softline СНГ", "ИТ-компания Softline", "Polderwolk B.V.", "Ελλάς Cloud", "株式会社Cloud", "クラウドGmbH", "3M", "Żółw", "Đất Việt", "Саре Север", "ACE Група"} {
		if f, ok := Hidden(name); ok {
			t.Errorf("%q: %+v", name, f)
		}
	}
}

// TestTable: no prototype is itself a character that looks like another, so that
// a skeleton is its own skeleton.
func TestTable(t *testing.T) {
	if len(table()) < 1500 {
		t.Fatalf("%d characters", len(table()))
	}
	for from, to := range table() {
		if s := skeleton(to); s != skeleton(s) {
			t.Errorf("%q looks like %q, and that like %q", from, to, s)
		}
	}
}
