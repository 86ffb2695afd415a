package site

import (
	"cmp"
	"html"
	"strconv"
	"strings"

	"signpost/generator/internal/decision"
)

// title is the heading of a node, or, of a table, which has no words, that it
// is one.
func (rv *reviewer) title(n *decision.Node) string {
	if n.Kind == decision.Table {
		id := n.ID
		if n.Local != "" {
			id = n.Local
		}
		return rv.sentence("review-table", map[string]string{"Name": id})
	}
	if _, sec := words(rv.c.p, rv.f, n, rv.lang); sec != nil {
		return rv.c.typeset(rv.lang, sec.Title)
	}
	return n.ID
}

func (rv *reviewer) titleOf(id string) string {
	if n := rv.a.Flow.Node(id); n != nil {
		return rv.title(n)
	}
	return id // a flow with errors
}

// label is the text of an answer, without markup; of a question that a flow
// answers it is the title of an outcome.
func (rv *reviewer) label(n *decision.Node, id string) string {
	if n.Type == decision.Many && id == decision.None {
		return rv.c.text(rv.lang, "flow-none")
	}
	if n.Use != nil {
		if end := rv.a.Flow.Node(n.ID + "." + id); end != nil {
			return rv.title(end)
		}
		return id
	}
	doc, sec := words(rv.c.p, rv.f, n, rv.lang)
	if sec == nil {
		return id
	}
	labels := rv.labels[sec]
	if labels == nil {
		labels = map[string]string{}
		choices, _ := doc.Choices(sec)
		for _, ch := range choices {
			labels[ch.ID] = rv.c.typeset(rv.lang, ch.Label)
		}
		rv.labels[sec] = labels
	}
	return cmp.Or(labels[id], id)
}

// phrase fills an interface string with HTML.
func (rv *reviewer) phrase(key string, values map[string]string) string {
	marks := map[string]string{}
	var fill []string
	for name, v := range values {
		marks[name] = "\ue000" + name + "\ue001"
		fill = append(fill, marks[name], v)
	}
	return strings.NewReplacer(fill...).Replace(html.EscapeString(rv.sentence(key, marks)))
}

// condition says as HTML when a row of question n, or after it, holds: each
// question with the answer it must have, as they stand one after the other.
func (rv *reviewer) condition(n *decision.Node, when decision.Condition) string {
	and, or := rv.between(" "+rv.text("review-and")+" "), rv.between(rv.text("semicolon")+" ")+"<em>"+rv.text("review-or")+"</em> "
	var clauses []string
	for _, clause := range when {
		var entries []string
		for _, e := range clause {
			q := rv.a.Flow.Node(e.Question)
			if q == nil {
				continue // a flow with errors
			}
			question := rv.text("review-this")
			if e.Question != n.ID {
				question = html.EscapeString(rv.title(q))
			}
			if !strings.HasSuffix(question, "?") {
				question = rv.phrase("review-colon", map[string]string{"Text": question})
			}
			entries = append(entries, question+" "+rv.test(q, e.Test))
		}
		clauses = append(clauses, strings.Join(entries, and))
	}
	return strings.Join(clauses, or)
}

// test says as HTML what an answer must be.
func (rv *reviewer) test(n *decision.Node, t decision.Test) string {
	if n.Type == decision.Number {
		return rv.numbers(n, t)
	}
	var values []string
	for _, id := range t.Answers {
		values = append(values, rv.strong(rv.label(n, id)))
	}
	one := func(key string, value string) string { return rv.phrase(key, map[string]string{"Value": value}) }
	list := strings.Join(values, ", ")
	either := strings.Join(values, " "+rv.text("review-or")+" ")
	none := rv.strong(rv.c.text(rv.lang, "flow-none"))
	several := len(values) > 1
	switch many := n.Type == decision.Many; {
	case !many && t.Not && several:
		return one("review-none-of", list)
	case !many && t.Not:
		return one("review-not", either)
	case !many:
		return either
	case t.None && len(values) == 0 && t.Not:
		return one("review-not", none)
	case t.None && len(values) == 0:
		return none
	case t.None && t.Not:
		return one("review-not", none+" "+rv.text("review-or")+" "+either)
	case t.None:
		return none + " " + rv.text("review-or") + " " + one("review-any", list)
	case t.All && several && t.Not:
		return one("review-not-all", list)
	case t.All && several:
		return one("review-all", list)
	case t.Not:
		return one("review-none-of", list)
	case several:
		return one("review-any", list)
	}
	return one("review-has", list)
}

// numbers says as HTML which numbers are meant.
func (rv *reviewer) numbers(n *decision.Node, t decision.Test) string {
	var out []string
	for _, r := range t.Ranges {
		low, high := rv.strong(rv.whole(r.Min)), rv.strong(rv.whole(r.Max))
		switch {
		case r.Min == r.Max:
			out = append(out, low)
		case r.Max == n.Max && r.Min > n.Min:
			out = append(out, rv.phrase("review-min", map[string]string{"Min": low}))
		case r.Min == n.Min && r.Max < n.Max:
			out = append(out, rv.phrase("review-max", map[string]string{"Max": high}))
		default:
			out = append(out, rv.phrase("review-between", map[string]string{"Min": low, "Max": high}))
		}
	}
	text := strings.Join(out, " "+rv.text("review-or")+" ")
	if t.Not {
		return rv.phrase("review-not", map[string]string{"Value": text})
	}
	return text
}

// value is an answer of an example as HTML.
func (rv *reviewer) value(n *decision.Node, value string) string {
	switch n.Type {
	case decision.Number:
		if v, err := strconv.ParseInt(value, 10, 64); err == nil {
			return rv.strong(rv.whole(v))
		}
	case decision.Many:
		var out []string
		for id := range strings.SplitSeq(value, ",") {
			out = append(out, rv.strong(rv.label(n, id)))
		}
		return strings.Join(out, ", ")
	}
	return rv.strong(rv.label(n, value))
}

func (rv *reviewer) strong(s string) string { return "<b>" + html.EscapeString(s) + "</b>" }
