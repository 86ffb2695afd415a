package site

import (
	"slices"
	"strings"
	"sync"
	"text/template"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/drill"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/search"
)

// searchFlows is how many flows the search page lists for readers without
// script: what is on a page must not grow with the site.
const searchFlows = maxNav

// searchPage is what the search page offers where nothing can be searched.
type searchPage struct {
	Flows    []card `json:"flows"`
	Sections []link `json:"sections"`
}

func searchPath(lang string) string { return tagPath(lang) + "search/" }

// indexPath is where the index of a language lies. Its name holds no hash of its
// content: all pages of the language name it, and an edit of one of them would
// change them all (ADR 010).
func indexPath(lang string) string { return searchPath(lang) + "index.js" }

// searchParams are those of the search control, the same on all pages of a
// language: where the search page and the index are, and the number of results
// in every plural form, "#" for the number.
func searchParams(p *project.Project, lang string) map[string]any {
	counts := map[string]string{}
	set := locale.NewTypesetter(lang)
	for form, text := range p.Catalogues[lang].Messages["search-count"].Forms {
		counts[form] = numbered(set.Template(text))
	}
	return map[string]any{"path": searchPath(lang), "index": indexPath(lang), "counts": counts}
}

// numbered runs a string for a number that only the reader's browser knows. One
// that cannot be run is an error that was reported.
func numbered(text string) string {
	t, err := template.New("").Parse(text)
	if err != nil {
		return text
	}
	var b strings.Builder
	if err := t.Execute(&b, map[string]string{"Count": "#"}); err != nil {
		return text
	}
	return b.String()
}

// searchPages computes the search page of each language.
func (c *context) searchPages(out map[string][]byte) error {
	for _, l := range c.p.Languages {
		lang := l.Tag
		front := prose.Front{Title: c.text(lang, "search-title"), Description: c.text(lang, "search-description")}
		p := c.common("search", lang, searchPath, front)
		p.Breadcrumbs = c.above("", lang)
		p.Search = &searchPage{Flows: c.flowCards(lang), Sections: c.menus[lang]}
		p.Search.Flows = p.Search.Flows[:min(len(p.Search.Flows), searchFlows)]
		data, err := file(front.Title, "search", "/"+searchPath(lang), p, nil)
		if err != nil {
			return err
		}
		out["content/"+lang+"/_root-search.md"] = data
	}
	return nil
}

// searchCache keeps what was taken apart, by language, while texts and flows
// stay as they are.
type searchCache map[string]*searchLanguage

type searchLanguage struct {
	analyzer *search.Analyzer
	set      locale.Typesetter // results are read by people
	known    map[searchKey]*search.Analyzed
	order    []*search.Analyzed // what script was made of
	taken    int                // how many texts analyzer took apart
	script   []byte
}

// maxTaken is how many texts beside those of a site an analyzer takes apart before a new one takes its place.
const maxTaken = 60

// searchKey is what the text of a page depends on.
type searchKey struct {
	doc    *prose.Document
	flow   *automaton.Automaton
	drills string // ids of the cases, where it is of those of the flow
}

// offers tells which flows have a page in a language, and which drills.
type offers interface {
	offered(*project.Flow, *automaton.Automaton, string) bool
	drilled(*project.Flow, string) []*drill.Drill
}

// indexes makes the index of every language, by its path in the site: the same
// bytes as anew where nothing changed.
func (sc *searchCache) indexes(in Input, has offers) map[string][]byte {
	if *sc == nil {
		*sc = searchCache{}
	}
	kept := searchCache{}
	var wg sync.WaitGroup
	for _, l := range in.Project.Languages {
		s := (*sc)[l.Tag]
		if s == nil {
			s = &searchLanguage{analyzer: search.NewAnalyzer(l.Tag), set: locale.NewTypesetter(l.Tag)}
		}
		kept[l.Tag] = s
		wg.Go(func() { s.update(in, l.Tag, has) })
	}
	wg.Wait()
	*sc = kept
	out := map[string][]byte{}
	for lang, s := range kept {
		out[indexPath(lang)] = s.script
	}
	return out
}

func (s *searchLanguage) update(in Input, lang string, has offers) {
	if s.taken > maxTaken+4*len(s.order) { // it remembers every word, of each partner before as well
		s.analyzer, s.known, s.taken = search.NewAnalyzer(lang), nil, 0
	}
	known := map[searchKey]*search.Analyzed{}
	order := []*search.Analyzed{}
	add := func(key searchKey, page func() search.Page) {
		a := s.known[key]
		if a == nil {
			a = s.analyzer.Analyze(typeset(s.set, page()))
			s.taken++
		}
		known[key] = a
		order = append(order, a)
	}
	for _, f := range in.Project.Flows {
		if a := in.Automata[f.Name]; has.offered(f, a, lang) {
			add(searchKey{doc: f.Texts[lang], flow: a}, func() search.Page { return findableFlow(f, a, lang) })
		}
	}
	for _, page := range in.Project.Pages {
		if doc := page.Texts[lang]; doc != nil {
			add(searchKey{doc: doc}, func() search.Page { return findableText(doc, pagePath(page, lang)) })
		}
	}
	if p := in.Project.Partner; p != nil {
		doc := p.Current.Words[lang]
		add(searchKey{doc: doc}, func() search.Page { return findableTerms(doc, lang) })
	}
	if g := in.Project.Glossary; g != nil && g.Texts[lang] != nil {
		doc := g.Texts[lang]
		add(searchKey{doc: doc}, func() search.Page { return findableText(doc, glossaryPath(lang)) })
	}
	for _, f := range in.Project.Flows {
		if all := has.drilled(f, lang); len(all) > 0 {
			add(searchKey{f.Drills[lang], in.Automata[f.Name], idsOf(all)}, func() search.Page { return findableDrills(f, all, lang) })
		}
	}
	s.known = known
	if s.script == nil || !slices.Equal(order, s.order) {
		s.order, s.script = order, s.analyzer.Script(order)
	}
}

// typeset sets what a result shows. Search compares words, whatever spaces stand
// between them, and looks past word joiners.
func typeset(set locale.Typesetter, p search.Page) search.Page {
	p.Title = set.Text(p.Title)
	for i := range p.Passages {
		x := &p.Passages[i]
		x.Heading, x.Text = set.Text(x.Heading), set.Text(x.Text)
	}
	return p
}

// findableText is a page of guidance, or the glossary with its terms, at a path.
func findableText(doc *prose.Document, path string) search.Page {
	p := search.Page{Path: path, Title: doc.Front.Title, Kind: search.Guidance}
	for i, x := range doc.Extracts() {
		text := x.Text
		if i == 0 {
			text = joined(doc.Front.Description, text)
		}
		p.Passages = append(p.Passages, search.Passage{ID: x.ID, Kind: search.Guidance, Heading: x.Title, Text: text})
	}
	return p
}

// findableFlow is a flow with its questions, steps and outcomes; those of a
// flow it uses are found on that flow's own page.
func findableFlow(f *project.Flow, a *automaton.Automaton, lang string) search.Page {
	doc := f.Texts[lang]
	p := search.Page{Path: flowPath(f.Name, lang), Title: doc.Front.Title, Kind: search.Flow, Passages: []search.Passage{
		{Kind: search.Flow, Text: joined(doc.Front.Description, doc.PlainSection(doc.Intro))},
	}}
	seen := map[*decision.Node]bool{}
	for i := range a.States {
		n := a.States[i].Node
		if n == nil || n.Flow != "" || seen[n] {
			continue
		}
		seen[n] = true
		sec := doc.Section(n.ID)
		if sec == nil {
			continue
		}
		x := search.Passage{ID: a.States[i].ID, Kind: search.Kind(n.Kind.String()), Heading: sec.Title}
		if n.Kind == decision.Question {
			choices, rest := doc.Choices(sec)
			parts := []string{doc.PlainBlocks(rest)}
			for _, ch := range choices {
				parts = append(parts, joined(ch.Label, doc.PlainHint(ch)))
			}
			x.Text = strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
		} else {
			x.Text = doc.PlainSection(sec)
		}
		p.Passages = append(p.Passages, x)
	}
	return p
}

// findableDrills are the cases of a flow, by their titles and stories: hints and
// solutions are for those who have done them.
func findableDrills(f *project.Flow, all []*drill.Drill, lang string) search.Page {
	doc := f.Drills[lang]
	p := search.Page{Path: drillsPath(f.Name, lang), Title: doc.Front.Title, Kind: search.Drill, Passages: []search.Passage{
		{Kind: search.Drill, Text: joined(doc.Front.Description, doc.PlainSection(doc.Intro))},
	}}
	for _, d := range all {
		sec := doc.Section(d.ID)
		_, story := doc.Choices(sec)
		p.Passages = append(p.Passages, search.Passage{ID: drillID(d.ID), Kind: search.Drill, Heading: sec.Title, Text: doc.PlainBlocks(story)})
	}
	return p
}

func idsOf(all []*drill.Drill) string {
	var ids []string
	for _, d := range all {
		ids = append(ids, d.ID)
	}
	return strings.Join(ids, " ")
}

// joined is two texts as one, with a space between where there are two.
func joined(a, b string) string { return strings.TrimSpace(a + " " + b) }
