package record

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/drill"
)

const yaml = `start: kind
questions:
  kind: {answers: [question, fault], next: {question: found, fault: signs}}
  signs:
    type: many
    answers: [red, loud]
    next:
      - when: {signs: red}
        then: users
      - else: found
  users:
    type: number
    min: 0
    max: 100
    next:
      - when: {users: {min: 50}}
        then: call
      - else: write
outcomes:
  found: {kind: self}
  write: {kind: partner}
  call: {kind: escalate}
`

// oneDrill is a course with a single drill, "help/many".
type oneDrill struct {
	d *drill.Drill
	a *automaton.Automaton
}

func (c oneDrill) Drill(key string) (*drill.Drill, *automaton.Automaton) {
	if key == c.d.Key() {
		return c.d, c.a
	}
	return nil, nil
}

func course(t testing.TB) oneDrill {
	t.Helper()
	f, l := decision.Parse("help", "flow.yaml", []byte(yaml))
	if l.HasErrors() {
		t.Fatal(l)
	}
	linked, _ := decision.Link(f, func(string) *decision.Flow { return nil })
	a, l := automaton.Compile(linked)
	if l.HasErrors() {
		t.Fatal(l)
	}
	return oneDrill{&drill.Drill{Flow: "help", ID: "many", End: "write", Rank: 1,
		Way: []drill.Answer{{Question: "kind", Answer: "fault"}, {Question: "signs", Answer: "red"}, {Question: "users", Answer: "7"}}}, a}
}

const good = `{"format": "signpost-training-record", "version": 1, "bundle": "unbundled", "language": "en", "learner": "Ada", "made": "2026-11-26T12:00:00Z", "runs": [
{"drill": "help/many", "mode": "test", "started": "2026-11-26T11:00:00Z", "ended": "2026-11-26T11:02:00Z", "steps": [
{"question": "kind", "answers": ["question", "fault"], "seconds": 40, "hints": 1},
{"question": "signs", "answers": ["red"], "seconds": 80, "hints": 0},
{"question": "users", "answers": ["80"], "seconds": 80, "hints": 0}], "end": "call", "verdict": "over", "points": 26}]}`

func take(t testing.TB, data string) error {
	r, err := Parse([]byte(data))
	if err != nil {
		return err
	}
	_, wrong := r.Check(course(t))
	return errors.Join(wrong...)
}

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// valid asks the schema.
func valid(s *jsonschema.Schema, data string) error {
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(data))
	if err != nil {
		return err
	}
	return s.Validate(v)
}

func TestGood(t *testing.T) {
	if err := take(t, good); err != nil {
		t.Error(err)
	}
	if err := valid(schema(t), good); err != nil {
		t.Error(err)
	}
	// As editors of Windows save it.
	if err := take(t, "\ufeff"+strings.ReplaceAll(good, "\n", "\r\n")); err != nil {
		t.Error(err)
	}
}

func TestLine(t *testing.T) {
	if got, want := line([]string{"Ada;=1+1", `a "b", c`, "=x", "", "é"}), "\"Ada;=1+1\",\"a \"\"b\"\", c\",'=x,,é\r\n"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
}

// TestHostile: each change of a good record is refused with its reason; "form" are
// those that the schema refuses as well.
func TestHostile(t *testing.T) {
	long := strings.Repeat("a", 101)
	many := func(n int, what string) string {
		return strings.TrimSuffix(strings.Repeat(what+",", n), ",")
	}
	s := schema(t)
	for _, c := range []struct {
		old, new, want string
		form           bool
	}{
		{`"version": 1`, `"version": 2`, "it is of version 2", true},
		{`"signpost-training-record"`, `"x"`, "it is no training record", true},
		{`"learner": "Ada"`, `"learner": "Ada", "learner": "Eve"`, `field "learner" stands twice`, true},
		{`"learner": "Ada"`, `"Learner": "Ada"`, `field "Learner" is not known`, true},
		{`"learner": "Ada"`, `"learner": 7`, `field "learner" holds a number`, true},
		{`"learner": "Ada"`, `"learner": "` + long + `"`, `field "learner" has more than 100 characters`, true},
		{`"learner": "Ada"`, `"learner": "A\u0007"`, "a character that cannot be seen", false},
		{`"learner": "Ada"`, `"learner": "A\u202edA"`, "a character that cannot be seen", false},
		{`"learner": "Ada"`, `"learner": "A\u001b[31m"`, "a character that cannot be seen", false},
		{`"bundle": "unbundled"`, `"bundle": ""`, "which bundle", true},
		{`"bundle": "unbundled"`, `"bundle": "x;=1+1"`, `"x;=1+1" is the hash of no bundle`, true},
		{`"made": "2026-11-26T12:00:00Z"`, `"made": "yesterday"`, `"yesterday" is no moment`, true},
		{`"made": "2026-11-26T12:00:00Z"`, `"made": "2026-13-26T12:00:00Z"`, "is no moment", false},
		{`"made": "2026-11-26T12:00:00Z"`, `"made": "2026-11-26T12:00:00+01:00"`, "is no moment", true},
		{`"mode": "test"`, `"mode": "exam"`, `mode "exam" is not known`, true},
		{`"ended": "2026-11-26T11:02:00Z"`, `"ended": "2026-11-26T10:02:00Z"`, "before it was started", false},
		{`"seconds": 40`, `"seconds": -1`, "took -1 seconds", true},
		{`"seconds": 40`, `"seconds": 86401`, "took 86401 seconds", true},
		{`"seconds": 40`, `"seconds": 1e99`, "holds a number", true},
		{`"seconds": 40`, `"seconds": 0.5`, "holds a number", true},
		{`"hints": 1`, `"hints": 9`, "has 9 hints", true},
		{`"answers": ["red"]`, `"answers": []`, "has 0 answers", true},
		{`"answers": ["red"]`, `"answers": [` + many(21, `"red"`) + `]`, "has 21 answers", true},
		{`"answers": ["red"]`, `"answers": ["loud,red"]`, `"loud,red" is no answer`, false},
		{`"answers": ["red"]`, `"answers": ["blue"]`, `"blue" is no answer`, false},
		{`"answers": ["red"]`, `"answers": [null]`, `"" is no answer`, true},
		{`"answers": ["80"]`, `"answers": ["101"]`, `"101" is no answer`, false},
		{`"answers": ["80"]`, `"answers": ["080"]`, `"080" is no answer`, false},
		{`"question": "signs"`, `"question": "kind"`, `question "kind" stands twice`, false},
		{`"question": "signs"`, `"question": "look"`, `the flow has no question "look"`, false},
		{`"question": "signs"`, `"question": "found"`, `the flow has no question "found"`, false},
		{`"drill": "help/many"`, `"drill": "help/none"`, "the project has no such drill", false},
		{`"drill": "help/many"`, `"drill": "../x"`, "the project has no such drill", true},
		{`"points": 26`, `"points": 100`, "it says 100 points; its answers give 26", false},
		{`"points": 26`, `"points": 26, "grade": 1`, `unknown field "grade"`, true},
		{`"end": "call"`, `"end": "write"`, `it says that it ended at "write"`, false},
		{`"verdict": "over"`, `"verdict": "right"`, `its verdict is "right"; its answers give "over"`, false},
		{`"verdict": "over"`, `"verdict": "perfect"`, `its verdict is "perfect"`, true},
		{good, good + good, "something follows the record", true},
		{good, good[:len(good)-1], "it is not JSON", true},
		{good, "[" + good + "]", "holds a array", true},
		{good, "", "it is not JSON", true},
		{good, strings.Repeat("[", 1000), "nested too deeply", true},
		{good, "\xff", "it is not UTF-8", true},
		{good, strings.Repeat(" ", MaxBytes+1), "more than 2097152 bytes", true},
		{`"runs": [`, `"runs": [` + many(500, runOnly()) + ",", "it has 501 runs", true},
	} {
		if !strings.Contains(good, c.old) {
			t.Fatalf("the record has no %s", c.old)
		}
		data := strings.Replace(good, c.old, c.new, 1)
		err := take(t, data)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.80s: %v, not %q", c.new, err, c.want)
		}
		if refused := valid(s, data); refused == nil && c.form && !strings.Contains(c.new, `"learner": "Eve"`) && !strings.HasPrefix(c.new, " ") {
			t.Errorf("%.80s: the schema takes it", c.new)
		}
		if err != nil && len(err.Error()) > 300 {
			t.Errorf("a reason of %d characters", len(err.Error()))
		}
	}
}

// runOnly is the run of the good record.
func runOnly() string {
	_, run, _ := strings.Cut(good, `"runs": [`)
	return strings.TrimSuffix(run, "]}")
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(good))
	f.Add([]byte(`{}`))
	c := course(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Parse(data)
		if err != nil {
			return
		}
		holds, _ := r.Check(c)
		report, _ := Make([]Of{{"x", holds}}, c)
		var b bytes.Buffer
		for _, write := range []func() error{func() error { return report.Text(&b) }, func() error { return report.CSV(&b) }, func() error { return report.JSON(&b) }} {
			if err := write(); err != nil {
				t.Error(err)
			}
		}
	})
}

// TestCell: what a spreadsheet would run is text. The page's tests hold the same
// table.
func TestCell(t *testing.T) {
	data, err := os.ReadFile("testdata/cells.json")
	if err != nil {
		t.Fatal(err)
	}
	var cells map[string]string
	if err := json.Unmarshal(data, &cells); err != nil || len(cells) < 8 {
		t.Fatal(err, cells)
	}
	for in, want := range cells {
		if got := Cell(in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

// TestReport counts a class of three by hand.
func TestReport(t *testing.T) {
	c := course(t)
	run := func(mode drill.Mode, started string, answers ...string) Run {
		r := Run{Drill: "help/many", Mode: mode, Started: started, Ended: started}
		for _, a := range answers {
			q, given, _ := strings.Cut(a, "=")
			r.Steps = append(r.Steps, Step{Question: q, Answers: strings.Split(given, ">"), Seconds: 30, Hints: 1})
		}
		s := c.d.Score(c.a, r.Counted())
		r.End, r.Verdict, r.Points = s.End, s.Verdict, s.Points()
		if err := r.check(c); err != nil {
			t.Fatal(err)
		}
		return r
	}
	right := run(drill.Test, "1", "kind=question>fault", "signs=red", "users=7")
	over := run(drill.Practice, "2", "kind=fault", "signs=red", "users=99>7")
	under := run(drill.Practice, "3", "kind=question>fault", "signs=red", "users=7")
	of := func(name string, runs ...Run) Of {
		return Of{name, &Record{Bundle: "b", Runs: runs}}
	}
	r, twice := Make([]Of{of("Bob", over), of("Ada", right, under), of("Bob", over, under)}, c)
	if twice != 1 || len(r.Learners) != 2 || r.Learners[0].Name != "Ada" {
		t.Fatal(twice, r.Learners)
	}
	ada := r.Learners[0]
	if fmt.Sprint(ada.Runs, ada.Average, ada.Ends, ada.Seconds, ada.Hints) != "2 63 map[right:1 under:1] 180 6" { // (100 + 26) / 2
		t.Errorf("%+v", ada)
	}
	var got []string
	for _, q := range r.Questions {
		got = append(got, fmt.Sprint(q.Question, " ", q.Right, "/", q.Asked, " ", q.instead()))
	}
	if want := "[kind 2/4 question ×2 users 3/4 99 ×1 signs 4/4 ]"; fmt.Sprint(got) != want {
		t.Errorf("%v, not %s", got, want)
	}
}
