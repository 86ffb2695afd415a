package parity

import (
	"fmt"
	"strings"
	"testing"

	"signpost/generator/internal/prose"
)

const source = `Intro with [a](a.md).

## One {#one}

- **x**
- y

> [!NOTE]
> Mind [b](b.md).

## Two {#two}

` + "`code` and **bold**.\n"

func TestCompare(t *testing.T) {
	for _, tt := range []struct{ old, new, want string }{
		{"", "", ""},
		{"Intro with", "Úvod s", ""},
		{"Intro with [a](a.md).", "Intro. [a](a.md)", ""},
		{"- y\n", "", "item 2/1 at 3 One"},
		{"**x**", "x", "bold 2/1 at 3 One"},
		{"[b](b.md)", "[b](c.md)", "link 2/2 at 3 One -b.md +c.md"},
		{"[a](a.md)", "a", "link 2/1 at 1  -a.md"},
		{"[!NOTE]", "[!TIP]", "callout 1/1 at 3 One -note +tip"},
		{"## Two {#two}\n", "", "heading 2/1 at 1  -two"},
		{"{#two}", "{#three}", "heading 2/2 at 11 Two -two +three"},
		{"`code`", "`kód`", "code 1/1 at 11 Two -code +kód"},
		{"**bold**.", "**bold**. **more**", "bold 2/3 at 11 Two"},
	} {
		text := strings.Replace(source, tt.old, tt.new, 1)
		var got []string
		for _, d := range Compare(Text{"s.md", prose.Parts("s.md", []byte(source))}, Text{"t.md", prose.Parts("t.md", []byte(text))}) {
			s := fmt.Sprintf("%s %d/%d at %d %s", d.Kind, d.Want, d.Got, d.Section.Line, d.Heading)
			for _, m := range d.Missing {
				s += " -" + m
			}
			for _, m := range d.Extra {
				s += " +" + m
			}
			got = append(got, s)
		}
		if g := strings.Join(got, "; "); g != tt.want {
			t.Errorf("%q for %q: got %q, want %q", tt.new, tt.old, g, tt.want)
		}
	}
}
