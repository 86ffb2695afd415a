package terms

import (
	"strings"
	"testing"

	"signpost/generator/internal/hours"
)

// TestVendor holds the table that the program carries to be right, and complete.
func TestVendor(t *testing.T) {
	v, l := readVendor("vendor.yaml", vendorText)
	if len(l) > 0 {
		t.Fatal(l)
	}
	if v.read < hours.MakeDate(2026, 1, 1) || v.clock == "" || len(v.first) != len(vendorClasses) {
		t.Errorf("%+v", v)
	}
	for i := 1; i < len(vendorClasses); i++ {
		if v.first[vendorClasses[i-1]].Minutes >= v.first[vendorClasses[i]].Minutes {
			t.Errorf("class %s is answered no sooner than class %s", vendorClasses[i-1], vendorClasses[i])
		}
	}
	if d, ok := VendorTarget("A"); !ok || d != v.first["A"] {
		t.Error(d, ok)
	}
	if _, ok := VendorTarget("D"); ok {
		t.Error("there is no class D")
	}
}

func TestVendorBroken(t *testing.T) {
	good := string(vendorText)
	for _, c := range []struct{ old, new, want string }{
		{"source: https://", "source: http://", "terms-value"},
		{"source: ", "origin: ", "yaml-unknown-key"},
		{"read: 2026-11-21", "read: 2026-02-30", "terms-date"},
		{"read: 2026-11-21", "", "yaml-missing-key"},
		{"clock: unknown", "clock: swatch", "terms-value"},
		{"B: PT4H", "D: PT4H", "yaml-unknown-key"},
		{", C: PT8H", "", "yaml-missing-key"},
		{"B: PT4H", "B: 4h", "hours-duration"},
		{"{A: PT2H, B: PT4H, C: PT8H}", "PT2H", "yaml-kind"},
		{good, "", "yaml-kind"},
		{good, "- A\n", "yaml-kind"},
	} {
		text := strings.Replace(good, c.old, c.new, 1)
		_, l := readVendor("vendor.yaml", []byte(text))
		found := false
		for _, d := range l {
			found = found || d.Code == c.want && d.Pos.File == "vendor.yaml" && d.Pos.Line > 0
		}
		if !found && !(text == "" && len(l) == 0) {
			t.Errorf("%q instead of %q: %v, want %s", c.new, c.old, l, c.want)
		}
	}
}
