package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"regexp"
	"strconv"
	"strings"

	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// coded is a segment with numbers for its placeholders.
type coded struct {
	source, target []prose.Piece
	// want are the marks that the source has, by number, as they are in the
	// translation: links lead to the same place in its language. Where the
	// translation has the mark, it is the translation's.
	want map[string]*prose.Mark
	// own are those that only the translation has; lacking those that only the
	// source has, where there is a translation.
	own     map[string]*prose.Mark
	lacking map[string]bool

	codes                    []Code
	sourceSpans, targetSpans []Span
	shown                    map[string]bool // whether words stand between, by number

	exact bool // blanks are what they are, as in strings
}

// linker finds where a link of a source leads in a language.
type linker struct {
	p        *project.Project
	lang     string
	from, to string // files
}

// local is a link of the source as the translation has it.
func (k *linker) local(dest string) string {
	t, ok := k.p.Resolve(k.from, dest)
	if !ok || strings.HasPrefix(dest, "#") {
		return dest
	}
	var file string
	switch {
	case t.Page != nil:
		file = t.Page.File(k.lang)
	case t.Flow != nil:
		file = t.Flow.TextFile(k.lang)
	default:
		file = t.Glossary.TextFile(k.lang)
	}
	out := relative(path.Dir(k.to), file)
	if t.Fragment != "" {
		out += "#" + t.Fragment
	}
	return out
}

// key is what two ways of writing a link have in common.
func (k *linker) key(dest string) string {
	if strings.Contains(dest, ":") || strings.HasPrefix(dest, "/") {
		return region.ReplaceAllString(dest, "/*/") // the same page of another site, in its language
	}
	_, fragment, _ := strings.Cut(dest, "#")
	return k.p.File(k.to, dest) + "#" + fragment
}

// region is a language in an address: learn.microsoft.com/nl-nl/azure/.
var region = regexp.MustCompile(`/[A-Za-z]{2}-[A-Za-z]{2}/`)

// relative is the path to a file from a folder.
func relative(dir, file string) string {
	a, b := strings.Split(dir, "/"), strings.Split(file, "/")
	for len(a) > 0 && len(b) > 1 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	return strings.Repeat("../", len(a)) + strings.Join(b, "/")
}

// code numbers the marks of a segment.
func (k *linker) code(src, target []prose.Piece) *coded {
	c := &coded{source: src, target: target, want: map[string]*prose.Mark{}, own: map[string]*prose.Mark{},
		lacking: map[string]bool{}, shown: map[string]bool{}}
	ids := map[*prose.Mark]string{}
	var order []*prose.Mark
	for _, p := range src {
		if p.Mark != nil && !p.Closes {
			id := strconv.Itoa(len(order) + 1)
			ids[p.Mark] = id
			order = append(order, p.Mark)
			m := *p.Mark
			if m.Kind == prose.MarkLink {
				m.Dest = k.local(m.Dest)
			}
			c.want[id], c.lacking[id] = &m, len(target) > 0
			c.codes = append(c.codes, Code{id, *p.Mark})
			c.shown[id] = m.Spans
		}
	}
	var marks []*prose.Mark
	for _, p := range target {
		if p.Mark != nil && !p.Closes {
			marks = append(marks, p.Mark)
		}
	}
	// First those that say the same, then those that are told apart by nothing.
	for _, exact := range []bool{true, false} {
		for _, m := range marks {
			if ids[m] != "" {
				continue
			}
			for _, s := range order {
				id := ids[s]
				if c.lacking[id] && k.alike(c.want[id], m, exact) {
					ids[m], c.lacking[id], c.want[id] = id, false, m
					break
				}
			}
		}
	}
	next := len(order)
	for _, m := range marks {
		if ids[m] == "" {
			next++
			id := strconv.Itoa(next)
			ids[m], c.own[id], c.shown[id] = id, m, m.Spans
			c.codes = append(c.codes, Code{id, *m})
		}
	}
	c.sourceSpans, c.targetSpans = spans(src, ids), spans(target, ids)
	return c
}

// alike reports whether a mark of a translation stands for one of the source.
func (k *linker) alike(want, got *prose.Mark, exact bool) bool {
	if want.Kind != got.Kind || want.Spans != got.Spans {
		return false
	}
	switch want.Kind {
	case prose.MarkLink:
		return k.key(want.Dest) == k.key(got.Dest)
	case prose.MarkImage:
		return !exact || want.Dest == got.Dest
	case prose.MarkCode, prose.MarkVariable, prose.MarkHTML:
		return want.Text == got.Text
	case prose.MarkAddress:
		return want.Dest == got.Dest
	}
	return true
}

func spans(pieces []prose.Piece, ids map[*prose.Mark]string) []Span {
	var out []Span
	for _, p := range pieces {
		switch {
		case p.Mark == nil:
			out = append(out, Span{Text: p.Text})
		case !p.Mark.Spans:
			out = append(out, Span{Kind: Alone, Code: ids[p.Mark]})
		case p.Closes:
			out = append(out, Span{Kind: Close, Code: ids[p.Mark]})
		default:
			out = append(out, Span{Kind: Open, Code: ids[p.Mark]})
		}
	}
	return out
}

// pieces are spans as they are written into a translation. The spans were
// checked: every number is known.
func (c *coded) pieces(list []Span) []prose.Piece {
	out := make([]prose.Piece, 0, len(list))
	for _, s := range list {
		m := c.want[s.Code]
		if m == nil {
			m = c.own[s.Code]
		}
		switch s.Kind {
		case Words:
			out = append(out, prose.Piece{Text: s.Text})
		default:
			out = append(out, prose.Piece{Mark: m, Closes: s.Kind == Close})
		}
	}
	if c.exact {
		return out
	}
	return prose.Tidy(out)
}

// tidy gives spans the form that prose.Tidy gives pieces, so that the blanks
// of another program are no difference.
func tidy(list []Span) []Span {
	marks, ids := map[string]*prose.Mark{}, map[*prose.Mark]string{}
	var in []prose.Piece
	for _, s := range list {
		if s.Kind == Words {
			in = append(in, prose.Piece{Text: s.Text})
			continue
		}
		m := marks[s.Code]
		if m == nil {
			m = &prose.Mark{Kind: prose.MarkStrong, Spans: s.Kind != Alone}
			marks[s.Code], ids[m] = m, s.Code
		}
		in = append(in, prose.Piece{Mark: m, Closes: s.Kind == Close})
	}
	return spans(prose.Tidy(in), ids)
}

// text is the words of spans.
func text(list []Span) string {
	var b strings.Builder
	for _, s := range list {
		b.WriteString(s.Text)
	}
	return b.String()
}

// hash identifies the source of a segment, its marks included.
func hash(pieces []prose.Piece) string {
	h := sha256.New()
	for _, p := range pieces {
		if p.Mark == nil {
			h.Write([]byte("t" + p.Text + "\x00"))
			continue
		}
		h.Write([]byte(string(p.Mark.Kind) + "\x00" + p.Mark.Dest + "\x00" + p.Mark.Text + "\x00" + strconv.FormatBool(p.Closes) + "\x00"))
	}
	return hex.EncodeToString(h.Sum(nil)[:4])
}
