package hours

import (
	"fmt"
	"os"
	"regexp"
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

// TestDocumented reads every fragment of the page for authors.
func TestDocumented(t *testing.T) {
	text, err := os.ReadFile("../../../docs/partners-hours.md")
	if err != nil {
		t.Fatal(err)
	}
	fences := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllSubmatch(text, -1)
	if len(fences) < 4 {
		t.Fatal(len(fences))
	}
	for _, f := range fences {
		n, l := source.ParseYAML("hours.yaml", f[1], source.MaxNodes)
		if all := ParseAll(n.Get("hours"), &l); len(all) == 0 || len(l) > 0 {
			t.Errorf("%s\n%v", f[1], l)
		}
	}
	for _, country := range countries() {
		if !strings.Contains(string(text), country) {
			t.Errorf("nothing is said of %s", country)
		}
	}
}

// TestLimits reads schedules at each limit and above it.
func TestLimits(t *testing.T) {
	many := func(n int, form string) string {
		var parts []string
		for i := range n {
			parts = append(parts, strings.NewReplacer("%d", fmt.Sprint(i), "%h", fmt.Sprintf("%02d", i), "%t", MakeDate(2026, 1, 1+i).String()).Replace(form))
		}
		return strings.Join(parts, ", ")
	}
	for _, c := range []struct {
		name, before, form, after string
		most                      int
	}{
		{"closures", "{zone: UTC, week: always, closures: [", "{from: 2000-01-01, to: 2000-01-02}", "]}", maxEntries},
		{"also", "{zone: UTC, week: always, holidays: {also: {", "a%d: 12-31", "}}}", maxEntries},
		{"dates", "{zone: UTC, week: always, holidays: {also: {a: [", "12-31", "]}}}", maxEntries},
		{"for", "{zone: UTC, week: always, for: [", "a%d", "]}", maxEntries},
		{"days", "{zone: UTC, week: always, days: {", "%t: closed", "}}", maxEntries},
	} {
		must(t, c.before+many(c.most, c.form)+c.after)
		if _, l := parse(c.before + many(c.most+1, c.form) + c.after); len(l) != 1 || l[0].Code != "hours-limit" {
			t.Errorf("%s: %v", c.name, l)
		}
	}
	day := func(n int) (parts []string) {
		for i := range n {
			parts = append(parts, clock(2*i)+"-"+clock(2*i+1))
		}
		return parts
	}
	must(t, "{zone: UTC, week: {mon: ["+strings.Join(day(maxRanges), ", ")+"]}}")
	if _, l := parse("{zone: UTC, week: {mon: [" + strings.Join(day(maxRanges+1), ", ") + "]}}"); len(l) != 1 || l[0].Code != "hours-limit" {
		t.Error(l)
	}
	var l diag.List
	n, _ := source.ParseYAML("f", []byte("{"+many(maxSchedules+1, "a%d: {zone: UTC, week: always}")+"}"), source.MaxNodes)
	if all := ParseAll(n, &l); len(all) != maxSchedules || len(l) != 1 || l[0].Code != "hours-limit" {
		t.Error(len(all), l)
	}
}
