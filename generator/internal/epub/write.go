package epub

import (
	"bytes"
	"strings"

	xhtml "golang.org/x/net/html"
)

// void are the elements without content.
var void = map[string]bool{"br": true, "hr": true, "img": true, "wbr": true, "col": true}

// write writes a node as XML. The attributes epub-type, data-term and the like are
// ours until compose is done; epub-type is written as epub:type.
func write(b *bytes.Buffer, n *node) {
	switch n.Type {
	case xhtml.TextNode:
		if between(n) {
			return
		}
		b.WriteString(escape(n.Data))
		return
	case xhtml.ElementNode:
	default:
		return
	}
	b.WriteString("<" + n.Data)
	for _, a := range n.Attr {
		key := a.Key
		switch {
		case key == "epub-type":
			key = "epub:type"
		case strings.HasPrefix(key, "data-"):
			continue
		case key == "lang":
			b.WriteString(` xml:lang="` + quoted(a.Val) + `"`)
		}
		b.WriteString(" " + key + `="` + quoted(a.Val) + `"`)
	}
	if void[n.Data] {
		b.WriteString("/>")
		return
	}
	b.WriteString(">")
	for c := range n.ChildNodes() {
		write(b, c)
	}
	b.WriteString("</" + n.Data + ">")
	if blocks[n.Data] || n.Data == "li" || n.Data == "dd" || n.Data == "tr" {
		b.WriteString("\n")
	}
}

// between reports whether a text only parts blocks.
func between(n *node) bool {
	if strings.Trim(n.Data, " \n\t") != "" {
		return false
	}
	block := func(n *node) bool {
		return n != nil && (blocks[n.Data] || n.Data == "li" || n.Data == "dt" || n.Data == "dd" || n.Data == "tr" || n.Data == "th" || n.Data == "td" || n.Data == "thead" || n.Data == "tbody")
	}
	return n.Parent == nil || block(n.PrevSibling) || block(n.NextSibling)
}

// escape writes text for XML. Characters that XML cannot hold are left out: no text of a site has them.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, s)
	return inText.Replace(s)
}

func quoted(s string) string { return inAttribute.Replace(escape(s)) }

var (
	inText      = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	inAttribute = strings.NewReplacer(`"`, "&quot;", "\n", "&#10;", "\t", "&#9;")
)
