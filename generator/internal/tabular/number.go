package tabular

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"signpost/generator/internal/decision"
)

// maxNumber is the largest number of a flow.
const maxNumber = 1<<53 - 1

// amount is a number or a condition on numbers.
type amount struct {
	decision.Range
	compares bool   // it is more than a number
	zeros    bool   // written with zeros in front: a code, rather
	unit     string // optional
	fault    fault  // why it is no condition on whole numbers; "" where it is
}

// fault is what is wrong with a condition on numbers, in words.
type fault string

const (
	noWhole  fault = "is not a whole number"
	noNumber fault = "takes no whole number"
	isDate   fault = "is a date or a time"
	tooLarge fault = "is larger than a number of a flow may be"
	twoUnits fault = "has two units"
)

func (f fault) hint() string {
	switch f {
	case noWhole:
		return "count in smaller units, such as cents; or write words for the spans, in every cell of the column"
	case isDate:
		return "count the days or minutes; or write words for the spans, such as \"before 2024\", in every cell of the column"
	case noNumber:
		return "the lower number stands first; an end with the bracket turned away does not belong to it"
	}
	return "count in larger units, the same in every cell"
}

const (
	money  = `([€$£₽]?) ?`
	digits = `([-−]?) ?(\d{1,3}(?:[ '’]\d{3})+|\d+)([.,]\d+)?`
	unit   = ` ?([\p{L}%€$£₽°]{0,16}[²³]?\.?)`
	number = money + digits + unit
	date   = `(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{4}-0\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}:\d\d)`
	until  = ` ?(?:\.\.\.?|…|[-−–—]|to|tot|bis|à|až|до) ?`
	signs  = `(>=|=>|≥|>|<=|=<|≤|<|==?)?`
)

var (
	single  = regexp.MustCompile(`^` + signs + ` ?` + number + `(\+?)$`)
	between = regexp.MustCompile(`^([\[(\]]?) ?` + number + until + number + ` ?([\])\[]?)$`)
	listed  = regexp.MustCompile(`^([\[(\]]) ?` + number + ` ?[,;] ?` + number + ` ?([\])\[])$`)
	dated   = regexp.MustCompile(`^` + signs + ` ?[\[(\]]? ?` + date + `(` + until + date + `)? ?[\])\[]?$`)
	and     = regexp.MustCompile(`(?i) and | ?&&? ?`)
)

// amounts reads all of a cell as conditions on numbers of which one holds; nil
// where it is something else.
func amounts(text string) []amount {
	if m := listed.FindStringSubmatch(text); m != nil {
		return []amount{span(m)}
	}
	var out []amount
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(",;|", r) }) {
		a, ok := every(strings.TrimSpace(part))
		if !ok {
			return nil
		}
		out = append(out, a)
	}
	return out
}

// every reads conditions joined by "and".
func every(text string) (amount, bool) {
	parts := and.Split(text, -1)
	out, ok := one(parts[0])
	for _, part := range parts[1:] {
		a, sound := one(part)
		if !sound || !a.compares || !out.compares {
			return amount{}, false
		}
		out.Min, out.Max = max(out.Min, a.Min), min(out.Max, a.Max)
		if out.unit == "" {
			out.unit = a.unit
		} else if a.unit != "" && a.unit != out.unit {
			return amount{}, false
		}
		if out.fault == "" {
			out.fault = a.fault
		}
	}
	if ok && out.fault == "" && out.Min > out.Max {
		out.fault = noNumber
	}
	return out, ok
}

// one reads a number, a comparison or a range.
func one(text string) (amount, bool) {
	if m := dated.FindStringSubmatch(text); m != nil {
		return amount{compares: strings.Trim(m[1], "=") != "" || m[2] != "", fault: isDate}, true
	}
	if m := single.FindStringSubmatch(text); m != nil {
		v, a := value(m[2:7])
		switch sign := m[1] + m[7]; sign {
		case "", "=", "==":
			a.Range = decision.Range{Min: v, Max: v}
			return a, true
		case ">=", "=>", "≥", "+":
			a.Range = decision.Range{Min: v, Max: noMax}
		case ">":
			a.Range = decision.Range{Min: v + 1, Max: noMax}
		case "<=", "=<", "≤":
			a.Range = decision.Range{Min: noMin, Max: v}
		case "<":
			a.Range = decision.Range{Min: noMin, Max: v - 1}
		default: // ">= 50+"
			return amount{}, false
		}
		a.compares = true
		return a, true
	}
	if m := between.FindStringSubmatch(text); m != nil && (m[1] == "") == (m[12] == "") {
		return span(m), true
	}
	return amount{}, false
}

// span reads the parts of a range: a bracket, two numbers, a bracket.
func span(m []string) amount {
	low, a := value(m[2:7])
	high, b := value(m[7:12])
	a.compares = true
	if a.unit == "" {
		a.unit = b.unit
	} else if b.unit != "" && b.unit != a.unit {
		a.fault = twoUnits
	}
	if a.fault == "" {
		a.fault = b.fault
	}
	if m[1] == "(" || m[1] == "]" {
		low++
	}
	if m[12] == ")" || m[12] == "[" {
		high--
	}
	a.Range = decision.Range{Min: low, Max: high}
	if a.fault == "" && low > high {
		a.fault = noNumber
	}
	return a
}

// value reads the parts of a number: money, sign, digits, decimals, unit.
func value(m []string) (int64, amount) {
	a := amount{unit: strings.ToLower(m[0] + m[4])}
	plain := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, m[2])
	a.zeros = len(plain) > 1 && plain[0] == '0'
	v, err := strconv.ParseInt(plain, 10, 64)
	switch {
	case m[3] != "":
		a.fault = noWhole
	case err != nil || v >= maxNumber:
		a.fault, v = tooLarge, 0
	}
	if m[1] != "" {
		v = -v
	}
	return v, a
}

var (
	digitComma = regexp.MustCompile(`\d,\d`)
	thousands  = regexp.MustCompile(`\d,\d{3}(?:\D|$)`)
	compared   = regexp.MustCompile(`[<>≤≥]`)
	ranged     = regexp.MustCompile(`\d` + until + `\d`)
)

// torn reports whether a comma between the digits of a condition on numbers
// may belong to a number: thousands, or decimals.
func torn(text string, comma rune) bool {
	switch {
	case !digitComma.MatchString(text) || listed.MatchString(text):
		return false
	case thousands.MatchString(text) || compared.MatchString(text):
		return true
	case comma == ',': // where decimals would have a point
		return false
	}
	return ranged.MatchString(text) || strings.Count(text, ",") == 1
}

// union sorts ranges and joins those that meet. Lone numbers stay as they are.
func union(ranges []decision.Range) []decision.Range {
	slices.SortFunc(ranges, func(a, b decision.Range) int { return cmp.Compare(a.Min, b.Min) })
	lone := !slices.ContainsFunc(ranges, func(r decision.Range) bool { return r.Min != r.Max })
	var out []decision.Range
	for _, r := range ranges {
		last := len(out) - 1
		switch {
		case last < 0 || lone && out[last].Max < r.Min || r.Min != noMin && out[last].Max < r.Min-1:
			out = append(out, r)
		default:
			out[last].Max = max(out[last].Max, r.Max)
		}
	}
	return out
}

// complement gives the numbers outside of ranges that union gave.
func complement(ranges []decision.Range) []decision.Range {
	var out []decision.Range
	next := int64(noMin)
	for _, r := range ranges {
		if r.Min != noMin && next < r.Min {
			out = append(out, decision.Range{Min: next, Max: r.Min - 1})
		}
		if r.Max == noMax {
			return out
		}
		next = r.Max + 1
	}
	return append(out, decision.Range{Min: next, Max: noMax})
}
