package automaton

// Ahead is what a reader may still meet after a state, at most: on the longest
// way on from there. Ends are not counted.
type Ahead struct {
	// Screens counts questions, steps and results that are shown; a question of
	// type many is one. Within such a question it counts what follows it.
	Screens int
	// States counts the same option by option, as they are met without a script.
	States int
	// Leaves is whether a way on from here goes to another flow, of whose
	// questions nothing is counted.
	Leaves bool
}

// Ahead tells for each of States what may come after it.
func (a *Automaton) Ahead() []Ahead {
	out := make([]Ahead, len(a.States))
	for _, s := range a.fromEnds() {
		st, now := &a.States[s], &out[s]
		now.Leaves = st.Exit != ""
		for _, e := range st.Edges {
			to, next := &a.States[e.To], out[e.To]
			now.Leaves = now.Leaves || next.Leaves
			if to.End() {
				continue
			}
			now.States = max(now.States, next.States+1)
			if to.Node != st.Node { // the same one is its next option
				next.Screens++
			}
			now.Screens = max(now.Screens, next.Screens)
		}
	}
	return out
}
