package tabular

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"signpost/generator/internal/diag"
)

// cell is one cell of the file.
type cell struct {
	pos  diag.Pos // of its first character that is no space
	text string   // without quotes and the spaces around
}

// record is one row of the file.
type record struct {
	pos   diag.Pos // of its first character
	cells []cell
	torn  bool // its quotation marks are wrong, and so may be its cells
}

// empty reports whether nothing stands in the row.
func (r record) empty() bool {
	for _, c := range r.cells {
		if c.text != "" {
			return false
		}
	}
	return true
}

// read cuts a file into rows, without those that are empty. It
// returns what separates the cells, too.
func read(file string, data []byte, l *diag.List) ([]record, rune) {
	at := diag.Pos{File: file, Line: 1, Col: 1}
	if len(data) > MaxBytes {
		l.Add(at, "csv-limit", "the file has more than %d bytes, which is the limit", MaxBytes).Hint = hintSplit
		return nil, 0
	}
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		l.Add(at, "csv-encoding", "the file is UTF-16").Hint = hintUTF8
		return nil, 0
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	if !encoded(at, text, l) {
		return nil, 0
	}
	s := &scanner{at: at, comma: separator(text), rest: []rune(text), l: l}
	if first, _, _ := strings.Cut(text, "\n"); sepLine(first) != 0 {
		s.rest, s.at.Line = []rune(strings.TrimPrefix(text[len(first):], "\n")), 2
	}
	var records []record
	for len(s.rest) > 0 {
		r := s.record()
		if r.empty() && !r.torn {
			continue
		}
		if len(records) > maxRows {
			l.Add(r.pos, "csv-limit", "more than %d rows", maxRows).Hint = hintSplit
			return nil, 0
		}
		records = append(records, r)
	}
	return records, s.comma
}

const hintUTF8 = "save it as UTF-8; spreadsheets call it \"CSV UTF-8\""

// encoded reports what is not UTF-8, and characters that cannot be seen and
// reorder or hide text.
func encoded(at diag.Pos, text string, l *diag.List) bool {
	sound := true
	for i, r := range text {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], string(utf8.RuneError)):
			l.Add(at, "csv-encoding", "byte 0x%02X is not UTF-8", text[i]).Hint = hintUTF8
			return false
		case r == '\t' || r == '\n':
		case r < 0x20, 0x7f <= r && r <= 0x9f, 0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069, r == 0xfeff:
			l.Add(at, "csv-encoding", "invisible character U+%04X", r).Hint = "delete it: it can hide or reorder what a reader sees"
			sound = false
		}
		if at.Col++; r == '\n' {
			at.Line, at.Col = at.Line+1, 1
		}
	}
	return sound
}

// sepLine returns the separator that a line "sep=;" names, or 0.
func sepLine(line string) rune {
	rest, ok := strings.CutPrefix(strings.ToLower(strings.Trim(line, "\" ")), "sep=")
	if ok && len(rest) == 1 && strings.Contains(",;\t", rest) {
		return rune(rest[0])
	}
	return 0
}

// separator finds what stands between the cells: what the first line says, or
// what stands most often in the first row that is not empty, quotes aside.
func separator(text string) rune {
	first, _, _ := strings.Cut(text, "\n")
	if r := sepLine(first); r != 0 {
		return r
	}
	count := map[rune]int{}
	quoted := false
	for _, r := range strings.TrimLeft(text, "\n") {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '\n':
			if count[',']+count[';']+count['\t'] > 0 {
				return most(count)
			}
		default:
			count[r]++
		}
	}
	return most(count)
}

func most(count map[rune]int) rune {
	best := ','
	for _, r := range ";\t" {
		if count[r] > count[best] {
			best = r
		}
	}
	return best
}

// scanner reads cells one after the other. encoding/csv refuses spaces after
// a closing quote, takes tabs that separate for spaces before a cell, and
// counts columns in bytes.
type scanner struct {
	at    diag.Pos // of rest
	comma rune
	rest  []rune
	torn  bool // see record
	l     *diag.List
}

func (s *scanner) next() rune {
	r := s.rest[0]
	s.rest = s.rest[1:]
	if s.at.Col++; r == '\n' {
		s.at.Line, s.at.Col = s.at.Line+1, 1
	}
	return r
}

// ahead reports whether the next character is r.
func (s *scanner) ahead(r rune) bool { return len(s.rest) > 0 && s.rest[0] == r }

// ended reports whether a cell ends here.
func (s *scanner) ended() bool { return len(s.rest) == 0 || s.rest[0] == s.comma || s.rest[0] == '\n' }

func (s *scanner) spaces() {
	for !s.ended() && unicode.IsSpace(s.rest[0]) {
		s.next()
	}
}

// record reads a row with its line end.
func (s *scanner) record() record {
	r := record{pos: s.at}
	s.torn = false
	for {
		r.cells = append(r.cells, s.cell())
		r.torn = s.torn
		if len(s.rest) == 0 || s.next() == '\n' {
			return r
		}
	}
}

// cell reads up to the separator or line end behind the cell.
func (s *scanner) cell() cell {
	s.spaces()
	c := cell{pos: s.at}
	var b strings.Builder
	quoted := s.ahead('"')
	if quoted {
		s.next()
		for {
			if len(s.rest) == 0 {
				s.torn = true
				s.l.Add(c.pos, "csv-row", "the quotation mark is not closed").Hint = "close it; a quotation mark inside a quoted cell is written twice"
				return c
			}
			r := s.next()
			if r == '"' && !s.ahead('"') {
				break
			}
			if r == '"' {
				s.next()
			}
			b.WriteRune(r)
		}
		if s.spaces(); !s.ended() {
			s.torn = true
			s.l.Add(s.at, "csv-row", "text after the closing quotation mark").Hint = "a quotation mark inside a quoted cell is written twice"
		}
	}
	for !s.ended() {
		r := s.next()
		if !quoted {
			b.WriteRune(r)
		}
	}
	c.text = strings.Join(strings.Fields(b.String()), " ")
	return c
}
