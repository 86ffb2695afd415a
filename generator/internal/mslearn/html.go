package mslearn

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/prose"
)

// htmlBlocks writes the blocks of HTML of a page as Markdown; false where there
// is none.
func (f *folder) htmlBlocks(p *page) bool {
	lines := p.lines
	found := false
	for _, part := range slices.Backward(p.parts) {
		if part.Kind != prose.PartHTMLBlock {
			continue
		}
		found = true
		from, to := p.lineAt(part.Start), p.lineAt(max(part.End-1, part.Start))
		block := slices.Clone(lines[from : to+1])
		prefix := block[0].text[:part.Start-p.starts[from]]
		inner := strings.Map(func(r rune) rune {
			if r == '>' {
				return r
			}
			return ' '
		}, prefix)
		for i := range block {
			cut := len(prefix)
			if i > 0 {
				cut = len(block[i].text) - len(strings.TrimLeft(block[i].text, " \t"))
				if strings.Contains(prefix, ">") {
					cut = len(block[i].text) - len(strings.TrimLeft(block[i].text, " \t>"))
				}
			}
			block[i] = block[i].with(block[i].text[cut:], cut)
		}
		w := htmlWriter{f: f, lines: block}
		out := w.convert()
		for i := range out {
			pre := inner
			if i == 0 {
				pre = prefix
			}
			if out[i].text == "" {
				out[i] = out[i].with(strings.TrimRight(pre, " "), 0)
			} else {
				out[i] = out[i].with(pre+out[i].text, -len(pre))
			}
		}
		lines = append(append(slices.Clone(lines[:from]), out...), lines[to+1:]...)
	}
	if found {
		p.setLines(lines)
	}
	return found
}

// htmlWriter writes one block of HTML as Markdown.
type htmlWriter struct {
	f     *folder
	lines []line
	at    int // the line that is read
	out   []line
	cur   strings.Builder
	curAt int // the line that cur began on

	lists []string // "ul" or "ol" with their numbers
	hrefs []string
	rows  [][]string
	table int
	cell  bool
	pre   bool
	skip  string // the element whose text is left out
	told  map[string]bool
}

func (w *htmlWriter) convert() []line {
	w.told = map[string]bool{}
	var text strings.Builder
	for _, l := range w.lines {
		text.WriteString(l.text + "\n")
	}
	z := html.NewTokenizer(strings.NewReader(text.String()))
	for {
		kind := z.Next()
		raw := string(z.Raw())
		if kind == html.ErrorToken {
			break
		}
		w.token(z, kind, raw)
		w.at = min(w.at+strings.Count(raw, "\n"), len(w.lines)-1)
	}
	w.flush()
	for len(w.out) > 0 && w.out[len(w.out)-1].text == "" {
		w.out = w.out[:len(w.out)-1]
	}
	if len(w.out) == 0 {
		w.out = []line{w.lines[0].with("", 0)}
	}
	return w.out
}

func (w *htmlWriter) pos() diag.Pos { return w.f.pos(w.lines[w.at], 0) }

// flush ends the line that is written.
func (w *htmlWriter) flush() {
	s := w.cur.String()
	w.cur.Reset()
	if !w.pre {
		s = strings.TrimRight(s, " ")
	}
	if s == "" && (len(w.out) == 0 || w.out[len(w.out)-1].text == "") {
		return
	}
	l := w.lines[w.curAt]
	w.out = append(w.out, line{text: s, file: l.file, no: l.no, shift: l.shift})
}

// para ends the line and leaves an empty one, outside of cells.
func (w *htmlWriter) para() {
	if w.cell {
		w.write(" ")
		return
	}
	if w.cur.Len() > 0 {
		w.flush()
	}
	w.flush()
}

func (w *htmlWriter) write(s string) {
	if w.cur.Len() == 0 {
		w.curAt = w.at
		if !w.pre {
			s = strings.TrimLeft(s, " \t")
		}
	}
	w.cur.WriteString(s)
}

func (w *htmlWriter) token(z *html.Tokenizer, kind html.TokenType, raw string) {
	switch kind {
	case html.CommentToken:
		w.f.comment(w.pos(), raw)
	case html.TextToken:
		w.text(raw)
	case html.StartTagToken, html.SelfClosingTagToken:
		name, attrs := tagOf(z)
		w.open(name, attrs)
	case html.EndTagToken:
		name, _ := z.TagName()
		w.close(string(name))
	}
}

// comment reports a comment that says something.
func (f *folder) comment(pos diag.Pos, raw string) {
	words := strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(raw, "<!--"), "-->"))
	if words != "" {
		f.report(pos, "mslearn-comment", "a comment is left out: %s", short(words))
	}
}

// short is the beginning of a text, on one line.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

func tagOf(z *html.Tokenizer) (string, map[string]string) {
	b, more := z.TagName()
	name, attrs := string(bytes.ToLower(b)), map[string]string{}
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		attrs[string(k)] = string(v)
	}
	return name, attrs
}

func (w *htmlWriter) text(raw string) {
	if w.skip != "" || w.table > 0 && !w.cell {
		return
	}
	if w.pre {
		for i, part := range strings.Split(html.UnescapeString(raw), "\n") {
			if i > 0 {
				w.flush()
			}
			w.write(part)
		}
		return
	}
	if w.cell {
		w.write(strings.ReplaceAll(strings.Join(strings.Fields(" "+raw+" "), " "), "|", `\|`))
		if strings.HasSuffix(raw, " ") {
			w.write(" ")
		}
		return
	}
	for i, part := range strings.Split(raw, "\n") {
		if i > 0 && w.cur.Len() > 0 {
			w.flush()
		}
		w.write(part)
	}
}

// marksOf are the tags that Markdown has a mark for.
var marksOf = map[string]string{"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "kbd": "`", "samp": "`", "tt": "`", "del": "~~", "s": "~~", "strike": "~~"}

func (w *htmlWriter) open(name string, attrs map[string]string) {
	switch name {
	case "p", "div", "section", "article", "center", "thead", "tbody", "tfoot", "dl", "dd", "dt", "figure", "blockquote":
		if w.table == 0 || w.cell {
			w.para()
		}
		if name == "blockquote" {
			w.tell(name)
		}
	case "br":
		if w.cell {
			w.write(" ")
		} else if w.cur.Len() > 0 {
			w.write(`\`)
			w.flush()
		}
	case "hr":
		w.para()
		w.write("---")
		w.para()
	case "a":
		w.hrefs = append(w.hrefs, attrs["href"])
		if attrs["href"] != "" {
			w.write("[")
		} else if id := attrs["name"] + attrs["id"]; id != "" {
			w.write(`<a name="` + html.EscapeString(id) + `"></a>`)
		}
	case "img":
		w.write("![" + escapeWords(attrs["alt"]) + "](<" + attrs["src"] + ">)")
	case "h1", "h2", "h3", "h4", "h5", "h6":
		w.para()
		w.write(strings.Repeat("#", int(name[1]-'0')) + " ")
		if id := attrs["id"]; id != "" {
			w.write(`<a name="` + html.EscapeString(id) + `"></a>`)
		}
	case "ul", "ol":
		if !w.cell {
			if len(w.lists) == 0 {
				w.para()
			} else if w.cur.Len() > 0 {
				w.flush()
			}
		}
		w.lists = append(w.lists, name)
	case "li":
		w.item()
	case "pre":
		w.para()
		w.write("```")
		w.flush()
		w.pre = true
	case "table":
		w.para()
		if w.table++; w.table > 1 {
			w.f.report(w.pos(), "mslearn-html", "a table inside a table is part of it here")
		}
	case "tr":
		w.endCell()
		w.rows = append(w.rows, nil)
	case "td", "th":
		w.endCell()
		if attrs["rowspan"] != "" && attrs["rowspan"] != "1" || attrs["colspan"] != "" && attrs["colspan"] != "1" {
			w.f.report(w.pos(), "mslearn-html", "a cell over several rows or columns stands in the first of them here")
		}
		w.cell = true
		w.cur.Reset()
	case "iframe", "video", "embed", "source":
		if src := https(attrs["src"]); strings.HasPrefix(src, "https://") {
			w.write("<" + src + ">")
		}
		w.tell(name)
	case "script", "style":
		w.skip = name
		w.tell(name)
	case "summary":
		w.para()
		w.write("**")
		w.tell(name)
	default:
		if mark := marksOf[name]; mark != "" && !w.pre {
			w.write(mark)
		} else if mark == "" && name != "span" {
			w.tell(name)
		}
	}
}

// tell reports a tag without a form here, once for a block.
func (w *htmlWriter) tell(name string) {
	if !w.told[name] {
		w.told[name] = true
		w.f.report(w.pos(), "mslearn-html", "<%s> has no form here; what it holds stays as text", name)
	}
}

func (w *htmlWriter) item() {
	if w.cell {
		w.write(" – ")
		return
	}
	if w.cur.Len() > 0 {
		w.flush()
	}
	mark := "- "
	if n := len(w.lists); n > 0 && w.lists[n-1] == "ol" {
		mark = "1. "
	}
	w.curAt = w.at
	w.cur.WriteString(strings.Repeat("   ", max(len(w.lists)-1, 0)) + mark)
}

func (w *htmlWriter) endCell() {
	if w.cell && len(w.rows) > 0 {
		last := &w.rows[len(w.rows)-1]
		*last = append(*last, strings.TrimSpace(w.cur.String()))
	}
	w.cell = false
	w.cur.Reset()
}

func (w *htmlWriter) close(name string) {
	switch name {
	case w.skip:
		w.skip = ""
	case "p", "div", "section", "article", "center", "h1", "h2", "h3", "h4", "h5", "h6", "figure":
		if w.table == 0 || w.cell {
			w.para()
		}
	case "summary":
		w.write("**")
		w.para()
	case "a":
		if n := len(w.hrefs); n > 0 {
			if href := w.hrefs[n-1]; href != "" {
				w.write("](<" + href + ">)")
			}
			w.hrefs = w.hrefs[:n-1]
		}
	case "ul", "ol":
		if n := len(w.lists); n > 0 {
			w.lists = w.lists[:n-1]
		}
		if len(w.lists) == 0 {
			w.para()
		}
	case "pre":
		w.flush()
		w.pre = false
		w.write("```")
		w.para()
	case "td", "th", "tr":
		w.endCell()
	case "table":
		if w.table--; w.table <= 0 {
			w.table = 0
			w.endTable()
		}
	default:
		if mark := marksOf[name]; mark != "" && !w.pre {
			w.write(mark)
		}
	}
}

// endTable writes the rows. Its first row is the head: a table here has one.
func (w *htmlWriter) endTable() {
	w.endCell()
	width := 0
	for _, r := range w.rows {
		width = max(width, len(r))
	}
	for i, r := range w.rows {
		if len(r) == 0 {
			continue
		}
		for len(r) < width {
			r = append(r, "")
		}
		w.cur.WriteString("| " + strings.Join(r, " | ") + " |")
		w.flush()
		if i == 0 {
			w.cur.WriteString("|" + strings.Repeat("---|", width))
			w.flush()
		}
	}
	w.rows = nil
	w.flush()
}

// superscripts are those that Unicode has.
var superscripts = map[string]string{"0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
	"+": "⁺", "-": "⁻", "n": "ⁿ", "TM": "™", "tm": "™", "SM": "℠", "®": "®", "*": `\*`}

// raise writes a text above or below the line; false where Unicode has not all of it.
func raise(tag, s string) (string, bool) {
	if tag == "sup" {
		if r, ok := superscripts[s]; ok {
			return r, true
		}
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case tag == "sub" && r >= '0' && r <= '9':
			b.WriteRune('₀' + r - '0')
		case tag == "sup" && len(superscripts[string(r)]) > 0 && r != '*':
			b.WriteString(superscripts[string(r)])
		default:
			return s, false
		}
	}
	return b.String(), b.Len() > 0
}

// inlineHTML turns the tags within lines into edits.
func (f *folder) inlineHTML(p *page) {
	type opened struct {
		name, href string
		end, edit  int
	}
	var stack []opened
	for _, part := range p.parts {
		if part.Kind != prose.PartHTML {
			continue
		}
		at := f.where(p, part.Start)
		if strings.HasPrefix(part.Words, "<!--") {
			f.comment(at, part.Words)
			p.edit(part.Start, part.End, "")
			continue
		}
		z := html.NewTokenizer(strings.NewReader(part.Words))
		kind := z.Next()
		name, attrs := tagOf(z)
		switch {
		case kind == html.EndTagToken && name == "br", name == "br": // </br> is read as <br>
			f.lineBreak(p, part)
		case name == "hr" || name == "wbr":
			p.edit(part.Start, part.End, "")
		case name == "img":
			f.image(p, part, attrs["src"], attrs["alt"], "", false)
		case kind == html.StartTagToken:
			o := opened{name: name, end: part.End}
			switch {
			case name == "a" && attrs["href"] != "":
				o.href, o.edit = attrs["href"], len(p.edits)
				p.edit(part.Start, part.End, "[")
			case name == "a":
				p.edit(part.Start, p.blanks(part), "")
			case marksOf[name] != "":
				p.edit(part.Start, part.End, marksOf[name])
			case name == "sup" || name == "sub":
				p.edit(part.Start, part.End, "")
			case name == "li" && part.InTable:
				f.report(at, "mslearn-html", "a list in a table is text here")
				p.edit(part.Start, part.End, " – ")
			case (name == "ul" || name == "ol" || name == "p") && part.InTable:
				p.edit(part.Start, part.End, " ")
			case name == "span" || name == "font" || name == "p" || name == "div" || name == "center" || name == "nobr":
				p.edit(part.Start, part.End, "")
			default:
				f.unknownTag(p, part, name, at)
			}
			stack = append(stack, o)
		case kind == html.EndTagToken:
			i := -1
			for k := range stack {
				if stack[k].name == name {
					i = k
				}
			}
			if i < 0 {
				f.report(at, "mslearn-html", "</%s> ends nothing, and is left out", name)
				p.edit(part.Start, part.End, "")
				continue
			}
			o := stack[i]
			stack = slices.Delete(stack, i, i+1)
			switch {
			case o.href != "":
				f.linkEnd(p, part, o.edit, o.href, string(p.text[o.end:part.Start]), at)
			case name == "a":
				p.edit(part.Start, p.blanks(part), "")
			case marksOf[name] != "":
				p.edit(part.Start, part.End, marksOf[name])
			case name == "sup" || name == "sub":
				inner := string(p.text[o.end:part.Start])
				up, ok := raise(name, inner)
				if ok {
					p.edit(o.end, part.End, up)
				} else {
					f.report(f.where(p, o.end), "mslearn-html", "%q stands on the line here, not above or below", inner)
					p.edit(part.Start, part.End, "")
				}
			default:
				p.edit(part.Start, part.End, "")
			}
		default:
			f.unknownTag(p, part, name, at)
		}
	}
	for _, o := range stack {
		if o.href != "" {
			f.report(f.where(p, o.end), "mslearn-html", "<a> has no end; it is no link here").Hint = "its address: " + o.href
			p.edits[o.edit].to = ""
		}
	}
}

// htmlNames are tags of HTML: what looks like another one is a text in angle
// brackets, such as <your-id>.
var htmlNames = strings.Fields(`abbr acronym address article aside audio bdi bdo big blink button caption cite col colgroup data dd details dfn dl dt embed fieldset
figure figcaption footer form header iframe input ins label legend li main map mark menu meter nav noscript object ol optgroup option output param picture pre
progress q rp rt ruby script section select small source style summary table tbody td template textarea tfoot th thead time title tr track u ul var video`)

func tagKnown(name string) bool { return slices.Contains(htmlNames, name) }

// unknownTag leaves a tag out, or shows it where it is none.
func (f *folder) unknownTag(p *page, part prose.Part, name string, at diag.Pos) {
	if tagKnown(name) {
		f.report(at, "mslearn-html", "<%s> has no form here; what it holds stays as text", name)
		p.edit(part.Start, part.End, "")
		return
	}
	f.report(at, "mslearn-html", "%s is no HTML; it is shown as it stands", short(part.Words))
	p.edit(part.Start, part.Start+1, `\<`)
}

// continues reports whether a line is text that the next one goes on with.
func continues(l string) bool {
	t := strings.Trim(l, " \t>")
	return t != "" && !strings.HasPrefix(t, "#") && !strings.HasPrefix(t, "|") && !strings.HasPrefix(t, "[!") && !strings.HasSuffix(l, "  ")
}

var listMark = regexp.MustCompile(`^(?:(?:[-*+]|\d+[.)])[ \t]+)+`)

// lineBreak writes <br>: as the end of a line with a backslash, as a blank in a
// table, and not at all at the beginning or end of a paragraph.
func (f *folder) lineBreak(p *page, part prose.Part) {
	i := p.lineAt(part.Start)
	l := p.lines[i]
	from, to := part.Start-p.starts[i], part.End-p.starts[i]
	before, after := l.text[:from], l.text[min(to, len(l.text)):]
	if part.InTable {
		f.report(f.pos(l, from), "mslearn-html", "<br> in a table is a blank here")
		blank := " "
		if strings.HasSuffix(before, " ") || strings.HasPrefix(after, " ") || strings.HasSuffix(before, ">") {
			blank = ""
		}
		p.edit(part.Start, part.End, blank)
		return
	}
	rest := strings.TrimLeft(after, " ")
	for {
		cut := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(rest, "<br>"), "<br/>"), "</br>")
		if cut == rest {
			break
		}
		rest = strings.TrimLeft(cut, " ")
	}
	lead := strings.TrimLeft(before, " \t>")
	lead = lead[len(listMark.FindString(lead)):]
	next := ""
	if i+1 < len(p.lines) {
		next = strings.Trim(p.lines[i+1].text, " \t>")
	}
	switch {
	case lead == "" && rest != "" && i > 0 && continues(p.lines[i-1].text): // the line before ends with it
		p.edit(p.starts[i]-1, p.starts[i]-1, `\`)
		p.edit(part.Start, part.End+len(after)-len(strings.TrimLeft(after, " ")), "")
	case lead == "" || rest == "" && next == "":
		p.edit(part.Start, part.End, "")
	case rest == "":
		p.edit(part.Start, part.End, `\`)
	case rest != strings.TrimLeft(after, " "): // another <br> follows, and breaks the line
		p.edit(part.Start, part.End, "")
	default:
		indent := before[:len(before)-len(strings.TrimLeft(before, " \t>"))]
		indent += strings.Repeat(" ", len(listMark.FindString(before[len(indent):])))
		p.edit(part.Start, part.End+len(after)-len(strings.TrimLeft(after, " ")), fmt.Sprintf("\\\n%s", indent))
	}
}
