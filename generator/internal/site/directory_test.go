package site

import (
	"bytes"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"signpost/generator/internal/hours"
	"signpost/generator/internal/terms"
)

// crowd makes partners: so many in each country, all with the same words.
func crowd(t *testing.T, countries map[string]int) []*terms.Partner {
	t.Helper()
	facts := `languages: [en]
organisation: {name: "%s", country: %s, address: [1 Lane], website: "https://%s.example/", ids: {lei: 5493001KJTIIGC8Y1R12}}
partner: {type: direct, products: [azure]}
version: {number: 1, status: published, valid-from: 2026-01-01, review-by: 2099-01-01}
kinds: [remote]
hours: {desk: {zone: Europe/Dublin, week: {mon-thu: 09:00-12:30}}}
channels: {mail: {by: email, at: help@example.com, languages: [en], hours: desk}}
plans: {free: {free: yes, kinds: [remote], hours: desk}}
legal: {complaints: {email: help@example.com, answer-within: P20D}, privacy: {email: help@example.com}}
`
	words := head("Support") + "\n## Remote {#kind-remote}\n\nHelp.\n\n## Desk {#hours-desk}\n\n## E-mail {#channel-mail}\n\n## Free {#plan-free}\n\nFree.\n\n" +
		"## Complaints {#complaints}\n\nWrite.\n\n## Personal data {#privacy}\n\nKept.\n"
	var out []*terms.Partner
	for country, n := range countries {
		for i := range n {
			id := fmt.Sprintf("%s-%04d", strings.ToLower(country), i)
			fsys := fstest.MapFS{"p/" + id + "/terms.yaml": {Data: fmt.Appendf(nil, facts, "Company "+id, country, id)}, "p/" + id + "/en.md": {Data: []byte(words)}}
			p, l := terms.Load(fsys, "p/"+id, hours.MakeDate(2026, 11, 26))
			if len(l) > 0 {
				t.Fatal(l)
			}
			out = append(out, p)
		}
	}
	return out
}

var (
	shownPartner = regexp.MustCompile(`data-partner[ >]`)
	placesList   = regexp.MustCompile(`(?s)<ul class="partners-places">.*?</ul>`)
	namedPartner = regexp.MustCompile(`Company ([a-z]+-\d+)`)
)

// TestDirectoryGrows lists 30 partners, 775 and 1,501, and holds pages to their
// limits: fifty partners, and no more links and bytes in the largest site than in
// the second.
func TestDirectoryGrows(t *testing.T) {
	fsys := fstest.MapFS{
		"config.yaml":          {Data: []byte("title: Test\nlanguages: [en]\nbaseURL: https://support.example/\n")},
		"content/en/_index.md": {Data: []byte(head("Home"))},
	}
	largest := map[string]int{}
	for _, c := range []struct {
		name      string
		countries map[string]int
		pages     int
	}{
		{"small", map[string]int{"NL": 20, "CZ": 10}, 1},
		{"middle", map[string]int{"NL": 601, "CZ": 51, "FR": 50, "BE": 73}, 1 + 13 + 2 + 1 + 2},
		{"large", map[string]int{"NL": 1201, "CZ": 151, "FR": 50, "BE": 99}, 1 + 25 + 4 + 1 + 2},
	} {
		in := input(t, fsys)
		in.Project = in.Project.With(crowd(t, c.countries))
		in.Today = hours.MakeDate(2026, 11, 26)
		var b Builder
		tree, l, err := b.Build(in)
		if err != nil || len(l) > 0 {
			t.Fatal(c.name, err, l)
		}
		sitemap, err := fs.ReadFile(tree, "en/sitemap.xml")
		if err != nil {
			t.Fatal(err)
		}
		pages, total := 0, map[string]int{}
		for _, name := range tree.Files() {
			if !strings.HasPrefix(name, "en/partners/") || !strings.HasSuffix(name, "index.html") {
				continue
			}
			pages++
			data, err := fs.ReadFile(tree, name)
			if err != nil {
				t.Fatal(err)
			}
			n := len(shownPartner.FindAll(data, -1))
			links := bytes.Count(placesList.Find(data), []byte("<li>"))
			if n > maxListed || links > max(maxParts, len(c.countries)) {
				t.Errorf("%s: %s lists %d partners and %d other pages", c.name, name, n, links)
			}
			seen := map[string]bool{}
			for _, m := range namedPartner.FindAllSubmatch(data, -1) {
				if id := string(m[1]); !seen[id] {
					seen[id] = true
					total[id]++
				}
			}
			if len(seen) != n {
				t.Errorf("%s: %s names %d partners and lists %d", c.name, name, len(seen), n)
			}
			if !bytes.Contains(sitemap, []byte("https://support.example/"+strings.TrimSuffix(name, "index.html"))) {
				t.Errorf("%s: %s is not in the sitemap", c.name, name)
			}
			largest[c.name] = max(largest[c.name], len(data))
		}
		want := 0
		for _, n := range c.countries {
			want += n
		}
		if pages != c.pages || len(total) != want {
			t.Errorf("%s: %d pages with %d partners, want %d with %d", c.name, pages, len(total), c.pages, want)
		}
		for id, n := range total {
			if n != 1 {
				t.Errorf("%s: %s is listed %d times", c.name, id, n)
			}
		}
	}
	if a, b := largest["middle"], largest["large"]; b > a+a/50 {
		t.Errorf("the largest page has %d bytes with 775 partners, and %d with 1,501", a, b)
	}
}

// TestPartsFrom leads from every part to every other one, in steps.
func TestPartsFrom(t *testing.T) {
	for _, parts := range []int{1, 2, 11, 12, 13, 20, 100} {
		reached := map[int]bool{0: true}
		for range parts {
			for part := range parts {
				to := partsFrom(part, parts)
				if len(to) > maxParts || len(to) < min(parts, maxParts)-1 || slices.Contains(to, part) || !slices.IsSorted(to) {
					t.Fatalf("from %d of %d: %v", part, parts, to)
				}
				if !reached[part] {
					continue
				}
				for _, other := range to {
					reached[other] = true
				}
				if part+1 < parts && !slices.Contains(to, part+1) || part > 0 && !slices.Contains(to, part-1) {
					t.Fatalf("from %d of %d not to the ones beside it: %v", part, parts, to)
				}
			}
		}
		if len(reached) != parts {
			t.Errorf("of %d parts %d are reached", parts, len(reached))
		}
	}
}
