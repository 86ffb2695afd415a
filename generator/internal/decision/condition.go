package decision

import (
	"strconv"
	"strings"

	"signpost/generator/internal/source"
)

// entry reads one entry of a condition: a question and what its answer must be.
func (p *parser) entry(e source.Entry) (Entry, bool) {
	entry := Entry{Pos: e.Pos, Question: e.Key}
	q := p.question(e.Key, e.Pos)
	if q == nil {
		return entry, false
	}
	v := e.Value
	if not := v.Get("not"); v.Kind == source.Map && (not != nil || v.Misspelt("not")) {
		v.Keys("a condition", &p.l, "not")
		if not.Empty() {
			p.nothing(e)
			return entry, false
		}
		entry.Not = true
		v = not
	}
	if v.Empty() {
		p.nothing(e)
		return entry, false
	}
	return entry, p.test(q, &entry.Test, v)
}

func (p *parser) nothing(e source.Entry) {
	p.l.Add(e.Pos, "flow-next", "the condition on %q says nothing", e.Key).Hint =
		"write an answer, a list of answers, or {not: …}"
}

// test reads what stands in an entry, after {not: …} is taken off. It returns
// false when anything in it is wrong.
func (p *parser) test(q *Node, t *Test, v *source.Node) bool {
	if p.untyped[q] {
		return false
	}
	if q.Type == Number {
		return p.numbers(q, t, v)
	}
	if v.Kind == source.Map {
		if q.Type != Many {
			v.Keys("a condition", &p.l, "not")
			if len(v.Entries) == 0 || v.Get("not") != nil {
				p.l.Add(v.Pos, "flow-condition", "the condition on %q names no answer", q.ID)
			}
			return false
		}
		v.Keys("a condition on a question of type many", &p.l, "not", "any", "all")
		any, all := v.Get("any"), v.Get("all")
		if len(v.Entries) != 1 || any.Empty() && all.Empty() {
			p.l.Add(v.Pos, "flow-condition", "the condition on %q is of no known form", q.ID).Hint =
				"write one of {any: […]}, {all: […]}, {not: …}, none, or answers"
			return false
		}
		t.All = all != nil
		if v = any; v == nil {
			v = all
		}
	}
	items := v.Items
	if v.Kind == source.Scalar {
		items = []*source.Node{v}
	}
	sound := len(items) > 0
	if !sound {
		p.l.Add(v.Pos, "flow-condition", "the condition on %q names no answer", q.ID)
	}
	for _, item := range items {
		a := item.Text("an answer in a condition", &p.l)
		switch {
		case item.Kind != source.Scalar:
			sound = false
		case q.Type == Many && a == None && !t.All:
			t.None = true
		default:
			sound = p.answer(q, a, item.Pos) && sound
			t.Answers = append(t.Answers, a)
		}
	}
	return sound
}

// numbers reads a number, a list of numbers, or {min: …, max: …}.
func (p *parser) numbers(q *Node, t *Test, v *source.Node) bool {
	if q.Min > q.Max {
		return false // the question itself is not understood: reported there
	}
	if v.Kind == source.Map {
		v.Keys("a condition on a number", &p.l, "not", "min", "max")
		r := Range{q.Min, q.Max}
		low, high := v.Get("min"), v.Get("max")
		if low == nil && high == nil {
			p.l.Add(v.Pos, "flow-condition", "the condition on %q is of no known form", q.ID).Hint = "write a number, or {min: …, max: …}"
			return false
		}
		sound := p.bound(q, low, &r.Min)
		sound = p.bound(q, high, &r.Max) && sound
		if sound && r.Min > r.Max {
			p.l.Add(v.Pos, "flow-number-range", "no number is in this range").Hint = "min must not be above max"
			sound = false
		}
		t.Ranges = []Range{r}
		return sound && v.Get("not") == nil
	}
	items := v.Items
	if v.Kind == source.Scalar {
		items = []*source.Node{v}
	}
	sound := len(items) > 0
	if !sound {
		p.l.Add(v.Pos, "flow-condition", "the condition on %q names no number", q.ID)
	}
	for _, item := range items {
		var at int64
		if p.bound(q, item, &at) {
			t.Ranges = append(t.Ranges, Range{at, at})
		} else {
			sound = false
		}
	}
	return sound
}

// bound reads a number of the question's range into to, where there is one.
func (p *parser) bound(q *Node, y *source.Node, to *int64) bool {
	if y == nil {
		return true
	}
	v, ok := p.number(y)
	if !ok {
		return false
	}
	if v < q.Min || v > q.Max {
		p.outside(q, y.Pos, v)
		return false
	}
	*to = v
	return true
}

// String writes a test as an author does, without braces where none are needed.
func (t Test) String() string {
	s := ""
	switch {
	case len(t.Ranges) > 0:
		s = rangesString(t.Ranges)
	case t.All:
		return t.negated("{all: [" + strings.Join(t.Answers, ", ") + "]}")
	default:
		ids := t.Answers
		if t.None {
			ids = append([]string{None}, ids...)
		}
		if s = strings.Join(ids, ", "); len(ids) != 1 {
			s = "[" + s + "]"
		}
	}
	return t.negated(s)
}

func (t Test) negated(s string) string {
	if t.Not {
		return "{not: " + s + "}"
	}
	return s
}

// rangesString writes ranges as an author does where that is possible: single
// numbers, or one range. Several are a list of values.
func rangesString(ranges []Range) string {
	if len(ranges) == 1 && ranges[0].Min != ranges[0].Max {
		return "{" + "min: " + strconv.FormatInt(ranges[0].Min, 10) + ", max: " + strconv.FormatInt(ranges[0].Max, 10) + "}"
	}
	var parts []string
	for _, r := range ranges {
		parts = append(parts, r.String())
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// String writes a range as a value: "7", or "0..49".
func (r Range) String() string {
	if r.Min == r.Max {
		return strconv.FormatInt(r.Min, 10)
	}
	return strconv.FormatInt(r.Min, 10) + ".." + strconv.FormatInt(r.Max, 10)
}
