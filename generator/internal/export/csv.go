package export

import (
	"bytes"
	"encoding/csv"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
)

// CSV writes a row for each way through a flow: the answers, "-" where a
// question is not asked, and last the outcome. The columns are the questions
// in the order in which a reader can first meet them, below a head. It returns
// ErrTooLarge for a flow of more than MaxRows ways.
//
// A cell that a spreadsheet would take for a formula has an apostrophe before
// it.
func CSV(a *automaton.Automaton, o Options) ([]byte, error) {
	if a.Ways.Cmp(big.NewInt(MaxRows)) > 0 {
		return nil, tooLarge("ways, each a row", MaxRows, "write it as json: it has the states, which are fewer")
	}
	s := &sheet{words: newWords(a.Flow, o), a: a, column: map[*decision.Node]int{}}
	var head []string
	for i := range a.States {
		n := a.States[i].Node
		if n == nil || n.Kind != decision.Question {
			continue
		}
		if _, ok := s.column[n]; !ok {
			s.column[n] = len(head)
			head = append(head, cell(s.node(n)))
		}
	}
	if cells := new(big.Int).Mul(a.Ways, big.NewInt(int64(len(head)+1))); cells.Cmp(big.NewInt(maxCells)) > 0 {
		return nil, tooLarge("cells", maxCells, "write it as json: it has the states, which are fewer")
	}
	s.rows = [][]string{append(head, cell(s.Terms.Outcome))}
	s.row = slices.Repeat([]string{"-"}, len(head)+1)
	s.follow(0)
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	if err := w.WriteAll(s.rows); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// maxCells is how many cells a table of ways may have.
const maxCells = 1_000_000

// sheet is a table of ways being written.
type sheet struct {
	*words
	a      *automaton.Automaton
	column map[*decision.Node]int
	row    []string // of the way being followed
	chosen []string // options of the question of type many on it
	rows   [][]string
}

// follow adds the rows of all ways from a state.
func (s *sheet) follow(i int) {
	st := &s.a.States[i]
	last := len(s.row) - 1
	if st.End() {
		if st.Node == nil {
			s.row[last] = cell(s.exit(st.Exit))
		} else {
			s.row[last] = cell(s.node(st.Node))
		}
		s.rows = append(s.rows, slices.Clone(s.row))
		return
	}
	n := st.Node
	for _, e := range st.Edges {
		if n.Kind != decision.Question {
			s.follow(e.To)
			continue
		}
		at := s.column[n]
		before, chosen := s.row[at], s.chosen
		switch n.Type {
		case decision.Number:
			s.row[at] = cell(e.Answer)
		case decision.Many:
			if st.Option == n.Answers[0].ID {
				s.chosen = nil
			}
			if e.Answer == automaton.Yes {
				s.chosen = append(slices.Clip(s.chosen), s.answer(n, st.Option))
			}
			s.row[at] = cell(s.choice(n))
		default:
			s.row[at] = cell(s.answer(n, e.Answer))
		}
		s.follow(e.To)
		s.row[at], s.chosen = before, chosen
	}
}

// choice writes the options chosen so far.
func (s *sheet) choice(n *decision.Node) string {
	if len(s.chosen) == 0 && s.Answer == nil {
		return decision.None
	}
	if len(s.chosen) == 0 {
		return s.answer(n, decision.None)
	}
	if s.Answer == nil {
		return strings.Join(s.chosen, ",")
	}
	return strings.Join(s.chosen, " / ")
}

// cell makes a text harmless in a spreadsheet. A number is none.
func cell(s string) string {
	if v, err := strconv.ParseInt(s, 10, 64); err == nil && strconv.FormatInt(v, 10) == s || s == "" || s == "-" {
		return s
	}
	if first := []rune(s)[0]; strings.ContainsRune("=+-@\t\r\uff1d\uff0b\uff0d\uff20", first) {
		return "'" + s
	}
	return s
}
