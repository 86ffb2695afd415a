package crawl

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// hostile is a text with all that XML, JSON in a page or Markdown could take
// for something else.
const hostile = "A & B <b>\"c\"</b> 'd' ]]> </script>\u2028\u0001 [e](f) *g* _h_ `i` \\j\nk"

// wellFormed reads XML with a decoder of Go's and, where it is installed, with
// xmllint.
func wellFormed(t *testing.T, data []byte, into any) {
	t.Helper()
	if err := xml.Unmarshal(data, into); err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	if lint, err := exec.LookPath("xmllint"); err == nil {
		cmd := exec.Command(lint, "--noout", "-")
		cmd.Stdin = strings.NewReader(string(data))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("xmllint: %v\n%s", err, out)
		}
	}
}

type urlset struct {
	URLs []struct {
		Loc     string `xml:"loc"`
		Lastmod string `xml:"lastmod"`
		Links   []struct {
			Rel      string `xml:"rel,attr"`
			Hreflang string `xml:"hreflang,attr"`
			Href     string `xml:"href,attr"`
		} `xml:"http://www.w3.org/1999/xhtml link"`
	} `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 url"`
}

func TestSitemap(t *testing.T) {
	if got := Sitemap(nil); got != nil {
		t.Errorf("a sitemap of nothing: %v", got)
	}
	parts := Sitemap([]Address{
		{URL: "https://x.example/a%20b/nl-be/?a&b", Changed: "2026-11-20",
			Alternates: []Alternate{{"nl-BE", "https://x.example/a%20b/nl-be/?a&b"}, {"x-default", "https://x.example/"}}},
		{URL: "https://x.example/en/"},
	})
	if len(parts) != 1 || parts[0].Name != "sitemap.xml" {
		t.Fatal(parts)
	}
	var got urlset
	wellFormed(t, parts[0].Data, &got)
	u := got.URLs[0]
	if u.Loc != "https://x.example/a%20b/nl-be/?a&b" || u.Lastmod != "2026-11-20" || len(u.Links) != 2 || u.Links[0].Hreflang != "nl-BE" ||
		u.Links[1].Hreflang != "x-default" || u.Links[1].Rel != "alternate" || len(got.URLs[1].Links) != 0 || got.URLs[1].Lastmod != "" {
		t.Errorf("%s", parts[0].Data)
	}
}

// TestLimits: a file has as many addresses, and as many bytes, as the protocol
// lets it; nothing is lost between files and nothing stands in two.
func TestLimits(t *testing.T) {
	for _, c := range []struct{ pages, length, files int }{
		{50_000, 40, 1}, {50_001, 40, 2}, {120_000, 40, 3}, {60_000, 2000, 3},
	} {
		pages := make([]Address, c.pages)
		for i := range pages {
			pages[i].URL = fmt.Sprintf("https://x.example/%0*d/", c.length-20, i)
		}
		seen := 0
		parts := Sitemap(pages)
		for i, p := range parts {
			n := strings.Count(string(p.Data), "<loc>")
			if n == 0 || n > 50_000 || len(p.Data) > 50<<20 {
				t.Errorf("%+v: file %d has %d addresses and %d bytes", c, i, n, len(p.Data))
			}
			if want := []string{"sitemap.xml", "sitemap-2.xml", "sitemap-3.xml"}[min(i, 2)]; p.Name != want {
				t.Errorf("file %d is called %s", i, p.Name)
			}
			for line := range strings.Lines(string(p.Data)) {
				if strings.HasPrefix(line, "<url>") {
					if !strings.Contains(line, pages[seen].URL) {
						t.Fatalf("%+v: address %d is not in its place", c, seen)
					}
					seen++
				}
			}
		}
		if seen != c.pages || len(parts) != c.files {
			t.Errorf("%+v: %d addresses in %d files", c, seen, len(parts))
		}
	}
}

func TestIndex(t *testing.T) {
	var got struct {
		Maps []string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemap>loc"`
	}
	want := []string{"https://x.example/en/sitemap.xml", "https://x.example/nl-be/sitemap-2.xml"}
	wellFormed(t, SitemapIndex(want), &got)
	if d := cmp.Diff(want, got.Maps); d != "" {
		t.Error(d)
	}
}

type atom struct {
	ID      string `xml:"id"`
	Title   string `xml:"title"`
	Updated string `xml:"updated"`
	Author  string `xml:"author>name"`
	Links   []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
	Entries []struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Summary string `xml:"summary"`
		Link    struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
	} `xml:"http://www.w3.org/2005/Atom entry"`
}

func TestAtom(t *testing.T) {
	f := Feed{URL: "https://x.example/docs/fr/changes.xml", Home: "https://x.example/docs/fr/", Lang: "fr", Title: hostile, Author: "A & B"}
	for i := range 60 {
		f.Entries = append(f.Entries, Entry{URL: fmt.Sprintf("https://x.example:8443/docs/fr/%02d/", i), Title: hostile,
			Date: fmt.Sprintf("2026-%02d-10", 1+i%12), Summary: hostile})
	}
	var got atom
	data := Atom(f)
	wellFormed(t, data, &got)
	plain := strings.ReplaceAll(hostile, "\u0001", "\ufffd") // no XML can carry it
	if got.Title != plain || got.Updated != "2026-12-10T00:00:00Z" || got.ID != f.URL || got.Author != "A & B" || len(got.Entries) != 50 {
		t.Errorf("%+v", got)
	}
	if got.Links[0].Rel != "self" || got.Links[0].Href != f.URL || got.Links[1].Rel != "alternate" || got.Links[1].Href != f.Home {
		t.Errorf("%+v", got.Links)
	}
	ids := map[string]bool{}
	for i, e := range got.Entries {
		ids[e.ID] = true
		if i > 0 && e.Updated > got.Entries[i-1].Updated || e.Summary != plain {
			t.Errorf("entry %d: %+v", i, e)
		}
	}
	if len(ids) != 50 || got.Entries[0].ID != "tag:x.example,2026-12-10:/docs/fr/11/" {
		t.Errorf("%d ids, the first %s", len(ids), got.Entries[0].ID)
	}
	// A mended sentence keeps the id, another day gives a new one; the order of
	// the pages changes nothing.
	f.Entries = f.Entries[:2]
	first := Atom(f)
	f.Entries[0], f.Entries[1] = f.Entries[1], f.Entries[0]
	if string(first) != string(Atom(f)) {
		t.Error("the order of the pages shows in the feed")
	}
	a := Entry{URL: "https://x.example/a/", Date: "2026-11-20", Summary: "One."}
	b := a
	b.Summary = "Two."
	if tag(a) != tag(b) {
		t.Error("a mended sentence gave another id")
	}
	if b.Date = "2026-11-21"; tag(a) == tag(b) {
		t.Error("a later change kept the id")
	}
}

func TestLLMs(t *testing.T) {
	got := string(LLMs(Overview{Title: "T [x]", Summary: "S\nof it", Groups: []Group{
		{Title: "None"}, {Title: "G*", Links: []Link{{"https://x.example/a/", "A [b](c)", "About <it>"}, {"b/", "B", ""}}},
	}, Others: []Link{{"fr/llms.txt", "Français", ""}}}))
	want := `# T \[x\]

> S of it

## G\*

- [A \[b\](c)](https://x.example/a/): About \<it>
- [B](b/)

## Optional

- [Français](fr/llms.txt)
`
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestStructured: what comes out is JSON that a page can hold as it is, and
// says what went in.
func TestStructured(t *testing.T) {
	if got := (Structured{Crumbs: []Crumb{{"Home", "https://x.example/"}}, HowTo: &HowTo{}}).JSON(); got != nil {
		t.Errorf("nothing to say, and %s", got)
	}
	one := Structured{Site: &Site{Name: hostile, URL: "https://x.example/", Lang: "en"}}.JSON()
	var found struct {
		Action struct {
			Type   string `json:"@type"`
			Target struct {
				Type     string `json:"@type"`
				Template string `json:"urlTemplate"`
			} `json:"target"`
			Query string `json:"query-input"`
		} `json:"potentialAction"`
	}
	searched := Structured{Site: &Site{Name: "A", URL: "https://x.example/en/", Lang: "en", Search: "https://x.example/en/search/"}}.JSON()
	if err := json.Unmarshal(searched, &found); err != nil || found.Action.Type != "SearchAction" || found.Action.Target.Type != "EntryPoint" ||
		found.Action.Target.Template != "https://x.example/en/search/?q={search_term_string}" || found.Action.Query != "required name=search_term_string" {
		t.Errorf("%v: %s", err, searched)
	}
	var site map[string]string
	if err := json.Unmarshal(one, &site); err != nil || site["name"] != hostile || site["@type"] != "WebSite" || site["@context"] != schema {
		t.Errorf("%v: %s", err, one)
	}
	all := Structured{Lang: "en", Crumbs: []Crumb{{"Home", "https://x.example/"}, {hostile, "https://x.example/a/"}},
		Questions: []Question{{"Q?", hostile}}, HowTo: &HowTo{Name: "N", Lang: "en", Steps: []Step{{"S", hostile, "https://x.example/a/#s"}}}}.JSON()
	if strings.ContainsAny(string(one)+string(all), "<>&\u2028\u2029") {
		t.Errorf("a sign that ends a script or a line: %s", all)
	}
	var list []struct {
		Type  string `json:"@type"`
		Items []struct {
			Position int
			Name     string
		} `json:"itemListElement"`
		Main []struct {
			AcceptedAnswer struct{ Text string }
		} `json:"mainEntity"`
		Step []struct{ Text, URL string }
	}
	if err := json.Unmarshal(all, &list); err != nil {
		t.Fatal(err)
	}
	if len(list) != 3 || list[0].Items[1].Position != 2 || list[0].Items[1].Name != hostile || list[1].Main[0].AcceptedAnswer.Text != hostile ||
		list[2].Step[0].Text != hostile {
		t.Errorf("%s", all)
	}
}

// TestPartner holds what is said of a partner in the words of schema.org; what is not known is left out.
func TestPartner(t *testing.T) {
	got := Structured{Lang: "en",
		Partner: &Organization{ID: "https://x.example/#who", Name: hostile, LEI: "LEI", Numbers: []Number{{"be-kbo", "KBO/BCE", "1"}}, Address: &Postal{Street: "S", Country: "BE"},
			Contacts: []Contact{{Name: "T", Phone: "+3220000196", Languages: []string{"nl"}, Free: true, Relay: true, Hours: []Hours{{Days: []string{"Monday"}, Opens: "22:00", Closes: "06:00"},
				{Opens: "00:00", Closes: "00:00", From: "2026-12-24", To: "2026-12-25"}}}}},
		Services: []Service{{Name: "S", Provider: "https://x.example/#who", Channels: []Contact{{Name: "T", Phone: "+3220000196", Languages: []string{"nl"}}},
			Offers: []Offer{{Price: "98.50", Currency: "EUR", Unit: "hour", Step: "0.25", VAT: "included", From: "2026-01-01"}, {Price: "3", Currency: "EUR", Unit: "user-month", From: "2026-01-01"},
				{Price: "0", From: "2026-01-01", To: "2026-12-31"}}}},
		Partners: Listed{{Name: "A", URL: "https://a.example/"}},
	}.JSON()
	if strings.ContainsAny(string(got), "<>&\u2028\u2029") {
		t.Errorf("a sign that ends a script or a line: %s", got)
	}
	escaped, err := json.Marshal(hostile)
	if err != nil {
		t.Fatal(err)
	}
	const context = `"@context":"https://schema.org"`
	want := `[{` + context + `,"@type":"Organization","@id":"https://x.example/#who","name":` + string(escaped) + `,"leiCode":"LEI",` +
		`"identifier":[{"@type":"PropertyValue","propertyID":"be-kbo","name":"KBO/BCE","value":"1"}],"address":{"@type":"PostalAddress","streetAddress":"S","addressCountry":"BE"},` +
		`"contactPoint":[{"@type":"ContactPoint","contactType":"customer support","name":"T","telephone":"+3220000196","contactOption":["TollFree","HearingImpairedSupported"],"availableLanguage":["nl"],` +
		`"hoursAvailable":[{"@type":"OpeningHoursSpecification","dayOfWeek":["Monday"],"opens":"22:00","closes":"06:00"},` +
		`{"@type":"OpeningHoursSpecification","opens":"00:00","closes":"00:00","validFrom":"2026-12-24","validThrough":"2026-12-25"}]}]},` +
		`{` + context + `,"@type":"Service","name":"S","provider":{"@id":"https://x.example/#who"},` +
		`"availableChannel":[{"@type":"ServiceChannel","name":"T","availableLanguage":["nl"],"servicePhone":{"@type":"ContactPoint","contactType":"customer support","telephone":"+3220000196"}}],"offers":[` +
		`{"@type":"Offer","price":"98.50","priceCurrency":"EUR","priceSpecification":{"@type":"UnitPriceSpecification","price":"98.50","priceCurrency":"EUR","unitCode":"HUR","unitText":"hour",` +
		`"billingIncrement":"0.25","valueAddedTaxIncluded":true},"validFrom":"2026-01-01"},` +
		`{"@type":"Offer","price":"3","priceCurrency":"EUR","priceSpecification":{"@type":"UnitPriceSpecification","price":"3","priceCurrency":"EUR","unitText":"user-month"},"validFrom":"2026-01-01"},` +
		`{"@type":"Offer","price":"0","validFrom":"2026-01-01","validThrough":"2026-12-31"}]},` +
		`{` + context + `,"@type":"ItemList","itemListElement":[{"@type":"ListItem","position":1,"name":"A","item":{"@type":"Organization","name":"A","url":"https://a.example/"}}]}]`
	if d := cmp.Diff(want, string(got)); d != "" {
		t.Error(d)
	}
}
