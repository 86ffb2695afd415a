package mslearn

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

var includeMark = regexp.MustCompile(`(?i)\[!INCLUDE\s*\[((?:[^\[\]]|\[[^\]]*\])*)\]\(\s*<?([^)>]+?)>?\s*\)\]`)

// include puts the text of another file in the place of line i, or of the mark
// within it; false where the line has no such mark.
func (b *blocks) include(i int) bool {
	l := b.in[i]
	m := includeMark.FindStringSubmatchIndex(l.text)
	if m == nil {
		return false
	}
	before, after := l.text[:m[0]], l.text[m[1]:]
	at := b.f.pos(l, m[0])
	lines := b.included(l, strings.TrimSpace(l.text[m[4]:m[5]]), at)
	trimmed := strings.TrimLeft(before, " \t>")
	indent := before[:len(before)-len(trimmed)]
	var to []line
	switch {
	case strings.ContainsAny(before, "|") || atxLine.MatchString(l.text) || len(lines) == 1 && trimmed+strings.TrimSpace(after) != "":
		var words []string
		for _, in := range lines {
			words = append(words, strings.TrimSpace(in.text))
		}
		l.text = before + strings.Join(words, " ") + after
		to = []line{l}
	default:
		if trimmed != "" {
			to = append(to, l.with(strings.TrimRight(before, " "), 0))
			indent += strings.Repeat(" ", len(trimmed)-len(strings.TrimLeft(trimmed, "-*+0123456789.) ")))
		}
		for _, in := range lines {
			if in.text == "" {
				to = append(to, in.with(strings.TrimRight(indent, " "), 0))
			} else {
				to = append(to, in.with(indent+in.text, -len(indent)))
			}
		}
		if strings.TrimSpace(after) != "" {
			to = append(to, l.with(indent+strings.TrimLeft(after, " "), m[1]-len(indent)))
		}
		if len(to) == 0 {
			to = []line{l.with("", 0)}
		}
	}
	b.in = append(append(slices.Clone(b.in[:i]), to...), b.in[i+1:]...)
	return true
}

// included reads a file to include, its own marks carried out. What cannot be
// read is reported, and nothing stands in its place.
func (b *blocks) included(l line, dest string, at diag.Pos) []line {
	name, ok := b.f.find(b.f.local(l.file, dest))
	switch {
	case !ok:
		b.f.report(at, "mslearn-include", "the file %q to include is not there", dest)
		return nil
	case slices.Contains(b.opened, name):
		b.f.report(at, "mslearn-include", "%q includes itself", name).Hint = "the way: " + strings.Join(append(slices.Clone(b.opened), name), ", ")
		return nil
	case len(b.opened) > 16:
		b.f.report(at, "mslearn-include", "more than 16 files include each other")
		return nil
	}
	data := b.f.read(name, maxPage)
	if data == nil {
		return nil
	}
	if strings.HasPrefix(string(data), "---\n") {
		if _, body, _ := source.FrontMatter(name, data); body != nil {
			data = body
		}
	}
	lines := b.f.linesOf(name, data, 1)
	for len(lines) > 0 && strings.TrimSpace(lines[0].text) == "" {
		lines = lines[1:]
	}
	inner := blocks{f: b.f, p: b.p, opened: append(slices.Clone(b.opened), name), within: b.within}
	lines = inner.run(lines)
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1].text) == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// local is the path in the folder that a relative address means; it may lead
// out of it.
func (f *folder) local(from, dest string) string {
	dest = strings.ReplaceAll(dest, `\`, "/")
	if rest, ok := strings.CutPrefix(dest, "~/"); ok {
		return path.Clean(rest)
	}
	return path.Join(path.Dir(from), dest)
}

var lineRange = regexp.MustCompile(`^(\d+)(?:-(\d*))?$`)

// codeFile puts a file of code in the place of :::code at line i.
func (b *blocks) codeFile(i int, at diag.Pos, attrs map[string]string) int {
	l := b.in[i]
	name, ok := b.f.find(b.f.local(l.file, attrs["source"]))
	if !ok || attrs["id"] != "" {
		b.f.report(at, "mslearn-include", "the code of %q is not there", attrs["source"]).Hint = "copy the lines into the page"
		return 1
	}
	data := b.f.read(name, maxPage)
	lines := b.f.linesOf(name, data, 1)
	if r := attrs["range"]; r != "" {
		m := lineRange.FindStringSubmatch(r)
		if m == nil {
			b.f.report(at, "mslearn-include", "range %q of %q is not one of lines; all of it is shown", r, attrs["source"])
		} else {
			from, _ := strconv.Atoi(m[1])
			to := len(lines)
			if m[2] != "" {
				to, _ = strconv.Atoi(m[2])
			} else if !strings.HasSuffix(r, "-") {
				to = from
			}
			from = min(max(from, 1), len(lines))
			lines = lines[from-1 : min(max(to, from), len(lines))]
		}
	}
	indent := l.text[:len(l.text)-len(strings.TrimLeft(l.text, " "))]
	b.emit(l.with(indent+"```"+attrs["language"], 0))
	for _, c := range lines {
		b.emit(c.with(indent+c.text, -len(indent)))
	}
	b.emit(l.with(indent+"```", 0))
	return 1
}
