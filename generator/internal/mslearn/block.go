package mslearn

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/prose"
)

// blocks rewrites what stands on lines of its own.
type blocks struct {
	f       *folder
	p       *page
	opened  []string // files being included, outermost first
	within  bool     // in a tab or zone
	in      []line
	out     []line
	columns []int // the indent of the columns that are open
}

// pos is where a line, or a text in it, stands in the author's file.
func (f *folder) pos(l line, offset int) diag.Pos {
	offset = min(max(offset, 0), len(l.text))
	at := utf8.RuneCountInString(l.text[:offset])
	col := at + 1 - l.shift
	for _, c := range l.cuts {
		if c.at <= at {
			col += c.n
		}
	}
	return f.at(l.file, max(l.no, 1), max(col, 1))
}

// with is the line with another text, the first column of which is offset
// bytes into the old one.
func (l line) with(text string, offset int) line {
	if offset > 0 && offset <= len(l.text) {
		n := utf8.RuneCountInString(l.text[:offset])
		l.shift -= n
		l.cuts = slices.Clone(l.cuts)
		for i := range l.cuts {
			l.cuts[i].at -= n
		}
	} else if offset < 0 {
		l.shift -= offset
		l.cuts = nil // the line has other marks before it now
	}
	l.text = text
	return l
}

var (
	fenceLine  = regexp.MustCompile("^[ \t>]*(?:(?:[-*+]|\\d+[.)])[ \t]+)*(`{3,}|~{3,})[^`]*$")
	alertLine  = regexp.MustCompile(`^(\s*(?:(?:[-*+]|\d+[.)])\s+)*)>\s*\[!([A-Za-z]+)([^\]]*)\]\s*(.*)$`)
	quoteLine  = regexp.MustCompile(`^(\s*)>([ \t]?)(.*)$`)
	plainLine  = regexp.MustCompile("^[ \t]*(?:[^-+*#>|:`~<0-9 \t=_]|\\*\\*[^*\\s]|<br>|\\d+[^.)\\d])")
	directive  = regexp.MustCompile(`^\s*:::\s*([A-Za-z][A-Za-z-]*)\s*(.*?)\s*(?::::)?\s*$`)
	attribute  = regexp.MustCompile(`([A-Za-z-]+)\s*=\s*(?:"((?:\\.|[^"\\])*)"|'([^']*)')`)
	inlineMark = regexp.MustCompile(`(?i):::\s*(image|no-loc)\s+(.*?)\s*:::`)
	openMark   = regexp.MustCompile(`(?i):::\s*(image|no-loc|code|video)\b[^:]*$`)
)

// kinds are the alerts that our callouts have too.
var kinds = map[string]bool{"NOTE": true, "TIP": true, "IMPORTANT": true, "WARNING": true, "CAUTION": true}

// attributes reads key="value" pairs.
func attributes(s string) map[string]string {
	out := map[string]string{}
	for _, m := range attribute.FindAllStringSubmatch(s, -1) {
		v := m[2]
		if v == "" {
			v = m[3]
		}
		out[strings.ToLower(m[1])] = strings.ReplaceAll(v, `\"`, `"`)
	}
	return out
}

// run rewrites the lines.
func (b *blocks) run(in []line) []line {
	b.in, b.out = in, nil
	for i := 0; i < len(b.in); {
		if n := b.fence(i); n > 0 {
			for ; n > 0; n-- {
				b.emit(b.in[i])
				i++
			}
			continue
		}
		b.join(i)
		switch n := 0; {
		case b.include(i): // it has put other lines in this one's place
		default:
			if n = b.tabs(i); n == 0 {
				if n = b.zones(i); n == 0 {
					if n = b.alert(i); n == 0 {
						if n = b.directive(i); n == 0 {
							b.emit(b.marks(b.in[i]))
							n = 1
						}
					}
				}
			}
			i += n
		}
	}
	return b.out
}

// emit puts a line out, less the indent of the column it stands in.
func (b *blocks) emit(l line) {
	if k := len(b.columns); k > 0 {
		indent := len(l.text) - len(strings.TrimLeft(l.text, " "))
		cut := min(indent, b.columns[k-1])
		l = l.with(l.text[cut:], cut)
	}
	b.out = append(b.out, l)
}

// blank puts an empty line out, where the last one is not empty.
func (b *blocks) blank(near line) {
	if n := len(b.out); n > 0 && strings.TrimSpace(b.out[n-1].text) != "" {
		near.text = ""
		b.out = append(b.out, near)
	}
}

// fence returns how many lines a block of code has that begins at line i; 0
// where none does.
func (b *blocks) fence(i int) int {
	m := fenceLine.FindStringSubmatch(b.in[i].text)
	if m == nil {
		return 0
	}
	for n := i + 1; n < len(b.in); n++ {
		t := strings.Trim(b.in[n].text, " \t>")
		if strings.HasPrefix(t, m[1]) && strings.Trim(t, m[1][:1]) == "" {
			return n - i + 1
		}
	}
	return len(b.in) - i
}

// join puts a mark that is spread over several lines on one.
func (b *blocks) join(i int) {
	for n := 0; n < 12 && i+1 < len(b.in); n++ {
		t := b.in[i].text
		if !openMark.MatchString(t) || strings.TrimSpace(b.in[i+1].text) == "" || strings.Count(t, `"`)%2 == 0 && !strings.Contains(b.in[i+1].text, ":::") && !strings.Contains(b.in[i+1].text, "=") {
			return
		}
		b.in[i].text = strings.TrimRight(t, " ") + " " + strings.TrimSpace(b.in[i+1].text)
		b.in = append(b.in[:i+1:i+1], b.in[i+2:]...)
	}
}

// alert rewrites a quotation that begins with [!KIND].
func (b *blocks) alert(i int) int {
	l := b.in[i]
	m := alertLine.FindStringSubmatchIndex(l.text)
	if m == nil {
		return 0
	}
	prefix, kind := l.text[:m[3]], strings.ToUpper(l.text[m[4]:m[5]])
	if kind == "TAB" || kind == "FOR" { // written so here, and included
		return 0
	}
	arg, rest := strings.TrimSpace(l.text[m[6]:m[7]]), l.text[m[8]:m[9]]
	end := i + 1
	for end < len(b.in) && quoteLine.MatchString(b.in[end].text) && !alertLine.MatchString(b.in[end].text) {
		end++
	}
	inner := strings.Repeat(" ", len(prefix))
	switch {
	case kinds[kind]:
		if arg != "" {
			b.f.report(b.f.pos(l, m[6]), "mslearn-directive", "a callout has a title of its own, %q", arg)
		}
		if n := len(b.out); n > 0 && quoteLine.MatchString(b.out[n-1].text) {
			b.blank(l) // two callouts below each other are two
		}
		b.emit(l.with(prefix+"> [!"+kind+"]", 0))
		if strings.TrimSpace(rest) != "" {
			b.emit(b.marks(l.with(inner+"> "+rest, m[8]-len(inner)-2)))
		}
		for _, q := range b.in[i+1 : end] {
			b.emit(b.marks(requote(q, "> ")))
		}
		// A line without ">" goes on with the paragraph above it: it gets its own.
		for last := b.out[len(b.out)-1].text; end < len(b.in) && continues(last) && plainLine.MatchString(b.in[end].text); end++ {
			q := b.in[end]
			t := strings.TrimLeft(q.text, " \t")
			b.emit(b.marks(q.with(inner+"> "+t, len(q.text)-len(t)-len(inner)-2)))
		}
	case kind == "DIV":
		b.f.report(b.f.pos(l, m[4]-2), "mslearn-directive", "the look %q of a passage is left out", arg).Hint = "its words stay"
		for _, q := range b.in[i+1 : end] {
			b.emit(b.marks(requote(q, "")))
		}
	case kind == "VIDEO":
		b.f.report(b.f.pos(l, m[4]-2), "mslearn-directive", "a video is a link here").Hint = "pages show nothing from elsewhere"
		b.emit(l.with(prefix+"<"+https(arg)+">", 0))
		for _, q := range b.in[i+1 : end] {
			b.emit(b.marks(requote(q, "")))
		}
	default:
		b.f.report(b.f.pos(l, m[4]-2), "mslearn-directive", "[!%s] marks nothing that is known; the passage is a quotation", l.text[m[4]:m[5]]).Hint =
			"callouts are NOTE, TIP, IMPORTANT, WARNING and CAUTION"
		if strings.TrimSpace(rest) != "" {
			b.emit(l.with(prefix+"> "+rest, m[8]-len(prefix)-2))
		}
		for _, q := range b.in[i+1 : end] {
			b.emit(b.marks(requote(q, "> ")))
		}
	}
	return end - i
}

func https(address string) string {
	if rest, ok := strings.CutPrefix(address, "http://"); ok {
		return "https://" + rest
	}
	return address
}

// requote puts mark in the place of the ">" before a line.
func requote(q line, mark string) line {
	m := quoteLine.FindStringSubmatchIndex(q.text)
	if m == nil {
		return q
	}
	indent, rest := q.text[:m[3]], q.text[m[6]:m[7]]
	if rest == "" {
		return q.with(indent+strings.TrimRight(mark, " "), 0)
	}
	return q.with(indent+mark+rest, m[6]-len(indent)-len(mark))
}

// directive rewrites a line that begins with ":::".
func (b *blocks) directive(i int) int {
	l := b.in[i]
	m := directive.FindStringSubmatch(l.text)
	if m == nil || inlineMark.MatchString(l.text) {
		return 0
	}
	at := b.f.pos(l, strings.Index(l.text, ":::"))
	switch name := strings.ToLower(m[1]); name {
	case "row", "row-end", "column-end":
		if name == "row" {
			b.f.report(at, "mslearn-directive", "columns beside each other stand one below the other here")
		}
		if name == "column-end" && len(b.columns) > 0 {
			b.columns = b.columns[:len(b.columns)-1]
		}
		b.blank(l)
	case "column":
		b.blank(l)
		b.columns = append(b.columns, b.indentOf(i+1))
	case "moniker":
		b.f.report(at, "mslearn-directive", "a passage for version %q is for all readers here", attributes(m[2])["range"])
		b.blank(l)
	case "moniker-end", "zone-end", "image-end":
		b.blank(l)
	case "code":
		return b.codeFile(i, at, attributes(m[2]))
	case "video":
		b.f.report(at, "mslearn-directive", "a video is a link here").Hint = "pages show nothing from elsewhere"
		b.emit(l.with("<"+https(attributes(m[2])["source"])+">", 0))
	default:
		b.f.report(at, "mslearn-directive", ":::%s has no form here: %s", m[1], strings.TrimSpace(l.text)).Hint =
			"what stands between its lines stays; the line itself is left out"
		b.blank(l)
	}
	return 1
}

// indentOf is the smallest indent of the lines of a column that begins at i.
func (b *blocks) indentOf(i int) int {
	least := 1 << 10
	for ; i < len(b.in); i++ {
		t := b.in[i].text
		if strings.Contains(t, ":::column-end") {
			break
		}
		if strings.TrimSpace(t) != "" {
			least = min(least, len(t)-len(strings.TrimLeft(t, " ")))
		}
	}
	return least
}

// marks rewrites :::image and :::no-loc within a line.
func (b *blocks) marks(l line) line {
	for from := 0; ; {
		m := inlineMark.FindStringSubmatchIndex(l.text[from:])
		if m == nil {
			return l
		}
		for k := range m {
			if m[k] >= 0 {
				m[k] += from
			}
		}
		attrs := attributes(l.text[m[4]:m[5]])
		to := ""
		if strings.EqualFold(l.text[m[2]:m[3]], "image") {
			to = b.image(l, m[0], attrs)
		} else {
			to = escapeWords(attrs["text"])
			b.f.report(b.f.pos(l, m[0]), "mslearn-directive", "%q is no longer marked as a name that is not translated", attrs["text"]).Hint =
				"add it to i18n/glossary.yaml"
		}
		l.text = l.text[:m[0]] + to + l.text[m[1]:]
		from = m[0] + len(to)
	}
}

// image writes :::image as Markdown.
func (b *blocks) image(l line, offset int, attrs map[string]string) string {
	at := b.f.pos(l, offset)
	if box := attrs["lightbox"]; box != "" && box != attrs["source"] {
		b.f.report(at, "mslearn-image", "the larger picture %q is left out", box)
	}
	if attrs["loc-scope"] != "" {
		b.f.report(at, "mslearn-image", "loc-scope %q is left out", attrs["loc-scope"])
	}
	if attrs["source"] == "" {
		b.f.report(at, "mslearn-image", "an image without source is its words alone")
		return escapeWords(attrs["alt-text"])
	}
	if attrs["type"] == "icon" {
		return "![](<" + attrs["source"] + "> \"decorative\")"
	}
	return "![" + escapeWords(attrs["alt-text"]) + "](<" + attrs["source"] + ">)"
}

var markup = strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`, `*`, `\*`, "`", "\\`", `_`, `\_`, `<`, `\<`)

// escapeWords writes words so that Markdown reads them as such.
func escapeWords(s string) string { return markup.Replace(strings.Join(strings.Fields(s), " ")) }

// structure brings a page to the text that its links and images are changed in.
func (f *folder) structure(p *page) {
	b := blocks{f: f, p: p, opened: []string{p.file}}
	p.setLines(b.run(p.lines))
	for range 4 {
		if !f.htmlBlocks(p) {
			break
		}
	}
	f.headings(p)
}

// setLines makes lines the text of the page.
func (p *page) setLines(lines []line) {
	p.lines, p.starts, p.text = lines, p.starts[:0], nil
	for _, l := range lines {
		p.starts = append(p.starts, len(p.text))
		p.text = append(append(p.text, l.text...), '\n')
	}
	p.parts = prose.Parts(p.file, p.text)
}

// lineAt is the index of the line that an offset of the text stands in.
func (p *page) lineAt(offset int) int {
	lo, hi := 0, len(p.starts)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; p.starts[mid] <= offset {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// where is the place in the author's file of an offset of the text.
func (f *folder) where(p *page, offset int) diag.Pos {
	if len(p.lines) == 0 {
		return f.at(p.file, 1, 1)
	}
	i := p.lineAt(offset)
	return f.pos(p.lines[i], offset-p.starts[i])
}
