package card

import (
	"bytes"
	"strings"
	"testing"

	"github.com/emersion/go-vcard"
	"github.com/google/go-cmp/cmp"
)

var example = Card{
	UID: "https://polderwolk.example/", Name: "Polderwolk; “cloud, hulp”", Organisation: "Polderwolk B.V.", Language: "nl",
	Note: "Ma–do 8.30–17.00 uur\nza 10.00–13.00 uur", Lines: []string{"Verzonnenkade 8", "3511 ZZ Utrecht"}, Country: "Nederland",
	Spoken: []string{"nl", "en"}, Phones: []Way{{"+31300000019", "Telefoon"}, {"+31300000020", ""}}, Emails: []Way{{"hulp@polderwolk.example", "E-mail; hulp"}},
	Websites: []Way{{"https://polderwolk.example/", ""}}, Revised: "2026-09-01",
}

// TestBytes reads the lines of a card; their order is fixed.
func TestBytes(t *testing.T) {
	data, err := example.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if again, err := example.Bytes(); err != nil || !bytes.Equal(data, again) {
			t.Fatalf("other bytes the second time: %s, %v", again, err)
		}
	}
	var got []string
	for line := range strings.Lines(string(data)) {
		if !strings.HasSuffix(line, "\r\n") {
			t.Errorf("%q does not end in CR LF", line)
		}
		got = append(got, strings.TrimSuffix(line, "\r\n"))
	}
	want := []string{
		"BEGIN:VCARD", "VERSION:4.0",
	}
	if d := cmp.Diff(want, got[:2]); d != "" {
		t.Error(d)
	}
	for _, line := range []string{"KIND:org", "ORG:Polderwolk B.V.", "REV:20260901T000000Z"} {
		found := false
		for _, g := range got {
			found = found || g == line
		}
		if !found {
			t.Errorf("no line %q in %q", line, got)
		}
	}
}

// TestReadAgain decodes a card to the values it was made of.
func TestReadAgain(t *testing.T) {
	data, err := example.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	v, err := vcard.NewDecoder(bytes.NewReader(data)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	a := v.Address()
	got := Card{UID: v.Value(vcard.FieldUID), Name: v.Value(vcard.FieldFormattedName), Organisation: v.Value(vcard.FieldOrganization),
		Language: v.Get(vcard.FieldFormattedName).Params.Get("LANGUAGE"), Note: v.Value(vcard.FieldNote), Lines: strings.Split(a.StreetAddress, ", "), Country: a.Country,
		Spoken: v.Values(vcard.FieldLanguage), Revised: "2026-09-01"}
	ways := func(name string) (out []Way) {
		for _, f := range v[name] {
			w := Way{At: strings.TrimPrefix(f.Value, "tel:")}
			for _, l := range v["X-ABLABEL"] {
				if f.Group != "" && l.Group == f.Group {
					w.Label = l.Value
				}
			}
			out = append(out, w)
		}
		return out
	}
	got.Phones, got.Emails, got.Websites = ways(vcard.FieldTelephone), ways(vcard.FieldEmail), ways(vcard.FieldURL)
	if d := cmp.Diff(example, got); d != "" {
		t.Error(d)
	}
}
