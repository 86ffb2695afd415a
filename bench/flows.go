//go:build unix

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"signpost/bench/recorded"
)

// recordings is where the recorded flows lie, beside the project.
const recordings = "../shared/data/govuk-paths"

// Targets for flows.
const (
	maxRecorded = time.Second
	maxChain    = time.Second
	maxYesNo    = 50 * time.Millisecond
	maxRunaway  = time.Second
	maxPeak     = 200e6 // bytes
)

// flowCase is a flow, or several, that is compiled and proven.
type flowCase struct {
	what   string
	flows  map[string]string // name to flow.yaml
	target string
	used   cost
	says   string // of the last flow: states and ways, or why there are none
}

// flowCases makes the flows to be measured. Each stands beside the same with
// less to do, so that the ratios say what the cost grows with.
func flowCases() ([]*flowCase, error) {
	cases := []*flowCase{
		{what: "one question", flows: map[string]string{"one": yesNo(1)}, target: "–"},
		{what: "20 yes/no questions, 2^20 ways", flows: map[string]string{"few": yesNo(20)}, target: "–"},
		{what: "40 yes/no questions, 2^40 ways", flows: map[string]string{"forty": yesNo(40)}, target: fmt.Sprintf("at most %s over one question", maxYesNo)},
		{what: "10,000 questions in a row", flows: map[string]string{"row": yesNo(10_000)}, target: fmt.Sprintf("at most %s", maxChain)},
		{what: "900 questions in a row, each reads the one before", flows: map[string]string{"hundreds": chain(900)}, target: "–"},
		{what: "9,000 questions in a row, each reads the one before", flows: map[string]string{"thousands": chain(9_000)}, target: "–"},
		{what: "a flow that must pass the budget of states", flows: map[string]string{"runaway": runaway()}, target: fmt.Sprintf("at most %s, %.0f MB", maxRunaway, maxPeak/1e6)},
	}
	names, err := recorded.Names(recordings)
	if err != nil {
		return nil, err
	}
	all := &flowCase{what: fmt.Sprintf("the %d recorded flows together", len(names)), flows: map[string]string{}, target: fmt.Sprintf("at most %s", maxRecorded)}
	for _, name := range names {
		f, err := recorded.Read(recordings, name)
		if err != nil {
			return nil, err
		}
		all.flows[name] = f.YAML()
	}
	if len(names) > 0 {
		cases = append(cases, all)
	}
	return cases, nil
}

// yesNo is a flow of questions that no one reads.
func yesNo(n int) string {
	var b strings.Builder
	b.WriteString("start: q0\nquestions:\n")
	for i := range n {
		next := fmt.Sprintf("q%d", i+1)
		if i == n-1 {
			next = "end"
		}
		fmt.Fprintf(&b, "  q%d: {answers: [yes, no], next: %s}\n", i, next)
	}
	b.WriteString("outcomes: {end: {kind: info}}\n")
	return b.String()
}

// chain is a flow of questions in a row, each of which reads the one before.
func chain(n int) string {
	var b strings.Builder
	b.WriteString("start: q0\nquestions:\n  q0: {answers: [yes, no], next: q1}\n")
	for i := 1; i < n; i++ {
		next := fmt.Sprintf("q%d", i+1)
		if i == n-1 {
			next = "end"
		}
		fmt.Fprintf(&b, "  q%d:\n    answers: [yes, no]\n    next:\n      - when: {q%d: yes, q%d: yes}\n        then: other\n      - else: %s\n", i, i-1, i, next)
	}
	b.WriteString("outcomes: {end: {kind: info}, other: {kind: info}}\n")
	return b.String()
}

// runaway is a flow whose last questions each ask again for one of many earlier
// answers: the smallest automaton has to remember all of them.
func runaway() string {
	const n = 24
	var b strings.Builder
	b.WriteString("start: q0\nquestions:\n")
	for i := range n {
		next := fmt.Sprintf("q%d", i+1)
		if i == n-1 {
			next = "r0"
		}
		fmt.Fprintf(&b, "  q%d: {answers: [yes, no], next: %s}\n", i, next)
	}
	for i := range n {
		next := fmt.Sprintf("r%d", i+1)
		if i == n-1 {
			next = "end"
		}
		fmt.Fprintf(&b, "  r%d:\n    answers: [yes, no]\n    next:\n      - when: {q%d: yes, r%d: yes}\n        then: other\n      - else: %s\n", i, i, i, next)
	}
	b.WriteString("outcomes: {end: {kind: info}, other: {kind: info}}\n")
	return b.String()
}

// flows measures signpost flow show, or signpost check where there are several
// flows, as whole processes: reading, compiling, proving, printing. The flows
// have no words, so the project has errors; any other end is a failure.
func (b *bench) flows() (string, error) {
	cases, err := flowCases()
	if err != nil {
		return "", err
	}
	for i, c := range cases {
		dir := filepath.Join(b.dir, fmt.Sprintf("flows%d", i))
		args := []string{"check", "-C", dir}
		for name, text := range c.flows {
			if err := writeFlow(dir, name, text); err != nil {
				return "", err
			}
			if len(c.flows) == 1 {
				args = []string{"flow", "show", name, "--json", "-C", dir}
			}
		}
		var all []cost
		for run := range b.runs + 1 {
			say("%s: %d of %d", c.what, run, b.runs)
			cmd := exec.Command(b.signpost, args...)
			var out strings.Builder
			cmd.Stdout = &out
			used, err := onceFailing(cmd)
			if err != nil {
				return "", err
			}
			if run > 0 {
				all = append(all, used)
			}
			c.says = figures(out.String())
		}
		c.used = medians(all)
	}
	return flowLines(cases), nil
}

func writeFlow(dir, name, text string) error {
	folder := filepath.Join(dir, "decisions", name)
	return errors.Join(
		os.MkdirAll(folder, 0o755),
		os.WriteFile(filepath.Join(dir, "config.yaml"), []byte("title: Flows\nlanguages: [en]\n"), fs.FileMode(0o644)),
		os.WriteFile(filepath.Join(folder, "flow.yaml"), []byte(text), 0o644))
}

// onceFailing measures a command that ends with 0 or 1.
func onceFailing(c *exec.Cmd) (cost, error) {
	start := time.Now()
	err := c.Run()
	if exit := new(exec.ExitError); errors.As(err, &exit) && exit.ExitCode() == 1 {
		err = nil
	}
	return costOf(c, time.Since(start)), err
}

// figures sums up what flow show prints as JSON.
func figures(out string) string {
	var f struct {
		States, StatesUnmerged int
		Ways                   string
	}
	if json.Unmarshal([]byte(out), &f) != nil {
		return "–"
	}
	if len(f.Ways) > 20 {
		f.Ways = fmt.Sprintf("%d digits", len(f.Ways))
	}
	return fmt.Sprintf("%d states (%d before merging), ways: %s", f.States, f.StatesUnmerged, f.Ways)
}

func flowLines(cases []*flowCase) string {
	var b strings.Builder
	b.WriteString("| flow | time | ratio to one question | peak memory | target | result |\n| --- | --- | --- | --- | --- | --- |\n")
	for _, c := range cases {
		fmt.Fprintf(&b, "| %s | %d ms | %.1f | %.0f MB | %s | %s |\n", c.what, c.used.wall.Milliseconds(),
			c.used.wall.Seconds()/cases[0].used.wall.Seconds(), float64(c.used.peak)/1e6, c.target, c.says)
	}
	return b.String()
}
