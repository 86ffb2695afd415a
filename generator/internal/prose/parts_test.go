package prose

import (
	"fmt"
	"strings"
	"testing"
)

// TestParts reads text that no page of ours may be, and names each part by the
// text its offsets span.
func TestParts(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"# <a name=\"x\"></a>Title\n\n## Two {#two}\n", "heading1 # <a name=\"x\"></a>Title|html <a name=\"x\">|html </a>|heading2#two ## Two {#two}"},
		{"Title\n=====\n", "heading1 Title"},
		{"a [w](x.md \"t\") b", `link [w](x.md "t") to x.md [x.md "t"]`},
		{"[](x.md)", "link [](x.md) to x.md [x.md]"},
		{"[a `]` b](<x y>)", "link [a `]` b](<x y>) to x y [<x y>]|code `]`"},
		{"[![alt](i.png)](x.md)", "link [![alt](i.png)](x.md) to x.md [x.md]|image ![alt](i.png) to i.png [i.png]"},
		{"[w][r]\n\n[r]: https://a.example/\n", "link [w][r] to https://a.example/|definition [r]: https://a.example/"},
		{"<https://a.example>", "link <https://a.example> to https://a.example"},
		{"[a](b(c)d)", "link [a](b(c)d) to b(c)d [b(c)d]"},
		{"**a** and ** b **", "bold|stray **|stray **"},
		{"**a*", "stray **"},
		{"`**` \\**c\\**", "code `**`"},
		{"1. a\n   - b\n", "item|item"},
		{"> [!NOTE]\n> x\n", "callout note"},
		{"| a | b |\n|--|--|\n| c<br>d | e |\n", "row|row|html <br>"},
		{"<div>\n[a](b)\n</div>\n", "html-block <div>\n[a](b)\n</div>"},
		{"```\n[a](b)\n```\n", "code [a](b)"},
		{"- # In\n", "item|heading1! # In"},
	} {
		var got []string
		for _, p := range Parts("f", []byte(tt.in)) {
			s := string(p.Kind)
			if p.Kind == PartHeading {
				s += fmt.Sprint(p.Level)
				if p.Nested {
					s += "!"
				}
				if p.ID != "" {
					s += "#" + p.ID
				}
			}
			if p.Kind == PartCallout {
				s += " " + p.Words
			}
			if p.End > 0 && p.Kind != PartStray {
				s += " " + strings.TrimRight(tt.in[p.Start:p.End], "\n")
			} else if p.Kind == PartStray {
				s += " **"
			}
			if p.Dest != "" {
				s += " to " + p.Dest
			}
			if p.DestStart > 0 {
				s += " [" + tt.in[p.DestStart:p.DestEnd] + "]"
			}
			got = append(got, s)
		}
		if g := strings.Join(got, "|"); g != tt.want {
			t.Errorf("%q:\n got %s\nwant %s", tt.in, g, tt.want)
		}
	}
}
