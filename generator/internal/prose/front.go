package prose

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// Front is the front matter of a page or of a flow's words.
type Front struct {
	Title       string
	Description string // one sentence, for cards and search engines
	// Made tells how the text came about: "person" or "machine".
	Made string
	// Reviewed is the date on which a person reviewed it, "2026-11-21", or
	// "no".
	Reviewed string
	// Order is the place of a page in its section, smallest first; source
	// language only.
	Order int
	// Audience is whom a page is for: "customer", "partner" or "all"; source
	// language only.
	Audience string
	// Changed is the day of the last change that readers should know of,
	// "2026-11-20", and Change says in a sentence what it was. Both are there,
	// or neither. A page that was never changed so has none.
	Changed, Change string
	// Unclear is whether something is wrong with both, which was reported.
	Unclear bool
	// ChangedAt is where Changed is written.
	ChangedAt diag.Pos
	// Questions and Steps are ids of sections, source language only: those that
	// are questions with their answers, and those that are the steps of a way to
	// do something.
	Questions, Steps []string

	// Origin is where an imported text came from and what was known of it there,
	// as it stood there: "file", "ms.sourcegitcommit"; optional.
	Origin map[string]string

	// Missing says what a language gets that the text does not exist in, source
	// language only: see Absence. A language that it does not name has to have
	// the text.
	Missing []Absence

	// Historical are ids of sections that tell how things were, source language
	// only: names that were valid once may stand there.
	Historical []string

	sections               []*source.Node // the ids of these, where they are written
	words                  []source.Node
	titleAt, descriptionAt diag.Pos
}

// Words are the texts that readers see, where they are written: title,
// description, change.
func (f *Front) Words() []source.Node { return f.words }

// Absence is what readers of a language get where a text does not exist in it.
type Absence struct {
	Lang string
	// How is Fallback or Withheld; Required only where somebody wrote it down.
	How string
	Pos diag.Pos // of the language
}

// The ways in which a text may be missing.
const (
	Required = "required" // it may not: an error
	Fallback = "fallback" // the text of the source, marked as such
	Withheld = "withheld" // a page that says that it is deliberately not offered
)

// Keys is the closed set of keys that a kind of file may have in its front
// matter.
type Keys []string

// KeysOf returns the keys of a file. A page's place and audience are facts:
// they stand in the source language only.
func KeysOf(page, sourceLanguage bool) Keys {
	k := Keys{"title", "description", "made", "reviewed", "changed", "change"}
	switch {
	case page && sourceLanguage:
		k = append(k, facts[:]...)
	case sourceLanguage:
		k = append(k, "historical", "missing")
	}
	if page {
		k = append(k, "origin")
	}
	return k
}

// KeysAlone returns the keys of a page that the source language does not have: it
// says of itself what its source would.
func KeysAlone() Keys {
	return slices.DeleteFunc(KeysOf(true, true), func(key string) bool { return key == "missing" })
}

// facts are the keys that stand in the source language only.
var facts = [...]string{"order", "audience", "questions", "steps", "historical", "missing"}

func front(meta *source.Node, keys Keys, l *diag.List) Front {
	f := Front{Audience: "all"}
	if !meta.Is(source.Map, "the front matter", l) {
		return f
	}
	for _, e := range meta.Entries {
		if slices.Contains(facts[:], e.Key) && !slices.Contains(keys, e.Key) {
			l.Add(e.Pos, "text-front-matter", "%q belongs to the page in the source language", e.Key).Hint =
				"delete it here: every language follows the source"
		}
	}
	known := slices.Clone(keys)
	for _, key := range facts {
		if !slices.Contains(known, key) && meta.Get(key) != nil {
			known = append(known, key) // reported above
		}
	}
	meta.Keys("the front matter", l, known...)
	text := func(key string) string {
		v := meta.Require(key, "the front matter", l)
		if v == nil {
			return ""
		}
		s := v.Text(key, l)
		if s != "" && strings.TrimSpace(s) == "" {
			l.Add(v.Pos, "text-front-matter", "%s: there are only spaces", key).Hint = "write what it is"
		}
		return s
	}
	f.Title, f.Description = text("title"), text("description")
	f.titleAt, f.descriptionAt = at(meta, "title"), at(meta, "description")
	for _, key := range []string{"title", "description", "change"} {
		if n := meta.Get(key); !n.Empty() && n.Kind == source.Scalar {
			f.words = append(f.words, *n)
		}
	}
	f.Made, f.Reviewed = text("made"), text("reviewed")
	oneOf(meta.Get("made"), "made", l, "person", "machine")
	if n := meta.Get("reviewed"); !n.Empty() && f.Reviewed != "no" {
		if _, err := time.Parse(time.DateOnly, f.Reviewed); err != nil {
			l.Add(n.Pos, "text-front-matter", "reviewed: %q is neither \"no\" nor a date", f.Reviewed).Hint =
				"write the day on which a person reviewed the text, as 2026-11-21"
		}
	}
	f.change(meta, l)
	f.Questions = f.ids(meta.Get("questions"), "questions", l)
	f.Steps = f.ids(meta.Get("steps"), "steps", l)
	f.Historical = f.ids(meta.Get("historical"), "historical", l)
	if n := meta.Get("origin"); n != nil && slices.Contains(keys, "origin") {
		f.Origin = origin(n, l)
	}
	f.missing(meta.Get("missing"), l)
	if n := meta.Get("order"); !n.Empty() && n.Kind == source.Scalar {
		v, err := strconv.Atoi(n.Value)
		if err != nil {
			l.Add(n.Pos, "text-front-matter", "order: %q is not a whole number", n.Value)
		}
		f.Order = v
	}
	if n := meta.Get("audience"); !n.Empty() && oneOf(n, "audience", l, "customer", "partner", "all") {
		f.Audience = n.Value
	}
	return f
}

// at is where the value of a key stands; where the front matter does without it has.
func at(meta *source.Node, key string) diag.Pos {
	if v := meta.Get(key); v != nil {
		return v.Pos
	}
	return meta.Pos
}

// change reads the last change: a day and a sentence, which need each other.
func (f *Front) change(meta *source.Node, l *diag.List) {
	day, sentence := meta.Get("changed"), meta.Get("change")
	if day == nil && sentence == nil {
		return
	}
	f.Unclear = true
	switch {
	case sentence.Empty():
		at := sentence
		if at == nil {
			at = day
		}
		l.Add(at.Pos, "text-front-matter", "no sentence says what was changed").Hint =
			"add it as \"change:\", for the readers of the feed of changes"
		return
	case day.Empty():
		at := day
		if at == nil {
			at = sentence
		}
		l.Add(at.Pos, "text-front-matter", "no day says when the change was made").Hint = "add it as \"changed: 2026-11-20\""
		return
	}
	date, text := day.Text("changed", l), strings.TrimSpace(sentence.Text("change", l))
	_, err := time.Parse(time.DateOnly, date)
	switch {
	case day.Kind != source.Scalar || sentence.Kind != source.Scalar: // reported by Text
	case err != nil:
		l.Add(day.Pos, "text-front-matter", "changed: %q is not a day", date).Hint = "write it as 2026-11-20"
	case text == "":
		l.Add(sentence.Pos, "text-front-matter", "change: there are only spaces").Hint = "write what is different, in a sentence"
	default:
		f.Changed, f.Change, f.ChangedAt, f.Unclear = date, text, day.Pos, false
	}
}

// missing reads what languages get that the text does not exist in.
func (f *Front) missing(n *source.Node, l *diag.List) {
	if n == nil || !n.Is(source.Map, "missing", l) {
		return
	}
	for _, e := range n.Entries {
		how := e.Value.Text("missing."+e.Key, l)
		if oneOf(e.Value, "missing."+e.Key, l, Required, Fallback, Withheld) {
			f.Missing = append(f.Missing, Absence{Lang: e.Key, How: how, Pos: e.Pos})
		}
	}
}

// ids reads a list of ids of sections.
func (f *Front) ids(n *source.Node, key string, l *diag.List) []string {
	if n == nil || !n.Is(source.List, key, l) {
		return nil
	}
	var out []string
	for _, item := range n.Items {
		id := item.Text("a section in "+key, l)
		switch {
		case item.Kind != source.Scalar:
		case slices.Contains(out, id):
			l.Add(item.Pos, "text-front-matter", "%s: section %q stands twice", key, id)
		default:
			out = append(out, id)
			f.sections = append(f.sections, item)
		}
	}
	return out
}

// origin reads the facts of an imported text, each of them a text.
func origin(n *source.Node, l *diag.List) map[string]string {
	if !n.Is(source.Map, "origin", l) {
		return nil
	}
	out := map[string]string{}
	for _, e := range n.Entries {
		out[e.Key] = e.Value.Text("origin: "+e.Key, l)
	}
	return out
}

// oneOf reports whether the node holds one of the words.
func oneOf(n *source.Node, key string, l *diag.List, words ...string) bool {
	if n.Empty() || n.Kind != source.Scalar {
		return false
	}
	if slices.Contains(words, n.Value) {
		return true
	}
	d := l.Add(n.Pos, "text-front-matter", "%s: %q is not known", key, n.Value)
	if d.HintNearest(n.Value, words); d.Hint == "" {
		d.Hint = "known: " + words[0]
		for _, w := range words[1:] {
			d.Hint += ", " + w
		}
	}
	return false
}
