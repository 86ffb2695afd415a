package brand

import (
	"fmt"
	"math"

	"signpost/generator/internal/diag"
)

// Ratios of WCAG 2.2: 1.4.3 for text, 1.4.11 for what is no text.
const (
	forText = 4.5
	forRest = 3.0
)

// pair is a colour that stands on another one somewhere in the theme.
type pair struct {
	fore, back string // names of tokens
	ratio      float64
}

// pairs are all that a brand's colours are part of, with what they are for.
var pairs = []pair{
	{"accent", "paper", forText}, // links, answers, the label of an outcome
	{"accent", "surface", forText},
	{"accent", "floor", forText},       // around a flow
	{"accent", "accent-tint", forText}, // what the pointer is over
	{"accent-strong", "paper", forText},
	{"accent-strong", "surface", forText},
	{"accent-strong", "floor", forText},
	{"accent-strong", "accent-tint", forText},
	{"on-accent", "accent", forText}, // buttons
	{"on-accent", "accent-strong", forText},
	{"ink", "accent-tint", forText}, // the opening of the home page
	{"ink-soft", "accent-tint", forText},
	{"signal", "paper", forRest}, // the focus, the current place
	{"signal", "surface", forRest},
	{"signal", "floor", forRest},
	{"signal", "accent-tint", forRest},
}

// words are how messages call a ground.
var words = map[string]string{
	"paper": "the ground of pages", "surface": "the tinted ground", "floor": "the ground of flows", "accent-tint": "its own tint", "accent": "itself", "accent-strong": "its darker shade",
}

// Low is a pair that is too close.
type Low struct {
	Fore, Back     string // names of tokens
	ForeRGB, Below RGB
	Scheme         Scheme
	Ratio, Needed  float64
}

// Lows gives the pairs that are too close, in the order of the list of pairs.
// A token that the theme does not have makes no pair.
func Lows(theme [2]Tokens, s Settings) []Low {
	var out []Low
	for scheme, tokens := range derive(theme, s) {
		for _, p := range pairs {
			fore, ok := tokens[p.fore]
			back, too := tokens[p.back]
			if !ok || !too {
				continue
			}
			if got := Contrast(fore, back); got < p.ratio {
				out = append(out, Low{p.fore, p.back, fore, back, Scheme(scheme), got, p.ratio})
			}
		}
	}
	return out
}

// Check reports the pair that lacks most for each colour that is set, with the
// nearest colour of the same hue that would do.
func Check(theme [2]Tokens, s Settings, l *diag.List) {
	for _, c := range []struct {
		name string
		set  Setting
		only Settings
	}{
		{"accent", s.Accent, Settings{Accent: s.Accent}},
		{"signal", s.Signal, s},
	} {
		if !c.set.Set {
			continue
		}
		low, found := worst(theme, c.only, c.name)
		if !found {
			continue
		}
		ground := words[low.Back]
		if c.name == "signal" && low.Back == "accent-tint" {
			ground = "the tint of the accent"
		}
		d := l.Add(c.set.Pos, "brand-contrast", "%s %q on %s, %q, has a contrast of %s to 1; %s to 1 is needed",
			c.name, low.ForeRGB, ground, low.Below, ratio(low.Ratio), ratio(low.Needed))
		if near, ok := nearest(theme, s, c.name); ok {
			d.Hint = fmt.Sprintf("the nearest colour that will do is %q", near)
		}
	}
}

// worst is the pair of a setting's shades that lacks most. A signal that is too
// close to a tint alone is the signal's fault, whatever the accent is.
func worst(theme [2]Tokens, s Settings, name string) (Low, bool) {
	var out Low
	found := false
	for _, low := range Lows(theme, s) {
		if (low.Fore == "signal") != (name == "signal") {
			continue
		}
		if !found || low.Ratio/low.Needed < out.Ratio/out.Needed {
			out, found = low, true
		}
	}
	return out, found
}

// nearest looks for a colour that will do, by steps of lightness in both
// directions.
func nearest(theme [2]Tokens, s Settings, name string) (RGB, bool) {
	set := &s.Accent
	if name == "signal" {
		set = &s.Signal
	}
	from := set.RGB.lch()
	for step := 0.005; step <= 1; step += 0.005 {
		for _, l := range []float64{from.l - step, from.l + step} {
			if l < 0 || l > 1 {
				continue
			}
			set.RGB = lch{l, from.c, from.h}.rgb()
			if _, low := worst(theme, s, name); !low {
				return set.RGB, true
			}
		}
	}
	return RGB{}, false
}

// ratio prints a ratio with one digit, rounded down: 4.46 is not 4.5.
func ratio(r float64) string { return fmt.Sprintf("%.1f", math.Floor(r*10)/10) }
