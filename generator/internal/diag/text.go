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
	for _, d := range l {
		fmt.Fprintf(b, "%s: %s: %s [%s]\n", d.Pos, d.Severity, visible(d.Message), d.Code)
		if source != nil {
			excerpt(b, d.Pos, source(d.Pos.File))
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
func excerpt(w io.Writer, p Pos, data []byte) {
	if p.Line == 0 || p.Col == 0 || p.Line == 1 && p.Col == 1 {
		return
	}
	line, ok := nthLine(data, p.Line)
	if !ok || !utf8.Valid(line) || utf8.RuneCount(line) > maxExcerpt {
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

// nthLine returns line n (1-based) of data without its line end.
func nthLine(data []byte, n int) ([]byte, bool) {
	for ; n > 1; n-- {
		i := bytes.IndexByte(data, '\n')
		if i < 0 {
			return nil, false
		}
		data = data[i+1:]
	}
	line, _, _ := bytes.Cut(data, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), len(line) > 0
}
