package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"signpost/generator/internal/decision"
)

var hostile = []string{
	`"quoted" 'and' \backslash\`, "<b>bold</b> & &amp; &lt;", "]]> --> <!-- %%{init: {}}%%", "two\nlines\r\n\tand tabs",
	"Кто спрашивает? — «Партнёр»", "=cmd|' /C calc'!A0", "[link](javascript:alert(1)) `code` **bold** | cell",
	"end; click n0 href \"x\"\n  n0 --> n1", "#quot; \x00\x1f\u202e\ufffe\xff bidi", "a|b\"]; subgraph x", "1. one", "- two", "{{x}} {y} \\N \\G",
	strings.Repeat("long", 100), "日本語の質問です", "@SUM(1)", "+1", "www.example.org https://example.org",
}

func hostileOptions() Options {
	i := 0
	next := func() string { i++; return hostile[i%len(hostile)] }
	memo := map[string]string{}
	word := func(key string) string {
		if memo[key] == "" {
			memo[key] = next()
		}
		return memo[key]
	}
	return Options{
		Title:  hostile[1],
		Words:  func(n *decision.Node) string { return word(n.ID) },
		Answer: func(n *decision.Node, id string) string { return word(n.ID + "=" + id) },
		Flow:   word, Kind: word,
		Href: func(id string) string { return `#"><script>` + id },
	}
}

func TestHostileSVG(t *testing.T) {
	o := hostileOptions()
	svg := draw(t, small(t), o)[0].SVG
	d := xml.NewDecoder(bytes.NewReader(svg))
	d.Strict = true
	allowed := strings.Fields("svg title desc g a rect path circle text")
	ids := map[string]bool{}
	var text strings.Builder
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, svg)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if !slices.Contains(allowed, token.Name.Local) {
				t.Errorf("element %s", token.Name.Local)
			}
			for _, attr := range token.Attr {
				switch name := attr.Name.Local; {
				case name == "style" || strings.HasPrefix(name, "on") || attr.Name.Space == "xlink":
					t.Errorf("attribute %s", name)
				case name == "href" && !strings.HasPrefix(attr.Value, "#"):
					t.Errorf("href %q", attr.Value)
				case name == "id":
					if ids[attr.Value] {
						t.Errorf("id %q twice", attr.Value)
					}
					ids[attr.Value] = true
				}
			}
		case xml.CharData:
			text.Write(token)
			text.WriteByte(' ')
		case xml.Comment, xml.Directive, xml.ProcInst:
			t.Errorf("%T in the picture", token)
		}
	}
	squeeze := func(s string) string { return strings.Join(strings.Fields(clean(s)), "") }
	got := squeeze(text.String())
	for _, n := range small(t).Flow.Nodes {
		if want := squeeze(o.Words(n)); len(want) < 100 && !strings.Contains(got, want) {
			t.Errorf("the picture lacks %q", o.Words(n))
		}
	}
}

func TestHostileDOT(t *testing.T) {
	a, o := small(t), hostileOptions()
	text := DOT(a, o)
	data, err := new(Engine).graphvizJSON(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	var g struct {
		Objects []struct{ Name, Label string }
		Edges   []struct{ Tail, Head int }
	}
	if err := json.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	want := build(a, o)
	var ids []string
	for _, n := range g.Objects {
		if !strings.HasPrefix(n.Name, "cluster_") {
			ids = append(ids, n.Name)
		}
	}
	var wanted []string
	for _, n := range want.nodes {
		wanted = append(wanted, n.id)
	}
	slices.Sort(ids)
	slices.Sort(wanted)
	if d := cmp.Diff(wanted, ids); d != "" {
		t.Errorf("nodes (-want +got):\n%s", d)
	}
	if len(g.Edges) != len(want.edges) {
		t.Errorf("%d edges, want %d", len(g.Edges), len(want.edges))
	}
}

func TestHostileMermaid(t *testing.T) {
	const label = `"[^"<>\[\]{}|%` + "`" + `]*(?:<br/>[^"<>\[\]{}|%` + "`" + `]*)*"`
	line := regexp.MustCompile(`^(?:flowchart TD|  acc(?:Title|Descr): [^"<>{}%]*|\s+end|\s+subgraph s\d+\[` + label + `\]|` +
		`\s+n\d+(?:\(|\[\[|\{\{|\(\[|>|\(\(|\[)` + label + `(?:\)|\]\]|\}\}|\]\)|\]|\)\))|  n\d+ -->(?:\|` + label + `\|)? n\d+|  click n\d+ href "[^"<>]*")$`)
	for l := range strings.SplitSeq(strings.TrimSuffix(Mermaid(small(t), hostileOptions()), "\n"), "\n") {
		if !line.MatchString(l) {
			t.Errorf("line %q", l)
		}
	}
}

func TestHostileCSV(t *testing.T) {
	a := small(t)
	data, err := CSV(a, hostileOptions())
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if want := a.Ways.Int64() + 1; int64(len(rows)) != want {
		t.Errorf("%d rows, want %d", len(rows), want)
	}
	for _, row := range rows {
		for _, c := range row {
			if strings.ContainsAny(c[:1], "=+@\t") || c[:1] == "-" && c != "-" {
				t.Errorf("cell %q", c)
			}
		}
	}
}

func TestHostileMarkdown(t *testing.T) {
	o := hostileOptions()
	for _, l := range strings.Split(strings.TrimSuffix(string(Markdown(small(t), o)), "\n"), "\n") {
		bare := regexp.MustCompile(`\\[[:punct:]]|\[\*\*|\*\*\]\(<[^<>]*>\)|\*\*|`+"`[a-z0-9:.-]+`").ReplaceAllString(l, "")
		switch {
		case l == "", strings.HasPrefix(l, "# "), strings.HasPrefix(l, "## "), strings.HasPrefix(l, "| "), strings.HasPrefix(l, "|---"):
			bare = strings.Trim(bare, "#|")
			bare = strings.NewReplacer(" | ", " ", "|---", "").Replace(bare)
		case strings.HasPrefix(strings.TrimLeft(l, " "), "- "):
		default:
			t.Errorf("line %q", l)
		}
		if strings.ContainsAny(bare, "`*<>[]|&_") || strings.Contains(bare, "://") || strings.Contains(bare, "www.") {
			t.Errorf("line %q has %q", l, bare)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, s := range hostile {
		s = clean(s)
		for _, line := range wrap(s, nodeLine, 1000) {
			if width(line) > nodeLine {
				t.Errorf("line %q is too wide", line)
			}
		}
		if got := strings.Join(wrap(s, nodeLine, 1000), ""); strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(s, " ", "") {
			t.Errorf("%q became %q", s, got)
		}
	}
}
