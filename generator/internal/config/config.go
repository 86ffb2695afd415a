// Package config reads config.yaml, the one file of settings of a site.
//
// In: an fs.FS with config.yaml. Out: a Config whose every field is set, with
// the defaults of Default where the file is silent. It never reads anything
// else: no environment, no flags.
//
// Codes: config-missing, config-value, config-language, and those of source and brand.
package config

import (
	"errors"
	"io/fs"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"signpost/generator/internal/brand"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// File is where the settings are, in the root of a project.
const File = "config.yaml"

// Config holds the settings of a site.
type Config struct {
	// Title is the site's name by language; every language of the site has one.
	Title map[string]string
	// BaseURL is the absolute address of the site's root, percent-encoded and
	// ending in "/". It is
	// "" for a site that may lie anywhere; then no page has a canonical address.
	BaseURL string
	// Languages are BCP 47 tags in the order of the language switch. The first
	// is the source language: the others are translations of it.
	Languages []string
	// Theme is a folder below themes/, or the name of the embedded theme.
	Theme string
	// Brand is how those who publish the site look; the zero value is the theme's look.
	Brand brand.Settings
	// Embed are the origins of the sites that may show flows in a frame, such as
	// "https://portal.example". Without any, there are no pages for frames.
	Embed []string
	// Rules are the levels of findings that differ from those they have by
	// themselves, in the order of the file.
	Rules []Rule
	// Gates are what translations must have reached for "signpost status" to be
	// content, in the order of the file.
	Gates []Gate
	// Missing is what readers of a language get where a page does not exist in it,
	// Required or Fallback, as long as the page's source does not say otherwise.
	Missing map[string]string
	// Report is the address by which readers report a problem with a page,
	// https: or mailto:, with places for Fill; "" where they cannot.
	Report string
	// Edit is the address at which the file of a page can be changed, https:, with
	// the place {path}; "" where there is none.
	Edit string
	// Offline is whether readers can use the site without a connection.
	Offline Offline
	// Unread is whether the file says nothing, because it is missing or cannot
	// be read. The languages are then those of the folders in content.
	Unread bool

	source      string // the language of Source, where Languages need not hold it: see Of
	text        []byte
	languagePos []diag.Pos
	themePos    diag.Pos
}

// Default gives every setting its value for a file that says nothing.
func Default() *Config {
	return &Config{Languages: []string{"en"}, Theme: "signpost"}
}

// Text returns config.yaml as it was read, or nil.
func (c *Config) Text() []byte { return c.text }

// Source returns the language that the others are translated from.
func (c *Config) Source() string {
	if c.source != "" {
		return c.source
	}
	return c.Languages[0]
}

// Of gives the settings of a part of the site that has a name, an address and
// languages of its own, which are some of the site's, in their order. It has at least one.
func (c *Config) Of(title map[string]string, baseURL string, languages []string) *Config {
	out := *c
	out.source = c.Source()
	out.Title, out.BaseURL, out.Languages = title, baseURL, languages
	return &out
}

// LanguagePos returns where language i of Languages is written.
func (c *Config) LanguagePos(i int) diag.Pos {
	if i < len(c.languagePos) {
		return c.languagePos[i]
	}
	return diag.Pos{File: File, Line: 1, Col: 1}
}

// ThemePos returns where the theme is named.
func (c *Config) ThemePos() diag.Pos { return c.themePos }

// BasePath returns the path of BaseURL, not encoded: "/" or "/support/".
func (c *Config) BasePath() string {
	if u, err := url.Parse(c.BaseURL); err == nil && u.Path != "" {
		return u.Path
	}
	return "/"
}

// Host returns the name of the host of BaseURL, without a port; "" where there
// is no BaseURL.
func (c *Config) Host() string {
	if u, err := url.Parse(c.BaseURL); err == nil {
		return u.Hostname()
	}
	return ""
}

var (
	languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z]{2})?$`)
	themeName   = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
)

// Parse reads config.yaml. The result is usable even when the list has errors.
func Parse(fsys fs.FS) (*Config, diag.List) {
	c := Default()
	data, l := source.Read(fsys, File, source.MaxYAML)
	if data == nil {
		if _, err := fs.Stat(fsys, File); errors.Is(err, fs.ErrNotExist) {
			l = nil
			l.Add(diag.Pos{File: File, Line: 1, Col: 1}, "config-missing", "there is no %s here", File).Hint =
				"run signpost in the folder of a project, or make one with \"signpost new DIR\""
		}
		c.Unread = true
		c.guess(fsys)
		return c, l
	}
	c.text = data
	root, more := source.ParseYAML(File, data, source.MaxNodes)
	l = append(l, more...)
	if root == nil {
		if len(more) == 0 {
			root = &source.Node{Kind: source.Map, Pos: diag.Pos{File: File, Line: 1, Col: 1}}
		} else {
			c.Unread = true
			c.guess(fsys)
			return c, l
		}
	}
	if !root.Is(source.Map, File, &l) {
		c.Unread = true
		c.guess(fsys)
		return c, l
	}
	root.Keys(File, &l, "title", "baseURL", "languages", "theme", "brand", "ignore", "rules", "report", "edit", "embed", "offline", "gates", "missing")
	if c.languages(root.Get("languages"), &l); len(c.Languages) == 0 {
		c.guess(fsys)
	}
	c.title(root, &l)
	c.baseURL(root.Get("baseURL"), &l)
	c.Report = pattern(root.Get("report"), "report", []string{"https:", "mailto:"}, []string{"title", "address", "language"}, &l)
	c.Edit = pattern(root.Get("edit"), "edit", []string{"https:"}, []string{"path"}, &l)
	if n := root.Get("theme"); n != nil {
		c.themePos = n.Pos
		if t := n.Text("theme", &l); themeName.MatchString(t) {
			c.Theme = t
		} else if n.Kind == source.Scalar {
			l.Add(n.Pos, "config-value", "theme %q is not a name", t).Hint = "a name has lower-case letters, digits and hyphens"
		}
	}
	c.Brand = brand.Parse(root.Get("brand"), &l)
	c.embed(root.Get("embed"), &l)
	c.offline(root.Get("offline"), &l)
	c.gates(root.Get("gates"), &l)
	c.missing(root.Get("missing"), &l)
	c.rules(root, &l)
	return c, l
}

func (c *Config) languages(n *source.Node, l *diag.List) {
	if n == nil {
		return
	}
	c.Languages = nil
	if !n.Is(source.List, "languages", l) {
		c.languagesText(n, *l)
		return
	}
	for _, item := range n.Items {
		tag := item.Text("a language", l)
		switch {
		case !languageTag.MatchString(tag):
			l.Add(item.Pos, "config-language", "%q is not a language tag", tag).Hint =
				"write a tag such as en, ru or nl-BE"
		case slices.Contains(c.Languages, tag):
			l.Add(item.Pos, "config-language", "language %q stands twice", tag)
		default:
			c.Languages = append(c.Languages, tag)
			c.languagePos = append(c.languagePos, item.Pos)
		}
	}
	if len(c.Languages) == 0 {
		l.Add(n.Pos, "config-language", "the site has no language").Hint = "list at least one: languages: [en]"
	}
}

// languagesText takes the tags from a text where a list must be, as "en, nl",
// and says how to write it. Without tags the languages stay to be guessed.
func (c *Config) languagesText(n *source.Node, l diag.List) {
	tags := strings.FieldsFunc(n.Value, func(r rune) bool { return r == ',' || r == ' ' })
	for _, tag := range tags {
		if !languageTag.MatchString(tag) || slices.Contains(c.Languages, tag) {
			c.Languages = nil
			return
		}
		c.Languages = append(c.Languages, tag)
	}
	if len(tags) > 0 {
		l[len(l)-1].Hint = "write [" + strings.Join(tags, ", ") + "]"
	}
}

// guess takes the languages from the folders of content, English first: so a
// slip in this file does not make every other file look wrong.
func (c *Config) guess(fsys fs.FS) {
	c.Languages, c.languagePos = nil, nil
	dirs, _ := fs.ReadDir(fsys, "content")
	for _, d := range dirs {
		switch {
		case !d.IsDir() || !languageTag.MatchString(d.Name()):
		case d.Name() == Default().Source():
			c.Languages = slices.Insert(c.Languages, 0, d.Name())
		default:
			c.Languages = append(c.Languages, d.Name())
		}
	}
	if len(c.Languages) == 0 {
		c.Languages = Default().Languages
	}
}

// Drop takes out a language that turned out to be none, unless it is the only
// one.
func (c *Config) Drop(tag string) {
	if i := slices.Index(c.Languages, tag); i >= 0 && len(c.Languages) > 1 {
		c.Languages = slices.Delete(c.Languages, i, i+1)
		c.languagePos = slices.Delete(c.languagePos, i, i+1)
	}
}

// title takes one text for all languages, or a map by language.
func (c *Config) title(root *source.Node, l *diag.List) {
	c.Title = make(map[string]string, len(c.Languages))
	n := root.Require("title", File, l)
	if n == nil {
		return
	}
	if n.Kind == source.Scalar {
		for _, lang := range c.Languages {
			c.Title[lang] = n.Value
		}
		return
	}
	if !n.Is(source.Map, "title", l) {
		return
	}
	n.Keys("title", l, c.Languages...)
	for _, lang := range c.Languages {
		if v := n.Require(lang, "title", l); v != nil {
			c.Title[lang] = v.Text("title", l)
		}
	}
}

func (c *Config) baseURL(n *source.Node, l *diag.List) {
	if n.Empty() {
		return
	}
	s := n.Text("baseURL", l)
	u, err := url.Parse(s)
	switch {
	case n.Kind != source.Scalar:
	case err != nil || u.Hostname() == "" || strings.HasSuffix(u.Host, ":") || u.Scheme != "https" && u.Scheme != "http":
		l.Add(n.Pos, "config-value", "baseURL %q is not an absolute address", s).Hint =
			"write it as https://support.example.com/"
	case u.RawQuery != "" || u.ForceQuery || strings.Contains(s, "#") || u.User != nil:
		l.Add(n.Pos, "config-value", "baseURL %q holds more than host and path", s).Hint =
			"delete what stands before the host or after the path"
	case strings.ContainsFunc(u.Host, func(r rune) bool { return r > unicode.MaxASCII }):
		l.Add(n.Pos, "config-value", "baseURL %q has a host with letters beyond a to z", s).Hint =
			"write the host in its form for the network, which begins with xn--"
	case strings.Contains(u.Path, "//"):
		l.Add(n.Pos, "config-value", "baseURL %q has an empty part in its path", s).Hint =
			"write one slash, not two"
	default:
		c.BaseURL = u.JoinPath("/").String()
	}
}
