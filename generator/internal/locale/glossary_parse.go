package locale

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

type glossaryParser struct{ l *diag.List }

func (p glossaryParser) term(e source.Entry) Term {
	t := Term{ID: e.Key, Pos: e.Pos, Explained: true, Wordings: map[string]Wording{}}
	if e.Value.Empty() {
		return t
	}
	what := "term " + `"` + e.Key + `"`
	if e.Value.Kind != source.Map {
		p.l.Add(e.Value.Pos, "term-value", "%s needs its forms by language", what).Hint =
			"write \"en: [form]\" below it, or leave the value empty; what it means stands in glossary.<language>.md"
		return t
	}
	for _, v := range e.Value.Entries {
		switch {
		case v.Key == "explained":
			t.Explained = v.Value.Text("explained", p.l) != "no"
			if t.Explained && v.Value.Kind == source.Scalar && v.Value.Value != "yes" {
				p.l.Add(v.Value.Pos, "term-value", "explained is \"yes\" or \"no\", and not %q", v.Value.Value)
			}
		case !languageTag.MatchString(v.Key):
			p.l.Add(v.Pos, "term-value", "%s has no key %q", what, v.Key).Hint = "it has \"explained\", and languages: en, ru, nl-BE"
		default:
			if w := p.wording(v, what); len(w.Approved) > 0 {
				t.Wordings[v.Key] = w
			}
		}
	}
	return t
}

var languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z]{2})?$`)

// wording reads a list of approved forms, or a map with forbidden ones beside.
func (p glossaryParser) wording(e source.Entry, what string) Wording {
	w := Wording{Pos: e.Pos}
	what += " in " + e.Key
	if e.Value != nil && e.Value.Kind == source.Map {
		e.Value.Keys(what, p.l, "approved", "forbidden")
		if n := e.Value.Require("approved", what, p.l); n != nil {
			w.Approved = p.forms(n, "approved")
		}
		if n := e.Value.Get("forbidden"); n != nil && n.Is(source.List, "forbidden", p.l) {
			for _, item := range n.Items {
				if f, ok := p.forbidden(item, w.Approved); ok {
					w.Forbidden = append(w.Forbidden, f)
				}
			}
		}
		return w
	}
	w.Approved = p.forms(e.Value, what)
	return w
}

// forbidden reads a form, or a map with what is to be said about it.
func (p glossaryParser) forbidden(n *source.Node, approved []Form) (Forbidden, bool) {
	var f Forbidden
	if len(approved) > 0 {
		f.Instead = approved[0].Text
	}
	if n.Kind == source.Scalar {
		forms := p.forms(n, "forbidden")
		if len(forms) == 1 {
			f.Form = forms[0]
		}
		return f, len(forms) == 1
	}
	if !n.Is(source.Map, "a forbidden form", p.l) {
		return f, false
	}
	n.Keys("a forbidden form", p.l, "form", "instead", "reason", "misleads")
	form := n.Require("form", "a forbidden form", p.l)
	if form == nil {
		return f, false
	}
	forms := p.forms(form, "form")
	if len(forms) != 1 {
		return f, false
	}
	f.Form, f.Reason = forms[0], n.Get("reason").Text("reason", p.l)
	if s := n.Get("instead").Text("instead", p.l); s != "" {
		f.Instead = s
	}
	switch m := n.Get("misleads"); m.Text("misleads", p.l) {
	case "yes":
		f.Misleads = true
	case "", "no":
	default:
		p.l.Add(m.Pos, "term-value", "misleads is \"yes\" or \"no\", and not %q", m.Value)
	}
	return f, true
}

func (p glossaryParser) name(e source.Entry) Name {
	n := Name{Form: Form{e.Key, e.Pos}, Also: map[string][]Form{}}
	what := "name \"" + e.Key + `"`
	if !worded(e.Key) {
		p.l.Add(e.Pos, "term-value", "%s has no word", what)
	}
	if e.Value == nil || !e.Value.Is(source.Map, what, p.l) {
		return n
	}
	for _, v := range e.Value.Entries {
		switch {
		case v.Key == "from":
			n.From = p.day(v.Value, "from")
		case v.Key == "until":
			n.Until = p.day(v.Value, "until")
		case v.Key == "now":
			n.Now = p.forms(v.Value, "now")
		case languageTag.MatchString(v.Key):
			n.Also[v.Key] = p.forms(v.Value, v.Key)
		default:
			p.l.Add(v.Pos, "term-value", "%s has no key %q", what, v.Key).HintNearest(v.Key, []string{"from", "until", "now"})
		}
	}
	if n.From != "" && n.Until != "" && n.From >= n.Until {
		p.l.Add(e.Value.Get("until").Pos, "name-dates", "%s ends on %s and begins on %s", what, n.Until, n.From).Hint =
			"\"from\" is its first day, \"until\" the first day on which it was valid no more"
	}
	return n
}

// successors holds names against those that took their place.
func (p glossaryParser) successors(g *Glossary) {
	for _, n := range g.Names {
		for _, now := range n.Now {
			if now.Text == n.Text {
				p.l.Add(now.Pos, "name-dates", "name %q takes its own place", n.Text).Hint = "write the name that is valid now"
			}
			for _, m := range g.Names {
				if m.Text == now.Text && m.Text != n.Text && m.Until != "" && n.Until != "" && m.Until <= n.Until {
					d := p.l.Add(now.Pos, "name-dates", "%q cannot take the place of %q on %s", m.Text, n.Text, n.Until)
					d.Related = []diag.Related{{Pos: m.Pos, Message: "it has not been valid since " + m.Until}}
					d.Hint = "write the name that is valid now"
				}
			}
		}
	}
}

// day reads a day, a month or a year.
func (p glossaryParser) day(n *source.Node, what string) string {
	s := n.Text(what, p.l)
	for _, form := range []string{time.DateOnly, "2006-01", "2006"} {
		if _, err := time.Parse(form, s); err == nil {
			return s
		}
	}
	if n != nil && n.Kind == source.Scalar {
		p.l.Add(n.Pos, "name-dates", "%s: %q is not a day", what, s).Hint = "write it as 2020-04-21; 2020-04 and 2020 will do where no more is known"
	}
	return ""
}

// forms reads one form or a list of them.
func (p glossaryParser) forms(n *source.Node, what string) []Form {
	var out []Form
	items := []*source.Node{n}
	switch {
	case n == nil:
		return nil
	case n.Kind == source.List:
		items = n.Items
	}
	for _, item := range items {
		s := item.Text(what, p.l)
		switch {
		case item.Kind != source.Scalar: // reported by Text
		case !worded(s):
			p.l.Add(item.Pos, "term-value", "%s: %q has no word", what, s).Hint = "write a form as it stands in a sentence"
		default:
			out = append(out, Form{s, item.Pos})
		}
	}
	return out
}

func worded(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}

func (p glossaryParser) byLanguage(n *source.Node, what string) map[string][]Form {
	if n == nil || !n.Is(source.Map, what, p.l) {
		return nil
	}
	out := map[string][]Form{}
	for _, e := range n.Entries {
		if !languageTag.MatchString(e.Key) {
			p.l.Add(e.Pos, "term-value", "%s: %q is not a language", what, e.Key).Hint = "write its tag: en, ru, nl-BE"
			continue
		}
		out[e.Key] = p.forms(e.Value, what+" in "+e.Key)
	}
	return out
}
