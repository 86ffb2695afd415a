package source

import (
	"bytes"
	"strings"

	"signpost/generator/internal/diag"
)

// SetScalar puts another text in the place of a value of YAML in block form, and
// leaves all else as it is. key is where its key stands, value where the value
// begins. A text without quotes or in single ones stays so where it can. false where the value cannot be found: a caller
// reads the result again all the same, since it alone knows what should be there.
func SetScalar(data []byte, key, value diag.Pos, text string) ([]byte, bool) {
	start, end, written, ok := Replacement(data, key, value, text)
	if !ok {
		return nil, false
	}
	out := append([]byte(nil), data[:start]...)
	out = append(out, written...)
	return append(out, data[end:]...), true
}

// Replacement is what SetScalar does: which bytes go, and what comes.
func Replacement(data []byte, key, value diag.Pos, text string) (start, end int, written string, ok bool) {
	if start = Offset(data, value); start < 0 || start >= len(data) {
		return 0, 0, "", false
	}
	if end = scalarEnd(data, start, key.Col); end < 0 {
		return 0, 0, "", false
	}
	written = Quote(text)
	switch data[start] {
	case '"', '|', '>':
	case '\'':
		written = sameOr("'"+strings.ReplaceAll(text, "'", "''")+"'", text)
	default:
		written = Plain(text)
	}
	return start, end, written, true
}

// sameOr is a way to write a text where it is read as that text, else the text in
// double quotes.
func sameOr(written, text string) string {
	root, l := ParseYAML("", []byte("k: "+written+"\n"), 8)
	if len(l) == 0 && root != nil && root.Kind == Map && len(root.Entries) == 1 {
		if v := root.Entries[0].Value; v.Kind == Scalar && v.Value == text && text != "" {
			return written
		}
	}
	return Quote(text)
}

// Plain writes a text as a value of YAML, without quotes where it is read as the
// same.
func Plain(text string) string { return sameOr(text, text) }

// Quote writes a text as a value of YAML, in double quotes.
func Quote(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(text) + `"`
}

// EntryEnd is where the value of an entry of a map in block form ends, in bytes;
// -1 where that cannot be found.
func EntryEnd(data []byte, e Entry) int {
	switch {
	case e.Value == nil:
		return -1
	case e.Value.Kind == Map && len(e.Value.Entries) > 0:
		return EntryEnd(data, e.Value.Entries[len(e.Value.Entries)-1])
	case e.Value.Kind != Scalar:
		return -1
	}
	start := Offset(data, e.Value.Pos)
	if start < 0 || start >= len(data) {
		return -1
	}
	return scalarEnd(data, start, e.Pos.Col)
}

// Offset turns a position into a byte offset, or -1.
func Offset(data []byte, at diag.Pos) int {
	start := 0
	for range at.Line - 1 {
		i := bytes.IndexByte(data[start:], '\n')
		if i < 0 {
			return -1
		}
		start += i + 1
	}
	col := 1
	for i := range string(data[start:]) {
		if col == at.Col {
			return start + i
		}
		col++
	}
	return len(data)
}

// scalarEnd is where the value that begins at start ends, of a key in a column.
func scalarEnd(data []byte, start, col int) int {
	switch data[start] {
	case '"':
		for i := start + 1; i < len(data); i++ {
			switch data[i] {
			case '\\':
				i++
			case '"':
				return i + 1
			}
		}
		return -1
	case '\'':
		for i := start + 1; i < len(data); i++ {
			if data[i] != '\'' {
				continue
			}
			if i+1 < len(data) && data[i+1] == '\'' {
				i++
				continue
			}
			return i + 1
		}
		return -1
	}
	block := data[start] == '|' || data[start] == '>'
	end := lineEnd(data, start)
	if i := bytes.Index(data[start:end], []byte(" #")); i >= 0 && !block {
		return start + len(bytes.TrimRight(data[start:start+i], " \t"))
	}
	stop := start + len(bytes.TrimRight(data[start:end], " \t"))
	for end < len(data) {
		next := lineEnd(data, end+1)
		line := data[end+1 : next]
		blank := len(bytes.TrimSpace(line)) == 0
		if !blank && len(line)-len(bytes.TrimLeft(line, " ")) < col {
			break
		}
		if !blank {
			stop = end + 1 + len(bytes.TrimRight(line, " \t"))
		}
		if end = next; end+1 > len(data) {
			break
		}
	}
	return stop
}

func lineEnd(data []byte, from int) int {
	if from >= len(data) {
		return len(data)
	}
	if i := bytes.IndexByte(data[from:], '\n'); i >= 0 {
		return from + i
	}
	return len(data)
}
