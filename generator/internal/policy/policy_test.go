package policy

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

var sites = map[string]Site{
	"plain":  {Host: "support.example.com", Base: "/", Root: "/srv/www"},
	"any":    {},
	"folder": {Base: "/help desk/é/"},
	"kept":   {Base: "/support/", Worker: true},
	"framed": {Host: "support.example.com", Embed: []string{"https://www.example.com", "https://intra.example.com:8443"},
		Flows: []string{"escalate", "severity"}, Sections: []string{"guides"}},
}

// TestOnePolicy holds what the three writers say against the policy of the
// pages: each value of each of them is the same, with frame-ancestors.
func TestOnePolicy(t *testing.T) {
	said := regexp.MustCompile(`default-src 'none'[^"\n]*`)
	for name, s := range sites {
		for writer, text := range map[string][]byte{"netlify": Netlify(s), "caddy": Caddy(s), "nginx": Nginx(s)} {
			found := said.FindAllString(string(text), -1)
			if len(found) == 0 {
				t.Errorf("%s: %s sends no policy", name, writer)
			}
			var kinds []string
			for _, f := range found {
				rest, ok := strings.CutPrefix(f, s.Page())
				if !ok {
					t.Errorf("%s: %s sends another policy than that of the pages: %s", name, writer, f)
				}
				if !slices.Contains(kinds, rest) {
					kinds = append(kinds, rest)
				}
			}
			slices.Sort(kinds)
			want := []string{"; frame-ancestors 'none'"}
			if s.embeds() {
				want = append(want, "; frame-ancestors "+strings.Join(s.Embed, " "))
				if writer == "netlify" {
					want = append([]string{""}, want...)
				}
			}
			if !slices.Equal(kinds, want) {
				t.Errorf("%s: %s: %q, want %q", name, writer, kinds, want)
			}
			for _, h := range Headers() {
				if !strings.Contains(string(text), h.Name) || !strings.Contains(string(text), h.Value) {
					t.Errorf("%s: %s does not send %s", name, writer, h.Name)
				}
			}
			for _, h := range []string{"immutable", "no-cache", "Strict-Transport-Security"} {
				if writer != "netlify" && !strings.Contains(string(text), h) {
					t.Errorf("%s: %s has no %s", name, writer, h)
				}
			}
		}
	}
}

// TestPage: a meta element does not carry what counts only as a header, and
// nobody may frame a page unless asked.
func TestPage(t *testing.T) {
	for _, word := range []string{"frame-ancestors", "sandbox", "report", "unsafe", "http"} {
		if strings.Contains(Site{}.Page(), word) {
			t.Errorf("the policy of pages has %q", word)
		}
	}
	if strings.Count(Site{}.Page(), "connect-src 'none'") != 1 { // the preview server turns it into 'self'
		t.Error("the preview server would not find where to let its own script connect")
	}
	if got := (Site{}).Framed(); !strings.HasSuffix(got, "; frame-ancestors 'none'") {
		t.Errorf("without origins: %s", got)
	}
}

// TestWorker: what differs where the site has a worker is what the worker needs, and the policy of the worker's own file is that of all.
func TestWorker(t *testing.T) {
	without, with := strings.Split(Site{}.Page(), "; "), strings.Split(Site{Worker: true}.Page(), "; ")
	var gone, come []string
	for _, d := range without {
		if !slices.Contains(with, d) {
			gone = append(gone, d)
		}
	}
	for _, d := range with {
		if !slices.Contains(without, d) {
			come = append(come, d)
		}
	}
	if want := []string{"connect-src 'none'", "trusted-types 'none'"}; !slices.Equal(gone, want) {
		t.Errorf("left out are %q, want %q", gone, want)
	}
	if want := []string{"connect-src 'self'", "trusted-types signpost-worker", "worker-src 'self'"}; !slices.Equal(come, want) {
		t.Errorf("added are %q, want %q", come, want)
	}
	for _, joined := range []bool{true, false} {
		got := headersFor(string(Netlify(Site{Worker: true})), "/sw.js", joined)
		if csp := got["Content-Security-Policy"]; len(csp) != 1 || !strings.Contains(csp[0], "connect-src 'self'") || len(got["Cache-Control"]) != 0 {
			t.Errorf("joined %v: the worker is sent with %v", joined, got)
		}
	}
}

// headersFor reads _headers as the two services do: joined tells whether the
// values of all matching rules count, or those of the narrowest.
func headersFor(text, path string, joined bool) map[string][]string {
	out, length := map[string][]string{}, map[string]int{}
	pattern := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if !strings.HasPrefix(line, " ") {
			pattern = line
			continue
		}
		form := regexp.QuoteMeta(pattern)
		form = regexp.MustCompile(`:[a-z]+`).ReplaceAllString(form, "[^/]+")
		form = strings.ReplaceAll(form, `\*`, ".*")
		if !regexp.MustCompile("^" + form + "$").MatchString(path) {
			continue
		}
		name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		narrow := len(strings.TrimSuffix(pattern, "*"))
		switch {
		case joined:
			out[name] = append(out[name], value)
		case narrow >= length[name]:
			out[name], length[name] = []string{value}, narrow
		}
	}
	return out
}

// TestNetlify: whichever way a service takes the rules, only embed pages may be
// framed, and every page has the whole policy.
func TestNetlify(t *testing.T) {
	text := string(Netlify(sites["framed"]))
	for _, joined := range []bool{true, false} {
		for path, framed := range map[string]bool{
			"/": false, "/404.html": false, "/en/": false, "/en/escalate/": false, "/en/escalate/review/": false,
			"/en/guides/": false, "/en/guides/severities/": false, "/en/search/": false, "/en/guides/embed/": false,
			"/en/escalate/embed/": true, "/nl-be/severity/embed/": true,
		} {
			got := headersFor(text, path, joined)
			who := map[string]bool{}
			for _, p := range got["Content-Security-Policy"] {
				if !strings.HasPrefix(p, sites["framed"].Page()) {
					t.Errorf("%s: %s", path, p)
				}
				if _, w, ok := strings.Cut(p, "frame-ancestors "); ok {
					who[w] = true
				}
			}
			want := "'none'"
			if framed {
				want = strings.Join(sites["framed"].Embed, " ")
			}
			if len(who) != 1 || !who[want] {
				t.Errorf("joined %v: %s may be framed by %v, want %s", joined, path, who, want)
			}
			if len(got["Referrer-Policy"]) != 1 {
				t.Errorf("joined %v: %s: %v", joined, path, got)
			}
		}
		asset := headersFor(text, "/assets/site.0123456789ab.css", joined)
		if c := asset["Cache-Control"]; len(c) != 1 || c[0] != keepAssets {
			t.Errorf("an asset is kept %q", c)
		}
	}
	for line := range strings.Lines(text) {
		if len(line) > 2000 {
			t.Errorf("a line of %d characters: Cloudflare reads 2,000", len(line))
		}
	}
}
