package terms

import (
	"os"
	"testing"
	"time"

	"signpost/generator/internal/hours"
)

// examples are the partners of this repository.
const examples = "../../../partners"

// buildDay is the day of the builds in these tests.
var buildDay = hours.MakeDate(2026, time.November, 26)

// loadExample loads one of them; there is nothing wrong with it.
func loadExample(t *testing.T, id string) *Partner {
	t.Helper()
	p, l := Load(os.DirFS(examples), id, buildDay)
	for _, d := range l.Sorted() {
		t.Errorf("%v: %v: %s (%s)", d.Pos, d.Severity, d.Message, d.Hint)
	}
	return p
}

func TestExamples(t *testing.T) {
	entries, err := os.ReadDir(examples)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		n++
		t.Run(e.Name(), func(t *testing.T) {
			p := loadExample(t, e.Name())
			if p.Current == nil {
				t.Fatal("no version is in force")
			}
		})
	}
	if n != 6 {
		t.Errorf("%d partners", n)
	}
}
