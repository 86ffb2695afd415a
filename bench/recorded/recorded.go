// Package recorded rebuilds flows from recordings of a public service: every
// way through twelve of its flows, step by step. Tests hold the compiler
// against them, and the benchmark takes its time with them.
//
// In: the YAML files of a recording. Out: a Flow, the text of a flow.yaml that
// decides as was recorded, and the recorded ways. Questions, answers and
// outcomes get ids of ours: q0, a0, o0. It never looks at this program.
package recorded

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Given is an answer to a question.
type Given struct{ Question, Answer string }

// recordedStep is one recorded answer: where it was given, all answers so far
// with it, and where it led.
type recordedStep struct {
	Node    string   `yaml:":current_node"`
	Answers []string `yaml:":responses"`
	Next    string   `yaml:":next_node"`
	End     bool     `yaml:":outcome_node"`
}

// Flow is a flow as it was recorded, with ids of ours.
type Flow struct {
	start     string
	Questions []string            // as first met
	answers   map[string][]string // by question, as first met
	steps     []step
	ends      []string
}

// step is a recorded answer with what was answered before.
type step struct {
	prefix   []Given // the last is the answer itself
	next     string
	end      bool
	refused  bool // it stays on its question
	question string
}

// Names lists the recordings in a folder.
func Names(dir string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*"+suffix))
	for i, file := range files {
		files[i] = strings.TrimSuffix(filepath.Base(file), suffix)
	}
	return files, err
}

const suffix = "-responses-and-expected-results.yml"

// Read rebuilds a flow from the recording of the name in a folder.
func Read(dir, name string) (*Flow, error) {
	data, err := os.ReadFile(filepath.Join(dir, name+suffix))
	if err != nil {
		return nil, err
	}
	var all []recordedStep
	if err := yaml.Unmarshal(data, &all); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	r := &Flow{answers: map[string][]string{}}
	questions, answers, ends := map[string]string{}, map[string]string{}, map[string]string{}
	question := func(node string) string {
		if _, ok := questions[node]; !ok {
			questions[node] = fmt.Sprintf("q%d", len(questions))
			r.Questions = append(r.Questions, questions[node])
		}
		return questions[node]
	}
	answer := func(q, text string) string {
		id := q + " " + canonical(text)
		if _, ok := answers[id]; !ok {
			answers[id] = fmt.Sprintf("a%d", len(r.answers[q]))
			r.answers[q] = append(r.answers[q], answers[id])
		}
		return answers[id]
	}
	at := map[string]string{} // by answers so far: the question they lead to
	for _, rec := range all {
		s := step{question: question(rec.Node), end: rec.End, refused: rec.Next == rec.Node}
		if r.start == "" {
			r.start = s.question
		}
		before := r.start
		for i, text := range rec.Answers {
			q := before
			if i == len(rec.Answers)-1 {
				q = s.question
			}
			s.prefix = append(s.prefix, Given{Question: q, Answer: answer(q, text)})
			before = at[Key(s.prefix)]
		}
		if s.end {
			if ends[rec.Next] == "" {
				ends[rec.Next] = fmt.Sprintf("o%d", len(ends))
				r.ends = append(r.ends, ends[rec.Next])
			}
			s.next = ends[rec.Next]
		} else {
			s.next = question(rec.Next)
			at[Key(s.prefix)] = s.next
		}
		r.steps = append(r.steps, s)
	}
	return r, nil
}

// canonical makes one text of an answer as it was typed and as it was stored:
// "16" and "16.0", "b,a" and "a,b".
func canonical(text string) string {
	if v, err := strconv.ParseFloat(text, 64); err == nil {
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	parts := strings.Split(text, ",")
	slices.Sort(parts)
	return strings.Join(parts, ",")
}

// Key writes answers so far as one text.
func Key(prefix []Given) string {
	var b strings.Builder
	for _, g := range prefix {
		fmt.Fprintf(&b, "%s=%s ", g.Question, g.Answer)
	}
	return b.String()
}

// YAML writes the flow: where routing depends on question and answer alone as
// a map, else with a row for each recorded prefix.
func (r *Flow) YAML() string {
	next := map[string]map[string]string{} // by question and answer
	depends := map[string]bool{}
	for _, s := range r.steps {
		a := s.prefix[len(s.prefix)-1].Answer
		to := s.next
		if s.refused {
			to = "refused"
		}
		if next[s.question] == nil {
			next[s.question] = map[string]string{}
		}
		if old, ok := next[s.question][a]; ok && old != to || s.refused {
			depends[s.question] = true
		}
		next[s.question][a] = to
	}
	var b strings.Builder
	fmt.Fprintf(&b, "start: %s\nquestions:\n", r.start)
	for _, q := range r.Questions {
		fmt.Fprintf(&b, "  %s:\n    answers: [%s]\n    next:\n", q, strings.Join(r.answers[q], ", "))
		for _, a := range slices.Sorted(maps.Keys(next[q])) {
			if !depends[q] {
				fmt.Fprintf(&b, "      %s: %s\n", a, next[q][a])
			}
		}
		for _, s := range r.steps {
			if s.question != q || !depends[q] || s.refused {
				continue
			}
			var when []string
			for _, g := range s.prefix {
				when = append(when, g.Question+": "+g.Answer)
			}
			fmt.Fprintf(&b, "      - {when: {%s}, then: %s}\n", strings.Join(when, ", "), s.next)
		}
	}
	b.WriteString("outcomes:\n")
	for _, o := range r.ends {
		fmt.Fprintf(&b, "  %s: {kind: info}\n", o)
	}
	return b.String()
}

// Ways lists the recorded ways with their ends.
func (r *Flow) Ways() []string {
	var out []string
	for _, s := range r.steps {
		if s.end {
			out = append(out, Key(s.prefix)+s.next)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Prefixes counts the answers so far after which a question is asked.
func (r *Flow) Prefixes() int {
	met := map[string]bool{}
	for _, s := range r.steps {
		met[Key(s.prefix[:len(s.prefix)-1])] = true
	}
	return len(met)
}
