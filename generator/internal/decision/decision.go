// Package decision holds the model of a flow and the parser of flow.yaml.
//
// In: the YAML of decisions/<flow>/flow.yaml. Out: a Flow with every id
// resolved inside it, and diagnostics. It never looks at words, at other
// flows or at what can be reached: that is for prose, check and automaton.
//
// # The format
//
//	start: asker                          # the first question, step or outcome
//	questions:
//	  asker:
//	    answers: [partner, customer]      # the reader gives one of these
//	    next: {customer: flow:contact, partner: product}
//	  product:
//	    answers: [azure, dynamics]
//	    next:                             # rows are read from the top
//	      - when: {asker: partner, product: {not: azure}}
//	        then: contract
//	      - else: file
//	steps:                                # the reader does something, then goes on
//	  check-health: {next: known-incident}
//	outcomes:
//	  file: {kind: escalate}
//	examples:
//	  azure-request:
//	    given: {asker: partner, product: azure}
//	    expect: file                      # an outcome, or flow:<name>
//	    asks: [asker, product]            # optional: the questions, in order
//
// Ids are [a-z][a-z0-9-]*, up to 64 characters. Questions, steps and outcomes
// share one space of names.
//
// next is a target; or a map that names every answer (or else); or a list of
// rows ended by an optional else. A target is an id of this flow or
// flow:<name>. A condition (when) is a map all of whose entries hold, or a
// list of such maps of which one holds. An entry is an answer, a list of
// answers, or {not: …}. An entry about a question that was not asked on the
// reader's way does not hold, {not: …} included.
//
// # Codes
//
//	flow-id                 an id is not of the form above
//	flow-duplicate-id       one id names two things
//	flow-start              the start is missing or names nothing
//	flow-target-unknown     a target names nothing
//	flow-question-unknown   a condition or example names no question
//	flow-answer-unknown     a condition, map or example names no answer
//	flow-answers            a question has fewer than two answers, or one twice
//	flow-next               next is missing or of no known form
//	flow-answer-without-way a map in next leaves out an answer
//	flow-question-type      the type of a question is not known
//	flow-kind               an outcome's kind is not known
//	example-expect          an example expects what is no outcome
package decision

import (
	"slices"
	"strings"

	"signpost/generator/internal/diag"
)

// Flow is a parsed flow.yaml.
type Flow struct {
	Name     string // of its folder
	File     string
	Start    Target
	Nodes    []*Node // questions, steps, outcomes, each in the order of the file
	Examples []*Example

	byID map[string]*Node
}

// Node returns the question, step or outcome with the id, or nil.
func (f *Flow) Node(id string) *Node { return f.byID[id] }

// Kind tells what a node is.
type Kind uint8

// The kinds of nodes.
const (
	Question Kind = iota
	Step
	Outcome
)

// String is the word used in messages, pages and data.
func (k Kind) String() string { return [...]string{"question", "step", "outcome"}[k] }

// outcomeKinds are the kinds of outcomes: what a reader is told to do.
var outcomeKinds = []string{"escalate", "self", "wait", "partner", "vendor", "refuse", "info"}

// Node is a question, a step or an outcome.
type Node struct {
	ID      string
	Pos     diag.Pos
	Kind    Kind
	Answers []Answer // Question: two or more
	Next    Next     // Question, Step
	Outcome string   // Outcome: its kind
}

// Path is the place of the node in the data: "questions.urgent".
func (n *Node) Path() string { return n.Kind.String() + "s." + n.ID }

// HasAnswer reports whether id is an answer of the question.
func (n *Node) HasAnswer(id string) bool {
	return slices.ContainsFunc(n.Answers, func(a Answer) bool { return a.ID == id })
}

// Answer is one of the answers to a question.
type Answer struct {
	ID  string
	Pos diag.Pos
}

// Target is where a way goes on: a node of this flow, or another flow.
type Target struct {
	ID   string // of a node; "" when Flow is set
	Flow string
	Pos  diag.Pos
}

// String writes the target as an author does.
func (t Target) String() string {
	if t.Flow != "" {
		return "flow:" + t.Flow
	}
	return t.ID
}

// Next decides where a way goes on: the first row that holds. The forms of
// the file (target, map, rows) all become rows.
type Next struct {
	Pos  diag.Pos
	Rows []Row
}

// Row sends the reader to Then when the condition holds.
type Row struct {
	Pos  diag.Pos
	When Condition // empty: holds always
	Else bool      // written as else
	Then Target
}

// Condition holds if it is empty or one of its clauses holds.
type Condition []Clause

// Clause holds if all its entries hold.
type Clause []Entry

// Entry holds if Question was answered by one of Answers; with Not, by
// another answer. It does not hold if Question was not asked.
type Entry struct {
	Pos      diag.Pos
	Question string
	Not      bool
	Answers  []string
}

// Example is a case with the outcome its author expects.
type Example struct {
	ID     string
	Pos    diag.Pos
	Given  []Given
	Expect Target
	Asks   []Asked // optional: nil when the author does not say
}

// Given is an answer of an example.
type Given struct {
	Question, Answer string
	Pos              diag.Pos
}

// Asked is a question an example expects to be asked.
type Asked struct {
	Question string
	Pos      diag.Pos
}

// Answers returns the given answers by question.
func (e *Example) Answers() map[string]string {
	m := make(map[string]string, len(e.Given))
	for _, g := range e.Given {
		m[g.Question] = g.Answer
	}
	return m
}

// ValidID reports whether s has the form of an id.
func ValidID(s string) bool {
	if s == "" || len(s) > 64 || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}
