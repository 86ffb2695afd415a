// Package project loads everything that is known about a site.
//
// In: the fs.FS of a project and that of its theme. Out: a Project, which
// nobody changes any more, and what is wrong with single files. It never holds
// files against each other: that is for check.
//
// Codes: project-file, config-value, config-language, and those of the parsers it calls.
package project

import (
	"cmp"
	"io/fs"
	"math"
	"path"
	"slices"
	"strings"

	"signpost/generator/internal/brand"
	"signpost/generator/internal/config"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/ledger"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/media"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/terms"
)

// Project is a site before it is built.
type Project struct {
	Config *config.Config
	Theme  fs.FS
	// Logo and Icon are the pictures of the brand; nil where none is named or it cannot be had.
	Logo, Icon *brand.Picture
	Languages  []locale.Language // in the order of Config.Languages
	// Catalogues holds the interface strings by language, the project's own
	// over those of the theme.
	Catalogues map[string]*locale.Catalogue
	Flows      []*Flow // by name
	Pages      []*Page // by key; sections before what is in them
	Glossary   *Glossary
	Files      int // how many files were read
	// Partners are those that With was given, by id. Partner is the
	// one whose site this is (For), nil for the site of the project itself.
	Partners []*terms.Partner
	Partner  *terms.Partner
	Site     *Project // that For was asked of; nil for a project that is no partner's

	pages   map[string]*Page
	folders map[string][]*Page // the pages in each section, by its key; those in none by ""
	flows   map[string]*Flow
	bytes   map[string][]byte
	images  map[string]*media.Image

	ledgers map[string]*ledger.Ledger         // by file
	units   map[*prose.Document][]ledger.Unit // of the documents in the source language
	figures map[*prose.Document][]ledger.Figures
	strings map[string]*locale.Catalogue // those of the project's own files, by file
	// stringUnits are those of strings in the source language, by file.
	stringUnits func() map[string][]ledger.Unit

	spelling map[*prose.Document]*Spelling

	unreadable map[string]bool
}

// Flow is a flow with its words.
type Flow struct {
	*decision.Flow
	// Sound is whether flow.yaml says without doubt what the flow is.
	Sound bool
	Texts map[string]*prose.Document // by language; absent where there is no file
	// Drills are the stories that its examples are drilled with, by language:
	// empty where it has none.
	Drills map[string]*prose.Document
}

// Term returns the id of the term that a link as written in a file leads to, ""
// where it leads to no term.
func (p *Project) Term(from, dest string) string {
	if t, ok := p.Resolve(from, dest); ok && t.Glossary != nil && t.Document.Section(t.Fragment) != nil {
		return t.Fragment
	}
	return ""
}

// Page is a page of guidance in all its languages.
type Page struct {
	// Key is the place in the site without language: "guides/severities";
	// "guides" for a section, "" for the home page.
	Key     string
	Section bool                       // its file is _index.md
	Texts   map[string]*prose.Document // by language
}

// Parent returns the key of the section the page is in.
func (p *Page) Parent() string {
	if d := path.Dir(p.Key); d != "." {
		return d
	}
	return ""
}

// File returns the path of the page's file in a language.
func (p *Page) File(lang string) string {
	if p.Section {
		return path.Join("content", lang, p.Key, "_index.md")
	}
	return path.Join("content", lang, p.Key+".md")
}

// TextFile returns the path of the flow's words in a language.
func (f *Flow) TextFile(lang string) string { return path.Join("decisions", f.Name, lang+".md") }

// DrillFile returns the path of the flow's drills in a language.
func (f *Flow) DrillFile(lang string) string {
	return path.Join("decisions", f.Name, drillPrefix+lang+".md")
}

// drillPrefix begins the name of a file with drills: drills.nl.md.
const drillPrefix = "drills."

// Glossary is the terms of a site with their words.
type Glossary struct {
	*locale.Glossary
	Texts map[string]*prose.Document // by language; absent where there is no file
}

// GlossaryFile is where the facts about the terms are.
const GlossaryFile = "i18n/glossary.yaml"

// TextFile returns the path of the glossary's words in a language.
func (*Glossary) TextFile(lang string) string { return "i18n/glossary." + lang + ".md" }

// glossaryLanguage is the language of i18n/glossary.<lang>.md, "" of another
// file.
func glossaryLanguage(file string) string {
	lang, ok := strings.CutPrefix(file, "i18n/glossary.")
	lang, md := strings.CutSuffix(lang, ".md")
	if !ok || !md {
		return ""
	}
	return lang
}

// Texts lists the texts of the project, each by language: those of pages, of
// flows, of their drills, and of the glossary.
func (p *Project) Texts() []map[string]*prose.Document {
	var out []map[string]*prose.Document
	for _, page := range p.Pages {
		out = append(out, page.Texts)
	}
	for _, f := range p.Flows {
		out = append(out, f.Texts)
		if len(f.Drills) > 0 {
			out = append(out, f.Drills)
		}
	}
	if p.Glossary != nil {
		out = append(out, p.Glossary.Texts)
	}
	return out
}

// Documents lists the texts one by one, by language in each.
func (p *Project) Documents() []*prose.Document {
	var out []*prose.Document
	for _, texts := range p.Texts() {
		for _, lang := range p.Config.Languages {
			if doc := texts[lang]; doc != nil {
				out = append(out, doc)
			}
		}
	}
	return out
}

// Figures returns what a text states, by unit, in the order of the text.
func (p *Project) Figures(doc *prose.Document) []ledger.Figures { return p.figures[doc] }

// Page returns the page with the key, or nil.
func (p *Project) Page(key string) *Page { return p.pages[key] }

// Flow returns the flow with the name, or nil.
func (p *Project) Flow(name string) *Flow { return p.flows[name] }

// Sound returns the facts of the flow with the name where its flow.yaml says
// without doubt what they are, or nil.
func (p *Project) Sound(name string) *decision.Flow {
	if f := p.flows[name]; f != nil && f.Sound {
		return f.Flow
	}
	return nil
}

// Source returns the bytes of a file that was read, as the author sees it, or
// nil.
func (p *Project) Source(file string) []byte { return p.bytes[file] }

// Unreadable reports whether there is something in the place of a file that
// could not be read. That was reported, so nothing follows from its absence.
func (p *Project) Unreadable(file string) bool {
	for ; file != "." && file != "/"; file = path.Dir(file) {
		if p.unreadable[file] {
			return true
		}
	}
	return false
}

// UnreadableFiles lists these, in order.
func (p *Project) UnreadableFiles() []string {
	var out []string
	for file, is := range p.unreadable {
		if is {
			out = append(out, file)
		}
	}
	slices.Sort(out)
	return out
}

// SourceLanguage is the language the others are translated from.
func (p *Project) SourceLanguage() string { return p.Config.Source() }

// In returns the pages directly in a section that have a text in the language,
// in the order of the source language. Those that the source does not have come
// last, but where they say otherwise.
func (p *Project) In(section, lang string) []*Page {
	var out []*Page
	for _, page := range p.folders[section] {
		if page.Texts[lang] != nil {
			out = append(out, page)
		}
	}
	order := func(page *Page) int {
		n := p.Facts(page, lang).Order
		if n == 0 && p.Alone(page) {
			return math.MaxInt
		}
		return n
	}
	slices.SortStableFunc(out, func(a, b *Page) int { return cmp.Compare(order(a), order(b)) })
	return out
}

// Target is what a link in the project goes to.
type Target struct {
	Page     *Page // or
	Flow     *Flow // or
	Glossary *Glossary
	Lang     string
	Document *prose.Document
	Fragment string // without "#"; may be ""
}

// File returns the path that a link in a file leads to, whether or not there
// is one.
func (p *Project) File(from, dest string) string {
	name, _, _ := strings.Cut(dest, "#")
	switch {
	case name == "":
		return from
	case strings.HasPrefix(name, "/"):
		return name // no path from a file: there is none
	}
	return path.Join(path.Dir(from), name)
}

// Resolve follows a link as written in a file: a relative path to another
// Markdown file of the project, or "#id". It returns false where no such file
// is part of the site.
func (p *Project) Resolve(from, dest string) (Target, bool) {
	var t Target
	file := p.File(from, dest)
	_, t.Fragment, _ = strings.Cut(dest, "#")
	parts := strings.Split(file, "/")
	switch {
	case len(parts) >= 3 && parts[0] == "content" && strings.HasSuffix(file, ".md"):
		t.Lang = parts[1]
		key, _ := pageKey(file)
		t.Page = p.pages[key]
		if t.Page == nil || t.Page.File(t.Lang) != file {
			return t, false
		}
		t.Document = t.Page.Texts[t.Lang]
		if t.Document == nil && p.Missing(t.Page.Texts, t.Lang) != prose.Required {
			t.Document = t.Page.Texts[p.SourceLanguage()] // what stands in its place has the same sections, or says where they are
		}
	case len(parts) == 3 && parts[0] == "decisions" && strings.HasSuffix(file, ".md"):
		t.Lang = strings.TrimSuffix(parts[2], ".md")
		t.Flow = p.flows[parts[1]]
		if t.Flow == nil {
			return t, false
		}
		t.Document = t.Flow.Texts[t.Lang]
		if t.Document == nil && p.Missing(t.Flow.Texts, t.Lang) != prose.Required {
			t.Document = t.Flow.Texts[p.SourceLanguage()]
		}
	case p.Glossary != nil && glossaryLanguage(file) != "":
		t.Lang = glossaryLanguage(file)
		t.Glossary = p.Glossary
		t.Document = p.Glossary.Texts[t.Lang]
	}
	return t, t.Document != nil
}

// LinkTargets lists the files a link may go to from files of a language, as
// paths from the project's root.
func (p *Project) LinkTargets(lang string) []string {
	var out []string
	for _, page := range p.Pages {
		if page.Texts[lang] != nil || p.Missing(page.Texts, lang) != prose.Required {
			out = append(out, page.File(lang))
		}
	}
	for _, f := range p.Flows {
		if f.Texts[lang] != nil || p.Missing(f.Texts, lang) != prose.Required {
			out = append(out, f.TextFile(lang))
		}
	}
	if g := p.Glossary; g != nil && g.Texts[lang] != nil {
		out = append(out, g.TextFile(lang))
	}
	return out
}

// pageKey turns content/<lang>/a/b.md into "a/b".
func pageKey(file string) (key string, section bool) {
	parts := strings.SplitN(file, "/", 3)
	key = strings.TrimSuffix(parts[2], ".md")
	if key == "_index" {
		return "", true
	}
	if k, ok := strings.CutSuffix(key, "/_index"); ok {
		return k, true
	}
	return key, false
}
