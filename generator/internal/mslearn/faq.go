package mslearn

import (
	"fmt"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// loadYAML makes lines of Markdown of a page in YAML.
func (f *folder) loadYAML(p *page) {
	data := f.read(p.file, source.MaxYAML)
	if data == nil {
		return
	}
	root, l := source.ParseYAML(f.at(p.file, 1, 1).File, data, source.MaxNodes)
	f.soften(l)
	if root == nil || root.Kind != source.Map {
		f.report(f.at(p.file, 1, 1), "mslearn-yaml", "the page is empty")
		return
	}
	f.metadata(p, root.Get("metadata"))
	y := yamlPage{f: f, p: p, raw: f.linesOf(p.file, data, 1)}
	if t := root.Get("title"); !t.Empty() {
		y.heading(1, t, "")
	}
	if p.kind == "FAQ" {
		y.faq(root)
	} else {
		y.landing(root)
	}
	p.lines = y.out
}

// yamlPage writes Markdown of YAML.
type yamlPage struct {
	f   *folder
	p   *page
	raw []line
	out []line

	sections int
}

// faq writes sections with a heading for each question.
func (y *yamlPage) faq(root *source.Node) {
	for _, e := range root.Entries {
		switch e.Key {
		case "metadata", "title":
		case "summary":
			y.text(e.Value, 2)
		case "sections":
			for _, s := range e.Value.Items {
				y.faqSection(s)
			}
		case "additionalContent":
			y.text(e.Value, 2)
		default:
			y.unknown(e.Pos, e.Key)
		}
	}
}

func (y *yamlPage) faqSection(s *source.Node) {
	y.sections++
	level := 2
	if n := s.Get("name"); !n.Empty() {
		y.heading(2, n, fmt.Sprintf("section-%d", y.sections))
		level = 3
	}
	for _, e := range s.Entries {
		switch e.Key {
		case "name":
		case "questions":
			for i, q := range e.Value.Items {
				y.heading(level, q.Get("question"), fmt.Sprintf("section-%d-question-%d", y.sections, i+1))
				y.text(q.Get("answer"), 4)
				for _, k := range q.Entries {
					if k.Key != "question" && k.Key != "answer" {
						y.unknown(k.Pos, k.Key)
					}
				}
			}
		case "summary":
			y.text(e.Value, 4)
		default:
			y.unknown(e.Pos, e.Key)
		}
	}
}

func (y *yamlPage) unknown(pos diag.Pos, key string) {
	y.f.report(pos, "mslearn-yaml", "key %q has no form here, and what it holds is left out", key)
}

func (y *yamlPage) blank() {
	if n := len(y.out); n > 0 && y.out[n-1].text != "" {
		y.out = append(y.out, line{file: y.p.file, no: y.out[n-1].no})
	}
}

// heading writes a heading; its name is the one given where the text has none.
func (y *yamlPage) heading(level int, n *source.Node, name string) {
	if n.Empty() {
		return
	}
	lines := y.placed(n)
	var words []string
	for _, l := range lines {
		if t := strings.TrimSpace(l.text); t != "" {
			words = append(words, t)
		}
	}
	if len(words) == 0 {
		return
	}
	text := strings.Join(words, " ")
	if name != "" && !anchorTag.MatchString(text) {
		text = `<a name="` + name + `"></a>` + text
	}
	y.blank()
	at := lines[0]
	y.out = append(y.out, line{text: strings.Repeat("#", level) + " " + text, file: at.file, no: at.no, shift: at.shift})
	y.blank()
}

// text writes a text whose headings are of a level at least.
func (y *yamlPage) text(n *source.Node, least int) {
	if n.Empty() {
		return
	}
	y.blank()
	for _, l := range y.placed(n) {
		if m := atxLine.FindStringSubmatch(l.text); m != nil && len(m[2]) < least {
			if least > 2 {
				y.f.report(y.f.pos(l, 0), "mslearn-heading", "a heading in an answer is of level %d here", least)
			}
			l.text = strings.Repeat("#", least) + m[3]
		}
		y.out = append(y.out, l)
	}
	y.blank()
}

// placed cuts a text of YAML into lines with their places in the file. A folded
// text has fewer lines than the file: each of them begins as one of the file
// does.
func (y *yamlPage) placed(n *source.Node) []line {
	var out []line
	at := max(n.Pos.Line-1, 0)
	last := at
	for _, t := range strings.Split(strings.TrimRight(n.Value, "\n"), "\n") {
		l := line{text: t, file: y.p.file, no: last + 1, shift: 1 - n.Pos.Col}
		if want := strings.TrimSpace(t); want != "" {
			for k := at; k < len(y.raw) && k < last+400; k++ {
				have := strings.TrimSpace(y.raw[k].text)
				if k == n.Pos.Line-1 {
					have = strings.TrimSpace(string([]rune(y.raw[k].text)[min(max(n.Pos.Col-1, 0), len([]rune(y.raw[k].text))):]))
					have = strings.Trim(have, `"'`)
				}
				if have != "" && strings.HasPrefix(want, strings.TrimRight(have, `"'`)) {
					before := len([]rune(y.raw[k].text)) - len([]rune(strings.TrimLeft(y.raw[k].text, " ")))
					l.no, l.shift = k+1, -before
					if k == n.Pos.Line-1 {
						l.shift = 1 - n.Pos.Col
					}
					at, last = k+1, k
					break
				}
			}
		}
		out = append(out, l)
	}
	return out
}
