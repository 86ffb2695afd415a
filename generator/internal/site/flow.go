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
	Group  string  `json:"group"` // what stands between groups of three digits
	Path   string  `json:"path"`  // of the flow's page, also on the page for frames
	States []state `json:"states"`
	Review string  `json:"review"` // the path of its review page
	// Request is what the outcomes with Request need; nil where there are none.
	Request *request `json:"request,omitempty"`
}

// state is a state as a page shows it. Number counts from 1, in the order of
// the page: on paper, "go to 7" is the link.
type state struct {
	ID         string   `json:"id"`
	Number     int      `json:"number"`
	Node       string   `json:"node"`
	Kind       string   `json:"kind"`                 // question, step, result, outcome
	Type       string   `json:"type,omitempty"`       // of a question: one, many, number
	Outcome    string   `json:"outcome,omitempty"`    // the kind of an outcome or result
	Part       string   `json:"part,omitempty"`       // what is found out here, in a used flow
	Left       string   `json:"left,omitempty"`       // in words: how many questions, steps and results may follow, option by option
	LeftMany   string   `json:"leftmany,omitempty"`   // the same with all options at once, where that differs
	After      string   `json:"after,omitempty"`      // in words, where several states ask the same: the numbers of those before it
	Tells      []string `json:"tells,omitempty"`      // of a question: parts of a request that the answer says
	Request    bool     `json:"request,omitempty"`    // an outcome where the reader turns to somebody
	Was        []string `json:"was,omitempty"`        // older ids, anchors of this state
	NodeWas    []string `json:"nodewas,omitempty"`    // older ids of the node, on the first of its states
	AnswersWas []string `json:"answerswas,omitempty"` // "old:new", on the first of its states
	Title      string   `json:"title"`
	HTML       string   `json:"html"`
	Answers    []answer `json:"answers,omitempty"`
	Own        *own     `json:"own,omitempty"` // what a partner says of an outcome
	*many               // of type many
	*number             // of type number
	goal                // where a step or result leads
}

// goal is where an answer or step leads: a state of this page, or the page of
// another flow.
type goal struct {
	To       string `json:"to,omitempty"`
	ToNumber int    `json:"tonumber,omitempty"`
	Path     string `json:"path,omitempty"`
	Flow     string `json:"flow,omitempty"`   // name of the other flow
	Exit     string `json:"exit,omitempty"`   // title of the other flow
	Target   string `json:"target,omitempty"` // in a frame: the window of the other flow
}

type answer struct {
	ID    string `json:"id"`
	Label string `json:"label"` // HTML
	Hint  string `json:"hint"`  // HTML, "" where there is none
	goal
}

// words finds the text of a node in a language: the document, which is that of
// a used flow for a node of its, and the section in it; nil where there is none.
func words(p *project.Project, f *project.Flow, n *decision.Node, lang string) (*prose.Document, *prose.Section) {
	id := n.ID
	if n.Flow != "" {
		f, id = p.Flow(n.Flow), n.Local
	}
	if f == nil || f.Texts[lang] == nil {
		return nil, nil
	}
	return f.Texts[lang], f.Texts[lang].Section(id)
}

// complete reports whether every state and answer has its words: a flow
// without is an error that check reported, and has no page.
func complete(p *project.Project, f *project.Flow, a *automaton.Automaton, lang string) bool {
	if f.Texts[lang] == nil {
		return false
	}
	for i := range a.States {
		n := a.States[i].Node
		if n == nil {
			continue
		}
		doc, sec := words(p, f, n, lang)
		if sec == nil {
			return false
		}
		choices, _ := doc.Choices(sec)
		for _, answer := range n.Answers {
			if n.Kind == decision.Question && !slices.ContainsFunc(choices, func(c prose.Choice) bool { return c.ID == answer.ID }) {
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
	p.Scripts = []string{c.assets.scripts["flow-page"]}
	c.open(p)
	r, used := c.flowRenderer(lang)
	html := r.Section(doc, doc.Intro, resolver(c.in, doc.File, p.Path))
	p.Flow = c.flowPage(f, a, lang, p.Path, r, true)
	if c.reviewed() {
		p.Flow.Review = reviewPath(f.Name, lang)
	}
	if len(c.drilled(f, lang)) > 0 {
		p.Train = drillsPath(f.Name, lang)
	}
	c.translatedFlow(p, f, a)
	c.describe(p, doc, func(l string) string { return flowPath(f.Name, l) }, func(l string) bool { return c.offered(f, a, l) })
	p.Terms = used.terms(c, lang)
	c.actions(p, doc)
	data, err := file(c.title(doc, lang), "flow", "", p, mustJSON(strings.TrimSpace(html)))
	return "content/" + lang + "/" + f.Name + ".md", data, err
}

// flowRenderer renders the words of a flow, and notes the terms they mention.
func (c *context) flowRenderer(lang string) (*prose.Renderer, *mentions) {
	r := c.renderer(lang)
	used := &mentions{}
	r.Term = func(file, dest string) string {
		id := c.p.Term(file, dest)
		used.add(id)
		return id
	}
	return r, used
}

// flowPage computes the states of a flow's page, which is at a path: its own,
// or the one for frames or drills; r renders their words. Where all states are printed,
// numbers say which leads to which.
func (c *context) flowPage(f *project.Flow, a *automaton.Automaton, lang, at string, r *prose.Renderer, printed bool) *flowPage {
	out := &flowPage{ID: f.Name, Start: a.States[0].ID, Group: c.tongues[lang].Group(), Path: flowPath(f.Name, lang), Request: c.request(f, lang)}
	sp := &speaker{c: c, f: f, a: a, lang: lang, r: r, numbers: map[int]int{}, at: at, ahead: a.Ahead()}
	if at != flowPath(f.Name, lang) {
		sp.target = "_top"
		sp.r.Top = true
	}
	if printed {
		for i := range a.States {
			if a.States[i].Node != nil {
				sp.numbers[i] = len(sp.numbers) + 1
			}
		}
		sp.before = sp.copies()
	}
	shown := map[*decision.Node]bool{}
	was := olderStates(a)
	for i := range a.States {
		st := &a.States[i]
		if st.Node == nil {
			continue
		}
		first := !shown[st.Node]
		shown[st.Node] = true
		sp.r.Anchors = first && st.Node.Flow == "" // the headings of a used flow have theirs on its own page
		s := sp.state(i)
		s.Was = was[i]
		if first {
			s.NodeWas, s.AnswersWas = olderNodes(a.Flow, st.Node), olderAnswers(st.Node)
		}
		out.States = append(out.States, s)
	}
	return out
}

// flowTitle is the title of a flow, "" where there is no such flow.
func (c *context) flowTitle(name, lang string) string {
	if f := c.p.Flow(name); f != nil && f.Texts[lang] != nil {
		return c.title(f.Texts[lang], lang)
	}
	return ""
}
