package site

import (
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
	whole := func(n int) string { return formatNumber(int64(n), rv.lang) }
	out := &reviewFigures{Questions: whole(f.Questions), Outcomes: whole(len(f.Outcomes)), States: whole(f.States),
		Ways: grouped(f.Ways, rv.lang), Shortest: whole(f.Shortest), Longest: whole(f.Longest)}
	for _, e := range rv.a.Ends {
		to := rv.node(rv.a.Flow.Node(e.ID))
		if name, ok := strings.CutPrefix(e.ID, "flow:"); ok {
			to = rv.target(decision.Target{Flow: name})
		}
		out.Ends = append(out.Ends, reviewEnd{to, grouped(e.Ways.String(), rv.lang), rv.share(e.Ways, rv.a.Ways), rv.share(e.Combinations, rv.a.Combinations)})
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
			value = "< " + tenths(1, rv.lang)
		case n >= 1000:
			value = "> " + tenths(999, rv.lang)
		default:
			value = tenths(n, rv.lang)
		}
	}
	return rv.sentence("review-percent", map[string]string{"Value": value})
}

// tenths writes a number of tenths, below 1000, with one place.
func tenths(n int64, lang string) string {
	point := ","
	if base, _, _ := strings.Cut(strings.ToLower(lang), "-"); base == "en" {
		point = "."
	}
	return formatNumber(n/10, lang) + point + formatNumber(n%10, lang)
}

// grouped writes the digits of a whole number, 0 or above, of any size.
func grouped(digits, lang string) string {
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(groupSign(lang))
		}
		b.WriteRune(d)
	}
	return b.String()
}
