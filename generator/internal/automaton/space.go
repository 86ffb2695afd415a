package automaton

import (
	"cmp"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"signpost/generator/internal/decision"
)

// space holds the answers of a question as far as the flow tells them apart,
// by number: its values. An answer of type one is a value. Numbers that all
// tests of the flow treat alike are one value, and so are choices of many.
type space struct {
	node   *decision.Node
	tests  []*test
	byName map[string]*test
	ready  bool

	ranges []decision.Range // Number: by value, in order

	// Many: the options are answered one by one. layers[i] holds what may be
	// known after i options, layers[0] one entry; the last leads to values.
	layers  [][]partial
	picks   []uint64 // by value: the least choice, option i as bit i
	choices []choice
	// coarse is whether alternatives that cannot decide any more are not told
	// apart: there were too many of them.
	coarse bool
}

// test tells values of a question from values.
type test struct {
	question int
	accepts  bitset // values
	meaning  decision.Test
}

// test returns the test with that meaning, making it if it is new.
func (s *space) test(question int, t decision.Test) *test {
	name := t.String()
	if found, ok := s.byName[name]; ok {
		return found
	}
	if s.byName == nil {
		s.byName = map[string]*test{}
	}
	made := &test{question: question, meaning: t}
	s.byName[name] = made
	s.tests = append(s.tests, made)
	return made
}

// size is the number of values.
func (s *space) size() int {
	switch s.node.Type {
	case decision.Number:
		return len(s.ranges)
	case decision.Many:
		return len(s.picks)
	}
	return len(s.node.Answers)
}

// prepare numbers the values, now that all tests are known. It returns false
// where a question of type many has too many.
func (s *space) prepare() bool {
	if s.ready {
		return true
	}
	s.ready = true
	switch s.node.Type {
	case decision.Number:
		s.cut()
	case decision.Many:
		return s.choose()
	default:
		s.number()
	}
	return true
}

// number fills in which answers each test accepts.
func (s *space) number() {
	index := make(map[string]int, len(s.node.Answers))
	for i, a := range s.node.Answers {
		index[a.ID] = i
	}
	for _, t := range s.tests {
		t.accepts = newBitset(len(index))
		for _, id := range t.meaning.Answers {
			if i, ok := index[id]; ok {
				t.accepts.set(i)
			}
		}
		if t.meaning.Not {
			for w := range t.accepts {
				t.accepts[w] = ^t.accepts[w]
			}
		}
	}
}

// cut splits the numbers where a test begins or ends.
func (s *space) cut() {
	n := s.node
	starts := []int64{n.Min}
	for _, t := range s.tests {
		for _, r := range t.meaning.Ranges {
			for _, at := range []int64{r.Min, r.Max + 1} {
				if n.Min < at && at <= n.Max { // a test may come from a question that takes this one's answer over
					starts = append(starts, at)
				}
			}
		}
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	for i, low := range starts {
		high := n.Max
		if i+1 < len(starts) {
			high = starts[i+1] - 1
		}
		s.ranges = append(s.ranges, decision.Range{Min: low, Max: high})
	}
	for _, t := range s.tests {
		t.accepts = newBitset(len(s.ranges))
		for _, r := range t.meaning.Ranges {
			v, _ := slices.BinarySearch(starts, max(r.Min, n.Min))
			for ; v < len(s.ranges) && s.ranges[v].Max <= r.Max; v++ {
				t.accepts.set(v)
			}
		}
		if t.meaning.Not {
			for w := range t.accepts {
				t.accepts[w] = ^t.accepts[w]
			}
		}
	}
}

// fewer orders choices: fewer options first, then those that come first.
func fewer(a, b uint64) bool {
	if d := cmp.Compare(bits.OnesCount64(a), bits.OnesCount64(b)); d != 0 {
		return d < 0
	}
	return a < b
}

// text writes a value as an answer: the least one where several are alike.
func (s *space) text(v int) string {
	switch s.node.Type {
	case decision.Number:
		r := s.ranges[v]
		at := r.Min
		if r.Min <= 0 && r.Max >= 0 {
			at = 0
		} else if r.Max < 0 {
			at = r.Max
		}
		return strconv.FormatInt(at, 10)
	case decision.Many:
		return s.choice(s.picks[v])
	}
	return s.node.Answers[v].ID
}

// choice writes options of many as an answer.
func (s *space) choice(picks uint64) string {
	var ids []string
	for i, a := range s.node.Answers {
		if picks>>i&1 == 1 {
			ids = append(ids, a.ID)
		}
	}
	if len(ids) == 0 {
		return decision.None
	}
	return strings.Join(ids, ",")
}

// value finds the number of an answer, or -1.
func (s *space) value(text string) int {
	text, ok := s.node.Value(text)
	if !ok {
		return -1
	}
	switch s.node.Type {
	case decision.Number:
		v, _ := strconv.ParseInt(text, 10, 64)
		return slices.IndexFunc(s.ranges, func(r decision.Range) bool { return r.Min <= v && v <= r.Max })
	case decision.Many:
		at := int32(0)
		for i, a := range s.node.Answers {
			with := 0
			if slices.Contains(strings.Split(text, ","), a.ID) {
				with = 1
			}
			at = s.layers[i][at].on[with]
		}
		return int(at)
	}
	return slices.IndexFunc(s.node.Answers, func(a decision.Answer) bool { return a.ID == text })
}
