package ledger

import (
	"regexp"
	"time"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

var (
	fromForm = regexp.MustCompile(`^([0-9a-f]{10})\.([0-9a-f]{10})\.([0-9a-f]{10})$`)
	idForm   = regexp.MustCompile(`^_?[A-Za-z][A-Za-z0-9._-]*(/[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*)?$`)
)

const again = "write it anew with \"signpost translate stamp\""

// Parse reads a ledger. data must come from source.Read. Lines that cannot be
// read are left out, so that their units count as unknown.
func Parse(file string, data []byte) (*Ledger, diag.List) {
	root, l := source.ParseYAML(file, data, source.MaxNodes)
	out := New(file, nil)
	if root == nil || !root.Is(source.Map, "a ledger", &l) {
		return out, l
	}
	for _, e := range root.Entries {
		if !idForm.MatchString(e.Key) {
			l.Add(e.Pos, "translation-ledger", "%q is not the id of a unit", e.Key).Hint = again
			continue
		}
		if entry, ok := parseEntry(e, &l); ok {
			out.byID[entry.ID] = len(out.Entries)
			out.Entries = append(out.Entries, entry)
		}
	}
	return out, l
}

func parseEntry(e source.Entry, l *diag.List) (Entry, bool) {
	out := Entry{ID: e.Key, Pos: e.Pos}
	if !e.Value.Is(source.Map, "a line of a ledger", l) {
		return out, false
	}
	before := len(*l)
	what := "unit \"" + e.Key + "\""
	e.Value.Keys(what, l, "from", "made", "day", "reviewed")
	text := func(key string, ok func(string) bool, fault, hint string) string {
		n := e.Value.Get(key)
		if key != "day" {
			n = e.Value.Require(key, what, l)
		}
		if n.Empty() {
			return ""
		}
		s := n.Text(key, l)
		if n.Kind == source.Scalar && !ok(s) {
			l.Add(n.Pos, "translation-ledger", "%s: %q is %s", key, s, fault).Hint = hint
		}
		return s
	}
	from := text("from", fromForm.MatchString, "not three hashes", again)
	out.Made = text("made", func(s string) bool { return s == Person || s == Machine }, "not known", "known: person, machine")
	out.Day = text("day", isDay, "not a day", "write it as 2026-11-26, or leave it out")
	out.Reviewed = text("reviewed", func(s string) bool { return s == Unreviewed || isDay(s) }, "neither \"no\" nor a day",
		"write the day on which a person reviewed the text, as 2026-11-27")
	if m := fromForm.FindStringSubmatch(from); m != nil {
		out.From = From{m[1], m[2], m[3]}
	}
	return out, len(*l) == before
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
