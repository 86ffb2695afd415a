package site

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"signpost/generator/internal/diag"
)

// logBuffer keeps what Hugo logs, for the message of an error.
type logBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// Write implements io.Writer.
func (b *logBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

// maxLogged is how many errors of Hugo's log a message holds.
const maxLogged = 5

// logged is an error with the errors that Hugo logged before it.
type logged struct {
	error
	lines []string
}

func (l *logged) Unwrap() error { return l.error }

// with gives the error with the errors in the log, each once.
func (b *logBuffer) with(err error) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	l := &logged{error: err}
	for line := range strings.Lines(b.buf.String()) {
		text, ok := strings.CutPrefix(strings.TrimSpace(line), "ERROR ")
		if ok && !slices.Contains(l.lines, text) && len(l.lines) < maxLogged {
			l.lines = append(l.lines, text)
		}
	}
	return l
}

// place finds "…/layouts/page.html:12:3" in what Hugo says.
var place = regexp.MustCompile(`/site/layouts/([^":]+):(\d+):(\d+)`)

// based finds a template that does not go together with the base template, and
// what is wrong. Hugo gives one line, and does not say in which of the two.
var based = regexp.MustCompile(`apply base template failed: template: ([^":\s]+):(\d+):(?:(\d+):)? (.*)`)

// themeError turns Hugo's error into a diagnostic at the template it speaks
// of. What a template logged (errorf) is the theme's, with or without a place;
// another error without a template is returned as it is.
func themeError(theme string, err error) (diag.List, error) {
	msg := err.Error()
	pos := diag.Pos{File: path.Join("themes", theme, "layouts")}
	var log *logged
	errors.As(err, &log)
	m := place.FindStringSubmatch(msg)
	base := ""
	if b := based.FindStringSubmatch(msg); m != nil && b != nil {
		base, m, msg = m[1], b, "parse of template failed: "+b[4]
	}
	if m == nil && log != nil && len(log.lines) > 0 {
		msg = strings.Join(log.lines, "; ")
		log = nil
		m = place.FindStringSubmatch(msg)
	} else if m == nil {
		return nil, fmt.Errorf("hugo: %w", err)
	}
	if m != nil {
		pos.File = path.Join(pos.File, m[1])
		pos.Line, _ = strconv.Atoi(m[2])
		pos.Col, _ = strconv.Atoi(m[3]) // 0 where it is not known
	}
	for _, failed := range []string{"parse of template failed", "execute of template failed"} {
		if i := strings.LastIndex(msg, failed); i >= 0 {
			msg = msg[i:]
		}
	}
	if log != nil && len(log.lines) > 0 {
		msg += "; " + strings.Join(log.lines, "; ")
	}
	var l diag.List
	d := l.Add(pos, "theme-template", "%s", msg)
	if base != "" && base != m[1] {
		at := diag.Pos{File: path.Join("themes", theme, "layouts", base), Line: pos.Line}
		d.Related = []diag.Related{{Pos: at, Message: "or here, in the base template"}}
	}
	return l, nil
}
