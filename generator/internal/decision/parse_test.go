package decision

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"signpost/generator/internal/diag"
)

// said writes diagnostics, one on a line, as "line:col code: message | hint".
func said(l diag.List) string {
	var b strings.Builder
	for _, d := range l {
		fmt.Fprintf(&b, "%s:%d:%d %s: %s", strings.TrimSuffix(d.Pos.File, ".yaml"), d.Pos.Line, d.Pos.Col, d.Code, d.Message)
		if d.Hint != "" {
			b.WriteString(" | " + d.Hint)
		}
		for _, r := range d.Related {
			fmt.Fprintf(&b, " (%d:%d %s)", r.Pos.Line, r.Pos.Col, r.Message)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// TestDiagnostics parses the flows of testdata/parse.txt and holds what is said
// against what stands under each. Flows are headed "--- name", the first of a
// case is linked with the others. UPDATE=1 writes what is said: read the diff.
func TestDiagnostics(t *testing.T) {
	const name = "testdata/parse.txt"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for i, c := range strings.Split(strings.TrimPrefix(string(data), "=== "), "\n=== ") {
		title, rest, _ := strings.Cut(c, "\n")
		text, want, _ := strings.Cut(rest, ">>>\n")
		got := diagnose(text)
		if d := cmp.Diff(strings.TrimRight(want, "\n"), strings.TrimRight(got, "\n")); d != "" && os.Getenv("UPDATE") == "" {
			t.Errorf("%s (-want +got):\n%s", title, d)
		}
		if i > 0 {
			out.WriteString("\n")
		}
		out.WriteString("=== " + title + "\n" + text + ">>>\n" + got)
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(name, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func diagnose(text string) string {
	flows := map[string]*Flow{}
	var first *Flow
	var all diag.List
	for part := range strings.SplitSeq(strings.TrimPrefix(text, "--- "), "\n--- ") {
		name, yaml, _ := strings.Cut(part, "\n")
		f, l := Parse(name, name+".yaml", []byte(yaml))
		all = append(all, l...)
		if !l.HasErrors() {
			flows[name] = f
		}
		if first == nil {
			first = f
		}
	}
	if all.HasErrors() {
		return said(all)
	}
	_, l := Link(first, func(name string) *Flow { return flows[name] })
	return said(append(all, l...))
}
