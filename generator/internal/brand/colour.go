package brand

import (
	"fmt"
	"math"
	"strconv"
)

// RGB is a colour of the space sRGB.
type RGB struct{ R, G, B uint8 }

// ParseRGB reads "#0b6170"; letters may be capitals.
func ParseRGB(s string) (RGB, bool) {
	if len(s) != 7 || s[0] != '#' {
		return RGB{}, false
	}
	v, err := strconv.ParseUint(s[1:], 16, 32)
	return RGB{uint8(v >> 16), uint8(v >> 8), uint8(v)}, err == nil
}

// String is the form that ParseRGB reads.
func (c RGB) String() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// Contrast is the ratio of WCAG 2.2, from 1 to 21.
func Contrast(a, b RGB) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func (c RGB) luminance() float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func linear(v uint8) float64 {
	if c := float64(v) / 255; c > 0.04045 {
		return math.Pow((c+0.055)/1.055, 2.4)
	} else {
		return c / 12.92
	}
}

// lch is a colour of the space OKLCH (https://bottosson.github.io/posts/oklab/),
// in which equal steps look equal: lightness from 0 to 1, chroma, hue in radians.
type lch struct{ l, c, h float64 }

func (c RGB) lch() lch {
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	x := 1.9779984951*l - 2.4285922050*m + 0.4505937099*s
	y := 0.0259040371*l + 0.7827717662*m - 0.8086757660*s
	return lch{0.2104542553*l + 0.7936177850*m - 0.0040720468*s, math.Hypot(x, y), math.Atan2(y, x)}
}

// rgb gives the nearest colour a screen can show: the chroma is lowered until
// there is one.
func (c lch) rgb() RGB {
	c.l = min(max(c.l, 0), 1)
	for {
		out, ok := c.exact()
		if ok || c.c == 0 {
			return out
		}
		if c.c -= 0.002; c.c < 0 {
			c.c = 0
		}
	}
}

// exact converts, and reports whether a screen can show the colour.
func (c lch) exact() (RGB, bool) {
	x, y := c.c*math.Cos(c.h), c.c*math.Sin(c.h)
	l := cube(c.l + 0.3963377774*x + 0.2158037573*y)
	m := cube(c.l - 0.1055613458*x - 0.0638541728*y)
	s := cube(c.l - 0.0894841775*x - 1.2914855480*y)
	r, okR := gamma(4.0767416621*l - 3.3077115913*m + 0.2309699292*s)
	g, okG := gamma(-1.2684380046*l + 2.6097574011*m - 0.3413193965*s)
	b, okB := gamma(-0.0041960863*l - 0.7034186147*m + 1.7076147010*s)
	return RGB{r, g, b}, okR && okG && okB
}

func cube(v float64) float64 { return v * v * v }

// gamma gives a channel, and whether it was within reach.
func gamma(v float64) (uint8, bool) {
	const slack = 0.0005
	ok := v >= -slack && v <= 1+slack
	v = min(max(v, 0), 1)
	if v <= 0.0031308 {
		v *= 12.92
	} else {
		v = 1.055*math.Pow(v, 1/2.4) - 0.055
	}
	return uint8(math.Round(v * 255)), ok
}
