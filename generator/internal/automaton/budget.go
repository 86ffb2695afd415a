package automaton

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"signpost/generator/internal/diag"
)

// tooManyStates reports a flow that runs away, naming what it carries
// furthest.
func (e *explorer) tooManyStates() {
	carried := make([]int, len(e.nodes))
	for _, st := range e.states {
		for _, g := range st.env {
			carried[g.question]++
		}
	}
	most := e.most(carried)
	if most == "" {
		e.budget(fmt.Sprintf("the flow has more than %d states", MaxStates), "ask less, or divide it into several flows")
		return
	}
	e.budget(fmt.Sprintf("the flow has more than %d states; carried furthest: %s", MaxStates, most),
		"decide on these answers sooner, so that later questions need not remember them")
}

// tooMuchWork reports a flow with too many combinations of answers and rows,
// naming where they are.
func (e *explorer) tooMuchWork() {
	e.budget(fmt.Sprintf("the flow takes more than %d comparisons of answers with rows; most at: %s", MaxWork, e.most(e.spent)),
		"give these fewer rows, or let fewer answers be read so late")
}

// tooManyChoices reports a question of type many of which too much is read.
func (e *explorer) tooManyChoices(q int) {
	e.budget(fmt.Sprintf("the conditions tell more than %d choices of question %q apart", maxLayer, e.nodes[q].ID),
		"read fewer of its answers one by one, or ask in two questions")
}

func (e *explorer) budget(message, hint string) {
	e.over = true
	e.l.Add(diag.Pos{File: e.f.File, Line: 1, Col: 1}, "flow-budget", "%s", message).Hint = hint
}

// most names the nodes with the largest numbers, five at most.
func (e *explorer) most(numbers []int) string {
	var at []int
	for i, n := range numbers {
		if n > 0 {
			at = append(at, i)
		}
	}
	slices.SortFunc(at, func(a, b int) int {
		return cmp.Or(cmp.Compare(numbers[b], numbers[a]), cmp.Compare(a, b))
	})
	var names []string
	for _, i := range at[:min(len(at), 5)] {
		names = append(names, fmt.Sprintf("%q", e.nodes[i].ID))
	}
	return strings.Join(names, ", ")
}
