package project

import (
	"slices"
	"strings"

	"signpost/generator/internal/config"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/ledger"
	"signpost/generator/internal/prose"
)

// State is how far the translation of a unit is. Each unit has one.
type State uint8

// The states, the best first.
const (
	Done      State = iota // made by a person, or reviewed by one, and the source says the same
	Machine                // made by machine, not reviewed, and the source says the same
	Editorial              // the source has the same words, written otherwise
	Moved                  // the source has the same text elsewhere
	Changed                // the source has other words
	Unknown                // nobody noted what it was translated from
	Missing                // there is no translation
	Gone                   // the source has it no more
	Fallback               // readers get the source, as it says
	Withheld               // deliberately not offered, as the source says
	Alone                  // the source does not have it
	states
)

// States lists all states, in order.
func States() []State {
	out := make([]State, states)
	for i := range out {
		out[i] = State(i)
	}
	return out
}

// String is the word for it in the output of programs.
func (s State) String() string {
	return [...]string{"done", "machine", "editorial", "moved", "changed", "unknown", "missing", "gone", "fallback", "withheld", "alone"}[s]
}

// Piece is a unit with the state of its translation.
type Piece struct {
	ledger.Change
	State State
	// From is where the same text was translated before: "content/ru/a.md#id"; ""
	// where it was not.
	From string
}

// Progress is a translation with the state of each unit.
type Progress struct {
	*Translation
	Pieces []Piece
}

// Progress grades all translations to a language.
func (p *Project) Progress(lang string) []Progress {
	var out []Progress
	type place struct{ doc, piece int }
	left := map[string][]place{} // what is gone, by its exact text
	for _, t := range p.Translations(lang) {
		pr := Progress{Translation: t}
		for _, c := range t.Changes() {
			piece := Piece{Change: c, State: t.state(c)}
			if c.Was != "" {
				piece.From = t.File + "#" + c.Was
			}
			if piece.State == Gone {
				left[c.Entry.From.Exact] = append(left[c.Entry.From.Exact], place{len(out), len(pr.Pieces)})
			}
			pr.Pieces = append(pr.Pieces, piece)
		}
		if t.Kind == PageText && t.Text != nil {
			pr.alone()
		}
		out = append(out, pr)
	}
	for _, page := range p.Pages {
		if p.Alone(page) && page.Texts[lang] != nil {
			pr := Progress{Translation: p.Translated(page, lang)}
			pr.alone()
			out = append(out, pr)
		}
	}
	// A text that one file of the source lost and another one has is moved.
	for i := range out {
		for j := range out[i].Pieces {
			piece := &out[i].Pieces[j]
			if piece.State != Unknown && piece.State != Missing {
				continue
			}
			from := left[piece.Unit.From.Exact]
			if len(from) == 0 {
				continue
			}
			old := out[from[0].doc].Pieces[from[0].piece]
			piece.State, piece.Drift, piece.Entry = Moved, ledger.Moved, old.Entry
			piece.From = out[from[0].doc].File + "#" + old.ID
			left[piece.Unit.From.Exact] = from[1:]
		}
	}
	return out
}

// alone adds the units that only the translation has.
func (pr *Progress) alone() {
	for _, u := range ledger.Units(pr.Text.Units(false), pr.Lang) {
		if pr.Source != nil && strings.HasPrefix(u.ID, "_") || slices.ContainsFunc(pr.Pieces, func(x Piece) bool { return x.ID == u.ID }) {
			continue
		}
		pr.Pieces = append(pr.Pieces, Piece{Change: ledger.Change{ID: u.ID, Unit: &u}, State: Alone})
	}
}

func (t *Translation) state(c ledger.Change) State {
	switch {
	case c.Drift == ledger.Gone:
		return Gone
	case t.Kind != Strings && t.Text == nil:
		switch t.Missing {
		case prose.Fallback:
			return Fallback
		case prose.Withheld:
			return Withheld
		}
		return Missing
	case c.Was != "" && t.Has(c.Was):
		return Moved
	case !t.Has(c.ID):
		return Missing
	}
	switch c.Drift {
	case ledger.Unknown:
		return Unknown
	case ledger.Changed:
		return Changed
	case ledger.Moved:
		return Moved
	case ledger.Editorial:
		return Editorial
	}
	if c.Entry.Made == ledger.Machine && c.Entry.Reviewed == ledger.Unreviewed {
		return Machine
	}
	return Done
}

// Passes reports whether a unit has reached a level: config.Known, Current or
// Reviewed. What is deliberately not translated passes all.
func (pr *Progress) Passes(piece Piece, level string) bool {
	switch piece.State {
	case Fallback, Withheld, Alone:
		return true
	case Gone:
		return !pr.Has(piece.ID) // a line that the next stamp removes
	case Missing, Unknown:
		return false
	case Changed:
		return level == config.Known
	}
	return level != config.Reviewed || piece.Entry.Reviewed != ledger.Unreviewed
}

// Gated reports whether a gate is about a translation.
func (p *Project) Gated(g config.Gate, t *Translation) bool {
	if g.Lang != t.Lang {
		return false
	}
	switch t.Kind {
	case PageText:
		return g.What == "pages"
	case DrillText:
		return g.What == "flows"
	case GlossaryText:
		return g.What == "glossary"
	case Strings:
		return g.What == "strings"
	}
	return g.What == "flows" || g.What == config.Escalations && p.escalates(t.Name)
}

// escalates reports whether a flow can end in an escalation, or is used by one
// that can.
func (p *Project) escalates(name string) bool {
	for _, f := range p.Flows {
		ends := false
		for _, n := range f.Nodes {
			ends = ends || n.Kind == decision.Outcome && n.Outcome == "escalate"
		}
		if !ends {
			continue
		}
		if f.Name == name {
			return true
		}
		for _, used := range decision.Closure(f.Flow, p.Sound) {
			if used == name {
				return true
			}
		}
	}
	return false
}
