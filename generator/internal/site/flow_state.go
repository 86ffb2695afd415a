package site

import (
	"strings"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// speaker gives the states of a flow their words in a language.
type speaker struct {
	c       *context
	f       *project.Flow
	a       *automaton.Automaton
	lang    string
	r       *prose.Renderer
	numbers map[int]int // of states on the page, by index
}

// state computes the words of a state; its answers are in the order of the
// flow, not of the text.
func (sp *speaker) state(i int) state {
	st := &sp.a.States[i]
	n := st.Node
	doc, sec := words(sp.c.p, sp.f, n, sp.lang)
	resolve := resolver(sp.c.in, doc.File, flowPath(sp.f.Name, sp.lang))
	s := state{ID: st.ID, Number: sp.numbers[i], Node: n.ID, Kind: n.Kind.String(), Outcome: n.Outcome, Title: sp.c.typeset(sp.lang, sec.Title)}
	if n.Kind != decision.Outcome {
		s.Part = sp.part(n)
	}
	if n.Kind != decision.Question {
		s.HTML = sp.r.Section(doc, sec, resolve)
		for _, e := range st.Edges {
			s.goal = sp.goal(e.To)
		}
		return s
	}
	s.Type = n.Type.String()
	if n.Type == decision.Number {
		s.HTML = sp.r.Section(doc, sec, resolve)
		s.number, s.Answers = sp.intervals(st)
		return s
	}
	choices, rest := doc.Choices(sec)
	byID := map[string]prose.Choice{}
	for _, ch := range choices {
		byID[ch.ID] = ch
	}
	var answers []answer
	for _, a := range n.Answers {
		ch := byID[a.ID]
		answers = append(answers, answer{ID: a.ID, Label: sp.r.Label(doc, ch, resolve), Hint: sp.r.Hint(doc, ch, resolve)})
	}
	if n.Type == decision.Many {
		s.many = sp.many(i, answers)
		if s.many.First {
			s.HTML = sp.r.Blocks(doc, rest, resolve)
		}
		s.Answers = sp.yesNo(st)
		return s
	}
	s.HTML = sp.r.Blocks(doc, rest, resolve)
	for j := range answers {
		for _, e := range st.Edges {
			if e.Answer == answers[j].ID {
				answers[j].goal = sp.goal(e.To)
			}
		}
	}
	s.Answers = answers
	return s
}

// goal is where an edge leads.
func (sp *speaker) goal(to int) goal {
	st := &sp.a.States[to]
	if st.Exit != "" {
		return goal{Path: flowPath(st.Exit, sp.lang), Flow: st.Exit, Exit: sp.c.flowTitle(st.Exit, sp.lang)}
	}
	return goal{To: st.ID, ToNumber: sp.numbers[to]}
}

// part is the heading of the question that uses the flow a node comes from,
// "" for a node of the flow's own.
func (sp *speaker) part(n *decision.Node) string {
	at := strings.LastIndex(n.ID, ".")
	if at < 0 {
		return ""
	}
	if outer := sp.a.Flow.Node(n.ID[:at]); outer != nil {
		if _, sec := words(sp.c.p, sp.f, outer, sp.lang); sec != nil {
			return sp.c.typeset(sp.lang, sec.Title)
		}
	}
	return ""
}
