package locale

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// formatLanguages are those of the tables.
var formatLanguages = []string{"en", "ru", "nl", "nl-BE", "fr", "fr-BE", "cs"}

// formatRow is a value of a table with how each language writes it.
type formatRow struct {
	reason bool // a comment stands right above
	want   map[string]string
}

// readFormats reads a table: "kind value", then a line for each language.
func readFormats(t *testing.T, name string) map[string]formatRow {
	t.Helper()
	f, err := os.Open("testdata/formats/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	spaces := strings.NewReplacer("[nbsp]", nbsp, "[nnbsp]", nnbsp, "[thin]", "\u2009", "[minus]", minus)
	rows := map[string]formatRow{}
	var at, above string
	for lines := bufio.NewScanner(f); lines.Scan(); above = lines.Text() {
		line := lines.Text()
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case !strings.HasPrefix(line, " "):
			at = line
			if _, ok := rows[at]; ok {
				t.Errorf("%s: %q stands twice", name, at)
			}
			rows[at] = formatRow{strings.HasPrefix(above, "#"), map[string]string{}}
		default:
			lang, want, _ := strings.Cut(strings.TrimSpace(line), " ")
			rows[at].want[lang] = spaces.Replace(strings.TrimSpace(want))
		}
	}
	return rows
}

// write writes the value of a row in a language.
func write(t *testing.T, lang, row string) string {
	t.Helper()
	f := NewFormat(lang)
	kind, value, _ := strings.Cut(row, " ")
	first, second, _ := strings.Cut(value, " ")
	at := func(layout, s string) time.Time {
		v, err := time.Parse(layout, s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	must := func(s string, err error) string {
		if err != nil {
			t.Errorf("%s %s: %v", row, lang, err)
		}
		return s
	}
	switch kind {
	case "number":
		return must(f.Number(value))
	case "percent":
		return must(f.Percent(value))
	case "money":
		return must(f.Money(first, second))
	case "short":
		return f.Date(at(time.DateOnly, value), ShortDate)
	case "medium":
		return f.Date(at(time.DateOnly, value), MediumDate)
	case "long":
		return f.Date(at(time.DateOnly, value), LongDate)
	case "full":
		return f.Date(at(time.DateOnly, value), FullDate)
	case "dates":
		return f.Dates(at(time.DateOnly, first), at(time.DateOnly, second))
	case "time":
		return f.Time(at("15:04", value))
	case "time-in-text":
		return f.TimeInText(at("15:04", value))
	case "hours":
		return f.Hours(at("15:04", first), at("15:04", second))
	case "minute", "hour", "day", "week", "month", "business-day":
		return must(f.Count(value, Unit(kind)))
	case "plural":
		return must(Plural(lang, value))
	case "duration":
		d, err := time.ParseDuration(value + "m")
		if err != nil {
			t.Fatal(err)
		}
		return must(f.Duration(d))
	case "and":
		return f.And(strings.Fields(value)...)
	case "or":
		return f.Or(strings.Fields(value)...)
	case "range":
		return f.Range(must(f.Number(first)), must(f.Number(second)))
	}
	t.Fatalf("no way to write a value of kind %q", kind)
	return ""
}

// TestFormats holds what is written against ICU, but where the house says
// otherwise with a reason.
func TestFormats(t *testing.T) {
	icu, house := readFormats(t, "icu.txt"), readFormats(t, "house.txt")
	for _, lang := range formatLanguages {
		held := 0
		for row, r := range icu {
			want, ok := house[row].want[lang]
			switch {
			case ok && want == r.want[lang]:
				t.Errorf("house.txt: %s %s does not differ from ICU", row, lang)
			case ok && !house[row].reason:
				t.Errorf("house.txt: %s differs from ICU without a reason", row)
			case !ok:
				held++
				want = r.want[lang]
			}
			if got := write(t, lang, row); got != want || want == "" {
				t.Errorf("%s %s: %+q, want %+q", row, lang, got, want)
			}
		}
		if held < 100 {
			t.Errorf("%s: only %d values are held against ICU", lang, held)
		}
	}
	for row, r := range house {
		if _, ok := icu[row]; !ok && len(r.want) != len(formatLanguages) {
			t.Errorf("house.txt: %s lacks a language", row)
		}
		for lang, want := range r.want {
			if got := write(t, lang, row); got != want {
				t.Errorf("%s %s: %+q, want %+q", row, lang, got, want)
			}
		}
	}
}

// TestFormatFaults gives what cannot be written.
func TestFormatFaults(t *testing.T) {
	f := NewFormat("cs")
	for _, n := range []string{"", "-", "1.", ".5", "1,5", "+1", "1e3", "١", "1 000", "--1"} {
		if s, err := f.Number(n); err == nil {
			t.Errorf("Number(%q) = %q", n, s)
		}
		if s, err := f.Money(n, "EUR"); err == nil {
			t.Errorf("Money(%q) = %q", n, s)
		}
		if s, err := Plural("cs", n); err == nil {
			t.Errorf("Plural(%q) = %q", n, s)
		}
	}
	if s, err := f.Money("1", "XXZ"); err == nil {
		t.Errorf("Money of no currency = %q", s)
	}
	if s, err := f.Duration(-time.Minute); err == nil {
		t.Errorf("Duration(-1m) = %q", s)
	}
	if s, err := NewFormat("de").Count("1", Hour); err == nil {
		t.Errorf("an hour in a language without words = %q", s)
	}
}

// TestOtherLanguage writes in a language whose words are not known.
func TestOtherLanguage(t *testing.T) {
	f := NewFormat("de")
	day := time.Date(2025, 3, 5, 9, 0, 0, 0, time.UTC)
	got := []string{f.Integer(-1234), f.Date(day, FullDate), f.Dates(day, day.AddDate(0, 0, 1)), f.Time(day), f.TimeInText(day), f.And("A", "B")}
	want := []string{"\u22121.234", "2025-03-05", "2025-03-05\u00a0– 2025-03-06", "09:00", "09:00", "A, B"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestRounding writes minus nothing, zeros in front, and halves of minutes.
func TestRounding(t *testing.T) {
	f := NewFormat("en")
	for in, want := range map[string]string{"-0": "0", "-0.00": "0.00", "007": "7", "-0.5": "\u22120.5"} {
		if got, err := f.Number(in); got != want || err != nil {
			t.Errorf("Number(%q) = %q, %v, want %q", in, got, err, want)
		}
	}
	for d, want := range map[time.Duration]string{29 * time.Second: "0 minutes", 30 * time.Second: "1 minute", 3599 * time.Second: "1 hour", 25 * time.Hour: "25 hours"} {
		if got, err := f.Duration(d); got != want || err != nil {
			t.Errorf("Duration(%v) = %q, %v, want %q", d, got, err, want)
		}
	}
	if got, err := f.Money("0.12345678", "EUR"); got != "€0.123457" || err != nil {
		t.Errorf("Money = %q, %v", got, err)
	}
	if got, err := f.Money("1234", "JPY"); got != "¥1,234" || err != nil {
		t.Errorf("Money = %q, %v", got, err)
	}
}

// TestPlural asks for the forms of numbers, among them those that x/text is
// too old for.
func TestPlural(t *testing.T) {
	numbers := []string{"0", "1", "2", "5", "11", "21", "1.5", "1000000", "1.0", "1000001", "3000000", "1000000.0"}
	for lang, want := range map[string]string{
		"en": "other one other other other other other other other other other other",
		"nl": "other one other other other other other other other other other other",
		"fr": "one one other other other other one many one other many other",
		"ru": "many one few many many one other many other one many other",
		"cs": "other one few other other other many other many other other many",
	} {
		var got []string
		for _, n := range numbers {
			form, err := Plural(lang, n)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, form)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: %s, want %s", lang, s, want)
		}
		l, _ := Lookup(lang)
		for _, form := range got {
			if !slices.Contains(l.Plurals, form) {
				t.Errorf("%s: %q is none of %v", lang, form, l.Plurals)
			}
		}
	}
}

// TestPhone writes numbers as their countries do.
func TestPhone(t *testing.T) {
	for in, want := range map[string]string{
		"+74951234567":  "+7_(495)_123-45-67",
		"+31201234567":  "+31_20_123_4567",
		"+31299123456":  "+31_299_123_456",
		"+31612345678":  "+31_6_12345678",
		"+3221234567":   "+32_2_123_45_67",
		"+3210123456":   "+32_10_12_34_56",
		"+32470123456":  "+32_470_12_34_56",
		"+33123456789":  "+33_1_23_45_67_89",
		"+33800123456":  "+33_800_12_34_56",
		"+3280012345":   "+32_800_12_345",
		"+35952000019":  "+359_52_000_019",
		"+3595200019":   "+359_52_000_19",
		"+35929812345":  "+359_2_981_2345",
		"+3592981234":   "+359_2_981_234",
		"+359298123":    "+359_2_9_81_23",
		"+35943112345":  "+359_431_123_45",
		"+3594311234":   "+359_431_1234",
		"+35980012345":  "+359_800_12_345",
		"+359881234567": "+359_88_123_4567",
		"+35912":        "+35912",
		"+420123456789": "+420_123_456_789",
		"+14255550100":  "+14255550100",
		"+42012345678":  "+42012345678",
		"+32":           "+32",
		"0201234567":    "0201234567",
		"+33 1 23":      "+33 1 23",
		"":              "",
	} {
		if got := strings.ReplaceAll(Phone(in), nbsp, "_"); got != want {
			t.Errorf("Phone(%q) = %q, want %q", in, got, want)
		}
	}
}
