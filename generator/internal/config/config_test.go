package config

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestBaseURL holds what becomes of an address: "" where it is refused.
func TestBaseURL(t *testing.T) {
	for written, want := range map[string]string{
		"https://x.example":            "https://x.example/",
		"https://x.example/":           "https://x.example/",
		"http://x.example:8080/a":      "http://x.example:8080/a/",
		"https://x.example/a b/":       "https://x.example/a%20b/",
		"https://x.example/a%20b/":     "https://x.example/a%20b/",
		"https://x.example/é":          "https://x.example/%C3%A9/",
		"https://x.example/a/../b/":    "https://x.example/b/",
		"https://x.example/a//":        "",
		"https://x.example//":          "",
		"https://x.example/#":          "",
		"https://x.example/#top":       "",
		"https://x.example?":           "",
		"https://x.example/?q":         "",
		"https://me@x.example/":        "",
		"https://x.example:/":          "",
		"https://:80/":                 "",
		"https://\u043f.example/":      "",
		"//x.example/":                 "",
		"/support/":                    "",
		"ftp://x.example/":             "",
		"x.example":                    "",
		"https://x.example/%zz":        "",
		"https://xn--e1aybc.example/a": "https://xn--e1aybc.example/a/",
	} {
		c, l := Parse(settings("title: T\nbaseURL: \"" + written + "\"\n"))
		if c.BaseURL != want || l.HasErrors() != (want == "") {
			t.Errorf("%s: %q, want %q; %v", written, c.BaseURL, want, l)
		}
		for _, d := range l {
			if d.Code != "config-value" {
				t.Errorf("%s: %v", written, d)
			}
		}
		// What was normalised once stays as it is.
		if again, _ := Parse(settings("title: T\nbaseURL: \"" + c.BaseURL + "\"\n")); again.BaseURL != c.BaseURL {
			t.Errorf("%s: %q, and then %q", written, c.BaseURL, again.BaseURL)
		}
	}
}

func TestBasePath(t *testing.T) {
	for base, want := range map[string]string{"": "/", "https://x.example": "/", "https://x.example/a b": "/a b/"} {
		if c, _ := Parse(settings("title: T\nbaseURL: \"" + base + "\"\n")); c.BasePath() != want {
			t.Errorf("%q: %q, want %q", base, c.BasePath(), want)
		}
	}
}

// TestLanguagesText takes the languages from a text, and guesses where it
// holds none.
func TestLanguagesText(t *testing.T) {
	for written, want := range map[string]struct{ languages, hint string }{
		"nl, en":   {"nl en", "write [nl, en]"},
		"nl":       {"nl", "write [nl]"},
		"nl-BE en": {"nl-BE en", "write [nl-BE, en]"},
		"Dutch":    {"en fr", ""},
		"{nl: en}": {"en fr", ""},
		"nl, nl":   {"en fr", ""},
	} {
		fsys := settings("title: T\nlanguages: " + written + "\n")
		fsys["content/en/_index.md"], fsys["content/fr/_index.md"] = &fstest.MapFile{}, &fstest.MapFile{}
		c, l := Parse(fsys)
		if got := strings.Join(c.Languages, " "); got != want.languages {
			t.Errorf("%s: %q, want %q", written, got, want.languages)
		}
		if len(l) != 1 || l[0].Code != "yaml-kind" || l[0].Hint != want.hint {
			t.Errorf("%s: %v", written, l)
		}
	}
}

// TestText returns what was read, and nothing that was not.
func TestText(t *testing.T) {
	if c, _ := Parse(settings("title: T\r\n")); string(c.Text()) != "title: T\n" {
		t.Errorf("%q", c.Text())
	}
	for name, file := range map[string]*fstest.MapFile{
		"pipe":  {Mode: fs.ModeNamedPipe},
		"link":  {Mode: fs.ModeSymlink, Data: []byte("other.yaml")},
		"large": {Data: []byte(strings.Repeat("#", 1<<20))},
	} {
		fsys := &counted{MapFS: fstest.MapFS{File: file}}
		c, l := Parse(fsys)
		if c.Text() != nil || !c.Unread || !l.HasErrors() || slices.Contains(fsys.opened, File) {
			t.Errorf("%s: read %d bytes, opened %q, %v", name, len(c.Text()), fsys.opened, l)
		}
	}
}

func settings(text string) fstest.MapFS {
	return fstest.MapFS{File: {Data: []byte(text)}}
}

// counted notes what is opened.
type counted struct {
	fstest.MapFS
	opened []string
}

func (c *counted) Open(name string) (fs.File, error) {
	c.opened = append(c.opened, name)
	return c.MapFS.Open(name)
}
