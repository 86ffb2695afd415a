package diag

import "strings"

// Nearest returns the one name that a single slip of the keyboard (a letter
// too many, too few, wrong, or two exchanged) turns name into, or capital
// letters for small ones. It returns
// false when there is none or more than one: a wrong guess helps nobody.
func Nearest(name string, names []string) (string, bool) {
	found, ok := "", false
	for _, n := range names {
		if n == found && ok || !oneSlip([]rune(name), []rune(n)) && (n == name || !strings.EqualFold(n, name)) {
			continue
		}
		if ok {
			return "", false
		}
		found, ok = n, true
	}
	return found, ok
}

// HintNearest sets the hint "did you mean …" where Nearest finds a name.
func (d *Diagnostic) HintNearest(name string, names []string) {
	if n, ok := Nearest(name, names); ok {
		d.Hint = "did you mean \"" + n + "\"?"
	}
}

// oneSlip reports whether a and b are at Damerau-Levenshtein distance one.
func oneSlip(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	j := 0
	for j < len(a)-i && a[len(a)-1-j] == b[len(b)-1-j] {
		j++
	}
	restA, restB := a[i:len(a)-j], b[i:len(b)-j]
	switch {
	case len(restA)+len(restB) == 0:
		return false // the same name
	case len(restA) <= 1 && len(restB) <= 1:
		return true
	}
	return len(restA) == 2 && len(restB) == 2 && restA[0] == restB[1] && restA[1] == restB[0]
}
