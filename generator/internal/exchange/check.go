package exchange

import (
	"fmt"
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/source"
)

// fault is why a translation cannot be taken.
type fault struct{ code, message, hint string }

// add reports a fault of a segment.
func (x *fault) add(at diag.Pos, file, id string, l *diag.List) {
	// The codes are named where they are given, for the list of all codes.
	switch text := fmt.Sprintf("%s, segment %q: %s", file, id, x.message); x.code {
	case "mark":
		l.Add(at, "exchange-mark", "%s", text).Hint = x.hint
	case "number":
		l.Add(at, "exchange-number", "%s", text).Hint = x.hint
	case "source":
		l.Add(at, "exchange-source", "%s", text).Hint = x.hint
	default:
		l.Add(at, "exchange-target", "%s", text).Hint = x.hint
	}
}

// joined is the form of spans in which two are compared: blanks of prose are
// made one, those of strings are what they are.
func (l *live) joined(list []Span) []Span {
	if !l.exact {
		return tidy(list)
	}
	var out []Span
	for _, s := range list {
		if n := len(out); n > 0 && s.Kind == Words && out[n-1].Kind == Words {
			out[n-1].Text += s.Text
			continue
		}
		if s.Kind != Words || s.Text != "" {
			out = append(out, s)
		}
	}
	return out
}

// takes holds a new translation against the source; none where all is well.
// drifted is whether the source is another than the one that was translated: then what
// the translation lacked until now is no excuse.
func (l *live) takes(target []Span, lang languages, drifted, numbersAccepted bool) []fault {
	if x := l.balanced(target); x != nil {
		return []fault{*x}
	}
	var out []fault
	has := map[string]bool{}
	for _, s := range target {
		has[s.Code] = true
	}
	for _, c := range l.codes {
		switch {
		case has[c.ID] || l.want[c.ID] == nil:
			continue
		case l.lacking[c.ID] && (!drifted || emphasis(c.Kind)):
			continue
		}
		out = append(out, fault{"mark", fmt.Sprintf("placeholder %s is lost (%s)", c.ID, c.describe()), "put it back where it belongs; its place among the words is free"})
	}
	words := text(target)
	switch _, bad := source.Text("", []byte(words)); {
	case strings.TrimSpace(words) == "" && strings.TrimSpace(text(l.sourceSpans)) != "":
		return append(out, fault{"target", "the translation has no words", ""})
	case len(bad) > 0:
		return append(out, fault{"target", bad[0].Message, bad[0].Hint})
	}
	if !numbersAccepted {
		if x := l.numbers(words, lang, drifted); x != nil {
			out = append(out, *x)
		}
	}
	if l.front != "" || l.form != "" || len(out) > 0 {
		return out
	}
	if _, ok := prose.Markdown(l.from.Kind, l.pieces(target), ""); !ok {
		return []fault{{"target", "no Markdown says this", "emphasis begins and ends at a word, not inside one beside a bracket or quotation mark"}}
	}
	return nil
}

func emphasis(k prose.MarkKind) bool {
	return k == prose.MarkEmphasis || k == prose.MarkStrong || k == prose.MarkStruck
}

func (c *Code) describe() string {
	if show := c.shown(); show != "" {
		return string(c.Kind) + " " + show
	}
	return string(c.Kind)
}

// balanced holds the placeholders of a translation against those that there are.
func (l *live) balanced(list []Span) *fault {
	var open []string
	seen := map[string]bool{}
	for i, s := range list {
		if s.Kind == Words {
			continue
		}
		spans, known := l.shown[s.Code]
		switch {
		case !known:
			return &fault{"mark", fmt.Sprintf("placeholder %s is invented: the source has none of that number", s.Code), "delete it: a link, code or emphasis that the source does not have cannot be added here"}
		case spans == (s.Kind == Alone):
			return &fault{"mark", fmt.Sprintf("placeholder %s is of the wrong kind: words stand between two of it, or they do not", s.Code), "write it as the source has it"}
		case s.Kind == Close:
			if len(open) == 0 || open[len(open)-1] != s.Code {
				return &fault{"mark", fmt.Sprintf("placeholder %s ends where it is not open, or inside another one", s.Code), ""}
			}
			if list[i-1].Kind == Open {
				return &fault{"mark", fmt.Sprintf("placeholder %s holds no words", s.Code), ""}
			}
			open = open[:len(open)-1]
			continue
		case seen[s.Code]:
			return &fault{"mark", fmt.Sprintf("placeholder %s stands twice", s.Code), "delete one of the two"}
		}
		if seen[s.Code] = true; s.Kind == Open {
			open = append(open, s.Code)
		}
	}
	if len(open) > 0 {
		return &fault{"mark", fmt.Sprintf("placeholder %s does not end", open[0]), ""}
	}
	return nil
}

// languages are those of a file.
type languages struct{ from, to string }

// numbers holds the numbers of a translation against those of the source.
func (l *live) numbers(words string, lang languages, drifted bool) *fault {
	lost, invented := compareNumbers(prose.WordsOf(l.source), words, lang)
	if !drifted && len(l.target) > 0 {
		wasLost, wasInvented := compareNumbers(prose.WordsOf(l.source), prose.WordsOf(l.target), lang)
		lost, invented = less(lost, wasLost), less(invented, wasInvented)
	}
	hint := "if the translation is right all the same, import with --accept " + l.id
	switch {
	case len(lost) > 0 && len(invented) > 0:
		return &fault{"number", fmt.Sprintf("the number %s is lost, and %s is not in the source", strings.Join(lost, ", "), strings.Join(invented, ", ")), hint}
	case len(lost) > 0:
		return &fault{"number", fmt.Sprintf("the number %s is lost", strings.Join(lost, ", ")), hint}
	case len(invented) > 0:
		return &fault{"number", fmt.Sprintf("the number %s is not in the source", strings.Join(invented, ", ")), hint}
	}
	return nil
}

// less takes from a list what another one has.
func less(list, known []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(known, s) })
}
