package terms

import "signpost/generator/internal/hours"

// VendorTarget is by when the vendor means to give a first answer to a problem of one
// of its classes; false for another class. Microsoft's own page for partners has "within
// two, four and eight hours", and does not say whose hours count.
func VendorTarget(class string) (hours.Duration, bool) {
	hoursOf := map[string]int{"A": 2, "B": 4, "C": 8}
	h, ok := hoursOf[class]
	return hours.Duration{Minutes: h * 60}, ok
}
