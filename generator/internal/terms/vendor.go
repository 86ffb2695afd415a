package terms

import (
	_ "embed" // the table
	"slices"
	"strings"
	"sync"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/hours"
	"signpost/generator/internal/source"
)

// vendorClasses are those of the vendor, the worst first.
var vendorClasses = []string{"A", "B", "C"}

//go:embed vendor.yaml
var vendorText []byte

// vendorFacts is the table of vendor.yaml.
type vendorFacts struct {
	source string
	read   hours.Date
	clock  string                    // "business", "wall" or "unknown"
	first  map[string]hours.Duration // by class
}

var vendorTable = sync.OnceValue(func() vendorFacts {
	v, _ := readVendor("vendor.yaml", vendorText)
	return v
})

// readVendor reads vendor.yaml; a test holds its list to be empty.
func readVendor(name string, text []byte) (vendorFacts, diag.List) {
	v := vendorFacts{first: map[string]hours.Duration{}}
	root, l := source.ParseYAML(name, text, source.MaxNodes)
	if !root.Is(source.Map, "the table of the vendor", &l) {
		return v, l
	}
	root.Keys("the table of the vendor", &l, "source", "read", "clock", "first-response")
	at := root.Require("source", "the table of the vendor", &l)
	if v.source = at.Text("source", &l); at != nil && !strings.HasPrefix(v.source, "https://") {
		l.Add(at.Pos, "terms-value", "source: %q is no https address", v.source)
	}
	v.read = (&parser{l: &l}).day(root.Require("read", "the table of the vendor", &l), "read")
	clock := root.Require("clock", "the table of the vendor", &l)
	if v.clock = clock.Text("clock", &l); clock != nil && !slices.Contains([]string{"business", "wall", "unknown"}, v.clock) {
		l.Add(clock.Pos, "terms-value", "clock: %q is none of business, wall, unknown", v.clock)
	}
	first := root.Require("first-response", "the table of the vendor", &l)
	if first == nil || !first.Is(source.Map, "first-response", &l) {
		return v, l
	}
	first.Keys("first-response", &l, vendorClasses...)
	for _, class := range vendorClasses {
		if n := first.Require(class, "first-response", &l); n != nil {
			if d, ok := hours.ParseDuration(n, class, &l); ok {
				v.first[class] = d
			}
		}
	}
	return v, l
}

// VendorTarget is by when the vendor means to give a first answer to a problem of one
// of its classes, as vendor.yaml has it; false for another class.
func VendorTarget(class string) (hours.Duration, bool) {
	d, ok := vendorTable().first[class]
	return d, ok
}
