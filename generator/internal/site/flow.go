package site

import (
	"slices"
	"strings"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// flowPage is a compiled flow with its words.
type flowPage struct {
	ID     string  `json:"id"`
	Start  string  `json:"start"`
	States []state `json:"states"`
}

// state is a state as a page shows it. Number counts from 1, in the order of
// the page: on paper, "go to 7" is the link.
type state struct {
	ID      string   `json:"id"`
	Number  int      `json:"number"`
	Node    string   `json:"node"`
	Kind    string   `json:"kind"`              // question, step, outcome
	Outcome string   `json:"outcome,omitempty"` // the kind of outcome
	Title   string   `json:"title"`
	HTML    string   `json:"html"`
	Answers []answer `json:"answers,omitempty"`
	goal             // where a step leads
}

// goal is where an answer or step leads: a state of this page, or the page of
// another flow.
type goal struct {
	To       string `json:"to,omitempty"`
	ToNumber int    `json:"tonumber,omitempty"`
	Path     string `json:"path,omitempty"`
	Exit     string `json:"exit,omitempty"` // title of the other flow
}

type answer struct {
	ID    string `json:"id"`
	Label string `json:"label"` // HTML
	Hint  string `json:"hint"`  // HTML, "" where there is none
	goal
}

// complete reports whether every state and answer has its words: a flow
// without is an error that check reported, and has no page.
func complete(f *project.Flow, a *automaton.Automaton, lang string) bool {
	doc := f.Texts[lang]
	if doc == nil {
		return false
	}
	for i := range a.States {
		n := a.States[i].Node
		if n == nil {
			continue
		}
		sec := doc.Section(n.ID)
		if sec == nil {
			return false
		}
		choices, _ := doc.Choices(sec)
		for _, answer := range n.Answers {
			if !slices.ContainsFunc(choices, func(c prose.Choice) bool { return c.ID == answer.ID }) {
				return false
			}
		}
	}
	return true
}

// flow computes the page of a flow.
func (c *context) flow(f *project.Flow, a *automaton.Automaton, lang string) (string, []byte, error) {
	doc := f.Texts[lang]
	p := c.common("flow", lang, func(l string) string { return flowPath(f.Name, l) }, doc.Front)
	p.Breadcrumbs = c.above("", lang)
	resolve := resolver(c.in, doc.File, p.Path)
	r := prose.NewRenderer(c.words[lang])
	p.Flow = &flowPage{ID: f.Name, Start: a.States[0].ID}
	numbers := map[int]int{}
	for i := range a.States {
		if a.States[i].Node != nil {
			numbers[i] = len(numbers) + 1
		}
	}
	shown := map[*decision.Node]bool{}
	for i := range a.States {
		st := &a.States[i]
		if st.Node == nil {
			continue
		}
		r.Anchors = !shown[st.Node]
		shown[st.Node] = true
		s := c.state(st, doc, r, resolve)
		s.Number = numbers[i]
		for _, e := range st.Edges {
			to := &a.States[e.To]
			g := goal{To: to.ID, ToNumber: numbers[e.To]}
			if to.Exit != "" {
				g = goal{Path: flowPath(to.Exit, lang), Exit: c.flowTitle(to.Exit, lang)}
			}
			if st.Node.Kind != decision.Question {
				s.goal = g
			}
			for j := range s.Answers {
				if s.Answers[j].ID == e.Answer {
					s.Answers[j].goal = g
				}
			}
		}
		p.Flow.States = append(p.Flow.States, s)
	}
	html := prose.NewRenderer(c.words[lang]).Section(doc, doc.Intro, resolve)
	data, err := file(doc.Front.Title, "flow", "", p, mustJSON(strings.TrimSpace(html)))
	return "content/" + lang + "/" + f.Name + ".md", data, err
}

// flowTitle is the title of a flow, "" where there is no such flow.
func (c *context) flowTitle(name, lang string) string {
	if f := c.p.Flow(name); f != nil && f.Texts[lang] != nil {
		return f.Texts[lang].Front.Title
	}
	return ""
}

// state computes the words of a state; its answers are in the order of the
// flow, not of the text.
func (c *context) state(st *automaton.State, doc *prose.Document, r *prose.Renderer, resolve func(string) string) state {
	n := st.Node
	sec := doc.Section(n.ID)
	s := state{ID: st.ID, Node: n.ID, Kind: n.Kind.String(), Outcome: n.Outcome, Title: sec.Title}
	if n.Kind != decision.Question {
		s.HTML = r.Section(doc, sec, resolve)
		return s
	}
	choices, rest := doc.Choices(sec)
	s.HTML = r.Blocks(doc, rest, resolve)
	byID := map[string]prose.Choice{}
	for _, ch := range choices {
		byID[ch.ID] = ch
	}
	for _, a := range n.Answers {
		ch := byID[a.ID]
		s.Answers = append(s.Answers, answer{ID: a.ID, Label: r.Label(doc, ch, resolve), Hint: r.Hint(doc, ch, resolve)})
	}
	return s
}
