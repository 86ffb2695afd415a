package crawl

// The types below are those of schema.org by which a page says who supports whom, when and for how much. Required are the properties that
// schema.org and Google's documents on organisations and offers ask for; package verify holds pages to them.

// Organization is somebody who gives support. Only the name is required.
type Organization struct {
	ID        string // optional: the address that identifies it on all pages
	Name      string
	LegalName string // as registered
	URL       string // its own website
	Logo      string // a full address
	VATID     string // without separators, "CZ00000019"
	TaxID     string
	LEI       string
	Numbers   []Number
	Address   *Postal
	Contacts  []Contact
}

// Number is one of a register.
type Number struct {
	Scheme string // "cz-ico"
	Name   string // what the country calls it: "IČO"
	Value  string
}

// Postal is where letters go.
type Postal struct {
	Street, Code, Place string // Code and Place are optional
	Country             string // ISO 3166-1, "CZ"
}

// Contact is a way to reach somebody: one of Phone, Email and URL is there.
type Contact struct {
	Name        string // optional
	Description string // optional: such as whose clock the hours are by
	Phone       string // "+420222000019"
	Email       string
	URL         string
	Languages   []string // BCP 47
	Free        bool     // the call costs nothing
	Relay       bool     // there is a text relay for those who do not speak or hear
	Hours       []Hours
}

// Hours are those of days of the week, or of certain days, by the clock of the desk.
type Hours struct {
	Days   []string // "Monday" …; none for certain days
	Opens  string   // "08:00"
	Closes string   // before Opens: of the next day; both "00:00": closed
	From   string   // optional: "2026-12-24"
	To     string   // that day belongs to it
}

// Service is what is offered under one name. Name, Provider and an offer are required.
type Service struct {
	Name     string
	Provider string // the ID of the Organization
	Terms    string // address of the terms
	Channels []Contact
	Offers   []Offer
}

// Offer is a price. An offer that is free has none but "0", and no currency.
type Offer struct {
	Price, Currency string // decimal; ISO 4217
	Unit            string // "hour", "incident", "user-month", "device-month", "month", "year"; "" where free
	Step            string // optional: the share of a unit that is billed when begun, "0.25"
	VAT             string // "included", "excluded"; "" where there is none
	From, To        string // days; To is optional
}

// Listed is a list of organisations, in the order of the page.
type Listed []Organization

// reference is something that is described elsewhere.
type reference struct {
	ID string `json:"@id"`
}

type number struct {
	Type   string `json:"@type"`
	Scheme string `json:"propertyID"`
	Name   string `json:"name"`
	Value  string `json:"value"`
}

type postal struct {
	Type    string `json:"@type"`
	Street  string `json:"streetAddress,omitempty"`
	Code    string `json:"postalCode,omitempty"`
	Place   string `json:"addressLocality,omitempty"`
	Country string `json:"addressCountry"`
}

type point struct {
	Type        string        `json:"@type"`
	Kind        string        `json:"contactType"`
	Name        string        `json:"name,omitempty"`
	Description string        `json:"description,omitempty"`
	Phone       string        `json:"telephone,omitempty"`
	Email       string        `json:"email,omitempty"`
	URL         string        `json:"url,omitempty"`
	Options     []string      `json:"contactOption,omitempty"`
	Languages   []string      `json:"availableLanguage,omitempty"`
	Hours       []openingHour `json:"hoursAvailable,omitempty"`
}

type openingHour struct {
	Type   string   `json:"@type"`
	Days   []string `json:"dayOfWeek,omitempty"`
	Opens  string   `json:"opens"`
	Closes string   `json:"closes"`
	From   string   `json:"validFrom,omitempty"`
	To     string   `json:"validThrough,omitempty"`
}

type organizationThing struct {
	thing
	ID        string   `json:"@id,omitempty"`
	Name      string   `json:"name"`
	LegalName string   `json:"legalName,omitempty"`
	URL       string   `json:"url,omitempty"`
	Logo      string   `json:"logo,omitempty"`
	VATID     string   `json:"vatID,omitempty"`
	TaxID     string   `json:"taxID,omitempty"`
	LEI       string   `json:"leiCode,omitempty"`
	Numbers   []number `json:"identifier,omitempty"`
	Address   *postal  `json:"address,omitempty"`
	Contacts  []point  `json:"contactPoint,omitempty"`
}

func organization(o Organization, context string) any {
	out := organizationThing{thing: thing{context, "Organization"}, ID: o.ID, Name: o.Name, LegalName: o.LegalName, URL: o.URL, Logo: o.Logo, VATID: o.VATID, TaxID: o.TaxID, LEI: o.LEI}
	for _, n := range o.Numbers {
		out.Numbers = append(out.Numbers, number{"PropertyValue", n.Scheme, n.Name, n.Value})
	}
	if a := o.Address; a != nil {
		out.Address = &postal{"PostalAddress", a.Street, a.Code, a.Place, a.Country}
	}
	for _, c := range o.Contacts {
		p := point{Type: "ContactPoint", Kind: "customer support", Name: c.Name, Description: c.Description, Phone: c.Phone, Email: c.Email, URL: c.URL, Languages: c.Languages}
		if c.Free {
			p.Options = append(p.Options, "TollFree")
		}
		if c.Relay {
			p.Options = append(p.Options, "HearingImpairedSupported")
		}
		for _, h := range c.Hours {
			p.Hours = append(p.Hours, openingHour{"OpeningHoursSpecification", h.Days, h.Opens, h.Closes, h.From, h.To})
		}
		out.Contacts = append(out.Contacts, p)
	}
	return out
}

func listed(list Listed) any {
	out := itemList{thing: thing{schema, "ItemList"}}
	for _, o := range list {
		out.add(o.Name, organization(o, ""))
	}
	return out
}

type channel struct {
	Type      string   `json:"@type"`
	Name      string   `json:"name"`
	Languages []string `json:"availableLanguage"`
	URL       string   `json:"serviceUrl,omitempty"`
	Phone     *point   `json:"servicePhone,omitempty"`
}

type unitPrice struct {
	Type     string `json:"@type"`
	Price    string `json:"price"`
	Currency string `json:"priceCurrency"`
	Code     string `json:"unitCode,omitempty"`
	Text     string `json:"unitText,omitempty"`
	Step     string `json:"billingIncrement,omitempty"`
	VAT      *bool  `json:"valueAddedTaxIncluded,omitempty"`
}

type offerThing struct {
	Type     string     `json:"@type"`
	Price    string     `json:"price"`
	Currency string     `json:"priceCurrency,omitempty"`
	Unit     *unitPrice `json:"priceSpecification,omitempty"`
	From     string     `json:"validFrom,omitempty"`
	To       string     `json:"validThrough,omitempty"`
}

// unitCodes are those of UN/CEFACT Recommendation 20. What is priced for each user or
// device has none.
func unitCode(unit string) string {
	return map[string]string{"hour": "HUR", "month": "MON", "year": "ANN"}[unit]
}

func service(s Service) any {
	out := struct {
		thing
		Name     string       `json:"name"`
		Provider reference    `json:"provider"`
		Terms    string       `json:"termsOfService,omitempty"`
		Channels []channel    `json:"availableChannel,omitempty"`
		Offers   []offerThing `json:"offers"`
	}{thing: thing{schema, "Service"}, Name: s.Name, Provider: reference{s.Provider}, Terms: s.Terms}
	for _, c := range s.Channels {
		x := channel{Type: "ServiceChannel", Name: c.Name, Languages: c.Languages, URL: c.URL}
		if c.Phone != "" {
			x.Phone = &point{Type: "ContactPoint", Kind: "customer support", Phone: c.Phone}
		}
		out.Channels = append(out.Channels, x)
	}
	for _, o := range s.Offers {
		x := offerThing{Type: "Offer", Price: o.Price, Currency: o.Currency, From: o.From, To: o.To}
		if o.Currency != "" {
			x.Unit = &unitPrice{Type: "UnitPriceSpecification", Price: o.Price, Currency: o.Currency, Code: unitCode(o.Unit), Text: o.Unit, Step: o.Step}
			if o.VAT != "" {
				included := o.VAT == "included"
				x.Unit.VAT = &included
			}
		}
		out.Offers = append(out.Offers, x)
	}
	return out
}
