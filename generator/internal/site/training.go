package site

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"html"
	"slices"
	"strconv"
	"strings"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/drill"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// training is what the page of all drills has.
type training struct {
	Site  string         `json:"site"` // names what a device keeps for this site
	Flows []trainingFlow `json:"flows"`
}

// trainingFlow are the drills of a flow, as links.
type trainingFlow struct {
	link
	ID     string         `json:"id"`
	Drills []trainingCase `json:"drills"`
}

type trainingCase struct {
	Key   string `json:"key"` // "escalate/mail-is-down"
	Title string `json:"title"`
	Path  string `json:"path"`
	ID    string `json:"id"` // of its section there
}

// drillsPage is what the page with the drills of a flow has: the cases, for paper
// and for readers without script, and the data with which a script drills them.
type drillsPage struct {
	Site   string      `json:"site"`
	Index  string      `json:"index"` // path of the page of all drills
	Flow   link        `json:"flow"`
	Data   string      `json:"data"` // drillsData as JSON
	Drills []drillCase `json:"drills"`
	// Record is the flow whose record the page has, where it becomes a file that stands alone;
	// else that is on the page of all drills.
	Record string `json:"record,omitempty"`
}

// drillCase is a case with its worksheet and its solution.
type drillCase struct {
	ID        string          `json:"id"`
	Key       string          `json:"key"`
	Title     string          `json:"title"`
	HTML      string          `json:"html"`
	Questions []drillQuestion `json:"questions"`
	End       drillEnd        `json:"end"`
}

// drillQuestion is a question on the right way.
type drillQuestion struct {
	ID      string   `json:"id"`
	Part    string   `json:"part,omitempty"` // what is found out here, in a used flow
	Title   string   `json:"title"`
	Many    bool     `json:"many,omitempty"`
	Answers []string `json:"answers,omitempty"` // HTML; none of a number
	From    string   `json:"from,omitempty"`    // of a number: the least and the greatest
	Till    string   `json:"till,omitempty"`
	Right   []string `json:"right"`          // HTML
	Hint    string   `json:"hint,omitempty"` // HTML
	Why     string   `json:"why,omitempty"`  // HTML
}

// drillEnd is where a case belongs. Outcome is the kind of an outcome, "" for
// another flow.
type drillEnd struct {
	Title   string `json:"title"`
	Outcome string `json:"outcome,omitempty"`
	Why     string `json:"why,omitempty"` // HTML
}

// drillsData is what a script needs to know of the drills of a flow. It has no
// words: it is the same in every language.
type drillsData struct {
	Flow   string               `json:"flow"`
	Ranks  map[string]int       `json:"ranks"` // of the ends that have one
	Drills map[string]drillData `json:"drills"`
}

type drillData struct {
	Way [][2]string `json:"way"` // question and right answer
	End string      `json:"end"`
}

func trainingPath(lang string) string { return tagPath(lang) + "training/" }

func drillsPath(flow, lang string) string { return trainingPath(lang) + flow + "/" }

// drillID is the id of a drill's section: no state can have it.
func drillID(id string) string { return "drill_" + id }

// drilled lists the drills of a flow that can be done in a language.
func (c *context) drilled(f *project.Flow, lang string) []*drill.Drill {
	doc := f.Drills[lang]
	if doc == nil || !c.offered(f, c.in.Automata[f.Name], lang) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(c.in.Drills[f.Name]), func(d *drill.Drill) bool { return doc.Section(d.ID) == nil })
}

// trains reports whether a language has drills.
func (c *context) trains(lang string) bool {
	return slices.ContainsFunc(c.p.Flows, func(f *project.Flow) bool { return len(c.drilled(f, lang)) > 0 })
}

// trainingIn is the path of the page of all drills in a language, "" where it has none.
func (c *context) trainingIn(lang string) string {
	if c.trains(lang) {
		return trainingPath(lang)
	}
	return ""
}

// siteName names what a device keeps for this site: pages of several sites may share
// what a browser keeps, as all files on a disk do.
func (c *context) siteName() string {
	sum := sha256.Sum256([]byte(c.p.Config.BaseURL + "\x00" + c.p.Config.Title[c.p.FirstLanguage()]))
	return c.slot("site", hex.EncodeToString(sum[:4]), escapedText)
}

// trainingJobs computes the pages for those who train.
func (c *context) trainingJobs(lang string) []job {
	if !c.trains(lang) {
		return nil
	}
	jobs := []job{{pageIn{drills{}, "", lang}, func() (string, []byte, error) { return c.training(lang) }}}
	for _, f := range c.p.Flows {
		if all := c.drilled(f, lang); len(all) > 0 {
			jobs = append(jobs, job{pageIn{f, "drills " + c.ownForms[drillsPath(f.Name, lang)], lang},
				func() (string, []byte, error) { return c.drills(f, c.in.Automata[f.Name], all, lang) }})
		}
	}
	return jobs
}

// drills are what the page of all drills is made of.
type drills struct{}

// training computes the page of all drills.
func (c *context) training(lang string) (string, []byte, error) {
	front := prose.Front{Title: c.text(lang, "training-title"), Description: c.text(lang, "training-description")}
	p := c.common("training", lang, trainingPath, front)
	c.without(p, c.trains, tagPath)
	p.Breadcrumbs = c.above("", lang)
	p.Scripts = []string{c.assets.scripts["training-page"]}
	p.TrainSheet = c.assets.training
	p.Training = &training{Site: c.siteID}
	for _, f := range c.p.Flows {
		all := c.drilled(f, lang)
		if len(all) == 0 {
			continue
		}
		t := trainingFlow{link: link{c.title(f.Texts[lang], lang), drillsPath(f.Name, lang)}, ID: f.Name}
		for _, d := range all {
			title := c.typeset(lang, f.Drills[lang].Section(d.ID).Title)
			t.Drills = append(t.Drills, trainingCase{d.Key(), title, drillsPath(f.Name, lang), drillID(d.ID)})
		}
		p.Training.Flows = append(p.Training.Flows, t)
	}
	data, err := file(front.Title, "training", "/"+trainingPath(lang)+"index.html", p, nil)
	return "content/" + lang + "/_root-training.md", data, err
}

// without says which languages do not have a page; their links lead to another one.
func (c *context) without(p *params, has func(lang string) bool, instead func(lang string) string) {
	for i := range p.Languages {
		if l := &p.Languages[i]; !has(l.Lang) {
			l.Path, l.Without = instead(l.Lang), true
		}
	}
	if p.Source != nil && !has(p.Source.Lang) {
		p.Source = nil
	}
}

// drills computes the page with the drills of a flow.
func (c *context) drills(f *project.Flow, a *automaton.Automaton, all []*drill.Drill, lang string) (string, []byte, error) {
	doc := f.Drills[lang]
	at := drillsPath(f.Name, lang)
	p := c.common("drills", lang, func(l string) string { return drillsPath(f.Name, l) }, doc.Front)
	c.without(p, func(l string) bool { return len(c.drilled(f, l)) > 0 }, func(l string) string { return flowPath(f.Name, l) })
	p.Breadcrumbs = append(c.above("", lang), link{c.text(lang, "training-title"), trainingPath(lang)})
	// The flow changes the links of its page: drills read the table before.
	p.Scripts = []string{c.assets.scripts["training-page"], c.assets.scripts["flow-page"]}
	p.TrainSheet = c.assets.training
	r, used := c.flowRenderer(lang)
	r.Anchors = false
	body := r.Section(doc, doc.Intro, resolver(c.in, doc.File, at))
	p.Flow = c.flowPage(f, a, lang, at, r, false) // worksheets are printed instead
	p.Flow.Request = nil
	w := caseWriter{c: c, f: f, a: a, lang: lang, at: at, r: r, states: map[string]*state{}}
	for i := range p.Flow.States {
		w.states[p.Flow.States[i].ID] = &p.Flow.States[i]
	}
	data, err := json.Marshal(dataOf(a, all))
	if err != nil {
		return "", nil, err
	}
	p.Drills = &drillsPage{Site: c.siteID, Index: trainingPath(lang), Data: string(data), Flow: link{c.title(f.Texts[lang], lang), flowPath(f.Name, lang)}}
	if c.in.Bundle != nil && c.in.Bundle.Within {
		p.Drills.Record, p.Drills.Index = f.Name, at
	}
	for _, d := range all {
		p.Drills.Drills = append(p.Drills.Drills, w.drill(d))
	}
	c.translated(p, c.p.TranslatedDrills(f, lang), drillID)
	p.Terms = used.terms(c, lang)
	out, err := file(c.title(doc, lang), "drills", "/"+at+"index.html", p, mustJSON(strings.TrimSpace(body)))
	return "content/" + lang + "/_drills-" + f.Name + ".md", out, err
}

// dataOf collects what a script needs of drills.
func dataOf(a *automaton.Automaton, all []*drill.Drill) drillsData {
	out := drillsData{Flow: a.Flow.Name, Ranks: map[string]int{}, Drills: map[string]drillData{}}
	for i := range a.States {
		if rank := drill.Rank(&a.States[i]); rank != drill.NoRank {
			out.Ranks[a.States[i].EndID()] = rank
		}
	}
	for _, d := range all {
		out.Drills[d.ID] = drillData{Way: wayOf(d), End: d.End}
	}
	return out
}

// wayOf is the right way of a drill as scripts have it.
func wayOf(d *drill.Drill) (out [][2]string) {
	for _, w := range d.Way {
		out = append(out, [2]string{w.Question, w.Answer})
	}
	return out
}

// caseWriter gives the drills of a flow their words in a language.
type caseWriter struct {
	c      *context
	f      *project.Flow
	a      *automaton.Automaton
	lang   string
	at     string // path of the page
	r      *prose.Renderer
	states map[string]*state // as the page shows them, by id
}

func (w *caseWriter) drill(d *drill.Drill) drillCase {
	doc := w.f.Drills[w.lang]
	sec := doc.Section(d.ID)
	resolve := resolver(w.c.in, doc.File, w.at)
	choices, rest := doc.Choices(sec)
	item := func(id string) (hint, why string) {
		for _, ch := range choices {
			if ch.ID == id {
				return w.r.Label(doc, ch, resolve), w.r.Hint(doc, ch, resolve)
			}
		}
		return "", ""
	}
	out := drillCase{ID: d.ID, Key: d.Key(), Title: w.c.typeset(w.lang, sec.Title), HTML: w.r.Blocks(doc, rest, resolve)}
	for _, step := range d.Way {
		q := w.question(step)
		q.Hint, q.Why = item(step.Question)
		out.Questions = append(out.Questions, q)
	}
	first, more := item(d.End)
	if first != "" {
		first = "<p>" + first + "</p>"
	}
	out.End = drillEnd{Why: first + more}
	if name, exit := strings.CutPrefix(d.End, "flow:"); exit {
		out.End.Title = w.c.flowTitle(name, w.lang)
	} else if n := w.a.Flow.Node(d.End); n != nil {
		out.End.Outcome = n.Outcome
		if _, sec := words(w.c.p, w.f, n, w.lang); sec != nil {
			out.End.Title = w.c.typeset(w.lang, sec.Title)
		}
	}
	return out
}

// question is a question of the way as the page shows it, with its right answer.
func (w *caseWriter) question(step drill.Answer) drillQuestion {
	st := &w.a.States[step.State]
	s := w.states[st.ID]
	q := drillQuestion{ID: step.Question, Part: s.Part, Title: s.Title}
	answers := s.Answers
	switch st.Node.Type {
	case decision.Number:
		q.From, q.Till = s.number.From, s.number.Till
		if v, err := strconv.ParseInt(step.Answer, 10, 64); err == nil {
			q.Right = []string{html.EscapeString(w.c.tongues[w.lang].Integer(v))}
		}
		return q
	case decision.Many:
		q.Many, answers = true, s.Options
		if step.Answer == decision.None {
			q.Right = []string{html.EscapeString(w.c.text(w.lang, "flow-none"))}
		}
	}
	chosen := strings.Split(step.Answer, ",")
	for _, a := range answers {
		q.Answers = append(q.Answers, a.Label)
		if slices.Contains(chosen, a.ID) {
			q.Right = append(q.Right, a.Label)
		}
	}
	return q
}

// trainingOrigins adds the pages for those who train.
func (c *context) trainingOrigins(out map[string]string, ours map[string]bool) {
	for _, lang := range c.p.Config.Languages {
		ours[trainingPath(lang)+"index.html"] = c.trains(lang)
		for _, f := range c.p.Flows {
			if len(c.drilled(f, lang)) > 0 {
				out[drillsPath(f.Name, lang)+"index.html"] = f.DrillFile(lang)
			}
		}
	}
}
