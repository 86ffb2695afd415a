package hours

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// parse reads a schedule as the package's users do.
func parse(text string) (*Schedule, diag.List) {
	n, l := source.ParseYAML("hours.yaml", []byte(text), source.MaxNodes)
	s := Parse(n, &l)
	return s, l
}

// must reads a schedule without anything wrong.
func must(t testing.TB, text string) *Schedule {
	t.Helper()
	s, l := parse(text)
	if len(l) > 0 {
		t.Fatalf("%s\n%v", text, l)
	}
	return s
}

// TestWrong reads every schedule of testdata/wrong.txtar.
func TestWrong(t *testing.T) {
	ar, err := txtar.ParseFile("testdata/wrong.txtar")
	if err != nil || len(ar.Files) < 20 {
		t.Fatal(len(ar.Files), err)
	}
	for i := 0; i < len(ar.Files); i += 2 {
		t.Run(ar.Files[i].Name, func(t *testing.T) {
			_, l := parse(string(ar.Files[i].Data))
			var got strings.Builder
			for _, d := range l {
				fmt.Fprintf(&got, "%s\n", strings.TrimSpace(fmt.Sprintf("%d:%d %s %s | %s", d.Pos.Line, d.Pos.Col, d.Code, d.Message, d.Hint)))
			}
			if d := cmp.Diff(string(ar.Files[i+1].Data), got.String()); d != "" || ar.Files[i+1].Name != ar.Files[i].Name+" want" {
				t.Error(d)
			}
		})
	}
}

// TestRight reads every form there is.
func TestRight(t *testing.T) {
	n, l := source.ParseYAML("f", []byte(`
desk:
  zone: Europe/Prague
  week: {mon-fri: [08:00-12:00, 13:00-17:30], sat: 22:00-06:00, sun: [20:00-24:00]}
  holidays: {country: CZ, except: [good-friday], also: {summer-day: 07-31, moving: [2026-03-02, 2026-03-03]}}
  days: {2026-11-17: 09:00-12:00, 12-23: [08:00-12:00], christmas-eve: closed, summer-day: always}
  closures: [{from: 2026-12-24, to: 2026-12-24, id: winter}]
on-call: {zone: UTC, week: always, for: critical}
`), source.MaxNodes)
	all := ParseAll(n, &l)
	if len(l) > 0 || len(all) != 2 {
		t.Fatal(l)
	}
	desk, call := all[0], all[1]
	work := Day{{480, 720}, {780, 1050}}
	if d := cmp.Diff([7]Day{{{1200, 1440}}, work, work, work, work, work, {{1320, 1800}}}, desk.Week); d != "" {
		t.Error(d)
	}
	if desk.ID != "desk" || desk.Zone.String() != "Europe/Prague" || desk.Always() || !desk.Serves("") || len(desk.Days) != 4 || len(desk.Holidays.Also) != 3 {
		t.Errorf("%+v", desk)
	}
	if !call.Always() || call.Serves("") || !call.Serves("critical") || call.Serves("minor") {
		t.Errorf("%+v", call)
	}
	if c := desk.Closures[0]; c.From != c.To || c.From.String() != "2026-12-24" || c.ID != "winter" {
		t.Errorf("%+v", c)
	}
}

func TestDurations(t *testing.T) {
	for in, want := range map[string]Duration{"PT4H": {0, 240}, "PT30M": {0, 30}, "PT1H30M": {0, 90}, "PT90M": {0, 90}, "P1D": {1, 0}, "P10D": {10, 0}} {
		if d, ok := ReadDuration(in); !ok || d != want {
			t.Errorf("%s: %v, %v", in, d, ok)
		}
		if again, ok := ReadDuration(want.String()); !ok || again != want {
			t.Errorf("%s is written %s", in, want)
		}
	}
	for _, in := range []string{"", "P", "PT", "PT0H", "P0D", "P1DT4H", "P1W", "P1M", "PT1.5H", "PT4S", "pt4h", "4h", "-PT4H", "PT4H ", "PT30M1H", "P1000D", "PT99999H"} {
		if d, ok := ReadDuration(in); ok {
			t.Errorf("%q is read as %v", in, d)
		}
	}
}

// TestDataOfRussia reads the file that the program holds.
func TestDataOfRussia(t *testing.T) {
	years, l := readRussia(russianText)
	if len(l) > 0 || len(years) < 3 {
		t.Errorf("%d years, %v", len(years), l)
	}
}
