package exchange

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"signpost/generator/internal/diag"
)

// writePO writes PO. A plural form is an entry of its own: gettext knows no
// fractions, and its forms are not those of CLDR.
func writePO(f *File) []byte {
	var b strings.Builder
	b.WriteString("msgid \"\"\nmsgstr \"\"\n")
	for _, h := range [][2]string{{"Project-Id-Version", "Signpost"}, {"Language", f.To}, {"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=UTF-8"}, {"Content-Transfer-Encoding", "8bit"}, {"X-Source-Language", f.From}} {
		fmt.Fprintf(&b, "%s\n", quotePO(h[0]+": "+h[1]+"\n"))
	}
	for _, t := range f.Texts {
		for _, u := range t.Units {
			for _, s := range u.Segments {
				b.WriteString("\n")
				for _, notes := range [][]string{t.Notes, u.Notes, {s.Kind}, s.Notes, s.legend()} {
					for _, n := range notes {
						b.WriteString("#. " + strings.ReplaceAll(n, "\n", " ") + "\n")
					}
				}
				fmt.Fprintf(&b, "#: %s:%d\n", s.Place.File, s.Place.Line)
				if s.State == Review {
					b.WriteString("#, fuzzy\n")
				}
				fmt.Fprintf(&b, "msgctxt %s\nmsgid %s\nmsgstr %s\n", quotePO(t.File+"#"+s.ID), quotePO(tagged(s.Source)), quotePO(tagged(s.Target)))
			}
		}
	}
	return []byte(b.String())
}

// legend says what the tags of a segment are.
func (s *Segment) legend() []string {
	var out []string
	for _, c := range s.Codes {
		tag := "<" + c.ID + ">"
		if !c.Spans {
			tag = "<" + c.ID + "/>"
		}
		line := tag + " " + string(c.Kind)
		if show := c.shown(); show != "" {
			line += ": " + show
		}
		out = append(out, line)
	}
	return out
}

func quotePO(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(s) + `"`
}

// tagged writes placeholders as numbered tags. A "<" in the words that could be
// taken for one is written as "&lt;", and what looks like that as "&amp;lt;".
func tagged(list []Span) string {
	var b strings.Builder
	for _, s := range list {
		switch s.Kind {
		case Open:
			b.WriteString("<" + s.Code + ">")
		case Close:
			b.WriteString("</" + s.Code + ">")
		case Alone:
			b.WriteString("<" + s.Code + "/>")
		default:
			for i, r := range s.Text {
				rest := s.Text[i+utf8.RuneLen(r):]
				switch {
				case r == '&' && (strings.HasPrefix(rest, "lt;") || strings.HasPrefix(rest, "amp;")):
					b.WriteString("&amp;")
				case r == '<' && (rest == "" || strings.ContainsRune("/0123456789", rune(rest[0]))):
					b.WriteString("&lt;")
				default:
					b.WriteRune(r)
				}
			}
		}
	}
	return b.String()
}

// untagged reads them again. A "<" that is none of a tag is a word, "<b" too; but
// one before a number that is no tag is reported, for it was one.
func untagged(s string) ([]Span, bool) {
	var out []Span
	var words strings.Builder
	flush := func() {
		if words.Len() > 0 {
			out = append(out, Span{Text: words.String()})
			words.Reset()
		}
	}
	for s != "" {
		switch {
		case strings.HasPrefix(s, "&lt;"):
			words.WriteByte('<')
			s = s[4:]
			continue
		case strings.HasPrefix(s, "&amp;"):
			words.WriteByte('&')
			s = s[5:]
			continue
		case s[0] != '<' || len(s) > 1 && !strings.ContainsRune("/0123456789", rune(s[1])):
			words.WriteByte(s[0])
			s = s[1:]
			continue
		}
		i := strings.IndexByte(s, '>')
		if i < 0 {
			return nil, false
		}
		tag := s[1:i]
		kind := Open
		if strings.HasPrefix(tag, "/") {
			kind, tag = Close, tag[1:]
		} else if strings.HasSuffix(tag, "/") {
			kind, tag = Alone, tag[:len(tag)-1]
		}
		if tag == "" || strings.Trim(tag, "0123456789") != "" {
			return nil, false
		}
		flush()
		out = append(out, Span{Kind: kind, Code: tag})
		s = s[i+1:]
	}
	flush()
	return out, true
}

// entry is an entry of a PO file.
type entry struct {
	at    int
	fuzzy bool
	keys  map[string]string // msgctxt, msgid, msgstr
	last  string            // the key that a line without one goes on
}

// readPO reads PO. Obsolete entries and comments are left out.
func (f *File) readPO(l *diag.List) {
	texts := map[string]int{}
	first := true
	take := func(e *entry) {
		if e == nil || len(e.keys) == 0 {
			return
		}
		_, id := e.keys["msgid"]
		_, str := e.keys["msgstr"]
		switch {
		case !id || !str:
			l.Add(f.pos(e.at), "exchange-syntax", "an entry without msgid or msgstr")
		case first:
			first = false
			if e.keys["msgid"] != "" || e.keys["msgctxt"] != "" {
				l.Add(f.pos(e.at), "exchange-file", "the file does not begin with its head, which says what language it is in")
				return
			}
			f.headPO(e, l)
		default:
			f.entryPO(e, texts, l)
		}
	}
	var e *entry
	at := 0
	for line := range bytes.Lines(f.data) {
		here := at
		at += len(line)
		text := strings.TrimSpace(string(line))
		switch {
		case text == "":
			take(e)
			e = nil
		case strings.HasPrefix(text, "#"):
			if e != nil && len(e.keys) > 0 { // the next entry, without a line between
				take(e)
				e = nil
			}
			if strings.HasPrefix(text, "#,") {
				if e == nil {
					e = &entry{at: here, keys: map[string]string{}}
				}
				e.fuzzy = e.fuzzy || strings.Contains(text, "fuzzy")
			}
		default:
			word, quoted, keyed := strings.Cut(text, " ")
			if text[0] == '"' {
				word, quoted, keyed = "", text, false
			}
			value, ok := unquotePO(strings.TrimSpace(quoted))
			if e == nil {
				e = &entry{at: here, keys: map[string]string{}}
			}
			if len(e.keys) == 0 {
				e.at = here
			}
			_, twice := e.keys[word]
			switch {
			case !ok:
				l.Add(f.pos(here), "exchange-syntax", "no line of PO: %q", text)
				return
			case !keyed && e.last == "":
				l.Add(f.pos(here), "exchange-syntax", "a text that belongs to nothing")
				return
			case !keyed:
				e.keys[e.last] += value
			case strings.HasPrefix(word, "msgid_plural") || strings.HasPrefix(word, "msgstr["):
				l.Add(f.pos(here), "exchange-syntax", "a plural of gettext").Hint = "each plural form is an entry of its own here"
				return
			case word != "msgctxt" && word != "msgid" && word != "msgstr":
				l.Add(f.pos(here), "exchange-syntax", "no key of PO: %q", word)
				return
			case twice:
				l.Add(f.pos(here), "exchange-syntax", "%q stands twice in one entry", word)
				return
			default:
				e.keys[word], e.last = value, word
			}
		}
	}
	take(e)
	if first {
		l.Add(f.pos(0), "exchange-syntax", "the file holds no entry")
	}
}

// headPO reads the languages.
func (f *File) headPO(e *entry, l *diag.List) {
	head := map[string]string{}
	for line := range strings.Lines(e.keys["msgstr"]) {
		if key, value, ok := strings.Cut(line, ":"); ok {
			head[strings.ToLower(key)] = strings.TrimSpace(value)
		}
	}
	if c := strings.ToLower(head["content-type"]); c != "" && !strings.Contains(c, "utf-8") {
		l.Add(f.pos(e.at), "exchange-syntax", "the file says that it is not UTF-8: %q", head["content-type"])
	}
	f.From, f.To = head["x-source-language"], strings.ReplaceAll(head["language"], "_", "-")
	if f.To == "" || f.From == "" {
		l.Add(f.pos(e.at), "exchange-file", "the head does not say \"Language\" and \"X-Source-Language\"")
	}
}

func (f *File) entryPO(e *entry, texts map[string]int, l *diag.List) {
	file, id, ok := strings.Cut(e.keys["msgctxt"], "#")
	if !ok {
		l.Add(f.pos(e.at), "exchange-unit", "an entry whose msgctxt is no segment: %q", e.keys["msgctxt"])
		return
	}
	s := Segment{ID: id, at: e.at, State: Done}
	var good, fine bool
	s.Source, good = untagged(e.keys["msgid"])
	s.Target, fine = untagged(e.keys["msgstr"])
	if !good || !fine {
		l.Add(f.pos(e.at), "exchange-mark", "segment %q: a tag is broken", id).Hint = "tags are <1>, </1> and <1/>; a < of the words before a digit is &lt;"
		return
	}
	if e.fuzzy {
		s.State = Review
	} else if len(s.Target) == 0 {
		s.State = New
	}
	i, there := texts[file]
	if !there {
		i = len(f.Texts)
		texts[file] = i
		f.Texts = append(f.Texts, Text{File: file, Units: []Unit{{}}, at: e.at})
	}
	f.Texts[i].Units[0].Segments = append(f.Texts[i].Units[0].Segments, s)
}

// unquotePO reads a text in quotes.
func unquotePO(s string) (string, bool) {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return "", false
	}
	var b strings.Builder
	for s = s[1 : len(s)-1]; s != ""; s = s[1:] {
		switch {
		case s[0] == '"':
			return "", false
		case s[0] != '\\':
			b.WriteByte(s[0])
			continue
		case len(s) == 1:
			return "", false
		}
		s = s[1:]
		i := strings.IndexByte(`nt\"r`, s[0])
		if i < 0 {
			return "", false
		}
		b.WriteByte("\n\t\\\"\r"[i])
	}
	return b.String(), true
}
