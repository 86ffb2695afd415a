package check

import (
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/ledger"
	"signpost/generator/internal/project"
)

// translatedFacts: no translation states numbers, times, phone numbers or
// severities that its source does not state any more.
var translatedFacts = Rule{
	Codes: []string{"translation-facts"},
	Doc:   "the facts of a source are those that its translations were made from",
	Run: func(p *project.Project, l *diag.List) {
		for _, lang := range p.Config.Languages[1:] {
			for _, t := range p.Translations(lang) {
				if t.Ledger == nil {
					continue
				}
				for i := range t.Units {
					u := &t.Units[i]
					if e := t.Ledger.Entry(u.ID); e != nil && e.From.Facts != u.From.Facts && t.Has(u.ID) {
						staleFacts(t, u, l)
					}
				}
			}
		}
	},
}

func staleFacts(t *project.Translation, u *ledger.Unit, l *diag.List) {
	d := l.Add(t.Pos(u.ID), "translation-facts", "the source of %q states other facts than when it was translated", u.ID)
	said := "it states no numbers, codes or severities now"
	if len(u.Facts) > 0 {
		said = "it states now: " + strings.Join(slices.Compact(slices.Clone(u.Facts)), ", ")
	}
	d.Related = []diag.Related{{Pos: u.Pos, Message: said}}
	d.Hint = "bring the translation up to date, then run: signpost translate stamp " + t.File + "#" + u.ID
}

// ledgers: every ledger is that of a text.
var ledgers = Rule{
	Codes: []string{"translation-gone"},
	Doc:   "every ledger belongs to a text of the source language",
	Run: func(p *project.Project, l *diag.List) {
		all := p.Ledgers()
		if len(all) == 0 {
			return
		}
		known := map[string]bool{}
		for _, lang := range p.Config.Languages[1:] {
			for _, t := range p.Translations(lang) {
				known[t.LedgerFile] = known[t.LedgerFile] || t.Source != nil || t.Kind == project.Strings
			}
		}
		unread := func(source string, t *project.Translation) {
			known[t.LedgerFile] = known[t.LedgerFile] || p.Unreadable(source)
		}
		src := p.SourceLanguage()
		for _, lang := range p.Config.Languages[1:] {
			for _, page := range p.Pages {
				unread(page.File(src), p.Translated(page, lang))
			}
			for _, f := range p.Flows {
				unread(f.TextFile(src), p.TranslatedFlow(f, lang))
				unread(f.DrillFile(src), p.TranslatedDrills(f, lang))
			}
		}
		for _, file := range all {
			if !known[file] {
				l.Add(top(file), "translation-gone", "the ledger belongs to no text in the source language").Hint =
					"delete it, or give it the path of the text it belongs to"
			}
		}
	},
}
