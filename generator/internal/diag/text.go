package diag

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// maxExcerpt is the longest source line shown below a message, in code points.
const maxExcerpt = 160

// Text prints the list in the form that editors and terminals make clickable:
//
//	decisions/refund/flow.yaml:14:7: error: answer "later" leads nowhere [flow-dead-end]
//	    next: {now: pay}
//	          ^
//	  hint: …
//
// source returns a file's content for the excerpt, or nil where there is none;
// it may be nil itself.
func Text(w io.Writer, l List, source func(file string) []byte) error {
	b := bufio.NewWriter(w)
	var lines cursor
	for _, d := range l {
		fmt.Fprintf(b, "%s: %s: %s [%s]\n", d.Pos, d.Severity, visible(d.Message), d.Code)
		if source != nil {
			excerpt(b, d.Pos, lines.at(d.Pos, source))
		}
		for _, r := range d.Related {
			fmt.Fprintf(b, "  %s: note: %s\n", r.Pos, visible(r.Message))
		}
		if d.Hint != "" {
			fmt.Fprintf(b, "  hint: %s\n", visible(d.Hint))
		}
	}
	return b.Flush()
}

// excerpt prints the line at p and a marker below its column. The very
// beginning of a file stands for the file and needs no picture.
func excerpt(w io.Writer, p Pos, line []byte) {
	if len(line) == 0 || !utf8.Valid(line) || utf8.RuneCount(line) > maxExcerpt {
		return
	}
	runes := []rune(string(line))
	if p.Col > len(runes)+1 {
		return
	}
	before, after := shown(runes[:p.Col-1]), shown(runes[p.Col-1:])
	pad := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, before)
	fmt.Fprintf(w, "    %s%s\n    %s^\n", before, after, pad)
}

// shown is a part of a source line with its tabs, and nothing else hidden.
func shown(line []rune) string {
	parts := strings.Split(string(line), "\t")
	for i, s := range parts {
		parts[i] = visible(s)
	}
	return strings.Join(parts, "\t")
}

// cursor finds lines of files. Findings come in the order of the lines, so it
// goes on from the last one.
type cursor struct {
	file string
	rest []byte // from line on
	line int    // 1-based
}

// at returns the line of a position without its end; nil where the position
// names none, or is the beginning of the file.
func (c *cursor) at(p Pos, source func(file string) []byte) []byte {
	if p.Line == 0 || p.Col == 0 || p.Line == 1 && p.Col == 1 {
		return nil
	}
	if c.line == 0 || c.file != p.File || p.Line < c.line {
		*c = cursor{p.File, source(p.File), 1}
	}
	for ; c.line < p.Line; c.line++ {
		_, rest, ok := bytes.Cut(c.rest, []byte("\n"))
		if !ok {
			c.line = 0 // begin anew the next time
			return nil
		}
		c.rest = rest
	}
	line, _, _ := bytes.Cut(c.rest, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r"))
}
