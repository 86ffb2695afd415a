// Package policy says what browsers are told about a site beside its pages:
// what they may load, who may frame it, how long they may keep it.
//
// In: a Site. Out: its policy as a meta element carries it (Page), as headers
// carry it (Framed, Headers), and the settings of servers that send it
// (Netlify, Caddy, Nginx). All come from the values of this file, so that they
// cannot differ. It never reads a project or writes a file.
package policy

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// directives are the Content-Security-Policy of every page: its own files and
// nothing else, no inline script or style, no HTML made from text.
var directives = [...]string{
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self'",
	"font-src 'self'",
	"connect-src 'none'",
	"form-action 'none'",
	"base-uri 'none'",
	"object-src 'none'",
	"require-trusted-types-for 'script'",
	"trusted-types 'none'",
}

// features are what a page could ask a browser for and never does. Only names
// that browsers know: others are reported in the reader's console.
var features = [...]string{"accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid", "magnetometer",
	"microphone", "midi", "payment", "serial", "usb"}

// How long a browser keeps a file. What has a hash of its content in its name
// never changes; all else is asked about again, which costs an answer without
// a body where nothing changed.
const (
	keepAssets = "public, max-age=31536000, immutable"
	keepPages  = "no-cache"
)

// hashedName ends the name of a file with a hash of its content.
const hashedName = `\.[0-9a-f]{12}\.[a-z0-9]+$`

// transport is for the operator to switch on: it cannot be taken back for as
// long as it says (seconds), for any page of the host.
const transport = "max-age=31536000; includeSubDomains"

// Site is what the headers of a site depend on. The zero value is a site at
// the root of its host that nobody may frame.
type Site struct {
	// Host is the name of the host, "support.example.com"; "" for any.
	Host string
	// Base is the path of the site's root, "/" or "/support/", not encoded;
	// "" is "/".
	Base string
	// Root is the folder from which the server takes files. The site lies in
	// it at Base.
	Root string
	// Embed are the origins, "https://www.example.com", whose pages may show
	// the embed pages of flows in a frame.
	Embed []string // optional
	// Flows are the names of the flows, of which each has embed pages,
	// "<lang>/<flow>/embed/". They count only where there is an origin.
	Flows []string
	// Sections are the names of the top sections, "guides".
	Sections []string
	// Worker is whether the site has a service worker, which fetches the files that it keeps.
	Worker bool
}

func (s Site) base() string {
	if s.Base == "" {
		return "/"
	}
	return s.Base
}

// settings begins those of a server, and gives what writes a line to them.
func (s Site) settings(name, server string) (b *bytes.Buffer, line func(format string, args ...any)) {
	b = new(bytes.Buffer)
	line = func(format string, args ...any) { fmt.Fprintf(b, format+"\n", args...) }
	line("# The site at %s, for %s.", s.base(), server)
	line("# Made by \"signpost headers %s\"; make it again when the project's flows or origins change.", name)
	return b, line
}

// embeds reports whether somebody may frame something.
func (s Site) embeds() bool { return len(s.Embed) > 0 && len(s.Flows) > 0 }

// embedPages is a regular expression for the paths of the embed pages.
func (s Site) embedPages() string {
	names := make([]string, len(s.Flows))
	for i, f := range s.Flows {
		names[i] = regexp.QuoteMeta(f)
	}
	return "^" + regexp.QuoteMeta(s.base()) + "[^/]+/(" + strings.Join(names, "|") + ")/embed/"
}

// hashed is a regular expression for the paths of files that never change.
func (s Site) hashed() string { return "^" + regexp.QuoteMeta(s.base()) + "assets/[^/]+" + hashedName }

// workerDirectives are those in the place of others where a site has a service worker. A worker is held to the
// policy that its own file was sent with, so that it may connect; its address counts as a script, which
// a page may only give it by a policy of that name.
var workerDirectives = [...]string{"connect-src 'self'", "trusted-types signpost-worker"}

// Page is the policy as a meta element carries it: without what counts only as
// a header.
func (s Site) Page() string {
	all := directives
	if s.Worker {
		for i, d := range all {
			for _, other := range workerDirectives {
				if name, _, _ := strings.Cut(other, " "); strings.HasPrefix(d, name+" ") {
					all[i] = other
				}
			}
		}
		return strings.Join(all[:], "; ") + "; worker-src 'self'"
	}
	return strings.Join(all[:], "; ")
}

// Course is the policy of the page that a learning platform opens, which holds those of the course in a
// frame. Where its script asks the platform over the network, it may ask any: the platform names itself when it opens the page.
func Course(asks bool) string {
	out := Site{}.Page() + "; frame-src 'self'"
	if asks {
		out = strings.Replace(out, "connect-src 'none'", "connect-src https: http:", 1)
	}
	return out
}

// Framed is the policy as a header carries it for pages that the given origins
// may show in a frame, or nobody where there is none.
func (s Site) Framed(origins ...string) string {
	who := "'none'"
	if len(origins) > 0 {
		who = strings.Join(origins, " ")
	}
	return s.Page() + "; frame-ancestors " + who
}

// Header is a header of a response.
type Header struct{ Name, Value string }

// Headers are those of every response beside Content-Security-Policy and
// Cache-Control, which differ by path.
func Headers() []Header {
	return []Header{
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "no-referrer"},
		{"Permissions-Policy", strings.Join(features[:], "=(), ") + "=()"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
	}
}
