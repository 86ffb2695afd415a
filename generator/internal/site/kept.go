package site

import (
	"fmt"
	"reflect"
	"slices"
	"sync"

	"signpost/generator/internal/ledger"
	"signpost/generator/internal/prose"
)

// pageMemory keeps the content files of pages of guidance from one build of serve to the next. Such a page is made of its
// texts, and of little of others: where they are and what their front matter says. As long as that, and all that is the site's, stays
// the same, only pages whose texts changed are computed. The zero value remembers nothing.
type pageMemory struct {
	around *surroundings // nil: nothing is kept in this build
	mu     sync.Mutex
	pages  map[pageAt]madePage
}

// pageAt is a page in a language.
type pageAt struct{ key, lang string }

// madePage is a content file with what it was made of beside the surroundings.
type madePage struct {
	texts  []*prose.Document // by language of the site
	ledger *ledger.Ledger
	name   string
	data   []byte
}

// surroundings are what pages of guidance are made of beside their own texts.
type surroundings struct {
	said  string            // the settings, the names of assets, and what texts are rendered with
	menus map[string][]link // by language
	of    []any             // flows and the glossary with all that belongs to them: what never changes, and is another thing where it does
	pages []neighbour
}

// neighbour is a page among others.
type neighbour struct {
	key     string
	section bool
	texts   []*prose.Document // by language of the site
}

// surroundingsOf gives those of a site. renderedWith is what texts are rendered with.
func (c *context) surroundingsOf(renderedWith string) *surroundings {
	a := c.assets
	s := &surroundings{menus: c.menus, said: fmt.Sprintf("%q", []any{renderedWith, c.p.Config.Text(), a.css, a.js, a.scripts, a.icon, a.touch, a.partners, a.training, a.sourceSum})}
	if a.logo != nil {
		s.said += fmt.Sprintf("%q", *a.logo)
	}
	for _, f := range c.p.Flows {
		s.of = append(s.of, f.Flow, f.Sound, c.in.Automata[f.Name])
		for _, d := range c.in.Drills[f.Name] {
			s.of = append(s.of, d)
		}
		for _, lang := range c.p.Config.Languages {
			s.of = append(s.of, f.Texts[lang], f.Drills[lang])
		}
	}
	if g := c.p.Glossary; g != nil {
		s.of = append(s.of, g.Glossary)
		for _, lang := range c.p.Config.Languages {
			s.of = append(s.of, g.Texts[lang])
		}
	}
	for _, page := range c.p.Pages {
		s.pages = append(s.pages, neighbour{page.Key, page.Section, c.texts(page.Texts)})
	}
	return s
}

// texts are those of a page by language of the site, nil where it has none.
func (c *context) texts(of map[string]*prose.Document) []*prose.Document {
	out := make([]*prose.Document, len(c.p.Config.Languages))
	for i, lang := range c.p.Config.Languages {
		out[i] = of[lang]
	}
	return out
}

// same reports whether two surroundings make the same of a page.
func (s *surroundings) same(o *surroundings) bool {
	return o != nil && s.said == o.said && slices.Equal(s.of, o.of) && reflect.DeepEqual(s.menus, o.menus) &&
		slices.EqualFunc(s.pages, o.pages, func(a, b neighbour) bool {
			return a.key == b.key && a.section == b.section && slices.EqualFunc(a.texts, b.texts, func(a, b *prose.Document) bool {
				return a == b || a != nil && b != nil && reflect.DeepEqual(a.Front, b.Front)
			})
		})
}

// begin forgets what other surroundings made, and everything where the site is one that is built once.
func (m *pageMemory) begin(c *context, renderedWith string) {
	if !c.in.Watch || c.p.Partner != nil || c.in.Bundle != nil {
		m.around, m.pages = nil, nil
		return
	}
	around := c.surroundingsOf(renderedWith)
	if !around.same(m.around) {
		m.pages = map[pageAt]madePage{}
	}
	m.around = around
}

// page gives the content file of a page, computed only where its texts are others than before. The home page has something of
// everything, and is not kept.
func (m *pageMemory) page(at pageAt, texts []*prose.Document, l *ledger.Ledger, compute func() (string, []byte, error)) (string, []byte, error) {
	if m.around == nil || at.key == "" {
		return compute()
	}
	m.mu.Lock()
	kept, ok := m.pages[at]
	m.mu.Unlock()
	if ok && kept.ledger == l && slices.Equal(kept.texts, texts) {
		return kept.name, kept.data, nil
	}
	name, data, err := compute()
	if err == nil {
		m.mu.Lock()
		m.pages[at] = madePage{texts, l, name, data}
		m.mu.Unlock()
	}
	return name, data, err
}
