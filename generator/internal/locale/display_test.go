package locale

import "testing"

func TestCompany(t *testing.T) {
	for _, c := range []struct{ lang, name, want string }{
		{"ru", "Север", "«Север»"},
		{"ru", "Sever Cloud EOOD", "Sever Cloud EOOD"},
		{"ru", "ООО «Север»", "ООО «Север»"},
		{"cs", "Север", "Север"},
	} {
		if got := NewFormat(c.lang).Company(c.name); got != c.want {
			t.Errorf("%s: %q gives %q, want %q", c.lang, c.name, got, c.want)
		}
	}
}

func TestSpeaks(t *testing.T) {
	for _, c := range []struct {
		lang, country string
		want          bool
	}{{"cs", "CZ", true}, {"en", "IE", true}, {"ru", "BG", false}, {"nl", "BE", true}, {"fr", "DE", false}} {
		if got := NewFormat(c.lang).Speaks(c.country); got != c.want {
			t.Errorf("%s in %s: %v", c.lang, c.country, got)
		}
	}
}
