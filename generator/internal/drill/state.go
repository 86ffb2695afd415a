package drill

import (
	"cmp"
	"errors"
	"fmt"
	"hash/fnv"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// The state of a learner is a text of ASCII letters, digits and ".,:;=~-", short
// enough for what SCORM 1.2 keeps (cmi.suspend_data: 4,096 characters):
//
//	1;<a line for each drill that was met>;<the run that is under way, or nothing>
//
// A line has 14 characters: the mark of the drill (7), its box (1), the day on
// which it is due, counted from 1 January 1970 in base 36 (3), the best points in
// base 36 (2), how often it was finished, up to 35 (1). Lines are sorted.
//
// A run is <mark>,<mode>,<question>=<answer>~<answer>:<question>=…, the answers
// to each question in the order in which they were given. In an answer of type
// many, "." stands for the comma.
const (
	// MaxState is how long a state may be, in characters.
	MaxState = 4096
	// MaxDrills is how many drills a site may have.
	MaxDrills = 180
	// MaxRun is how long a run may be, in characters: a longer one is left out,
	// and begins anew after a pause.
	MaxRun = 1500

	version   = "1"
	lineSize  = 14
	markSize  = 7
	maxDay    = 36*36*36 - 1
	maxRounds = 35
)

// Boxes are the boxes a drill can be in: after how many days it comes again. Box 0
// is for what was never finished.
var boxes = [...]int{0, 1, 3, 7, 21}

// State is what is known of a learner.
type State struct {
	Drills []Progress // by mark
	Run    *Run       // nil where none is under way
}

// Progress is how far a learner is with a drill.
type Progress struct {
	Mark   string // of the drill: see Mark
	Box    int    // 0 to 4
	Due    int    // day it is due, counted from 1 January 1970
	Best   int    // points, 0 to MaxPoints
	Rounds int    // how often it was finished, 35 for more
}

// Run is a drill under way.
type Run struct {
	Mark    string
	Mode    Mode
	Answers []Given // by question, in the order in which they were first answered
}

// Given are the answers that were given to a question, the first one first.
type Given struct {
	Question string
	Answers  []string
}

// Mode is how a drill is done.
type Mode string

// The modes.
const (
	Practice Mode = "practice" // told after each answer; the first answers count
	Test     Mode = "test"     // told at the end; the last answers count
)

// Counted are the answers of a run that count.
func (m Mode) Counted(all []Given) map[string]string {
	out := map[string]string{}
	for _, g := range all {
		switch {
		case len(g.Answers) == 0:
		case m == Test:
			out[g.Question] = g.Answers[len(g.Answers)-1]
		default:
			out[g.Question] = g.Answers[0]
		}
	}
	return out
}

// Mark is a short name of a drill, from its key: the same on every machine, in
// every language.
func Mark(key string) string {
	h := fnv.New32a()
	h.Write([]byte(key))
	s := strconv.FormatUint(uint64(h.Sum32()), 36)
	return strings.Repeat("0", markSize-len(s)) + s
}

// Finish is the progress after a drill was finished on a day with so many points:
// all points put it into the next box, fewer into the first one.
func (p Progress) Finish(day, points int) Progress {
	if p.Box = p.Box + 1; points < MaxPoints {
		p.Box = 1
	}
	p.Box = min(p.Box, len(boxes)-1)
	p.Due = min(day+boxes[p.Box], maxDay)
	p.Best = max(p.Best, points)
	p.Rounds = min(p.Rounds+1, maxRounds)
	return p
}

// Encode writes a state. What does not fit is left out: a run that is too long, and
// drills beyond MaxDrills.
func (s State) Encode() string {
	lines := slices.Clone(s.Drills)
	slices.SortFunc(lines, func(a, b Progress) int { return cmp.Compare(a.Mark, b.Mark) })
	var b strings.Builder
	b.WriteString(version + ";")
	for _, p := range lines[:min(len(lines), MaxDrills)] {
		b.WriteString(p.Mark + strconv.Itoa(p.Box) + base36(p.Due, 3) + base36(p.Best, 2) + base36(p.Rounds, 1))
	}
	b.WriteString(";")
	if run := s.Run.encode(); len(run) <= MaxRun {
		b.WriteString(run)
	}
	return b.String()
}

func (r *Run) encode() string {
	if r == nil {
		return ""
	}
	var parts []string
	for _, g := range r.Answers {
		parts = append(parts, g.Question+"="+strings.ReplaceAll(strings.Join(g.Answers, "~"), ",", "."))
	}
	return r.Mark + "," + string(r.Mode) + "," + strings.Join(parts, ":")
}

func base36(n, size int) string {
	s := strconv.FormatInt(int64(n), 36)
	return strings.Repeat("0", max(0, size-len(s))) + s
}

var (
	markForm     = regexp.MustCompile(`^[0-9a-z]{7}$`)
	questionForm = regexp.MustCompile(`^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*$`)
	answerForm   = regexp.MustCompile(`^([a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*|-?[0-9]{1,16})$`)
)

// Decode reads a state. "" is that of somebody who was never here.
func Decode(text string) (State, error) {
	var s State
	if text == "" {
		return s, nil
	}
	parts := strings.Split(text, ";")
	switch {
	case len(text) > MaxState:
		return s, fmt.Errorf("%d characters, of %d", len(text), MaxState)
	case parts[0] != version:
		return s, errors.New("another version")
	case len(parts) != 3 || len(parts[1])%lineSize != 0 || len(parts[1]) > MaxDrills*lineSize:
		return s, errors.New("not of the form of a state")
	}
	for rest := parts[1]; rest != ""; rest = rest[lineSize:] {
		p, ok := decodeLine(rest[:lineSize])
		if !ok || len(s.Drills) > 0 && s.Drills[len(s.Drills)-1].Mark >= p.Mark {
			return State{}, fmt.Errorf("%q is no line of a state", rest[:lineSize])
		}
		s.Drills = append(s.Drills, p)
	}
	var err error
	if s.Run, err = decodeRun(parts[2]); err != nil {
		return State{}, err
	}
	return s, nil
}

func decodeLine(line string) (Progress, bool) {
	p := Progress{Mark: line[:markSize]}
	ok := markForm.MatchString(p.Mark)
	number := func(text string, most int) int {
		n, err := strconv.ParseUint(text, 36, 31)
		ok = ok && err == nil && int(n) <= most && base36(int(n), len(text)) == text
		return int(n)
	}
	p.Box = number(line[7:8], len(boxes)-1)
	p.Due = number(line[8:11], maxDay)
	p.Best = number(line[11:13], MaxPoints)
	p.Rounds = number(line[13:], maxRounds)
	return p, ok
}

func decodeRun(text string) (*Run, error) {
	if text == "" {
		return nil, nil
	}
	wrong := errors.New("not of the form of a run")
	parts := strings.Split(text, ",")
	if len(text) > MaxRun || len(parts) != 3 || !markForm.MatchString(parts[0]) {
		return nil, wrong
	}
	r := &Run{Mark: parts[0], Mode: Mode(parts[1])}
	if r.Mode != Practice && r.Mode != Test {
		return nil, wrong
	}
	if parts[2] == "" {
		return r, nil
	}
	seen := map[string]bool{}
	for _, part := range strings.Split(parts[2], ":") {
		question, answers, ok := strings.Cut(part, "=")
		if !ok || !questionForm.MatchString(question) || seen[question] {
			return nil, wrong
		}
		seen[question] = true
		g := Given{Question: question}
		for _, a := range strings.Split(answers, "~") {
			if !answerForm.MatchString(a) {
				return nil, wrong
			}
			g.Answers = append(g.Answers, strings.ReplaceAll(a, ".", ","))
		}
		r.Answers = append(r.Answers, g)
	}
	return r, nil
}
