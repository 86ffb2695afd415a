package site

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// review is the whole of a flow on one page, for experts to approve and to
// print. What stands in a flow that this one uses is on the review page of
// that flow.
type review struct {
	Flow     link            `json:"flow"`
	Version  string          `json:"version"`
	Files    []string        `json:"files"` // what the version is of, "" of used flows left out
	Uses     []link          `json:"uses,omitempty"`
	Figures  *reviewFigures  `json:"figures"`
	Pictures []reviewPicture `json:"pictures,omitempty"` // none of a flow too large to be drawn
	List     []reviewItem    `json:"list,omitempty"`     // the same in words
	Screens  []reviewScreen  `json:"screens"`            // questions, steps and tables
	Outcomes []reviewScreen  `json:"outcomes"`
	Examples []reviewExample `json:"examples,omitempty"`

	drawn *drawn // nil where nothing was drawn
}

// reviewScreen is a node of the flow as an expert reads it. Number counts from
// 1 through screens and outcomes: on paper it is the link.
type reviewScreen struct {
	ID      string         `json:"id"`
	Number  int            `json:"number"`
	Kind    string         `json:"kind"`           // question, step, table, outcome
	Type    string         `json:"type,omitempty"` // of a question: one, many, number, use
	Outcome string         `json:"outcome,omitempty"`
	Title   string         `json:"title"`
	HTML    string         `json:"html"`
	Was     []string       `json:"was,omitempty"`
	Choices []reviewChoice `json:"choices,omitempty"`
	Limits  string         `json:"limits,omitempty"` // of a number
	Use     *reviewUse     `json:"use,omitempty"`
	Rules   []reviewRule   `json:"rules,omitempty"` // read from the top; of a table its rows
	Inputs  []string       `json:"inputs,omitempty"`
	Unique  bool           `json:"unique,omitempty"`
	Always  *reviewTarget  `json:"always,omitempty"` // where all go on
}

// reviewChoice is an answer. To is set where the answer alone decides.
type reviewChoice struct {
	ID    string        `json:"id"`
	Label string        `json:"label"` // HTML
	Hint  string        `json:"hint"`  // HTML
	Was   []string      `json:"was,omitempty"`
	To    *reviewTarget `json:"to,omitempty"`
}

// reviewUse says how another flow answers a question.
type reviewUse struct {
	link
	Show  bool     `json:"show"`
	Tail  bool     `json:"tail"`
	Given []string `json:"given,omitempty"` // titles of what it does not ask again
}

// reviewRule is a row: When of rules in a list, Cells, one for each input, of
// those in a table; neither for else.
type reviewRule struct {
	When  string        `json:"when,omitempty"` // HTML
	Cells []string      `json:"cells,omitempty"`
	To    *reviewTarget `json:"to"`
}

// reviewTarget is where a way goes on. Number is 0 for another flow.
type reviewTarget struct {
	Number  int    `json:"number,omitempty"`
	Title   string `json:"title"`
	Outcome string `json:"outcome,omitempty"`
	Href    string `json:"href,omitempty"` // relative to the page; "" where there is no page
	Flow    bool   `json:"flow,omitempty"`
}

// reviewExample is a case with the outcome its author expects.
type reviewExample struct {
	ID     string         `json:"id"`
	Given  []reviewAnswer `json:"given"`
	Expect *reviewTarget  `json:"expect"`
}

type reviewAnswer struct {
	Question string `json:"question"`
	Answer   string `json:"answer"` // HTML
}

func reviewPath(name, lang string) string { return flowPath(name, lang) + "review/" }

// reviewer computes the review page of a flow in a language.
type reviewer struct {
	*speaker
	own    []*decision.Node // the flow's own, in the order of the page
	number map[string]int   // of these, by id

	// What was looked up before.
	reviews map[string]string                    // reviewOf
	labels  map[*prose.Section]map[string]string // of answers, by id
}

func newReviewer(c *context, f *project.Flow, a *automaton.Automaton, lang string) *reviewer {
	rv := &reviewer{speaker: &speaker{c: c, f: f, a: a, lang: lang, r: c.renderer(lang)},
		reviews: map[string]string{}, labels: map[*prose.Section]map[string]string{}}
	rv.r.Anchors = false // the headings have theirs on the flow's page
	rv.order()
	return rv
}

// review computes the review page of a flow.
func (b *Builder) review(c *context, f *project.Flow, a *automaton.Automaton, lang string) (string, []byte, error) {
	doc := f.Texts[lang]
	p := c.common("review", lang, c.alongside(f, reviewPath), doc.Front)
	c.translatedReview(p, f)
	p.Breadcrumbs = append(c.above("", lang), link{c.title(doc, lang), flowPath(f.Name, lang)})
	of := reviewOf{a, lang}
	var docs []*prose.Document
	for _, other := range c.p.Flows {
		docs = append(docs, other.Texts[lang])
	}
	kept := b.reviews.find(of, b.pages.mark, docs)
	if kept == nil {
		rv := newReviewer(c, f, a, lang)
		html := rv.r.Section(doc, doc.Intro, rv.resolve(doc))
		kept = &keptReview{mark: b.pages.mark, docs: docs, html: mustJSON(strings.TrimSpace(html))}
		var err error
		if kept.review, err = rv.review(&b.reviews.drawings); err != nil {
			return "", nil, err
		}
		b.reviews.keep(of, kept)
	}
	p.Review = kept.review
	p.Scripts = []string{c.assets.scripts["zoom"]}
	for _, picture := range p.Review.Pictures {
		c.publish(picture.ID+"-"+hugoTag(lang), ".svg", []byte(picture.SVG))
	}
	title := (&speaker{c: c, lang: lang}).sentence("review-title", map[string]string{"Title": c.title(doc, lang)})
	// The name begins with what no flow's does: a folder of the flow's name
	// would be one more page with the address of the flow.
	data, err := file(title, "review", "/"+p.Path+"index.html", p, kept.html)
	return path.Join("content", lang, "_review-"+f.Name+".md"), data, err
}

// review computes what the page holds.
func (rv *reviewer) review(d *drawings) (*review, error) {
	flow := link{rv.c.title(rv.f.Texts[rv.lang], rv.lang), flowPath(rv.f.Name, rv.lang)}
	out := &review{Flow: flow, Figures: rv.figures(), Examples: rv.examples()}
	out.Version, out.Files = rv.version()
	for _, name := range rv.f.Uses() {
		out.Uses = append(out.Uses, link{rv.c.flowTitle(name, rv.lang), rv.reviewOf(name)})
	}
	for _, n := range rv.own {
		if s := rv.screen(n); n.Kind == decision.Outcome {
			out.Outcomes = append(out.Outcomes, s)
		} else {
			out.Screens = append(out.Screens, s)
		}
	}
	return out, rv.pictures(out, d)
}

// reviewOf is the path of the review page of another flow, "" where there is
// none.
func (rv *reviewer) reviewOf(name string) string {
	at, ok := rv.reviews[name]
	if ok {
		return at
	}
	if f, a := rv.c.p.Flow(name), rv.c.in.Automata[name]; f != nil && rv.c.offered(f, a, rv.lang) {
		at = reviewPath(name, rv.lang)
	}
	rv.reviews[name] = at
	return at
}

// version identifies what a signature is for: flow.yaml and the words, with
// those of all flows it uses. Line ends do not count: they differ between
// computers.
func (rv *reviewer) version() (string, []string) {
	names := append([]string{rv.f.Name}, decision.Closure(rv.f.Flow, rv.c.p.Sound)...)
	h := sha256.New()
	var files []string
	for _, name := range names {
		f := rv.c.p.Flow(name)
		if f == nil {
			continue
		}
		for _, file := range []string{f.File, f.TextFile(rv.lang)} {
			text := strings.ReplaceAll(string(rv.c.p.Source(file)), "\r\n", "\n")
			fmt.Fprintf(h, "%s %d\n%s", file, len(text), text)
			if name == rv.f.Name {
				files = append(files, file)
			}
		}
	}
	sum := hex.EncodeToString(h.Sum(nil))
	return sum[:4] + "-" + sum[4:8] + "-" + sum[8:12], files
}

// order puts the flow's own nodes so that most stand after those that lead to
// them, outcomes last.
func (rv *reviewer) order() {
	seen := map[string]bool{}
	var back []*decision.Node
	// The flow as written: its questions lead to its own nodes alone.
	var visit func(id string)
	visit = func(id string) {
		n := rv.f.Node(id)
		if n == nil || seen[id] {
			return
		}
		seen[id] = true
		for _, row := range slices.Backward(n.Next.Rows) {
			visit(row.Then.ID)
		}
		back = append(back, rv.a.Flow.Node(id))
	}
	roots := []string{rv.f.Start.ID}
	for _, t := range rv.f.Entries {
		roots = append(roots, t.ID)
	}
	for _, n := range rv.f.Nodes {
		roots = append(roots, n.ID)
	}
	var screens, outcomes []*decision.Node
	for _, id := range roots {
		back = back[:0]
		visit(id)
		for _, n := range slices.Backward(back) {
			if n.Kind == decision.Outcome {
				outcomes = append(outcomes, n)
			} else {
				screens = append(screens, n)
			}
		}
	}
	rv.own, rv.number = append(screens, outcomes...), map[string]int{}
	for i, n := range rv.own {
		rv.number[n.ID] = i + 1
	}
}
