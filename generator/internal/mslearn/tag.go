package mslearn

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/prose"
)

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
			p.edit(part.Start, p.alone(part), "")
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

// pastBreaks is what follows line breaks and blanks in a row.
func pastBreaks(s string) string {
	for {
		rest := strings.TrimLeft(s, " ")
		tag := breakTag.FindString(rest)
		if tag == "" {
			return rest
		}
		s = rest[len(tag):]
	}
}

var breakTag = regexp.MustCompile(`(?i)^</?br\s*/?>`)

// lineBreak writes <br>: as the end of a line with a backslash, as a blank in a
// table, and not at all at the beginning or end of a paragraph.
func (f *folder) lineBreak(p *page, part prose.Part) {
	i := p.lineAt(part.Start)
	l := p.lines[i]
	from, to := part.Start-p.starts[i], part.End-p.starts[i]
	before, after := l.text[:from], l.text[min(to, len(l.text)):]
	if part.InTable {
		f.report(f.pos(l, from), "mslearn-html", "<br> in a table is a blank here")
		blank := " " // one for all breaks and blanks in a row; edits within it fall away
		rest := pastBreaks(after)
		if rest == "" {
			blank = ""
		}
		p.edit(part.Start-len(before)+len(strings.TrimRight(before, " ")), part.End+len(after)-len(rest), blank)
		return
	}
	rest := pastBreaks(after)
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
