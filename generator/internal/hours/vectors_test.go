package hours

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "rewrite e2e/vectors/hours; read the difference before you keep it")

// compare holds a file of e2e/vectors/hours against what it should be.
func compare(t *testing.T, name string, want []byte) {
	t.Helper()
	file := filepath.Join("../../../e2e/vectors/hours", name)
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want) {
		t.Errorf("%s is not what stands here: run go test ./generator/internal/hours -run Vectors -update, and read the difference", file)
	}
}

// TestTableVectors writes the table for the script of pages, with the answers of the table, not those of the
// program: a line for each schedule and year, then one for each question.
func TestTableVectors(t *testing.T) {
	schedules, list := readTable(t)
	var data, questions bytes.Buffer
	d, q := json.NewEncoder(&data), json.NewEncoder(&questions)
	written := map[string]bool{}
	for _, x := range list {
		var ids []string
		for _, name := range x.names {
			id := fmt.Sprintf("%s %d", name, x.year)
			if ids = append(ids, id); written[id] {
				continue
			}
			written[id] = true
			s := schedules[name]
			encode(t, d, map[string]any{"id": id, "data": s.Data(joined(schedules, []string{name}, x.year))})
		}
		word, until := x.wanted(t)
		encode(t, q, map[string]any{"of": ids, "minute": x.minute, "ask": x.ask, "word": strings.TrimSpace(word), "until": until})
	}
	compare(t, "table.jsonl", append(data.Bytes(), questions.Bytes()...))
}

func encode(t *testing.T, e *json.Encoder, v any) {
	t.Helper()
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
}

// TestRandomVectors writes 10,000 questions about 50 random schedules, alone and two together, with the answers of the program: for
// each of them a line with numbers in fives, all minutes counted from the beginning of the span. The question: minute, kind (0
// state, 1 business minutes, 2 business days, 3 wall minutes), amount. The answer: whether open, or an answer is known (0, 1, 2: unknown); until when or -1.
func TestRandomVectors(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 2026))
	from, to := Span(MakeDate(2026, time.November, 26))
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	var last *Timeline
	for i := range 50 {
		s := must(t, randomSchedule(r))
		tl := s.Timeline(from, to)
		encode(t, e, map[string]any{"id": fmt.Sprint(i), "data": s.Data(tl)})
		of, asked := []string{fmt.Sprint(i)}, tl
		if i%5 == 4 {
			of, asked = append(of, fmt.Sprint(i-1)), Join(tl, last)
		}
		last = tl
		var flat []int64
		for range 200 {
			flat = append(flat, randomQuestion(r, asked)...)
		}
		encode(t, e, map[string]any{"of": of, "ask": flat})
	}
	compare(t, "random.jsonl", out.Bytes())
}

// randomQuestion asks at random, and often beside a moment at which something changes.
func randomQuestion(r *rand.Rand, tl *Timeline) []int64 {
	minute := tl.From + r.Int64N(tl.To-tl.From+2000) - 1000
	if n := len(tl.Open); n > 0 && r.IntN(3) == 0 {
		minute = []int64{tl.Open[r.IntN(n)].From, tl.Open[r.IntN(n)].To}[r.IntN(2)] + r.Int64N(3) - 1
	}
	if r.IntN(4) == 0 {
		minute = tl.shifts[r.IntN(len(tl.shifts))].at + r.Int64N(600) - 300
	}
	kind := r.Int64N(4)
	amount := []int64{0, 1 + r.Int64N(4000), 1 + r.Int64N(20), 1 + r.Int64N(4000)}[kind]
	known, until := int64(2), int64(-1)
	if kind == 0 {
		if st := tl.At(minute); st.Known {
			known = 0
			if st.Open {
				known = 1
			}
			if st.Changes {
				until = st.Until - tl.From
			}
		}
	} else {
		target := Target{Duration: Duration{Minutes: int(amount)}}
		switch kind {
		case 2:
			target.Duration = Duration{Days: int(amount)}
		case 3:
			target.Clock = Wall
		}
		if due, ok := tl.Due(minute, target); ok {
			known, until = 1, due-tl.From
		}
	}
	return []int64{minute - tl.From, kind, amount, known, until}
}

// TestSize says how many bytes a page gets for 18 months, and holds a usual week to 4 KB.
func TestSize(t *testing.T) {
	schedules, _ := readTable(t)
	from, to := Span(MakeDate(2026, time.November, 26))
	names := make([]string, 0, len(schedules))
	for name := range schedules {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		s := schedules[name]
		text, err := json.Marshal(s.Data(s.Timeline(from, to)))
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d bytes", name, len(text))
		if len(text) > 4096 {
			t.Errorf("%s: %d bytes", name, len(text))
		}
	}
}
