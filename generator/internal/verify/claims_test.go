package verify

import (
	"strings"
	"testing"
	"testing/fstest"
)

// claimsPage is a page that says of a partner to programs what it says to people.
const claimsPage = `%page en <script type="application/ld+json">[` +
	`{"@context":"https://schema.org","@type":"Organization","@id":"https://example.org/en/#who","name":"Blue Cloud","legalName":"Blue Cloud B.V.","url":"https://blue.example/",` +
	`"vatID":"BE0000000196","identifier":[{"@type":"PropertyValue","propertyID":"be-kbo","name":"KBO/BCE","value":"0000000196"}],` +
	`"address":{"@type":"PostalAddress","streetAddress":"No Street 3","postalCode":"1000","addressLocality":"Brussels","addressCountry":"BE"},` +
	`"contactPoint":[{"@type":"ContactPoint","contactType":"customer support","name":"By telephone","telephone":"+3220000196","contactOption":["TollFree"],` +
	`"availableLanguage":["nl","fr"],"hoursAvailable":[{"@type":"OpeningHoursSpecification","dayOfWeek":["Monday","Friday"],"opens":"09:00","closes":"17:30"},` +
	`{"@type":"OpeningHoursSpecification","opens":"00:00","closes":"00:00","validFrom":"2026-12-24","validThrough":"2027-01-01"}]},` +
	`{"@type":"ContactPoint","contactType":"customer support","email":"help@blue.example"}]},` +
	`{"@context":"https://schema.org","@type":"Service","name":"Care & more","provider":{"@id":"https://example.org/en/#who"},"termsOfService":"https://example.org/en/",` +
	`"availableChannel":[{"@type":"ServiceChannel","name":"By telephone","availableLanguage":["nl"],"servicePhone":{"@type":"ContactPoint","contactType":"customer support","telephone":"+3220000196"}}],` +
	`"offers":[{"@type":"Offer","price":"1490.50","priceCurrency":"EUR","priceSpecification":{"@type":"UnitPriceSpecification","price":"1490.50","priceCurrency":"EUR",` +
	`"unitCode":"HUR","unitText":"hour","billingIncrement":"0.25","valueAddedTaxIncluded":false},"validFrom":"2026-12-24"},{"@type":"Offer","price":"0","validFrom":"2026-12-24"}]}]</script>
<h2 id="who">Blue <b>Cloud</b></h2><p>Blue&nbsp;Cloud B.V., No Street 3, 1000 Brussels, <a href="https://blue.example/">blue.example</a>, KBO/BCE 0000.000.196, VAT BE 0000.000.196</p>
<h3>By telephone</h3><p><a href="tel:+3220000196">+32 2 000 01 96</a>, <a href="mailto:help@blue.example">by e-mail</a></p>
<p>Monday, Friday: 9:00 AM–5:30 PM; closed from 24 December 2026 to 1 January 2027.</p>
<h3>Care &amp; more</h3><p>€1,490.50 an hour</p>`

// TestClaims changes the page, or what it says to programs, in one place: the two no longer agree, or a value has no
// form that programs read.
func TestClaims(t *testing.T) {
	find := func(page string) string {
		tree := fstest.MapFS{"en/index.html": {Data: expand([]byte(strings.Replace(page, "Care & more", `Care \u0026 more`, 1)))}}
		list, err := new(Checker).Check(tree, Options{Languages: []string{"en"}, BaseURL: "https://example.org/"})
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, d := range list {
			out = append(out, d.Code+": "+d.Message)
		}
		return strings.Join(out, "\n")
	}
	if got := find(claimsPage); got != "" {
		t.Fatal(got)
	}
	// What templates and currencies write otherwise is the same.
	same := strings.NewReplacer(`"url":"https://blue.example/"`, `"url":"https://blue.example/é%20x"`, `<a href="https://blue.example/">`, `<a href="https://blue.example/%c3%a9%20x">`)
	if got := find(same.Replace(claimsPage)); got != "" {
		t.Error(got)
	}
	if got := find(strings.Replace(claimsPage, "€1,490.50", "¥1,490.5", 1)); got != "" {
		t.Error(got)
	}
	for _, c := range []struct{ from, to, want string }{
		{`"name":"Blue Cloud"`, `"name":"Red Cloud"`, `not to people: "Red Cloud"`},
		{`"legalName":"Blue Cloud B.V."`, `"legalName":"Blue Cloud Holding"`, "legalName"},
		{`"url":"https://blue.example/"`, `"url":"https://other.example/"`, `"url" of Organization`},
		{`<a href="https://blue.example/">`, `<a href="https://blue.example/x">`, `"url" of Organization`},
		{`"vatID":"BE0000000196"`, `"vatID":"0000000196"`, "vatID"},
		{`VAT BE 0000.000.196`, `VAT BE 0000.000.295`, "vatID"},
		{`"value":"0000000196"`, `"value":"0000000295"`, `"value" of PropertyValue`},
		{`"propertyID":"be-kbo",`, ``, `PropertyValue has no "propertyID"`},
		{`"streetAddress":"No Street 3"`, `"streetAddress":"No Street 4"`, "streetAddress"},
		{`"addressCountry":"BE"`, `"addressCountry":"Belgium"`, "addressCountry"},
		{`,"addressCountry":"BE"`, ``, `PostalAddress has no "addressCountry"`},
		{`"telephone":"+3220000196","contactOption"`, `"telephone":"02 000 01 96","contactOption"`, "telephone"},
		{`"telephone":"+3220000196","contactOption"`, `"telephone":"+3220000197","contactOption"`, "not to people"},
		{`href="mailto:help@blue.example"`, `href="mailto:post@blue.example"`, `"email" of ContactPoint`},
		{`,"email":"help@blue.example"`, ``, `ContactPoint has no "telephone|email|url"`},
		{`["TollFree"]`, `["Free"]`, "contactOption"},
		{`["nl","fr"]`, `["nl","French"]`, "availableLanguage"},
		{`["nl","fr"]`, `["nl",7]`, "availableLanguage"},
		{`["Monday","Friday"]`, `["Mo-Fr"]`, "dayOfWeek"},
		{`"opens":"09:00"`, `"opens":"9:00"`, "opens"},
		{`"opens":"09:00"`, `"opens":"08:30"`, `not to people: "08:30"`},
		{`5:30 PM`, `6:30 PM`, `not to people: "17:30"`},
		{`"dayOfWeek":["Monday","Friday"],`, ``, `has no "dayOfWeek|validFrom"`},
		{`"validFrom":"2026-12-24","validThrough":"2027-01-01"`, `"validThrough":"2027-01-01"`, "validThrough"},
		{`"validThrough":"2027-01-01"`, `"validThrough":"2026-12-01"`, "before it begins"},
		{`"validThrough":"2027-01-01"`, `"validThrough":"2027-02-30"`, "validThrough"},
		{`"validThrough":"2027-01-01"`, `"validThrough":"2027-01-07"`, `not to people: "2027-01-07"`},
		{`"provider":{"@id":"https://example.org/en/#who"}`, `"provider":{"@id":"https://example.org/en/#what"}`, "nothing in the data is"},
		{`"@id":"https://example.org/en/#who","name"`, `"@id":"https://example.org/en/#what","name"`, "out-anchor"},
		{`"termsOfService":"https://example.org/en/"`, `"termsOfService":"https://example.org/fr/"`, "out-link"},
		{`"price":"1490.50","priceCurrency":"EUR","priceSpecification"`, `"price":"1.490,50","priceCurrency":"EUR","priceSpecification"`, "price"},
		{`€1,490.50 an hour`, `€1,590.50 an hour`, `not to people: "1490.50"`},
		{`"price":"1490.50","priceCurrency":"EUR","priceSpecification"`, `"price":"1490.50","priceSpecification"`, "priceCurrency"},
		{`"priceCurrency":"EUR","unitCode"`, `"priceCurrency":"€","unitCode"`, "priceCurrency"},
		{`{"@type":"Offer","price":"0",`, `{"@type":"Offer","price":"1490.50",`, "has no priceSpecification"},
		{`"unitCode":"HUR"`, `"unitCode":"hour"`, "unitCode"},
		{`"valueAddedTaxIncluded":false`, `"valueAddedTaxIncluded":"no"`, "valueAddedTaxIncluded"},
		{`"billingIncrement":"0.25"`, `"billingIncrement":"PT15M"`, "billingIncrement"},
		{`"name":"Care & more"`, `"name":""`, `Service has no "name"`},
		{`"@type":"ServiceChannel","name":"By telephone","availableLanguage":["nl"],`, `"@type":"ServiceChannel","name":"By telephone",`, `ServiceChannel has no "availableLanguage"`},
		{`<h3>By telephone</h3>`, `<template><h3>By telephone</h3></template>`, `not to people: "By telephone"`},
	} {
		if strings.Count(claimsPage, c.from) != 1 {
			t.Errorf("%s stands there %d times", c.from, strings.Count(claimsPage, c.from))
			continue
		}
		if got := find(strings.Replace(claimsPage, c.from, c.to, 1)); !strings.Contains(got, c.want) {
			t.Errorf("%s to %s: %s", c.from, c.to, got)
		}
	}
}
