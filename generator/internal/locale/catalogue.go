package locale

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	texttemplate "text/template"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// forms are the CLDR plural categories.
var forms = []string{"zero", "one", "two", "few", "many", "other"}

// reserved are the keys that go-i18n takes for parts of a message, in lower
// case; it looks at neither case.
var reserved = append([]string{"id", "description", "hash", "leftdelim", "rightdelim", "translation"}, forms...)

// Catalogue holds the interface strings of one language.
type Catalogue struct {
	Lang     string
	Messages map[string]Message
	// Added are the keys, in order, that a project has and the catalogue it
	// was laid over has not.
	Added []string
}

// Message is one string, with its plural forms where a number is in it.
type Message struct {
	Pos diag.Pos
	// Forms holds the text by plural category. A string without a number has
	// "other" only.
	Forms map[string]string
}

// Plural reports whether the message has forms for numbers.
func (m Message) Plural() bool { return len(m.Forms) > 1 }

// Text returns a string without number, or "" where there is none.
func (c *Catalogue) Text(key string) string { return c.Messages[key].Forms["other"] }

// ParseCatalogue reads i18n/<lang>.yaml: a map from keys to a text, or to a
// map of plural forms, as go-i18n has them.
func ParseCatalogue(lang, file string, data []byte) (*Catalogue, diag.List) {
	c := &Catalogue{Lang: lang, Messages: map[string]Message{}}
	root, l := source.ParseYAML(file, data, source.MaxNodes)
	if root == nil || !root.Is(source.Map, file, &l) {
		return c, l
	}
	for _, e := range root.Entries {
		if slices.Contains(reserved, strings.ToLower(e.Key)) {
			l.Add(e.Pos, "catalogue-key", "%q cannot be the key of a string", e.Key).Hint =
				"it has a meaning of its own in a catalogue: choose another"
			continue
		}
		m := Message{Pos: e.Pos, Forms: map[string]string{}}
		switch e.Value.Kind {
		case source.Scalar:
			m.Forms["other"] = e.Value.Value
			template(e.Pos, e.Key, e.Value.Value, &l)
		case source.Map:
			e.Value.Keys("a string", &l, forms...)
			for _, f := range e.Value.Entries {
				if !slices.Contains(forms, f.Key) {
					continue
				}
				m.Forms[f.Key] = f.Value.Text("a plural form", &l)
				template(f.Pos, e.Key, m.Forms[f.Key], &l)
			}
		default:
			e.Value.Is(source.Scalar, "a string", &l)
			c.Messages[e.Key] = Message{Pos: e.Pos, Forms: map[string]string{"other": ""}} // it is not missing
			continue
		}
		if m.Forms["other"] == "" {
			l.Add(e.Pos, "catalogue-form", "string %q has no form \"other\"", e.Key)
			c.Messages[e.Key] = Message{Pos: e.Pos, Forms: map[string]string{"other": ""}}
			continue
		}
		c.Messages[e.Key] = m
	}
	return c, l
}

// template reports a string that go-i18n could not run.
func template(at diag.Pos, key, s string, l *diag.List) {
	_, err := texttemplate.New("").Parse(s)
	if err == nil {
		return
	}
	reason := err.Error()
	if _, after, ok := strings.Cut(strings.TrimPrefix(reason, "template: :"), ": "); ok {
		reason = after // without the name and the line within the string
	}
	l.Add(at, "catalogue-template", "string %q is no template: %s", key, reason).Hint =
		`between {{ and }} stands a value, as {{ .Count }}; a literal brace is {{ "{{" }}`
}

// Over returns a catalogue with the strings of c, and those of base where c
// has none.
func (c *Catalogue) Over(base *Catalogue) *Catalogue {
	out := &Catalogue{Lang: base.Lang, Messages: maps.Clone(base.Messages)}
	maps.Copy(out.Messages, c.Messages)
	for _, key := range c.Keys() {
		if _, ok := base.Messages[key]; !ok {
			out.Added = append(out.Added, key)
		}
	}
	return out
}

// Map returns a catalogue with what f makes of each form of each string.
func (c *Catalogue) Map(f func(string) string) *Catalogue {
	out := &Catalogue{Lang: c.Lang, Messages: make(map[string]Message, len(c.Messages)), Added: c.Added}
	for key, m := range c.Messages {
		to := Message{Pos: m.Pos, Forms: make(map[string]string, len(m.Forms))}
		for form, text := range m.Forms {
			to.Forms[form] = f(text)
		}
		out.Messages[key] = to
	}
	return out
}

// Keys lists the keys in order.
func (c *Catalogue) Keys() []string { return slices.Sorted(maps.Keys(c.Messages)) }

// JSON gives the catalogue in go-i18n's JSON form, keys sorted.
func (c *Catalogue) JSON() []byte {
	out := make(map[string]any, len(c.Messages))
	for key, m := range c.Messages {
		if m.Plural() {
			out[key] = m.Forms
		} else {
			out[key] = m.Forms["other"]
		}
	}
	data, err := json.Marshal(out)
	if err != nil {
		panic(err) // maps of strings always marshal
	}
	return data
}
