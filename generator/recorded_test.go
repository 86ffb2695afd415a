package main

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"testing"

	"signpost/bench/recorded"
	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
)

// recordings is where the recorded flows lie, beside the project: every way
// through twelve flows of a public service, step by step. Its NOTICE says
// whose they are.
const recordings = "../../shared/data/govuk-paths"

// TestRecordedFlows rebuilds each recorded flow, compiles it, and holds its
// ways and its merged states against the records.
func TestRecordedFlows(t *testing.T) {
	want := map[string]struct{ ways, questions, outcomes, prefixes, merged int }{
		"additional-commodity-code":          {608, 11, 1, 177, 11},
		"childcare-costs-for-tax-credits":    {27, 21, 7, 28, 21},
		"energy-grants-calculator":           {1176, 12, 6, 1587, 58},
		"estimate-self-assessment-penalties": {335, 5, 2, 228, 30},
		"landlord-immigration-check":         {34, 14, 14, 25, 17},
		"register-a-death":                   {89, 6, 7, 15, 7},
		"report-a-lost-or-stolen-passport":   {3, 2, 3, 2, 2},
		"state-pension-age":                  {27, 3, 3, 12, 6},
		"student-finance-calculator":         {374, 13, 5, 208, 27},
		"towing-rules":                       {22, 17, 22, 17, 17},
		"uk-benefits-abroad":                 {214, 24, 67, 84, 52},
		"vat-payment-deadlines":              {7, 2, 7, 2, 2},
	}
	if _, err := os.Stat(recordings); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the recorded flows are not there: " + recordings)
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		w := want[name]
		t.Run(name, func(t *testing.T) {
			r, err := recorded.Read(recordings, name)
			if err != nil {
				t.Fatal(err)
			}
			f, l := decision.Parse(name, "flow.yaml", []byte(r.YAML()))
			if !decision.Compilable(l) {
				t.Fatalf("%v", l[:min(len(l), 3)])
			}
			a, _ := automaton.Compile(f)
			if a == nil {
				t.Fatal("no automaton")
			}
			if got, all := accepted(a), r.Ways(); !slices.Equal(got, all) {
				t.Errorf("the automaton accepts %d ways, recorded are %d", len(got), len(all))
			}
			if got := a.Ways.String(); got != strconv.Itoa(w.ways) || len(a.Ends) != w.outcomes {
				t.Errorf("%s ways to %d outcomes, want %d to %d", got, len(a.Ends), w.ways, w.outcomes)
			}
			if len(r.Questions) != w.questions || r.Prefixes() != w.prefixes {
				t.Errorf("%d questions and %d prefixes, want %d and %d", len(r.Questions), r.Prefixes(), w.questions, w.prefixes)
			}
			if a.Inner() != w.merged {
				t.Errorf("%d states, want %d", a.Inner(), w.merged)
			}
			t.Logf("%d states, %d before merging", a.Inner(), a.Unmerged-len(a.Ends))
		})
	}
}

// accepted lists the ways of an automaton with their ends, by walking them.
func accepted(a *automaton.Automaton) []string {
	var out []string
	var walk func(s int, prefix []recorded.Given)
	walk = func(s int, prefix []recorded.Given) {
		st := &a.States[s]
		if st.End() {
			out = append(out, recorded.Key(prefix)+st.ID)
		}
		for _, e := range st.Edges {
			walk(e.To, append(slices.Clone(prefix), recorded.Given{Question: st.Node.ID, Answer: e.Answer}))
		}
	}
	walk(0, nil)
	slices.Sort(out)
	return out
}
