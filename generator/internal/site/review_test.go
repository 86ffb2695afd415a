package site

import (
	"flag"
	"io/fs"
	"math/big"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/export"
	"signpost/generator/internal/project"
	theme "signpost/themes/signpost"
)

var update = flag.Bool("update", false, "write the goldens anew; read the diff")

// reviewed is a project with every kind of node: flow "order" uses "size".
func reviewed() fstest.MapFS {
	files := map[string]string{
		"config.yaml": "title: Test\nlanguages: [en]\n",
		"decisions/size/flow.yaml": `start: people
entries: [gone]
questions:
  people: {type: number, min: 0, max: 5000, next: [{when: {people: {min: 50}}, then: large}, {else: small}]}
  gone: {answers: [yes, no], next: {yes: large, no: flow:order}}
outcomes:
  large: {kind: info}
  small: {kind: info, was: [little]}
`,
		"decisions/size/en.md": head("How large is it?") + `
## How many people? {#people}

Count all & everybody.

### Who counts {#who}

Those inside.

## Is it gone? {#gone}

- ` + "`yes`" + ` – Yes
- ` + "`no`" + ` – No

## Large {#large}

A crowd.

## Small {#small}

A few.
`,
		"decisions/order/flow.yaml": `start: who
questions:
  who: {answers: [guest, staff], answers-was: {visitor: guest}, next: {guest: wishes, staff: flow:size}}
  wishes:
    type: many
    answers: [tea, cake, music]
    next:
      - {when: {wishes: none}, then: rest}
      - {when: [{wishes: {all: [tea, cake]}, who: guest}, {wishes: {not: music}}], then: crowd}
      - {else: crowd}
  crowd: {use: size, given: [people], show: yes, next: table}
  people: {type: number, min: 0, max: 5000, next: wash}
steps:
  wash: {next: crowd}
tables:
  table:
    inputs: [wishes, crowd]
    rows:
      - {wishes: [tea, cake], crowd: {not: small}, then: hall}
      - {wishes: music, then: hall}
      - {else: rest}
outcomes:
  hall: {kind: escalate}
  rest: {kind: self}
examples:
  quiet: {given: {who: guest, wishes: none}, expect: rest}
  feast: {given: {who: guest, wishes: [tea, cake], crowd.people: 1200}, expect: hall, asks: [who, wishes, crowd.people]}
  away: {given: {who: staff}, expect: flow:size}
`,
		"decisions/order/en.md": head("What do we order?") + `
You have guests. Then go on [there](#who).

## Who are you? {#who}

- ` + "`guest`" + ` – A guest & friend

  With an *invitation*.

- ` + "`staff`" + ` – Staff

## What do you wish? {#wishes}

- ` + "`tea`" + ` – Tea
- ` + "`cake`" + ` – Cake
- ` + "`music`" + ` – Music

## The size {#crowd}

## People {#people}

## Wash your hands {#wash}

## Take the hall {#hall}

Ask for the key.

## Have a rest {#rest}

Sit down.
`,
		"content/en/_index.md": head("Home") + "\nWelcome.\n",
	}
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func head(title string) string {
	return "---\ntitle: " + title + "\ndescription: A sentence.\nmade: person\nreviewed: no\n---\n"
}

// input loads a project as the commands do.
func input(t *testing.T, fsys fs.FS) Input {
	t.Helper()
	p, _, err := new(project.Loader).Load(fsys, func(string) fs.FS { return theme.Files })
	if err != nil {
		t.Fatal(err)
	}
	in := Input{Project: p, Automata: map[string]*automaton.Automaton{}}
	for _, f := range p.Flows {
		linked, l := decision.Link(f.Flow, p.Sound)
		if linked == nil {
			t.Fatal(l)
		}
		in.Automata[f.Name], _ = automaton.Compile(linked)
	}
	return in
}

var drawing = regexp.MustCompile(`(?s)<svg xmlns.*?</svg>`)

// TestReview holds a review page against its golden, less the picture. Run it
// with -update, and read the diff.
func TestReview(t *testing.T) {
	var b Builder
	tree, l, err := b.Build(input(t, reviewed()))
	if err != nil || l.HasErrors() {
		t.Fatal(l, err)
	}
	page, err := tree.ReadFile("en/order/review/index.html")
	if err != nil {
		t.Fatal(err)
	}
	_, main, _ := strings.Cut(string(page), "<main")
	main, _, _ = strings.Cut(main, "</main>")
	if got := len(drawing.FindAllString(main, -1)); got != 1 {
		t.Errorf("%d pictures", got)
	}
	main = "<main" + drawing.ReplaceAllString(main, "(picture)") + "</main>\n"
	const golden = "testdata/review.html"
	if *update {
		if err := os.WriteFile(golden, []byte(main), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if main != string(want) {
		t.Errorf("the page is not %s but\n%s", golden, main)
	}
	if !strings.Contains(string(page), `<meta name="robots" content="noindex">`) {
		t.Error("search engines are let in")
	}
	if tree.Origins["en/order/review/index.html"] != "decisions/order/en.md" {
		t.Error("the page has no origin")
	}
	flow, _ := tree.ReadFile("en/order/index.html")
	if !strings.Contains(string(flow), `href="../../en/order/review/"`) {
		t.Error("the flow does not lead to its review page")
	}
}

// reviewerOf makes the reviewer of a flow.
func reviewerOf(in Input, name, lang string) *reviewer {
	return newReviewer(newContext(in, &assets{}, nil), in.Project.Flow(name), in.Automata[name], lang)
}

func TestReviewWords(t *testing.T) {
	rv := reviewerOf(input(t, reviewed()), "order", "en")
	wishes, who, people := rv.a.Flow.Node("wishes"), rv.a.Flow.Node("who"), rv.a.Flow.Node("crowd.people")
	for _, tc := range []struct {
		n    *decision.Node
		t    decision.Test
		want string
	}{
		{who, decision.Test{Answers: []string{"guest"}}, "<b>A guest &amp; friend</b>"},
		{who, decision.Test{Answers: []string{"guest", "staff"}}, "<b>A guest &amp; friend</b> or <b>Staff</b>"},
		{who, decision.Test{Not: true, Answers: []string{"staff"}}, "not <b>Staff</b>"},
		{who, decision.Test{Not: true, Answers: []string{"guest", "staff"}}, "none of: <b>A guest &amp; friend</b>, <b>Staff</b>"},
		{wishes, decision.Test{None: true}, "<b>None of these</b>"},
		{wishes, decision.Test{None: true, Not: true}, "not <b>None of these</b>"},
		{wishes, decision.Test{None: true, Answers: []string{"tea"}}, "<b>None of these</b> or at least one of: <b>Tea</b>"},
		{wishes, decision.Test{Answers: []string{"tea"}}, "<b>Tea</b> among others or alone"},
		{wishes, decision.Test{Answers: []string{"tea", "cake"}}, "at least one of: <b>Tea</b>, <b>Cake</b>"},
		{wishes, decision.Test{Answers: []string{"tea", "cake"}, All: true}, "all of: <b>Tea</b>, <b>Cake</b>"},
		{wishes, decision.Test{Answers: []string{"tea", "cake"}, All: true, Not: true}, "not all of: <b>Tea</b>, <b>Cake</b>"},
		{wishes, decision.Test{Answers: []string{"tea"}, All: true, Not: true}, "none of: <b>Tea</b>"},
		{people, decision.Test{Ranges: []decision.Range{{Min: 50, Max: 5000}}}, "at least <b>50</b>"},
		{people, decision.Test{Ranges: []decision.Range{{Min: 0, Max: 1200}}}, "at most <b>1,200</b>"},
		{people, decision.Test{Ranges: []decision.Range{{Min: 1, Max: 9}}, Not: true}, "not from <b>1</b> to <b>9</b>"},
		{people, decision.Test{Ranges: []decision.Range{{Min: 1, Max: 1}, {Min: 5, Max: 5}}}, "<b>1</b> or <b>5</b>"},
	} {
		if got := rv.test(tc.n, tc.t); got != tc.want {
			t.Errorf("%+v: %s, not %s", tc.t, got, tc.want)
		}
	}
}

func TestReviewVersion(t *testing.T) {
	version := func(change func(fstest.MapFS)) string {
		fsys := reviewed()
		change(fsys)
		v, _ := reviewerOf(input(t, fsys), "order", "en").version()
		return v
	}
	edit := func(file, old, now string) string {
		return version(func(fsys fstest.MapFS) {
			fsys[file].Data = []byte(strings.ReplaceAll(string(fsys[file].Data), old, now))
		})
	}
	was := version(func(fstest.MapFS) {})
	if len(was) != len("0123-4567-89ab") {
		t.Error(was)
	}
	for _, file := range []string{"decisions/order/flow.yaml", "decisions/order/en.md", "decisions/size/flow.yaml", "decisions/size/en.md"} {
		if edit(file, "\n", "\r\n") != was {
			t.Errorf("%s: line ends count", file)
		}
		if edit(file, "large", "larger") == was && edit(file, "cake", "pie") == was {
			t.Errorf("%s does not count", file)
		}
	}
	if edit("content/en/_index.md", "Welcome", "Hello") != was {
		t.Error("another file counts")
	}
}

// TestDrawings holds that a build draws what changed and nothing else.
func TestDrawings(t *testing.T) {
	fsys := reviewed()
	var b Builder
	build := func() map[[32]byte]*drawn {
		if _, _, err := b.files(newContext(input(t, fsys), &assets{}, nil), nil); err != nil {
			t.Fatal(err)
		}
		out := map[[32]byte]*drawn{}
		for key, one := range b.reviews.drawings.kept {
			if len(one.parts) == 0 || one.err != nil {
				t.Error("nothing was drawn", one.err)
			}
			out[key] = one
		}
		return out
	}
	change := func(file, old, now string) int {
		before := build()
		fsys[file].Data = []byte(strings.ReplaceAll(string(fsys[file].Data), old, now))
		after := build()
		if len(after) != 2 {
			t.Errorf("%d drawings are kept", len(after))
		}
		anew := 0
		for key, one := range after {
			if before[key] != one {
				anew++
			}
		}
		return anew
	}
	if n := change("content/en/_index.md", "Welcome", "Hello"); n != 0 {
		t.Errorf("a page: %d drawn anew", n)
	}
	if n := change("decisions/order/en.md", "Sit down", "Lie down"); n != 0 {
		t.Errorf("words that no picture has: %d drawn anew", n)
	}
	if n := change("decisions/order/en.md", "Have a rest", "Rest"); n != 1 {
		t.Errorf("a title: %d drawn anew", n)
	}
	if n := change("decisions/size/flow.yaml", "min: 50", "min: 60"); n != 2 {
		t.Errorf("a flow that is used: %d drawn anew", n)
	}
}

func TestReviewLarge(t *testing.T) {
	fsys := reviewed()
	var flow, words strings.Builder
	flow.WriteString("start: q0\nquestions:\n")
	words.WriteString(head("Long"))
	for i := range export.MaxDrawn {
		id, next := "q"+strconv.Itoa(i), "q"+strconv.Itoa(i+1)
		if i == export.MaxDrawn-1 {
			next = "small"
		}
		flow.WriteString("  " + id + ": {answers: [yes, no], next: {yes: " + next + ", no: large}}\n")
		words.WriteString("\n## " + id + " {#" + id + "}\n\n- `yes` – Yes\n- `no` – No\n")
	}
	flow.WriteString("outcomes:\n  large: {kind: info}\n  small: {kind: info}\n")
	words.WriteString("\n## Large {#large}\n\n## Small {#small}\n")
	fsys["decisions/long/flow.yaml"] = &fstest.MapFile{Data: []byte(flow.String())}
	fsys["decisions/long/en.md"] = &fstest.MapFile{Data: []byte(words.String())}
	in := input(t, fsys)
	rv, out := reviewerOf(in, "long", "en"), &review{}
	if err := rv.pictures(out, &drawings{}); err != nil || out.Pictures != nil || out.List != nil {
		t.Error("it was drawn", err)
	}
	if len(rv.own) != export.MaxDrawn+2 || rv.own[1].ID != "q1" {
		t.Error(len(rv.own))
	}
}

func TestShare(t *testing.T) {
	rv := reviewerOf(input(t, reviewed()), "order", "en")
	for _, tc := range []struct {
		part, of int64
		want     string
	}{{0, 7, "0%"}, {1, 7, "14.3%"}, {7, 7, "100%"}, {1, 100_000, "< 0.1%"}, {99_999, 100_000, "> 99.9%"}, {1, 2, "50.0%"}, {1, 2000, "0.1%"}} {
		if got := rv.share(big.NewInt(tc.part), big.NewInt(tc.of)); got != tc.want {
			t.Errorf("%d of %d: %s, not %s", tc.part, tc.of, got, tc.want)
		}
	}
}
