package epub

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// The cover, in pixels: the shape that shelves of e-readers have room for.
const (
	coverWidth, coverHeight = 800, 1200
	coverMargin             = 80
	markSize                = 400
	levels                  = 16 // shades from ground to ink
)

// mark is the mark of Signpost as its icon draws it, in a square of 32.
var mark = [...][]float32{
	{14, 1, 18, 1, 18, 32, 14, 32},
	{4, 4, 22.5, 4, 28.5, 9, 22.5, 14, 4, 14},
	{28, 17, 9.5, 17, 3.5, 22, 9.5, 27, 28, 27},
}

// coverPicture draws what a shelf shows: the title in white on the colour of the site. The Go fonts
// have the letters of all languages that Signpost has words of. A text on a cover is read from the
// title of the book; the picture says nothing else.
func coverPicture(f Facts, subtitle string) ([]byte, error) {
	ink := image.NewAlpha(image.Rect(0, 0, coverWidth, coverHeight))
	bold, err := face(gobold.TTF, 76)
	if err != nil {
		return nil, err
	}
	regular, err := face(goregular.TTF, 36)
	if err != nil {
		return nil, err
	}
	y := 320
	if f.Mark {
		drawMark(ink, coverMargin-40, coverMargin)
		y = 660
	}
	for _, line := range wrap(bold, f.Title, coverWidth-2*coverMargin, 4) {
		letter(ink, bold, line, y)
		y += 92
	}
	medium, err := face(goregular.TTF, 46)
	if err != nil {
		return nil, err
	}
	for _, line := range wrap(medium, subtitle, coverWidth-2*coverMargin, 4) {
		letter(ink, medium, line, y)
		y += 62
	}
	letter(ink, regular, f.LanguageName, coverHeight-150)
	for i, line := range wrap(regular, f.Edition, coverWidth-2*coverMargin, 2) {
		letter(ink, regular, line, coverHeight-98+i*44)
	}
	out := image.NewPaletted(ink.Rect, shades(f.Accent))
	for i, a := range ink.Pix {
		out.Pix[i] = uint8((int(a)*(levels-1) + 127) / 255)
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, out); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// shades are the colours from the ground to white.
func shades(ground color.RGBA) color.Palette {
	var p color.Palette
	mix := func(v uint8, i int) uint8 { return uint8(int(v) + (255-int(v))*i/(levels-1)) }
	for i := range levels {
		p = append(p, color.RGBA{mix(ground.R, i), mix(ground.G, i), mix(ground.B, i), 255})
	}
	return p
}

func face(ttf []byte, size float64) (font.Face, error) {
	f, err := opentype.Parse(ttf)
	if err != nil {
		return nil, err
	}
	return opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingFull})
}

func letter(on *image.Alpha, with font.Face, line string, y int) {
	d := font.Drawer{Dst: on, Src: image.Opaque, Face: with, Dot: fixed.P(coverMargin, y)}
	d.DrawString(line)
}

// wrap breaks a text into at most so many lines of a width; what does not fit is left out.
func wrap(with font.Face, s string, width, most int) []string {
	var out []string
	line := ""
	for _, word := range strings.Fields(s) {
		more := strings.TrimSpace(line + " " + word)
		if line != "" && font.MeasureString(with, more).Ceil() > width {
			out, more = append(out, line), word
		}
		line = more
	}
	if line != "" {
		out = append(out, line)
	}
	return out[:min(len(out), most)]
}

func drawMark(on *image.Alpha, x, y int) {
	const scale = float32(markSize) / 32
	for _, shape := range mark {
		r := vector.NewRasterizer(markSize, markSize)
		r.MoveTo(shape[0]*scale, shape[1]*scale)
		for i := 2; i < len(shape); i += 2 {
			r.LineTo(shape[i]*scale, shape[i+1]*scale)
		}
		r.ClosePath()
		r.DrawOp = draw.Over
		r.Draw(on, image.Rect(x, y, x+markSize, y+markSize), image.Opaque, image.Point{})
	}
}
