package diag

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNearest(t *testing.T) {
	names := []string{"partner", "customer", "baseURL", "when", "ответ", "a", "next"}
	for name, want := range map[string]string{
		"partnr": "partner", "partnerr": "partner", "partmer": "partner", "parnter": "partner", "baseUrl": "baseURL",
		"BASEURL": "baseURL", "then": "when", "отвт": "ответ", "partner": "", "vendor": "", "prtnr": "", "": "a", "nxet": "next",
	} {
		got, ok := Nearest(name, names)
		if got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v, want %q", name, got, ok, want)
		}
	}
	if n, ok := Nearest("bat", []string{"cat", "hat"}); ok {
		t.Errorf("of two names as near, %q was chosen", n)
	}
}

func TestSorted(t *testing.T) {
	var l List
	at := Pos{"b.md", 2, 1}
	l.Warn(at, "b", "two")
	l.Add(at, "b", "one")
	l.Add(at, "b", "one")
	l.Add(Pos{"b.md", 1, 9}, "z", "first")
	l.Add(Pos{"a.md", 9, 9}, "z", "before")
	var got []string
	for _, d := range l.Sorted() {
		got = append(got, d.Pos.String()+" "+d.Severity.String()+" "+d.Message)
	}
	if d := cmp.Diff([]string{"a.md:9:9 error before", "b.md:1:9 error first", "b.md:2:1 error one", "b.md:2:1 warning two"}, got); d != "" {
		t.Error(d)
	}
}

// TestText puts the marker below the place, whatever stands before it.
func TestText(t *testing.T) {
	var l List
	l.Add(Pos{"f", 1, 7}, "a-b", "wide").Hint = "help"
	l.Add(Pos{"f", 2, 3}, "a-b", "tab")
	l.Add(Pos{"f", 3, 3}, "a-b", "end")
	l.Add(Pos{"f", 9, 1}, "a-b", "beyond")
	l.Add(Pos{"other", 1, 1}, "a-b", "no source").Related = []Related{{Pos{"f", 1, 1}, "see"}}
	var b strings.Builder
	src := []byte("Ключ: значение\r\n\ta\nab\n")
	if err := Text(&b, l, func(file string) []byte {
		if file == "f" {
			return src
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	want := `f:1:7: error: wide [a-b]
    Ключ: значение
          ^
  hint: help
f:2:3: error: tab [a-b]
    	a
    	 ^
f:3:3: error: end [a-b]
    ab
      ^
f:9:1: error: beyond [a-b]
other:1:1: error: no source [a-b]
  f:1:1: note: see
`
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Error(d)
	}
}

// TestHidden prints names and lines that a terminal would act on.
func TestHidden(t *testing.T) {
	var l List
	l.Add(Pos{"a\n\x1b[2Jб\xff.md", 2, 4}, "a-b", "wrong").Hint = "add \u202ea\nb"
	l[0].Related = []Related{{Pos{"\r", 0, 0}, "see"}}
	var b strings.Builder
	if err := Text(&b, l, func(string) []byte { return []byte("\n\t\x1bab\u202e\u00a0") }); err != nil {
		t.Fatal(err)
	}
	want := `a\n\x1b[2Jб\xff.md:2:4: error: wrong [a-b]
    	\x1bab\u202e` + "\u00a0" + `
    	     ^
  \r: note: see
  hint: add \u202ea\nb
`
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Error(d)
	}
	b.Reset()
	if err := SARIF(&b, List{{Pos: Pos{"a b/ж%\n.md", 1, 1}}, {Pos: Pos{"a:b.md", 1, 1}}}, "1"); err != nil {
		t.Fatal(err)
	}
	for _, uri := range []string{`"uri": "a%20b/%D0%B6%25%0A.md"`, `"uri": "./a:b.md"`} {
		if !strings.Contains(b.String(), uri) {
			t.Errorf("no %s in\n%s", uri, b.String())
		}
	}
}
