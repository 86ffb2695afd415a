package hours

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestNames holds the names of holidays in every language of the theme against the ids that the countries
// with names of ours have. A name of one country alone has its code before the id.
func TestNames(t *testing.T) {
	want := []string{movedDay}
	for _, country := range []string{"CZ", "NL", "FR", "BE", "RU"} {
		for _, region := range append(regionsOf(country), "") {
			for _, f := range feastsOf(country, region) {
				if f.name != "" {
					t.Errorf("%s has a name of its own", f.id)
				}
				want = append(want, f.id)
			}
		}
	}
	slices.Sort(want)
	want = slices.Compact(want)
	files, err := filepath.Glob("../../../themes/signpost/i18n/*.yaml")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var have []string
		for _, m := range regexp.MustCompile(`(?m)^holiday-([a-z-]+): ".+"$`).FindAllStringSubmatch(string(text), -1) {
			have = append(have, m[1])
		}
		have = slices.DeleteFunc(have, func(id string) bool {
			country, id, _ := strings.Cut(id, "-")
			return slices.ContainsFunc(feastsOf(strings.ToUpper(country), ""), func(f feast) bool { return f.id == id })
		})
		slices.Sort(have)
		if !slices.Equal(have, want) {
			t.Errorf("%s has %q, want %q", file, have, want)
		}
	}
}

// TestWorld reads every country and region that the library knows, and holds their ids to
// be ids, each once but for holidays of several days, and their days to be days of the year.
func TestWorld(t *testing.T) {
	for _, country := range countries() {
		for _, region := range append(regionsOf(country), "") {
			if region == "" && country == "AU" {
				continue
			}
			text := "{zone: UTC, week: always, holidays: {country: " + country
			if region != "" {
				text += ", region: " + region
			}
			s := must(t, text+"}}")
			ids := s.Holidays.ids()
			for _, id := range ids {
				if !idForm.MatchString(id) {
					t.Errorf("%s %s: %q is no id", country, region, id)
				}
			}
			for _, year := range []int{2026, 2027} {
				if off := s.Holidays.year(year).off; len(off) < 5 || len(off) > 40 {
					t.Errorf("%s %s: %d days off in %d", country, region, len(off), year)
				}
			}
			must(t, text+", except: ["+strings.Join(ids, ", ")+"]}}")
		}
	}
}
