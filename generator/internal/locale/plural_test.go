package locale

import "testing"

// TestExact knows which forms are those of one number alone.
func TestExact(t *testing.T) {
	for form, want := range map[string]bool{
		"en one": true, "nl one": true, "cs one": true, "en other": false, "ru one": false, "fr one": false, "fr many": false,
		"cs many": false, "cs few": false, "ru many": false, "ar zero": true, "ar two": true, "ar few": false,
	} {
		l, _ := Lookup(form[:2])
		if got := l.Exact(form[3:]); got != want {
			t.Errorf("%s: %v", form, got)
		}
	}
}
