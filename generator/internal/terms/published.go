package terms

// Published is one version in the form that programs read, terms.json. Lists
// are in the author's order; what has words carries them by language. Its
// schema is published.schema.json beside this file.
type Published struct {
	Schema       string           `json:"$schema"`
	Partner      string           `json:"partner"`
	Languages    []string         `json:"languages"`
	Texts        []PublishedText  `json:"texts"`
	Organisation PublishedOrg     `json:"organisation"`
	Role         PublishedRole    `json:"role"`
	Version      PublishedVersion `json:"version"`
	Kinds        []PublishedThing `json:"kinds"`
	Hours        []PublishedHours `json:"hours"`
	DaysOff      []PublishedItem  `json:"daysOff,omitempty"`
	Channels     []PublishedChan  `json:"channels"`
	Severities   []PublishedSev   `json:"severities,omitempty"`
	Plans        []PublishedPlan  `json:"plans"`
	Included     []PublishedItem  `json:"included,omitempty"`
	Excluded     []PublishedItem  `json:"excluded,omitempty"`
	Checks       []PublishedItem  `json:"checks,omitempty"`
	ThirdParties []PublishedItem  `json:"thirdParties,omitempty"`
	Levels       []PublishedLevel `json:"levels,omitempty"`
	Evidence     []PublishedItem  `json:"evidence,omitempty"`
	Legal        PublishedLegal   `json:"legal"`
	Sections     []PublishedThing `json:"sections,omitempty"` // those without facts: "about", "liability"
}

// SchemaAddress identifies the schema of terms.json.
const SchemaAddress = "https://signpost.example/schema/terms-1.json"

// Words are a text by language.
type Words map[string]string

// The parts of Published. Durations are those of ISO 8601, days those of
// ISO 8601, amounts decimal strings.
type (
	// PublishedText says how the words of a language were made.
	PublishedText struct {
		Language    string `json:"id"`
		Title       string `json:"title"`
		Description string `json:"description"`
		Made        string `json:"made"`
		Reviewed    string `json:"reviewed"`
	}
	// PublishedThing is what has an id, a name and a text.
	PublishedThing struct {
		ID   string `json:"id"`
		Name Words  `json:"name"`
		Text Words  `json:"text,omitempty"`
	}
	// PublishedItem is an item of a list.
	PublishedItem struct {
		ID   string `json:"id"`
		Name Words  `json:"name"`
	}
	// PublishedContact is how somebody is reached.
	PublishedContact struct {
		Email   string `json:"email,omitempty"`
		Phone   string `json:"phone,omitempty"`
		Website string `json:"website,omitempty"`
	}
	// PublishedID is a number of a register.
	PublishedID struct {
		Scheme string `json:"id"`
		Value  string `json:"value"`
	}
	// PublishedMoney is an amount.
	PublishedMoney struct {
		Amount   string `json:"amount"`
		Currency string `json:"currency"`
	}
	// PublishedOrg is the organisation.
	PublishedOrg struct {
		Name    string          `json:"name"`
		Brand   string          `json:"brand,omitempty"`
		Form    string          `json:"form,omitempty"`
		Country string          `json:"country"`
		Address []string        `json:"address"`
		Website string          `json:"website"`
		IDs     []PublishedID   `json:"ids"`
		Capital *PublishedMoney `json:"capital,omitempty"`
	}
	// PublishedRole is what the partner is in the programme.
	PublishedRole struct {
		Type     string             `json:"type"`
		Plan     string             `json:"plan,omitempty"`
		ID       string             `json:"partnerId,omitempty"`
		Products []string           `json:"products"`
		Provider *PublishedProvider `json:"provider,omitempty"`
	}
	// PublishedProvider is the indirect provider.
	PublishedProvider struct {
		Name    string        `json:"name"`
		Country string        `json:"country"`
		IDs     []PublishedID `json:"ids,omitempty"`
		PublishedContact
		Does []PublishedItem `json:"does"`
	}
	// PublishedVersion is the place in time.
	PublishedVersion struct {
		Number     string            `json:"number"`
		Status     string            `json:"status"`
		Published  string            `json:"published,omitempty"`
		From       string            `json:"validFrom"`
		Through    string            `json:"validThrough,omitempty"`
		ReviewBy   string            `json:"reviewBy"`
		Supersedes string            `json:"supersedes,omitempty"`
		Changes    []PublishedChange `json:"changes,omitempty"`
	}
	// PublishedChange is a change against the version before.
	PublishedChange struct {
		ID   string `json:"id"`
		Date string `json:"date"`
		Kind string `json:"kind"`
		Name Words  `json:"name"`
	}
	// PublishedChan is a channel.
	PublishedChan struct {
		PublishedThing
		By         string          `json:"by"`
		At         string          `json:"at,omitempty"`
		Languages  []string        `json:"languages"`
		Hours      []string        `json:"hours"`
		Severities []string        `json:"severities,omitempty"`
		Cost       string          `json:"cost,omitempty"`
		Price      *PublishedMoney `json:"pricePerMinute,omitempty"`
		Relay      string          `json:"relay,omitempty"`
	}
	// PublishedSev is a severity, the worst first.
	PublishedSev struct {
		PublishedThing
		Vendor string `json:"vendor,omitempty"`
		SetBy  string `json:"setBy"`
	}
	// PublishedPlan is a plan.
	PublishedPlan struct {
		PublishedThing
		Free       bool                 `json:"free"`
		Kinds      []string             `json:"kinds"`
		Products   []string             `json:"products"`
		Channels   []string             `json:"channels"`
		Hours      []string             `json:"hours"`
		Prices     []PublishedPrice     `json:"prices,omitempty"`
		Surcharges []PublishedSurcharge `json:"surcharges,omitempty"`
		Included   string               `json:"includedPerMonth,omitempty"`
		Term       int                  `json:"termMonths,omitempty"`
		Notice     int                  `json:"noticeMonths,omitempty"`
		Targets    []PublishedTarget    `json:"targets,omitempty"`
	}
	// PublishedPrice is a price.
	PublishedPrice struct {
		PublishedMoney
		Per  string `json:"per"`
		VAT  string `json:"vat"`
		Rate string `json:"vatRate,omitempty"`
		Step string `json:"step,omitempty"`
		Min  string `json:"minimum,omitempty"`
	}
	// PublishedSurcharge is what work costs more in some hours.
	PublishedSurcharge struct {
		Percent string `json:"percent"`
		Hours   string `json:"hours"`
	}
	// PublishedTarget is a promise; clock is "business" or "wall".
	PublishedTarget struct {
		Severity   string   `json:"id"`
		Clock      string   `json:"clock"`
		Hours      []string `json:"hours"`
		First      string   `json:"firstResponse"`
		Update     string   `json:"update,omitempty"`
		Workaround string   `json:"workaround,omitempty"`
		Resolution string   `json:"resolution,omitempty"` // or "best-effort"
	}
	// PublishedLevel is a step of escalation.
	PublishedLevel struct {
		PublishedThing
		Channels []string `json:"channels,omitempty"`
		PublishedContact
		After  string `json:"after,omitempty"`
		Vendor bool   `json:"vendor"`
	}
	// PublishedLegal is what law and honesty ask for.
	PublishedLegal struct {
		Complaints *PublishedComplaints `json:"complaints,omitempty"`
		Privacy    *PublishedPrivacy    `json:"privacy,omitempty"`
		Mediator   *PublishedBody       `json:"mediator,omitempty"`
		Law        string               `json:"law,omitempty"`
		LawText    Words                `json:"lawText,omitempty"`
		Data       []string             `json:"data,omitempty"`
		DataText   Words                `json:"dataText,omitempty"`
	}
	// PublishedComplaints is who hears them.
	PublishedComplaints struct {
		PublishedContact
		Answer string `json:"answerWithin"`
		Text   Words  `json:"text"`
	}
	// PublishedPrivacy is who answers for personal data.
	PublishedPrivacy struct {
		PublishedContact
		Officer   bool           `json:"officer"`
		Authority *PublishedBody `json:"authority,omitempty"`
		Text      Words          `json:"text"`
	}
	// PublishedBody is an authority or a mediator.
	PublishedBody struct {
		Name    string `json:"name"`
		Website string `json:"website"`
		Text    Words  `json:"text,omitempty"`
	}
	// PublishedHours is a schedule: the days of the week from "mon", intervals
	// as "08:00-17:00".
	PublishedHours struct {
		PublishedItem
		Zone     string              `json:"zone"`
		Week     map[string][]string `json:"week"`
		Holidays *PublishedHolidays  `json:"holidays,omitempty"`
		Days     map[string][]string `json:"days,omitempty"`
		Closures []PublishedClosure  `json:"closures,omitempty"`
		For      []string            `json:"severities,omitempty"`
		// OpeningHours and MapTag are opening_hours of OpenStreetMap, added by Dated: with the dates of
		// a year, and without any.
		OpeningHours string `json:"openingHours,omitempty"`
		MapTag       string `json:"mapTag,omitempty"`
	}
	// PublishedHolidays says which days are off.
	PublishedHolidays struct {
		Country string   `json:"country"`
		Region  string   `json:"region,omitempty"`
		With    []string `json:"with,omitempty"`
		Except  []string `json:"except,omitempty"`
		Also    []string `json:"also,omitempty"` // "summer-day 07-31"
	}
	// PublishedClosure is a span of days.
	PublishedClosure struct {
		From    string `json:"from"`
		Through string `json:"through"`
		Reason  string `json:"reason,omitempty"` // an id of daysOff
	}
)
