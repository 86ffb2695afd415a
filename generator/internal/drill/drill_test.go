package drill

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/prose"
)

var update = flag.Bool("update", false, "rewrite testdata/score.json; read the difference before you keep it")

const decisions = "../../../decisions"

// flowNames lists the flows of the reference site.
func flowNames(t *testing.T) []string {
	t.Helper()
	all, err := filepath.Glob(decisions + "/*/flow.yaml")
	if err != nil || len(all) < 5 {
		t.Fatal(all, err)
	}
	var out []string
	for _, name := range all {
		out = append(out, filepath.Base(filepath.Dir(name)))
	}
	return out
}

func parse(t *testing.T, name string) *decision.Flow {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(decisions, name, "flow.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	f, l := decision.Parse(name, "flow.yaml", data)
	if l.HasErrors() {
		t.Fatal(l)
	}
	return f
}

func compile(t *testing.T, f *decision.Flow) (*automaton.Automaton, diag.List) {
	t.Helper()
	linked, l := decision.Link(f, func(name string) *decision.Flow { return parse(t, name) })
	if linked == nil || !decision.Compilable(l) {
		return nil, l
	}
	a, more := automaton.Compile(linked)
	return a, append(l, more...)
}

// told makes a text with a story for every example of a flow.
func told(t *testing.T, f *decision.Flow) *prose.Document {
	t.Helper()
	var b strings.Builder
	b.WriteString("---\ntitle: T\ndescription: D\nmade: person\nreviewed: no\n---\n")
	for _, x := range f.Examples {
		fmt.Fprintf(&b, "## %s {#%s}\n\nA story.\n\n", x.ID, x.ID)
	}
	doc, l := prose.Parse("drills.en.md", []byte(b.String()), prose.KeysOf(false, true))
	if l.HasErrors() {
		t.Fatal(l)
	}
	return doc
}

// TestEveryExample: every example of the reference site makes a drill, whose way
// asks what the example gives.
func TestEveryExample(t *testing.T) {
	for _, name := range flowNames(t) {
		f := parse(t, name)
		a, _ := compile(t, f)
		drills, l := Make(a, told(t, f))
		if len(l) > 0 || len(drills) != len(f.Examples) {
			t.Fatalf("%s: %d drills of %d examples: %v", name, len(drills), len(f.Examples), l)
		}
		for i, d := range drills {
			x := f.Examples[i]
			if d.End != x.Expect.String() || len(d.Way) != len(x.Given) {
				t.Errorf("%s: %+v", d.Key(), d)
			}
			if s := d.Score(a, x.Answers()); s.Points() != MaxPoints || s.Verdict != Right {
				t.Errorf("%s: %+v", d.Key(), s)
			}
		}
	}
}

// ways calls see with the answers of each way through a flow; of a number, with
// the least of each range. It stops after limit ways.
func ways(a *automaton.Automaton, limit int, see func(answers map[string]string)) bool {
	answers := map[string]string{}
	n := 0
	var from func(s int) bool
	from = func(s int) bool {
		st := &a.States[s]
		if st.End() {
			n++
			see(answers)
			return n < limit
		}
		id := st.Node.ID
		before, was := answers[id]
		for _, e := range st.Edges {
			switch {
			case st.Node.Kind != decision.Question:
			case st.Node.Type == decision.Number:
				answers[id] = fmt.Sprint(e.Range.Min)
			case st.Node.Type == decision.Many:
				chosen := strings.Split(before, ",")
				if !was || before == decision.None {
					chosen = nil
				}
				if e.Answer == automaton.Yes {
					chosen = append(slices.Clone(chosen), st.Option)
				}
				answers[id] = strings.Join(chosen, ",")
				if len(chosen) == 0 {
					answers[id] = decision.None
				}
			default:
				answers[id] = e.Answer
			}
			if !from(e.To) {
				return false
			}
		}
		if delete(answers, id); was {
			answers[id] = before
		}
		return true
	}
	return from(0)
}

// TestPoints: no way gives more than all points, and the right way alone gives
// all. The ways are counted against the automaton, so that none is left out.
func TestPoints(t *testing.T) {
	for _, name := range flowNames(t) {
		f := parse(t, name)
		a, _ := compile(t, f)
		drills, _ := Make(a, told(t, f))
		if !a.Ways.IsInt64() || a.Ways.Int64() > 20_000 { // the rest at random
			r := rand.New(rand.NewPCG(1, 2))
			for range 2000 {
				d, x := drills[r.IntN(len(drills))], f.Examples[r.IntN(len(f.Examples))]
				points(t, a, d, x.Answers())
			}
			continue
		}
		for _, d := range drills {
			n := int64(0)
			ways(a, 1<<30, func(answers map[string]string) {
				n++
				points(t, a, d, answers)
			})
			if n != a.Ways.Int64() {
				t.Fatalf("%s: %d ways of %s", name, n, a.Ways)
			}
		}
	}
}

// points reports points that answers cannot have.
func points(t *testing.T, a *automaton.Automaton, d *Drill, answers map[string]string) {
	t.Helper()
	s := d.Score(a, answers)
	right := true
	for _, w := range d.Way {
		right = right && answers[w.Question] == w.Answer
	}
	switch {
	case s.Points() < 0 || s.Points() > MaxPoints, right != (s.Points() == MaxPoints), (s.Outcome == OutcomePoints) != (s.End == d.End), s.End == "":
		t.Errorf("%s: %v gives %+v", d.Key(), answers, s)
	}
}

// oracle walks a flow that uses no other one by its rows, without an automaton.
func oracle(f *decision.Flow, answers map[string]string) (end string, asked []string) {
	at, met := f.Start, map[string]string{}
	for range 1000 {
		n := f.Node(at.ID)
		if at.Flow != "" || n.Kind == decision.Outcome {
			return at.String(), asked
		}
		if n.Kind == decision.Question {
			answer, ok := answers[n.ID]
			if !ok {
				return "", asked
			}
			asked = append(asked, n.ID)
			met[n.ID] = answer
		}
		i := slices.IndexFunc(n.Next.Rows, func(r decision.Row) bool {
			return len(r.When) == 0 || slices.ContainsFunc(r.When, func(c decision.Clause) bool {
				return !slices.ContainsFunc(c, func(e decision.Entry) bool {
					answer, ok := met[e.Question]
					return !ok || !e.Holds(f.Node(e.Question), answer)
				})
			})
		})
		if i < 0 {
			return "", asked
		}
		at = n.Next.Rows[i].Then
	}
	return "", asked
}

// TestMutations sends each row of each flow elsewhere: exactly the drills fail
// that the row has a part in, by an oracle that knows no automaton.
func TestMutations(t *testing.T) {
	mutants, failed := 0, 0
	for _, name := range flowNames(t) {
		if len(parse(t, name).Uses()) > 0 {
			continue // the oracle does not follow into other flows
		}
		doc := told(t, parse(t, name))
		for at, n := range parse(t, name).Nodes {
			for row := range n.Next.Rows {
				for _, to := range parse(t, name).Nodes {
					if to.Kind != decision.Outcome || to.ID == n.Next.Rows[row].Then.ID {
						continue
					}
					f := parse(t, name)
					f.Nodes[at].Next.Rows[row].Then = decision.Target{ID: to.ID, Pos: f.Nodes[at].Next.Rows[row].Then.Pos}
					a, _ := compile(t, f)
					if a == nil {
						continue
					}
					mutants++
					var want, got []string
					for _, x := range f.Examples {
						end, asked := oracle(f, x.Answers())
						if end != x.Expect.String() || len(asked) != len(x.Given) {
							want = append(want, x.ID)
						}
					}
					_, l := Make(a, doc)
					for _, d := range l {
						if d.Code != "drill-stale" {
							t.Errorf("%v", d)
						}
						got = append(got, x(d.Message))
					}
					failed += len(got)
					if d := cmp.Diff(want, got); d != "" {
						t.Fatalf("%s: row %d of %s leads to %s: %s", name, row, n.ID, to.ID, d)
					}
				}
			}
		}
	}
	if mutants < 500 || failed < 1000 {
		t.Errorf("%d mutants with %d failures: too few", mutants, failed)
	}
}

// x is the name of the drill in a message.
func x(message string) string {
	_, rest, _ := strings.Cut(message, `drill "`)
	id, _, _ := strings.Cut(rest, `"`)
	return id
}

// scoreCase is a line of testdata/score.json, which the page's tests read, too: the
// tables are those of e2e/vectors.
type scoreCase struct {
	Flow    string            `json:"flow"`
	Way     [][2]string       `json:"way"`
	End     string            `json:"end"`
	Ranks   map[string]int    `json:"ranks"`
	Answers map[string]string `json:"answers"`
	Want    [4]any            `json:"want"` // end, verdict, points for the outcome, for the way
}

// TestScore holds the points of answers to drills of the reference site against a
// table: those of other examples, of first answers alone, of none.
func TestScore(t *testing.T) {
	var got []scoreCase
	for _, name := range flowNames(t) {
		f := parse(t, name)
		a, _ := compile(t, f)
		drills, _ := Make(a, told(t, f))
		ranks := map[string]int{}
		for i := range a.States {
			if r := Rank(&a.States[i]); r != NoRank {
				ranks[a.States[i].EndID()] = r
			}
		}
		add := func(d *Drill, answers map[string]string) {
			s := d.Score(a, answers)
			c := scoreCase{Flow: name, End: d.End, Ranks: map[string]int{}, Answers: answers, Want: [4]any{s.End, string(s.Verdict), s.Outcome, s.Way}}
			for _, end := range []string{d.End, s.End} {
				if r, ok := ranks[end]; ok {
					c.Ranks[end] = r
				}
			}
			for _, w := range d.Way {
				c.Way = append(c.Way, [2]string{w.Question, w.Answer})
			}
			got = append(got, c)
		}
		for i := 0; i < len(drills); i += 9 {
			d := drills[i]
			for _, other := range []int{i, (i + 1) % len(drills), (i*7 + 2) % len(drills)} {
				add(d, f.Examples[other].Answers())
			}
			part := f.Examples[i].Answers()
			delete(part, d.Way[len(d.Way)-1].Question)
			add(d, part)
		}
	}
	data, err := lines(got)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("testdata/score.json", data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/score.json")
	if err != nil || string(want) != string(data) {
		t.Errorf("testdata/score.json: %v; run with -update, and read the difference:\n%s", err, cmp.Diff(string(want), string(data)))
	}
	verdicts := map[any]int{}
	for _, c := range got {
		verdicts[c.Want[1]]++
	}
	for _, v := range []Verdict{Right, Over, Under, Aside, Open} {
		if verdicts[string(v)] == 0 {
			t.Errorf("no case is judged %q", v)
		}
	}
}

// lines writes a case in a line.
func lines(cases []scoreCase) ([]byte, error) {
	out := []byte("[\n")
	for i, c := range cases {
		line, err := json.Marshal(c)
		if err != nil {
			return nil, err
		}
		out = append(out, line...)
		if i < len(cases)-1 {
			out = append(out, ',')
		}
		out = append(out, '\n')
	}
	return append(out, "]\n"...), nil
}

// TestScoreByHand: cases worked out on paper.
func TestScoreByHand(t *testing.T) {
	f := parse(t, "severity")
	a, _ := compile(t, f)
	drills, _ := Make(a, told(t, f))
	d := drills[slices.IndexFunc(drills, func(d *Drill) bool { return d.ID == "nobody-at-night" })] // break-fix, production, impact, round-the-clock
	for _, c := range []struct {
		answers string
		want    Score
	}{
		{"break-fix=yes production=yes impact=down round-the-clock=no", Score{"critical-unstaffed", Right, 60, 40}},
		{"break-fix=yes production=yes impact=down round-the-clock=yes language=english", Score{"critical", Aside, 0, 30}},
		{"break-fix=yes production=yes impact=minimal language=english", Score{"minimal", Under, 0, 20}},
		{"break-fix=no", Score{"advice", Under, 0, 0}},
		{"break-fix=yes production=yes impact=down", Score{"", Open, 0, 30}},
		{"", Score{"", Open, 0, 0}},
		{"break-fix=yes production=no impact=down round-the-clock=no language=local", Score{"minimal-local", Under, 0, 30}},
	} {
		answers := map[string]string{}
		for _, one := range strings.Fields(c.answers) {
			q, answer, _ := strings.Cut(one, "=")
			answers[q] = answer
		}
		if got := d.Score(a, answers); got != c.want {
			t.Errorf("%s: %+v, not %+v", c.answers, got, c.want)
		}
	}
	d = drills[slices.IndexFunc(drills, func(d *Drill) bool { return d.ID == "test-system" })]
	if s := d.Score(a, map[string]string{"break-fix": "yes", "production": "yes", "impact": "down", "round-the-clock": "yes", "language": "local"}); s.Verdict != Over || s.Way != 26 {
		t.Errorf("%+v", s)
	}
}

func TestLimits(t *testing.T) {
	var all []*Drill
	for i := range MaxDrills {
		all = append(all, &Drill{Flow: "f", ID: fmt.Sprint("x", i), Pos: diag.Pos{File: "f", Line: i + 1, Col: 1}})
	}
	if l := Limits(all); len(l) > 0 {
		t.Fatal(l)
	}
	l := Limits(append(all, all[0]))
	if len(l) != 2 || l[0].Code != "drill-limit" || l[1].Code != "drill-limit" {
		t.Fatal(l)
	}
}
