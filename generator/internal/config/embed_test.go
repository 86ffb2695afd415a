package config

import "testing"

// TestEmbed holds what becomes of an origin: "" where it is refused.
func TestEmbed(t *testing.T) {
	for written, want := range map[string]string{
		"https://portal.example":      "https://portal.example",
		"https://portal.example:8443": "https://portal.example:8443",
		"http://localhost:1313":       "http://localhost:1313",
		"http://portal.localhost":     "http://portal.localhost",
		"http://127.0.0.1:80":         "",
		"https://xn--e1aybc.example":  "https://xn--e1aybc.example",
		"https://portal.example/":     "",
		"https://portal.example:443":  "",
		"https://Portal.example":      "",
		"HTTPS://portal.example":      "",
		"https://portal.example/app":  "",
		"https://portal.example?":     "",
		"https://portal.example#":     "",
		"https://me@portal.example":   "",
		"https://portal.example:":     "",
		"https://*.example":           "",
		"https://\u043f.example":      "",
		"http://portal.example":       "",
		"http://localhost.example":    "",
		"file://":                     "",
		"null":                        "",
		"*":                           "",
		"portal.example":              "",
		"//portal.example":            "",
		"https://":                    "",
	} {
		c, l := Parse(settings("title: T\nembed: [\"" + written + "\"]\n"))
		got := ""
		if len(c.Embed) > 0 {
			got = c.Embed[0]
		}
		if got != want || l.HasErrors() != (want == "") {
			t.Errorf("%s: %q, want %q; %v", written, got, want, l)
		}
		for _, d := range l {
			if d.Code != "config-value" || d.Pos.Line != 2 || d.Pos.Col != 9 {
				t.Errorf("%s: %v", written, d)
			}
		}
	}
}
