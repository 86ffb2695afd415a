package automaton

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// randomFlow writes a flow of two to six questions, some steps, outcomes and
// exits, with every form of next and of conditions. Most targets lead on, so
// that most of the flows are sound. In some the last question leads back to
// the first, which goes another way then: no circle, but asked twice.
func randomFlow(r *rand.Rand) string {
	questions, steps, outcomes := 2+r.IntN(5), r.IntN(3), 1+r.IntN(4)
	answers := make([]int, questions)
	for q := range answers {
		answers[q] = 2 + r.IntN(2)
	}
	target := func(from int) string { // nodes are numbered: questions and steps mixed, then ends
		inner := questions + steps
		to := from + 1 + r.IntN(3)
		if r.IntN(40) == 0 {
			to = r.IntN(inner)
		}
		switch {
		case to < inner && to%3 == 2 && to/3 < steps:
			return fmt.Sprintf("s%d", to/3)
		case to < inner && to-min(to/3, steps) < questions:
			return fmt.Sprintf("q%d", to-min(to/3, steps))
		case r.IntN(8) == 0:
			return "flow:other"
		}
		return fmt.Sprintf("o%d", r.IntN(outcomes))
	}
	place := func(q int) int { return q + min(q/2, steps) }
	entry := func(at int) string {
		q := r.IntN(min(at+1, questions))
		if r.IntN(12) == 0 {
			q = r.IntN(questions)
		}
		a := fmt.Sprintf("a%d", r.IntN(answers[q]))
		switch r.IntN(4) {
		case 0:
			a = "{not: " + a + "}"
		case 1:
			a = "[a0, " + fmt.Sprintf("a%d", 1+r.IntN(answers[q]-1)) + "]"
		case 2:
			if r.IntN(3) == 0 {
				a = "{not: [" + a + "]}"
			}
		}
		return fmt.Sprintf("q%d: %s", q, a)
	}
	clause := func(at int) string {
		first := entry(at)
		if second := entry(at); r.IntN(3) == 0 && second[:3] != first[:3] {
			return "{" + first + ", " + second + "}"
		}
		return "{" + first + "}"
	}
	rows := func(b *strings.Builder, at, place int) {
		for range 1 + r.IntN(3) {
			when := clause(at)
			if r.IntN(4) == 0 {
				when = "[" + when + ", " + clause(at) + "]"
			}
			fmt.Fprintf(b, "      - when: %s\n        then: %s\n", when, target(place))
		}
		if r.IntN(12) > 0 {
			fmt.Fprintf(b, "      - else: %s\n", target(place))
		}
	}
	var b strings.Builder
	b.WriteString("start: q0\nquestions:\n")
	back := r.IntN(6) == 0
	for q := range questions {
		fmt.Fprintf(&b, "  q%d:\n    answers: [%s]\n", q, strings.Join([]string{"a0", "a1", "a2"}[:answers[q]], ", "))
		all := strings.Join([]string{"a0", "a1", "a2"}[:answers[questions-1]], ", ")
		switch {
		case back && q == 0:
			fmt.Fprintf(&b, "    next:\n      - when: {q%d: [%s]}\n        then: o0\n      - else: q1\n", questions-1, all)
			continue
		case back && q == questions-1:
			b.WriteString("    next: q0\n")
			continue
		}
		switch r.IntN(3) {
		case 0:
			fmt.Fprintf(&b, "    next: %s\n", target(place(q)))
		case 1:
			b.WriteString("    next:\n")
			for a := range answers[q] {
				if a == answers[q]-1 && r.IntN(2) == 0 {
					fmt.Fprintf(&b, "      else: %s\n", target(place(q)))
				} else {
					fmt.Fprintf(&b, "      a%d: %s\n", a, target(place(q)))
				}
			}
		case 2:
			b.WriteString("    next:\n")
			rows(&b, q, place(q))
		}
	}
	if steps > 0 {
		b.WriteString("steps:\n")
	}
	for s := range steps {
		fmt.Fprintf(&b, "  s%d:\n", s)
		if r.IntN(2) == 0 {
			fmt.Fprintf(&b, "    next: %s\n", target(3*s+2))
		} else {
			b.WriteString("    next:\n")
			rows(&b, 2*s+1, 3*s+2)
		}
	}
	b.WriteString("outcomes:\n")
	for o := range outcomes {
		fmt.Fprintf(&b, "  o%d: {kind: info}\n", o)
	}
	return b.String()
}
