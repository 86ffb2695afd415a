package drill

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// stateTable is testdata/state.json, which the page's tests read, too.
type stateTable struct {
	Marks map[string]string
	Good  []struct {
		Text   string
		Drills [][]any
		Run    []any
	}
	Bad     []string
	Counted []struct {
		Mode    Mode
		Answers []any
		Want    map[string]string
	}
	Finish []struct {
		Before, After []int
		Day, Points   int
	}
}

func readTable(t *testing.T) stateTable {
	t.Helper()
	data, err := os.ReadFile("testdata/state.json")
	if err != nil {
		t.Fatal(err)
	}
	var table stateTable
	if err := json.Unmarshal(data, &table); err != nil {
		t.Fatal(err)
	}
	if len(table.Good) < 5 || len(table.Bad) < 15 || len(table.Finish) < 5 {
		t.Fatal("the table is cut")
	}
	return table
}

func given(list []any) []Given {
	var out []Given
	for _, one := range list {
		g := Given{Question: one.([]any)[0].(string)}
		for _, a := range one.([]any)[1].([]any) {
			g.Answers = append(g.Answers, a.(string))
		}
		out = append(out, g)
	}
	return out
}

func TestState(t *testing.T) {
	table := readTable(t)
	for _, good := range table.Good {
		var want State
		for _, d := range good.Drills {
			n := func(i int) int { return int(d[i].(float64)) }
			want.Drills = append(want.Drills, Progress{d[0].(string), n(1), n(2), n(3), n(4)})
		}
		if good.Run != nil {
			want.Run = &Run{good.Run[0].(string), Mode(good.Run[1].(string)), given(good.Run[2].([]any))}
		}
		got, err := Decode(good.Text)
		if d := cmp.Diff(want, got); err != nil || d != "" {
			t.Errorf("%s: %v\n%s", good.Text, err, d)
		}
		if text := want.Encode(); text != good.Text {
			t.Errorf("encoded as %s, not as %s", text, good.Text)
		}
	}
	for _, bad := range table.Bad {
		if s, err := Decode(bad); err == nil {
			t.Errorf("%q is read as %+v", bad, s)
		}
	}
	for _, c := range table.Counted {
		if d := cmp.Diff(c.Want, c.Mode.Counted(given(c.Answers))); d != "" {
			t.Errorf("%s: %s", c.Mode, d)
		}
	}
	for _, f := range table.Finish {
		p := Progress{"0000001", f.Before[0], f.Before[1], f.Before[2], f.Before[3]}.Finish(f.Day, f.Points)
		if got := []int{p.Box, p.Due, p.Best, p.Rounds}; !cmp.Equal(got, f.After) {
			t.Errorf("%v on day %d with %d points: %v, not %v", f.Before, f.Day, f.Points, got, f.After)
		}
	}
	for key, mark := range table.Marks {
		if Mark(key) != mark {
			t.Errorf("the mark of %s is %s", key, Mark(key))
		}
	}
}

// TestStateLimit: the worst case fits into what SCORM 1.2 keeps.
func TestStateLimit(t *testing.T) {
	var s State
	for i := range MaxDrills + 50 {
		s.Drills = append(s.Drills, Progress{Mark(fmt.Sprint("flow/", i)), 4, maxDay, MaxPoints, maxRounds})
	}
	s.Run = &Run{Mark: Mark("flow/1"), Mode: Practice}
	for len(s.Run.encode()) <= MaxRun-40 {
		s.Run.Answers = append(s.Run.Answers, Given{fmt.Sprint("question-", len(s.Run.Answers)), []string{"a,b", "none"}})
	}
	text := s.Encode()
	if len(text) > MaxState || len(text) < MaxState-200 {
		t.Errorf("%d characters", len(text))
	}
	if got, err := Decode(text); err != nil || len(got.Drills) != MaxDrills || got.Run == nil {
		t.Errorf("read again: %v, %d drills", err, len(got.Drills))
	}
	s.Run.Answers = append(s.Run.Answers, Given{strings.Repeat("a", MaxRun), []string{"b"}})
	if got, err := Decode(s.Encode()); err != nil || got.Run != nil {
		t.Errorf("a run that is too long: %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	for _, text := range []string{"", "1;;", "1;0000001100a2s1;0000001,practice,a=b~c:d=1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Decode(text)
		if err == nil && text != "" && s.Encode() != text {
			t.Errorf("%q is written as %q", text, s.Encode())
		}
	})
}
