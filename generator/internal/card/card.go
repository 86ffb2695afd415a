// Package card writes visiting cards that address books read: vCard 4.0 (RFC
// 6350).
//
// In: plain values, in one language. Out: the bytes of a .vcf file, the same
// for the same values. It never checks an address or number: whoever parsed
// them has.
package card

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/emersion/go-vcard"
)

// Card is an organisation with the ways to reach it.
type Card struct {
	// UID identifies it for ever: an address of the web will do.
	UID          string
	Name         string // what is shown
	Organisation string // as registered
	Language     string // of name and note, BCP 47
	Note         string // optional: hours in words, for one
	Lines        []string
	Country      string   // optional: its name as on a letter
	Spoken       []string // optional: languages, BCP 47, in the order of preference
	Phones       []Way    // "+420222000019", in the order of preference
	Emails       []Way
	Websites     []Way
	// Revised is the day of the last change, "2026-09-01"; optional.
	Revised string
}

// Way is a number or address. Label says what it is for, in the language of the card; optional.
type Way struct{ At, Label string }

// Bytes is the card as a file. Lines end in CR LF, as the format has it.
func (c Card) Bytes() ([]byte, error) {
	v := vcard.Card{}
	v.SetValue(vcard.FieldVersion, "4.0")
	v.SetKind(vcard.KindOrganization)
	v.SetValue(vcard.FieldUID, c.UID)
	v.Add(vcard.FieldFormattedName, &vcard.Field{Value: c.Name, Params: language(c.Language)})
	v.SetValue(vcard.FieldOrganization, c.Organisation)
	if c.Note != "" {
		v.Add(vcard.FieldNote, &vcard.Field{Value: c.Note, Params: language(c.Language)})
	}
	if len(c.Lines) > 0 {
		v.AddAddress(&vcard.Address{Field: &vcard.Field{Params: vcard.Params{"TYPE": {"work"}}}, StreetAddress: strings.Join(c.Lines, ", "), Country: c.Country})
	}
	for i, l := range c.Spoken {
		v.Add(vcard.FieldLanguage, &vcard.Field{Value: l, Params: preferred(i, vcard.Params{})})
	}
	items := 0
	add := func(name, value, label string, params vcard.Params) {
		f := &vcard.Field{Value: value, Params: params}
		if label != "" { // the standard has no place for it; address books read this one
			items++
			f.Group = fmt.Sprintf("item%d", items)
			v.Add("X-ABLABEL", &vcard.Field{Value: label, Group: f.Group})
		}
		v.Add(name, f)
	}
	for i, p := range c.Phones {
		add(vcard.FieldTelephone, "tel:"+p.At, p.Label, preferred(i, vcard.Params{"TYPE": {"work", "voice"}, "VALUE": {"uri"}}))
	}
	for i, e := range c.Emails {
		add(vcard.FieldEmail, e.At, e.Label, preferred(i, vcard.Params{"TYPE": {"work"}}))
	}
	for i, w := range c.Websites {
		add(vcard.FieldURL, w.At, w.Label, preferred(i, vcard.Params{}))
	}
	if c.Revised != "" {
		v.SetValue(vcard.FieldRevision, strings.ReplaceAll(c.Revised, "-", "")+"T000000Z")
	}
	var b bytes.Buffer
	if err := vcard.NewEncoder(&b).Encode(v); err != nil {
		return nil, fmt.Errorf("writing the card of %s: %w", c.Name, err)
	}
	return b.Bytes(), nil
}

func language(tag string) vcard.Params {
	if tag == "" {
		return nil
	}
	return vcard.Params{vcard.ParamLanguage: {tag}}
}

// preferred says which of several comes first; RFC 6350 counts from 1.
func preferred(i int, p vcard.Params) vcard.Params {
	p[vcard.ParamPreferred] = []string{fmt.Sprint(min(i+1, 100))}
	return p
}
