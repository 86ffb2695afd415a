package project

import (
	"maps"
	"path"
	"slices"
	"strings"

	"signpost/generator/internal/config"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/ledger"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/prose"
)

// Kind tells what is translated.
type Kind uint8

// The kinds of translations.
const (
	PageText Kind = iota
	FlowText
	DrillText
	GlossaryText
	Strings // of the interface
)

// String is the word for it in the output of programs.
func (k Kind) String() string { return [...]string{"page", "flow", "drills", "glossary", "strings"}[k] }

// Listed reports whether items of such a text that begin with an id are units of
// their own: answers of questions, hints of drills.
func (k Kind) Listed() bool { return k == FlowText || k == DrillText }

// Translation is a text of the source language in another language, there or
// missing.
type Translation struct {
	Kind Kind
	// Name is the key of a page, "/" for the home page; the name of a flow, also for
	// its drills; the file of the source else.
	Name string
	Lang string
	// Source is the text in the source language; nil of Strings.
	Source *prose.Document
	// Text is the translation; nil where it is missing, and of Strings.
	Text *prose.Document
	// Catalogue holds translated Strings; nil where they are missing, and of texts.
	Catalogue *locale.Catalogue
	// File is where the translation is or would be, LedgerFile the same of its ledger.
	File, LedgerFile string
	// Ledger is nil where nothing is known.
	Ledger *ledger.Ledger
	// Units are those of the source.
	Units []ledger.Unit
	// Missing is what readers get where the translation is missing:
	// prose.Required, Fallback, Withheld.
	Missing string
}

// Changes grades each unit against what it was translated from.
func (t *Translation) Changes() []ledger.Change {
	return ledger.Compare(t.Units, t.Ledger, t.Kind == PageText)
}

// Has reports whether the translation has a unit.
func (t *Translation) Has(id string) bool {
	switch {
	case t.Kind == Strings:
		return t.Catalogue != nil && t.Catalogue.Messages[id].Forms != nil
	case t.Text == nil:
		return false
	}
	if section, answer, ok := strings.Cut(id, "/"); ok {
		s := t.Text.Section(section)
		if s == nil {
			return false
		}
		choices, _ := t.Text.Choices(s)
		return slices.ContainsFunc(choices, func(c prose.Choice) bool { return c.ID == answer })
	}
	switch id {
	case "_title", "_description", "_intro":
		return true
	case "_change":
		return t.Text.Front.Change != ""
	}
	return t.Text.Section(id) != nil
}

// Pos is where a unit stands in the translation, or would stand.
func (t *Translation) Pos(id string) diag.Pos {
	at := diag.Pos{File: t.File, Line: 1, Col: 1}
	switch {
	case t.Kind == Strings && t.Has(id):
		return t.Catalogue.Messages[id].Pos
	case t.Text == nil:
		return at
	}
	section, answer, _ := strings.Cut(id, "/")
	s := t.Text.Section(section)
	if s == nil {
		return at
	}
	choices, _ := t.Text.Choices(s)
	for _, c := range choices {
		if c.ID == answer && answer != "" {
			return c.Pos
		}
	}
	return s.Pos
}

// Missing is what a language gets where a text does not exist in it:
// prose.Required, Fallback or Withheld, as the source says; where it says
// nothing, a page but the home page follows config.yaml.
func (p *Project) Missing(texts map[string]*prose.Document, lang string) string {
	if doc := texts[p.SourceLanguage()]; doc != nil && lang != p.SourceLanguage() {
		for _, a := range doc.Front.Missing {
			if a.Lang == lang {
				return a.How
			}
		}
		if p.Config.Missing[lang] == config.Fallback && strings.HasPrefix(doc.File, "content/") && doc.File != "content/"+p.SourceLanguage()+"/_index.md" {
			return prose.Fallback
		}
	}
	return prose.Required
}

// Translated is the page's translation in a language.
func (p *Project) Translated(page *Page, lang string) *Translation {
	t := &Translation{Kind: PageText, Name: page.Key, Lang: lang, File: page.File(lang)}
	if t.Name == "" {
		t.Name = "/"
	}
	return p.translation(t, page.Texts)
}

// TranslatedFlow is the translation of a flow's words in a language.
func (p *Project) TranslatedFlow(f *Flow, lang string) *Translation {
	return p.translation(&Translation{Kind: FlowText, Name: f.Name, Lang: lang, File: f.TextFile(lang)}, f.Texts)
}

// TranslatedDrills is the translation of a flow's drills in a language.
func (p *Project) TranslatedDrills(f *Flow, lang string) *Translation {
	return p.translation(&Translation{Kind: DrillText, Name: f.Name, Lang: lang, File: f.DrillFile(lang)}, f.Drills)
}

// TranslatedGlossary is the translation of the words of the glossary, which
// there must be.
func (p *Project) TranslatedGlossary(lang string) *Translation {
	g := p.Glossary
	return p.translation(&Translation{Kind: GlossaryText, Name: g.TextFile(p.SourceLanguage()), Lang: lang, File: g.TextFile(lang)}, g.Texts)
}

func (p *Project) translation(t *Translation, texts map[string]*prose.Document) *Translation {
	t.Source, t.Text = texts[p.SourceLanguage()], texts[t.Lang]
	t.LedgerFile = LedgerFile(t.File, t.Lang)
	t.Ledger = p.ledgers[t.LedgerFile]
	t.Units = p.units[t.Source]
	t.Missing = p.Missing(texts, t.Lang)
	return t
}

// Alone reports whether a page exists in translations, and not in the source
// language.
func (p *Project) Alone(page *Page) bool { return page.Texts[p.SourceLanguage()] == nil }

// Facts are what a page says of its place and use. The source says it for all
// languages; where there is none, each text says it for its own.
func (p *Project) Facts(page *Page, lang string) prose.Front {
	if doc := page.Texts[p.SourceLanguage()]; doc != nil {
		return doc.Front
	}
	if doc := page.Texts[lang]; doc != nil {
		return doc.Front
	}
	return prose.Front{}
}

// Shown reports whether a language has a page, be it with the text of the source
// or to say that there is none.
func (p *Project) Shown(page *Page, lang string) bool {
	return page.Texts[lang] != nil || !p.Alone(page) && p.Missing(page.Texts, lang) != prose.Required
}

// Translations lists all that is translated to a language: flows, pages, the
// glossary, strings of the interface.
func (p *Project) Translations(lang string) []*Translation {
	var out []*Translation
	src := p.SourceLanguage()
	for _, f := range p.Flows {
		if f.Texts[src] != nil {
			out = append(out, p.TranslatedFlow(f, lang))
		}
		if f.Drills[src] != nil {
			out = append(out, p.TranslatedDrills(f, lang))
		}
	}
	for _, page := range p.Pages {
		if page.Texts[src] != nil {
			out = append(out, p.Translated(page, lang))
		}
	}
	if g := p.Glossary; g != nil && g.Texts[src] != nil {
		out = append(out, p.TranslatedGlossary(lang))
	}
	units := p.stringUnits()
	for _, file := range slices.Sorted(maps.Keys(units)) {
		t := &Translation{Kind: Strings, Name: file, Lang: lang, File: path.Join(path.Dir(file), lang+".yaml"), Missing: prose.Required}
		t.LedgerFile = LedgerFile(t.File, lang)
		t.Ledger, t.Catalogue, t.Units = p.ledgers[t.LedgerFile], p.strings[t.File], units[file]
		out = append(out, t)
	}
	return out
}

// Ledgers lists the files of all ledgers, in order.
func (p *Project) Ledgers() []string { return slices.Sorted(maps.Keys(p.ledgers)) }

// LedgerOf is the ledger of a page in a language, nil where there is none.
func (p *Project) LedgerOf(page *Page, lang string) *ledger.Ledger {
	if len(p.ledgers) == 0 {
		return nil
	}
	return p.ledgers[LedgerFile(page.File(lang), lang)]
}

// LedgerFile is where the ledger of a translation is: the path of the
// translation without its language, below translations/<language>.
func LedgerFile(file, lang string) string {
	parts := strings.Split(file, "/")
	var name string
	switch {
	case parts[0] == "content" && len(parts) > 2:
		name = path.Join("content", strings.TrimSuffix(path.Join(parts[2:]...), ".md"))
	case parts[0] == "decisions" && strings.HasPrefix(path.Base(file), drillPrefix):
		name = path.Join(path.Dir(file), "drills")
	case parts[0] == "decisions":
		name = path.Dir(file)
	case strings.HasSuffix(file, ".md"): // i18n/glossary.nl.md
		name = strings.TrimSuffix(file, "."+lang+".md")
	default: // i18n/nl.yaml, themes/signpost/i18n/nl.yaml
		name = path.Join(path.Dir(file), "strings")
	}
	return path.Join(ledger.Folder, lang, name+".yaml")
}

// ownStrings gives the units of the strings that stand in the project, which are
// the author's to translate, by the file of the source language. Those of a
// theme that comes with the program are not.
func (p *Project) ownStrings() map[string][]ledger.Unit {
	out := map[string][]ledger.Unit{}
	src := p.SourceLanguage()
	for file, c := range p.strings {
		if c.Lang != src {
			continue
		}
		keys := slices.Collect(maps.Keys(c.Messages))
		slices.SortFunc(keys, func(a, b string) int { return c.Messages[a].Pos.Compare(c.Messages[b].Pos) })
		for _, key := range keys {
			m := c.Messages[key]
			var forms []string
			for _, form := range slices.Sorted(maps.Keys(m.Forms)) {
				forms = append(forms, m.Forms[form])
			}
			out[file] = append(out[file], ledger.String(key, m.Pos, forms, src))
		}
	}
	return out
}

// Strings are those of a file in the project, or nil.
func (p *Project) Strings(file string) *locale.Catalogue { return p.strings[file] }

// StringFiles lists the catalogues of a language that stand in the project, in
// order.
func (p *Project) StringFiles(lang string) []string {
	var out []string
	for file, c := range p.strings {
		if c.Lang == lang {
			out = append(out, file)
		}
	}
	slices.Sort(out)
	return out
}
