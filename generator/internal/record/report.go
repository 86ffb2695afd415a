package record

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"signpost/generator/internal/drill"
)

// Report is how a class did.
type Report struct {
	Learners  []Learner  `json:"learners"`  // by name
	Drills    []Drilled  `json:"drills"`    // by key
	Questions []Question `json:"questions"` // those that the class gets wrong most come first

	runs []runOf
}

// Learner is how one learner did.
type Learner struct {
	Name    string   `json:"name"`
	Bundles []string `json:"bundles"`
	Tally
}

// Drilled is how the class did with one drill.
type Drilled struct {
	Drill string `json:"drill"`
	Tally
}

// Tally counts runs.
type Tally struct {
	Runs    int                   `json:"runs"`
	Drills  int                   `json:"drills"`  // different ones
	Average int                   `json:"average"` // points of a run, rounded down
	Ends    map[drill.Verdict]int `json:"ends"`    // runs by verdict
	Seconds int                   `json:"seconds"`
	Hints   int                   `json:"hints"`

	points int
	seen   map[string]bool
}

// Question is how the class answered a question where it was on the way of a case.
type Question struct {
	Flow     string         `json:"flow"`
	Question string         `json:"question"`
	Asked    int            `json:"asked"` // runs whose right way asks it
	Right    int            `json:"right"`
	Wrong    map[string]int `json:"wrong"` // answers that did not fit; "" where it was not answered
	Seconds  int            `json:"seconds"`
	Hints    int            `json:"hints"`
}

// Of is a record with a name for its learner.
type Of struct {
	Name   string
	Record *Record
}

type runOf struct {
	Of
	run   *Run
	drill *drill.Drill
}

// Make makes a report of records that were checked. A run that stands in two
// records of a learner counts once; twice is how many do.
func Make(all []Of, c Course) (r *Report, twice int) {
	r = &Report{Learners: []Learner{}, Drills: []Drilled{}, Questions: []Question{}}
	learners, drills, questions := map[string]*Learner{}, map[string]*Drilled{}, map[string]*Question{}
	seen := map[string]bool{}
	for _, of := range all {
		l := learners[of.Name]
		if l == nil {
			l = &Learner{Name: of.Name, Tally: newTally()}
			learners[of.Name] = l
		}
		if !slices.Contains(l.Bundles, of.Record.Bundle) {
			l.Bundles = append(l.Bundles, of.Record.Bundle)
		}
		for i := range of.Record.Runs {
			run := &of.Record.Runs[i]
			key := fmt.Sprintf("%q %+v", of.Name, *run)
			if seen[key] {
				twice++
				continue
			}
			seen[key] = true
			d, _ := c.Drill(run.Drill)
			r.runs = append(r.runs, runOf{of, run, d})
			l.add(run)
			if drills[run.Drill] == nil {
				drills[run.Drill] = &Drilled{Drill: run.Drill, Tally: newTally()}
			}
			drills[run.Drill].add(run)
			count(questions, d, run)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(learners)) {
		r.Learners = append(r.Learners, *learners[name])
	}
	for _, key := range slices.Sorted(maps.Keys(drills)) {
		r.Drills = append(r.Drills, *drills[key])
	}
	for _, key := range slices.Sorted(maps.Keys(questions)) {
		r.Questions = append(r.Questions, *questions[key])
	}
	// By the share of right answers, without fractions.
	slices.SortStableFunc(r.Questions, func(a, b Question) int { return cmp.Compare(a.Right*b.Asked, b.Right*a.Asked) })
	return r, twice
}

func newTally() Tally {
	return Tally{Ends: map[drill.Verdict]int{}, seen: map[string]bool{}}
}

func (t *Tally) add(run *Run) {
	t.Runs++
	t.points += run.Points
	t.Average = t.points / t.Runs
	t.Ends[run.Verdict]++
	t.seen[run.Drill] = true
	t.Drills = len(t.seen)
	for _, s := range run.Steps {
		t.Seconds += s.Seconds
		t.Hints += s.Hints
	}
}

// count adds the questions of a drill's way with the answers of a run.
func count(all map[string]*Question, d *drill.Drill, run *Run) {
	counted := run.Counted()
	for _, w := range d.Way {
		key := d.Flow + "\x00" + w.Question
		q := all[key]
		if q == nil {
			q = &Question{Flow: d.Flow, Question: w.Question, Wrong: map[string]int{}}
			all[key] = q
		}
		q.Asked++
		if answer := counted[w.Question]; answer == w.Answer {
			q.Right++
		} else {
			q.Wrong[answer]++
		}
		for _, s := range run.Steps {
			if s.Question == w.Question {
				q.Seconds += s.Seconds
				q.Hints += s.Hints
			}
		}
	}
}

// Text writes the report for people.
func (r *Report) Text(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "learner\truns\tdrills\tpoints\tright\tover\tunder\taside\topen\tminutes\thints\tbundle")
	row := func(name string, y Tally, bundle string) {
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s\n", name, y.Runs, y.Drills, y.Average, y.Ends[drill.Right], y.Ends[drill.Over],
			y.Ends[drill.Under], y.Ends[drill.Aside], y.Ends[drill.Open], y.Seconds/60, y.Hints, bundle)
	}
	for _, l := range r.Learners {
		row(l.Name, l.Tally, strings.Join(l.Bundles, ", "))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(t, "\ndrill\truns\tpoints\tright\tover\tunder\taside\topen\tminutes\thints")
	for _, d := range r.Drills {
		y := d.Tally
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\n", d.Drill, y.Runs, y.Average, y.Ends[drill.Right], y.Ends[drill.Over],
			y.Ends[drill.Under], y.Ends[drill.Aside], y.Ends[drill.Open], y.Seconds/60, y.Hints)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(t, "\nflow\tquestion\tright\tof\tanswered instead\thints")
	for _, q := range r.Questions {
		fmt.Fprintf(t, "%s\t%s\t%d\t%d\t%s\t%d\n", q.Flow, q.Question, q.Right, q.Asked, q.instead(), q.Hints)
	}
	return t.Flush()
}

// instead lists the answers that did not fit, the most frequent first.
func (q *Question) instead() string {
	answers := slices.Sorted(maps.Keys(q.Wrong))
	slices.SortStableFunc(answers, func(a, b string) int { return cmp.Compare(q.Wrong[b], q.Wrong[a]) })
	var out []string
	for _, a := range answers {
		out = append(out, fmt.Sprintf("%s ×%d", cmp.Or(a, "(nothing)"), q.Wrong[a]))
	}
	return strings.Join(out, ", ")
}

// JSON writes the report for programs.
func (r *Report) JSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// CSV writes a line for each question of the right way of each run, for
// spreadsheets, which can count them by any column. It begins with the mark by which
// they know UTF-8, as the files that pages save do.
func (r *Report) CSV(w io.Writer) error {
	rows := [][]string{{"learner", "bundle", "drill", "mode", "ended", "question", "wanted", "answer", "right", "attempts", "seconds", "hints", "end", "verdict", "points"}}
	for _, x := range r.runs {
		counted := x.run.Counted()
		for _, way := range x.drill.Way {
			var step Step
			if i := slices.IndexFunc(x.run.Steps, func(s Step) bool { return s.Question == way.Question }); i >= 0 {
				step = x.run.Steps[i]
			}
			right := "no"
			if counted[way.Question] == way.Answer {
				right = "yes"
			}
			rows = append(rows, []string{x.Name, x.Record.Bundle, x.run.Drill, string(x.run.Mode), x.run.Ended, way.Question, way.Answer, counted[way.Question], right,
				strconv.Itoa(len(step.Answers)), strconv.Itoa(step.Seconds), strconv.Itoa(step.Hints), x.run.End, string(x.run.Verdict), strconv.Itoa(x.run.Points)})
		}
	}
	var b strings.Builder
	b.WriteString("\ufeff")
	for _, row := range rows {
		b.WriteString(line(row))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Cell makes a text safe for spreadsheets, which run what begins with one of these
// signs, some also in full width: it gets an apostrophe before it (OWASP, CSV
// injection).
func Cell(s string) string {
	if first, _ := utf8.DecodeRuneInString(s); s != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", first) {
		return "'" + s
	}
	return s
}

// line writes cells as a line (RFC 4180). A semicolon is quoted as a comma is: where
// lists are written with it, a spreadsheet begins a cell at it.
func line(cells []string) string {
	out := make([]string, len(cells))
	for i, c := range cells {
		if out[i] = Cell(c); strings.ContainsAny(out[i], "\",;\r\n") {
			out[i] = `"` + strings.ReplaceAll(out[i], `"`, `""`) + `"`
		}
	}
	return strings.Join(out, ",") + "\r\n"
}
