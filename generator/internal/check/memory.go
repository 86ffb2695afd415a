package check

import (
	"crypto/sha256"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/ledger"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// Memory is what was found between a text and its source when a project was
// checked before: as long as both are the same, and links lead where they led,
// it is found again without looking. The zero value remembers nothing. It is
// for one goroutine at a time.
type Memory struct {
	mark  string
	flows []*decision.Flow
	found map[compared]diag.List
}

// compared is what a finding between two texts depends on.
type compared struct {
	code         string // the first of the rule
	source, text *prose.Document
	ledger       *ledger.Ledger
	imported     bool
}

// Run applies all rules.
func (m *Memory) Run(p *project.Project) diag.List { return m.apply(p, Rules()) }

// apply runs rules side by side: they do not know of each other.
func (m *Memory) apply(p *project.Project, rules []Rule) diag.List {
	m.begin(p)
	lists := make([]diag.List, len(rules))
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for i, r := range rules {
		if r.Each != nil || r.Run == nil {
			continue
		}
		wg.Go(func() {
			slots <- struct{}{}
			r.Run(p, &lists[i])
			<-slots
		})
	}
	found := map[compared]diag.List{}
	for i, r := range rules {
		if r.Each != nil {
			lists[i] = m.each(r, p, slots, found)
		}
	}
	m.found = found
	wg.Wait()
	return slices.Concat(lists...)
}

// each applies a rule to all translations.
func (m *Memory) each(r Rule, p *project.Project, slots chan struct{}, found map[compared]diag.List) diag.List {
	type result struct {
		t    *project.Translation
		key  compared
		l    diag.List
		kept bool
	}
	var all []result
	for _, lang := range p.Config.Languages[1:] {
		for _, t := range p.Translations(lang) {
			if t.Source == nil || t.Text == nil {
				continue
			}
			key := compared{r.Codes[0], t.Source, t.Text, t.Ledger, imported(p, t)}
			l, kept := m.found[key]
			all = append(all, result{t, key, l, kept})
		}
	}
	var wg sync.WaitGroup
	for w := range cap(slots) {
		wg.Go(func() {
			slots <- struct{}{}
			for i := w; i < len(all); i += cap(slots) {
				if one := &all[i]; !one.kept {
					r.Each(p, one.t, &one.l)
				}
			}
			<-slots
		})
	}
	wg.Wait()
	var out diag.List
	for _, one := range all {
		found[one.key] = one.l
		out = append(out, one.l...)
	}
	return out
}

// begin forgets everything where links may lead elsewhere than before: to other
// files, sections or answers.
func (m *Memory) begin(p *project.Project) {
	h := sha256.New()
	for _, lang := range p.Config.Languages {
		fmt.Fprintln(h, "language", lang)
		for _, file := range p.LinkTargets(lang) {
			_, _ = io.WriteString(h, file+"\n")
		}
	}
	for _, texts := range p.Texts() {
		for _, lang := range p.Config.Languages {
			doc := texts[lang]
			if doc == nil {
				continue
			}
			_, _ = io.WriteString(h, doc.File+"\n")
			for _, id := range doc.IDs() {
				_, _ = io.WriteString(h, id+"\n")
			}
		}
	}
	flows := make([]*decision.Flow, 0, len(p.Flows))
	for _, f := range p.Flows {
		flows = append(flows, f.Flow)
	}
	if mark := string(h.Sum(nil)); mark != m.mark || !slices.Equal(flows, m.flows) {
		m.mark, m.flows, m.found = mark, flows, nil
	}
}
