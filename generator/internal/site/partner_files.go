package site

import (
	"fmt"
	"path"
	"strings"
	"time"

	"signpost/generator/internal/hours"
	"signpost/generator/internal/ical"
	"signpost/generator/internal/terms"
)

// Names of a partner's files for programs: at the root, and beside the terms of each
// language.
const (
	fileTerms    = "terms.json"
	fileSchema   = "terms.schema.json"
	fileSecurity = ".well-known/security.txt"
	fileCard     = "contact.vcf"
	fileCalendar = "hours.ics"
)

// partnerFiles are what programs read of a partner's terms in force.
func (c *context) partnerFiles(out map[string][]byte) {
	p := c.p.Partner
	if p == nil {
		return
	}
	t := p.Current
	pub := t.Publish(p.ID)
	pub.Dated(t, c.in.Today)
	if data, err := pub.JSON(); err == nil {
		out[fileTerms], out[fileSchema] = data, terms.PublishedSchema
	}
	for _, l := range c.p.Languages {
		if data, err := t.Card(l.Tag).Bytes(); err == nil {
			out[termsPath(l.Tag)+fileCard] = data
		}
		if data, err := ical.Write(c.calendar(l.Tag)); err == nil {
			out[termsPath(l.Tag)+fileCalendar] = data
		}
	}
	if s := t.Legal.Security; s != nil { // for the root of whatever host the folder is put on
		out[fileSecurity] = securityText(s, c.p.Config.Languages)
	}
}

// calendar has the days that differ from the week, and when somebody is there, for the
// span that pages know.
func (c *context) calendar(lang string) ical.Calendar {
	p := c.p.Partner
	w := c.pen(p.Current, lang, termsPath(lang), everywhere)
	from, to := hours.Span(c.in.Today)
	owner := w.t.Organisation.Website
	out := ical.Calendar{Product: "-//Signpost//EN", Lang: lang, Name: w.plain(w.say("calendar-name", "Partner", w.t.Organisation.Known())), Stamp: c.in.Today.Time(), Refresh: 24 * time.Hour}
	words := w.labels("days-off")
	for _, s := range w.t.Hours {
		name := w.plain(w.heading("hours-" + s.ID))
		if s.Always() && len(s.Differences(c.in.Today, 365)) == 0 {
			continue // nothing ever changes: an event for every day would say so
		}
		for _, in := range s.Timeline(from, to).Open {
			out.Events = append(out.Events, ical.Event{UID: ical.UID(owner, "open", s.ID, fmt.Sprint(in.From)),
				From: time.Unix(in.From*60, 0).UTC(), To: time.Unix(in.To*60, 0).UTC(), Summary: name})
		}
		for _, d := range s.Differences(c.in.Today, 365) {
			out.Events = append(out.Events, ical.Event{UID: ical.UID(owner, "day", s.ID, d.From.String()), From: d.From.Time(), To: (d.To + 1).Time(), AllDay: true,
				Summary: w.plain(w.say("review-colon", "Text", name) + " " + w.ranges(d.Hours) + " (" + w.reason(s, d, words) + ")")})
		}
	}
	return out
}

// plain takes the spaces away that pages need: calendars set their own.
func (*pen) plain(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2060", "").Replace(s)
}

// securityText is security.txt of RFC 9116.
func securityText(s *terms.Security, languages []string) []byte {
	var b strings.Builder
	for _, at := range []string{s.Contact.Website, s.Contact.Email, s.Contact.Phone} {
		switch {
		case at == "":
		case strings.HasPrefix(at, "https:"):
			fmt.Fprintf(&b, "Contact: %s\n", at)
		case strings.Contains(at, "@"):
			fmt.Fprintf(&b, "Contact: mailto:%s\n", at)
		default:
			fmt.Fprintf(&b, "Contact: tel:%s\n", at)
		}
	}
	fmt.Fprintf(&b, "Expires: %sT23:59:59Z\n", s.Expires)
	fmt.Fprintf(&b, "Preferred-Languages: %s\n", strings.Join(languages, ", "))
	if s.Policy != "" {
		fmt.Fprintf(&b, "Policy: %s\n", s.Policy)
	}
	return []byte(b.String())
}

// files are the links to what programs read.
func (w *pen) files() []fact {
	out := []fact{{Label: w.say("files-terms"), Value: fileTerms, Href: fileTerms},
		{Label: w.say("files-schema"), Value: fileSchema, Href: fileSchema},
		{Label: w.say("files-card"), Value: fileCard, Href: termsPath(w.lang) + fileCard},
		{Label: w.say("files-calendar"), Value: fileCalendar, Href: termsPath(w.lang) + fileCalendar}}
	if w.t.Legal.Security != nil {
		out = append(out, fact{Label: w.say("files-security"), Value: path.Base(fileSecurity), Href: fileSecurity})
	}
	return out
}
