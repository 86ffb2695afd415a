// Package diag is the vocabulary in which every part of Signpost speaks about
// what is wrong with an author's project.
//
// In: positions and facts, from whoever found them. Out: a List of
// diagnostics in one total order, printed as text, JSON or SARIF. It never
// reads a file, never decides an exit code and never ends a run: a caller
// collects every problem first and prints once.
package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// Pos is a place in a file of the project.
//
// File is slash-separated and relative to the project's root. Line and Col are
// 1-based; Col counts Unicode code points, not bytes. A zero Line means the
// file as a whole; a zero Col the line as a whole.
type Pos struct {
	File string
	Line int
	Col  int
}

// String gives "file:line:col" with the parts that are known, characters of
// the file's name that cannot be seen as \x1b.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return visible(p.File)
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", visible(p.File), p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", visible(p.File), p.Line, p.Col)
}

// Compare orders positions by file, line and column.
func (p Pos) Compare(q Pos) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
}

// Severity tells whether a diagnostic stops a build. The zero value is Error,
// so that a forgotten severity is the strict one.
type Severity int

// The severities.
const (
	Error Severity = iota
	Warning
)

// String is the word printed before the message.
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Related points to another place that has part in the problem, such as the
// first of two equal keys.
type Related struct {
	Pos     Pos
	Message string
}

// Diagnostic is one thing that is wrong.
//
// Message says the fact: lower case, no full stop, names in quotes. What to do
// about it goes into Hint. Code is stable ("flow-dead-end"): it names the rule
// in the docs, and config.yaml sets levels by it.
type Diagnostic struct {
	Pos      Pos
	Severity Severity
	Code     string
	Message  string
	Path     string    // optional: the place in the data, "questions.paid.answers[1]"
	Related  []Related // optional
	Hint     string    // optional
}

// List collects diagnostics. The zero value is ready to use.
type List []Diagnostic

// Add appends an error and returns a pointer to it, valid until the next
// Add, so that a caller can set its hint, path or related places.
func (l *List) Add(pos Pos, code, format string, args ...any) *Diagnostic {
	*l = append(*l, Diagnostic{Pos: pos, Code: code, Message: fmt.Sprintf(format, args...)})
	return &(*l)[len(*l)-1]
}

// Warn appends a warning, and is otherwise like Add.
func (l *List) Warn(pos Pos, code, format string, args ...any) *Diagnostic {
	d := l.Add(pos, code, format, args...)
	d.Severity = Warning
	return d
}

// HasErrors reports whether anything in the list stops a build.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Severity == Error })
}

// Count gives the number of errors and of warnings.
func (l List) Count() (errors, warnings int) {
	for _, d := range l {
		if d.Severity == Error {
			errors++
		} else {
			warnings++
		}
	}
	return errors, warnings
}

// Sorted returns the list in its one order (position, severity, code,
// message), without repetitions: of several diagnostics with one code at one
// place and message only the first is kept.
func (l List) Sorted() List {
	out := slices.Clone(l)
	slices.SortStableFunc(out, func(a, b Diagnostic) int {
		return cmp.Or(a.Pos.Compare(b.Pos), cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(out, func(a, b Diagnostic) bool {
		return a.Pos == b.Pos && a.Code == b.Code && a.Message == b.Message
	})
}
