package hours

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// FuzzParse reads anything: no panic, every position inside the file; and what is read gives a
// timeline that is in order, and the data of a page.
func FuzzParse(f *testing.F) {
	for _, name := range []string{"testdata/wrong.txtar", "testdata/table.txtar"} {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range ar.Files {
			if !strings.HasSuffix(file.Name, " want") && file.Name != "questions" {
				f.Add(string(file.Data))
			}
		}
	}
	from, to := Span(MakeDate(2026, time.November, 26))
	f.Fuzz(func(t *testing.T, text string) {
		data, _ := source.Text("f.yaml", []byte(text))
		if data == nil {
			return
		}
		n, l := source.ParseYAML("f.yaml", data, source.MaxNodes)
		if len(l) > 0 {
			return
		}
		var found diag.List
		s := Parse(n, &found)
		lines := strings.Split(string(data), "\n")
		for _, d := range found {
			if d.Pos.Line < 1 || d.Pos.Line > len(lines) || d.Pos.Col < 1 || d.Pos.Col > len([]rune(lines[d.Pos.Line-1]))+1 {
				t.Errorf("position outside of the file: %v", d)
			}
		}
		if s == nil {
			return
		}
		tl := s.Timeline(from, to)
		last := int64(-1)
		for _, in := range tl.Open {
			if in.From <= last || in.From >= in.To || in.From < tl.From || in.To > tl.To {
				t.Fatalf("%v after %d", in, last)
			}
			last = in.To
		}
		if _, err := json.Marshal(s.Data(tl)); err != nil {
			t.Error(err)
		}
		s.OSM(DateOf(from), 30)
		tl.Due(tl.From, Target{Duration: Duration{Days: 3}})
		s.Review(DateOf(from), DateOf(to), &found)
	})
}
