package hours

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
)

// question is a line of testdata/table.txtar.
type question struct {
	line      int
	names     []string // of schedules
	zone      *time.Location
	year      int
	minute    int64
	ask, want string
}

// timeline is the one that a question is asked of.
func (q question) timeline(schedules map[string]*Schedule) *Timeline {
	return joined(schedules, q.names, q.year)
}

// joined is a timeline of 18 months from 1 December of the year before.
func joined(schedules map[string]*Schedule, names []string, year int) *Timeline {
	from := time.Date(year-1, time.December, 1, 0, 0, 0, 0, time.UTC)
	var all []*Timeline
	for _, name := range names {
		all = append(all, schedules[name].Timeline(from, from.AddDate(0, Months, 0)))
	}
	return Join(all[0], all[1:]...)
}

var columns = regexp.MustCompile(` {2,}`)

// readTable reads the schedules and questions of the table.
func readTable(t testing.TB) (map[string]*Schedule, []question) {
	ar, err := txtar.ParseFile("testdata/table.txtar")
	if err != nil {
		t.Fatal(err)
	}
	schedules := map[string]*Schedule{}
	var list []question
	for _, f := range ar.Files {
		if f.Name != "questions" {
			schedules[f.Name] = must(t, string(f.Data))
			continue
		}
		for i, line := range strings.Split(string(f.Data), "\n") {
			if line == "" || line[0] == '#' {
				continue
			}
			c := columns.Split(line, 5)
			if len(c) < 4 {
				t.Fatalf("question %d: %q", i+1, line)
			}
			q := question{line: i + 1, names: strings.Split(c[0], "+"), ask: c[2], want: c[3]}
			for _, name := range q.names {
				if schedules[name] == nil {
					t.Fatalf("question %d: no schedule %q", i+1, name)
				}
			}
			q.zone = schedules[q.names[0]].Zone
			q.minute = moment(t, c[1], q.zone)
			q.year = time.Unix(q.minute*60, 0).In(q.zone).Year()
			list = append(list, q)
		}
	}
	return schedules, list
}

// moment reads "2026-10-25 02:30" or "2026-10-25 02:30+01:00" and holds that there is such a
// time, and only one.
func moment(t testing.TB, s string, zone *time.Location) int64 {
	t.Helper()
	if at, err := time.Parse("2006-01-02 15:04-07:00", s); err == nil {
		if at.In(zone).Format("2006-01-02 15:04-07:00") != s {
			t.Fatalf("%s is no time of %s", s, zone)
		}
		return at.Unix() / 60
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", s, zone)
	if err != nil || at.Format("2006-01-02 15:04") != s {
		t.Fatalf("%s is no time of %s: %v", s, zone, err)
	}
	for _, by := range []time.Duration{-time.Hour, -30 * time.Minute, 30 * time.Minute, time.Hour} {
		if at.Add(by).Format("2006-01-02 15:04") == s {
			t.Fatalf("%s comes twice in %s", s, zone)
		}
	}
	return at.Unix() / 60
}

// answer puts what the package says in the words of the table, with moments as minutes.
func answer(tl *Timeline, minute int64, ask string) (word string, until int64) {
	if ask == "state" {
		s := tl.At(minute)
		switch {
		case !s.Known:
			return "unknown", 0
		case s.Open:
			word = "open"
		default:
			word = "closed"
		}
		if s.Changes {
			return word + " until ", s.Until
		}
		return word, 0
	}
	duration, clock, _ := strings.Cut(ask, " ")
	d, ok := ReadDuration(duration)
	if !ok {
		panic(ask)
	}
	target := Target{Duration: d}
	if clock == "wall" {
		target.Clock = Wall
	}
	if due, ok := tl.Due(minute, target); ok {
		return "", due
	}
	return "beyond", 0
}

// TestTable asks every question of the table.
func TestTable(t *testing.T) {
	schedules, list := readTable(t)
	if len(list) < 120 {
		t.Errorf("%d questions", len(list))
	}
	for _, q := range list {
		word, until := answer(q.timeline(schedules), q.minute, q.ask)
		word2, until2 := q.wanted(t)
		if word != word2 || until != until2 {
			show := func(m int64) string { return time.Unix(m*60, 0).In(q.zone).Format("Mon 2006-01-02 15:04-07:00") }
			t.Errorf("line %d: %s at %s, %s: %s%s, want %s", q.line, strings.Join(q.names, "+"), show(q.minute), q.ask, word, show(until), q.want)
		}
	}
}

// wanted takes the answer of a question apart.
func (q question) wanted(t testing.TB) (word string, until int64) {
	for _, word := range []string{"open until ", "closed until ", ""} {
		if rest, ok := strings.CutPrefix(q.want, word); ok && rest != "" && rest[0] >= '0' && rest[0] <= '9' {
			return word, moment(t, rest, q.zone)
		}
	}
	return q.want, 0
}

// TestOutside asks outside of a timeline.
func TestOutside(t *testing.T) {
	s := must(t, "{zone: UTC, week: {mon-fri: 09:00-17:00}}")
	tl := s.Timeline(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC))
	for minute, want := range map[int64]string{tl.From - 1: "unknown", tl.To: "unknown", tl.From: "closed until ", tl.To - 1: "closed"} {
		if word, _ := answer(tl, minute, "state"); word != want {
			t.Errorf("%d: %s, want %s", minute, word, want)
		}
		if _, ok := tl.Due(minute, Target{Duration: Duration{Minutes: 5}}); ok != (minute == tl.From) {
			t.Errorf("%d: due %v", minute, ok)
		}
	}
}

// TestWithoutZone asks a schedule that could not be read.
func TestWithoutZone(t *testing.T) {
	s, _ := parse("{week: always}")
	from, to := Span(MakeDate(2026, 11, 26))
	tl := s.Timeline(from, to)
	if st := tl.At(tl.From); !st.Known || st.Open || fmt.Sprint(s.Data(tl).Runs) != "[]" {
		t.Errorf("%+v", st)
	}
}
