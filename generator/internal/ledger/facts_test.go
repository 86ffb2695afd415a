package ledger

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"signpost/generator/internal/prose"
)

// TestFacts is the table of what counts as a fact, and how it is written.
func TestFacts(t *testing.T) {
	for text, want := range map[string][]string{
		"Within 4 hours, at most 2 business days.":         {"2 business day", "4 hour"},
		"Within two hours.":                                {"2 hour"},
		"A first answer in 4 h; 1.5 h later.":              {"1.5 hour", "4 hour"},
		"From 9 to 17":                                     {"17", "9"},
		"9–17 and 9-17 and 9 – 17":                         {"17", "17", "17", "9", "9", "9"},
		"1,000 users, 1 000 users, 1000 users":             {"1000", "1000", "1000"},
		"-5 degrees; 20 % or 99.9%":                        {"-5", "20", "99.9", "sign %", "sign %"},
		"Call +31 20 123 45 67 or (020) 123-4567.":         {"tel 0201234567", "tel 31201234567"},
		"[Call](tel:+31201234567) [mail](mailto:A@b.nl?x)": {"mail a@b.nl", "tel 31201234567"},
		"Write to help@example.com.":                       {"mail help@example.com"},
		"The code `KB500` and KB500":                       {"code KB500", "code KB500"},
		"A fault of severity A, lower it to B.":            {"severity A", "severity B"},
		"Critical or minimal":                              {"severity critical", "severity minimal"},
		"One of these. A word.":                            nil,
		"See [4 things](page-4.md).":                       {"4"},
	} {
		d, _ := prose.Parse("en.md", []byte("---\ntitle: t\n---\n"+text+"\n"), prose.KeysOf(true, true))
		units := Units(d.Units(false), "en")
		got := units[len(units)-1].Facts
		slices.Sort(want)
		if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
			t.Errorf("%s\n%s", text, d)
		}
	}
	if got := wordsOf("de"); got.units != nil {
		t.Errorf("words of a language that is not known: %v", got)
	}
}

// TestFile: what is written is read as the same, and merges by line.
func TestFile(t *testing.T) {
	all := []Entry{
		{ID: "_title", From: From{"0123456789", "abcdef0123", "0000000000"}, Made: Machine, Reviewed: Unreviewed},
		{ID: "yes", From: From{"0123456789", "abcdef0123", "0000000000"}, Made: Person, Day: "2026-11-20", Reviewed: "2026-11-21"},
		{ID: "kind/no", From: From{"0123456789", "abcdef0123", "0000000000"}, Made: Person, Reviewed: "2026-11-22"},
	}
	l, list := Parse("l.yaml", New("l.yaml", all).Bytes())
	if len(list) > 0 {
		t.Fatal(list)
	}
	if d := cmp.Diff(all, l.Entries, cmpopts.IgnoreFields(Entry{}, "Pos")); d != "" {
		t.Error(d)
	}
	for n, want := range map[int]Claim{0: {}, 1: {Machine, "", Unreviewed}, 3: {Machine, "2026-11-20", Unreviewed}} {
		if got := New("", all[:n]).Claim(); got != want {
			t.Errorf("%d entries: %v, want %v", n, got, want)
		}
	}
	if got, want := New("", all[1:]).Claim(), (Claim{Person, "2026-11-20", "2026-11-21"}); got != want {
		t.Errorf("%v, want %v", got, want)
	}
}
