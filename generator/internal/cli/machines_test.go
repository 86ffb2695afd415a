package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"signpost/generator/internal/export"
	"signpost/generator/internal/policy"
)

var (
	listed    = regexp.MustCompile(`<url><loc>([^<]*)</loc>(?:<lastmod>[^<]*</lastmod>)?(.*)</url>`)
	mapLink   = regexp.MustCompile(`<xhtml:link rel="alternate" hreflang="([^"]*)" href="([^"]*)"/>`)
	pageLink  = regexp.MustCompile(`<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">`)
	canonical = regexp.MustCompile(`<link rel="canonical" href="([^"]*)">`)
)

// machineFacts holds a site's sitemaps against its pages: a page that search
// engines may list stands in the sitemap of its language, once, with the
// translations that the page names itself; no other page stands in one. It
// returns the translations by address.
func machineFacts(t *testing.T, site map[string]string) map[string][]string {
	t.Helper()
	inMaps := map[string][]string{}
	for name, text := range site {
		if !regexp.MustCompile(`^[a-z-]+/sitemap(-\d+)?\.xml$`).MatchString(name) {
			continue
		}
		folder, _, _ := strings.Cut(name, "/")
		for _, m := range listed.FindAllStringSubmatch(text, -1) {
			if _, twice := inMaps[m[1]]; twice || !strings.Contains(m[1], "/"+folder+"/") {
				t.Errorf("%s lists %s, which stands in another or is not of its language", name, m[1])
			}
			inMaps[m[1]] = []string{}
			for _, l := range mapLink.FindAllStringSubmatch(m[2], -1) {
				inMaps[m[1]] = append(inMaps[m[1]], l[1]+" "+l[2])
			}
		}
	}
	pages := 0
	for name, text := range site {
		if !strings.HasSuffix(name, ".html") || name == "index.html" {
			continue
		}
		own := canonical.FindStringSubmatch(text)
		if strings.Contains(text, `<meta name="robots" content="noindex">`) {
			if own != nil && inMaps[own[1]] != nil {
				t.Errorf("%s is not to be listed and is", name)
			}
			continue
		}
		pages++
		if own == nil || !strings.HasSuffix(own[1], strings.TrimSuffix(name, "index.html")) {
			t.Errorf("%s has the canonical address %q", name, own)
			continue
		}
		said := []string{}
		for _, l := range pageLink.FindAllStringSubmatch(text, -1) {
			said = append(said, l[1]+" "+l[2])
		}
		if there, ok := inMaps[own[1]]; !ok || !slices.Equal(there, said) {
			t.Errorf("%s names the translations %q, the sitemap %q (listed: %v)", name, said, there, ok)
		}
	}
	if pages != len(inMaps) || pages == 0 {
		t.Errorf("%d pages, %d in sitemaps", pages, len(inMaps))
	}
	return inMaps
}

// TestReferenceMachines does so for the reference site.
func TestReferenceMachines(t *testing.T) {
	site, said := fresh(t, "../../..", &export.Engine{})
	if said != "" {
		t.Fatal(said)
	}
	for address, links := range machineFacts(t, site) {
		if len(links) != 6 {
			t.Errorf("%s has %d alternates: %q", address, len(links), links)
		}
	}
	// Every page holds the policy that the headers hold.
	for name, text := range site {
		if strings.HasSuffix(name, ".html") && strings.Count(text, `<meta http-equiv="Content-Security-Policy" content="`+policy.Site{}.Page()+`">`) != 1 {
			t.Errorf("%s has another policy than the headers", name)
		}
	}
	if !strings.Contains(site["_headers"], "  Content-Security-Policy: "+policy.Site{}.Framed()+"\n") {
		t.Errorf("_headers has another policy than the pages:\n%s", site["_headers"])
	}
	// The same FAQ and the same steps in every language, in its own words.
	for _, lang := range []string{"en", "ru", "nl", "fr", "cs"} {
		faq, steps := site[lang+"/guides/questions-and-answers/index.html"], site[lang+"/guides/before-you-escalate/index.html"]
		if n := strings.Count(faq, `"@type":"Question"`); n != 11 {
			t.Errorf("%s: %d questions", lang, n)
		}
		if n := strings.Count(steps, `"@type":"HowToStep"`); n != 4 {
			t.Errorf("%s: %d steps", lang, n)
		}
		if n := strings.Count(site[lang+"/changes.xml"], "<entry>"); n != 5 {
			t.Errorf("%s: %d changes", lang, n)
		}
	}
}

// TestMissingTranslation: a page that is not there in a language is named
// nowhere as one that is. Such a project has errors; its author sees the site
// in serve.
func TestMissingTranslation(t *testing.T) {
	dir := t.TempDir()
	onDisk(t, dir)
	put(t, dir, "content/en/extra.md", "---\ntitle: E\ndescription: d\nmade: person\nreviewed: no\n---\nText.\n")
	for _, gone := range []string{"content/ru/guides/hours.md", "decisions/contact/ru.md"} {
		if err := os.Remove(filepath.Join(dir, gone)); err != nil {
			t.Fatal(err)
		}
	}
	site, _ := fresh(t, dir, &export.Engine{})
	all := machineFacts(t, site)
	for _, page := range []string{"guides/hours/", "contact/", "extra/"} {
		if links, ok := all["https://support.example/en/"+page]; !ok || len(links) != 0 {
			t.Errorf("en/%s has no translation, and %q", page, links)
		}
		if _, ok := all["https://support.example/ru/"+page]; ok {
			t.Errorf("ru/%s is listed and does not exist", page)
		}
		if strings.Contains(site["ru/llms.txt"], page) {
			t.Errorf("ru/llms.txt names %s", page)
		}
	}
	want := []string{"en https://support.example/en/help/", "ru https://support.example/ru/help/", "x-default https://support.example/en/help/"}
	if got := all["https://support.example/ru/help/"]; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%q", got)
	}
}
