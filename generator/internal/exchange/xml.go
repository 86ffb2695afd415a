package exchange

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"

	"signpost/generator/internal/diag"
)

// Limits of XML.
const (
	maxDepth    = 24
	maxElements = 2_000_000
)

// element is an element of XML of the namespace of XLIFF. Those of others are
// what other programs noted for themselves, and are left out.
type element struct {
	name  string
	attrs map[string]string // without a namespace
	at    int
	nodes []node
}

// node is a child of an element: text, or another one.
type node struct {
	text    string
	element *element // nil of text
}

// parseXML reads XML strictly: no document type, no entities of its own, UTF-8.
func (f *File) parseXML(l *diag.List) *element {
	d := xml.NewDecoder(bytes.NewReader(f.data))
	d.Strict = true
	var root *element
	var open []*element
	foreign, count := 0, 0
	for {
		at := int(d.InputOffset())
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			reason := err.Error()
			if _, after, ok := strings.Cut(reason, ": "); ok && strings.HasPrefix(reason, "XML syntax error") {
				reason = after
			}
			l.Add(f.pos(int(d.InputOffset())), "exchange-syntax", "no XML that is read here: %s", reason)
			return nil
		}
		switch token := token.(type) {
		case xml.Directive:
			l.Add(f.pos(at), "exchange-syntax", "a document type").Hint = "delete it: XLIFF needs none, and none is read"
			return nil
		case xml.ProcInst:
			if token.Target != "xml" || at != 0 {
				l.Add(f.pos(at), "exchange-syntax", "an instruction %q for another program", token.Target)
				return nil
			}
		case xml.StartElement:
			if count++; count > maxElements || len(open)+foreign >= maxDepth {
				l.Add(f.pos(at), "exchange-syntax", "more than %d elements, or nested deeper than %d", maxElements, maxDepth)
				return nil
			}
			if len(open) == 0 && root != nil {
				l.Add(f.pos(at), "exchange-syntax", "a second document begins here")
				return nil
			}
			space := token.Name.Space
			if foreign > 0 || space != space12 && space != space20 && len(open) > 0 && space != "" {
				foreign++
				continue
			}
			e := &element{name: token.Name.Local, attrs: map[string]string{}, at: at}
			if space != space12 && space != space20 {
				l.Add(f.pos(at), "exchange-syntax", "element %q is not of XLIFF 1.2 or 2.0", e.name)
				return nil
			}
			seen := map[xml.Name]bool{}
			for _, a := range token.Attr {
				if seen[a.Name] {
					l.Add(f.pos(at), "exchange-syntax", "attribute %q stands twice", a.Name.Local)
					return nil
				}
				if seen[a.Name] = true; a.Name.Space == "" {
					e.attrs[a.Name.Local] = a.Value
				}
			}
			if n := len(open); n > 0 {
				open[n-1].nodes = append(open[n-1].nodes, node{element: e})
			} else {
				root = e
				e.attrs["xmlns"] = space
			}
			open = append(open, e)
		case xml.EndElement:
			if foreign > 0 {
				foreign--
				continue
			}
			open = open[:len(open)-1]
		case xml.CharData:
			if n := len(open); n > 0 && foreign == 0 {
				open[n-1].nodes = append(open[n-1].nodes, node{text: string(token)})
			} else if n == 0 && len(bytes.TrimSpace(token)) > 0 {
				l.Add(f.pos(at), "exchange-syntax", "words outside of the document")
				return nil
			}
		}
	}
	if root == nil {
		l.Add(f.pos(0), "exchange-syntax", "the file is empty")
	}
	return root
}

// children lists the elements in an element. It reports those that are not
// known, and words between them.
func (e *element) children(f *File, l *diag.List, known ...string) []*element {
	var out []*element
	for _, n := range e.nodes {
		switch {
		case n.element == nil:
			if strings.TrimSpace(n.text) != "" {
				l.Add(f.pos(e.at), "exchange-syntax", "words in %q, where none can stand: %q", e.name, strings.TrimSpace(n.text))
			}
		case !slices.Contains(known, n.element.name):
			l.Add(f.pos(n.element.at), "exchange-syntax", "element %q in %q", n.element.name, e.name)
		default:
			out = append(out, n.element)
		}
	}
	return out
}

// only gives the one child of a name, beside others.
func (e *element) only(f *File, name string, l *diag.List, others ...string) *element {
	var out *element
	for _, c := range e.children(f, l, append(others, name)...) {
		if c.name != name {
			continue
		}
		if out != nil {
			l.Add(f.pos(c.at), "exchange-syntax", "a second %q in %q", name, e.name)
			continue
		}
		out = c
	}
	if out == nil {
		l.Add(f.pos(e.at), "exchange-syntax", "%q without %q", e.name, name)
	}
	return out
}

func (e *element) require(f *File, name string, l *diag.List) string {
	v := e.attrs[name]
	if v == "" {
		l.Add(f.pos(e.at), "exchange-syntax", "%q without the attribute %q", e.name, name)
	}
	return v
}

// languages holds the languages of a file against each other.
func (f *File) languages(e *element, from, to string, l *diag.List) bool {
	switch {
	case to == "":
		l.Add(f.pos(e.at), "exchange-file", "the file does not say into which language it was translated")
		return false
	case f.To == "":
		f.From, f.To = from, to
	case from != f.From || to != f.To:
		l.Add(f.pos(e.at), "exchange-file", "from %q to %q, and before it was from %q to %q", from, to, f.From, f.To)
		return false
	}
	return true
}

// inline reads words with placeholders, of both versions of XLIFF: other programs
// write a pair as two marks where they cut between them.
func (f *File) inline(e *element, id string, l *diag.List) []Span {
	var out []Span
	begun := map[string]string{} // by the id of the mark that opens: the placeholder
	var walk func(e *element)
	walk = func(e *element) {
		for _, n := range e.nodes {
			c := n.element
			if c == nil {
				out = append(out, Span{Text: n.text})
				continue
			}
			switch c.name {
			case "g", "pc":
				code := c.require(f, "id", l)
				out = append(out, Span{Kind: Open, Code: code})
				walk(c)
				out = append(out, Span{Kind: Close, Code: code})
			case "x", "ph":
				if len(c.nodes) > 0 {
					l.Add(f.pos(c.at), "exchange-mark", "segment %q: words in placeholder %q, which holds none", id, c.attrs["id"])
				}
				out = append(out, Span{Kind: Alone, Code: c.require(f, "id", l)})
			case "bx", "sc":
				code := c.require(f, "id", l)
				begun[code] = code
				if rid := c.attrs["rid"]; rid != "" {
					begun[rid] = code
				}
				out = append(out, Span{Kind: Open, Code: code})
			case "ex", "ec":
				of := c.attrs["startRef"]
				if of == "" {
					of = c.attrs["rid"]
				}
				if of == "" {
					of = c.attrs["id"]
				}
				if begun[of] == "" {
					l.Add(f.pos(c.at), "exchange-mark", "segment %q: a placeholder ends that did not begin: %q", id, of)
				}
				out = append(out, Span{Kind: Close, Code: begun[of]})
			case "mrk": // what a program noted about words
				walk(c)
			case "sm", "em":
			default:
				l.Add(f.pos(c.at), "exchange-mark", "segment %q: an element %q among the words", id, c.name)
			}
		}
	}
	walk(e)
	return out
}
