package decision

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// maxNumber is how far from zero a number may be: what a reader's browser
// holds exactly.
const maxNumber = 1<<53 - 1

// MaxAnswers is how many answers a question may have.
const MaxAnswers = 5000

// MaxOptions is how many answers a question of type many may have.
const MaxOptions = 60

// questionTypes are the words for the types of questions that ask themselves.
var questionTypes = []string{"one", "many", "number"}

// typed reads what a question's type asks for.
func (p *parser) typed(n *Node, y *source.Node, what string) {
	keys := []string{"type", "next", "was", "tells"}
	p.tells(n, y.Get("tells"))
	if use := y.Get("use"); use != nil {
		n.Type = Used
		y.Keys("a question that uses a flow", &p.l, "use", "given", "show", "next", "was")
		p.use(n, y, use)
		return
	}
	if t := y.Get("type"); t != nil {
		switch word := t.Text("type", &p.l); word {
		case "one":
		case "many":
			n.Type = Many
		case "number":
			n.Type = Number
		default:
			p.untyped[n] = true
			d := p.l.Add(t.Pos, "flow-question-type", "%q is not a type of question", t.Value)
			if d.HintNearest(word, questionTypes); d.Hint == "" {
				d.Hint = "known types: " + strings.Join(questionTypes, ", ")
			}
		}
	}
	if p.untyped[n] { // what it needs is not known either
		y.Keys("a question", &p.l, append(keys, "answers", "answers-was", "min", "max")...)
		if y.Get("answers") != nil {
			p.answers(n, y)
		}
		return
	}
	if n.Type == Number {
		y.Keys("a question of type number", &p.l, append(keys, "min", "max")...)
		n.Min, n.Max = 0, -1
		low, high := y.Require("min", what, &p.l), y.Require("max", what, &p.l)
		if low == nil || high == nil {
			return
		}
		from, ok := p.number(low)
		to, sound := p.number(high)
		if !ok || !sound {
			return
		}
		if from >= to {
			p.l.Add(high.Pos, "flow-number-range", "the numbers of question %q end before they begin", n.ID).Hint = "max must be above min"
			return
		}
		n.Min, n.Max = from, to
		return
	}
	y.Keys("a question", &p.l, append(keys, "answers", "answers-was")...)
	p.answers(n, y)
	p.answersWas(n, y.Get("answers-was"))
}

// tells reads what of a request the answer says: one word, or a list.
func (p *parser) tells(n *Node, y *source.Node) {
	if y.Empty() {
		return
	}
	items := y.Items
	if y.Kind == source.Scalar {
		items = []*source.Node{y}
	} else if !y.Is(source.List, "tells", &p.l) {
		return
	}
	for _, item := range items {
		switch word := item.Text("a part of a request", &p.l); {
		case item.Kind != source.Scalar:
		case !slices.Contains(requestParts, word):
			d := p.l.Add(item.Pos, "flow-tells", "%q is no part of a request", word)
			if d.HintNearest(word, requestParts); d.Hint == "" {
				d.Hint = "known parts: " + strings.Join(requestParts, ", ")
			}
		case slices.Contains(n.Tells, word):
			p.l.Add(item.Pos, "flow-tells", "%q stands twice", word)
		default:
			n.Tells = append(n.Tells, word)
		}
	}
}

// number reads a whole number.
func (p *parser) number(y *source.Node) (int64, bool) {
	s := y.Text("a number", &p.l)
	if y.Kind != source.Scalar {
		return 0, false
	}
	v, err := strconv.ParseInt(s, 10, 64)
	if err != nil || v < -maxNumber || v > maxNumber || strconv.FormatInt(v, 10) != s {
		p.l.Add(y.Pos, "flow-number-range", "%q is not a whole number", s).Hint =
			"write digits alone, without a space, a comma or a unit; up to " + strconv.FormatInt(maxNumber, 10)
		return 0, false
	}
	return v, true
}

func (p *parser) use(n *Node, y, use *source.Node) {
	name := use.Text("use", &p.l)
	n.Use = &Use{Flow: name, Pos: use.Pos}
	if use.Kind == source.Scalar {
		p.id(name, "flow", use.Pos)
	}
	if show := y.Get("show"); show != nil {
		switch word := show.Text("show", &p.l); word {
		case "yes":
			n.Use.Show = true
		case "no":
		default:
			p.l.Add(show.Pos, "flow-use", "show is %q", word).Hint = "show is yes or no"
		}
	}
	if given := y.Get("given"); !given.Empty() && given.Is(source.List, "given", &p.l) {
		for _, item := range given.Items {
			q := item.Text("a question in given", &p.l)
			if slices.ContainsFunc(n.Use.Given, func(a Asked) bool { return a.Question == q }) {
				p.l.Add(item.Pos, "flow-given", "question %q stands twice", q)
				continue
			}
			n.Use.Given = append(n.Use.Given, Asked{q, item.Pos})
		}
	}
}

func (p *parser) answers(n *Node, y *source.Node) {
	list := y.Require("answers", fmt.Sprintf("question %q", n.ID), &p.l)
	if list == nil || !list.Is(source.List, "answers", &p.l) {
		return
	}
	if len(list.Items) > MaxAnswers {
		p.l.Add(list.Pos, "flow-answers", "question %q has %d answers; at most %d can be", n.ID, len(list.Items), MaxAnswers).Hint =
			"ask for a number, or in two questions"
		list.Items = list.Items[:MaxAnswers]
	}
	for _, item := range list.Items {
		a := Answer{ID: item.Text("an answer", &p.l), Pos: item.Pos}
		if item.Kind != source.Scalar {
			continue
		}
		p.id(a.ID, "answer", a.Pos)
		switch {
		case n.HasAnswer(a.ID):
			p.l.Add(a.Pos, "flow-answers", "answer %q stands twice", a.ID)
			continue
		case n.Type == Many && a.ID == None:
			p.l.Add(a.Pos, "flow-answers", "%q is offered by itself in a question of type many", None).Hint = "leave it out"
			continue
		}
		n.Answers = append(n.Answers, a)
	}
	switch {
	case len(n.Answers) == 0 && len(list.Items) == 0:
		p.l.Add(list.Pos, "flow-answers", "question %q has no answers", n.ID).Hint = "name two or more"
	case len(n.Answers) == 1 && len(list.Items) == 1:
		p.l.Warn(list.Pos, "flow-answer-single", "question %q has a single answer", n.ID).Hint =
			"a question that leaves no choice is a step"
	case n.Type == Many && len(n.Answers) > MaxOptions:
		p.l.Add(list.Pos, "flow-answers", "question %q has %d answers to choose any of; at most %d can be", n.ID, len(n.Answers), MaxOptions).Hint =
			"ask in two questions"
	}
}

// answersWas reads the older ids of answers.
func (p *parser) answersWas(n *Node, y *source.Node) {
	if y.Empty() || !y.Is(source.Map, "answers-was", &p.l) {
		return
	}
	n.AnswersWas = map[string]string{}
	for _, e := range y.Entries {
		p.id(e.Key, "answer", e.Pos)
		if n.HasAnswer(e.Key) || n.Type == Many && e.Key == None {
			p.l.Add(e.Pos, "flow-was", "the older id %q is an answer of question %q", e.Key, n.ID)
		}
		to := e.Value.Text("an answer", &p.l)
		if e.Value.Kind == source.Scalar && p.answer(n, to, e.Value.Pos) {
			n.AnswersWas[e.Key] = to
		}
	}
}

// None is the value of a question of type many where nothing was chosen.
const None = "none"

// value reads an answer as an example gives it, and returns its text as
// addresses have it. It reports what is none.
func (p *parser) value(q *Node, y *source.Node) (string, bool) {
	if p.untyped[q] {
		return "", false
	}
	switch q.Type {
	case Number:
		v, ok := p.number(y)
		if ok && q.Min <= q.Max && (v < q.Min || v > q.Max) {
			p.outside(q, y.Pos, v)
			ok = false
		}
		return strconv.FormatInt(v, 10), ok
	case Many:
		items := y.Items
		if y.Kind == source.Scalar {
			items = []*source.Node{y}
		} else if !y.Is(source.List, "the answer to a question of type many", &p.l) {
			return "", false
		}
		chosen := map[string]bool{}
		sound := true
		for _, item := range items {
			id := item.Text("an answer", &p.l)
			if item.Kind != source.Scalar || id == None && len(items) == 1 {
				continue
			}
			sound = p.answer(q, id, item.Pos) && sound
			chosen[id] = true
		}
		return q.chosen(chosen), sound
	}
	if !y.Is(source.Scalar, "an answer", &p.l) {
		return "", false
	}
	return y.Value, p.answer(q, y.Value, y.Pos)
}

// chosen writes a choice of many as a value.
func (n *Node) chosen(ids map[string]bool) string {
	var out []string
	for _, a := range n.Answers {
		if ids[a.ID] {
			out = append(out, a.ID)
		}
	}
	if len(out) == 0 {
		return None
	}
	return strings.Join(out, ",")
}

func (p *parser) outside(q *Node, pos diag.Pos, v int64) {
	p.l.Add(pos, "flow-number-range", "%d is no answer to question %q", v, q.ID).Hint =
		fmt.Sprintf("its numbers go from %d to %d", q.Min, q.Max)
}

// Value returns the text of an answer in the form of this package, whatever
// order the ids of many come in, and whether it is an answer of the question.
func (n *Node) Value(text string) (string, bool) {
	switch n.Type {
	case Number:
		v, err := strconv.ParseInt(text, 10, 64)
		return text, err == nil && v >= n.Min && v <= n.Max && strconv.FormatInt(v, 10) == text
	case Many:
		if text == None {
			return None, true
		}
		chosen := map[string]bool{}
		for id := range strings.SplitSeq(text, ",") {
			if !n.HasAnswer(id) {
				return text, false
			}
			chosen[id] = true
		}
		return n.chosen(chosen), true
	}
	return text, n.HasAnswer(text)
}

// Holds reports whether the test holds for a value of the question.
func (t Test) Holds(n *Node, value string) bool {
	holds := false
	switch n.Type {
	case Number:
		v, err := strconv.ParseInt(value, 10, 64)
		for _, r := range t.Ranges {
			holds = holds || err == nil && r.Min <= v && v <= r.Max
		}
	case Many:
		chosen := map[string]bool{}
		for id := range strings.SplitSeq(value, ",") {
			chosen[id] = id != None
		}
		count := 0
		for _, id := range t.Answers {
			if chosen[id] {
				count++
			}
		}
		holds = t.None && value == None || count > 0 && (!t.All || count == len(t.Answers))
	default:
		for _, id := range t.Answers {
			holds = holds || id == value
		}
	}
	return holds != t.Not
}
