package source

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"signpost/generator/internal/diag"
)

// maxSearched is the size, in bytes, up to which the exact place of an error
// is searched for. Above it the parser's line must do.
const maxSearched = 32 << 10

var parserWords = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)`)

// syntaxErrors puts the parser's words into an author's.
var syntaxErrors = []struct{ found, message, hint string }{
	{"mapping values are not allowed", "a \": \" where no key can stand",
		"put a text that holds \": \" into quotes; or the line above lacks the space after its colon, or this one is indented too far"},
	{"did not find expected key", "a key should stand here",
		"check the indentation here and in the line above; a list and a map do not mix"},
	{"did not find expected '-' indicator", "an item of the list should stand here", "begin it with \"- \", below the others"},
	{"did not find expected ','", "the bracket is not closed", "close it, or put a comma between two values"},
	{"found unexpected end of stream", "the quotation mark is not closed", "close it; in a text, write an apostrophe as ’"},
	{"could not find expected ':'", "a key without its colon", "write \"key: value\""},
	{"did not find expected alphabetic or numeric character", "a text cannot begin with * or &", "put it into quotes"},
	{"unknown anchor", "aliases are not allowed", "write the value out; put a text that begins with * into quotes"},
}

// syntaxError reports why the parser stopped. It names a line at best, so the
// place is found here.
func syntaxError(name string, data []byte, err error, l *diag.List) {
	line, words := errorWords(err)
	message, hint := "this is not YAML: "+words, ""
	kind := words
	for _, e := range syntaxErrors {
		if strings.Contains(words, e.found) {
			kind, message, hint = e.found, e.message, e.hint
		}
	}
	at := -1
	switch {
	case strings.HasPrefix(kind, "did not find expected ','"):
		at = openBracket(data)
	case kind == "found unexpected end of stream":
		at = openQuote(data, line)
	}
	if at < 0 {
		at = lineStart(data, line)
		if len(data) <= maxSearched {
			at = firstFailure(data, kind)
		}
	}
	if kind == "found character that cannot start any token" || kind == "found a tab character that violates indentation" {
		message, hint = "a text cannot begin with this character", "put it into quotes"
		if at < len(data) && data[at] == '\t' {
			message, hint = "a tab where spaces should be", "indent with spaces"
		}
	}
	if kind == "did not find expected key" && at < len(data) && strings.IndexByte("]}", data[at]) >= 0 {
		message, hint = "a closing bracket without an opening one", "delete it, or open one before"
	}
	l.Add(PosAt(name, data, at), "yaml-syntax", "%s", message).Hint = hint
}

// errorWords takes the parser's error apart; line is 0 where it names none.
func errorWords(err error) (line int, words string) {
	first, _, _ := strings.Cut(err.Error(), "\n")
	m := parserWords.FindStringSubmatch(first)
	if m == nil {
		return 0, first
	}
	line, _ = strconv.Atoi("0" + m[1])
	return line, m[2]
}

// firstFailure finds the shortest beginning of data that fails in the same
// way, by halving, and returns the offset at which to point: that of its last
// character, or of the first in its line where that says more.
func firstFailure(data []byte, kind string) int {
	fails := func(n int) bool {
		dec := yaml.NewDecoder(bytes.NewReader(data[:n]))
		for range 2 {
			var doc yaml.Node
			if err := dec.Decode(&doc); err != nil {
				return strings.Contains(err.Error(), kind)
			}
		}
		return false
	}
	lo, hi := 0, len(data)
	for lo+1 < hi {
		mid := (lo + hi) / 2
		for mid > lo && !utf8.RuneStart(data[mid]) {
			mid--
		}
		if mid == lo {
			break
		}
		if fails(mid) {
			hi = mid
		} else {
			lo = mid
		}
	}
	_, size := utf8.DecodeLastRune(data[:hi])
	at := hi - size
	switch kind {
	case "did not find expected key", "did not find expected '-' indicator", "could not find expected ':'":
		if at >= 0 && at < len(data) && !strings.ContainsRune("]}", rune(data[at])) {
			start := bytes.LastIndexByte(data[:at], '\n') + 1
			return start + len(data[start:]) - len(bytes.TrimLeft(data[start:], " "))
		}
	case "unknown anchor":
		return max(bytes.LastIndexByte(data[:hi], '*'), 0)
	}
	return max(at, 0)
}

// lineStart is the offset of the first character but blanks in a line.
func lineStart(data []byte, line int) int {
	at := 0
	for ; line > 1; line-- {
		i := bytes.IndexByte(data[at:], '\n')
		if i < 0 {
			break
		}
		at += i + 1
	}
	for at < len(data) && data[at] == ' ' {
		at++
	}
	return at
}

// openQuote finds the quotation mark that begins a text in a line, or -1.
func openQuote(data []byte, line int) int {
	if line == 0 {
		return -1
	}
	at := lineStart(data, line)
	for i := at; i < len(data) && data[i] != '\n'; i++ {
		if (data[i] == '"' || data[i] == '\'') && (i == at || strings.IndexByte(" [{,:", data[i-1]) >= 0) {
			return i
		}
	}
	return -1
}

// openBracket finds the bracket that is never closed, or closed by one of the
// other kind; -1 where all are closed.
func openBracket(data []byte) int {
	var open []int
	var quote byte
	for i, c := range data {
		begins := i == 0 || strings.IndexByte(" \n[{,:", data[i-1]) >= 0
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && begins:
			quote = c
		case c == '#' && begins:
			quote = '\n'
		case c == '[' && (begins || len(open) > 0), c == '{' && (begins || len(open) > 0):
			open = append(open, i)
		case (c == ']' || c == '}') && len(open) > 0:
			last := open[len(open)-1]
			if data[last] != c-2 {
				return last
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) == 0 {
		return -1
	}
	return open[0]
}
