// Package decision holds the model of a flow and the parser of flow.yaml.
//
// In: the YAML of decisions/<flow>/flow.yaml. Out: a Flow with every id
// resolved inside it, and diagnostics. It never looks at words, at other
// flows or at what can be reached: that is for prose, check and automaton.
//
// # The format
//
//	start: asker                          # the first question, step or table
//	entries: [severity]                   # optional: where other pages may lead to
//	questions:
//	  asker:
//	    answers: [partner, customer]      # one of these
//	    next: {customer: flow:contact, partner: symptoms}
//	  symptoms:
//	    type: many                        # any of these, or none
//	    answers: [unavailable, bug, network]
//	    next:                             # rows are read from the top
//	      - when: {symptoms: none}
//	        then: keep
//	      - when: {symptoms: {all: [bug, network]}, asker: {not: customer}}
//	        then: file
//	      - else: users-hit
//	  users-hit:
//	    type: number                      # a whole number
//	    min: 0                            # both ends belong to it
//	    max: 1000000
//	    next: severity-check
//	  severity-check:
//	    use: severity                     # another flow; its outcomes are the answers
//	    given: [asker]                    # optional: what it need not ask again
//	    show: yes                         # optional: its outcome has a page on the way
//	    next: {critical: how, else: file} # without next its outcomes are ends here
//	steps:                                # the reader does something, then goes on
//	  check-health: {next: users-hit}
//	tables:                               # several facts decide together; asks nothing
//	  how:
//	    policy: first                     # or unique: no two rows may hold
//	    inputs: [symptoms, users-hit]     # what the rows read
//	    rows:
//	      - {symptoms: bug, users-hit: {min: 50}, then: file}
//	      - {else: keep}
//	outcomes:
//	  file: {kind: escalate, rank: 3}     # optional: how far up it takes a case, 0 to 9
//	  keep: {kind: self, was: [keep-it]}  # older ids, so that old addresses live on
//	examples:
//	  many-hit:
//	    given: {asker: partner, symptoms: [bug], users-hit: 80, severity-check.impact: down}
//	    expect: file                      # an outcome, flow:<name>, or <question>.<outcome>
//	    asks: [asker, symptoms]           # optional: the questions, in order
//
// Ids are [a-z][a-z0-9-]*, up to 64 characters; then, else and when are no
// ids. All nodes share one space of names. A question may say in tells which
// parts of a request for help its answer gives, and may list older ids of
// its own in was, and of its answers in answers-was: {old: new}.
//
// next is a target; or a map that names every answer (or else); or a list of
// rows ended by an optional else. A target is an id of this flow or
// flow:<name>. A condition (when) is a map all of whose entries hold, or a
// list of such maps of which one holds. An entry is one of:
//
//	yes, [yes, no]                   the answer, or one of them; of many: chosen, or one of them
//	none                             of many: nothing was chosen
//	{any: [a, b]}, {all: [a, b]}     of many: one of these was chosen, or all of them
//	30, [1, 2], {min: 1, max: 9}     of number: equal, one of them, within; one of min and max may be left out
//	{not: …}                         the question was answered, and not so
//
// An entry about a question that was not asked on the reader's way does not
// hold, {not: …} included.
//
// # Values
//
// An answer is written as one text everywhere: in addresses, examples and
// walks. It is an answer's id, for many the chosen ids in the order of the
// flow with a comma between, or "none", for number its decimal digits, for a
// used flow the id of its outcome.
//
// # Codes
//
//	flow-id                 an id is not of the form above
//	flow-duplicate-id       one id names two things
//	flow-start              the start is missing or names nothing
//	flow-target-unknown     a target names nothing
//	flow-question-unknown   a condition or example names no question
//	flow-answer-unknown     a condition, map or example names no answer
//	flow-answers            a question has no answers, or one twice
//	flow-answer-single      a question has a single answer (warning)
//	flow-next               next is missing or of no known form
//	flow-condition          a condition is of no form that fits its question
//	flow-answer-without-way a map in next leaves out an answer
//	flow-question-type      the type of a question is not known
//	flow-number-range       a number is not whole or outside of its question, or a range is empty
//	flow-kind               an outcome's kind is not known
//	flow-rank               an outcome's rank is no whole number from 0 to 9
//	flow-tells              what a question tells is no part of a request, or stands twice
//	flow-policy             a table's policy is not known
//	flow-table-input        a row reads what is no input, or no row reads an input
//	flow-was                an older id is in use, or a renamed answer is none
//	flow-use                a question uses a flow that is not there, cannot be read, or uses this one in turn
//	flow-given              a given question is not in both flows, or its answers do not fit
//	example-expect          an example expects what is no outcome
package decision

import (
	"slices"
	"strings"

	"signpost/generator/internal/diag"
)

// Flow is a parsed flow.yaml, or a linked one (see Link).
type Flow struct {
	Name     string // of its folder
	File     string
	Start    Target
	Entries  []Target // further nodes where a reader may begin
	Nodes    []*Node  // questions, steps, tables, outcomes, each in the order of the file
	Examples []*Example

	byID map[string]*Node
}

// Node returns the node with the id, or nil.
func (f *Flow) Node(id string) *Node { return f.byID[id] }

// Uses lists the names of the flows that questions of the flow use.
func (f *Flow) Uses() []string {
	var names []string
	for _, n := range f.Nodes {
		if n.Use != nil && !slices.Contains(names, n.Use.Flow) {
			names = append(names, n.Use.Flow)
		}
	}
	return names
}

// Kind tells what a node is.
type Kind uint8

// The kinds of nodes. A parsed flow has no results: they come with Link.
const (
	Question Kind = iota
	Step
	Table
	Outcome
	Result // an outcome of a used flow, which answers the question that uses it
)

// String is the word used in messages, pages and data.
func (k Kind) String() string {
	return [...]string{"question", "step", "table", "outcome", "result"}[k]
}

// Type tells how a question is answered.
type Type uint8

// The types of questions.
const (
	One Type = iota
	Many
	Number
	Used // by the outcome of another flow
)

// String is the word used in flow.yaml, pages and data.
func (t Type) String() string { return [...]string{"one", "many", "number", "use"}[t] }

// outcomeKinds are the kinds of outcomes: what a reader is told to do.
var outcomeKinds = []string{"escalate", "self", "wait", "partner", "vendor", "refuse", "info"}

// requestParts are what a request for help says, in its order.
var requestParts = []string{"who", "since", "users", "production", "error", "tenant"}

// MaxRank is the highest rank of an outcome.
const MaxRank = 9

// rankOf is the rank of an outcome that does not say its own: 0 where the reader
// keeps the case, 1 where another company takes it, 2 where it goes to the top.
func rankOf(kind string) int {
	switch kind {
	case "escalate":
		return 2
	case "partner", "vendor":
		return 1
	}
	return 0
}

// RequestParts lists what a request for help says, in its order: who is
// affected, since when, how many users, whether in production, the text of the
// error, the tenant or domain.
func RequestParts() []string { return slices.Clone(requestParts) }

// Turns reports whether a reader who comes to the outcome turns to somebody, and
// so has a request to write.
func (n *Node) Turns() bool {
	return n.Kind == Outcome && (n.Outcome == "escalate" || n.Outcome == "partner" || n.Outcome == "vendor")
}

// Node is a question, a step, a table or an outcome.
type Node struct {
	ID   string
	Pos  diag.Pos
	Kind Kind
	Was  []string // older ids
	Next Next     // Question, Step, Table, Result

	Type       Type              // Question
	Answers    []Answer          // One, Many: two or more; Used: the outcomes of the used flow, once linked
	AnswersWas map[string]string // Question: older id to id of an answer
	Min, Max   int64             // Number
	Use        *Use              // Used
	Tells      []string          // optional: the parts of a request that the answer says

	Unique  bool    // Table: its policy
	Inputs  []Input // Table
	Outcome string  // Outcome, Result: its kind
	Rank    int     // Outcome, Result: how far up it takes a case, from 0 to MaxRank

	// Set by Link.
	After  Next   // Used: what the author wrote as next; Next leads into the used flow
	Flow   string // the flow whose words the node has, if not the flow's own
	Local  string // its id there
	Given  string // Question: the question whose answer is taken over where it was asked
	Answer string // Result: the answer it gives, to the question Given
}

// Path is the place of the node in the data: "questions.urgent".
func (n *Node) Path() string { return n.Kind.String() + "s." + n.ID }

// HasAnswer reports whether id is an answer of the question.
func (n *Node) HasAnswer(id string) bool {
	return slices.ContainsFunc(n.Answers, func(a Answer) bool { return a.ID == id })
}

// Silent reports whether readers never meet the node: it has no words.
func (n *Node) Silent() bool {
	return n.Kind == Table || n.Kind == Question && n.Type == Used || n.Kind == Result && !n.Use.Show
}

// Answer is one of the answers to a question.
type Answer struct {
	ID  string
	Pos diag.Pos
}

// Input is a question that a table reads.
type Input struct {
	Question string
	Pos      diag.Pos
}

// Use lets another flow ask.
type Use struct {
	Flow  string
	Pos   diag.Pos
	Given []Asked // questions of both flows, taken over where they were asked
	Show  bool    // the outcome of the used flow has a page
	Tail  bool    // there is no next: the outcomes of the used flow are ends
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
	Map  bool // written as a target or a map: its rows are no author's choice
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

// Entry holds if Question was answered, and Test holds for the answer.
type Entry struct {
	Pos      diag.Pos
	Question string
	Test
}

// Test tells answers from answers.
type Test struct {
	Not     bool     // the rest does not hold
	Answers []string // One, Used, Many: one of these was given
	All     bool     // Many: all of Answers were given
	None    bool     // Many: nothing was chosen
	Ranges  []Range  // Number: within one of these
}

// Range holds the numbers from Min to Max, both included.
type Range struct{ Min, Max int64 }

// Example is a case with the outcome its author expects.
type Example struct {
	ID     string
	Pos    diag.Pos
	Given  []Given
	Expect Target
	Asks   []Asked // optional: nil when the author does not say
}

// Given is an answer of an example, written as a value.
type Given struct {
	Question, Answer string
	Pos              diag.Pos
}

// Asked is a question by name, with its place.
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
	if s == "" || len(s) > 64 || s[0] < 'a' || s[0] > 'z' || s == "then" || s == "else" || s == "when" {
		return false
	}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}
