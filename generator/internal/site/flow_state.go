package site

import (
	"slices"
	"strconv"
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
	numbers map[int]int // of states on the page, by index; none where not all are printed
	at      string      // path of the page
	target  string      // of links to other pages, "" for the same window
	ahead   []automaton.Ahead
	before  map[int][]int // see copies
}

// state computes the words of a state; its answers are in the order of the
// flow, not of the text.
func (sp *speaker) state(i int) state {
	st := &sp.a.States[i]
	n := st.Node
	doc, sec := words(sp.c.p, sp.f, n, sp.lang)
	resolve := resolver(sp.c.in, doc.File, sp.at)
	s := state{After: sp.after(i), Tells: n.Tells, Request: n.Turns(),
		ID: st.ID, Number: sp.numbers[i], Node: n.ID, Kind: n.Kind.String(), Outcome: n.Outcome, Title: sp.c.typeset(sp.lang, sec.Title)}
	if n.Kind != decision.Outcome {
		s.Part = sp.part(n)
		ahead := sp.ahead[i]
		s.Left = sp.left(ahead.States, ahead.Leaves)
		if ahead.Screens != ahead.States {
			s.LeftMany = sp.left(ahead.Screens, ahead.Leaves)
		}
	}
	if n.Kind != decision.Question {
		s.HTML = sp.r.Section(doc, sec, resolve)
		s.Own = sp.own(n)
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

// left says how many questions, steps and results may follow, at most; of
// those in another flow, to which a way leaves, only that they are not counted.
func (sp *speaker) left(n int, leaves bool) string {
	more, last := "flow-more", "flow-last"
	if leaves {
		more, last = more+"-here", last+"-here"
	}
	if n == 0 {
		return sp.c.text(sp.lang, last)
	}
	return sp.c.counted(sp.lang, more, n)
}

// after says which states lead to one of several that ask the same, "" where
// it is the only one.
func (sp *speaker) after(i int) string {
	var numbers []string
	for _, n := range sp.before[i] {
		numbers = append(numbers, strconv.Itoa(n))
	}
	if numbers == nil {
		return ""
	}
	return sp.c.typeset(sp.lang, sp.sentence("flow-from", map[string]string{"Numbers": strings.Join(numbers, ", ")}))
}

// goal is where an edge leads.
func (sp *speaker) goal(to int) goal {
	st := &sp.a.States[to]
	if st.Exit != "" {
		return goal{Path: flowPath(st.Exit, sp.lang), Flow: st.Exit, Exit: sp.c.flowTitle(st.Exit, sp.lang), Target: sp.target}
	}
	return goal{To: st.ID, ToNumber: sp.numbers[to]}
}

// copies gives, for each state that asks the same as another one, the numbers
// of the states that lead to it: on paper that tells them apart.
func (sp *speaker) copies() map[int][]int {
	type asked struct {
		node   *decision.Node
		option string
	}
	count := map[asked]int{}
	for i := range sp.a.States {
		st := &sp.a.States[i]
		count[asked{st.Node, st.Option}]++
	}
	out := map[int][]int{}
	for i := range sp.a.States {
		for _, e := range sp.a.States[i].Edges {
			to, number := &sp.a.States[e.To], sp.numbers[i]
			if to.Node != nil && count[asked{to.Node, to.Option}] > 1 && !slices.Contains(out[e.To], number) {
				out[e.To] = append(out[e.To], number)
			}
		}
	}
	return out
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
