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

// Memory is what was found in a text, and between it and its source, when a project was
// checked before: as long as both are the same, and links lead where they led,
// it is found again without looking. The zero value remembers nothing. It is
// for one goroutine at a time.
type Memory struct {
	mark  string
	flows []*decision.Flow
	found map[compared]diag.List
}

// compared is what a finding in a text, or between two, depends on.
type compared struct {
	code         string          // the first of the rule
	source, text *prose.Document // source is nil where the text stands for itself
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
		if r.Run == nil {
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
		if looks := looksOf(r, p); len(looks) > 0 {
			lists[i] = m.look(looks, slots, found)
		}
	}
	m.found = found
	wg.Wait()
	return slices.Concat(lists...)
}

// look is the use of a rule for one text.
type look struct {
	key compared
	run func(*diag.List)
}

// looksOf lists those of a rule that is held text by text; none of another.
func looksOf(r Rule, p *project.Project) []look {
	var out []look
	if r.Each != nil {
		for _, lang := range p.Config.Languages[1:] {
			for _, t := range p.Translations(lang) {
				if t.Source != nil && t.Text != nil {
					out = append(out, look{compared{r.Codes[0], t.Source, t.Text, t.Ledger, imported(p, t)}, func(l *diag.List) { r.Each(p, t, l) }})
				}
			}
		}
	}
	if r.Text != nil {
		for _, texts := range p.Texts() {
			for _, lang := range p.Config.Languages {
				if doc := texts[lang]; doc != nil {
					out = append(out, look{compared{code: r.Codes[0], text: doc}, func(l *diag.List) { r.Text(p, doc, lang, l) }})
				}
			}
		}
	}
	return out
}

// look takes what was found before, and looks at the rest on all processors.
func (m *Memory) look(all []look, slots chan struct{}, found map[compared]diag.List) diag.List {
	lists, kept := make([]diag.List, len(all)), make([]bool, len(all))
	for i, one := range all {
		lists[i], kept[i] = m.found[one.key]
	}
	var wg sync.WaitGroup
	for w := range cap(slots) {
		wg.Go(func() {
			slots <- struct{}{}
			for i := w; i < len(all); i += cap(slots) {
				if !kept[i] {
					all[i].run(&lists[i])
				}
			}
			<-slots
		})
	}
	wg.Wait()
	for i, one := range all {
		found[one.key] = lists[i]
	}
	return slices.Concat(lists...)
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
	for _, file := range p.UnreadableFiles() {
		_, _ = io.WriteString(h, "unreadable "+file+"\n")
	}
	flows := make([]*decision.Flow, 0, len(p.Flows))
	for _, f := range p.Flows {
		flows = append(flows, f.Flow)
	}
	if mark := string(h.Sum(nil)); mark != m.mark || !slices.Equal(flows, m.flows) {
		m.mark, m.flows, m.found = mark, flows, nil
	}
}
