// Package source turns files into positioned data: it is the one place that
// reads an author's bytes.
//
// In: an fs.FS and a name. Out: checked text, YAML as Nodes, and the front
// matter of Markdown cut from its body, each scalar with its line and column.
// It never writes, never follows a link out of the file system it was given,
// never guesses types and never panics on bad input: what is wrong comes back
// as a diag.List beside a usable partial value.
//
// # The YAML that authors write
//
// A file holds one document: maps, lists and scalars, in block or flow form.
// Every scalar is text. "yes", "no", "on", "017", "1_000" and "2024-01-01" mean
// what they look like; there are no booleans, dates or octal numbers. Anchors,
// aliases, merge keys, tags and keys that are not scalars are refused: they
// hide from a reader what a file says, and make small files expensive.
//
// # Limits
//
//	YAML file           256 KiB; flow.yaml 16 MiB
//	Markdown file       1 MiB
//	one scalar          32 KiB
//	nodes in a file     20,000; flow.yaml 1,000,000
//	depth of nesting    32
//
// # Codes
//
//	file-unreadable     the file cannot be read, or is no regular file
//	file-too-large      the file exceeds its limit
//	file-encoding       not UTF-8, a NUL byte, or a byte order mark inside
//	file-conflict       a conflict that git left in the file
//	file-control        an invisible character that reorders or hides text
//	yaml-syntax         the parser cannot read the file
//	yaml-duplicate-key  a key stands twice in one map
//	yaml-profile        anchors, aliases, merge keys, tags, several documents
//	yaml-limit          too deep, too many nodes, too long a scalar
//	yaml-kind           text where a map is needed, and the like
//	yaml-unknown-key    a key nobody reads
//	yaml-missing-key    a key that must be there
//	front-matter        the block at the top of a Markdown file is missing or open
package source

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"unicode/utf8"

	"signpost/generator/internal/diag"
)

// Limits of file size, in bytes. A flow that a program wrote may be large.
const (
	MaxYAML     = 256 << 10
	MaxFlow     = 16 << 20
	MaxMarkdown = 1 << 20
)

// Limits of how many values a YAML file has.
const (
	MaxNodes     = 20_000
	MaxFlowNodes = 1_000_000
)

// Read returns the text of a file with LF line ends and without a leading
// byte order mark. limit is in bytes. On a problem the text is nil and the
// list says why.
func Read(fsys fs.FS, name string, limit int64) ([]byte, diag.List) {
	data, l := Bytes(fsys, name, limit)
	if data == nil {
		return nil, l
	}
	return Text(name, data)
}

// Bytes returns the content of a file that need not be text; it is otherwise
// like Read.
func Bytes(fsys fs.FS, name string, limit int64) ([]byte, diag.List) {
	var l diag.List
	at := diag.Pos{File: name, Line: 1, Col: 1}
	info, err := fs.Lstat(fsys, name)
	switch {
	case err != nil:
		l.Add(at, "file-unreadable", "cannot read the file: %s", reason(err))
		return nil, l
	case !info.Mode().IsRegular():
		l.Add(at, "file-unreadable", "not a regular file (%s)", KindOf(info.Mode())).Hint =
			"put the file itself here: links, devices and folders of this name are not read"
		return nil, l
	case info.Size() > limit:
		l.Add(at, "file-too-large", "the file has %d bytes; the limit is %d", info.Size(), limit).Hint =
			"split it into several files"
		return nil, l
	}
	data, err := readUpTo(fsys, name, limit, info.Size())
	if err != nil {
		l.Add(at, "file-unreadable", "cannot read the file: %s", reason(err))
		return nil, l
	}
	if int64(len(data)) > limit { // it grew, or its size is not told
		l.Add(at, "file-too-large", "the file has more than %d bytes, which is the limit", limit).Hint =
			"split it into several files"
		return nil, l
	}
	if data == nil {
		data = []byte{}
	}
	return data, l
}

// readUpTo reads a file of about some size, and one byte above the limit at most.
func readUpTo(fsys fs.FS, name string, limit, size int64) (data []byte, err error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	b := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	_, err = b.ReadFrom(io.LimitReader(f, limit+1))
	return b.Bytes(), err
}

// Text checks bytes that were already read; it is otherwise like Read.
func Text(name string, data []byte) ([]byte, diag.List) {
	var l diag.List
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		l.Add(PosAt(name, data, 0), "file-encoding", "the file is UTF-16").Hint = "save the file as UTF-8"
		return nil, l
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.IndexByte(data, '\r') >= 0 {
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	}
	if i := invalidUTF8(data); i >= 0 {
		l.Add(PosAt(name, data, i), "file-encoding", "byte 0x%02X is not UTF-8", data[i]).Hint =
			"save the file as UTF-8"
		return nil, l
	}
	returned := false
	for i, r := range string(data) {
		switch {
		case r == '\r': // the whole file is so: once is enough
			if !returned {
				l.Add(PosAt(name, data, i), "file-control", "a carriage return without a line feed").Hint =
					"save the file with LF, or CR LF, at the ends of its lines"
			}
			returned = true
		case forbidden(r):
			l.Add(PosAt(name, data, i), "file-control", "invisible character U+%04X", r).Hint =
				"delete it: it can hide or reorder what a reader sees"
		}
	}
	conflicts(name, data, &l)
	if l.HasErrors() {
		return nil, l
	}
	if data == nil { // an empty file is a text
		data = []byte{}
	}
	return data, l
}

// conflicts reports what git leaves in a file where two branches changed the same lines: what stands there is two texts in
// one. Both signs must be there, as git writes them.
func conflicts(name string, data []byte, l *diag.List) {
	const ours, theirs = "\n<<<<<<< ", "\n>>>>>>> "
	if !bytes.Contains(data, []byte(theirs)) {
		return
	}
	for at := 0; at < len(data); {
		i := bytes.Index(data[at:], []byte(ours[1:]))
		if i < 0 {
			return
		}
		if at += i; at == 0 || data[at-1] == '\n' {
			l.Add(PosAt(name, data, at), "file-conflict", "a conflict between two branches that nobody resolved").Hint =
				"keep what is right of the two, and delete the lines with <<<<<<<, ======= and >>>>>>>"
		}
		at += len(ours)
	}
}

// forbidden lists what no text of ours may hold: control characters but tab
// and line feed, and the bidirectional controls that make text look other
// than it is (Trojan Source, CVE-2021-42574), and a byte order mark inside.
func forbidden(r rune) bool {
	switch {
	case r == '\t' || r == '\n':
		return false
	case r < 0x20 || 0x7f <= r && r <= 0x9f:
		return true
	}
	return 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069 || r == 0xfeff
}

func invalidUTF8(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// PosAt turns a byte offset into a position. Bytes that are no UTF-8 count as
// one code point each.
func PosAt(name string, data []byte, offset int) diag.Pos {
	offset = min(max(offset, 0), len(data))
	before := data[:offset]
	line := bytes.Count(before, []byte("\n")) + 1
	start := bytes.LastIndexByte(before, '\n') + 1
	return diag.Pos{File: name, Line: line, Col: utf8.RuneCount(before[start:]) + 1}
}

// KindOf names what stands where a file should.
func KindOf(m fs.FileMode) string {
	switch {
	case m&fs.ModeSymlink != 0:
		return "a symbolic link"
	case m.IsDir():
		return "a folder"
	case m.IsRegular():
		return "a file"
	case m&fs.ModeNamedPipe != 0:
		return "a pipe"
	case m&fs.ModeSocket != 0:
		return "a socket"
	case m&fs.ModeDevice != 0:
		return "a device"
	}
	return m.Type().String()
}

// reason strips the path from a file error: the position already names it.
func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}
