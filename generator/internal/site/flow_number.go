package site

import (
	"html"
	"strconv"
	"strings"
	"text/template"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
)

// number is what a question of type number has: its limits, both included, as
// digits and as a reader sees them.
type number struct {
	Min    string `json:"min"`
	Max    string `json:"max"`
	From   string `json:"from"`
	Till   string `json:"till"`
	Signed bool   `json:"signed,omitempty"` // there are numbers below 0
}

// intervals computes the answers of a number without script: one for each
// interval that leads its own way.
func (sp *speaker) intervals(st *automaton.State) (*number, []answer) {
	n := st.Node
	digits := func(v int64) string { return strconv.FormatInt(v, 10) }
	out := &number{digits(n.Min), digits(n.Max), formatNumber(n.Min, sp.lang), formatNumber(n.Max, sp.lang), n.Min < 0}
	var answers []answer
	for _, e := range st.Edges {
		answers = append(answers, answer{ID: e.Answer, Label: html.EscapeString(sp.interval(n, e.Range)), goal: sp.goal(e.To)})
	}
	return out, answers
}

// interval says which numbers are meant: "7", "0–49", "50 or more".
func (sp *speaker) interval(n *decision.Node, r decision.Range) string {
	low, high := formatNumber(r.Min, sp.lang), formatNumber(r.Max, sp.lang)
	switch {
	case r.Min == r.Max:
		return low
	case r.Max == n.Max && r.Min > n.Min:
		return sp.sentence("number-from", map[string]string{"Min": low})
	case r.Min == n.Min && r.Min < 0 && r.Max < n.Max:
		return sp.sentence("number-below", map[string]string{"Limit": formatNumber(r.Max+1, sp.lang)})
	case r.Min < 0: // a dash between signs would be one too many
		return sp.sentence("number-limits", map[string]string{"Min": low, "Max": high})
	default:
		return sp.sentence("number-range", map[string]string{"Min": low, "Max": high})
	}
}

// sentence fills an interface string, "" where it is no template: check
// reported that.
func (sp *speaker) sentence(key string, values map[string]string) string {
	return sp.c.sentence(sp.lang, key, values)
}

// sentence fills an interface string of a language.
func (c *context) sentence(lang, key string, values map[string]string) string {
	t, err := template.New("").Parse(c.text(lang, key))
	if err != nil {
		return ""
	}
	var b strings.Builder
	if err := t.Execute(&b, values); err != nil {
		return ""
	}
	return b.String()
}

// groupSign is what a language puts between groups of three digits, by CLDR:
// a no-break space where nothing else is known.
func groupSign(lang string) string {
	switch base, _, _ := strings.Cut(strings.ToLower(lang), "-"); base {
	case "en":
		return ","
	case "nl", "de", "da", "el", "id", "is", "it", "ro", "sl", "tr":
		return "."
	case "fr":
		return "\u202f"
	default:
		return "\u00a0"
	}
}

// formatNumber writes a whole number as readers of a language do: "1 000 000".
func formatNumber(v int64, lang string) string {
	digits := strconv.FormatInt(v, 10)
	sign := ""
	if v < 0 {
		digits, sign = digits[1:], "\u2212"
	}
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(groupSign(lang))
		}
		b.WriteRune(d)
	}
	return sign + b.String()
}
