package brand

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Tokens are colours by the name of their custom property, without "--".
type Tokens map[string]RGB

// Scheme is light or dark.
type Scheme uint8

// The schemes.
const (
	Light Scheme = iota
	Dark
)

// String is the word for messages.
func (s Scheme) String() string { return [...]string{"light", "dark"}[s] }

// derive adds the shades of the two colours to those of the theme. On light
// ground a colour stays as it was set; on dark ground it is its light relative.
func derive(theme [2]Tokens, s Settings) [2]Tokens {
	var out [2]Tokens
	for scheme := range theme {
		out[scheme] = maps.Clone(theme[scheme])
		if out[scheme] == nil {
			out[scheme] = Tokens{}
		}
		maps.Copy(out[scheme], shades(Scheme(scheme), out[scheme], s))
	}
	return out
}

// shades are the tokens that the settings change in a scheme. Around are those
// of the theme.
func shades(scheme Scheme, around Tokens, s Settings) Tokens {
	out := Tokens{}
	if s.Accent.Set {
		a := s.Accent.RGB.lch()
		if scheme == Light {
			out["accent"] = s.Accent.RGB
			out["accent-strong"] = lch{max(a.l-0.09, 0.18), a.c * 0.9, a.h}.rgb()
			out["accent-tint"] = lch{0.95, min(a.c*0.25, 0.022), a.h}.rgb()
			out["on-accent"] = RGB{255, 255, 255}
		} else {
			tint := lch{0.29, min(a.c*0.5, 0.045), a.h}.rgb()
			accent := lighten(lch{0.8, min(a.c, 0.11), a.h}, 6.5, tint, around["paper"])
			b := accent.lch()
			out["accent"], out["accent-tint"] = accent, tint
			out["accent-strong"] = lch{min(b.l+0.08, 0.97), b.c * 0.75, b.h}.rgb()
			out["on-accent"] = lch{0.2, min(a.c*0.4, 0.035), a.h}.rgb()
		}
	}
	if s.Signal.Set {
		c := s.Signal.RGB.lch()
		if out["signal"] = s.Signal.RGB; scheme == Dark {
			out["signal"] = lighten(lch{0.82, min(c.c, 0.14), c.h}, 4.5, around["accent-tint"], around["paper"])
		}
	}
	return out
}

// lighten makes a colour as light as its contrast to all of the grounds needs.
func lighten(c lch, ratio float64, grounds ...RGB) RGB {
	for {
		out := c.rgb()
		low := slices.ContainsFunc(grounds, func(g RGB) bool { return Contrast(out, g) < ratio })
		if !low || c.l >= 1 {
			return out
		}
		c.l += 0.01
	}
}

// StyleSheet gives the custom properties of the brand, for after those of the
// theme; nothing where no colour is set.
func StyleSheet(theme [2]Tokens, s Settings) []byte {
	var b strings.Builder
	for scheme := range theme {
		set := shades(Scheme(scheme), theme[scheme], s)
		if len(set) == 0 {
			continue
		}
		open, end := ":root {", "}\n"
		if Scheme(scheme) == Dark {
			open, end = "@media screen and (prefers-color-scheme: dark) { :root {", "} }\n"
		}
		b.WriteString(open)
		for _, name := range slices.Sorted(maps.Keys(set)) {
			fmt.Fprintf(&b, " --%s: %s;", name, set[name])
		}
		b.WriteString(" " + end)
	}
	return []byte(b.String())
}

// Repaint gives a picture of the theme in the colours of the brand: its accent,
// and the signal colour as it is on dark ground.
func Repaint(svg []byte, theme [2]Tokens, s Settings) []byte {
	out := string(svg)
	for _, c := range []struct {
		set    Setting
		scheme Scheme
		name   string
	}{{s.Accent, Light, "accent"}, {s.Signal, Dark, "signal"}} {
		if old, ok := theme[c.scheme][c.name]; ok && c.set.Set {
			out = strings.ReplaceAll(out, old.String(), shades(c.scheme, theme[c.scheme], s)[c.name].String())
		}
	}
	return []byte(out)
}
