package orthography

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/source"
)

// passage is a line of words with the text that the offsets of its pieces count
// in.
type passage struct {
	data   []byte
	pieces []prose.Run
}

// Check reports what is wrong with the words of a document in a language: those
// of its front matter and of its body.
func Check(d *prose.Document, data []byte, tag string) diag.List {
	return check(d.File, append(front(d, data), body(d)...), tag)
}

// CheckStrings does the same for the strings of a catalogue: every text of a
// YAML file, the places for values left out.
func CheckStrings(file string, data []byte, tag string) diag.List {
	return check(file, catalogue(file, data), tag)
}

func check(file string, all []passage, tag string) diag.List {
	var l diag.List
	o := languageOf(tag)
	f := finder{o: o}
	for _, p := range all {
		found := f.find(lineOf(p.pieces))
		if len(found) == 0 {
			continue
		}
		for i, mends := range p.mendable(found) {
			report(source.PosAt(file, p.data, p.offset(found[i].at)), found[i], mends, &l)
		}
	}
	unbroken(file, all, o, tag, &l)
	return l
}

// report adds a finding. Each code is written out, for those who look for it.
func report(at diag.Pos, f finding, mends bool, l *diag.List) {
	var d *diag.Diagnostic
	switch f.code {
	case "letter-foreign":
		d = l.Warn(at, "letter-foreign", "%s", f.message)
	case "letter-mixed":
		d = l.Warn(at, "letter-mixed", "%s", f.message)
	case "letter-form":
		d = l.Warn(at, "letter-form", "%s", f.message)
	case "letter-invisible":
		d = l.Warn(at, "letter-invisible", "%s", f.message)
	case "typography-quotes":
		d = l.Warn(at, "typography-quotes", "%s", f.message)
	case "typography-apostrophe":
		d = l.Warn(at, "typography-apostrophe", "%s", f.message)
	case "typography-dash":
		d = l.Warn(at, "typography-dash", "%s", f.message)
	case "typography-ellipsis":
		d = l.Warn(at, "typography-ellipsis", "%s", f.message)
	case "typography-space":
		d = l.Warn(at, "typography-space", "%s", f.message)
	case "typography-ordinal":
		d = l.Warn(at, "typography-ordinal", "%s", f.message)
	case "typography-repeated":
		d = l.Warn(at, "typography-repeated", "%s", f.message)
	}
	switch {
	case mends:
		d.Hint = "signpost check --fix mends it"
	case f.mends && f.hint == "":
		d.Hint = "write it by hand: it stands in an escape, or in a text of several lines"
	default:
		d.Hint = f.hint
	}
}

// fewest is how many spaces that may not break a text lacks at least when that
// is reported. The build sets them; but feeds, exports and requests have the
// words as they are written.
const fewest = 5

// unbroken reports a text with hardly any of the spaces that its language binds
// words with.
func unbroken(file string, all []passage, o *orthography, tag string, l *diag.List) {
	missing, there := bound(all, o, tag)
	if missing >= fewest && missing > there {
		l.Warn(diag.Pos{File: file, Line: 1, Col: 1}, "typography-nobreak",
			"the text lacks %d spaces that may not break, and has %d", missing, there).Hint =
			"the pages have them all the same; signpost check --fix writes them into the file"
	}
}

// bound counts the spaces that should not break and do, and those that do not.
func bound(all []passage, o *orthography, tag string) (missing, there int) {
	if o.base != "ru" && o.base != "fr" && o.base != "cs" {
		return 0, 0
	}
	set := locale.NewTypesetter(tag)
	for _, p := range all {
		own := texts(p.pieces)
		for i, s := range set.Parts(own) {
			had := solids(own[i])
			there += had
			if s != own[i] {
				missing += max(solids(s)-had, 0)
			}
		}
	}
	return missing, there
}

// solids counts the spaces of a text that the build sets.
func solids(s string) int { return strings.Count(s, "\u00a0") + strings.Count(s, "\u202f") }

func texts(pieces []prose.Run) []string {
	out := make([]string, len(pieces))
	for i, p := range pieces {
		out[i] = p.Text
	}
	return out
}

// offset turns a byte of the line into one of the data.
func (p passage) offset(at int) int {
	last := 0
	for _, piece := range p.pieces {
		if at < len(piece.Text) {
			if piece.Literal {
				return piece.Start + at
			}
			return max(piece.Start, last)
		}
		at -= len(piece.Text)
		last = max(last, piece.End)
	}
	return last
}

// mendable tells for each finding whether it can be mended; of a pair both can,
// or neither.
func (p passage) mendable(found []finding) []bool {
	out := make([]bool, len(found))
	pairs := map[int]int{}
	for i, f := range found {
		if out[i] = p.mends(f); out[i] {
			pairs[f.pair]++
		}
	}
	for i, f := range found {
		out[i] = out[i] && (f.pair == 0 || pairs[f.pair] == 2)
	}
	return out
}

// mends reports whether a finding can be mended where it stands: its
// characters are in the file as they are read.
func (p passage) mends(f finding) bool {
	at := f.at
	for _, piece := range p.pieces {
		if at < len(piece.Text) {
			return f.mends && piece.Literal && at+f.n <= len(piece.Text)
		}
		at -= len(piece.Text)
	}
	return false
}

// front lists the words of the front matter.
func front(d *prose.Document, data []byte) []passage {
	var out []passage
	if words := d.Front.Words(); len(words) > 0 {
		at := newOffsets(data[:len(data)-len(bytes.TrimLeft(d.Body(), "\n"))])
		for i := range words {
			n := &words[i]
			out = append(out, scalar(n, data, at.at(n.Pos), false))
		}
	}
	return out
}

func body(d *prose.Document) []passage {
	runs := d.Runs()
	out := make([]passage, 0, len(runs))
	for _, l := range runs {
		out = append(out, passage{d.Body(), l})
	}
	return out
}

// catalogue lists the texts of a YAML file.
func catalogue(file string, data []byte) []passage {
	root, _ := source.ParseYAML(file, data, source.MaxNodes)
	places := newOffsets(data)
	var out []passage
	var walk func(n *source.Node)
	walk = func(n *source.Node) {
		switch {
		case n == nil:
		case n.Kind == source.Scalar:
			out = append(out, scalar(n, data, places.at(n.Pos), true))
		default:
			for _, e := range n.Entries {
				walk(e.Value)
			}
		}
	}
	walk(root)
	return out
}

// scalar is the passage of a text in YAML. Its characters are mended where
// they stand in the file one by one: on one line, without escapes.
func scalar(n *source.Node, data []byte, at int, template bool) passage {
	rest := string(data[at:min(len(data), at+len(n.Value)+2)])
	literal := strings.HasPrefix(rest, n.Value)
	if rest != "" && (rest[0] == '"' || rest[0] == '\'') {
		at++
		literal = rest[1:] == n.Value+rest[:1] && !strings.ContainsAny(n.Value, rest[:1]+"\\")
	}
	literal = literal && !strings.Contains(n.Value, "\n")
	var pieces []prose.Run
	add := func(from, to int) {
		if from < to {
			p := prose.Run{Text: n.Value[from:to], Start: at, End: at, Literal: literal}
			if literal {
				p.Start, p.End = at+from, at+to
			}
			pieces = append(pieces, p)
		}
	}
	from := 0
	for template {
		i := strings.Index(n.Value[from:], "{{")
		if i < 0 {
			break
		}
		j := strings.Index(n.Value[from+i:], "}}")
		if j < 0 {
			break
		}
		add(from, from+i)
		pieces = append(pieces, prose.Run{Text: object})
		from += i + j + 2
	}
	add(from, len(n.Value))
	return passage{data, pieces}
}

// offsets finds the bytes at positions of a text.
type offsets struct {
	data  []byte
	lines []int // where each begins
}

func newOffsets(data []byte) offsets {
	o := offsets{data: data, lines: []int{0}}
	for i, c := range data {
		if c == '\n' {
			o.lines = append(o.lines, i+1)
		}
	}
	return o
}

// at is the byte at a position, whose column counts characters.
func (o offsets) at(p diag.Pos) int {
	if p.Line < 1 || p.Line > len(o.lines) {
		return len(o.data)
	}
	at := o.lines[p.Line-1]
	for range p.Col - 1 {
		_, n := utf8.DecodeRune(o.data[at:])
		at += n
	}
	return min(at, len(o.data))
}
