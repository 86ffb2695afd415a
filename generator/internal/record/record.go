// Package record reads training records and makes the report of a class.
//
// In: the bytes of records, which learners wrote on machines of their own, and
// the drills of a project. Out: records whose form, limits, answers and points
// were checked, reasons why others are refused, and a report as text, JSON or
// CSV. It never believes the points in a record: they are computed from the
// answers. It reads no file, no clock, and knows no language.
//
// The form of a record is training-record.schema.json, which Schema holds.
package record

import (
	"bytes"
	_ "embed" // the schema
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/drill"
)

// Schema is the JSON Schema (2020-12) of a training record.
//
//go:embed training-record.schema.json
var Schema []byte

// Limits of a record.
const (
	// MaxBytes is how large a record may be.
	MaxBytes = 2 << 20

	maxRuns    = 500
	maxSteps   = 200
	maxAnswers = 20
	maxSeconds = 86_400
	maxText    = 100  // characters of a name, a language, a bundle
	maxID      = 1000 // characters of an id or answer

	format  = "signpost-training-record"
	version = 1

	// Unbundled stands for the bundle of a record that was made on a site.
	Unbundled = "unbundled"
)

// Record is what one learner did.
type Record struct {
	Format   string `json:"format"`
	Version  int    `json:"version"`
	Bundle   string `json:"bundle"` // its hash, or Unbundled
	Language string `json:"language"`
	Learner  string `json:"learner"` // "" where no name was typed
	Made     string `json:"made"`    // moments are in UTC: "2026-11-26T20:07:00Z"
	Runs     []Run  `json:"runs"`
}

// Run is a drill that was finished.
type Run struct {
	Drill   string     `json:"drill"` // its key: "escalate/mail-is-down"
	Mode    drill.Mode `json:"mode"`
	Started string     `json:"started"`
	Ended   string     `json:"ended"`
	Steps   []Step     `json:"steps"`
	// End, Verdict and Points are what the page computed.
	End     string        `json:"end"`
	Verdict drill.Verdict `json:"verdict"`
	Points  int           `json:"points"`
}

// Step is a question that was answered.
type Step struct {
	Question string   `json:"question"`
	Answers  []string `json:"answers"` // in the order in which they were given
	Seconds  int      `json:"seconds"`
	Hints    int      `json:"hints"` // 1 where the hint was opened
}

// Course finds the drills of a project.
type Course interface {
	// Drill returns a drill by its key with its flow, or nil and nil.
	Drill(key string) (*drill.Drill, *automaton.Automaton)
}

// bundleForm is what may stand for a bundle. It goes into tables of spreadsheets.
var bundleForm = regexp.MustCompile(`^(unbundled|h1:[A-Za-z0-9+/]+=*)$`)

// Parse reads a record. The error says why it is refused.
func Parse(data []byte) (*Record, error) {
	if len(data) > MaxBytes {
		return nil, fmt.Errorf("it has more than %d bytes", MaxBytes)
	}
	// Some editors of Windows put a mark before what they save.
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return nil, errors.New("it is not UTF-8")
	}
	if err := keys(data); err != nil {
		return nil, err
	}
	var r Record
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return nil, plain(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the record")
	}
	if r.Format != format {
		return nil, errors.New("it is no training record")
	}
	if r.Version != version {
		return nil, fmt.Errorf("it is of version %d; this program reads version %d", r.Version, version)
	}
	return &r, r.limits()
}

// keys holds the names of all fields to the letter: the decoder takes them in any
// case, and the last one of several.
func keys(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	type level struct {
		object, key bool
		seen        map[string]bool
	}
	var stack []level
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return plain(err)
		}
		top := len(stack) - 1
		if name, ok := t.(string); ok && top >= 0 && stack[top].object && stack[top].key {
			if stack[top].seen[name] {
				return fmt.Errorf("field %q stands twice", shown(name))
			}
			if name != strings.ToLower(name) {
				return fmt.Errorf("field %q is not known", shown(name))
			}
			stack[top].seen[name], stack[top].key = true, false
			continue
		}
		if top >= 0 && stack[top].object {
			stack[top].key = true
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			if len(stack) == 8 {
				return errors.New("it is nested too deeply")
			}
			stack = append(stack, level{t == json.Delim('{'), true, map[string]bool{}})
		case json.Delim('}'), json.Delim(']'):
			stack = stack[:top]
		}
	}
}

// plain words an error of the decoder without what only programmers know.
func plain(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		return errors.New("it is not JSON")
	case errors.As(err, &kind):
		return fmt.Errorf("field %q holds a %s", shown(kind.Field), kind.Value)
	}
	return errors.New(strings.TrimPrefix(err.Error(), "json: "))
}

// shown cuts a text from a record to what may stand in a message.
func shown(s string) string {
	r := []rune(s)
	if len(r) > 60 {
		r = append(r[:60], '…')
	}
	return string(r)
}

func (r *Record) limits() error {
	for name, text := range map[string]string{"learner": r.Learner, "language": r.Language, "bundle": r.Bundle} {
		switch {
		case utf8.RuneCountInString(text) > maxText:
			return fmt.Errorf("field %q has more than %d characters", name, maxText)
		case strings.ContainsFunc(text, func(c rune) bool { return !unicode.IsPrint(c) && c != '\u00a0' }):
			return fmt.Errorf("field %q holds a character that cannot be seen", name)
		}
	}
	switch {
	case r.Bundle == "":
		return errors.New("it does not say which bundle it is from")
	case !bundleForm.MatchString(r.Bundle):
		return fmt.Errorf("%q is the hash of no bundle", shown(r.Bundle))
	}
	if _, err := moment(r.Made); err != nil {
		return fmt.Errorf("field \"made\": %w", err)
	}
	if len(r.Runs) > maxRuns {
		return fmt.Errorf("it has %d runs; %d at most", len(r.Runs), maxRuns)
	}
	for i := range r.Runs {
		if err := r.Runs[i].limits(); err != nil {
			return fmt.Errorf("run %d: %w", i+1, err)
		}
	}
	return nil
}

func (r *Run) limits() error {
	if r.Mode != drill.Practice && r.Mode != drill.Test {
		return fmt.Errorf("mode %q is not known", shown(string(r.Mode)))
	}
	started, err := moment(r.Started)
	if err != nil {
		return fmt.Errorf("field \"started\": %w", err)
	}
	ended, err := moment(r.Ended)
	switch {
	case err != nil:
		return fmt.Errorf("field \"ended\": %w", err)
	case ended.Before(started):
		return errors.New("it ended before it was started")
	case len(r.Steps) == 0 || len(r.Steps) > maxSteps:
		return fmt.Errorf("it has %d answered questions; 1 to %d can be", len(r.Steps), maxSteps)
	}
	seen := map[string]bool{}
	for _, s := range r.Steps {
		switch {
		case seen[s.Question]:
			return fmt.Errorf("question %q stands twice", shown(s.Question))
		case len(s.Answers) == 0 || len(s.Answers) > maxAnswers:
			return fmt.Errorf("question %q has %d answers; 1 to %d can be", shown(s.Question), len(s.Answers), maxAnswers)
		case s.Seconds < 0 || s.Seconds > maxSeconds:
			return fmt.Errorf("question %q took %d seconds; 0 to %d can be", shown(s.Question), s.Seconds, maxSeconds)
		case s.Hints < 0 || s.Hints > 1:
			return fmt.Errorf("question %q has %d hints; it has one at most", shown(s.Question), s.Hints)
		}
		seen[s.Question] = true
	}
	return nil
}

func moment(text string) (time.Time, error) {
	t, err := time.Parse("2006-01-02T15:04:05Z", text)
	if err != nil {
		return t, fmt.Errorf("%q is no moment such as 2026-11-26T20:07:00Z", shown(text))
	}
	return t, nil
}

// Check holds a record against the drills of a project and returns it with the
// runs that hold, and why others do not: a drill, a question or an answer that
// the project does not have, or points that do not follow from the answers.
func (r *Record) Check(c Course) (holds *Record, wrong []error) {
	checked := *r
	checked.Runs = nil
	for i := range r.Runs {
		if err := r.Runs[i].check(c); err != nil {
			wrong = append(wrong, fmt.Errorf("run %d, drill %q: %w", i+1, shown(r.Runs[i].Drill), err))
			continue
		}
		checked.Runs = append(checked.Runs, r.Runs[i])
	}
	return &checked, wrong
}

func (r *Run) check(c Course) error {
	d, a := c.Drill(r.Drill)
	if d == nil {
		return errors.New("the project has no such drill")
	}
	for _, s := range r.Steps {
		n := a.Flow.Node(s.Question)
		if n == nil || n.Kind != decision.Question || n.Type == decision.Used {
			return fmt.Errorf("the flow has no question %q", shown(s.Question))
		}
		for _, answer := range s.Answers {
			if value, ok := n.Value(answer); len(answer) > maxID || !ok || value != answer {
				return fmt.Errorf("%q is no answer of question %q", shown(answer), s.Question)
			}
		}
	}
	is := d.Score(a, r.Counted())
	switch {
	case is.Points() != r.Points:
		return fmt.Errorf("it says %d points; its answers give %d", r.Points, is.Points())
	case is.End != r.End:
		return fmt.Errorf("it says that it ended at %q; its answers lead to %q", shown(r.End), is.End)
	case is.Verdict != r.Verdict:
		return fmt.Errorf("its verdict is %q; its answers give %q", shown(string(r.Verdict)), is.Verdict)
	}
	return nil
}

// Counted are the answers of a run that count, by question.
func (r *Run) Counted() map[string]string {
	var all []drill.Given
	for _, s := range r.Steps {
		all = append(all, drill.Given{Question: s.Question, Answers: s.Answers})
	}
	return r.Mode.Counted(all)
}
