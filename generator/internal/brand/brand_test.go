package brand

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

func theme(t *testing.T) [2]Tokens {
	t.Helper()
	css, err := os.ReadFile("../../../themes/signpost/assets/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	tokens := ReadTokens(css)
	if len(tokens[Light]) < 20 || tokens[Light]["paper"] == tokens[Dark]["paper"] {
		t.Fatalf("%d tokens of the theme, paper %s and %s", len(tokens[Light]), tokens[Light]["paper"], tokens[Dark]["paper"])
	}
	return tokens
}

// TestTheme: the theme's own colours can be told apart, those of the kinds of
// outcomes included.
func TestTheme(t *testing.T) {
	tokens := theme(t)
	for _, low := range Lows(tokens, Settings{}) {
		t.Errorf("%s: %s on %s: %.2f, needs %.1f", low.Scheme, low.Fore, low.Back, low.Ratio, low.Needed)
	}
	for scheme, all := range tokens {
		for _, p := range []pair{{"ink", "paper", 7}, {"ink", "surface", 7}, {"ink-soft", "paper", forText}, {"ink-soft", "surface", forText},
			{"line-strong", "paper", forRest}, {"ink-edge", "paper", forText},
			{"self", "self-tint", forText}, {"wait", "wait-tint", forText}, {"partner", "partner-tint", forText},
			{"vendor", "vendor-tint", forText}, {"refuse", "refuse-tint", forText}, {"refuse", "paper", forText}, {"info", "info-tint", forText},
			{"ink", "self-tint", forText}, {"ink", "wait-tint", forText}, {"ink", "partner-tint", forText},
			{"ink", "vendor-tint", forText}, {"ink", "refuse-tint", forText}, {"ink", "info-tint", forText}} {
			if got := Contrast(all[p.fore], all[p.back]); got < p.ratio {
				t.Errorf("%s: %s %s on %s %s: %.2f, needs %.1f", Scheme(scheme), p.fore, all[p.fore], p.back, all[p.back], got, p.ratio)
			}
		}
	}
}

// TestShades: whatever the two colours are, their shades on dark ground are
// seen, and the colours that hints name are right in both schemes.
func TestShades(t *testing.T) {
	tokens := theme(t)
	r := rand.New(rand.NewPCG(4, 12))
	random := func() Setting {
		return Setting{RGB: RGB{uint8(r.IntN(256)), uint8(r.IntN(256)), uint8(r.IntN(256))}, Set: true}
	}
	for range 2000 {
		s := Settings{Accent: random(), Signal: random()}
		for _, low := range Lows(tokens, s) {
			if low.Scheme == Dark {
				t.Fatalf("accent %s, signal %s: dark %s %s on %s %s: %.2f", s.Accent.RGB, s.Signal.RGB, low.Fore, low.ForeRGB, low.Back, low.Below, low.Ratio)
			}
		}
		var l diag.List
		Check(tokens, s, &l)
		if len(l) == 0 != (len(Lows(tokens, s)) == 0) {
			t.Fatalf("accent %s, signal %s: %d lows, %d reports", s.Accent.RGB, s.Signal.RGB, len(Lows(tokens, s)), len(l))
		}
		for _, d := range l {
			hex := strings.Trim(d.Hint[strings.Index(d.Hint, `"`):], `"`)
			c, ok := ParseRGB(hex)
			if !ok {
				t.Fatalf("hint %q", d.Hint)
			}
			mended := s
			if strings.HasPrefix(d.Message, "accent") {
				mended.Accent.RGB = c
			} else {
				mended.Signal.RGB = c
			}
			name := strings.Fields(d.Message)[0]
			if low, found := worst(tokens, mended, name); found {
				t.Fatalf("%s: hint %s is no better: %+v", d.Message, hex, low)
			}
		}
	}
}

func TestContrast(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want string
	}{{"#ffffff", "#000000", "21.0"}, {"#777777", "#ffffff", "4.4"}, {"#767676", "#ffffff", "4.5"}, {"#ff0000", "#ffffff", "3.9"}} {
		a, _ := ParseRGB(c.a)
		b, _ := ParseRGB(c.b)
		if got := ratio(Contrast(a, b)); got != c.want {
			t.Errorf("%s on %s: %s, want %s", c.a, c.b, got, c.want)
		}
	}
}

// TestRound: every colour of a grid comes back from OKLCH as it was.
func TestRound(t *testing.T) {
	for i := range 18 * 18 * 18 {
		c := RGB{uint8(i % 18 * 15), uint8(i / 18 % 18 * 15), uint8(i / 324 * 15)}
		if got := c.lch().rgb(); got != c {
			t.Fatalf("%s came back as %s", c, got)
		}
	}
}

func TestStyleSheet(t *testing.T) {
	tokens := theme(t)
	if got := StyleSheet(tokens, Settings{}); len(got) != 0 {
		t.Errorf("without colours: %q", got)
	}
	s := Settings{Accent: Setting{RGB: RGB{0x7a, 0x1f, 0x5c}, Set: true}}
	got := string(StyleSheet(tokens, s))
	for _, want := range []string{":root { --accent: #7a1f5c; --accent-strong:", "@media screen and (prefers-color-scheme: dark) { :root { --accent:"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
	if strings.Contains(got, "signal") {
		t.Errorf("a colour that was not set: %q", got)
	}
}

func TestParse(t *testing.T) {
	root, l := source.ParseYAML("config.yaml", []byte("logo: brand/a.svg\ncolors: {accent: \"#0B6170\"}\n"), 100)
	s := Parse(root, &l)
	if len(l) != 0 || s.Logo.Path != "brand/a.svg" || s.Accent.RGB != (RGB{0x0b, 0x61, 0x70}) || s.Signal.Set {
		t.Errorf("%+v, %v", s, l)
	}
}

func TestLoad(t *testing.T) {
	const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">`
	for name, c := range map[string]struct{ data, want string }{
		"plain":       {head + `<path d="M0 0h1v1z"/></svg>`, ""},
		"gradient":    {head + `<linearGradient id="a"/><path fill="url(#a)" d="M0 0"/></svg>`, ""},
		"declaration": {"<?xml version=\"1.0\"?>\n" + head + "</svg>", ""},
		"script":      {head + `<script>alert(1)</script></svg>`, `holds the element "script"`},
		"handler":     {head + `<g onload="alert(1)"/></svg>`, `holds the script "onload"`},
		"style":       {head + `<style>@import url(//a)</style></svg>`, `holds the element "style"`},
		"attribute":   {head + `<g style="fill:red"/></svg>`, "holds a style"},
		"image":       {head + `<image href="https://a/b.png"/></svg>`, `holds the element "image"`},
		"use":         {head + `<use xmlns:x="http://www.w3.org/1999/xlink" x:href="https://a/b.svg#c"/></svg>`, `refers to "https://a/b.svg#c"`},
		"paint":       {head + `<g fill="URL(https://a/b)"/></svg>`, `refers to "URL(https://a/b)"`},
		"two paints":  {head + `<g fill="url(#a) url(https://a/b)"/></svg>`, `refers to "url(#a) url(https://a/b)"`},
		"escape":      {head + `<g fill="\75rl(https://a/b)"/></svg>`, `refers to "\\75rl(https://a/b)"`},
		"foreign":     {head + `<foreignObject/></svg>`, `holds the element "foreignObject"`},
		"html":        {head + `<p xmlns="http://www.w3.org/1999/xhtml"/></svg>`, `holds the element "p"`},
		"animation":   {head + `<animate/></svg>`, `holds the element "animate"`},
		"doctype":     {`<!DOCTYPE svg [<!ENTITY a "b">]>` + head + "</svg>", "holds a document type"},
		"sheet":       {`<?xml-stylesheet href="a.css"?>` + head + "</svg>", `holds the instruction "xml-stylesheet"`},
		"no size":     {`<svg xmlns="http://www.w3.org/2000/svg"/>`, "does not say its size"},
		"no space":    {`<svg viewBox="0 0 1 1"/>`, "is neither SVG, PNG, JPEG nor WebP"},
		"text":        {"GIF89a", "is neither SVG, PNG, JPEG nor WebP"},
		"open":        {head + "<g>", "is an SVG that cannot be read"},
		"png":         {"\x89PNG\r\n\x1a\nrest", "cannot be used: the file is no PNG image"},
		"large":       {head + strings.Repeat(" ", maxPicture) + "</svg>", "has 262210 bytes; the limit is 262144"},
	} {
		t.Run(name, func(t *testing.T) {
			var l diag.List
			p := Load(fstest.MapFS{"brand/a.svg": {Data: []byte(c.data)}}, File{Path: "brand/a.svg"}, false, &l)
			switch {
			case c.want == "" && (p == nil || len(l) > 0 || p.Width != 40 || p.Height != 20):
				t.Errorf("%+v, %v", p, l)
			case c.want != "" && (p != nil || len(l) != 1 || l[0].Message != "brand/a.svg "+c.want || l[0].Code != "brand-picture"):
				t.Errorf("%+v, %v, want %q", p, l, c.want)
			}
		})
	}
	var l diag.List
	if p := Load(fstest.MapFS{"brand/a.svg": {Data: []byte(head + "</svg>")}}, File{Path: "brand/a.svg"}, true, &l); p != nil || len(l) != 1 {
		t.Errorf("an icon of 40 by 20: %v, %v", p, l)
	}
}
