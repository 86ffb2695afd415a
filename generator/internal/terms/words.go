package terms

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/prose"
)

// keys are those of the front matter of words: there is none by which a page
// could leave its place.
var keys = prose.Keys{"title", "description", "made", "reviewed"}

// parseWords reads the words in one language; nil where the file is no text of
// a partner.
func parseWords(file string, data []byte) (*prose.Document, diag.List) {
	if l := limits(file, data); l.HasErrors() {
		return nil, l
	}
	doc, l := prose.Parse(file, data, keys)
	for _, s := range []string{doc.Front.Title, doc.Front.Description} {
		if at, what := unseen(s); at >= 0 {
			l.Add(top(file), "terms-text", "invisible character %s, written as an escape", what).Hint = hiddenHint
		}
	}
	for _, k := range doc.Links {
		link(doc, k, &l)
	}
	for _, img := range doc.Images {
		l.Add(img.Pos, "terms-text", "a partner's words have no images").Hint = "say it in words"
	}
	if !doc.Readable() {
		return nil, l
	}
	return doc, l
}

// need is a section that words must have.
type need struct {
	Ref
	what  string // "plan \"care\""
	items []Ref  // what its list has words for
	// bare sections may have a heading alone.
	bare bool
}

// optional are sections that words may have, in all languages or in none.
var optional = []string{"about", "severity", "duties", "maintenance", "credits", "liability", "register"}

// needs lists the sections that the facts ask for.
func (t *Terms) needs() []need {
	var out []need
	things := func(prefix, what string, bare bool, refs ...Ref) {
		for _, r := range refs {
			out = append(out, need{Ref{prefix + r.ID, r.Pos}, named(what, r.ID), nil, bare})
		}
	}
	list := func(id, what string, items []Ref) {
		if len(items) > 0 {
			out = append(out, need{Ref{id, items[0].Pos}, what, items, false})
		}
	}
	things("kind-", "kind of support", false, t.Kinds...)
	var days []Ref
	for _, s := range t.Hours {
		things("hours-", "schedule", true, Ref{s.ID, s.Pos})
		days = addDays(days, daysOff(s))
	}
	list("days-off", "days off", days)
	for _, c := range t.Channels {
		things("channel-", "channel", true, c.Ref)
	}
	for _, s := range t.Severities {
		things("severity-", "severity", false, s.Ref)
	}
	for _, p := range t.Plans {
		things("plan-", "plan", false, p.Ref)
	}
	list("included", "what is included", t.Scope.Included)
	list("excluded", "what is not included", t.Scope.Excluded)
	list("checks", "what is tried first", t.Scope.Checks)
	list("third-parties", "third parties", t.Scope.ThirdParties)
	for _, v := range t.Escalation.Levels {
		things("level-", "level", false, v.Ref)
	}
	list("evidence", "what to have ready", t.Escalation.Evidence)
	if t.Partner.Provider != nil {
		list("provider-does", "what the provider does", t.Partner.Provider.Does)
	}
	var changes []Ref
	for _, c := range t.Version.Changes {
		changes = append(changes, c.Ref)
	}
	list("changes", "what changed", changes)
	whole := func(there bool, id string) {
		if there {
			out = append(out, need{Ref{id, diag.Pos{File: t.File, Line: 1, Col: 1}}, named("the section", id), nil, false})
		}
	}
	whole(t.Legal.Complaints != nil, "complaints")
	whole(t.Legal.Privacy != nil, "privacy")
	whole(t.Legal.Mediator != nil, "mediator")
	whole(t.Legal.Law != "", "law")
	whole(len(t.Legal.Data) > 0, "data")
	for _, f := range t.Flows {
		for _, o := range f.Outcomes {
			out = append(out, need{Ref{WordsID(f.Flow.ID, o.ID), o.Pos}, named("outcome", o.ID), nil, false})
		}
	}
	return out
}

// words holds the words in a language against the facts, in both directions.
func (t *Terms) words(lang string, doc *prose.Document, l *diag.List) {
	needs := t.needs()
	var missing []string
	for _, n := range needs {
		s := doc.Section(n.ID)
		if s == nil {
			missing = append(missing, n.ID)
			d := l.Add(top(doc.File), "text-missing", "%s has no words in language %q", n.what, lang)
			d.Hint = "add a section: ## … {#" + n.ID + "}"
			d.Related = []diag.Related{{Pos: n.Pos, Message: "it is declared here"}}
			continue
		}
		switch {
		case len(n.items) > 0:
			t.items(doc, s, n, l)
		case !n.bare && doc.PlainSection(s) == "":
			l.Add(s.Pos, "text-missing", "section %q has a heading and no words", n.ID).Hint = "say below it what a reader should know"
		}
	}
	for _, s := range doc.Sections {
		known := s.ID == "" || slices.Contains(optional, s.ID) || slices.ContainsFunc(needs, func(n need) bool { return n.ID == s.ID })
		if known {
			continue
		}
		d := l.Add(s.Pos, "text-unknown", "the terms have nothing that section %q is about", s.ID)
		if d.HintNearest(s.ID, append(missing, optional...)); d.Hint == "" {
			d.Hint = "declare it in " + path.Base(t.File) + ", or delete the section; without facts there may be: " + strings.Join(optional, ", ")
		}
	}
}

// items holds the list of a section against the ids it has words for.
func (t *Terms) items(doc *prose.Document, s *prose.Section, n need, l *diag.List) {
	found, _ := doc.Choices(s)
	first, faulty := map[string]diag.Pos{}, false
	for _, c := range found {
		at, twice := first[c.ID]
		switch {
		case c.ID == "":
			faulty = true
			l.Add(c.Pos, "answer-id", "the item does not begin with an id").Hint = "write the id in code, then a dash, then the words: - `id` – …"
			continue
		case twice:
			l.Add(c.Pos, "answer-repeated", "item %q stands twice", c.ID).Related = []diag.Related{{Pos: at, Message: "it stood here first"}}
			continue
		case c.Label == "":
			l.Add(c.Pos, "answer-empty", "item %q has no words", c.ID).Hint = "write them after the id: - `" + c.ID + "` – …"
		}
		first[c.ID] = c.Pos
	}
	var missing []string
	for _, r := range n.items {
		if _, ok := first[r.ID]; ok || faulty {
			continue
		}
		missing = append(missing, r.ID)
		d := l.Add(s.Pos, "answer-missing", "%q has no words in section %q", r.ID, n.ID)
		d.Related = []diag.Related{{Pos: r.Pos, Message: "it is declared here"}}
		d.Hint = "add an item to the list: - `" + r.ID + "` – …"
	}
	for _, c := range found {
		if c.ID == "" || slices.ContainsFunc(n.items, func(r Ref) bool { return r.ID == c.ID }) {
			continue
		}
		d := l.Add(c.Pos, "answer-unknown", "the terms declare no %q for section %q", c.ID, n.ID)
		if d.HintNearest(c.ID, missing); d.Hint == "" {
			d.Hint = "declare it in " + path.Base(t.File) + ", or delete the item"
		}
	}
}

// same holds the optional sections of a translation against those of the first
// language.
func (t *Terms) same(l *diag.List) {
	if len(t.Languages) < 2 {
		return
	}
	first := t.Words[t.Languages[0].ID]
	for _, r := range t.Languages[1:] {
		doc := t.Words[r.ID]
		if doc == nil || first == nil {
			continue
		}
		for _, id := range optional {
			switch a, b := first.Section(id), doc.Section(id); {
			case a != nil && b == nil:
				d := l.Add(top(doc.File), "text-missing", "section %q is missing in language %q", id, r.ID)
				d.Hint, d.Related = "add it: ## … {#"+id+"}", []diag.Related{{Pos: a.Pos, Message: "it stands here"}}
			case a == nil && b != nil:
				l.Add(b.Pos, "text-unknown", "section %q does not stand in the first language, %q", id, t.Languages[0].ID).Hint =
					"add it there, or delete it here"
			}
		}
	}
}

func top(file string) diag.Pos { return diag.Pos{File: file, Line: 1, Col: 1} }

// Limits of words, in bytes; of nesting; of tables.
const (
	maxWords     = 64 << 10
	maxLine      = 4 << 10
	maxParagraph = 16 << 10
	maxNesting   = 12
	maxColumns   = 20
	maxRows      = 200
)

// bullet is an item that begins wherever it stands: one without words, or with
// a number, need not.
var bullet = regexp.MustCompile(`^ {0,3}[-*+] +[^ ]`)

var listMark = regexp.MustCompile(`^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)`)

// limits refuses text before a parser sees it whose time or result would grow
// with the square of its size, and what other tools would run. It is stricter
// than Markdown: marks inside code count too.
func limits(file string, data []byte) diag.List {
	var l diag.List
	paragraph, rows := 0, 0
	for i, line := range strings.Split(string(data), "\n") {
		at := diag.Pos{File: file, Line: i + 1, Col: 1}
		// Blank lines, items and rules end what is parsed as one.
		if paragraph += len(line) + 1; strings.TrimSpace(line) == "" || line == "---" || bullet.MatchString(line) {
			paragraph = 0
		}
		if !strings.Contains(line, "|") {
			rows = 0
		} else {
			rows++
		}
		report := func(format string, args ...any) {
			l.Add(at, "terms-limit", format, args...).Hint = "shorten it"
		}
		switch {
		case len(line) > maxLine:
			report("a line of %d bytes; the limit is %d", len(line), maxLine)
		case paragraph > maxParagraph:
			report("a paragraph of more than %d bytes", maxParagraph)
			paragraph = 0
		case strings.Count(line, "|") > maxColumns+1:
			report("a table of %d columns; the limit is %d", strings.Count(line, "|")-1, maxColumns)
		case rows > maxRows+2:
			report("a table of more than %d rows", maxRows)
			rows = 0
		case nesting(line) > maxNesting:
			report("quotations and lists inside each other, deeper than %d", maxNesting)
		}
		byRules(at, line, &l)
	}
	return l
}

// nesting counts the marks of quotations and lists that a line begins with, and
// its indentation, two characters of which can be a level.
func nesting(line string) int {
	n := 0
	for {
		rest := strings.TrimLeft(line, " \t")
		indent := len(line) - len(rest) + 3*strings.Count(line[:len(line)-len(rest)], "\t")
		switch {
		case strings.HasPrefix(rest, ">"):
			n, line = n+1, rest[1:]
		case listMark.MatchString(rest):
			n, line = n+1+indent/2, rest[strings.IndexAny(rest+" ", " \t"):]
			if line == "" {
				return n
			}
		default:
			return n + indent/4
		}
	}
}
