package automaton

import "signpost/generator/internal/decision"

// target is a decision.Target with the node by number.
type target struct {
	node int    // index in explorer.nodes, where flow is ""
	flow string // name of another flow
}

// rule is a row of next with questions and answers by number.
type rule struct {
	when [][]test // one of these holds, or there is none
	to   target
}

// test holds if the question was given one of the answers.
type test struct {
	question int
	accepts  bitset // answers
}

// resolve turns the rows of every node into rules, once.
func (e *explorer) resolve() [][]rule {
	answers := make([]map[string]int, len(e.nodes))
	for q, n := range e.nodes {
		answers[q] = make(map[string]int, len(n.Answers))
		for a, answer := range n.Answers {
			answers[q][answer.ID] = a
		}
	}
	rules := make([][]rule, len(e.nodes))
	for i, n := range e.nodes {
		rules[i] = make([]rule, len(n.Next.Rows))
		for r, row := range n.Next.Rows {
			rules[i][r].to = target{e.index[row.Then.ID], row.Then.Flow}
			for _, clause := range row.When {
				tests := make([]test, len(clause))
				for k, entry := range clause {
					q := e.index[entry.Question]
					tests[k] = test{q, accepts(entry, answers[q])}
				}
				rules[i][r].when = append(rules[i][r].when, tests)
			}
		}
	}
	return rules
}

// accepts is the set of answers, by number, for which an entry holds.
func accepts(entry decision.Entry, number map[string]int) bitset {
	b := newBitset(len(number))
	for _, id := range entry.Answers {
		if a, ok := number[id]; ok {
			b.set(a)
		}
	}
	if entry.Not {
		for w := range b {
			b[w] = ^b[w]
		}
	}
	return b
}

// holds evaluates a rule over the current answers. A question that was not
// asked makes a test fail, whatever it accepts.
func (e *explorer) holds(r *rule) bool {
	e.work++
	if len(r.when) == 0 {
		return true
	}
	for _, tests := range r.when {
		if e.all(tests) {
			return true
		}
	}
	return false
}

func (e *explorer) all(tests []test) bool {
	for _, t := range tests {
		e.work++
		if a := e.current[t.question]; a < 0 || !t.accepts.has(int(a)) {
			return false
		}
	}
	return true
}

// liveness computes which questions each node or something after it reads. A
// question's own answer is born at it. Each question is followed back from those who read it, so that
// no order of the nodes in the file makes it slow.
func (e *explorer) liveness() {
	before := make([][]int, len(e.nodes)) // the nodes that lead to each
	readers := make([][]int, len(e.nodes))
	e.live = make([]bitset, len(e.nodes))
	e.asked = make([]bitset, len(e.nodes))
	add := func(to []int, i int) []int { // nodes come in order: the last one tells
		if len(to) > 0 && to[len(to)-1] == i {
			return to
		}
		return append(to, i)
	}
	for i, rules := range e.rules {
		e.live[i], e.asked[i] = newBitset(len(e.nodes)), newBitset(len(e.nodes))
		for _, r := range rules {
			if r.to.flow == "" {
				before[r.to.node] = add(before[r.to.node], i)
			}
			for _, tests := range r.when {
				for _, t := range tests {
					readers[t.question] = add(readers[t.question], i)
				}
			}
		}
	}
	var todo []int
	for q, at := range readers {
		todo = append(todo[:0], at...)
		for len(todo) > 0 {
			i := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			if i != q && e.live[i].set(q) {
				todo = append(todo, before[i]...)
			}
		}
	}
}
