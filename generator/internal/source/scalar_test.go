package source

import "testing"

func TestSetScalar(t *testing.T) {
	for _, c := range []struct{ in, text, want string }{
		{"a: b\nc: d\n", "N", "a: N\nc: d\n"},
		{"a: b\nc: d\n", "yes: no", "a: \"yes: no\"\nc: d\n"},
		{"a: b\nc: d\n", "x #y", "a: \"x #y\"\nc: d\n"},
		{"a: b\nc: d\n", " x", "a: \" x\"\nc: d\n"},
		{"a: b # why\nc: d\n", "N", "a: N # why\nc: d\n"},
		{"a: \"b \\\" x\" # why\nc: d\n", "N", "a: \"N\" # why\nc: d\n"},
		{"a: 'b ''x'\nc: d\n", "it's", "a: 'it''s'\nc: d\n"},
		{"a: b\n  more\n\n  words\nc: d\n", "N", "a: N\nc: d\n"},
		{"a: |\n  more\n\n  words\n\nc: d\n", "N", "a: \"N\"\n\nc: d\n"},
		{"a: >-\n  more", "N", "a: \"N\""},
		{"a: ж\nc: d", "N", "a: N\nc: d"},
		{"x:\n  a: b\n  c: d\n", "N", "x:\n  a: N\n  c: d\n"},
	} {
		root, l := ParseYAML("f", []byte(c.in), 100)
		if len(l) > 0 {
			t.Fatal(l)
		}
		e := root.Entries[0]
		if e.Key == "x" {
			e = e.Value.Entries[0]
		}
		got, ok := SetScalar([]byte(c.in), e.Pos, e.Value.Pos, c.text)
		if !ok || string(got) != c.want {
			t.Errorf("%q: %q, %t, want %q", c.in, got, ok, c.want)
		}
	}
	if q := Quote("a \"b\" \\ \n"); q != `"a \"b\" \\ \n"` {
		t.Error(q)
	}
}
