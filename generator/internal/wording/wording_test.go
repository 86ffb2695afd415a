package wording

import (
	"fmt"
	"strings"
	"testing"
)

// TestFind finds forms in inflected words, the longest first.
func TestFind(t *testing.T) {
	for _, c := range []struct{ lang, forms, text, want string }{
		{"en", "service request|request", "Service requests and a request.", "0:Service requests 1:request"},
		{"en", "granular delegated admin privileges|delegated admin privileges", "Granular delegated admin privileges", "0:Granular delegated admin privileges"},
		{"en", "service request", "service, request; service (request)", ""},
		{"en", "DAP|dap", "DAP GDAP dap Dap", "0:DAP 1:dap 1:Dap"},
		{"en", "Premier", "premier Premier", "0:Premier"},
		{"en", "break-fix", "break‑fix, break fix", "0:break‑fix 0:break fix"},
		{"en", "Enterprise Mobility + Security", "the Enterprise\nMobility + Security", "0:Enterprise\nMobility + Security"},
		{"fr", "conseiller approuvé", "des conseillers\napprouvés", "0:conseillers\napprouvés"},
		{"fr", "privilèges d’administration", "Privilèges d'administration", "0:Privilèges d'administration"},
		{"fr", "prise en charge", "« Prise en charge » et prise en charge", "0?:Prise en charge 0:prise en charge"},
		{"cs", "žádost o službu", "žádostmi o službu", "0:žádostmi o službu"},
		{"cs", "Partnerské centrum", "v Partnerském centru", "0:Partnerském centru"},
		{"ru", "уровня серьезности", "уровнем серьёзности", "0:уровнем серьёзности"},
		{"ru", "служба поддержки", "служб поддержек", "0:служб поддержек"},
		{"ru", "support plan", "support plans", "0:support plans"},
		{"nl", "basislijn*", "de basislijnondersteuningsgrenzen", "0:basislijnondersteuningsgrenzen"},
		{"nl-BE", "serviceaanvraag", "serviceaanvragen", "0:serviceaanvragen"},
		{"en", "support", "https://support.example/support a@support.example ￼support", "0:support"},
		{"xx", "same word", "Same word", "0:Same word"},
		{"en", "a|", "", ""},
	} {
		x := New(c.lang)
		for i, f := range strings.Split(c.forms, "|") {
			if x.Add(f, i) != (f != "") {
				t.Errorf("%q is added, or not", f)
			}
		}
		var got []string
		for _, m := range x.Find(c.text) {
			mark := ""
			if m.Quoted {
				mark = "?"
			}
			got = append(got, fmt.Sprintf("%d%s:%s", m.Values[0], mark, c.text[m.Start:m.End]))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %q in %q: %q, want %q", c.lang, c.forms, c.text, s, c.want)
		}
	}
}

// TestQuoted tells what stands in the quotation marks of five languages from what stands between two of them.
func TestQuoted(t *testing.T) {
	for text, want := range map[string]bool{
		"“x”": true, "« x »": true, "„x“": true, "„x”": true, "‘x’": true, `"x"`: true, "“a x b”": true,
		"x": false, "“a” x “b”": false, "« a » x « b »": false, "„a“ x „b“": false, "l’x’": false, `"a" x "b"`: false, "“x": false,
	} {
		at := strings.Index(text, "x")
		if got := quoted(text, at, at+1); got != want {
			t.Errorf("quoted in %s: %v", text, got)
		}
	}
}

// TestTogether gives all numbers of a form.
func TestTogether(t *testing.T) {
	x := New("en")
	x.Add("customer", 1)
	x.Add("customers", 2)
	x.Add("cust*", 3)
	if m := x.Find("Customers"); len(m) != 1 || fmt.Sprint(m[0].Values) != "[1 2]" {
		t.Errorf("found %v", m)
	}
}

func FuzzFind(f *testing.F) {
	f.Add("service request", "the service\nrequests “x”")
	f.Add("a*", "\xff\xfe a’b https://x")
	f.Fuzz(func(t *testing.T, form, text string) {
		x := New("cs")
		x.Add(form, 1)
		last := 0
		for _, m := range x.Find(text) {
			if m.Start < last || m.End <= m.Start || m.End > len(text) {
				t.Fatalf("%q in %q: %v after %d", form, text, m, last)
			}
			last = m.End
		}
	})
}
