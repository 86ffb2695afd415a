package mslearn

import (
	"fmt"
	"slices"
	"strings"

	"signpost/generator/internal/source"
)

// keys of landing and hub pages.
var (
	wordKeys = []string{"title", "name", "text"}
	linkKeys = []string{"url", "href"}
	textKeys = []string{"summary", "note", "description"}
	// looks say how a page looks there; readers miss nothing.
	looks = []string{"itemType", "linkListType", "brand", "layout", "imageSrc", "azureCategories", "azureCategoriesLabel"}
)

// landing writes a landing or hub page: its titles are headings, what has an
// address is an entry of a list.
func (y *yamlPage) landing(root *source.Node) {
	for _, e := range root.Entries {
		switch {
		case e.Key == "metadata" || e.Key == "title" || slices.Contains(looks, e.Key):
		case slices.Contains(textKeys, e.Key):
			y.text(e.Value, 2)
		default:
			y.node(e.Value, 2)
		}
	}
}

func get(n *source.Node, keys []string) *source.Node {
	for _, k := range keys {
		if v := n.Get(k); !v.Empty() && v.Kind == source.Scalar {
			return v
		}
	}
	return nil
}

// node writes a part of the page below headings of a level less one.
func (y *yamlPage) node(n *source.Node, level int) {
	if n == nil {
		return
	}
	if n.Kind == source.List {
		for _, item := range n.Items {
			y.node(item, level)
		}
		return
	}
	if n.Kind != source.Map {
		return
	}
	words, address := get(n, wordKeys), get(n, linkKeys)
	switch {
	case address != nil:
		at := y.placed(address)[0]
		text := strings.TrimSpace(address.Value)
		if words != nil {
			text = strings.TrimSpace(words.Value)
			at = y.placed(words)[0]
		}
		y.entry(line{text: "- [" + escapeWords(text) + "](<" + strings.TrimSpace(address.Value) + ">)", file: at.file, no: at.no, shift: at.shift})
		if s := get(n, textKeys); s != nil {
			y.entry(line{text: "  – " + strings.Join(strings.Fields(s.Value), " "), file: at.file, no: s.Pos.Line})
		}
	case words != nil && level <= 3:
		y.sections++
		y.heading(level, words, fmt.Sprintf("section-%d", y.sections))
		level++
	case words != nil:
		y.blank()
		at := y.placed(words)[0]
		at.text = "**" + escapeWords(words.Value) + "**"
		y.out = append(y.out, at)
		y.blank()
	}
	if address == nil {
		y.text(get(n, textKeys), level)
	}
	for _, e := range n.Entries {
		switch {
		case slices.Contains(wordKeys, e.Key), slices.Contains(linkKeys, e.Key), slices.Contains(textKeys, e.Key), slices.Contains(looks, e.Key):
		case e.Value.Kind != source.Scalar:
			y.node(e.Value, level)
		case !e.Value.Empty():
			y.unknown(e.Pos, e.Key)
		}
	}
}

// entry writes a line of a list.
func (y *yamlPage) entry(l line) {
	if n := len(y.out); n > 0 && y.out[n-1].text != "" && !strings.HasPrefix(strings.TrimSpace(y.out[n-1].text), "- ") && !strings.HasPrefix(y.out[n-1].text, "  – ") {
		y.blank()
	}
	y.out = append(y.out, l)
}
