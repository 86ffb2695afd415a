// Package brand makes a site look like those who publish it: a logo, an icon
// and two colours.
//
// In: the map "brand" of a settings file, the folder its pictures lie in, and
// the colours of the theme. Out: Settings with positions, checked pictures, a
// style sheet with the shades of the two colours in light and dark, and what is
// wrong: pairs of colours that cannot be told apart among them. It never
// lets out what a picture of pixels holds beside them, never changes a colour by itself, never reads a picture that leads out of the
// folder, and never asks for the same shades twice with another result: all of
// it is arithmetic.
//
// A settings file holds
//
//	brand:
//	  logo: brand/logo.svg     # SVG, PNG, JPEG or WebP, 256 KiB at most; in the place of mark and name
//	  icon: brand/icon.png     # the same, as high as wide; in the tab of a browser
//	  colors:
//	    accent: "#0b6170"      # what can be pressed: links, buttons, answers
//	    signal: "#b34700"      # where one is: the focus, the current place
//
// Each key may be left out. Pictures lie in the folder Dir.
//
// Codes: brand-value, brand-picture, brand-contrast, and those of source.
package brand

import (
	"io/fs"
	"path"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// Dir is the folder of a project that pictures lie in.
const Dir = "brand"

// Settings is what a settings file says of a brand. The zero value says
// nothing: the site looks as the theme does.
type Settings struct {
	Logo, Icon     File
	Accent, Signal Setting
}

// File is a picture that is named. Path is "" for none.
type File struct {
	Path string
	Pos  diag.Pos
}

// Setting is a colour that is set.
type Setting struct {
	RGB RGB
	Pos diag.Pos
	Set bool
}

// Parse reads the map; nil is one that is not there.
func Parse(n *source.Node, l *diag.List) Settings {
	var s Settings
	if n == nil || !n.Is(source.Map, "brand", l) {
		return s
	}
	n.Keys("brand", l, "logo", "icon", "colors")
	s.Logo = file(n.Get("logo"), "logo", l)
	s.Icon = file(n.Get("icon"), "icon", l)
	if c := n.Get("colors"); c != nil && c.Is(source.Map, "colors", l) {
		c.Keys("colors", l, "accent", "signal")
		s.Accent = colour(c.Get("accent"), "accent", l)
		s.Signal = colour(c.Get("signal"), "signal", l)
	}
	return s
}

func file(n *source.Node, what string, l *diag.List) File {
	if n == nil {
		return File{}
	}
	name := n.Text(what, l)
	switch {
	case n.Kind != source.Scalar:
		return File{}
	case !fs.ValidPath(name) || !strings.HasPrefix(name, Dir+"/") || strings.Contains(name, "\\"):
		l.Add(n.Pos, "brand-value", "%s %q is not a file of the folder %s", what, name, Dir).Hint =
			"put the picture there and write its path from the project: " + path.Join(Dir, what+".svg")
		return File{}
	}
	return File{name, n.Pos}
}

func colour(n *source.Node, what string, l *diag.List) Setting {
	if n == nil {
		return Setting{}
	}
	if n.Empty() {
		l.Add(n.Pos, "brand-value", "%s has no colour", what).Hint =
			"write it in quotes, as \"#0b6170\": after a space, # begins a comment"
		return Setting{}
	}
	text := n.Text(what, l)
	c, ok := ParseRGB(text)
	if !ok && n.Kind == source.Scalar {
		l.Add(n.Pos, "brand-value", "%s %q is not a colour", what, text).Hint =
			"write it as # and six digits from 0 to f, in quotes: \"#0b6170\""
	}
	return Setting{c, n.Pos, ok}
}
