package site

import (
	"fmt"
	"math/big"
	"strings"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/export"
)

// reviewFigures are the numbers of a flow as readers see numbers.
type reviewFigures struct {
	Questions string      `json:"questions"` // with those of the flows used
	Outcomes  string      `json:"outcomes"`
	States    string      `json:"states"`
	Ways      string      `json:"ways"`
	Shortest  string      `json:"shortest"`
	Longest   string      `json:"longest"`
	Ends      []reviewEnd `json:"ends"`
}

// reviewEnd is an end with its parts of all ways and of all answers.
type reviewEnd struct {
	To      *reviewTarget `json:"to"`
	Ways    string        `json:"ways"`
	Share   string        `json:"share"`
	Answers string        `json:"answers"`
}

func (rv *reviewer) figures() *reviewFigures {
	f := export.Figures(rv.a)
	whole := func(n int) string { return rv.whole(int64(n)) }
	out := &reviewFigures{Questions: whole(f.Questions), Outcomes: whole(len(f.Outcomes)), States: whole(f.States),
		Ways: rv.digits(f.Ways), Shortest: whole(f.Shortest), Longest: whole(f.Longest)}
	for _, e := range rv.a.Ends {
		to := rv.node(rv.a.Flow.Node(e.ID))
		if name, ok := strings.CutPrefix(e.ID, "flow:"); ok {
			to = rv.target(decision.Target{Flow: name})
		}
		out.Ends = append(out.Ends, reviewEnd{to, rv.digits(e.Ways.String()), rv.share(e.Ways, rv.a.Ways), rv.share(e.Combinations, rv.a.Combinations)})
	}
	return out
}

// share writes a part of a whole in per cent, to a tenth. What is there but
// rounds to nothing, and what is not all but rounds to it, is said to be so.
func (rv *reviewer) share(part, of *big.Int) string {
	value := "0"
	switch thousands := new(big.Int); {
	case part.Sign() == 0 || of.Sign() == 0:
	case part.Cmp(of) == 0:
		value = "100"
	default:
		thousands.Mul(part, big.NewInt(2000)).Add(thousands, of).Quo(thousands, new(big.Int).Lsh(of, 1))
		n := thousands.Int64()
		switch {
		case n == 0:
			value = "< " + rv.tenths(1)
		case n >= 1000:
			value = "> " + rv.tenths(999)
		default:
			value = rv.tenths(n)
		}
	}
	return rv.sentence("review-percent", map[string]string{"Value": value})
}

// tenths writes a number of tenths with one place.
func (rv *reviewer) tenths(n int64) string { return rv.digits(fmt.Sprintf("%d.%d", n/10, n%10)) }

// digits writes a number of any size, given as locale.Format.Number reads it.
func (rv *reviewer) digits(n string) string {
	s, err := rv.c.tongues[rv.lang].Number(n)
	if err != nil {
		return n // a bug, for all to see
	}
	return s
}
