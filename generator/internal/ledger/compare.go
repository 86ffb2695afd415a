package ledger

import (
	"slices"
	"strings"
)

// Drift is how far the source of a unit has gone since it was translated.
type Drift uint8

// The grades. A unit has one of them; a change of facts comes on top.
const (
	None      Drift = iota
	Editorial       // the words are the same: case, punctuation, markup, links
	Changed         // other words
	Moved           // the same text, under another id or at another place
	Gone            // the source has no such unit any more
	Unknown         // the ledger does not know what the unit was translated from
)

// String is the word of the grade in the output of programs.
func (d Drift) String() string {
	return [...]string{"none", "editorial", "changed", "moved", "gone", "unknown"}[d]
}

// Change is a unit against what its translation was made from.
type Change struct {
	ID    string
	Drift Drift
	// Facts is whether numbers, times, phone numbers, codes or severities are
	// others.
	Facts bool
	// Was is the id under which the same text was translated, of one Moved to
	// this one; "" else.
	Was   string
	Unit  *Unit  // nil of one Gone
	Entry *Entry // nil of one Unknown
}

// Same reports whether nothing changed at all, which is the case that is quick
// to find out.
func Same(units []Unit, l *Ledger) bool {
	return l != nil && slices.EqualFunc(units, l.Entries, func(u Unit, e Entry) bool { return u.ID == e.ID && u.From == e.From })
}

// Compare grades the units of a document, in their order, then those that are
// gone. Where order counts, as on a page, a section that stands elsewhere
// between the others is Moved.
func Compare(units []Unit, l *Ledger, order bool) []Change {
	out := make([]Change, 0, len(units))
	there := make(map[string]bool, len(units))
	for i := range units {
		there[units[i].ID] = true
	}
	gone := map[string][]*Entry{} // by exact text
	if l != nil {
		for i := range l.Entries {
			if e := &l.Entries[i]; !there[e.ID] {
				gone[e.From.Exact] = append(gone[e.From.Exact], e)
			}
		}
	}
	stayed := inOrder(units, l)
	for i := range units {
		u := &units[i]
		c := Change{ID: u.ID, Unit: u, Entry: l.Entry(u.ID)}
		switch e := c.Entry; {
		case e == nil:
			c.Drift = Unknown
			if from := gone[u.From.Exact]; len(from) > 0 {
				gone[u.From.Exact] = from[1:]
				c.Drift, c.Was, c.Entry = Moved, from[0].ID, from[0]
			}
		case e.From.Words != u.From.Words || e.From.Facts != u.From.Facts:
			c.Drift, c.Facts = Changed, e.From.Facts != u.From.Facts
		case order && section(u.ID) && !stayed[u.ID]:
			c.Drift = Moved
		case e.From.Exact != u.From.Exact:
			c.Drift = Editorial
		}
		out = append(out, c)
	}
	if l != nil {
		for i := range l.Entries {
			if e := &l.Entries[i]; slices.Contains(gone[e.From.Exact], e) {
				out = append(out, Change{ID: e.ID, Drift: Gone, Entry: e})
			}
		}
	}
	return out
}

func section(id string) bool { return !strings.HasPrefix(id, "_") && !strings.Contains(id, "/") }

// inOrder gives the sections that need not have moved: a longest run of them
// that stand in one order in the source and in the ledger.
func inOrder(units []Unit, l *Ledger) map[string]bool {
	if l == nil {
		return nil
	}
	var ids []string
	var at []int // in the ledger
	for _, u := range units {
		if i, ok := l.byID[u.ID]; ok && section(u.ID) {
			ids, at = append(ids, u.ID), append(at, i)
		}
	}
	// length of the longest run that ends with each, and what is before it.
	length, before := make([]int, len(at)), make([]int, len(at))
	best := -1
	for i := range at {
		length[i], before[i] = 1, -1
		for j := range i {
			if at[j] < at[i] && length[j] >= length[i] {
				length[i], before[i] = length[j]+1, j
			}
		}
		if best < 0 || length[i] > length[best] {
			best = i
		}
	}
	out := map[string]bool{}
	for i := best; i >= 0; i = before[i] {
		out[ids[i]] = true
	}
	return out
}
