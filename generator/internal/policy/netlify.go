package policy

import (
	"fmt"
	"strings"
)

// Netlify is the file _headers, as Netlify and Cloudflare Pages read it.
//
// Where several rules match, Cloudflare joins the values of a header and
// Netlify takes those of the narrowest rule. So no two rules for a path may
// say different things of a header: where flows may be framed, the rule for
// all paths leaves frame-ancestors out, and narrower ones repeat the policy
// with it. Cache-Control is set for assets alone; both services have pages
// asked about again by default.
func Netlify(s Site) []byte {
	var b strings.Builder
	rule := func(pattern string, headers ...Header) {
		fmt.Fprintf(&b, "%s%s\n", s.base(), pattern)
		for _, h := range headers {
			fmt.Fprintf(&b, "  %s: %s\n", h.Name, h.Value)
		}
	}
	csp := func(value string) Header { return Header{"Content-Security-Policy", value} }
	all := s.Framed()
	if s.embeds() {
		all = s.Page()
	}
	rule("*", append([]Header{csp(all)}, Headers()...)...)
	rule("assets/*", Header{"Cache-Control", keepAssets})
	if s.embeds() {
		patterns := []string{"", "404.html", ":lang/", ":lang/:page/", ":lang/:flow/review/"}
		for _, section := range s.Sections {
			patterns = append(patterns, ":lang/"+section+"/*")
		}
		for _, p := range patterns {
			rule(p, csp(s.Framed()))
		}
		for _, f := range s.Flows {
			rule(":lang/"+f+"/embed/", csp(s.Framed(s.Embed...)))
		}
	}
	return []byte(b.String())
}
