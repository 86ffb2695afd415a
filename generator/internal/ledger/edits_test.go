package ledger

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"signpost/generator/internal/prose"
)

// edit is a kind of change to a text, and what must be said of it.
type edit struct {
	name string
	// at finds the lines or pieces that it can be made to, in a body.
	at *regexp.Regexp
	// to gives what stands there afterwards; "" where this one cannot be edited.
	to func(piece string, r *rand.Rand) string
	// want is the grade of the one unit that is concerned; all others stay None.
	want  Drift
	facts bool
	flow  bool // in the words of flows alone; page: on pages alone
	page  bool
}

func replace(from, to string) func(string, *rand.Rand) string {
	re := regexp.MustCompile(from)
	return func(s string, _ *rand.Rand) string {
		if loc := re.FindStringIndex(s); loc != nil {
			return s[:loc[0]] + re.ReplaceAllString(s[loc[0]:loc[1]], to) + s[loc[1]:]
		}
		return ""
	}
}

// plain is a line of a paragraph; item one of a list.
var (
	plain    = regexp.MustCompile(`(?m)^[A-Z“][^\n|>{}]{40,}$`)
	section2 = regexp.MustCompile(`(?m)^## [^\n]+\{#[a-z0-9-]+\}\n(?:[^#\n][^\n]*\n|\n|#{3,4} [^\n]*\n)*`)
)

// edits is the table of what must be said of which change.
var edits = []edit{
	{name: "reflow", at: plain, to: func(s string, r *rand.Rand) string {
		words := strings.Split(s, " ")
		i := 1 + r.IntN(len(words)-1)
		if strings.Trim(words[i], "0123456789.)") == "" || strings.HasPrefix(words[i], "–") || strings.HasPrefix(words[i], "-") || strings.HasPrefix(words[i], "+") || strings.Contains(strings.Join(words[i-1:i+1], " "), "`") {
			return ""
		}
		return strings.Join(words[:i], " ") + "\n" + strings.Join(words[i:], "  ")
	}, want: None},
	{name: "list signs", at: regexp.MustCompile(`(?m)^- [^\n]+(?:\n- [^\n]+)*\n(?:\n|\z)`), to: func(s string, _ *rand.Rand) string {
		return regexp.MustCompile(`(?m)^- `).ReplaceAllString(s, "*  ")
	}, want: None, page: true},
	{name: "paragraphs in another order", at: regexp.MustCompile(`(?m)^[A-Z][^\n|>{}]{20,}\n\n[A-Z][^\n|>{}]{20,}\n(?:\n|\z)`), to: func(s string, _ *rand.Rand) string {
		a, b, _ := strings.Cut(strings.TrimRight(s, "\n"), "\n\n")
		return b + "\n\n" + a + "\n\n"
	}, want: None},
	{name: "punctuation", at: plain, to: replace(`([a-z]), ([a-z])`, "$1 – $2"), want: Editorial},
	{name: "case", at: plain, to: func(s string, _ *rand.Rand) string {
		m := regexp.MustCompile(`[a-z] ([a-z])[a-z]{3,} [a-z]`).FindStringSubmatchIndex(s)
		if m == nil || inCodeOrLink(s, m[2]) {
			return ""
		}
		return s[:m[2]] + strings.ToUpper(s[m[2]:m[3]]) + s[m[3]:]
	}, want: Editorial},
	{name: "target of a link", at: regexp.MustCompile(`\]\([^)\n]+\)`), to: func(string, *rand.Rand) string { return "](elsewhere.md#x)" }, want: Editorial},
	{name: "typography", at: plain, to: replace(`’`, "'"), want: Editorial},
	{name: "another word", at: plain, to: func(s string, _ *rand.Rand) string {
		m := regexp.MustCompile(` (the|you|that|for|with) `).FindStringIndex(s)
		if m == nil || inCodeOrLink(s, m[0]) {
			return ""
		}
		return s[:m[0]] + " perhaps" + s[m[0]:]
	}, want: Changed},
	{name: "typo", at: plain, to: func(s string, _ *rand.Rand) string {
		m := regexp.MustCompile(` [a-z]{5,} `).FindStringIndex(s)
		if m == nil || inCodeOrLink(s, m[0]) || known()["en"].numbers[s[m[0]+1:m[1]-1]] != "" || known()["en"].severities[s[m[0]+1:m[1]-1]] ||
			strings.HasSuffix(s[:m[0]], "business") || known()["en"].units[s[m[0]+1:m[1]-1]] != "" || known()["en"].kinds[s[m[0]+1:m[1]-1]] {
			return ""
		}
		return s[:m[0]+2] + s[m[0]+3:m[0]+4] + s[m[0]+2:m[0]+3] + s[m[0]+4:] + "" // two letters exchanged
	}, want: Changed},
	{name: "number", at: regexp.MustCompile(`[ (][1-9]\d?( h|%| min| days?| hours?)?[ ,.]`), to: func(s string, _ *rand.Rand) string {
		return s[:1] + fmt.Sprint(int(s[1]-'0')+1) + "7" + regexp.MustCompile(`^\d+`).ReplaceAllString(s[1:], "")
	}, want: Changed, facts: true},
	{name: "severity", at: regexp.MustCompile(`severity [ABC]\b`), to: func(s string, _ *rand.Rand) string {
		return "severity " + map[string]string{"A": "B", "B": "C", "C": "A"}[s[len(s)-1:]]
	}, want: Changed, facts: true},
	{name: "new answer", at: regexp.MustCompile("(?m)^- `[a-z0-9-]+` – "), to: func(s string, _ *rand.Rand) string { return "- `entirely-new` – Something that was not there\n" + s },
		want: Unknown, flow: true},
	{name: "another id", at: regexp.MustCompile(`(?m)^## [^\n]+\{#[a-z0-9-]+\}\n`), to: replace(`\{#`, "{#re"), want: Moved, page: true},
	{name: "section elsewhere", at: regexp.MustCompile(`(?m)^(?:## [^\n]+\{#[a-z0-9-]+\}\n(?:[^#\n][^\n]*\n|\n|#{3,4} [^\n]*\n)*){2}`), to: func(s string, _ *rand.Rand) string {
		i := strings.LastIndex(s, "\n## ") + 1
		return strings.TrimRight(s[i:], "\n") + "\n\n" + s[:i]
	}, want: Moved, page: true},
	{name: "section gone", at: section2, to: func(string, *rand.Rand) string { return "\n" }, want: Gone, page: true},
}

// inCodeOrLink reports whether a place of a line is inside code or where a link
// leads.
func inCodeOrLink(s string, at int) bool {
	return strings.Count(s[:at], "`")%2 == 1 || strings.LastIndex(s[:at], "](") > strings.LastIndex(s[:at], ")")
}

// texts are those of the reference site in its source language.
func texts(t testing.TB) (pages, flows []string) {
	t.Helper()
	root := os.DirFS("../../..")
	for list, pattern := range map[*[]string]string{&pages: "content/en/guides/*.md", &flows: "decisions/*/en.md"} {
		names, err := fs.Glob(root, pattern)
		if err != nil || len(names) < 5 {
			t.Fatalf("%s: %d files, %v", pattern, len(names), err)
		}
		for _, name := range names {
			data, err := fs.ReadFile(root, name)
			if err != nil {
				t.Fatal(err)
			}
			*list = append(*list, string(data))
		}
	}
	return pages, flows
}

func unitsOf(text string, flow bool) []Unit {
	d, _ := prose.Parse("en.md", []byte(text), prose.KeysOf(!flow, true))
	return Units(d.Units(flow), "en")
}

func ledgerOf(units []Unit) *Ledger {
	var out []Entry
	for _, u := range units {
		out = append(out, Entry{ID: u.ID, From: u.From, Made: Machine, Reviewed: Unreviewed})
	}
	return New("l.yaml", out)
}

// TestEdits makes 200 edits, drawn at random, to the texts of the reference
// site, one at a time: the unit that was edited has the grade of the table, and
// no other has one.
func TestEdits(t *testing.T) {
	pages, flows := texts(t)
	r := rand.New(rand.NewPCG(5, 200))
	made := map[string]int{}
	for n := 0; n < 200; {
		e := edits[r.IntN(len(edits))]
		flow := e.flow || !e.page && r.IntN(2) == 0
		from := pages
		if flow {
			from = flows
		}
		text := from[r.IntN(len(from))]
		end := strings.Index(text, "\n---\n") + 5
		places := e.at.FindAllStringIndex(text[end:], -1)
		if len(places) == 0 {
			continue
		}
		p := places[r.IntN(len(places))]
		piece := text[end+p[0] : end+p[1]]
		to := e.to(piece, r)
		if to == "" || to == piece {
			continue
		}
		edited := text[:end+p[0]] + to + text[end+p[1]:]
		n++
		made[e.name]++
		before := unitsOf(text, flow)
		var got []string
		for _, c := range Compare(unitsOf(edited, flow), ledgerOf(before), !flow) {
			if c.Drift != None {
				got = append(got, fmt.Sprintf("%s facts=%v", c.Drift, c.Facts))
			}
		}
		var want []string
		if e.want != None {
			want = []string{fmt.Sprintf("%s facts=%v", e.want, e.facts)}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: graded %q, must be %q\n-- before --\n%s\n-- after --\n%s", e.name, got, want, piece, to)
		}
	}
	for _, e := range edits {
		if made[e.name] == 0 {
			t.Errorf("%s: never made", e.name)
		}
	}
	t.Log(made)
}
