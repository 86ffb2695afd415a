package mslearn

import (
	"bytes"
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
			w.f.report(w.pos(), "mslearn-html", "<%s> is a link here", name).Hint = "pages show nothing from elsewhere"
		} else {
			w.tell(name)
		}
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
