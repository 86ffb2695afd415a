package site

import (
	"encoding/json"
	"slices"
	"sync"

	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// The shapes below are what templates get as .Params, with the names of the
// json tags. The theme's README describes them.

// link is an address with its words.
type link struct {
	Title string `json:"title"`
	Path  string `json:"path"`
}

// card is a link with a sentence about it.
type card struct {
	ID          string `json:"id,omitempty"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Path        string `json:"path"`
	Lang        string `json:"lang,omitempty"` // of title and description, where it is not that of the page
}

// params are those of every page.
type params struct {
	Kind        string         `json:"kind"`
	Lang        string         `json:"lang"`
	Root        string         `json:"root"`
	Path        string         `json:"path"`
	Home        string         `json:"home"`    // of the language; "" outside of the languages
	Section     string         `json:"section"` // the entry of the menu that leads to where the page is, "" for none
	Description string         `json:"description"`
	Canonical   string         `json:"canonical"`
	Hreflang    []alternate    `json:"hreflang"`
	Languages   []languageLink `json:"languages"`
	Breadcrumbs []link         `json:"breadcrumbs"`
	TOC         []tocEntry     `json:"toc"`
	Made        string         `json:"made,omitempty"`
	Reviewed    string         `json:"reviewed,omitempty"`
	ReviewedOn  string         `json:"reviewedon,omitempty"` // the day as readers see it
	Source      *languageLink  `json:"source,omitempty"`
	Nav         *nav           `json:"nav,omitempty"`
	Prev        *link          `json:"prev,omitempty"`
	Next        *link          `json:"next,omitempty"`
	Flows       []card         `json:"flows,omitempty"`     // home
	Groups      []group        `json:"groups,omitempty"`    // home
	Items       []card         `json:"items,omitempty"`     // section
	Count       string         `json:"count,omitempty"`     // section: how many items there are
	Flow        *flowPage      `json:"flow,omitempty"`      // flow
	Blocks      []block        `json:"blocks,omitempty"`    // notfound
	Review      *review        `json:"review,omitempty"`    // review
	Embed       *embed         `json:"embed,omitempty"`     // embed
	Search      *searchPage    `json:"search,omitempty"`    // search
	Support     *support       `json:"support,omitempty"`   // terms, version, contact: partner.go
	Directory   *directory     `json:"directory,omitempty"` // partners: directory.go
	Bundle      *bundlePage    `json:"bundle,omitempty"`    // bundle: bundle.go
	Training    *training      `json:"training,omitempty"`  // training: training.go
	Drills      *drillsPage    `json:"drills,omitempty"`    // drills: training.go
	Course      *coursePage    `json:"course,omitempty"`    // course: course.go
	Train       string         `json:"train,omitempty"`     // home, flow: path of the page to train on
	Open        bool           `json:"open,omitempty"`      // flow of a partner: the line of help says who is there now
	Scripts     []string       `json:"scripts,omitempty"`   // paths of scripts that this kind of page has beside the site's

	// Of translations: translation.go.
	Since      string  `json:"since,omitempty"`      // the day on which the text was translated, as readers see it
	Stale      []stale `json:"stale,omitempty"`      // parts that are behind their source
	Translated bool    `json:"translated,omitempty"` // from a text that the site does not have
	TextLang   string  `json:"textlang,omitempty"`   // language of the text, where it is not that of the page

	// For machines: machines.go, structured.go.
	Robots     string         `json:"robots,omitempty"`
	Social     []social       `json:"social,omitempty"`
	Structured string         `json:"structured,omitempty"`
	Components []componentDoc `json:"components,omitempty"` // components
	Sheet      string         `json:"sheet,omitempty"`      // a style sheet beside that of the site: see context.sheet
	TrainSheet string         `json:"trainsheet,omitempty"` // that of pages for those who train
	Audiences  []string       `json:"audiences,omitempty"`  // of the page's zones
	Terms      []term         `json:"terms,omitempty"`      // that the page links to
	Letters    []letter       `json:"letters,omitempty"`    // glossary
	Report     string         `json:"report,omitempty"`     // where to report a problem with the page
	Edit       string         `json:"edit,omitempty"`       // where to change its text

	name name // of the site
}

// alternate is an absolute address of the same page in a language.
type alternate struct {
	Lang string `json:"lang"`
	URL  string `json:"url"`
}

// languageLink is the same page in another language.
type languageLink struct {
	Lang    string `json:"lang"`
	Name    string `json:"name"`
	Path    string `json:"path"`
	Current bool   `json:"current"`
	Title   string `json:"title,omitempty"` // chooser: the site's title where it differs from that of the source
	Text    string `json:"text,omitempty"`  // chooser
	// Without is whether the page does not exist in the language: the link leads
	// to the page above it.
	Without bool `json:"without,omitempty"`
}

type tocEntry struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Level int    `json:"level"`
	Alone bool   `json:"alone,omitempty"` // the source does not have it
}

// nav is the part of a section around a page.
type nav struct {
	Title string    `json:"title"`
	Path  string    `json:"path"`
	Items []navItem `json:"items"`
	More  bool      `json:"more"`
}

type navItem struct {
	link
	Current bool `json:"current"`
}

type group struct {
	ID    string `json:"id"`
	Items []card `json:"items"`
}

// block is the words of the not-found page in one language.
type block struct {
	Lang  string `json:"lang"`
	Title string `json:"title"`
	Text  string `json:"text"`
	Link  string `json:"link"`
	Path  string `json:"path"`
}

// file is a content file for Hugo: front matter as JSON, without a body. html
// comes last, so that it can be kept from one build to the next.
func file(title, layout, url string, p *params, html json.RawMessage) ([]byte, error) {
	if title == p.name.text {
		title = p.name.shown // templates compare the two
	}
	head := map[string]string{"title": title}
	if layout != "" {
		head["layout"] = layout
	}
	if url != "" {
		head["url"] = url
	}
	shell, err := json.Marshal(head)
	if err != nil {
		return nil, err
	}
	body, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	if html == nil {
		html = json.RawMessage(`""`)
	}
	out := make([]byte, 0, len(shell)+len(body)+len(html)+32)
	out = append(out, shell[:len(shell)-1]...)
	out = append(out, `,"params":`...)
	out = append(out, body[:len(body)-1]...)
	out = append(out, `,"html":`...)
	out = append(out, html...)
	return append(out, "}}\n"...), nil
}

// context computes what pages have in common.
type context struct {
	in     Input
	p      *project.Project
	assets *assets
	*shared
	memo  *memo        // what Hugo made of pages of sites like this; nil for a site without slots
	found []sharedPage // pages that earlier sites had

	owns     map[ownOn]*own    // see sayOwn
	ownForms map[string]string // by path of a page: all that its content file has of owns

	slots       slots // nil for a site without: see slot.go
	base        bases
	names       map[string]name // by language
	directories map[string]func() map[string]*directory

	siteID string // see siteName

	mu        sync.Mutex
	published map[string][]byte // files beside pages, by path
}

// flowIn is a flow in a language.
type flowIn struct {
	flow *project.Flow
	lang string
}

// newContext makes one. s is what it shares with others: nil for nothing, empty where it is the first of them.
func newContext(in Input, a *assets, s *shared) *context {
	c := &context{in: in, p: in.Project, assets: a, shared: s, published: map[string][]byte{}, names: map[string]name{}}
	if s != nil && s.tongues != nil {
		c.newSlots()
		return c
	}
	if s == nil {
		c.shared = &shared{}
	}
	c.words, c.menus, c.speechPaths, c.complete = map[string]prose.Words{}, menus(in.Project), map[[2]string]string{}, map[flowIn]bool{}
	c.tongues = newTongues(c.p.Catalogues, c.p.Languages)
	c.newSlots()
	for _, l := range c.p.Languages {
		cat := c.tongues[l.Tag].cat
		w := prose.Words{Callout: map[string]string{}, Table: cat.Text("table-label"), Colon: cat.Text("colon"),
			Code: cat.Text("code-label"), Tabs: cat.Text("tabs-label"), Zone: map[string]string{}}
		for _, audience := range prose.Audiences() {
			w.Zone[audience] = cat.Text("zone-" + audience)
		}
		for _, kind := range []string{"note", "tip", "important", "warning", "caution"} {
			w.Callout[kind] = cat.Text("callout-" + kind)
		}
		c.words[l.Tag] = w
	}
	c.terms = c.definitions()
	c.directories = map[string]func() map[string]*directory{}
	for _, l := range c.p.Languages {
		c.directories[l.Tag] = sync.OnceValue(func() map[string]*directory { return c.newDirectory(l.Tag) })
	}
	return c
}

// publish adds a file to the site, whose name holds a hash of its content, and
// gives its path.
func (c *context) publish(name, ext string, data []byte) string {
	at := hashedPath(name, ext, data)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.published[at] = data
	return at
}

// sheet is the style sheet that a kind of page has beside that of the site: help
// of the partner stands on every page of a partner's site.
func (c *context) sheet(kind string) string {
	if c.p.Partner != nil || kind == "partners" {
		return c.assets.partners
	}
	return ""
}

// common fills what every page of a language has. at gives the page's path in
// a language.
func (c *context) common(kind, lang string, at func(lang string) string, front prose.Front) *params {
	p := &params{Kind: kind, Lang: lang, Path: at(lang), Description: c.typeset(lang, front.Description), Made: front.Made, Reviewed: front.Reviewed, ReviewedOn: c.day(lang, front.Reviewed),
		Hreflang: []alternate{}, Breadcrumbs: []link{}, TOC: []tocEntry{}}
	p.Root, p.name = rootOf(p.Path), c.names[lang]
	p.Robots = robots(kind)
	p.Sheet = c.sheet(kind)
	p.Home = tagPath(lang)
	base := c.base.url
	src := c.p.SourceLanguage()
	for _, l := range c.p.Languages {
		ll := languageLink{Lang: l.Tag, Name: l.Name, Path: at(l.Tag), Current: l.Tag == lang}
		p.Languages = append(p.Languages, ll)
		if l.Tag == src && lang != src {
			p.Source = &ll
		}
	}
	p.Translated = lang != src && p.Source == nil
	if base != "" {
		p.Canonical = base + p.Path
	}
	return p
}

// above lists the way from the home page down to a section, the section
// included.
func (c *context) above(section, lang string) []link {
	if c.course() != nil {
		return nil // a course has no home page
	}
	return c.way(section, lang, c.tongues[lang].set.Text, c.text(lang, "home"))
}

// way does the same with set titles and a name for the home page.
func (c *context) way(section, lang string, set func(string) string, home string) []link {
	var out []link
	for key := section; key != ""; key = parentOf(key) {
		if page := c.p.Page(key); page != nil && page.Texts[lang] != nil {
			out = append(out, link{set(page.Texts[lang].Front.Title), pagePath(page, lang)})
		}
	}
	out = append(out, link{home, tagPath(lang)})
	slices.Reverse(out)
	return out
}

func parentOf(key string) string { return (&project.Page{Key: key}).Parent() }

func (c *context) toc(doc *prose.Document, lang string) []tocEntry {
	out := []tocEntry{}
	for _, h := range doc.Headings {
		out = append(out, tocEntry{ID: h.ID, Title: c.typeset(lang, h.Title), Level: h.Level})
	}
	return out
}

func (c *context) cardOf(page *project.Page, lang string) card {
	f := page.Texts[lang].Front
	return card{Title: c.typeset(lang, f.Title), Description: c.typeset(lang, f.Description), Path: pagePath(page, lang)}
}

// flowCards are those of the flows that can be asked in a language.
func (c *context) flowCards(lang string) []card {
	out := []card{}
	for _, f := range c.p.Flows {
		if doc := f.Texts[lang]; doc != nil && c.in.Automata[f.Name] != nil {
			out = append(out, card{ID: f.Name, Title: c.title(doc, lang), Description: c.typeset(lang, doc.Front.Description), Path: flowPath(f.Name, lang)})
		}
	}
	return out
}
