// Package terms reads the support terms of a partner.
//
// In: a folder partners/<id> with the facts, terms.yaml, and the words,
// <language>.md; below versions/<number>/ the versions that were published
// before, in the same form; and the day of the build. Out: a Partner with its
// versions as typed values, every word bound to its fact; which of them is in
// force; their differences by fact; the form that programs read. It never reads
// the clock, never writes, and lets no word of a partner become code: what a
// partner may write is data and Markdown without HTML, links into the site,
// images or shortcodes. docs/partners-terms.md describes the form for authors.
//
// # Limits
//
//	terms.yaml                256 KiB, as every YAML file
//	<language>.md              64 KiB, 4 KiB in a line, 16 KiB in a paragraph
//	nesting of quotations, lists  12
//	a table                    20 columns, 200 rows
//	things of one kind         64; languages 8; versions 50
//
// # Codes
//
//	terms-file           terms.yaml is missing, or a file has no place here
//	terms-fact-missing   one of the facts that every partner must publish is missing
//	terms-id             an id has a wrong form, or stands twice
//	terms-reference      an id names nothing
//	terms-value          a value is none of those known, or has a wrong form
//	terms-number         a number of a register or bank that cannot be right
//	terms-amount         no amount of money, or a currency that is none
//	terms-contact        no address of e-mail or the web, or no telephone number
//	terms-date           no day, or days in a wrong order
//	terms-target-missing a plan promises an answer for some severities only
//	terms-limit          too many things of a kind, or too long a text
//	terms-text           a form that the words of a partner cannot have
//	terms-name           a name that shows otherwise than it is written, or poses as the vendor's
//	terms-version        a number of a version does not fit its place
//	terms-overlap        two versions are in force on one day
//	terms-not-in-force   no version is in force on the day of the build
//	terms-gap            (a warning) days between versions without terms
//	terms-review-due     (a warning) the day of the next review has come
//	terms-language       (a warning) words in a language that no channel speaks
//
// and text-file-missing, text-missing, text-unknown, answer-missing,
// answer-unknown, answer-id, answer-repeated, answer-empty for words as flows
// have them, and the codes of source, hours and prose.
package terms

import (
	"signpost/generator/internal/brand"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/hours"
	"signpost/generator/internal/legalid"
	"signpost/generator/internal/prose"
)

// Terms is one version of a partner's terms. Lists are in the order of the
// file.
type Terms struct {
	File string // "partners/blue/terms.yaml"
	// Languages are those the terms are published in; the first is the one that
	// counts where they differ.
	Languages    []Ref
	Organisation Organisation
	Partner      Role
	Version      Version
	Kinds        []Ref // kinds of support: the first of the four facts
	Hours        []*hours.Schedule
	Channels     []Channel
	Plans        []Plan
	Severities   []Severity
	Scope        Scope
	Escalation   Escalation
	Legal        Legal
	Flows        []Overlay
	// Look is how the partner's site looks: a logo and an icon from the folder brand/ of the partner, two
	// colours. The zero value says nothing.
	Look brand.Settings
	// Site is where the partner's site will be, where that is not below the address of
	// the site it comes from; optional.
	Site Site
	// Words are the texts by language; nil for one that cannot be read.
	Words map[string]*prose.Document

	unclear bool // which things there are is not known
}

// Ref is an id with its place.
type Ref struct {
	ID  string
	Pos diag.Pos
}

// Site is an address of a site: https, ending in "/".
type Site struct {
	URL string
	Pos diag.Pos
}

// Organisation is who publishes.
type Organisation struct {
	Name    string // as registered
	Brand   string // optional: the name that customers know
	Form    string // optional: "s.r.o.", "SAS"
	Country string // ISO 3166-1, "CZ"
	Address []string
	Website string       // https
	IDs     []legalid.ID // sorted by scheme
	Capital *Money       // optional: of the share capital
	Names   []Ref        // Name and Brand, as they are written
}

// Money is an amount of a currency.
type Money struct {
	Amount   string // decimal, "1490.50"
	Currency string // ISO 4217
}

// Role is what the partner is in the programme.
type Role struct {
	Type      string // "direct", "provider" or "reseller", as the flows ask
	Plan      string // optional: "advanced", "signature" or "none": what it has with the vendor
	PartnerID string // optional: the vendor's number of the partner, digits
	Products  []Ref  // sold: "azure", "microsoft-365", "dynamics-365"
	// Provider is whom a reseller works with; nil for the other types.
	Provider *Provider
}

// Provider is the indirect provider of a reseller.
type Provider struct {
	Name, Country, Website string
	IDs                    []legalid.ID // sorted by scheme
	Contact                Contact
	// Does lists what the provider does and not the partner; words in section
	// "provider-does".
	Does []Ref
}

// Contact is how somebody is reached: one of the three at least.
type Contact struct {
	Email   string
	Phone   string // "+420222000000"
	Website string // https
}

// Version places one version in time.
type Version struct {
	Number string // "2", "2.1", "2.1.3"
	Status string // "draft", "published" or "withdrawn"
	// Published and ReviewBy are 0 where they are not known, Through also where
	// the version has no end. From and Through belong to it.
	Published, From, Through, ReviewBy hours.Date
	Supersedes                         string // optional: the number of an earlier version
	Changes                            []Change
	Pos                                diag.Pos // of the number

	through, review diag.Pos
}

// Change is one thing that differs from the version before; its words are an
// item of section "changes".
type Change struct {
	Ref
	Date hours.Date
	Kind string // "added", "changed", "removed" or "corrected"
}

// Channel is a way to make contact.
type Channel struct {
	Ref
	By         string // "phone", "email", "portal", "form", "chat" or "visit"
	At         string // number, address, https address; "" of a visit: the organisation's address
	Languages  []Ref
	Hours      []Ref // schedules during which it is answered
	Severities []Ref // optional: it is for these alone
	Cost       string
	// Price is per minute, where Cost is "paid".
	Price *Money
	Relay string // optional: https address of a text relay, for those who do not speak or hear
}

// Plan is what support costs and what it promises.
type Plan struct {
	Ref
	Free       bool // it costs nothing; then there are no prices
	Kinds      []Ref
	Products   []Ref // none: all that the partner sells
	Channels   []Ref // none: all
	Hours      []Ref
	Prices     []Price
	Surcharges []Surcharge
	Included   hours.Duration // optional: work without further charge in a month
	Term       int            // months the contract runs for; 0: no term
	Notice     int            // months of notice; 0: none
	Targets    []Target
}

// Price is what something costs.
type Price struct {
	Money
	Pos  diag.Pos
	Per  string         // "hour", "incident", "user-month", "device-month", "month", "year"
	VAT  string         // "excluded", "included" or "exempt"
	Rate string         // percent, "21"; "" where exempt
	Step hours.Duration // optional: work is billed in steps of this, each begun
	Min  hours.Duration // optional: the least that is billed
}

// Surcharge is what work costs more in some hours, in percent: outside of
// ordinary ones.
type Surcharge struct {
	Percent string
	Hours   Ref
}

// Severity is how bad a problem is, the worst first.
type Severity struct {
	Ref
	Vendor string // optional: the vendor's class that it is handed over as: "A", "B" or "C"
	SetBy  string // "customer", "partner" or "both"
}

// Target is what a plan promises for a severity. Business says which time
// counts: that of the hours, or that of the clock on the wall.
type Target struct {
	Severity   Ref
	Business   bool
	Hours      []Ref          // that count; none: the plan's
	First      hours.Duration // first answer
	Update     hours.Duration // optional: between two reports
	Workaround hours.Duration // optional
	Resolution hours.Duration // optional
	BestEffort bool           // nothing is promised of the resolution
}

// Scope is what support covers. The words of each are items of the sections
// "included", "excluded", "checks" and "third-parties".
type Scope struct {
	Included, Excluded []Ref
	Checks             []Ref // what a customer tries first
	ThirdParties       []Ref
}

// Escalation is where a problem goes when it is not solved.
type Escalation struct {
	Levels   []Level
	Evidence []Ref // what to have ready; items of section "evidence"
}

// Level is one step of the path.
type Level struct {
	Ref
	Channels []Ref
	Contact  *Contact       // optional
	After    hours.Duration // optional: how long the level before has
	Vendor   bool           // the partner hands over to the vendor, or its provider does
}

// Legal is what law and honesty ask for; each of them has a section.
type Legal struct {
	Complaints *Complaints // never nil in terms without errors
	Privacy    *Privacy    // never nil in terms without errors
	Mediator   *Body       // optional
	Law        string      // optional: country whose law governs
	Data       []string    // optional: countries where data lies, or "EU"
	Security   *Security   // optional: for security.txt
}

// Complaints is who hears them and by when.
type Complaints struct {
	Contact
	Answer hours.Duration // wall clock
}

// Privacy is who answers for personal data.
type Privacy struct {
	Contact
	Officer   bool // there is a data protection officer
	Authority *Body
}

// Body is an authority or a mediator.
type Body struct{ Name, Website string }

// Security is what security.txt holds (RFC 9116).
type Security struct {
	Contact Contact
	Policy  string     // optional: https
	Expires hours.Date // the day after which it is not to be believed
}

// Overlay is what a partner lays over a flow of the site: facts and words.
type Overlay struct {
	Flow     Ref
	Known    []Known
	Outcomes []Outcome
}

// Known is a question that the partner answers for all its readers.
type Known struct {
	Ref
	Answers []string // several for a question of type many; none: none of them
}

// Outcome is an outcome of the flow that the partner has words of its own for,
// in section "outcome-<flow>-<id>".
type Outcome struct {
	Ref
	Channels []Ref // optional: shown with it
}

// WordsID is the id of the section with the partner's words for an outcome.
func WordsID(flow, outcome string) string { return "outcome-" + flow + "-" + outcome }
