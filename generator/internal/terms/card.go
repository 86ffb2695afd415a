package terms

import (
	"signpost/generator/internal/card"
)

// Card is the visiting card of the partner in one of the languages of the
// terms. Channels for some severities alone are not on it: an address book
// cannot say so.
func (t *Terms) Card(lang string) card.Card {
	o := t.Organisation
	out := card.Card{UID: o.Website, Name: o.Known(), Organisation: o.Name, Language: lang, Lines: o.Address, Country: o.Country,
		Websites: []string{o.Website}, Revised: day(t.Version.Published)}
	if doc := t.Words[lang]; doc != nil {
		out.Note = doc.Front.Description
	}
	for _, c := range t.Channels {
		switch {
		case len(c.Severities) > 0:
		case c.By == "phone":
			out.Phones = append(out.Phones, c.At)
		case c.By == "email":
			out.Emails = append(out.Emails, c.At)
		case c.By == "portal" || c.By == "form":
			out.Websites = append(out.Websites, c.At)
		}
	}
	return out
}
