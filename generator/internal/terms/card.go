package terms

import (
	"slices"

	"signpost/generator/internal/card"
	"signpost/generator/internal/locale"
)

// Card is the visiting card of the partner in one of the languages of the
// terms. Channels for some severities alone are not on it: an address book
// cannot say so.
func (t *Terms) Card(lang string) card.Card {
	o := t.Organisation
	out := card.Card{UID: o.Website, Name: o.Known(), Organisation: o.Name, Language: lang, Lines: o.Address, Country: locale.NewFormat(lang).Country(o.Country),
		Websites: []card.Way{{At: o.Website}}, Revised: day(t.Version.Published)}
	doc := t.Words[lang]
	if doc != nil {
		out.Note = doc.Front.Description
	}
	for _, c := range t.Channels {
		if len(c.Severities) > 0 {
			continue
		}
		way := card.Way{At: c.At}
		if doc != nil && doc.Section("channel-"+c.ID) != nil {
			way.Label = doc.Section("channel-" + c.ID).Title
		}
		switch c.By {
		case "phone":
			out.Phones = append(out.Phones, way)
		case "email":
			out.Emails = append(out.Emails, way)
		case "portal", "form", "chat":
			out.Websites = append(out.Websites, way)
		default: // where the address is
			continue
		}
		for _, l := range c.Languages {
			if !slices.Contains(out.Spoken, l.ID) {
				out.Spoken = append(out.Spoken, l.ID)
			}
		}
	}
	return out
}
