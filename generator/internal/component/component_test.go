package component

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"signpost/generator/internal/diag"
	embedded "signpost/themes/signpost"
)

// TestTheme: every component of the theme is described, with an example, and
// every description is of a component.
func TestTheme(t *testing.T) {
	all, l := Load(embedded.Files, "signpost")
	for _, d := range l {
		t.Errorf("%s: %s [%s]", d.Pos, d.Message, d.Code)
	}
	if len(all) < 25 {
		t.Fatalf("%d components: the search is broken", len(all))
	}
	for _, c := range all {
		if len(c.Examples) == 0 {
			t.Errorf("%s has no example", c.Name)
		}
		for _, p := range c.Params {
			if !strings.HasSuffix(p.Text, ".") {
				t.Errorf("%s: the text of %s is no sentence: %q", c.Name, p.Name, p.Text)
			}
		}
	}
}

const good = `text: A card.
params:
  root: {type: path, required: yes, text: Up.}
  level: {type: number, text: The level.}
  item:
    type: map
    required: yes
    text: What.
    of:
      title: {type: text, required: yes, text: Its title.}
      current: {type: flag, text: Whether.}
  tags: {type: list, text: Words.}
  rest: {type: any, text: Anything.}
examples:
  one:
    text: When.
    with: {root: ./, level: 2, item: {title: 017, current: yes}, tags: [a, no], rest: {a: [b, {c: d}]}}
`

func TestParse(t *testing.T) {
	c, l := Parse("card", "card.yaml", []byte(good))
	if len(l) > 0 || len(c.Examples) != 1 {
		t.Fatal(l)
	}
	want := map[string]any{"root": "./", "level": 2, "item": map[string]any{"title": "017", "current": true}, "tags": []any{"a", "no"},
		"rest": map[string]any{"a": []any{"b", map[string]any{"c": "d"}}}}
	if d := cmp.Diff(want, c.Examples[0].Context); d != "" {
		t.Error(d)
	}
	page, l := Parse("toc", "toc.yaml", []byte("text: T.\ntakes: page\nparams: {title: {type: text, text: T.}, n: {type: number, text: N.}}\nexamples: {a: {with: {title: x, n: 3}}}\n"))
	if len(l) > 0 {
		t.Fatal(l)
	}
	if d := cmp.Diff(map[string]any{"Title": "x", "Params": map[string]any{"n": 3}}, page.Examples[0].Context); d != "" {
		t.Error(d)
	}
	value, l := Parse("icon", "icon.yaml", []byte("text: T.\ntakes: value\nparams: {name: {type: id, text: T.}}\nexamples: {a: {with: arrow}}\n"))
	if len(l) > 0 || value.Examples[0].Context != "arrow" {
		t.Fatal(value, l)
	}
}

func TestFaults(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"unknown parameter":     {"level: 2", "levle: 2", `17:22: example one has no key "levle" [yaml-unknown-key]`},
		"unknown part":          {"current: yes", "currant: yes", `17:51: item has no key "currant" [yaml-unknown-key]`},
		"missing parameter":     {"root: ./, ", "", `17:11: example one needs "root" [yaml-missing-key]`},
		"missing part":          {"title: 017, ", "", `17:38: item needs "title" [yaml-missing-key]`},
		"not a number":          {"level: 2", "level: two", `17:29: level is a number, and "two" is none [component-value]`},
		"not a flag":            {"current: yes", "current: true", `17:60: current is yes or no, not "true" [component-value]`},
		"not a list":            {"tags: [a, no]", "tags: a", `17:72: tags must be a list, and is text [yaml-kind]`},
		"unknown type":          {"type: number", "type: numbre", `4:17: type is text or html or id or path or number or flag or list or map or any, not "numbre" [component-value]`},
		"parts of a text":       {"{type: path, required: yes, text: Up.}", "{type: path, required: yes, text: Up., of: {}}", `3:52: a parameter of type "path" has no parts [component-value]`},
		"a value of two":        {"text: A card.", "text: A card.\ntakes: value", `4:3: a component that takes a value has one parameter, not 5 [component-value]`},
		"unknown key":           {"text: A card.", "text: A card.\nuse: x", `2:1: card.yaml has no key "use" [yaml-unknown-key]`},
		"no text":               {"text: A card.", "takes: map", `1:1: card.yaml needs "text" [yaml-missing-key]`},
		"a list is not a value": {"root: ./", "root: [a]", `17:18: root must be text, and is a list [yaml-kind]`},
	} {
		t.Run(name, func(t *testing.T) {
			if strings.Count(good, c.old) != 1 {
				t.Fatalf("%q stands there %d times", c.old, strings.Count(good, c.old))
			}
			out, l := Parse("card", "card.yaml", []byte(strings.Replace(good, c.old, c.new, 1)))
			if got := printed(l); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if strings.HasPrefix(c.want, "17:") && len(out.Examples) != 0 {
				t.Error("an example with an error is shown")
			}
		})
	}
}

func TestLoad(t *testing.T) {
	_, l := Load(fstest.MapFS{
		"components/card.yaml":                       {Data: []byte(good)},
		"layouts/_partials/components/header.html":   {},
		"layouts/_partials/components/.hidden.html~": {},
	}, "own")
	want := `themes/own/components/card.yaml:1:1: there is no component "card" [component-missing]` + "\n" +
		`themes/own/layouts/_partials/components/header.html:1:1: component "header" is described nowhere [component-missing]`
	var got []string
	for _, d := range l {
		got = append(got, d.Pos.String()+": "+d.Message+" ["+d.Code+"]")
	}
	if d := cmp.Diff(want, strings.Join(got, "\n")); d != "" {
		t.Error(d)
	}
}

func printed(l diag.List) string {
	var out []string
	for _, d := range l {
		out = append(out, strings.TrimPrefix(d.Pos.String(), "card.yaml:")+": "+d.Message+" ["+d.Code+"]")
	}
	return strings.Join(out, "\n")
}
