package drill

import "signpost/generator/internal/automaton"

// The points of a drill: those for its outcome, and those for the way there.
const (
	OutcomePoints = 60
	WayPoints     = 40
	MaxPoints     = OutcomePoints + WayPoints
)

// Verdict says where a learner ended, seen from where the case belongs.
type Verdict string

// The verdicts.
const (
	Right Verdict = "right" // where the case belongs
	Over  Verdict = "over"  // handed on further than the case needs
	Under Verdict = "under" // kept, or not handed on far enough
	Aside Verdict = "aside" // elsewhere, no further up and no further down
	Open  Verdict = "open"  // at no end: the answers first given lead to none
)

// Score is what answers are worth.
type Score struct {
	End     string // the id of an outcome, flow:<name>, or "" where the way is open
	Verdict Verdict
	Outcome int // 0 or OutcomePoints
	Way     int // 0 to WayPoints
}

// Points are those for outcome and way together.
func (s Score) Points() int { return s.Outcome + s.Way }

// Score weighs answers, by question, against the drill. a is the flow of the
// drill. The theme's score.ts does the same; both are held to testdata/score.json.
func (d *Drill) Score(a *automaton.Automaton, answers map[string]string) Score {
	right := 0
	for _, w := range d.Way {
		if answers[w.Question] == w.Answer {
			right++
		}
	}
	s := Score{Verdict: Open, Way: WayPoints * right / len(d.Way)}
	visits := a.Walk(answers)
	last := &a.States[visits[len(visits)-1].State]
	if !last.End() {
		return s
	}
	s.End = last.EndID()
	switch rank := Rank(last); {
	case s.End == d.End:
		s.Verdict, s.Outcome = Right, OutcomePoints
	case rank == NoRank || d.Rank == NoRank || rank == d.Rank:
		s.Verdict = Aside
	case rank > d.Rank:
		s.Verdict = Over
	default:
		s.Verdict = Under
	}
	return s
}
