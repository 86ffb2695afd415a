package site

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/project"
)

// request is what the page of a flow needs for the request that a reader
// writes at some of its outcomes. Script and words are loaded when the reader
// asks for the request, not before.
type request struct {
	Parts  []string       `json:"parts"`  // what a request says, by id
	Script string         `json:"script"` // path of the program
	Words  []languageLink `json:"words"`  // the words: in the page's language, then in the source's where it differs
}

// speech is a flow in the words of one language, for a request: a text that
// leaves the site, so that its spaces are those of the authors. The keys are
// short: a file of it is loaded by readers.
type speech struct {
	Lang   string                `json:"lang"`
	Path   string                `json:"path"`  // of the flow's page
	Group  string                `json:"group"` // what stands between groups of three digits
	Dash   string                `json:"dash"`
	Title  string                `json:"title"`
	Colon  string                `json:"colon"` // a sentence with %s for what a colon follows
	Nodes  map[string]speechNode `json:"nodes"`
	Words  map[string]string     `json:"words"`  // interface strings, without "request-"
	Blanks [][2]string           `json:"blanks"` // id and words of what a request says, in its order
}

// speechNode is what a node is called, and its answers.
type speechNode struct {
	Title   string            `json:"t"`
	Kind    string            `json:"k,omitempty"` // of an outcome, in words
	Answers map[string]string `json:"a,omitempty"`
}

// speechWords are the interface strings of a request.
var speechWords = []string{"request-subject", "request-what", "request-details", "request-facts", "request-result", "request-address",
	"flow-done", "flow-noted", "flow-none"}

// speeches publishes the words of each flow that leads readers to somebody, in
// every language.
func (c *context) speeches() error {
	if c.spoken != nil {
		maps.Copy(c.published, c.spoken)
		return nil
	}
	c.spoken = map[string][]byte{}
	for _, f := range c.p.Flows {
		a := c.in.Automata[f.Name]
		if a == nil || !turns(a) {
			continue
		}
		for _, lang := range c.p.Config.Languages {
			if !c.offered(f, a, lang) {
				continue
			}
			data, err := json.Marshal(c.speech(f, a, lang))
			if err != nil {
				return err
			}
			// A classic script that hands its data over: it runs from a folder as
			// well. JSON as Go writes it cannot end a script.
			script := fmt.Sprintf("document.dispatchEvent(new CustomEvent(\"signpost:loaded\",{detail:{name:%q,value:%s}}));\n", "words-"+lang, data)
			at := c.publish("words-"+f.Name+"-"+hugoTag(lang), ".js", []byte(script))
			c.speechPaths[[2]string{f.Name, lang}], c.spoken[at] = at, []byte(script)
		}
	}
	return nil
}

// turns reports whether a way ends where the reader turns to somebody.
func turns(a *automaton.Automaton) bool {
	for i := range a.States {
		if n := a.States[i].Node; n != nil && n.Turns() {
			return true
		}
	}
	return false
}

func (c *context) speech(f *project.Flow, a *automaton.Automaton, lang string) *speech {
	out := &speech{Lang: lang, Path: flowPath(f.Name, lang), Group: c.tongues[lang].Group(), Dash: c.tongues[lang].Dash(), Title: f.Texts[lang].Front.Title,
		Colon: c.plainSentence(lang, "review-colon", map[string]string{"Text": "%s"}),
		Nodes: map[string]speechNode{}, Words: map[string]string{}}
	for _, key := range speechWords {
		out.Words[strings.TrimPrefix(key, "request-")] = c.plain(lang, key)
	}
	for _, part := range decision.RequestParts() {
		out.Blanks = append(out.Blanks, [2]string{part, c.plain(lang, "request-part-"+part)})
	}
	for i := range a.States {
		n := a.States[i].Node
		if n == nil {
			continue
		}
		if _, ok := out.Nodes[n.ID]; ok {
			continue
		}
		doc, sec := words(c.p, f, n, lang)
		node := speechNode{Title: sec.Title}
		switch n.Kind {
		case decision.Outcome:
			node.Kind = c.plain(lang, "outcome-"+n.Outcome)
		case decision.Question:
			choices, _ := doc.Choices(sec)
			for _, ch := range choices {
				if n.HasAnswer(ch.ID) {
					if node.Answers == nil {
						node.Answers = map[string]string{}
					}
					node.Answers[ch.ID] = ch.Label
				}
			}
		}
		out.Nodes[n.ID] = node
	}
	return out
}

// request is what a flow's page in a language needs, nil where no way leads to
// a request.
func (c *context) request(f *project.Flow, lang string) *request {
	if c.speechPaths[[2]string{f.Name, lang}] == "" {
		return nil
	}
	out := &request{Parts: decision.RequestParts(), Script: c.assets.scripts["request"]}
	for _, tag := range slices.Compact([]string{lang, c.p.SourceLanguage()}) {
		at := c.speechPaths[[2]string{f.Name, tag}]
		for _, l := range c.p.Languages {
			if l.Tag == tag && at != "" {
				out.Words = append(out.Words, languageLink{Lang: tag, Name: l.Name, Path: at, Current: tag == lang})
			}
		}
	}
	return out
}
